package importers

import (
	"fmt"
	"slices"

	"otaudit/audit"
)

// binding is one column that supplies a field.
type binding struct {
	col    int
	field  audit.Field
	slot   int // repeated column group, from 0
	kind   ColumnKind
	match  HeaderMatch
	parsed []parsed // by content number

	numbers NumberForm  // how units and amounts are read
	minutes MinutesForm // how minutes are read
}

// plan is what every column of a sheet is used for.
type plan struct {
	table    *table
	columns  []audit.Column
	slots    int
	bindings []*binding
	// byField lists the bindings of a field in one slot. Fields outside the repeated groups stand in slot 0 alone.
	byField  []fieldColumns
	order    [][]fieldBindings // the same by slot, in the order of the fields
	codes    []string          // by slot, the code that the header itself is; empty in other layouts
	notices  []audit.Notice
	unread   []*Unreadable // columns without which little can be audited
	notes    []string
	sheet    string
	vendor   string
	dates    map[int]DateForm // how each date column is read
	decided  []Decision       // by column
	headings audit.FieldSet   // fields that repeat with the slots
	span     *binding         // the last day of the service, to compare; nil if no column has it
}

// fieldColumns are the columns of every field.
type fieldColumns [audit.NumFields][]*binding

// fieldBindings are the columns that supply one field.
type fieldBindings struct {
	field    audit.Field
	bindings []*binding
	col      int          // of the only column
	counted  bool         // the only column is a note part: its numbers are counts of words
	quick    []quickValue // by content number, what the only column gives; nil if there are several
}

// binder decides the columns of one sheet.
type binder struct {
	options   *Options
	profile   *Profile
	sheet     *Sheet
	table     *table
	grid      *grid
	plan      *plan
	columns   []Column
	decisions []Decision
	visits    []int32
	visitsSet bool
	settled   map[int]bool // columns left unread by a collision, which says so itself
}

// bindColumns decides what each column supplies. What cannot be decided is left unbound and said.
func bindColumns(label string, sheet *Sheet, t *table, g *grid, o *Options, p *Profile) *plan {
	b := &binder{options: o, profile: p, sheet: sheet, table: t, grid: g,
		plan: &plan{table: t, sheet: label, vendor: p.orNone().Vendor}}
	b.findLists()
	b.weighColumns()
	b.decide()
	b.resolveCollisions()
	b.checkParts()
	b.reportRefused()
	b.layOut()
	b.describe()
	b.plan.decided = b.decisions
	return b.plan
}

// manyContents is the number of distinct contents above which a text column is not weighed: its field has no shape.
const manyContents = 5000

func (b *binder) weighColumns() {
	for col, raw := range b.grid.columns {
		header := b.table.headers[col]
		switch {
		case raw == nil || raw.prose:
			b.columns = append(b.columns, Column{Header: header, Total: b.grid.rows.len(), Blank: b.grid.blank(col)})
		case raw.len() > manyContents && b.table.matches[col].Needs == "" && b.table.matches[col].Field.Kind() == audit.Text &&
			b.table.matches[col].Field != audit.Code:
			b.columns = append(b.columns, Column{Header: header, Total: b.grid.rows.len(), Blank: int(raw.counts[0])})
		default:
			b.columns = append(b.columns, b.profile.meant(b.table.matches[col], b.weighed(col)))
		}
	}
}

func (b *binder) decide() {
	b.decisions = make([]Decision, len(b.columns))
	names := b.distinctNames()
	for col := range b.columns {
		m := b.table.matches[col]
		if m.Fixed && b.emptyCanonical(col) {
			b.decisions[col] = leave(m, "empty on every row")
			continue
		}
		if m.Fixed {
			b.decisions[col] = Decision{Bind: m.Binds(), Field: m.Field, Kind: m.Kind, Reason: b.profile.reason(m)}
			continue
		}
		if b.grid.columns[col] == nil {
			b.decisions[col] = Decide(m, b.columns[col], DecideContext{})
			b.decisions[col].Bind = false
			continue
		}
		ctx := DecideContext{ShapeContext: ShapeContext{Known: b.options.KnownModifier, AsOf: b.options.AsOf,
			Date1904: b.sheet.Date1904, DistinctNames: names}, Vendor: b.plan.vendor}
		for other := range b.columns {
			if other != col {
				ctx.Others = append(ctx.Others, Neighbour{b.table.matches[other], b.columns[other]})
			}
		}
		if visits := b.visitNumbers(m); visits != nil {
			form, _ := DecideMinutes(b.columns[col].CellValues(), MinutesContext{Hours: m.Kind == KindHours || m.Hint == HintHours})
			ctx.Visits = func() [][]int32 { return minutesByVisit(b.grid, visits, col, form) }
		}
		ctx.FilledCodes = b.filledCodes(m, col)
		b.decisions[col] = Decide(m, b.columns[col], ctx)
	}
}

func (b *binder) distinctNames() int {
	for col, m := range b.table.matches {
		if m.Binds() && m.Field == audit.PatientName && b.grid.columns[col] != nil {
			return b.grid.columns[col].len() - 1
		}
	}
	return 0
}

// visitNumbers gives the visit of each row, where the column may hold minutes and a visit is more than one code wide.
func (b *binder) visitNumbers(m HeaderMatch) []int32 {
	if !m.Binds() || m.Field.Kind() != audit.Integer && m.Needs == "" || m.Series > 0 {
		return nil
	}
	if !b.visitsSet {
		b.visits, b.visitsSet = visitRows(b.grid, b.table), true
	}
	return b.visits
}

