package model

import (
	"fmt"
	"slices"
	"strings"
)

// findingBlocks are all findings (REP-18, REP-19). The page shows all of them, paper the largest of each rule.
func findingBlocks(p *Report) []Block {
	r := p.Result
	if len(r.Findings) == 0 {
		return []Block{Paragraph{Body, fmt.Sprintf("No difference was found on %s; %q lists what could not be evaluated.", Plural(p.All.Lines, "line", "lines"), titleCoverage)}}
	}
	var b blocks
	all := Plural(len(r.Findings), "finding", "findings")
	b.add(PageOnly{Paragraph{Body, onPageText(r)}},
		PaperOnly{Paragraph{Body, all + ", all of them in findings.csv. Where a rule has many, those with the largest amounts are shown, in the order of patient and visit. " +
			"What all of them share is stated once, below the name of the rule."}})
	corrections := "Corrections: " + CorrectionsText(r.Corrections) + "."
	if r.Corrections.Applied > 0 {
		corrections += " Applied: written into the corrected sheets."
	}
	if r.Corrections.Held > 0 {
		corrections += " Held back: could have been applied; the finding states why it was not."
	}
	b.text(Small, corrections)
	states := map[string]int{}
	for i := range r.Findings {
		states[r.Findings[i].Status]++
	}
	if len(states) > 1 {
		t := &Table{Name: "Findings by state", Columns: []Column{words("state"), numbers("findings")}}
		for _, s := range SortedKeys(states) {
			t.Rows = append(t.Rows, []string{OrNone(s), Count(states[s])})
		}
		b.add(PaperOnly{t})
	}
	b.add(FindingList{})
	return b
}

// DetailText says how many findings of a rule are shown of how many there are.
func DetailText(shown, all int) string {
	return fmt.Sprintf("%s of %s are shown; %s more in findings.csv.", Count(shown), Plural(all, "finding", "findings"), Count(all-shown))
}

// sinceBlocks compare with an earlier run, if one was given (REP-21, REP-125 to REP-133). What else differs between the
// runs stands first.
func sinceBlocks(p *Report) []Block {
	v := p.Result.Comparison
	if v == nil {
		return nil
	}
	var b blocks
	b.text(Body, fmt.Sprintf("Compared with the run as of %s. %s open now; %s open then.", OrNone(v.EarlierAsOf),
		Plural(v.OpenNow, "finding is", "findings are"), Plural(v.OpenEarlier, "was", "were")))
	if len(v.Differences) > 0 {
		b.text(Strong, "What else differs between the runs; findings may have changed for this reason alone:")
		b.add(List{Items: v.Differences})
	}
	if v.SameInputs {
		b.text(Body, "Both runs read the same files: every change comes from these differences.")
	}
	states := &Table{Name: "States of the findings", Columns: []Column{wide("state", 2), numbers("findings"), wide("meaning", 5)}, Rows: [][]string{
		{StatusNew, Count(v.New), "in this run, not in the earlier one"},
		{StatusRepeat, Count(v.Repeat), fmt.Sprintf("in both; %s with other units billed or supported", Count(v.Changed))},
		{StatusEnded, Count(v.AcceptanceEnded), "accepted until a date now past: open again"},
		{StatusResolved, Count(v.Resolved), "only in the earlier run; its visit is in this input and the rule was evaluated on it"},
		{StatusNotReexamined, Count(v.NotReexamined), "only in the earlier run; its visit is in this input and the rule was not evaluated on it: not counted as resolved"},
		{StatusOtherVisits, Count(v.OtherVisits), "only in the earlier run; its visit is not in this input, as with another month: not counted as resolved"},
		{"newly accepted", Count(v.NewlyAccepted), "open earlier, accepted now"},
		{"still accepted", Count(v.StillAccepted), "accepted in both"},
		{"cannot be followed", Count(v.CannotBeFollowed), fmt.Sprintf("without a patient or therapist key; %s in the earlier run", Count(v.CannotBeFollowedEarlier))},
	}}
	states.Behind = func(row, column int) Filter {
		if column == 1 && slices.Contains([]string{StatusNew, StatusRepeat, StatusEnded}, states.Rows[row][0]) {
			return filter("status", states.Rows[row][0])
		}
		return nil
	}
	b.add(states)
	gone := &Table{Name: "No longer open", MoreIn: "audit.json", Columns: []Column{words("finding"), wide("issue", 2), words("patient"), words("state"), wide("why", 2), numbers("dollars then")}}
	for _, g := range v.Gone {
		gone.Rows = append(gone.Rows, []string{g.ID, RuleTitle(g.Name), g.Patient, g.State, g.Why, Amount(g.Money)})
	}
	b.table(gone)
	recurring := &Table{Name: "Recurring patterns", MoreIn: "audit.json", Columns: []Column{words("rule"), wide("therapist", 2), numbers("earlier: findings of evaluated lines"), numbers("now")}}
	for _, x := range v.Patterns {
		recurring.Rows = append(recurring.Rows, []string{x.Rule, x.Therapist, Rate(x.EarlierFindings, x.EarlierEvaluated), Rate(x.Findings, x.Evaluated)})
	}
	recurring.Behind = byColumn(func(i int) Filter {
		return filter("rule", v.Patterns[i].Rule, "therapist", v.Patterns[i].Therapist, "status", FilterCounted)
	}, map[int]Filter{3: nil})
	b.table(recurring)
	return b
}

