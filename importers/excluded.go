package importers

import (
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/importers/grid"
	"otaudit/importers/value"
)

// verdict is what becomes of a row that is no line.
type verdict struct {
	nonData  bool
	reason   string
	detail   string
	offender int // column of the offending cell, -1 if none
}

// totalWords begin rows that sum up the rows above them (IMP-172).
var totalWords = []string{"total", "totals", "subtotal", "sub total", "sub-total", "grand total", "count", "average", "avg", "sum"}

// judgeRow says what becomes of a row, before lines are made of it; ok means that it may be a line.
func (ln *lineBuilder) judgeRow(row int) (v verdict, ok bool) {
	p, g := ln.plan, ln.grid
	cells, meta := g.Cells(row), g.Rows.At(row)
	date, hasDate := ln.first(audit.DateOfService, cells)
	dateThere := hasDate && date.Reading != value.Absent
	codeThere := ln.codeThere(cells)
	v.offender = -1
	if col := ln.skippedBy(row); col >= 0 {
		return verdict{reason: "profile-skip", offender: col}, false
	}
	if ln.rules.everyRow && !meta.Is(grid.BlankRow) {
		return v, true
	}
	if p.table.context.isSection(row) {
		return verdict{nonData: true, reason: "group-header", offender: -1}, false
	}
	if meta.Is(grid.SecondRow) {
		return verdict{reason: "second-table", detail: "a table with other columns below the first", offender: -1}, false
	}
	if meta.Is(grid.MayBeNoLine) && !(dateThere && codeThere && date.Reading == value.OK) {
		if kind := ln.nonDataKind(g.KeptTexts(row)); kind != "" {
			return verdict{nonData: true, reason: kind, offender: -1}, false
		}
	}
	switch {
	case meta.Is(grid.RaggedRow):
		return verdict{reason: "ragged", detail: "filled cells behind the last column", offender: -1}, false
	case meta.Is(grid.ShortRow | grid.LongRow):
		if why := ln.misfit(row, cells); why != "" {
			return verdict{reason: "ragged", detail: why, offender: -1}, false
		}
	case ln.runTogether(cells):
		return verdict{reason: "ragged", detail: "a quotation mark that belongs to no cell", offender: -1}, false
	case ln.notKept(cells):
		return verdict{reason: "status", offender: ln.columnOf(audit.Status)}, false
	case hasDate && !dateThere:
		return verdict{reason: "no-date", offender: ln.columnOf(audit.DateOfService)}, false
	case dateThere && date.Reading == value.Bad && ln.ofAnotherTable(cells):
		return verdict{reason: "second-table", detail: "neither date nor code nor units are those of the table", offender: -1}, false
	case !p.table.visits && !codeThere && !ln.codeUndecided():
		return verdict{reason: "no-code", offender: ln.columnOf(audit.Code)}, false
	}
	return v, true
}

// first gives the content of the first column that supplies the field.
func (ln *lineBuilder) first(f audit.Field, cells []int32) (*value.Parsed, bool) {
	for _, bound := range ln.plan.byField[0][f] {
		if bound.parsed != nil {
			return &bound.parsed[cells[bound.col]], true
		}
	}
	return nil, false
}

func (ln *lineBuilder) columnOf(f audit.Field) int {
	for _, bound := range ln.plan.byField[0][f] {
		return bound.col
	}
	return -1
}

func (ln *lineBuilder) codeThere(cells []int32) bool {
	for slot := range ln.plan.slots {
		if code, _ := ln.codeOf(slot, cells); code.Reading != value.Absent {
			return true
		}
	}
	return false
}

// codeUndecided says that the header names a column of codes and none could be read as such: the lines go on without.
func (ln *lineBuilder) codeUndecided() bool {
	p := ln.plan
	return p.table.binds(audit.Code) && p.codes[0] == "" && len(p.byField[0][audit.Code]) == 0 && p.slots == 1
}

func (ln *lineBuilder) notKept(cells []int32) bool {
	for _, bound := range ln.plan.byField[0][audit.Status] {
		if bound.parsed[cells[bound.col]].Status == value.StatusNotKept {
			return true
		}
	}
	return false
}

