package model

import "otaudit/audit"

// Exposure is what findings put in question, every amount once: in the first row that fits it.
type Exposure struct {
	Rows  []ExposureRow `json:"rows"`
	Over  audit.Cents   `json:"over_cents"`  // of all rows
	Under audit.Cents   `json:"under_cents"` // of all rows
	// Lines with a difference that no price is known for, and what it comes to: they are in no amount.
	NoPriceLines int         `json:"no_price_lines"`
	NoPriceUnits audit.Units `json:"no_price_units"`
	// Judged says that units of a timed line were judged; else the rows of units are no result.
	Judged bool `json:"judged"`
}

// ExposureRow is the amounts of one kind.
type ExposureRow struct {
	What  string      `json:"what"`
	Lines int         `json:"lines"`
	Over  audit.Cents `json:"over_cents"`  // potential
	Under audit.Cents `json:"under_cents"` // potential
}

// exposureOf sorts the amounts of a run by what they rest on. Of a whole line in question the part that is a difference in
// units stands in the row of that difference, so that no dollar is in two rows.
func exposureOf(r *audit.Result, all *audit.Total) Exposure {
	further := furtherOf(r)
	assumed, estimated := all.Assumed, all.Estimated
	logged := audit.Part{Lines: max(0, all.OverLines+all.UnderLines-all.NoPrice-assumed.Lines-estimated.Lines),
		OverCents: all.OverCents - assumed.OverCents - estimated.OverCents, UnderCents: all.UnderCents - assumed.UnderCents - estimated.UnderCents}
	doubt := doubtOf(r)
	e := Exposure{NoPriceLines: all.NoPrice + further.NoPrice, NoPriceUnits: all.NoPriceUnits + undividedUnits(r), Rows: []ExposureRow{
		{"whole lines in question (codes, duplicates, evaluations)", further.Lines - further.NoPrice, further.Amount, 0},
		{"in doubt: a value could be either", doubt.Lines, doubt.OverCents, doubt.UnderCents},
		{"rests on an assumed payer rule or reading", assumed.Lines, assumed.OverCents, assumed.UnderCents},
		{"priced by estimate", estimated.Lines, estimated.OverCents, estimated.UnderCents},
		{"supported by the record as logged", logged.Lines, logged.OverCents, logged.UnderCents},
	}}
	c := audit.CoverageOf(r)
	e.Judged = c.Judged > 0 || all.OverLines+all.UnderLines > 0 || c.Timed == 0 && all.UnitLines > 0
	for _, row := range e.Rows {
		e.Over, e.Under = e.Over+row.Over, e.Under+row.Under
	}
	return e
}

// doubtOf is what open findings that a doubtful value keeps from every sum would come to as logged, each row of the log once.
func doubtOf(r *audit.Result) (part audit.Part) {
	type place struct {
		sheet string
		row   int32
	}
	most := map[place]audit.Cents{}
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.InDoubt == "" || !Open(f) || len(f.Readings) == 0 {
			continue
		}
		at, money := place{f.Cell.Sheet, f.Cell.Row}, f.Readings[0].Impact.Money
		if known, seen := most[at]; money != 0 && (!seen || max(money, -money) > max(known, -known)) {
			most[at] = money
		}
	}
	for _, money := range most {
		part.Lines++
		part.OverCents += max(0, -money)
		part.UnderCents += max(0, money)
	}
	return part
}

// Table is the exposure with its total.
func (e *Exposure) Table() *Table {
	t := &Table{Name: "What is in question", Columns: []Column{wide("each amount once, in the first row that fits", 3), numbers("lines"), numbers("potential over $"), numbers("potential under $")}}
	for i, row := range e.Rows {
		cells := []string{row.What, Count(row.Lines), amountOrDash(row.Over), amountOrDash(row.Under)}
		if i >= firstOfUnits && !e.Judged {
			cells = []string{row.What, "–", notJudged, notJudged}
		}
		t.Rows = append(t.Rows, cells)
	}
	total := []string{"total of the rows above", "", Amount(e.Over), Amount(e.Under)}
	if !e.Judged {
		total = []string{"total of what was judged: units were not", "", totalOrNone(e.Over), totalOrNone(e.Under)}
	}
	t.Rows = append(t.Rows, total)
	if e.NoPriceLines > 0 || e.NoPriceUnits > 0 {
		t.Rows = append(t.Rows, []string{"not priced, not included above: " + UnitsText(e.NoPriceUnits), countOrDash(e.NoPriceLines), "no price", "no price"})
	}
	return t
}

// firstOfUnits is the first row that rests on units judged by minutes.
const firstOfUnits = 2

func totalOrNone(c audit.Cents) string {
	if c == 0 {
		return NotDeterminable
	}
	return Amount(c)
}

func countOrDash(n int) string {
	if n == 0 {
		return "–"
	}
	return Count(n)
}

func amountOrDash(c audit.Cents) string {
	if c == 0 {
		return "–"
	}
	return Amount(c)
}
