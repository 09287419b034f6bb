package model

import (
	"cmp"
	"fmt"
	"slices"

	"otaudit/audit"
)

// The most rows of a table on the manager's second page, and the most rows of the plan on the third.
const (
	mostWhere = 6
	mostPlan  = 8
)

// whereBlocks say where the differences are: by therapist, code and payer, each rate with its coverage.
func whereBlocks(p *Report) []Block {
	r := p.Result
	var b blocks
	b.text(Small, fmt.Sprintf("Rates are held to a target of %d %%, which no rule sets. Below %d lines there are too few to say; where fewer than %d %% of the lines or checks could be judged, a rate is not determinable.",
		p.First.Target, tooFew, leastShare))
	people := &Table{Name: "By therapist", Small: true, Columns: []Column{wide("therapist", 2), numbers("supported as billed"), wide("coverage", 2), words("target"), numbers("potential over $"), numbers("potential under $")}}
	named := NamedTherapists(r)
	order := make([]int, len(named))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(named[b].OverCents+named[b].UnderCents, named[a].OverCents+named[a].UnderCents)
	})
	for _, i := range order[:min(mostWhere, len(order))] {
		s, t := &p.First.Therapists[i], named[i]
		people.Rows = append(people.Rows, []string{keyName(t), s.Rate, s.Coverage, s.Verdict, judgedAmount(t, t.OverCents), judgedAmount(t, t.UnderCents)})
	}
	people.Note = moreNote(len(order)-mostWhere, "therapist", "therapists")
	b.table(people)
	if r.Comparison != nil {
		b.add(Plot{thenAndNow(p)})
	}
	if len(named) > 1 && p.First.Clinic.Rate != NotDeterminable && p.All.OverUnits+p.All.UnderUnits > 0 {
		b.add(Plot{therapistChart(named)})
	}
	if months := TotalsBy(r, "month"); r.Comparison == nil && len(months) > 1 && p.First.Clinic.Rate != NotDeterminable {
		b.add(Plot{monthChart(p.rates, months)})
	}
	for _, dimension := range []string{"code", "payer"} {
		all := topTotals(TotalsBy(r, dimension))
		t := &Table{Name: "Differences by " + dimension, Small: true, Columns: []Column{wide(dimension, 3), numbers("lines evaluated"), numbers("units over"), numbers("units under"), numbers("potential over $"), numbers("potential under $")}}
		for _, s := range all[:min(mostWhere, len(all))] {
			t.Rows = append(t.Rows, []string{keyName(s), Count(s.UnitLines), GroupUnits(s.OverUnits), GroupUnits(s.UnderUnits), Amount(s.OverCents), Amount(s.UnderCents)})
		}
		t.Note = moreNote(len(all)-mostWhere, "with a difference", "with a difference")
		b.table(t)
	}
	switch {
	case p.All.Lines == 0:
		b.text(Body, "No line was audited, so there is nothing to place.")
	case p.First.Clinic.Rate == NotDeterminable:
		b.text(Body, "Units were evaluated on too few lines to say where they differ from the record.")
	case p.All.OverLines+p.All.UnderLines == 0:
		b.text(Body, "No difference in units was found on "+Plural(p.All.UnitLines, "line", "lines")+" evaluated.")
	}
	return b
}

// judgedAmount prints an amount only where units were judged.
func judgedAmount(t *audit.Total, c audit.Cents) string {
	if t.UnitLines == 0 {
		return notJudged
	}
	return Amount(c)
}

// judgedUnits does so of units.
func judgedUnits(t *audit.Total, u audit.Units) string {
	if t.UnitLines == 0 {
		return notJudged
	}
	return GroupUnits(u)
}

func moreNote(n int, one, many string) string {
	if n <= 0 {
		return ""
	}
	return Plural(n, "more "+one+" is", "more "+many+" are") + " in evidence.pdf."
}

// nextBlocks are the manager's third page: the plan, what was not judged, and who signs.
func nextBlocks(p *Report) []Block {
	var b blocks
	t := &Table{Name: "Actions", Small: true, Columns: []Column{numbers("no."), wide("action", 5), wide("who", 1), numbers("findings"), numbers("lines"), numbers("potential over $"), numbers("potential under $")}}
	steps := nextSteps(p.Actions, &p.First)
	for i, a := range steps[:min(mostPlan, len(steps))] {
		t.Rows = append(t.Rows, []string{fmt.Sprint(i + 1), a.What, a.Who, countOrDash(a.Findings), Count(a.Lines), amountOrDash(a.Over), amountOrDash(a.Under)})
	}
	t.Note = "Rules overlap: one line may appear in several rows. Do not add them up."
	if more := len(steps) - mostPlan; more > 0 {
		t.Note += " " + Plural(more, "more action is", "more actions are") + " in evidence.pdf."
	}
	b.table(t)
	families := &Table{Name: "By category of check", Small: true, Columns: []Column{wide("category", 1), numbers("without an error"), wide("coverage", 3), words("target")}}
	for _, s := range p.First.Families {
		families.Rows = append(families.Rows, []string{s.What, s.Rate, s.Coverage, s.Verdict})
	}
	b.table(families)
	b.add(Heading("What was not judged or looked at"), List{Items: firstItems(p.First.NotJudged, 8)})
	b.add(Heading("Sign-off"), SignOff{"prepared by", "reviewed by", "date"})
	return b
}
