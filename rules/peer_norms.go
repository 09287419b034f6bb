package rules

import (
	"fmt"
	"maps"
	"slices"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// medicareMonth sums up what norms can be compared with: the Medicare Part B lines of one therapist in one month, since norms are made of
// such claims.
type medicareMonth struct {
	days              int         // patient-days with treatment
	units             audit.Units // of treatment
	byCode            map[string]*medicareCode
	evaluations, high int
}

type medicareCode struct {
	units audit.Units
	days  int // patient-days that have the code
	first *audit.Line
}

// patientDay names a day of a patient.
type patientDay struct {
	patient string
	on      audit.Date
	code    string // empty for any
}

func newMedicareMonth(lines []*audit.Line, therapist int32) *medicareMonth {
	m := &medicareMonth{byCode: map[string]*medicareCode{}}
	met := map[patientDay]bool{}
	firstOf := func(l *audit.Line, code string) bool {
		day := patientDay{audit.PatientKey(l.Session), l.Date(audit.DateOfService), code}
		known := met[day]
		met[day] = true
		return !known
	}
	for _, l := range lines {
		if l.Discipline != audit.OT || !l.Has(audit.Therapist) || l.Symbol(audit.Therapist) != therapist || l.Terms.Class != "medicare_b" || l.Terms.AssumedPayer || l.Units() <= 0 {
			continue
		}
		if isInitialEvaluation(l) {
			m.evaluations++
			if l.Proc.Code == "97167" {
				m.high++
			}
		}
		if !isTreatment(l) {
			continue
		}
		c := m.byCode[l.Proc.Code]
		if c == nil {
			c = &medicareCode{first: l}
			m.byCode[l.Proc.Code] = c
		}
		m.units += l.Units()
		c.units += l.Units()
		if firstOf(l, "") {
			m.days++
		}
		if firstOf(l, l.Proc.Code) {
			c.days++
		}
	}
	return m
}

// outOfNorm is what lies farthest from the norms of the state; nil if nothing is far.
type outOfNorm struct {
	code  string
	value float64
	norm  refdata.Norm
	of    spread
	first *audit.Line
}

// normTest is how a rule compares a month with norms.
type normTest struct {
	measure refdata.Measure
	floor   float64
	upOnly  bool // only far above is named
	// value is the therapist's own for a code, and whether there is enough for one.
	value func(*medicareMonth, string) (float64, bool)
	codes func(*medicareMonth) []string
}

// fewMedicare is why a month is too thin for norms.
var fewMedicare = fmt.Sprintf("visits: fewer than %d of Medicare Part B in the month, which the norms are of", leastVisits)

// againstNorms compares a therapist who has too few peers with the norms of the state. Without any norm the cause is that of too few
// peers.
func (k *kit) againstNorms(g *audit.Group, therapist int32, test *normTest) (far *outOfNorm, m *medicareMonth, cause string) {
	m = newMedicareMonth(g.All, therapist)
	year := g.All[0].Date(audit.DateOfService).Year()
	cause = tooFewPeers
	if m.days == 0 && slices.Contains(k.tables.NormStates(), k.State) {
		cause = fewMedicare
	}
	highest := 0.0
	for _, code := range test.codes(m) {
		norm, found := k.tables.Norm(k.State, test.measure, code, year)
		if !found {
			continue
		}
		value, enough := test.value(m, code)
		if !enough {
			if cause != "" {
				cause = fewMedicare
			}
			continue
		}
		cause = ""
		s := spread{median: norm.Median, mad: norm.Deviation, n: norm.Therapists, of: normText(&norm)}
		score := s.score(value, test.floor)
		if test.upOnly && score < 0 {
			continue
		}
		if score = max(score, -score); score < outlying || score <= highest {
			continue
		}
		far, highest = &outOfNorm{code, value, norm, s, nil}, score
		if c := m.byCode[code]; c != nil {
			far.first = c.first
		}
	}
	return far, m, cause
}

// normText says what a norm is made of, and its limits.
func normText(n *refdata.Norm) string {
	return fmt.Sprintf("%d occupational therapists in private practice of %s in %d (CMS, Medicare Part B, the whole year, without what a therapist gave to fewer than 11 beneficiaries)", n.Therapists, n.State, n.Year)
}

// codes are the codes of treatment in their order.
func (m *medicareMonth) codes() []string { return slices.Sorted(maps.Keys(m.byCode)) }

// report is the finding about it.
func (f *outOfNorm) report(field audit.Field, message, working, action string) *audit.Report {
	return &audit.Report{Line: f.first, Field: field, Message: message, Working: working, Action: action, TableRows: []string{f.norm.Row}}
}

// compared says with whom.
func (f *outOfNorm) compared() string {
	return fmt.Sprintf("compared with %d peers of %s, %d", f.norm.Therapists, f.norm.State, f.norm.Year)
}
