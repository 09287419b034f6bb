package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
)

// results prints the metrics with their formulas and the sums by family, therapist, code, payer and month (REP-14).
func (p *pdfReport) results() {
	c := p.canvas
	p.part("Results: accuracy and error rates")
	c.para(small, "b: units billed on a line; s: units that the record supports; a: dollars as billed; c: dollars as supported. Sums run over judged lines only. "+
		"Accuracy here describes the lines examined.")
	rows := [][]string{}
	for _, m := range append(Metrics(p.all), RunMetrics(p.r)...) {
		rows = append(rows, []string{m.Name, m.Value, m.Formula})
	}
	c.table([]column{wide("metric", 1), wide("value", 1), wide("formula", 3)}, rows)
	c.para(note, "Dollars are "+p.summary.Money.Basis+". Net rates on allowed or charged amounts are not the net rate on paid amounts that integrity agreements use (5 %).")
	p.byFamily()
	p.byTherapist()
	p.dimension("By code", "code", "code")
	p.dimension("By payer", "payer", "payer")
	p.byMonth()
	c.sub("Timed minutes per visit")
	p.minutesChart()
}

// familyCount is what the findings of one family come to.
type familyCount struct {
	letter                            string
	findings, errors, warnings, notes int
}

func (p *pdfReport) familyCounts() []familyCount {
	counts := map[string]*familyCount{}
	for i := range p.r.Findings {
		f := &p.r.Findings[i]
		if !Open(f) || f.Rule == "" {
			continue
		}
		letter := string([]rune(f.Rule)[:1])
		if counts[letter] == nil {
			counts[letter] = &familyCount{letter: letter}
		}
		n := counts[letter]
		n.findings++
		switch f.Severity {
		case audit.Error:
			n.errors++
		case audit.Warning:
			n.warnings++
		default:
			n.notes++
		}
	}
	var list []familyCount
	for _, letter := range sortedKeys(counts) {
		list = append(list, *counts[letter])
	}
	slices.SortStableFunc(list, func(a, b familyCount) int { return cmp.Compare(b.findings, a.findings) })
	return list
}

func (p *pdfReport) byFamily() {
	c := p.canvas
	c.sub("By category of rule")
	counts := p.familyCounts()
	p.paretoChart(counts)
	rows := [][]string{}
	seen := map[string]bool{}
	add := func(n familyCount) {
		accuracy := "not evaluated"
		if f := family(p.all, n.letter); f != nil && f.Evaluated > 0 {
			accuracy = rate(f.Evaluated-f.Errors, f.Evaluated)
		}
		rows = append(rows, []string{n.letter, FamilyName(n.letter), count(n.errors), count(n.warnings), count(n.notes), accuracy})
		seen[n.letter] = true
	}
	for _, n := range counts {
		add(n)
	}
	for _, f := range p.all.Families {
		if !seen[f.Family] {
			add(familyCount{letter: f.Family})
		}
	}
	c.table([]column{text("family"), wide("checks of", 2), number("errors"), number("warnings"), number("notes"), wide("line accuracy", 2)}, rows)
	c.para(note, "One line may carry several findings; counts by rule and family overlap.")
}

func (p *pdfReport) byTherapist() {
	list := totalsBy(p.r, "therapist")
	if len(list) == 0 {
		return
	}
	p.sub("By therapist")
	p.butterflyChart(list)
	p.totalsTable("therapist", list)
	p.sub("Therapist by rule")
	p.heatMap(list)
	p.sub("Units per visit by therapist")
	p.unitsPerDayChart(list)
}

func (p *pdfReport) dimension(title, key, head string) {
	list := totalsBy(p.r, key)
	if len(list) == 0 {
		return
	}
	p.sub(title)
	p.totalsTable(head, list)
}

func (p *pdfReport) byMonth() {
	list := totalsBy(p.r, "month")
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
	rows := [][]string{}
	for _, t := range list {
		supported := notDeterminable
		if t.UnitLines > 0 {
			supported = percent(int64(t.UnitLines-t.OverLines-t.UnderLines), int64(t.UnitLines))
		}
		rows = append(rows, []string{keyName(t), count(t.Lines), count(t.UnitLines), supported, groupUnits(t.OverUnits), groupUnits(t.UnderUnits),
			amount(t.OverCents), amount(t.UnderCents), amount(t.OverCents - t.UnderCents)})
	}
	p.cutTable([]column{wide(head, 3), number("lines"), number("judged"), number("supported as billed"), number("over units"), number("under units"),
		number("over $"), number("under $"), number("net $")}, rows, "audit.json")
}

