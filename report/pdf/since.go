package pdf

import "otaudit/report/model"

// sinceLast compares with an earlier run, if one was given (REP-21, REP-125 to REP-133). What else differs between the
// runs stands first.
func (p *pdfReport) sinceLast() {
	v := p.r.Comparison
	if v == nil {
		return
	}
	c := p.canvas
	p.part("Since the last audit")
	c.para(body, model.SinceText(v))
	if len(v.Differences) > 0 {
		c.para(strong, "What else differs between the runs; findings may have changed for this reason alone:")
		c.bullets(body, v.Differences)
	}
	if v.SameInputs {
		c.para(body, "Both runs read the same files: every change comes from these differences.")
	}
	c.table([]column{wide("state", 2), number("findings"), wide("meaning", 5)}, model.SinceRows(v))
	p.gone()
	p.recurring()
}

func (p *pdfReport) gone() {
	rows := model.GoneRows(p.r.Comparison)
	if len(rows) == 0 {
		return
	}
	p.sub("No longer open")
	p.cutTable([]column{wide("finding", 1), wide("issue", 2), text("patient"), text("state"), wide("why", 2), number("dollars then")}, rows, "audit.json")
}

// recurring shows the rules found with the same therapist in both runs, with both denominators (REP-132).
func (p *pdfReport) recurring() {
	rows := model.RecurringRows(p.r.Comparison)
	if len(rows) == 0 {
		return
	}
	p.sub("Recurring patterns")
	p.cutTable([]column{text("rule"), wide("therapist", 2), number("earlier: findings of evaluated lines"), number("now")}, rows, "audit.json")
}
