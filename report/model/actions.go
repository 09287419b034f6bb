package model

import (
	"cmp"
	"slices"
	"strings"

	"otaudit/audit"
)

// Action is one row of the corrective action plan (REP-82). Owner, dates and status are for people to fill in, so they
// are no fields here; reporters print empty columns for them.
type Action struct {
	Number     int         `json:"number"`
	Kind       string      `json:"kind"` // "differences" or "complete the record"
	Issue      string      `json:"issue"`
	Rules      []string    `json:"rules"`
	Citation   string      `json:"citation"`
	Findings   int         `json:"findings"`
	Lines      int         `json:"lines"`
	Visits     int         `json:"visits"`
	Therapists int         `json:"therapists"`
	Over       audit.Cents `json:"over_cents"`  // potential; within this row each finding once
	Under      audit.Cents `json:"under_cents"` // potential
	Cause      string      `json:"cause"`
	Proposal   string      `json:"proposal"`
	Evidence   string      `json:"evidence"`
	ReAudit    string      `json:"re_audit"`
}

// The kinds of actions.
const (
	KindDifferences = "differences"
	KindComplete    = "complete the record"
)

// Open says whether a finding counts: accepted ones are shown apart and are no errors (REP-129).
func Open(f *audit.Finding) bool { return f.Status != "accepted" }

// Actions makes the corrective action plan: one row per rule with open errors or warnings, largest dollars first, then
// lines (REP-83); last what must be supplied so that more lines can be judged.
func Actions(r *audit.Result) []Action {
	rows := append(differences(r), completions(r)...)
	for i := range rows {
		rows[i].Number = i + 1
	}
	return rows
}

// extent collects whom and what the findings of one rule touch.
type extent struct {
	Action
	severity                  audit.Severity
	lines                     *rowSet
	visits, therapists, cites map[string]bool
}

func differences(r *audit.Result) []Action {
	extents := map[string]*extent{}
	var order []*extent
	for i := range r.Findings {
		f := &r.Findings[i]
		if !Open(f) || f.Severity == audit.Info {
			continue
		}
		e := extents[f.Rule]
		if e == nil {
			e = &extent{lines: newRowSet(), visits: map[string]bool{}, therapists: map[string]bool{}, cites: map[string]bool{}}
			e.Kind, e.Issue, e.Rules = KindDifferences, RuleTitle(f.Name), []string{f.Rule}
			extents[f.Rule] = e
			order = append(order, e)
		}
		e.add(f)
	}
	slices.SortFunc(order, func(a, b *extent) int {
		return cmp.Or(cmp.Compare(b.Over+b.Under, a.Over+a.Under), cmp.Compare(b.severity, a.severity),
			cmp.Compare(b.lines.len(), a.lines.len()), strings.Compare(a.Rules[0], b.Rules[0]))
	})
	rows := make([]Action, 0, len(order))
	for _, e := range order {
		rows = append(rows, e.row())
	}
	return rows
}

func (e *extent) add(f *audit.Finding) {
	e.Findings++
	e.severity = max(e.severity, f.Severity)
	e.lines.add(f.Cell)
	for _, cell := range f.Related {
		e.lines.add(cell)
	}
	if f.Visit != "" {
		e.visits[f.Visit] = true
	}
	if f.Therapist != "" {
		e.therapists[f.Therapist] = true
	}
	for _, c := range f.Cites {
		e.cites[c] = true
	}
	if f.Impact.Money < 0 {
		e.Over -= f.Impact.Money
	} else {
		e.Under += f.Impact.Money
	}
}

func (e *extent) row() Action {
	e.Lines, e.Visits, e.Therapists = e.lines.len(), len(e.visits), len(e.therapists)
	e.Citation = strings.Join(SortedKeys(e.cites), "; ")
	p := proposalFor(e.Rules[0])
	e.Cause, e.Proposal, e.Evidence = p.cause, p.action, p.evidence
	e.ReAudit = "the same rule on lines of the next period"
	return e.Action
}

// completions makes one row per cause for which lines could not be evaluated.
func completions(r *audit.Result) []Action {
	type gap struct {
		rules []string
		lines int
	}
	gaps := map[string]*gap{}
	for i := range r.Rules {
		rule := &r.Rules[i]
		for _, c := range rule.NotEvaluated {
			if c.N == 0 {
				continue
			}
			if gaps[c.What] == nil {
				gaps[c.What] = &gap{}
			}
			g := gaps[c.What]
			g.rules = append(g.rules, rule.ID)
			g.lines = max(g.lines, c.N)
		}
	}
	rows := make([]Action, 0, len(gaps))
	for _, cause := range SortedKeys(gaps) {
		g := gaps[cause]
		slices.Sort(g.rules)
		rows = append(rows, Action{Kind: KindComplete, Issue: "not evaluated: " + causeText(cause), Rules: slices.Compact(g.rules), Lines: g.lines,
			Cause: "Is this recorded anywhere, and can it be exported?", Proposal: remedy(cause),
			Evidence: "the lines named are evaluated in a new run", ReAudit: "the same files, completed"})
	}
	slices.SortStableFunc(rows, func(a, b Action) int {
		return cmp.Or(cmp.Compare(b.Lines, a.Lines), cmp.Compare(len(b.Rules), len(a.Rules)))
	})
	return rows
}

func SortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
