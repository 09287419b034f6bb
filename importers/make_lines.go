package importers

import (
	"fmt"
	"slices"

	"otaudit/audit"
	"otaudit/importers/source"
	"otaudit/importers/value"
)

// mostNotices is how many unreadable cells of one column, and how many payers without a known class, are listed one by one; the
// rest is counted.
const mostNotices = 100

// makeLines turns the rows of the grid into lines. Chunks of the grid stay until the sheet is done, since rows that are
// excluded later are quoted from them.
func (ln *lineBuilder) makeLines() {
	ln.book.Sessions = slices.Grow(ln.book.Sessions, ln.grid.Rows.Len())
	ln.quotes = ln.plan.strayQuotes(ln.grid)
	plain := ln.plainRows()
	ln.repeats = newPaymentRepeats(ln.plan.table, ln.grid)
	for row := range ln.grid.Rows.Len() {
		meta, cells := ln.grid.Rows.At(row), ln.grid.Cells(row)
		if ln.repeats.repeats(ln, row) {
			ln.exclude(row, verdict{reason: "payment-repeat", detail: "the same line with another payment", offender: -1})
			continue
		}
		if plain.has(meta, cells) {
			s := ln.arena.New(ln.layout, meta.Number, 0)
			ln.fill(s, row, cells, nil)
			ln.account.used++
			ln.account.lines++
			ln.book.Sessions = append(ln.book.Sessions, s)
			ln.countLine(s, cells, 1)
			continue
		}
		ln.fillDown(row)
		if v, ok := ln.judgeRow(row); !ok {
			ln.exclude(row, v)
			continue
		}
		if ln.repeatsSheet != "" {
			ln.exclude(row, verdict{reason: "repeats-sheet", detail: "all rows of the sheet repeat those of sheet " + ln.repeatsSheet, offender: -1})
			continue
		}
		excludedUnits, excludedCharges := ln.account.units.excluded, ln.account.charges.excluded
		lines, reason, detail := ln.rowLines(row)
		if reason != "" {
			ln.exclude(row, verdict{reason: reason, detail: detail, offender: ln.columnOf(audit.Code)})
			continue
		}
		ln.account.used++
		ln.account.lines += len(lines)
		ln.book.Sessions = append(ln.book.Sessions, lines...)
		ln.countAmounts(row, lines, ln.account.units.excluded-excludedUnits, ln.account.charges.excluded-excludedCharges)
	}
}

// countAmounts adds the row's units and charges to the account: what its lines hold. Where the lines do not simply hold
// the row's cells (lists, units written with the code), the difference is noted as understood from the text. Groups of
// the row that were excluded have been counted there.
func (ln *lineBuilder) countAmounts(row int, lines []*audit.Session, excludedUnits, excludedCharges int64) {
	if len(lines) == 1 && ln.plan.slots == 1 {
		ln.countLine(lines[0], ln.grid.Cells(row), 1)
		return
	}
	var units, charges int64
	for _, s := range lines {
		units += int64(s.Units())
		charges += int64(s.Money(audit.Charge))
	}
	cells := ln.grid.Cells(row)
	ln.account.units.used += units
	ln.account.charges.used += charges
	ln.account.units.understood += units + excludedUnits - rowSum(ln.plan, audit.UnitsBilled, cells)
	ln.account.charges.understood += charges + excludedCharges - rowSum(ln.plan, audit.Charge, cells)
}

// countLine adds the one line of a row to the account, or takes it out again (sign -1).
func (ln *lineBuilder) countLine(s *audit.Session, cells []int32, sign int64) {
	units, charge := int64(s.Units()), int64(s.Money(audit.Charge))
	ln.account.units.used += sign * units
	ln.account.charges.used += sign * charge
	ln.negative = ln.negative || units < 0 || charge < 0
	if s.Derive.Has(audit.UnitsBilled) || s.Derive.Has(audit.Charge) {
		ln.account.units.understood += sign * (units - rowSum(ln.plan, audit.UnitsBilled, cells))
		ln.account.charges.understood += sign * (charge - rowSum(ln.plan, audit.Charge, cells))
	}
}

// unreadable reports a cell that is there and does not parse. Of diagnoses rule C007 says so, line by line; it is not
// said twice. Formulas without a stored result are counted, to be said once for the column.
func (ln *lineBuilder) unreadable(s *audit.Session, field audit.Field, col int, written, why string) {
	if written == value.NoResult {
		u := ln.unstored[col]
		if u.n == 0 {
			u.first = s.Row
		}
		u.n++
		ln.unstored[col] = u
		return
	}
	if field == audit.Diagnoses {
		return
	}
	ln.bad[col]++
	if ln.bad[col] > mostNotices {
		return
	}
	ln.book.Notices = append(ln.book.Notices, audit.Notice{Rule: "I001", Field: field.String(), Original: written,
		Cell:    audit.Ref{Sheet: ln.layout.Sheet, Row: s.Row, Col: int32(col + 1)},
		Message: fmt.Sprintf("%s cannot be read; expected: %s", field, why)})
}

// headNonData counts the rows above the table and those the reader took for itself.
func (ln *lineBuilder) headNonData(sheet *source.Sheet) int {
	n := sheet.NonData
	// The pass over the head has been made once already; the rows above the table are few.
	_ = sheet.Rows(func(r *source.Row) error {
		if r.Number > ln.plan.table.row {
			return source.ErrStop
		}
		n++
		return nil
	})
	return n
}

