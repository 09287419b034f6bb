package report

import (
	"fmt"
	"strings"
)

// plan prints the corrective action plan (REP-82, REP-83). Owner, dates and status are empty fields to write in.
func (p *pdfReport) plan() {
	c := p.canvas
	p.part("Corrective action plan")
	if len(p.actions) == 0 {
		c.para(body, "Nothing to correct was found on the lines that could be evaluated.")
		return
	}
	c.para(small, planText)
	for i := range p.actions {
		p.action(&p.actions[i])
	}
}

func (p *pdfReport) action(a *Action) {
	c := p.canvas
	c.need(112)
	c.line(c.left, c.y, c.right, c.y, 0.8, grey(150))
	c.y += 5
	c.textAt(c.left, c.y+10, style{bold, 10.5, accent}, fmt.Sprint(a.Number))
	title := a.Issue
	if a.Kind == KindDifferences {
		title = a.Rules[0] + "  " + a.Issue
	}
	c.block(c.left+22, c.frame()-22, strong, title)
	c.y += 2
	const label = 96
	c.labelled(label, small, "extent", extentText(a))
	if a.Kind == KindComplete {
		c.labelled(label, small, "rules", strings.Join(a.Rules, ", "))
	}
	c.labelled(label, small, "authority", a.Citation)
	c.labelled(label, small, "cause to check", a.Cause)
	c.labelled(label, small, "proposed action", a.Proposal)
	c.labelled(label, small, "evidence", a.Evidence)
	c.labelled(label, small, "re-audit", a.ReAudit)
	p.blanks("owner", "due", "re-audit date, sample", "status")
	c.y += 6
}

func extentText(a *Action) string {
	if a.Kind == KindComplete {
		return fmt.Sprintf("up to %s, %s", plural(a.Lines, "line", "lines"), plural(len(a.Rules), "rule", "rules"))
	}
	text := fmt.Sprintf("%s on %s, %s, %s", plural(a.Findings, "finding", "findings"), plural(a.Lines, "line", "lines"),
		plural(a.Visits, "visit", "visits"), plural(a.Therapists, "therapist", "therapists"))
	if a.Over == 0 && a.Under == 0 {
		return text + "; no dollars attached"
	}
	return text + fmt.Sprintf("; potentially %s over, %s under", dollars(a.Over), dollars(a.Under))
}

// blanks draws named lines to write on.
func (p *pdfReport) blanks(names ...string) {
	c := p.canvas
	c.need(20)
	w := c.frame() / float64(len(names))
	for i, name := range names {
		x := c.left + float64(i)*w
		c.textAt(x, c.y+14, tiny, name)
		c.line(x+textWidth(tiny.face, tiny.size, name)+4, c.y+15, x+w-8, c.y+15, 0.5, grey(150))
	}
	c.y += 20
}
