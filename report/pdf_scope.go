package report

import (
	"fmt"
	"strings"

	"otaudit/audit"
)

// The limits of long tables; what is left out is always said (REP-27).
const (
	maxRows   = 120
	maxSheets = 12
)

// cut shortens a table's rows and returns the sentence that says so.
func cut(rows [][]string, limit int, where string) ([][]string, string) {
	if len(rows) <= limit {
		return rows, ""
	}
	return rows[:limit], fmt.Sprintf("%s more in %s.", count(len(rows)-limit), where)
}

// cutTable draws a table with at most maxRows rows and says what it left out.
func (p *pdfReport) cutTable(columns []column, rows [][]string, where string) {
	shown, more := cut(rows, maxRows, where)
	p.table(columns, shown)
	if more != "" {
		p.para(note, more)
	}
}

// scope says what was looked at and how (REP-11).
func (p *pdfReport) scope() {
	c, m := p.canvas, &p.r.Manifest
	p.part("Scope and method")
	c.para(body, fmt.Sprintf("Every line of the files below was looked at; no sample was drawn. Each rule of the rule set judged the lines it applies to. "+
		"A line for which something needed was missing or unreadable is counted as not evaluated: it is in no numerator and in no denominator. "+
		"Times of day were not used as treatment minutes. %s as of %s.", "Dates are judged", p.asOf()))
	c.sub("Files")
	var rows [][]string
	for i, in := range m.Inputs {
		state := "read"
		if in.Problem != "" {
			state = "not read: " + in.Problem
		}
		rows = append(rows, []string{fmt.Sprint(i + 1), in.Name, in.Kind, thousands(in.Bytes), state, in.SHA256})
	}
	p.cutTable([]column{number("no."), wide("file", 2), text("kind"), number("bytes"), text("state"), fixedFace("SHA-256")}, rows, "audit.json")
	p.payers()
	if len(m.Options) > 0 {
		c.sub("Options of the run")
		rows = nil
		for _, o := range m.Options {
			rows = append(rows, []string{o.Name, o.Value})
		}
		p.cutTable([]column{text("option"), wide("value", 4)}, rows, "audit.json")
	}
	c.sub("Not part of the audit")
	c.bullets(body, p.summary.NotAudited)
}

func (p *pdfReport) payers() {
	rows := [][]string{}
	for _, u := range p.r.Payers {
		rule := u.UnitRule
		if u.Assumed {
			rule += ", assumed"
		}
		rows = append(rows, []string{orDash(u.Name), orDash(u.Class), rule, count(u.Lines), orDash(u.Source)})
	}
	if len(rows) == 0 {
		return
	}
	p.sub("Payers")
	p.need(90)
	p.para(small, "The unit rule applied to a line follows its payer: cms8 pools the day's minutes (Medicare), midpoint takes each code alone. Assumed rules are the default of the payer's class: findings that rest on them are at most warnings and correct nothing by themselves.")
	p.cutTable([]column{wide("payer", 2), text("class"), text("unit rule"), number("lines"), wide("source", 3)}, rows, "audit.json")
}

// validation accounts for every row before any finding (REP-12).
func (p *pdfReport) validation() {
	c, a := p.canvas, &p.r.Account
	p.part("Data validation: the account")
	c.para(strong, fmt.Sprintf("%s rows read = %s furniture (titles, headers, blanks) + %s set aside + %s used, which became %s.", count(a.RowsRead), count(a.Furniture),
		count(a.SetAside), count(a.RowsUsed), plural(a.Lines, "line", "lines")))
	c.para(body, fmt.Sprintf("Units billed %s; moved by applied corrections %s; after corrections %s.", groupUnits(a.UnitsBilled), groupUnits(a.UnitsCorrected), groupUnits(a.UnitsAfter)))
	if a.Closes() {
		c.para(body, "Every sum closes.")
	}
	if alarms := p.summary.Alarms; len(alarms) > 0 {
		shown := alarms[:min(maxRows, len(alarms))]
		if more := len(alarms) - len(shown); more > 0 {
			shown = append(shown[:len(shown):len(shown)], count(more)+" more in audit.json")
		}
		c.warning("Not completed", shown)
	}
	rows := [][]string{}
	for i := range p.r.Sheets {
		s := &p.r.Sheets[i]
		header := count(s.HeaderRow)
		if s.HeaderRow == 0 {
			header = "none"
		}
		bad := 0
		for _, col := range s.Columns {
			bad += col.Bad
		}
		rows = append(rows, []string{s.Name, s.Profile, header, count(s.RowsRead), count(total(s.Furniture)), count(total(s.SetAside)), count(s.RowsUsed), count(s.Lines), count(bad)})
	}
	if len(rows) > 0 {
		c.sub("Rows by sheet")
		p.cutTable([]column{wide("sheet", 3), text("profile"), number("header row"), number("rows read"), number("furniture"), number("set aside"),
			number("used"), number("lines"), number("unreadable cells")}, rows, "audit.json")
		p.controlTotals()
	}
	for i := range p.r.Sheets[:min(maxSheets, len(p.r.Sheets))] {
		p.sheet(&p.r.Sheets[i])
	}
	if more := len(p.r.Sheets) - maxSheets; more > 0 {
		c.para(note, "The columns of "+plural(more, "more sheet", "more sheets")+" are in audit.json.")
	}
}

