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

// The columns of tables in two halves. Their heads are no wider than the columns on any paper.
var (
	columnsOfSheet = []column{{head: "col.", part: 9.5}, {head: "header", part: 30}, {head: "read as", part: 26.5}, {head: "because", part: 19.5}, {head: "unreadable", number: true, part: 22}}
	columnsOfRule  = []column{{head: "rule", part: 11.5}, {head: "name", part: 40}, {head: "evaluated", number: true, part: 30.5}, {head: "lacking (cause)", part: 20}}
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
	c.para(body, methodText(p.asOf()))
	c.sub("Files")
	p.cutTable([]column{number("no."), wide("file", 2), text("kind"), number("bytes"), text("state"), fixedFace("SHA-256")}, fileRows(m), "audit.json")
	p.payers()
	if len(m.Options) > 0 {
		c.sub("Options of the run")
		p.cutTable([]column{text("option"), wide("value", 4)}, optionRows(m), "audit.json")
	}
	c.sub("Not part of the audit")
	c.bullets(body, p.summary.NotAudited)
}

func (p *pdfReport) payers() {
	rows := payerRows(p.r)
	if len(rows) == 0 {
		return
	}
	p.sub("Payers")
	p.need(90)
	p.para(small, payersText)
	p.cutTable([]column{wide("payer", 2), text("class"), text("unit rule"), number("lines"), wide("source", 3)}, rows, "audit.json")
}

// validation accounts for every row before any finding (REP-12).
func (p *pdfReport) validation() {
	c := p.canvas
	p.part("Data validation: the account")
	for i, sentence := range accountTexts(&p.r.Account) {
		if i == 0 {
			c.para(strong, sentence)
		} else {
			c.para(body, sentence)
		}
	}
	if alarms := p.summary.Alarms; len(alarms) > 0 {
		shown := alarms[:min(maxRows, len(alarms))]
		if more := len(alarms) - len(shown); more > 0 {
			shown = append(shown[:len(shown):len(shown)], count(more)+" more in audit.json")
		}
		c.warning(p.summary.alarmTitle(), shown)
	}
	rows := sheetRows(p.r)
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
	p.sub("Control totals by sheet")
	p.cutTable([]column{wide("sheet", 3), number("units read"), number("in lines"), number("set aside"), number("charges read"), number("in lines"), number("set aside")}, controlRows(p.r), "audit.json")
}

// sheet says what was made of one sheet: rows by kind, columns bound and not bound.
func (p *pdfReport) sheet(s *audit.Sheet) {
	c := p.canvas
	c.sub("Sheet " + s.Name)
	if len(s.Columns) > 0 {
		c.need(100)
	} else {
		c.need(30)
	}
	c.labelled(86, small, "furniture", counted(s.Furniture))
	c.labelled(86, small, "set aside", counted(s.SetAside))
	c.labelled(86, small, "notes", strings.Join(s.Notes, "; "))
	c.y += 3
	shown, more := cut(columnRows(s), maxRows, "audit.json")
	c.sideBySide(columnsOfSheet, shown)
	if more != "" {
		c.para(note, more)
	}
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

// coverage shows for each rule how much it could judge (REP-13, chart C7). Causes are numbered; what would let their
// lines be evaluated is said once for each, below.
func (p *pdfReport) coverage() {
	c := p.canvas
	p.partWith("What could be evaluated", 330)
	c.para(body, coverageText+" \"Lacking\" counts the lines that a rule could not judge; the number in brackets is that of the cause, listed below.")
	p.coverageChart()
	rows, causes, idle := numberedCoverage(p.r)
	if len(rows) > 0 {
		c.sub("Rules and lines")
		shown, more := cut(rows, maxRows, "audit.json")
		c.sideBySide(columnsOfRule, shown)
		if more != "" {
			c.para(note, more)
		}
	}
	if len(causes) > 0 {
		c.sub("Causes and remedies")
		shown, more := cut(causes, maxRows, "audit.json")
		c.tableSized(7.5, []column{number("cause"), wide("what was missing", 2), number("lines at most"), wide("remedy", 3)}, shown)
		if more != "" {
			c.para(note, more)
		}
	}
	if len(idle) > 0 {
		c.para(small, "Rules that apply to no line of these files: "+strings.Join(idle, ", ")+".")
	}
}

// numberedCoverage gives the rows by rule with the numbers of their causes, the causes in the order of their numbers with
// the most lines that one rule lost to them, and the rules that apply to no line.
func numberedCoverage(r *audit.Result) (rows, causes [][]string, idle []string) {
	numbers := map[string]int{}
	var most []int
	for i := range r.Rules {
		rule := &r.Rules[i]
		if rule.Applicable == 0 {
			idle = append(idle, rule.ID)
			continue
		}
		share := rate(rule.Evaluated, rule.Applicable)
		if rule.Evaluated == 0 {
			share = "not evaluated (0 of " + count(rule.Applicable) + ")"
		}
		var missing []string
		for _, cause := range rule.NotEvaluated {
			if cause.N == 0 {
				continue
			}
			n, known := numbers[cause.What]
			if !known {
				n = len(numbers)
				numbers[cause.What] = n
				causes = append(causes, []string{count(n + 1), causeText(cause.What), "", Remedy(cause.What)})
				most = append(most, 0)
			}
			most[n] = max(most[n], cause.N)
			missing = append(missing, fmt.Sprintf("%s (%d)", count(cause.N), n+1))
		}
		rows = append(rows, []string{rule.ID, ruleTitle(rule.Name), share, strings.Join(missing, ", ")})
	}
	for n := range causes {
		causes[n][2] = count(most[n])
	}
	return rows, causes, idle
}
