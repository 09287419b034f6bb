package pdf

import (
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// results prints the metrics with their formulas and the sums by family, therapist, code, payer and month (REP-14).
func (p *pdfReport) results() {
	c := p.canvas
	p.part("Results: accuracy and error rates")
	c.para(small, model.SymbolsText)
	rows := model.MetricRows(p.r, p.all)
	for _, row := range rows {
		row[2] = strings.TrimSuffix(row[2], "; "+model.LeftOutText)
	}
	c.tableSized(7.5, []column{wide("metric", 1), wide("value", 1), wide("formula", 3)}, rows)
	c.para(note, "In line accuracies "+model.LeftOutText+". Dollars are differences in units "+p.summary.Money.Basis+". "+model.NetRateText)
	p.byFamily()
	p.byTherapist()
	p.dimension("By code", "code", "code")
	p.dimension("By payer", "payer", "payer")
	p.byMonth()
	c.sub("Timed minutes per visit")
	p.minutesChart()
}

func (p *pdfReport) byFamily() {
	c := p.canvas
	c.sub("By category of rule")
	counts := model.FamilyCounts(p.r)
	p.paretoChart(counts)
	c.table([]column{text("family"), wide("checks of", 2), number("errors"), number("warnings"), number("notes"), wide("line accuracy", 2)}, model.FamilyRows(counts, p.all))
	c.para(note, model.OverlapText)
}

func (p *pdfReport) byTherapist() {
	list := model.TotalsBy(p.r, "therapist")
	if len(list) == 0 {
		return
	}
	p.sub("By therapist")
	p.butterflyChart(list)
	p.totalsTable("therapist", list)
	p.sub("Therapist by rule")
	p.heatMap(list)
	p.sub("Units per treatment day by therapist")
	p.unitsPerDayChart(list)
}

func (p *pdfReport) dimension(title, key, head string) {
	list := model.TotalsBy(p.r, key)
	if len(list) == 0 {
		return
	}
	p.sub(title)
	p.totalsTable(head, list)
}

func (p *pdfReport) byMonth() {
	list := model.TotalsBy(p.r, "month")
	if len(list) == 0 {
		return
	}
	p.sub("By month")
	if len(list) > 1 {
		p.monthChart(list)
	}
	p.totalsTable("month", list)
}

// totalsTable prints over and under side by side (REP-65).
func (p *pdfReport) totalsTable(head string, list []*audit.Total) {
	p.cutTable([]column{wide(head, 3), number("lines"), number("judged"), number("supported by units"), number("over units"), number("under units"),
		number("over $"), number("under $"), number("net $")}, model.TotalsRows(list), "audit.json")
}

// money prints the potential dollars with their basis (REP-15, REP-26).
func (p *pdfReport) money() {
	c, m := p.canvas, &p.summary.Money
	p.part("Money")
	c.para(body, model.MoneyText(m))
	c.table([]column{wide("potential over", 1), wide("potential under", 1), wide("gross (over + under)", 1), wide("net (over − under)", 1), wide("lines without a price", 1), wide("further in question", 1)},
		[][]string{{model.Dollars(m.Over), model.Dollars(m.Under), model.Dollars(m.Gross), model.Dollars(m.Net), model.Count(m.NoPrice), model.Dollars(m.Further.Amount)}})
	rows := model.MoneyRuleRows(p.actions)
	if len(rows) > 0 {
		c.sub("By rule")
		c.need(80)
		c.para(note, model.RuleSumText)
		c.table([]column{text("rule"), wide("issue", 3), number("findings"), number("lines"), number("potential over $"), number("potential under $")}, rows)
	}
	if rows = model.MoneyPayerRows(p.r); len(rows) > 0 {
		c.sub("By payer")
		p.cutTable([]column{wide("payer", 2), wide("basis", 2), number("over $"), number("under $"), number("gross $"), number("net $")}, rows, "audit.json")
	}
}

// checklist prints the documentation checklist with counts (REP-17). Person items stand on the worksheet.
func (p *pdfReport) checklist() {
	c := p.canvas
	p.part("Documentation checklist")
	c.para(small, model.CheckingText+" Items for a person are questions on the worksheet in the appendices; they are no findings.")
	c.tableSized(7, []column{wide("area", 1), wide("item", 2), text("rule"), number("met"), number("not met"), number("not evaluated")}, model.ChecklistRows(p.r))
}

// limits says what the report does not say (REP-84 to REP-90).
func (p *pdfReport) limits() {
	p.part("Limits")
	p.bullets(body, model.LimitTexts(p.r, p.asOf()))
}
