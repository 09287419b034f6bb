package model

import (
	"fmt"
	"strings"

	"otaudit/audit"
)

const overlapText = "One line may have several findings, so counts by rule and by category overlap."

// resultBlocks are the metrics with their formulas and the sums by category, therapist, code, payer and month (REP-14).
func resultBlocks(p *Report) []Block {
	r := p.Result
	var b blocks
	b.text(Small, "In the formulas, b is the units billed on a line, s the units that the record supports, a the dollars as billed, c the dollars as supported; Σ is the sum over evaluated lines. "+
		"Accuracy describes the lines reviewed.")
	b.add(metricTable(p))
	b.text(Note, "Line accuracy: "+leftOutText+". Dollars are differences in units, based "+p.Summary.Money.Basis+
		". Net rates on allowed or charged amounts are not the net rate on paid amounts that integrity agreements use (5 %).")
	counts := familyCounts(r)
	b.add(Heading("By category of rule"), Plot{familyChart(counts)}, familyTable(counts, p), Paragraph{Note, overlapText})
	if list := TotalsBy(r, "therapist"); len(list) > 0 {
		b.add(Heading("By therapist"), Plot{therapistChart(list)}, p.totalsTable("therapist", list))
		b.heading("Therapist by rule")
		b.add(therapistGrid(r, list)...)
		b.add(Heading("Units per treatment day by therapist"), Plot{unitsPerDayChart(list)})
	}
	for _, dimension := range []string{"code", "payer"} {
		if list := TotalsBy(r, dimension); len(list) > 0 {
			b.add(Heading("By "+dimension), p.totalsTable(dimension, list))
		}
	}
	if list := TotalsBy(r, "month"); len(list) > 0 {
		b.heading("By month")
		if len(list) > 1 {
			b.add(Plot{monthChart(p.rates, list)})
		}
		b.add(p.totalsTable("month", list))
	}
	b.add(Heading("Timed minutes per visit"), Plot{minutesChart(r)}, bandTable(r))
	return b
}

func metricTable(p *Report) *Table {
	metrics := append(Metrics(p.Result), RunMetrics(p.Result)...)
	t := &Table{Name: "Metrics", Small: true, Columns: []Column{wide("metric", 1), wide("value", 1), wide("rests on", 2), wide("formula", 3)}}
	for i := range metrics {
		m := &metrics[i]
		t.Rows = append(t.Rows, []string{m.Name, m.Value, m.Coverage, strings.TrimSuffix(m.Formula, "; "+leftOutText)})
	}
	t.Behind = func(row, column int) Filter {
		if column != 1 {
			return nil
		}
		return behindMetric(&metrics[row])
	}
	return t
}

// behindMetric returns the findings that move a metric, if they can be named.
func behindMetric(m *Metric) Filter {
	if m.Denominator == 0 {
		return nil
	}
	errors := m.Numerator != m.Denominator
	switch {
	case m.Requirement == "REP-30" && errors:
		for _, letter := range strings.Split("UMTNCEDSPI", "") {
			if strings.HasSuffix(m.Name, ", "+audit.FamilyName(letter)) {
				return filter("family", letter, "severity", "error", "status", FilterCounted)
			}
		}
	case m.Requirement == "REP-39" && errors:
		return filter("family", "M", "severity", "error", "status", FilterCounted)
	case (m.Requirement == "REP-31" || m.Requirement == "REP-32") && errors:
		return filter("severity", "error", "status", FilterCounted)
	case m.Numerator == 0:
	case strings.HasPrefix(m.Name, "over") || strings.HasPrefix(m.Name, "potential over"):
		return filter("effect", FilterOver, "status", FilterCounted)
	case strings.HasPrefix(m.Name, "under") || strings.HasPrefix(m.Name, "potential under"):
		return filter("effect", FilterUnder, "status", FilterCounted)
	}
	return nil
}

// familyTable has a row for each category of rules, those with findings first.
func familyTable(counts []familyCount, p *Report) *Table {
	all := p.All
	t := &Table{Name: "Findings by category of rule",
		Columns: []Column{words("category"), wide("checks of", 2), numbers("errors"), numbers("warnings"), numbers("notes"), wide("line accuracy", 2)}}
	seen := map[string]bool{}
	add := func(n familyCount) {
		accuracy := "not evaluated"
		for i := range p.First.Families {
			if s := &p.First.Families[i]; s.What == audit.FamilyName(n.Letter) {
				accuracy = s.Text()
			}
		}
		t.Rows = append(t.Rows, []string{n.Letter, audit.FamilyName(n.Letter), Count(n.errors), Count(n.warnings), Count(n.notes), accuracy})
		seen[n.Letter] = true
	}
	for _, n := range counts {
		add(n)
	}
	for _, f := range all.Families {
		if !seen[f.Family] {
			add(familyCount{Letter: f.Family})
		}
	}
	t.Behind = byColumn(func(i int) Filter { return filter("family", t.Rows[i][0], "status", FilterCounted) },
		map[int]Filter{2: filter("severity", "error"), 3: filter("severity", "warning"), 4: filter("severity", "info")})
	return t
}