// nonDataKind names rows that hold no service: totals, repeated headers, group headers, footers; empty for others.
func (ln *lineBuilder) nonDataKind(texts []string) string {
	filled, first := 0, ""
	for _, text := range texts {
		if text = value.TrimEdges(text); text != "" && text != value.NoResult {
			filled++
			if first == "" {
				first = text
			}
		}
	}
	switch {
	case filled == 0:
		return "blank"
	case ln.isTotal(first, texts):
		return "total"
	case repeatsHeader(ln.plan.table.headers, texts):
		return "repeated-header"
	case filled == 1:
		return "group-header"
	}
	return ""
}

// isTotal says whether the row's first filled cell starts with a word for a sum, and there is no code; or ends with one, as
// the subtotals of spreadsheet programs do ("97110 Total"), with nothing but numbers behind it.
func (ln *lineBuilder) isTotal(first string, texts []string) bool {
	if startsTotal(first) {
		return !ln.hasCode(texts)
	}
	if !endsTotal(first) {
		return false
	}
	behind := slices.Clone(texts)
	behind[slices.IndexFunc(texts, func(text string) bool { return value.TrimEdges(text) != "" })] = ""
	return numbers(behind) && !ln.hasCode(behind)
}

func startsTotal(first string) bool {
	lower := strings.ToLower(first)
	for _, word := range totalWords {
		if rest, ok := strings.CutPrefix(lower, word); ok && (rest == "" || !value.IsLetter(rest[0])) {
			return true
		}
	}
	return false
}

func endsTotal(first string) bool {
	lower := strings.TrimRight(strings.ToLower(first), ": ")
	for _, word := range totalWords {
		if strings.HasSuffix(lower, " "+word) {
			return true
		}
	}
	return false
}

// numbers says whether the filled cells, one or more, are numbers, amounts of money or sums without a stored result.
func numbers(texts []string) bool {
	filled := 0
	for _, text := range texts {
		if text = value.TrimEdges(text); text == "" {
			continue
		}
		if filled++; text != value.NoResult && strings.Trim(text, "0123456789.,$() -") != "" {
			return false
		}
	}
	return filled > 0
}

func (ln *lineBuilder) hasCode(texts []string) bool {
	for slot := range ln.plan.slots {
		for _, bound := range ln.plan.byField[slot][audit.Code] {
			if bound.col < len(texts) {
				if _, reading, _ := value.ParseCodes(texts[bound.col], func(string) bool { return false }); reading == value.OK {
					return true
				}
			}
		}
	}
	return false
}

// repeatsHeader says whether a row repeats the header of the table.
func repeatsHeader(headers, texts []string) bool {
	same, of := 0, 0
	for col, header := range headers {
		if header == "" {
			continue
		}
		of++
		if strings.EqualFold(cellText(texts, col), lastWords(header, cellText(texts, col))) {
			same++
		}
	}
	return of > 0 && same*4 >= of*3
}

// lastWords gives the end of a joined header that the lowest header row alone held.
func lastWords(header, text string) string {
	if strings.HasSuffix(header, text) && text != "" {
		return text
	}
	return header
}

// exclude records a row that became no line.
func (ln *lineBuilder) exclude(row int, v verdict) {
	meta, cells := ln.grid.Rows.At(row), ln.grid.Cells(row)
	switch {
	case v.nonData && v.reason == "total":
		ln.checkTotal(row)
	case v.reason == "status":
		ln.takeNotKept(row)
	}
	units, charge := rowSum(ln.plan, audit.UnitsBilled, cells), rowSum(ln.plan, audit.Charge, cells)
	kind := audit.KindExcluded
	if v.nonData {
		kind = audit.KindNonData
		ln.account.nonData[v.reason]++
		ln.account.units.nonData += units
		ln.account.charges.nonData += charge
	} else {
		ln.account.excluded[v.reason]++
		ln.account.units.excluded += units
		ln.account.charges.excluded += charge
	}
	if v.nonData && v.reason == "blank" {
		return
	}
	excluded := audit.ExcludedRow{Cell: audit.Ref{Sheet: ln.layout.Sheet, Row: meta.Number, Col: int32(v.offender + 1)}, Kind: kind,
		Reason: v.reason, Detail: v.detail, Original: ln.original(row)}
	if _, bound := ln.first(audit.UnitsBilled, cells); bound {
		excluded.Units = audit.Quantity{Units: audit.Units(units), Known: true}
	}
	if _, excluded.Priced = ln.first(audit.Charge, cells); excluded.Priced {
		excluded.Charge = audit.Cents(charge)
	}
	if v.offender >= 0 && ln.grid.Columns[v.offender] != nil && !ln.grid.Columns[v.offender].Prose {
		excluded.Offender = ln.grid.Columns[v.offender].Text(cells[v.offender])
	}
	ln.book.Excluded = append(ln.book.Excluded, excluded)
}

