package rules

import (
	"fmt"
	"slices"
	"sort"

	"otaudit/audit"
)

// What a therapist's month must hold to be looked at, and how many others there must be to compare with. Conventions.
const (
	leastVisits = 20
	leastPeers  = 3
)

// therapistMonth sums up the OT lines of one therapist in one calendar month.
type therapistMonth struct {
	visits     int
	treated    int         // visits with units that are not an evaluation's
	units      audit.Units // of lines that are not evaluations
	byCode     map[int32]*codeUnits
	lines      int // that bill something
	distinct   int // of these, with a distinct-service modifier
	thresholds int // of these, for payers with the KX threshold
	kx         int // of those, with KX

	evaluations, high int // initial evaluations; of these, of the highest level

	timedMinutes, timedUnits int // of 15-minute lines that have both
	measured, onFirst        int // visits of 8 timed minutes or more; of these, on the first minute of a band
	patterned                int // visits with minutes on all their 15-minute lines
	patterns                 map[uint64]*minutesPattern
}

// codeUnits are the units of one code, and the first line that bills it.
type codeUnits struct {
	code  string
	units audit.Units
	first *audit.Line
}

// minutesPattern is one division of a visit's minutes over codes.
type minutesPattern struct{ visits, minutes int }

// peerMonth is a month of all OT therapists of the log.
type peerMonth struct {
	by        map[int32]*therapistMonth // by the symbol of the therapist
	qualified []*therapistMonth         // with enough visits, in the order of their first line
	lists     []therapistList           // the lists of lines that rules looked through
}

type peerMonthKey struct{}

// peerMonthOf sums the month up once for all pattern rules.
func peerMonthOf(g *audit.Group) *peerMonth {
	return g.Shared(peerMonthKey{}, func() any { return newPeerMonth(g.All) }).(*peerMonth)
}

func newPeerMonth(lines []*audit.Line) *peerMonth {
	m := &peerMonth{by: map[int32]*therapistMonth{}}
	var all []*therapistMonth
	var visits shiftVisits
	var t *therapistMonth
	last := int32(-1)
	for _, l := range lines {
		// A line of 0 units bills nothing; it is here for its minutes.
		if l.Discipline != audit.OT || !l.Has(audit.Therapist) || l.Units() < 0 {
			continue
		}
		if symbol := l.Symbol(audit.Therapist); symbol != last {
			last, t = symbol, m.by[symbol]
		}
		if t == nil {
			t = &therapistMonth{byCode: map[int32]*codeUnits{}, patterns: map[uint64]*minutesPattern{}}
			m.by[l.Symbol(audit.Therapist)] = t
			all = append(all, t)
		}
		visits.add(t, l)
		t.add(l)
	}
	visits.close()
	for _, t := range all {
		if t.visits >= leastVisits {
			m.qualified = append(m.qualified, t)
		}
	}
	return m
}

// add counts what a line says by itself.
func (t *therapistMonth) add(l *audit.Line) {
	if isPooled(l) && l.Has(audit.Minutes) && l.Has(audit.UnitsBilled) && l.Units().Whole() && !isDoubtful(l) {
		t.timedMinutes += l.Int(audit.Minutes)
		t.timedUnits += l.Units().Int()
	}
	if l.Units() == 0 {
		return
	}
	t.lines++
	if isDistinctService(l) {
		t.distinct++
	}
	if l.Terms.KX == audit.Yes {
		t.thresholds++
		if l.Carries(audit.KX) {
			t.kx++
		}
	}
	if isInitialEvaluation(l) {
		t.evaluations++
		if l.Proc.Code == "97167" {
			t.high++
		}
	}
	if !isTreatment(l) {
		return
	}
	t.units += l.Units()
	c := t.byCode[l.Symbol(audit.Code)]
	if c == nil {
		c = &codeUnits{code: l.Proc.Code, first: l}
		t.byCode[l.Symbol(audit.Code)] = c
	}
	c.units += l.Units()
}

// isTreatment says whether the line bills something else than an evaluation.
func isTreatment(l *audit.Line) bool {
	return l.Proc != nil && l.Proc.Kind != "evaluation" && l.Proc.Kind != "reporting" && l.Units() > 0
}

// isInitialEvaluation says whether the line bills an OT evaluation that is not a re-evaluation.
func isInitialEvaluation(l *audit.Line) bool {
	return l.Proc != nil && (l.Proc.Code == "97165" || l.Proc.Code == "97166" || l.Proc.Code == "97167")
}