// totalsTable is the sums of one dimension, over and under side by side (REP-65). Where dates are coded, findings name
// no month and no link leads to them.
func (p *Report) totalsTable(dimension string, list []*audit.Total) *Table {
	t := &Table{Name: "Sums by " + dimension, MoreIn: "audit.json", Columns: []Column{wide(dimension, 3), numbers("lines"), numbers("lines evaluated"), numbers("supported as billed"), words("target"),
		numbers("over units"), numbers("under units"), numbers("over $"), numbers("under $"), numbers("net $")}}
	list, t.Left = first(list, MostRows)
	for _, s := range list {
		stands := p.rates.unitStanding("", s)
		t.Rows = append(t.Rows, []string{keyName(s), Count(s.Lines), Count(s.UnitLines), stands.Rate, stands.Verdict,
			judgedUnits(s, s.OverUnits), judgedUnits(s, s.UnderUnits), judgedAmount(s, s.OverCents), judgedAmount(s, s.UnderCents), judgedAmount(s, s.OverCents-s.UnderCents)})
	}
	name := dimension
	if name == "month" {
		name = "period"
	}
	over, under := filter("effect", FilterOver, "status", FilterCounted), filter("effect", FilterUnder, "status", FilterCounted)
	t.Behind = byColumn(func(i int) Filter { return filter(name, keyOf(list[i])) }, map[int]Filter{0: nil, 5: over, 6: under, 7: over, 8: under})
	return t
}

// bandTable repeats the histogram of minutes as numbers, by the units that pooling makes of them.
func bandTable(r *audit.Result) *Table {
	t := &Table{Name: "Visits by timed minutes", Columns: []Column{wide("timed minutes", 1), numbers("units by pooling"), wide("visits", 2), numbers("on the first minute")}}
	visits := 0
	for _, n := range r.Minutes {
		visits += n
	}
	for units, from := 0, 0; from < len(r.Minutes); units++ {
		to := firstBoundary + 15*units - 1
		n, first := 0, 0
		for minute := from; minute <= to && minute < len(r.Minutes); minute++ {
			n += r.Minutes[minute]
		}
		if isBoundary(from) {
			first = r.Minutes[from]
		}
		if n > 0 {
			band := fmt.Sprintf("%d to %d", from, to)
			if to >= len(r.Minutes)-1 {
				band = fmt.Sprintf("%d and more", from)
			}
			t.Rows = append(t.Rows, []string{band, fmt.Sprint(units), Rate(n, visits), Count(first)})
		}
		from = to + 1
	}
	return t
}

// moneyBlocks are the potential dollars with their basis (REP-15, REP-26).
func moneyBlocks(p *Report) []Block {
	m := &p.Summary.Money
	var b blocks
	b.text(Body, "Potential differences in units, based "+m.Basis+". Dollars are counted once per line: from the units billed to the units supported. They are estimates, not amounts due.")
	if further := m.Further.Text(); further != "" {
		b.text(Body, further)
	}
	b.add(&Table{Name: "Potential differences", Columns: []Column{words("potential over"), words("potential under"), words("gross (over + under)"), words("net (over − under)"),
		words("lines without a price"), words("further in question")},
		Rows: [][]string{{Dollars(m.Over), Dollars(m.Under), Dollars(m.Gross), Dollars(m.Net), Count(m.NoPrice), Dollars(m.Further.Amount)}}})
	rules := &Table{Name: "Dollars by rule", Columns: []Column{words("rule"), wide("issue", 3), numbers("findings"), numbers("lines"), numbers("potential over $"), numbers("potential under $")}}
	for _, a := range p.Actions {
		if a.Kind == KindDifferences && (a.Over > 0 || a.Under > 0) {
			rules.Rows = append(rules.Rows, []string{a.Rules[0], a.Issue, Count(a.Findings), Count(a.Lines), Amount(a.Over), Amount(a.Under)})
		}
	}
	over, under := filter("effect", FilterOver), filter("effect", FilterUnder)
	rules.Behind = byColumn(func(i int) Filter { return FindingsOf(rules.Rows[i][0], "") }, map[int]Filter{2: nil, 4: over, 5: under})
	if len(rules.Rows) > 0 {
		b.add(Heading(rules.Name), Paragraph{Note, "Rules overlap: one line may appear under several rules. Do not add these rows up."}, rules)
	}
	list := TotalsBy(p.Result, "payer")
	payers := &Table{Name: "Dollars by payer", MoreIn: "audit.json", Columns: []Column{wide("payer", 2), wide("basis", 2), numbers("over $"), numbers("under $"), numbers("gross $"), numbers("net $")}}
	list, payers.Left = first(list, MostRows)
	for _, t := range list {
		payers.Rows = append(payers.Rows, []string{keyName(t), basisText(t), Amount(t.OverCents), Amount(t.UnderCents), Amount(t.OverCents + t.UnderCents), Amount(t.OverCents - t.UnderCents)})
	}
	payers.Behind = byColumn(func(i int) Filter { return filter("payer", keyOf(list[i]), "status", FilterCounted) }, map[int]Filter{2: over, 3: under})
	b.table(payers)
	return b
}
