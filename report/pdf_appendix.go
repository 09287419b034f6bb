package report

import (
	"fmt"
	"strings"

	"otaudit/audit"
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
	c.para(note, "Rule set "+orNone(p.r.Manifest.RuleSet)+". Only authorities in force on the date of service are named with a finding.")
	rows := [][]string{}
	for i := range p.r.Rules {
		rule := &p.r.Rules[i]
		rows = append(rows, []string{rule.ID, ruleTitle(rule.Name), rule.Severity.String(), strings.TrimPrefix(rule.Purpose, "Checks that "), strings.Join(rule.Cites, "; ")})
	}
	c.tableSized(7.5, []column{text("rule"), wide("name", 2), text("severity"), wide("checks that", 3), wide("authority", 2)}, rows)
}

func (p *pdfReport) tablesInForce() {
	c := p.canvas
	if len(p.r.Manifest.Tables) == 0 {
		return
	}
	c.sub("Reference tables")
	rows := [][]string{}
	for _, t := range p.r.Manifest.Tables {
		rows = append(rows, []string{t.Name, t.Origin, count(t.Rows), count(t.Unverified), t.SHA256})
	}
	c.tableSized(7.5, []column{text("table"), wide("origin", 2), number("rows"), number("not verified"), fixedFace("SHA-256")}, rows)
}

// waivers list what was accepted, by whom and why: shown, counted apart, no errors (REP-129, REP-134).
func (p *pdfReport) waivers() {
	rows := [][]string{}
	for i := range p.r.Findings {
		if f := &p.r.Findings[i]; f.Accepted != (audit.Acceptance{}) {
			rows = append(rows, []string{f.ID, f.Status, f.Accepted.By, f.Accepted.Until, f.Accepted.Reason})
		}
	}
	p.sub("Accepted findings")
	if len(rows) == 0 {
		p.para(small, "No finding of this run is accepted.")
	}
	p.cutTable([]column{text("finding"), text("state"), text("by"), text("until"), wide("reason", 3)}, rows, "findings.csv")
	unused := []string{}
	for _, w := range UnusedWaivers(p.r) {
		unused = append(unused, strings.Join(present(w.FindingID, w.Reason, w.Outcome), ", "))
	}
	if len(unused) > 0 {
		p.para(small, plural(len(unused), "acceptance", "acceptances")+" matched nothing in this run:")
		p.bullets(small, unused[:min(maxRows, len(unused))])
	}
}

// glossary explains the words and every metric.
func (p *pdfReport) glossary() {
	c := p.canvas
	c.sub("Glossary")
	rows := [][]string{
		{"allocation", "the units of each code of a day that together make the supported total"},
		{"assistant", "an occupational therapy assistant; the modifier CO marks what an assistant furnished"},
		{"basis", "the amount by which money is measured: the allowed amount, else the charge, else an estimated fee"},
		{"billed (b)", "units on a line"},
		{"error, warning, note", "a difference that a payer would likely deny; a risk or missing evidence; a remark"},
		{"evaluated", "all that the rule needed was there and readable"},
		{"furniture", "rows that hold no service: titles, headers, blanks, totals"},
		{"line", "one procedure code of one patient on one date as logged"},
		{"midpoint rule", "each timed code alone: 8 to 22 minutes make one unit, 23 to 37 two, and so on"},
		{"pooling (Medicare)", "the minutes of all 15-minute codes of the day are added first: 8 to 22 make one unit, 23 to 37 two, and so on"},
		{"potential", "as the record supplied shows it; not yet confirmed with the clinician or the chart"},
		{"safe, review, manual", "a correction written into the corrected sheet; one written only on demand; one for people only"},
		{"set aside", "a row with something that kept it from being audited; counted and listed with its reason"},
		{"supported (s)", "units that the minutes on record support"},
		{"visit", "one patient on one date"},
	}
	for _, m := range append(Metrics(p.all), RunMetrics(p.r)...) {
		rows = append(rows, []string{m.Name, m.Formula})
	}
	c.tableSized(7.5, []column{text("term"), wide("meaning", 4)}, rows)
}

// worksheet prints the questions that only a person can answer, with room for answers.
func (p *pdfReport) worksheet() {
	c := p.canvas
	c.sub("Reviewer's worksheet")
	c.need(130)
	c.para(note, "One sheet per record reviewed. These questions are not answered by the program and are no findings.")
	p.blanks("record", "reviewer", "date")
	for _, area := range Checklist {
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
			c.y += 17
		}
	}
	c.y += 8
	c.para(tiny, fmt.Sprintf("Report as of %s.", p.asOf()))
}