// filledCodes gives the codes of the rows on which a column is filled, for the one header (Group) that asks.
func (b *binder) filledCodes(m HeaderMatch, col int) func() []string {
	if m.Needs != "group" {
		return nil
	}
	codeCol := slices.IndexFunc(b.table.matches, func(m HeaderMatch) bool { return m.Binds() && m.Field == audit.Code })
	if codeCol < 0 || b.grid.columns[codeCol] == nil {
		return nil
	}
	return func() []string {
		seen := map[int32]bool{}
		var codes []string
		for row := range b.grid.rows.len() {
			cells := b.grid.cells(row)
			if cells[col] != 0 && !seen[cells[codeCol]] {
				seen[cells[codeCol]] = true
				codes = append(codes, b.grid.columns[codeCol].text(cells[codeCol]))
			}
		}
		return codes
	}
}

// layOut makes bindings of the decisions and finds the repeated column groups.
func (b *binder) layOut() {
	p := b.plan
	for col, d := range b.decisions {
		if d.Bind {
			m := b.table.matches[col]
			p.bindings = append(p.bindings, &binding{col: col, field: d.Field, kind: d.Kind, match: m})
		}
	}
	p.codes = []string{""}
	b.layOutCodeHeaders()
	if p.slots == 0 {
		p.slots = b.layOutSeries()
		p.codes = make([]string, p.slots)
	}
	p.byField = make([]fieldColumns, p.slots)
	for _, bound := range p.bindings {
		p.byField[bound.slot][bound.field] = append(p.byField[bound.slot][bound.field], bound)
	}
	for slot := 1; slot < p.slots; slot++ {
		for field, list := range p.byField[0] {
			if !p.headings.Has(audit.Field(field)) {
				p.byField[slot][field] = list
			}
		}
	}
	p.order = make([][]fieldBindings, p.slots)
	for slot, fields := range p.byField {
		for field := range audit.NumFields {
			if list := fields[field]; len(list) > 0 {
				p.order[slot] = append(p.order[slot], fieldBindings{field: field, bindings: list, col: list[0].col})
			}
		}
	}
}

// slotFields are the fields that repeat with the code in a wide row.
var slotFields = audit.Fields(audit.Code, audit.Description, audit.Modifiers, audit.UnitsBilled, audit.Minutes,
	audit.AssistantMinutes, audit.TogetherMinutes, audit.Charge, audit.Allowed)

// layOutSeries gives wide rows one slot for each numbered code column (IMP-176).
func (b *binder) layOutSeries() int {
	slots := 0
	for _, bound := range b.plan.bindings {
		if slotFields.Has(bound.field) && bound.field != audit.Modifiers {
			slots = max(slots, bound.match.Series)
		}
	}
	if slots < 2 || !b.hasCodeSeries() {
		return 1
	}
	for _, bound := range b.plan.bindings {
		if slotFields.Has(bound.field) && bound.match.Series > 0 && bound.match.Series <= slots {
			bound.slot = bound.match.Series - 1
			b.plan.headings = b.plan.headings.With(bound.field)
		}
	}
	return slots
}

// layOutCodeHeaders gives sheets whose headers are codes one slot for each, if a hint or the profile says what the
// numbers under them are (IMP-177).
func (b *binder) layOutCodeHeaders() {
	if b.table.binds(audit.Code) {
		return
	}
	p := b.plan
	for col, header := range b.table.headers {
		code, ok := HeaderCode(header)
		if !ok || b.table.matches[col].Fixed {
			continue
		}
		field, said := b.codeHeaderField(col, header)
		if !said {
			p.notices = append(p.notices, audit.Notice{Rule: "I002", Cell: audit.Ref{Sheet: p.sheet, Row: int32(b.table.row), Col: int32(col + 1)},
				Original: header, Message: "the header is a procedure code, and nothing says whether the numbers under it are minutes or units; decide in a profile: code_columns: minutes or code_columns: units"})
			continue
		}
		if p.slots == 0 {
			p.codes = nil
		}
		p.bindings = append(p.bindings, &binding{col: col, field: field, slot: p.slots, match: HeaderMatch{Hint: hintCode}})
		p.codes = append(p.codes, code)
		p.slots++
		p.headings = p.headings.With(field).With(audit.Code)
		b.decisions[col] = Decision{Bind: true, Field: field, Reason: "the header is the code"}
	}
}

func (b *binder) codeHeaderField(col int, header string) (audit.Field, bool) {
	if field, ok := b.profile.codeColumns(); ok {
		return field, true
	}
	if field, ok := b.table.bands[col]; ok {
		return field, true
	}
	switch _, hint := takeHint(tidyHeader(header)); hint {
	case HintMinutes:
		return audit.Minutes, true
	case HintQuarterHour:
		return audit.UnitsBilled, true
	}
	return 0, false
}

// describe lists the columns for the report: what was bound, and why what was not.
func (b *binder) describe() {
	for col := range b.table.headers {
		d := b.decisions[col]
		c := audit.Column{Col: int32(col + 1), Header: b.table.shownHeader(col), Why: d.Reason}
		if d.Bind {
			c.Field = d.Field.String()
		} else if d.Ask {
			c.Why = fmt.Sprintf("not read: %s; decide in a profile: columns: {%s: %s} or columns: {%[2]s: skip}", d.Reason, quoted(b.table.nameOf(col)), d.Field)
		}
		b.plan.columns = append(b.plan.columns, c)
	}
}
