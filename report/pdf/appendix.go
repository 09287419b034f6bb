package pdf

import (
	"strings"

	"otaudit/report/model"
)

// appendices print rules, tables, accepted findings, glossary and worksheet (REP-25).
func (p *pdfReport) appendices() {
	p.part("Appendices")
	p.rulesInForce()
	p.tablesInForce()
	p.waivers()
	p.glossary()
	p.worksheet()
}

func (p *pdfReport) rulesInForce() {
	c := p.canvas
	c.sub("Rules of this run")
	c.need(80)
	c.para(note, "Rule set "+model.OrNone(p.r.Manifest.RuleSet)+". Only authorities in force on the date of service are named with a finding.")
	var rows [][]string
	var idle []string
	for i := range p.r.Rules {
		rule := &p.r.Rules[i]
		if rule.Applicable == 0 {
			idle = append(idle, rule.ID)
			continue
		}
		rows = append(rows, []string{rule.ID, model.RuleTitle(rule.Name), rule.Severity.String(), strings.Join(rule.Cites, "; ")})
	}
	c.tableSized(7, []column{text("rule"), wide("name", 2), text("severity"), wide("authority", 3)}, rows)
	if len(idle) > 0 {
		c.para(note, "Rules of the set that apply to no line of these files: "+strings.Join(idle, ", ")+".")
	}
}

func (p *pdfReport) tablesInForce() {
	c := p.canvas
	if len(p.r.Manifest.Tables) == 0 {
		return
	}
	c.sub("Reference tables")
	c.tableSized(7.5, []column{text("table"), wide("origin", 2), number("rows"), number("not verified"), fixedFace("SHA-256")}, model.TableRows(&p.r.Manifest))
}

// waivers list what was accepted, by whom and why: shown, counted apart, no errors (REP-129, REP-134).
func (p *pdfReport) waivers() {
	rows := model.AcceptedRows(p.r)
	p.sub("Accepted findings")
	if len(rows) == 0 {
		p.para(small, "No finding of this run is accepted.")
	}
	p.cutTable([]column{text("finding"), text("state"), text("by"), text("until"), wide("reason", 3)}, rows, "findings.csv")
	unused := model.UnusedTexts(p.r)
	if len(unused) > 0 {
		p.para(small, model.Plural(len(unused), "acceptance", "acceptances")+" matched nothing in this run:")
		p.bullets(small, unused[:min(maxRows, len(unused))])
	}
}

// glossary explains the words and every metric.
func (p *pdfReport) glossary() {
	c := p.canvas
	c.sub("Glossary")
	c.tableSized(7, []column{text("term"), wide("meaning", 4)}, model.GlossaryRows(p.r, p.all))
}

// worksheet prints the questions that only a person can answer, with room for answers.
func (p *pdfReport) worksheet() {
	c := p.canvas
	c.sub("Reviewer's worksheet")
	c.need(130)
	c.para(note, "One sheet per record reviewed. These questions are not answered by the program and are no findings.")
	p.blanks("record", "reviewer", "date")
	for _, area := range model.Checklist {
		c.need(60)
		c.y += 4
		c.heading(minor, strings.ToUpper(area.Area[:1])+area.Area[1:])
		for _, q := range area.Questions {
			c.need(20)
			c.textAt(c.left, c.y+9, small, fit(small.face, small.size, c.frame()*0.62, q))
			x := c.left + c.frame()*0.64
			for _, answer := range []string{"yes", "no", "n/a"} {
				c.box(x, c.y+2.5, 7, 7, grey(120))
				c.textAt(x+10, c.y+9, tiny, answer)
				x += 32
			}
			c.line(x+2, c.y+10, c.right, c.y+10, 0.5, grey(170))
			c.y += 16
		}
	}
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
