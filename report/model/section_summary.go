package model

import (
	"cmp"
	"fmt"
	"slices"

	"otaudit/audit"
)

// summaryBlocks is what a manager reads first: the result, the money, what to do, what was not looked at (REP-10).
func summaryBlocks(p *Report) []Block {
	var b blocks
	s := &p.Summary
	if n := len(s.Alarms); n > 0 {
		b.text(Strong, fmt.Sprintf("See the %s on page one. What was not read or failed is not included below.", Noun(n, "notice", "notices")))
	}
	b.text(Lead, s.Result)
	figures, basis := keyFigures(p.All, &s.Money, &p.First)
	b.add(figures)
	if further := s.Money.Further.Text(); further != "" {
		b.text(Strong, further)
	}
	b.text(Note, basis)
	if len(p.Result.Findings) > 0 {
		behind := "A linked number shows the findings behind it"
		if s.Money.Further.Lines > 0 {
			behind += ", including those that question whole lines"
		}
		b.add(PageOnly{Paragraph{Note, behind + ". " + overlapText}})
	}
	for _, part := range []struct {
		title string
		List
	}{{"Key points", List{Items: s.Points}}, {"First actions", List{s.Actions, true}}, {"Not audited", List{Items: s.NotAudited}}} {
		if len(part.Items) > 0 {
			b.add(Heading(part.title), part.List)
		}
	}
	if where := whereTables(p.Result); len(where) > 0 {
		b.add(where)
	}
	for _, line := range s.Context {
		b.text(Note, line)
	}
	return b
}

// whereTables are the codes and payers with the largest differences, over and under beside each other (REP-65).
func whereTables(r *audit.Result) Beside {
	const shown = 4
	var tables Beside
	for _, dimension := range []string{"code", "payer"} {
		all := topTotals(TotalsBy(r, dimension))
		if len(all) == 0 {
			continue
		}
		t := &Table{Name: "Where: by " + dimension, Columns: []Column{wide("Where: by "+dimension, 2), numbers("potential over $"), numbers("potential under $")}}
		for _, total := range all[:min(shown, len(all))] {
			t.Rows = append(t.Rows, []string{keyName(total), Amount(total.OverCents), Amount(total.UnderCents)})
		}
		if len(all) > shown {
			t.Note = fmt.Sprintf("The %d largest of %s with a difference in units; all are in %q.", shown, Count(len(all)), titleResults)
		}
		t.Behind = byColumn(func(i int) Filter { return filter(dimension, keyOf(all[i])) },
			map[int]Filter{1: filter("effect", FilterOver, "status", FilterCounted), 2: filter("effect", FilterUnder, "status", FilterCounted)})
		tables = append(tables, t)
	}
	return tables
}

// topTotals are the totals with a difference in units, the largest gross dollars first, then units.
func topTotals(list []*audit.Total) []*audit.Total {
	list = slices.DeleteFunc(list, func(t *audit.Total) bool { return t.OverUnits+t.UnderUnits == 0 })
	slices.SortStableFunc(list, func(a, b *audit.Total) int {
		return cmp.Or(cmp.Compare(b.OverCents+b.UnderCents, a.OverCents+a.UnderCents), cmp.Compare(b.OverUnits+b.UnderUnits, a.OverUnits+a.UnderUnits))
	})
	return list
}

// keyFigures returns over-billing and under-billing of units side by side in the same form (REP-65), their net and the
// share of lines supported as billed; and the sentence that says on what the dollars rest.
func keyFigures(all *audit.Total, m *Money, first *FirstPage) (Figures, string) {
	figures := Figures{
		{Label: "Potential over-billing of units", Value: Dollars(m.Over), Below: UnitsText(all.OverUnits) + " on " + Plural(all.OverLines, "line", "lines")},
		{Label: "Potential under-billing of units", Value: Dollars(m.Under), Below: UnitsText(all.UnderUnits) + " on " + Plural(all.UnderLines, "line", "lines")},
		{Label: "Net: over minus under", Value: Dollars(m.Net), Below: "gross: " + Dollars(m.Gross)},
		{Label: "Lines supported as billed", Value: first.Clinic.Rate, Below: "judged: " + Count(all.UnitLines) + " of " + Plural(all.Lines, "line", "lines")},
	}
	if !first.Exposure.Judged { // no dollar and no rate is a result
		for i := range figures {
			figures[i].Value, figures[i].Below = NotDeterminable, "units not judged"
		}
	}
	if all.OverLines > 0 {
		figures[0].Behind = filter("effect", FilterOver, "status", FilterCounted)
	}
	if all.UnderLines > 0 {
		figures[1].Behind = filter("effect", FilterUnder, "status", FilterCounted)
	}
	basis := "Dollars are differences in units, based " + m.Basis + "; each line is counted once."
	if m.NoPrice > 0 {
		basis += " " + Plural(m.NoPrice, "line", "lines") + " with a difference " + Noun(m.NoPrice, "has", "have") + " no price and " +
			Noun(m.NoPrice, "is", "are") + " not in the dollars."
	}
	if n := m.Accepted; n > 0 {
		basis += " " + Plural(n, "finding is", "findings are") + " accepted and " + Noun(n, "its correction is", "their corrections are") +
			" not written; the figures of units and the accuracies still count " + Noun(n, "its line", "their lines") + "."
	}
	if all.UnitLines == 0 {
		basis = "Units could not be evaluated on any line: the dollars above are not a result."
	}
	return figures, basis
}
