package html

import (
	"fmt"
	"html/template"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// htmlFigure is one of the large figures of the summary.
type htmlFigure struct {
	Label, Value, Below string
	Link                template.URL
}

// executive is what a manager reads first: the result, the money, what to do, what was not looked at (REP-10).
func (h *htmlReport) executive() {
	h.part("summary", "Executive summary")
	h.para("lead", h.summary.Result)
	figures, basis := model.KeyFigures(h.all, &h.summary.Money)
	list := make([]htmlFigure, len(figures))
	for i, f := range figures {
		list[i] = htmlFigure{Label: f.Label, Value: f.Value, Below: f.Below}
	}
	if h.all.OverLines > 0 {
		list[0].Link = query("effect", filterOver, "status", filterCounted)
	}
	if h.all.UnderLines > 0 {
		list[1].Link = query("effect", filterUnder, "status", filterCounted)
	}
	h.add(htmlBlock{Figures: list})
	if further := h.summary.Money.Further.Text(); further != "" {
		h.para("strong", further)
	}
	h.para("note", basis)
	if len(h.r.Findings) > 0 {
		behind := "A linked number shows the findings behind it"
		if h.summary.Money.Further.Lines > 0 {
			behind += ", those that question whole lines among them"
		}
		h.para("note", behind+". "+model.OverlapText)
	}
	h.sub("Key points")
	h.list(h.summary.Points)
	if len(h.summary.Actions) > 0 {
		h.sub("First actions")
		h.add(htmlBlock{Items: safeList(h.summary.Actions), Numbered: true})
	}
	h.sub("Not audited")
	h.list(h.summary.NotAudited)
	for _, line := range h.summary.Context {
		h.para("small", line)
	}
}

// scope says what was looked at and how (REP-11).
func (h *htmlReport) scope() {
	m := &h.r.Manifest
	h.part("scope", "Scope and method")
	h.para("", model.MethodText(h.AsOf))
	h.sub("Files")
	h.table(newTable("Files", []string{"no.", "file", "kind", "#bytes", "state", "=SHA-256"}, model.FileRows(m)))
	if rows := model.PayerRows(h.r); len(rows) > 0 {
		h.sub("Payers")
		h.para("small", model.PayersText)
		h.table(newTable("Payers", []string{"payer", "class", "unit rule", "#lines", "source"}, rows).
			link(0, func(i int) template.URL { return h.show("payer", h.r.Payers[i].Name) }))
	}
	if rows := model.OptionRows(m); len(rows) > 0 {
		h.sub("Options of the run")
		h.table(newTable("Options of the run", []string{"option", "value"}, rows))
	}
	h.sub("Not part of the audit")
	h.list(h.summary.NotAudited)
}

// validation accounts for every row before any finding (REP-12).
func (h *htmlReport) validation() {
	h.part("account", "Data validation: the account")
	for i, text := range model.AccountTexts(&h.r.Account) {
		class := ""
		if i == 0 {
			class = "strong"
		}
		h.para(class, text)
	}
	if len(h.Alarms) > 0 {
		h.add(htmlBlock{Alarms: h.Alarms, AlarmTitle: h.AlarmTitle})
	}
	if len(h.r.Sheets) == 0 {
		return
	}
	h.sub("Rows by sheet")
	h.table(newTable("Rows by sheet", []string{"sheet", "profile", "#header row", "#rows read", "#furniture", "#set aside", "#used", "#lines", "#unreadable cells"},
		model.SheetRows(h.r)))
	h.para("note", "Every excluded row is in excluded-rows.csv with its reason, its units and its charge.")
	h.sub("Control totals by sheet")
	h.table(newTable("Control totals by sheet", []string{"sheet", "#units read", "#in lines", "#set aside", "#charges read", "#in lines", "#set aside"}, model.ControlRows(h.r)))
	for i := range h.r.Sheets {
		s := &h.r.Sheets[i]
		h.sub("Sheet " + s.Name)
		h.para("small", "Furniture: "+model.Counted(s.NonData)+". Set aside: "+model.Counted(s.Excluded)+".")
		h.list(s.Notes)
		h.table(newTable("Columns of the sheet "+model.SafeText(s.Name), []string{"column", "header", "read as", "because", "#unreadable"}, model.ColumnRows(s)))
	}
}

// coverage shows for each rule how much it could judge, with the numbers drawn beside it (REP-13, chart C7).
func (h *htmlReport) coverage() {
	h.part("coverage", "What could be evaluated")
	h.para("", model.CoverageText)
	rows, idle := model.CoverageRows(h.r)
	if len(rows) > 0 {
		rules := map[string]*audit.RuleResult{}
		for i := range h.r.Rules {
			rules[h.r.Rules[i].ID] = &h.r.Rules[i]
		}
		shown := make([][]string, len(rows))
		for i, row := range rows {
			rule := rules[row[0]]
			found := min(rule.Lines, rule.Evaluated)
			bars := fmt.Sprintf("%s / %s / %s", model.Count(rule.Evaluated-found), model.Count(found), model.Count(rule.Applicable-rule.Evaluated))
			shown[i] = []string{row[0], row[1], row[3], bars, model.Count(rule.Findings), row[4], row[5]}
		}
		t := newTable("Rules and lines", []string{"rule", "name", "lines evaluated", "without / with finding / not evaluated", "#findings", "not evaluated, lines", "remedy"}, shown)
		t.Class = "coverage"
		for i, row := range rows {
			cell := &t.Rows[i][3]
			cell.Class, cell.Drawing = "bar", coverageBar(rules[row[0]], i)
		}
		target := func(i int) template.URL { return h.show("rule", rows[i][0]) }
		h.add(htmlBlock{Legend: coverageLegend()})
		h.table(t.link(4, target).link(0, target))
	}
	if len(idle) > 0 {
		h.para("small", "Rules that apply to no line of these files: "+strings.Join(idle, ", ")+".")
	}
}