// sheetNotices reports what concerns the sheet as a whole.
func (ln *lineBuilder) sheetNotices(sheet *source.Sheet, o *Options) {
	label, header := ln.layout.Sheet, int32(ln.plan.table.row)
	say := func(rule string, col int, field, format string, args ...any) {
		ln.book.Notices = append(ln.book.Notices, audit.Notice{Rule: rule, Field: field,
			Cell: audit.Ref{Sheet: label, Row: header, Col: int32(col)}, Message: fmt.Sprintf(format, args...)})
	}
	for col := range ln.plan.columns {
		if extra := ln.bad[col] - mostNotices; extra > 0 {
			say("I001", col+1, ln.plan.columns[col].Field, "%s of the column cannot be read", audit.Plural(extra, "more cell", "more cells"))
		}
	}
	ln.formulasWithoutResult(sheet)
	if n := ln.plan.table.above; n > 0 { // where the header was given by the user
		ln.book.Notices = append(ln.book.Notices, audit.Notice{Rule: "I004", Severity: audit.Warning, Cell: audit.Ref{Sheet: label, Row: header},
			Message: audit.Plural(n, "row above the header looks like a line and is not read", "rows above the header look like lines and are not read")})
	}
	if sheet.HiddenRows > 0 || sheet.Hidden || len(sheet.HiddenCols) > 0 {
		itself := ""
		if sheet.Hidden {
			itself = "the sheet is hidden; "
		}
		say("I007", 0, "", "%s%s and %s are read like the others", itself, audit.Plural(sheet.HiddenRows, "hidden or filtered row", "hidden or filtered rows"),
			audit.Plural(len(sheet.HiddenCols), "hidden column", "hidden columns"))
	}
	for _, count := range countsOf(ln.account.excluded) {
		say("I004", 0, "", "%s excluded: %s; each is listed in excluded-rows.csv of the internal set", audit.Plural(count.N, "row was", "rows were"), count.What)
	}
	ln.book.unknownPayers(ln.ownSessions(), o)
}

// formulasWithoutResult reports them once a column, at the first of them in a line. Those in rows that are no lines, such as
// totals, keep nothing from being audited. Of columns whose cells are not looked at one by one the header is named.
func (ln *lineBuilder) formulasWithoutResult(sheet *source.Sheet) {
	const remedy = "open and save the workbook in its spreadsheet program"
	looked := map[int]bool{}
	for _, bound := range ln.plan.bindings {
		looked[bound.col] = bound.parsed != nil
	}
	for col := range ln.plan.columns {
		n, row := sheet.FormulaEmpty[col], int32(ln.plan.table.row)
		what := audit.Plural(n, "cell of the column holds", "cells of the column hold") + " a formula without a stored result; " + remedy
		if looked[col] {
			n, row = ln.unstored[col].n, ln.unstored[col].first
			what = fmt.Sprintf("the formula has no stored result, so that the cell cannot be read; lines of which this is so in the column: %d; ", n) + remedy
		}
		if n > 0 {
			ln.book.Notices = append(ln.book.Notices, audit.Notice{Rule: "I006", Field: ln.plan.columns[col].Field,
				Cell: audit.Ref{Sheet: ln.layout.Sheet, Row: row, Col: int32(col + 1)}, Message: what})
		}
	}
}

// unknownPayers reports each payer name without a class once, at its first line.
func (b *Book) unknownPayers(lines []*audit.Session, o *Options) {
	if o.KnownPayer == nil {
		return
	}
	type use struct {
		first *audit.Session
		lines int
	}
	uses, inOrder := map[int32]*use{}, []*use(nil)
	last, current := int32(-1), (*use)(nil) // neighbouring lines often have one payer
	for _, s := range lines {
		if !s.Has(audit.Payer) {
			continue
		}
		if id := s.Symbol(audit.Payer); id != last {
			last, current = id, uses[id]
			if current == nil {
				current = &use{first: s}
				uses[id], inOrder = current, append(inOrder, current)
			}
		}
		current.lines++
	}
	inOrder = slices.DeleteFunc(inOrder, func(u *use) bool { return o.KnownPayer(u.first.Text(audit.Payer)) })
	notice := func(u *use, message string, lines int) {
		b.Notices = append(b.Notices, audit.Notice{Rule: "I005", Cell: u.first.Ref(audit.Payer), Field: "payer",
			Original: u.first.Text(audit.Payer), Message: fmt.Sprintf(message, audit.Plural(lines, "line", "lines"))})
	}
	named := inOrder[:min(mostNotices, len(inOrder))]
	for _, u := range named {
		notice(u, "the payer has no known class; payer-dependent rules are not evaluated on its %s; name its class in a profile", u.lines)
	}
	if more := inOrder[len(named):]; len(more) > 0 {
		lines := 0
		for _, u := range more {
			lines += u.lines
		}
		notice(more[0], fmt.Sprintf("this and %s have no known class either; payer-dependent rules are not evaluated on their %%s; is this the column of payers?",
			audit.Plural(len(more)-1, "other payer", "other payers")), lines)
	}
}

// ownSessions gives the sessions of this sheet.
func (ln *lineBuilder) ownSessions() []*audit.Session { return ln.book.Sessions[ln.start:] }
