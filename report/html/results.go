package html

import (
	"html/template"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// results shows the metrics with their formulas and the sums by family, therapist, code, payer and month (REP-14).
func (h *htmlReport) results() {
	h.part("results", "Results: accuracy and error rates")
	h.para("small", model.SymbolsText)
	metrics := append(model.Metrics(h.all), model.RunMetrics(h.r)...)
	h.table(newTable("Metrics", []string{"metric", "value", "formula"}, model.MetricRows(h.r, h.all)).
		link(1, func(i int) template.URL { return behindMetric(&metrics[i]) }))
	h.para("note", "Dollars are differences in units "+h.summary.Money.Basis+". "+model.NetRateText)
	h.byFamily()
	h.byTherapist()
	h.dimension("By code", "code")
	h.dimension("By payer", "payer")
	h.byMonth()
	h.sub("Timed minutes per visit")
	h.chart(h.minutesChart())
	if rows, _ := model.BandRows(h.r); len(rows) > 0 {
		h.table(newTable("Visits by band of timed minutes", []string{"timed minutes", "#units by pooling", "#visits", "#on the first minute"}, rows))
	}
}

// behindMetric gives the findings that move a metric, if they can be named.
func behindMetric(m *model.Metric) template.URL {
	if !countsSomething(m.Value) || m.Denominator == 0 {
		return ""
	}
	accuracy := m.Requirement == "REP-30" || m.Requirement == "REP-31" || m.Requirement == "REP-32" || m.Requirement == "REP-39"
	switch {
	case accuracy && m.Numerator == m.Denominator:
	case m.Requirement == "REP-30":
		for _, letter := range []string{"U", "M", "T", "N", "C", "E", "D", "S", "P", "I"} {
			if strings.HasSuffix(m.Name, ", "+audit.FamilyName(letter)) {
				return query("family", letter, "severity", "error", "status", filterCounted)
			}
		}
	case m.Requirement == "REP-39":
		return query("family", "M", "severity", "error", "status", filterCounted)
	case m.Requirement == "REP-31" || m.Requirement == "REP-32":
		return query("severity", "error", "status", filterCounted)
	case m.Numerator == 0:
	case strings.HasPrefix(m.Name, "over") || strings.HasPrefix(m.Name, "potential over"):
		return query("effect", filterOver, "status", filterCounted)
	case strings.HasPrefix(m.Name, "under") || strings.HasPrefix(m.Name, "potential under"):
		return query("effect", filterUnder, "status", filterCounted)
	}
	return ""
}

func (h *htmlReport) chart(title string, drawing template.HTML) {
	if drawing == "" {
		h.para("small", title) // a sentence instead of an empty frame (REP-62)
		return
	}
	h.add(htmlBlock{Title: model.SafeText(title), Drawing: drawing})
}

func (h *htmlReport) byFamily() {
	h.sub("By category of rule")
	counts := model.FamilyCounts(h.r)
	h.chart(paretoChart(counts))
	rows := model.FamilyRows(counts, h.all)
	t := newTable("Findings by category of rule", []string{"family", "checks of", "#errors", "#warnings", "#notes", "#line accuracy"}, rows)
	for column, severity := range map[int]string{2: "error", 3: "warning", 4: "info"} {
		t.link(column, func(i int) template.URL {
			return query("family", rows[i][0], "severity", severity, "status", filterCounted)
		})
	}
	h.table(t)
	h.para("note", model.OverlapText)
}

func (h *htmlReport) byTherapist() {
	list := model.TotalsBy(h.r, "therapist")
	if len(list) == 0 {
		return
	}
	h.sub("By therapist")
	h.chart(butterflyChart(list))
	h.totals("therapist", list)
	h.sub("Therapist by rule")
	h.heatGrid(list)
	h.sub("Units per treatment day by therapist")
	h.chart(unitsPerDayChart(list))
}

func (h *htmlReport) dimension(title, name string) {
	if list := model.TotalsBy(h.r, name); len(list) > 0 {
		h.sub(title)
		h.totals(name, list)
	}
}

func (h *htmlReport) byMonth() {
	list := model.TotalsBy(h.r, "month")
	if len(list) == 0 {
		return
	}
	h.sub("By month")
	if len(list) > 1 {
		h.chart(monthChart(list))
	}
	h.totals("month", list)
}

// totals is the table of the sums of one dimension. In the mode code findings name no month, so that months have no link.
func (h *htmlReport) totals(name string, list []*audit.Total) {
	filter := name
	if name == "month" {
		filter = "period"
	}
	behind := func(effect string) func(int) template.URL {
		return func(i int) template.URL {
			return h.show(filter, keyOf(list[i]), "effect", effect, "status", filterCounted)
		}
	}
	t := newTable("Sums by "+name, []string{name, "#lines", "#judged", "#supported by units", "#over units", "#under units", "#over $", "#under $", "#net $"}, model.TotalsRows(list))
	t.link(0, func(i int) template.URL { return h.show(filter, keyOf(list[i])) })
	t.link(4, behind(filterOver)).link(6, behind(filterOver)).link(5, behind(filterUnder)).link(7, behind(filterUnder))
	h.table(t)
}

// money shows the potential dollars with their basis (REP-15, REP-26).
func (h *htmlReport) money() {
	m := &h.summary.Money
	h.part("money", "Money")
	h.para("", model.MoneyText(m))
	h.table(newTable("Potential differences", []string{"potential over", "potential under", "gross (over + under)", "net (over − under)", "lines without a price", "further in question"},
		[][]string{{model.Dollars(m.Over), model.Dollars(m.Under), model.Dollars(m.Gross), model.Dollars(m.Net), model.Count(m.NoPrice), model.Dollars(m.Further.Amount)}}))
	if rows := model.MoneyRuleRows(h.actions); len(rows) > 0 {
		h.sub("By rule")
		h.para("note", model.RuleSumText)
		behind := func(effect string) func(int) template.URL {
			return func(i int) template.URL {
				return query("rule", rows[i][0], "severity", filterGrave, "status", filterCounted, "effect", effect)
			}
		}
		h.table(newTable("Dollars by rule", []string{"rule", "issue", "#findings", "#lines", "#potential over $", "#potential under $"}, rows).
			link(2, behind("")).link(4, behind(filterOver)).link(5, behind(filterUnder)))
	}
	if rows := model.MoneyPayerRows(h.r); len(rows) > 0 {
		h.sub("By payer")
		payers := model.TotalsBy(h.r, "payer")
		behind := func(effect string) func(int) template.URL {
			return func(i int) template.URL {
				return h.show("payer", keyOf(payers[i]), "effect", effect, "status", filterCounted)
			}
		}
		h.table(newTable("Dollars by payer", []string{"payer", "basis", "#over $", "#under $", "#gross $", "#net $"}, rows).
			link(2, behind(filterOver)).link(3, behind(filterUnder)))
	}
}

// checklist shows the documentation checklist with counts and the questions for a person (REP-17).
func (h *htmlReport) checklist() {
	h.part("checklist", "Documentation checklist")
	h.para("small", model.CheckingText+" Questions are for a person; they are no findings.")
	rows := slices.DeleteFunc(model.ChecklistRows(h.r), func(row []string) bool { return row[2] == "" })
	area := ""
	for _, row := range rows { // here every row names its area: a reader of one row needs it
		if row[0] == "" {
			row[0] = area
		}
		area = row[0]
	}
	h.table(newTable("Documentation checklist", []string{"area", "item", "rule", "#met", "#not met", "#not evaluated"}, rows).
		link(4, func(i int) template.URL { return h.show("rule", rows[i][2]) }))
	for _, a := range model.Checklist {
		h.sub("For a person: " + a.Area)
		h.list(a.Questions)
	}
}
