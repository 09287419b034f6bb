package model

import (
	"fmt"

	"otaudit/audit"
)

// Exposure is what findings put in question, every amount once: in the first row that fits it.
type Exposure struct {
	Rows  []ExposureRow `json:"rows"`
	Lines int           `json:"lines"`       // of all rows and those without a price
	Over  audit.Cents   `json:"over_cents"`  // of all rows
	Under audit.Cents   `json:"under_cents"` // of all rows
	// Lines with a difference that no price is known for, and what it comes to: they are in no amount.
	NoPriceLines int         `json:"no_price_lines"`
	NoPriceUnits audit.Units `json:"no_price_units"`
	// Judged says that units of a timed line were judged; else the rows of units are no result.
	Judged bool `json:"judged"`
	// Accepted counts the accepted findings: differences in units that only they name are still in the amounts.
	Accepted int `json:"accepted"`
}

// ExposureRow is the amounts of one kind.
type ExposureRow struct {
	What  string      `json:"what"`
	Lines int         `json:"lines"`
	Over  audit.Cents `json:"over_cents"`  // potential
	Under audit.Cents `json:"under_cents"` // potential
}

// exposureOf sorts the amounts of a run by what they rest on: each stands in the first row that fits it. A whole line in question
// takes with it what the other rows hold of the line.
func exposureOf(r *audit.Result, all *audit.Total) Exposure {
	assumed, estimated := all.Assumed, all.Estimated
	logged := audit.Part{Lines: all.OverLines + all.UnderLines - all.NoPrice - assumed.Lines - estimated.Lines,
		OverCents: all.OverCents - assumed.OverCents - estimated.OverCents, UnderCents: all.UnderCents - assumed.UnderCents - estimated.UnderCents}
	undivided, undividedLines := undividedUnits(r)
	e := Exposure{Accepted: acceptedFindings(r), NoPriceLines: all.NoPrice + undividedLines, NoPriceUnits: all.NoPriceUnits + undivided}
	held := map[string]*audit.Part{audit.HeldAssumed: &assumed, audit.HeldEstimated: &estimated, audit.HeldLogged: &logged}
	var whole audit.Part
	lines := openQuestions(r)
	for _, q := range lines {
		if part := held[q.Held.In]; part != nil {
			part.Lines--
			part.OverCents -= q.Held.OverCents
			part.UnderCents -= q.Held.UnderCents
		}
		if q.Priced {
			whole.Lines++
			whole.OverCents += q.Amount + q.Held.OverCents
			whole.UnderCents += q.Held.UnderCents
			continue
		}
		if q.Held.In == audit.HeldUnpriced {
			e.NoPriceLines--
			e.NoPriceUnits -= q.Held.Units
		}
		e.NoPriceLines++
		e.NoPriceUnits += q.Units
	}
	for _, row := range []struct {
		what string
		audit.Part
	}{
		{"whole lines in question (codes, duplicates, evaluations)", whole},
		{"in doubt: a value could be either", doubtOf(r, lines)},
		{"rests on an assumed payer rule or reading", assumed},
		{"priced by estimate", estimated},
		{"supported by the record as logged", logged},
	} {
		e.Rows = append(e.Rows, ExposureRow{row.what, row.Lines, row.OverCents, row.UnderCents})
		e.Lines, e.Over, e.Under = e.Lines+row.Lines, e.Over+row.OverCents, e.Under+row.UnderCents
	}
	e.Lines += e.NoPriceLines
	c := audit.CoverageOf(r)
	e.Judged = c.Judged > 0 || all.OverLines+all.UnderLines > 0 || c.Timed == 0 && all.UnitLines > 0
	return e
}

// doubtOf is what open findings that a doubtful value keeps from every sum would come to as logged, each row of the log once. Lines
// that other findings question as a whole are not counted again.
func doubtOf(r *audit.Result, whole []*audit.Questioned) (part audit.Part) {
	type place struct {
		sheet string
		row   int32
	}
	counted := map[place]bool{}
	for _, q := range whole {
		counted[place{q.Cell.Sheet, q.Cell.Row}] = true
	}
	most := map[place]audit.Cents{}
	for i := range r.Findings {
		f := &r.Findings[i]
		at := place{f.Cell.Sheet, f.Cell.Row}
		if f.InDoubt == "" || !Open(f) || len(f.Readings) == 0 || counted[at] {
			continue
		}
		money := f.Readings[0].Impact.Money
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
		cells := []string{row.What, countOrDash(row.Lines), amountOrDash(row.Over), amountOrDash(row.Under)}
		if i >= firstOfUnits && !e.Judged {
			cells = []string{row.What, "–", notJudged, notJudged}
		}
		t.Rows = append(t.Rows, cells)
	}
	unpriced := []string{"not priced", "–", "–", "–"}
	if e.NoPriceLines > 0 || e.NoPriceUnits > 0 {
		unpriced = []string{"not priced: " + UnitsText(e.NoPriceUnits), countOrDash(e.NoPriceLines), "no price", "no price"}
	}
	total := []string{"total", Count(e.Lines), Amount(e.Over), Amount(e.Under)}
	if !e.Judged {
		total = []string{"total of what was judged: units were not", countOrDash(e.Lines), totalOrNone(e.Over), totalOrNone(e.Under)}
	}
	t.Rows = append(t.Rows, unpriced, total)
	t.Total = true
	if n := e.Accepted; n > 0 {
		t.Note = fmt.Sprintf("%s accepted; differences in units on %s are still counted here.", Plural(n, "finding is", "findings are"), Noun(n, "its line", "their lines"))
	}
	return t
}

// firstOfUnits is the first row that rests on units judged by minutes.
const firstOfUnits = 2

func totalOrNone(c audit.Cents) string {
	if c == 0 {
		return notJudged
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
