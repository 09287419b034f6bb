package pdf

import (
	"fmt"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
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
	return rows[:limit], fmt.Sprintf("%s more in %s.", model.Count(len(rows)-limit), where)
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
	c.para(body, model.MethodText(p.asOf()))
	c.sub("Files")
	p.cutTable([]column{number("no."), wide("file", 2), text("kind"), number("bytes"), text("state"), fixedFace("SHA-256")}, model.FileRows(m), "audit.json")
	p.payers()
	if len(m.Options) > 0 {
		c.sub("Options of the run")
		p.cutTable([]column{text("option"), wide("value", 4)}, model.OptionRows(m), "audit.json")
	}
	c.sub("Not part of the audit")
	c.bullets(body, p.summary.NotAudited)
}

func (p *pdfReport) payers() {
	rows := model.PayerRows(p.r)
	if len(rows) == 0 {
		return
	}
	p.sub("Payers")
	p.need(90)
	p.para(small, model.PayersText)
	p.cutTable([]column{wide("payer", 2), text("class"), text("unit rule"), number("lines"), wide("source", 3)}, rows, "audit.json")
}

// validation accounts for every row before any finding (REP-12).
func (p *pdfReport) validation() {
	c := p.canvas
	p.part("Data validation: the account")
	for i, sentence := range model.AccountTexts(&p.r.Account) {
		if i == 0 {
			c.para(strong, sentence)
		} else {
			c.para(body, sentence)
		}
	}
	if alarms := p.summary.Alarms; len(alarms) > 0 {
		shown := alarms[:min(maxRows, len(alarms))]
		if more := len(alarms) - len(shown); more > 0 {
			shown = append(shown[:len(shown):len(shown)], model.Count(more)+" more in audit.json")
		}
		c.warning(p.summary.AlarmTitle(), shown)
	}
	rows := model.SheetRows(p.r)
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
		c.para(note, "The columns of "+model.Plural(more, "more sheet", "more sheets")+" are in audit.json.")
	}
}

func (p *pdfReport) controlTotals() {
	p.sub("Control totals by sheet")
	p.cutTable([]column{wide("sheet", 3), number("units read"), number("in lines"), number("set aside"), number("charges read"), number("in lines"), number("set aside")}, model.ControlRows(p.r), "audit.json")
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
	c.labelled(86, small, "furniture", model.Counted(s.NonData))
	c.labelled(86, small, "set aside", model.Counted(s.Excluded))
	c.labelled(86, small, "notes", strings.Join(s.Notes, "; "))
	c.y += 3
	shown, more := cut(model.ColumnRows(s), maxRows, "audit.json")
	c.sideBySide(columnsOfSheet, shown)
	if more != "" {
		c.para(note, more)
	}
}

// coverage shows for each rule how much it could judge (REP-13, chart C7). Causes are numbered; what would let their
// lines be evaluated is said once for each, below.
func (p *pdfReport) coverage() {
	c := p.canvas
	p.partWith("What could be evaluated", 330)
	c.para(body, model.CoverageText+" \"Lacking\" counts the lines that a rule could not judge; the number in brackets is that of the cause, listed below.")
	p.coverageChart()
	rows, causes, idle := model.NumberedCoverage(p.r)
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
