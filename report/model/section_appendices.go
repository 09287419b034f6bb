package model

import (
	"fmt"
	"strings"

	"otaudit/audit"
)

// checklistBlocks are the documentation checklist with counts (REP-17).
func checklistBlocks(p *Report) []Block {
	rules := map[string]*audit.RuleResult{}
	for i := range p.Result.Rules {
		rules[p.Result.Rules[i].ID] = &p.Result.Rules[i]
	}
	t := &Table{Name: "Documentation checklist", Small: true, Columns: []Column{wide("area", 1), wide("item", 2), words("rule"), numbers("met"), numbers("not met"), numbers("not evaluated")}}
	for _, area := range Checklist {
		for _, item := range area.Items {
			row := []string{area.Area, item.What, item.Rule, "no rule", "", ""}
			if rule := rules[item.Rule]; rule != nil {
				notMet := min(rule.Lines, rule.Evaluated)
				switch {
				case rule.Applicable == 0:
					row[3] = "not applicable"
				case rule.Evaluated == 0:
					row[3], row[5] = "not evaluated", Count(rule.Applicable)
				default:
					row[3], row[4], row[5] = Count(rule.Evaluated-notMet), Count(notMet), Count(rule.Applicable-rule.Evaluated)
				}
			}
			t.Rows = append(t.Rows, row)
		}
	}
	t.Behind = byColumn(func(i int) Filter { return filter("rule", t.Rows[i][2]) }, map[int]Filter{4: nil})
	return []Block{Paragraph{Small, "Met and not met count the lines that the rule evaluated. What only a person can answer is on the worksheet in the appendices."}, t}
}

// appendixBlocks are the rules and tables in force, accepted findings, glossary and worksheet (REP-25).
func appendixBlocks(p *Report) []Block {
	r := p.Result
	var b blocks
	rules := &Table{Name: "Rules of this run", Small: true, Columns: []Column{words("rule"), wide("name", 2), words("severity"), wide("checks that", 3), wide("authority", 3)}}
	for i := range r.Rules {
		if rule := &r.Rules[i]; rule.Applicable > 0 {
			rules.Rows = append(rules.Rows, []string{rule.ID, RuleTitle(rule.Name), rule.Severity.String(), strings.TrimPrefix(rule.Purpose, "Checks that "), strings.Join(rule.Cites, "; ")})
		}
	}
	rules.Behind = byColumn(func(i int) Filter { return filter("rule", rules.Rows[i][0]) }, map[int]Filter{0: nil})
	b.add(Heading(rules.Name), Paragraph{Note, "Rule set " + OrNone(r.Manifest.RuleSet) + ". A finding names only authorities in force on the date of service."}, rules)
	tables := &Table{Name: "Reference tables", Small: true, Columns: []Column{words("table"), wide("origin", 2), numbers("rows"), numbers("not verified"), codes("SHA-256")}}
	for _, t := range r.Manifest.Tables {
		tables.Rows = append(tables.Rows, []string{t.Name, t.Origin, Count(t.Rows), Count(t.Unverified), t.SHA256})
	}
	b.table(tables)
	b.add(acceptedBlocks(r)...)
	b.table(glossaryTable(p))
	b.add(Heading("Reviewer's worksheet"), Paragraph{Note, "One sheet for each record reviewed. The program does not answer these questions, and they are not findings."}, Worksheet(Checklist))
	return b
}

// acceptedBlocks list what was accepted, by whom and why: shown, counted apart, no errors (REP-129, REP-134).
func acceptedBlocks(r *audit.Result) []Block {
	b := blocks{Heading("Accepted findings")}
	t := &Table{Name: "Accepted findings", MoreIn: "findings.csv", Columns: []Column{words("finding"), words("state"), words("by"), words("until"), wide("reason", 3)}}
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Accepted != (audit.Acceptance{}) {
			t.Rows = append(t.Rows, []string{f.ID, f.Status, f.Accepted.By, f.Accepted.Until, f.Accepted.Reason})
		}
	}
	t.Behind = byColumn(func(i int) Filter { return filter("q", t.Rows[i][0]) }, map[int]Filter{0: nil})
	if len(t.Rows) == 0 {
		b.text(Small, "No finding of this run is accepted.")
	}
	b.add(t)
	var unused []string
	for _, w := range UnusedWaivers(r) {
		unused = append(unused, strings.Join(Present(w.FindingID, w.Reason, w.Outcome), ", "))
	}
	if len(unused) > 0 {
		b.add(Paragraph{Small, Plural(len(unused), "acceptance", "acceptances") + " matched nothing in this run:"}, List{Items: unused})
	}
	return b
}

// glossaryTable explains the words and every metric.
func glossaryTable(p *Report) *Table {
	t := &Table{Name: "Glossary", Small: true, Columns: []Column{words("term"), wide("meaning", 4)}, Rows: [][]string{
		{"allocation", "how the supported units of a day are shared among its codes"},
		{"assistant", "an occupational therapy assistant; the modifier CO marks what an assistant furnished"},
		{"basis", "the amount that dollars are measured by: the allowed amount, else the charge, else an estimated fee"},
		{"billed (b)", "units on a line"},
		{"error, warning, note", "a difference that a payer would likely deny; a risk or missing evidence; a remark"},
		{"evaluated", "all that the rule needed was there and readable"},
		{"excluded row", "a row that could not be audited; counted and listed with its reason"},
		{"line", "one procedure code of one patient on one date as logged"},
		{"midpoint rule", "each timed code alone: 8 to 22 minutes make one unit, 23 to 37 two, and so on"},
		{"non-data row", "a row that holds no service: a title, header or total; empty rows are not counted"},
		{"pooling (Medicare)", "the minutes of all 15-minute codes of the day are added first: 8 to 22 make one unit, 23 to 37 two, and so on"},
		{"potential", "as the record supplied shows it; not yet confirmed with the clinician or the chart"},
		{"safe, review, manual", "a correction written into the corrected sheet; one written only on request; one for a person to make"},
		{"supported (s)", "units that the minutes on record support"},
		{"visit", "one patient on one date"},
	}}
	families := 0
	for _, m := range append(Metrics(p.Result), RunMetrics(p.Result)...) {
		if m.Requirement == "REP-30" {
			if families++; families > 1 {
				continue
			}
			m.Name = "line accuracy, of a category"
			m.Formula = fmt.Sprintf("lines with no error of the category / lines on which every applicable rule of the category was evaluated; %s", leftOutText)
		}
		t.Rows = append(t.Rows, []string{m.Name, m.Formula})
	}
	return t
}