// eachTherapist asks judge once for each therapist of the group with visits enough: the rule needs no peers.
func eachTherapist(p *audit.Pass, g *audit.Group, judge func(*therapistMonth) (r *audit.Report, cause string)) {
	judgeTherapists(p, g, nil, func(_ *peerMonth, t *therapistMonth) (*audit.Report, string) { return judge(t) })
}

// eachAmongPeers asks judge once for each therapist of the group that can be compared with others of the log, and byNorms once for each
// who has too few of them, by the symbol of the therapist.
func eachAmongPeers(p *audit.Pass, g *audit.Group, judge func(*peerMonth, *therapistMonth) (r *audit.Report, cause string), byNorms func(therapist int32) (r *audit.Report, cause string)) {
	judgeTherapists(p, g, byNorms, judge)
}

// withoutNorms is for what no public file has norms of.
func withoutNorms(int32) (*audit.Report, string) {
	return nil, tooFewPeers
}

var tooFewPeers = fmt.Sprintf("peers: fewer than %d in the month", leastPeers)

// judgeTherapists reports what judge says of a therapist at the first line that the rule looks at, unless the report names
// another. A rule that needs no peers has no norms. Where there is a cause, all the therapist's lines count as not evaluated.
func judgeTherapists(p *audit.Pass, g *audit.Group, byNorms func(int32) (*audit.Report, string), judge func(*peerMonth, *therapistMonth) (r *audit.Report, cause string)) {
	m := peerMonthOf(g)
	unjudged := map[int32]string{} // the causes, by the symbol of the therapist
	for _, first := range m.firstLines(g.Lines) {
		t := m.by[first.Symbol(audit.Therapist)]
		var r *audit.Report
		var cause string
		switch {
		case t.visits < leastVisits:
			cause = fmt.Sprintf("visits: fewer than %d in the month", leastVisits)
		case byNorms != nil && len(m.qualified)-1 < leastPeers:
			r, cause = byNorms(first.Symbol(audit.Therapist))
		default:
			r, cause = judge(m, t)
		}
		if r != nil {
			if r.Line == nil {
				r.Line = first
			}
			r.Message += reasonToLook
			p.Report(*r)
		}
		if cause != "" {
			unjudged[first.Symbol(audit.Therapist)] = cause
		}
	}
	if len(unjudged) == 0 {
		return
	}
	for _, l := range g.Lines {
		if cause := unjudged[l.Symbol(audit.Therapist)]; cause != "" {
			p.NotEvaluated(l, cause)
		}
	}
}

// therapistList is a list of lines, and the first of each therapist in it.
type therapistList struct{ lines, firsts []*audit.Line }

// firstLines gives the first line of each therapist, in order. Rules that look at the same lines share it.
func (m *peerMonth) firstLines(lines []*audit.Line) []*audit.Line {
	for _, known := range m.lists {
		if slices.Equal(known.lines, lines) {
			return known.firsts
		}
	}
	var firsts []*audit.Line
	met := map[int32]bool{}
	for start := 0; start < len(lines); start += shiftLength(lines[start:]) {
		if therapist := lines[start].Symbol(audit.Therapist); !met[therapist] {
			met[therapist] = true
			firsts = append(firsts, lines[start])
		}
	}
	m.lists = append(m.lists, therapistList{lines, firsts})
	return firsts
}

// shiftLength is how many lines, from the first on, are of the first one's therapist and date. The lines of a month come in
// the order of dates and therapists, so that few of them must be looked at.
func shiftLength(lines []*audit.Line) int {
	first := lines[0]
	other := func(l *audit.Line) bool {
		return l.Symbol(audit.Therapist) != first.Symbol(audit.Therapist) || l.Date(audit.DateOfService) != first.Date(audit.DateOfService)
	}
	same, step := 1, 1
	for same+step < len(lines) && !other(lines[same+step]) {
		same, step = same+step, 2*step
	}
	end := min(same+step, len(lines))
	return same + sort.Search(end-same, func(i int) bool { return other(lines[same+i]) })
}

// reasonToLook ends the message of every pattern.
const reasonToLook = ": a reason to look, not a finding of fault"

// patternCites is what the pattern rules rest on where no manual names the pattern.
var patternCites = []audit.Cite{{Source: convention}}