// PlanField is one labelled part of an action.
type PlanField struct {
	Label string
	Width float64 // of the page, in percent
	Text  func(*Action) string
}

// PlanFields are the parts of an action in their order. Those without a text are for people to fill in.
var PlanFields = []PlanField{
	{"extent", 15, PlanExtent},
	{"cause to check", 15.5, func(a *Action) string { return a.Cause }},
	{"proposed action", 20, func(a *Action) string { return a.Proposal }},
	{"evidence of completion", 10.5, func(a *Action) string { return a.Evidence }},
	{"re-audit", 10, func(a *Action) string { return a.ReAudit }},
	{"re-audit date, sample", 5.5, nil},
	{"owner", 5.5, nil},
	{"due date", 4.5, nil},
	{"status", 4.5, nil},
}

// PlanTitleLabel is the label of an action's title with its source.
const PlanTitleLabel = "issue, rule, authority"

// Title is the issue with its rule.
func (a *Action) Title() string {
	if a.Kind == KindComplete {
		return strings.TrimPrefix(a.Issue, "not evaluated: ")
	}
	return a.Rules[0] + "  " + a.Issue
}

// Source is the authority of the rule, or the rules that something missing kept from being evaluated.
func (a *Action) Source() string {
	if a.Kind == KindComplete {
		return strings.Join(a.Rules, ", ")
	}
	return a.Citation
}

// SourceLabel is the label of Source.
func (a *Action) SourceLabel() string {
	if a.Kind == KindComplete {
		return "rules"
	}
	return "authority"
}

// planBlocks are the corrective action plan (REP-82, REP-83).
func planBlocks(p *Report) []Block {
	if len(p.Actions) == 0 {
		return []Block{Paragraph{Body, "Nothing to correct was found on the lines that could be evaluated."}}
	}
	var differences, complete Plan
	for _, a := range p.Actions {
		if a.Kind == KindComplete {
			complete = append(complete, a)
		} else {
			differences = append(differences, a)
		}
	}
	b := blocks{Paragraph{Small, "Largest dollars first, then lines; what is missing from the record comes last. Rows overlap: do not add them up. Owner, dates and status are left for you to fill in."}}
	if len(differences) > 0 {
		b.add(differences)
	}
	if len(complete) > 0 {
		b.add(Heading("Complete the record"), complete)
	}
	return b
}