// money prints the potential dollars with their basis (REP-15, REP-26).
func (p *pdfReport) money() {
	c, m := p.canvas, &p.summary.Money
	p.part("Money")
	c.para(body, "Potential differences "+m.Basis+". Dollars are counted once per line: from the units billed to the units supported. They are estimates, not amounts due.")
	c.table([]column{wide("potential over", 1), wide("potential under", 1), wide("gross (over + under)", 1), wide("net (over − under)", 1), wide("lines without a price", 1)},
		[][]string{{dollars(m.Over), dollars(m.Under), dollars(m.Gross), dollars(m.Net), count(m.NoPrice)}})
	rows := [][]string{}
	for _, a := range p.actions {
		if a.Kind == KindDifferences && (a.Over > 0 || a.Under > 0) {
			rows = append(rows, []string{a.Rules[0], a.Issue, count(a.Findings), count(a.Lines), amount(a.Over), amount(a.Under)})
		}
	}
	if len(rows) > 0 {
		c.sub("By rule")
		c.need(80)
		c.para(note, "Rules overlap: one line may stand under several rules. These rows are not to be added up.")
		c.table([]column{text("rule"), wide("issue", 3), number("findings"), number("lines"), number("potential over $"), number("potential under $")}, rows)
	}
	if list := totalsBy(p.r, "payer"); len(list) > 0 {
		rows = nil
		for _, t := range list {
			rows = append(rows, []string{keyName(t), basisText(t), amount(t.OverCents), amount(t.UnderCents), amount(t.OverCents + t.UnderCents), amount(t.OverCents - t.UnderCents)})
		}
		c.sub("By payer")
		p.cutTable([]column{wide("payer", 2), wide("basis", 2), number("over $"), number("under $"), number("gross $"), number("net $")}, rows, "audit.json")
	}
}

// checklist prints the documentation checklist with counts (REP-17). Person items stand on the worksheet.
func (p *pdfReport) checklist() {
	c := p.canvas
	p.part("Documentation checklist")
	c.para(small, "Met and not met count lines that the rule judged. Items for a person are questions on the worksheet in the appendices; they are no findings.")
	rules := map[string]*audit.RuleResult{}
	for i := range p.r.Rules {
		rules[p.r.Rules[i].ID] = &p.r.Rules[i]
	}
	rows := [][]string{}
	for _, area := range Checklist {
		for i, item := range area.Items {
			name := area.Area
			if i > 0 {
				name = ""
			}
			row := []string{name, item.What, item.Rule, "no rule", "", ""}
			if rule := rules[item.Rule]; rule != nil {
				notMet := min(rule.Lines, rule.Evaluated)
				switch {
				case rule.Applicable == 0:
					row[3] = "not applicable"
				case rule.Evaluated == 0:
					row[3], row[5] = "not evaluated", count(rule.Applicable)
				default:
					row[3], row[4], row[5] = count(rule.Evaluated-notMet), count(notMet), count(rule.Applicable-rule.Evaluated)
				}
			}
			rows = append(rows, row)
		}
		rows = append(rows, []string{"", plural(len(area.Questions), "question", "questions") + " for a person", "", "", "", ""})
	}
	c.table([]column{wide("area", 1), wide("item", 2), text("rule"), number("met"), number("not met"), number("not evaluated")}, rows)
}

// limits says what the report does not say (REP-84 to REP-90).
func (p *pdfReport) limits() {
	c := p.canvas
	p.part("Limits")
	assumed, unverified := 0, 0
	for i := range p.r.Findings {
		if strings.Contains(p.r.Findings[i].Message, "default of its class") {
			assumed++
		}
	}
	for _, t := range p.r.Manifest.Tables {
		unverified += t.Unverified
	}
	c.bullets(body, []string{
		"The audit judges the record as supplied. What is missing from a sheet may exist in the chart. The absence of a finding is no evidence that a line is supported.",
		fmt.Sprintf("Rules not evaluated and the reasons stand in section 4. %s on a payer's unit rule that is only the default of its class. "+
			"%s of the reference tables %s not verified; findings that rest on one are at most warnings. A period without a table row is not evaluated.",
			plural(assumed, "finding rests", "findings rest"), plural(unverified, "row", "rows"), noun(unverified, "is", "are")),
		"Clinical judgement, medical necessity and quality of care are not assessed. Patterns are reasons to look, not findings of fault.",
		"Start and end times were not used as treatment minutes. Amounts of other providers count towards thresholds and are not in the log unless they were given.",
		"Dollars are estimates on the stated basis. Multiple-procedure reduction, assistant reduction, contracts and prior payments change what is paid.",
		"Corrections are proposals. Some units and all attestations need the clinician. A corrected sheet is not an amended claim or record.",
		"This is not legal advice. Knowledge of a potential overpayment can start duties of report and return (42 CFR 401.305: from 2025-01-01 \"identified\" means knowingly; " +
			"60 days, suspended for up to 180 for a timely good-faith investigation). For that reason the date of this report is stated: " + p.asOf() + ".",
	})
}