// excludeSlot records a column group with units or minutes and no code (IMP-176). The row's other groups are lines.
func (ln *lineBuilder) excludeSlot(row, slot int, cells []int32) {
	excluded := audit.ExcludedRow{Cell: audit.Ref{Sheet: ln.layout.Sheet, Row: ln.grid.Rows.At(row).Number}, Kind: audit.KindExcluded,
		Reason: "slot-without-code", Detail: fmt.Sprintf("units or minutes in group %d without a code", slot+1), Original: ln.original(row)}
	for _, bound := range ln.plan.byField[slot][audit.UnitsBilled] {
		if v := &bound.parsed[cells[bound.col]]; bound.slot == slot && v.Reading == value.OK {
			excluded.Units = audit.Quantity{Units: audit.Units(v.Value), Known: true}
			ln.account.units.excluded += int64(v.Value)
		}
	}
	for _, bound := range ln.plan.byField[slot][audit.Charge] {
		if v := &bound.parsed[cells[bound.col]]; bound.slot == slot && ln.plan.headings.Has(audit.Charge) && v.Reading == value.OK {
			excluded.Charge, excluded.Priced = audit.Cents(v.Value), true
			ln.account.charges.excluded += int64(v.Value)
		}
	}
	ln.book.Excluded = append(ln.book.Excluded, excluded)
}

// excludeUndivided records the units or the charge that a row states once for several codes: its lines go on without them,
// and they must not be missing from the account (IMP-01).
func (ln *lineBuilder) excludeUndivided(row int, lines []*audit.Session) {
	if len(lines) < 2 {
		return
	}
	cells := ln.grid.Cells(row)
	for _, bound := range ln.plan.bindings {
		if bound.field != audit.UnitsBilled && bound.field != audit.Charge || bound.parsed == nil {
			continue
		}
		v := &bound.parsed[cells[bound.col]]
		if v.Reading != value.OK || v.Value == 0 || !ln.undividedAmong(lines, bound) {
			continue
		}
		excluded := audit.ExcludedRow{Cell: audit.Ref{Sheet: ln.layout.Sheet, Row: ln.grid.Rows.At(row).Number, Col: int32(bound.col + 1)},
			Kind: audit.KindExcluded, Reason: "list-length", Detail: fmt.Sprintf("one value of %s for several codes; their lines go on without it", bound.field),
			Offender: ln.textAt(bound.col, cells), Original: ln.original(row)}
		if bound.field == audit.Charge {
			excluded.Charge, excluded.Priced = audit.Cents(v.Value), true
			ln.account.charges.excluded += int64(v.Value)
		} else {
			excluded.Units = audit.Quantity{Units: audit.Units(v.Value), Known: true}
			ln.account.units.excluded += int64(v.Value)
		}
		ln.book.Excluded = append(ln.book.Excluded, excluded)
	}
}

// undividedAmong says whether the column's value belongs to several of the lines and none could be given it.
func (ln *lineBuilder) undividedAmong(lines []*audit.Session, bound *binding) bool {
	own := 0
	for _, s := range lines {
		if ln.plan.headings.Has(bound.field) && int(s.Slot) != bound.slot {
			continue
		}
		if own++; s.State(bound.field) != audit.Bad {
			return false
		}
	}
	return own > 1
}

// original gives the row as written: whole where its text was kept, else its bound columns.
func (ln *lineBuilder) original(row int) string {
	if kept := ln.grid.KeptTexts(row); kept != nil {
		return strings.Join(kept, " | ")
	}
	cells := ln.grid.Cells(row)
	texts := make([]string, ln.plan.table.width)
	for col, raw := range ln.grid.Columns[:ln.plan.table.width] {
		if raw != nil && !raw.Prose {
			texts[col] = raw.Text(cells[col])
		}
	}
	return strings.Join(texts, " | ")
}