func total(counts []audit.Count) int {
	sum := 0
	for _, c := range counts {
		sum += c.N
	}
	return sum
}

func (p *pdfReport) controlTotals() {
	rows := [][]string{}
	for i := range p.r.Sheets {
		s := &p.r.Sheets[i]
		rows = append(rows, []string{s.Name, groupUnits(s.UnitsRead), groupUnits(s.UnitsUsed), groupUnits(s.UnitsAside), amount(s.ChargeRead), amount(s.ChargeUsed), amount(s.ChargeAside)})
	}
	p.sub("Control totals by sheet")
	p.cutTable([]column{wide("sheet", 3), number("units read"), number("in lines"), number("set aside"), number("charges read"), number("in lines"), number("set aside")}, rows, "audit.json")
}

// sheet says what was made of one sheet: rows by kind, columns bound and not bound.
func (p *pdfReport) sheet(s *audit.Sheet) {
	c := p.canvas
	c.sub("Sheet " + s.Name)
	c.need(100)
	c.labelled(86, small, "furniture", counted(s.Furniture))
	c.labelled(86, small, "set aside", counted(s.SetAside))
	c.labelled(86, small, "notes", strings.Join(s.Notes, "; "))
	c.y += 3
	rows := [][]string{}
	for _, col := range s.Columns {
		field := strings.ReplaceAll(col.Field, "_", " ")
		if field == "" {
			field = "(not read)"
		}
		rows = append(rows, []string{audit.ColumnLetters(col.Col), col.Header, field, col.Why, count(col.Bad)})
	}
	p.cutTable([]column{text("column"), wide("header", 3), wide("read as", 2), wide("because", 3), number("unreadable")}, rows, "audit.json")
}

// counted lists counts in words: "titles 3, blanks 12".
func counted(counts []audit.Count) string {
	parts := make([]string, 0, len(counts))
	for _, c := range counts {
		parts = append(parts, c.What+" "+count(c.N))
	}
	if len(parts) == 0 {
		return "none"
	}
	return strings.Join(parts, ", ")
}

// coverage shows for each rule how much it could judge (REP-13, chart C7).
func (p *pdfReport) coverage() {
	c := p.canvas
	p.part("What could be evaluated")
	c.para(body, "A rule with no evaluated line shows \"not evaluated\": that is neither an error nor an absence of errors.")
	var rows [][]string
	var idle []string
	for i := range p.r.Rules {
		rule := &p.r.Rules[i]
		if rule.Applicable == 0 {
			idle = append(idle, rule.ID)
			continue
		}
		share := rate(rule.Evaluated, rule.Applicable)
		if rule.Evaluated == 0 {
			share = "not evaluated"
		}
		remedies, seen := []string{}, map[string]bool{}
		for _, cause := range rule.NotEvaluated {
			if remedy := Remedy(cause.What); cause.N > 0 && !seen[remedy] {
				seen[remedy] = true
				remedies = append(remedies, remedy)
			}
		}
		var missing []string
		for _, cause := range rule.NotEvaluated {
			missing = append(missing, causeText(cause.What)+" "+count(cause.N))
		}
		rows = append(rows, []string{rule.ID, ruleTitle(rule.Name), count(rule.Applicable), share, strings.Join(missing, ", "), strings.Join(remedies, "; ")})
	}
	p.coverageChart()
	if len(rows) > 0 {
		c.sub("Rules and lines")
		p.cutTable([]column{text("rule"), wide("name", 2), number("applicable"), number("evaluated"), wide("not evaluated, lines", 2), wide("remedy", 2)}, rows, "audit.json")
	}
	if len(idle) > 0 {
		c.para(small, "Rules that apply to no line of these files: "+strings.Join(idle, ", ")+".")
	}
}

// orDash prints a dash for what is not known.
func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}
