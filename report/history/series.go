package history

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
	"otaudit/report/privacy"
)

// Named is a published result with the path it was read from, for messages.
type Named struct {
	Path   string
	Result *audit.Result
}

// Series is the results of one clinic, one after the other, each compared with all that was known before it.
type Series struct {
	Client string `json:"client"` // label of the clinic; empty if it has none
	// Target is the percentage that the rates of the last result are held to.
	Target   int      `json:"target"`
	Steps    []Step   `json:"steps"`
	Findings []Course `json:"findings"`
}

// Step is one result of a series: what became of the findings, and the figures. Accepted findings are counted, and are in no other
// count or amount.
type Step struct {
	Label   string `json:"label"` // unlike that of any other step
	Period  string `json:"period"`
	AsOf    string `json:"as_of"`
	Tool    string `json:"tool"`
	RuleSet string `json:"rule_set"`
	// Differences says in words what else than the record differs from the step before: program, rule set, tables, options.
	Differences []string `json:"differences"`
	SameInputs  bool     `json:"same_inputs"`
	Open        int      `json:"open"`
	New         int      `json:"new"`
	Repeat      int      `json:"repeat"`
	Changed     int      `json:"changed"` // of Repeat
	Ended       int      `json:"acceptance_ended"`
	Resolved    int      `json:"resolved"`
	// NotReexamined and OtherVisits are open in an earlier step and were not looked at in this one.
	NotReexamined int `json:"not_reexamined"`
	OtherVisits   int `json:"other_visits"`
	Accepted      int `json:"accepted"`
	CannotFollow  int `json:"cannot_be_followed"`
	// Causes counts the findings that are new, changed or resolved by what made them so.
	Causes     Causes             `json:"causes"`
	Clinic     Figures            `json:"clinic"`
	Therapists []Figures          `json:"therapists"`
	Patterns   []audit.Recurrence `json:"patterns"` // rules that met a therapist in the step before too, on other visits
}

// Figures are the rate and the money of all lines, or of one therapist's.
type Figures struct {
	Name     string         `json:"name"`
	Lines    int            `json:"lines"`
	Standing model.Standing `json:"standing"` // lines supported as billed
	// Over and Under are the potential dollars: of all that is in question for the clinic, of units for a therapist.
	Over     audit.Cents `json:"over_cents"`
	Under    audit.Cents `json:"under_cents"`
	Judged   bool        `json:"judged"` // units were; without, amounts say nothing
	Findings int         `json:"open_findings"`
}

// Course is one finding through the steps.
type Course struct {
	ID        string           `json:"id"`
	Rule      string           `json:"rule"`
	Name      string           `json:"name"`
	Severity  audit.Severity   `json:"severity"`
	Patient   string           `json:"patient"`
	Visit     string           `json:"visit"`
	Therapist string           `json:"therapist"`
	Code      string           `json:"code"`
	Money     audit.Cents      `json:"money_cents"` // its effect where it was last met
	Accepted  audit.Acceptance `json:"accepted"`    // the last one
	States    []State          `json:"states"`      // one a step
}

// State is what a finding is in one step.
type State struct {
	Is    string `json:"is"`    // the words of model; empty where it is not, or no longer, known
	Why   string `json:"why"`   // why it was not examined again
	Cause Cause  `json:"cause"` // of what is new, changed or resolved
}

// UnlikeCodes is the error of results whose findings cannot be matched (REP-123).
type UnlikeCodes struct{ One, Other string }

func (e *UnlikeCodes) Error() string {
	return fmt.Sprintf("%s and %s: they use codes of different crosswalks, so their findings cannot be matched", e.One, e.Other)
}

// NewSeries puts the results of one clinic in order and compares each with what was known before. The results are changed: their
// findings get their states. Results whose findings cannot be matched are an *UnlikeCodes.
func NewSeries(results []Named) (*Series, error) {
	slices.SortStableFunc(results, func(a, b Named) int {
		return cmp.Or(strings.Compare(lastMonth(a.Result), lastMonth(b.Result)), strings.Compare(a.Result.Manifest.AsOf, b.Result.Manifest.AsOf))
	})
	last := results[len(results)-1]
	s := &Series{Client: last.Result.Manifest.Client, Target: model.TargetOf(last.Result)}
	for i := range results {
		if err := privacy.SameCodes(last.Result.Manifest.CrosswalkID, &results[i].Result.Manifest); err != nil {
			return nil, &UnlikeCodes{results[i].Path, last.Path}
		}
	}
	k := known{course: map[string]*Course{}}
	for i := range results {
		now := results[i].Result
		k.steps = i
		if i == 0 {
			s.Steps = append(s.Steps, k.first(now))
			continue
		}
		s.Steps = append(s.Steps, k.next(now, results[i-1].Result))
	}
	s.label(results)
	s.Findings = k.courses(len(s.Steps))
	return s, nil
}

// lastMonth is the last month with a line, as in 2026-03; empty where months have numbers only.
func lastMonth(r *audit.Result) string {
	last := ""
	for _, t := range model.TotalsBy(r, "month") {
		if _, err := audit.ParseDate(t.Key + "-01"); err == nil {
			last = max(last, t.Key)
		}
	}
	return last
}

// label names each step by its last month, and by more where that is that of two.
func (s *Series) label(results []Named) {
	names := []func(i int) string{
		func(i int) string { return cmp.Or(lastMonth(results[i].Result), s.Steps[i].Period) },
		func(i int) string { return s.Steps[i].Period + " as of " + s.Steps[i].AsOf },
		func(i int) string { return fmt.Sprintf("%s as of %s, no. %d", s.Steps[i].Period, s.Steps[i].AsOf, i+1) },
	}
	for _, name := range names {
		count := map[string]int{}
		for i := range s.Steps {
			count[name(i)]++
		}
		for i := range s.Steps {
			if step := &s.Steps[i]; step.Label == "" && count[name(i)] == 1 {
				step.Label = name(i)
			}
		}
	}
}

// stepOf is what a result says by itself.
func stepOf(r *audit.Result) Step {
	step := Step{Period: model.Period(r), AsOf: r.Manifest.AsOf, Tool: r.Manifest.Tool, RuleSet: r.Manifest.RuleSet}
	open := map[string]int{}
	for i := range r.Findings {
		f := &r.Findings[i]
		if !model.Open(f) {
			step.Accepted++
			continue
		}
		step.Open++
		open[f.Therapist]++
		if !model.Followed(f.ID) {
			step.CannotFollow++
		}
	}
	counted := withoutAccepted(r)
	page := model.FirstPageOf(counted, nil)
	all := model.TotalOfAll(counted)
	step.Clinic = Figures{Lines: all.Lines, Standing: page.Clinic, Over: page.Exposure.Over, Under: page.Exposure.Under, Judged: page.Exposure.Judged, Findings: step.Open}
	for i, t := range model.NamedTherapists(counted) {
		step.Therapists = append(step.Therapists, Figures{Name: t.Key, Lines: t.Lines, Standing: page.Therapists[i], Over: t.OverCents, Under: t.UnderCents, Judged: t.UnitLines > 0, Findings: open[t.Key]})
	}
	return step
}
