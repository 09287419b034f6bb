package report

import "fmt"

// sinceLast compares with an earlier run, if one was given (REP-21, REP-125 to REP-133). What else differs between the
// runs stands first.
func (p *pdfReport) sinceLast() {
	v := p.r.Comparison
	if v == nil {
		return
	}
	c := p.canvas
	p.part("Since the last audit")
	c.para(body, fmt.Sprintf("Compared with the run as of %s. %s open now, %s open then.", orNone(v.EarlierAsOf),
		plural(v.OpenNow, "finding is", "findings are"), plural(v.OpenEarlier, "was", "were")))
	if len(v.Differences) > 0 {
		c.para(strong, "What else differs between the runs; findings may have changed for this reason alone:")
		c.bullets(body, v.Differences)
	}
	if v.SameInputs {
		c.para(body, "Both runs read the same files: every change comes from these differences.")
	}
	c.table([]column{wide("state", 2), number("findings"), wide("meaning", 5)}, [][]string{
		{"new", count(v.New), "in this run, not in the earlier one"},
		{"repeat", count(v.Repeat), fmt.Sprintf("in both; of these %s with other units billed or supported", count(v.Changed))},
		{"acceptance ended", count(v.AcceptanceEnded), "accepted until a date that is past: open again"},
		{"resolved", count(v.Resolved), "only in the earlier run; its visit is in this input and the rule was evaluated on it"},
		{"not re-examined", count(v.NotReexamined), "only in the earlier run; visit absent or rule not evaluated: not counted as resolved"},
		{"newly accepted", count(v.NewlyAccepted), "open earlier, accepted now"},
		{"still accepted", count(v.StillAccepted), "accepted in both"},
		{"cannot be followed", count(v.CannotBeFollowed), fmt.Sprintf("without a patient or therapist key; %s in the earlier run", count(v.CannotBeFollowedEarlier))},
	})
	p.gone()
	p.recurring()
}

func (p *pdfReport) gone() {
	rows := [][]string{}
	for _, g := range p.r.Comparison.Gone {
		rows = append(rows, []string{g.ID, ruleTitle(g.Name), g.Patient, g.State, g.Why, amount(g.Money)})
	}
	if len(rows) == 0 {
		return
	}
	p.sub("No longer open")
	p.cutTable([]column{wide("finding", 1), wide("issue", 2), text("patient"), text("state"), wide("why", 2), number("dollars then")}, rows, "audit.json")
}

// recurring shows the rules found with the same therapist in both runs, with both denominators (REP-132).
func (p *pdfReport) recurring() {
	rows := [][]string{}
	for _, x := range p.r.Comparison.Patterns {
		rows = append(rows, []string{x.Rule, x.Therapist, rate(x.EarlierFindings, x.EarlierEvaluated), rate(x.Findings, x.Evaluated)})
	}
	if len(rows) == 0 {
		return
	}
	p.sub("Recurring patterns")
	p.cutTable([]column{text("rule"), wide("therapist", 2), number("earlier: findings of evaluated lines"), number("now")}, rows, "audit.json")
}
