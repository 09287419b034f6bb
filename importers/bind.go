package importers

import (
	"otaudit/audit"
	"otaudit/importers/grid"
	"otaudit/importers/header"
	"otaudit/importers/profile"
	"otaudit/importers/reading"
	"otaudit/importers/source"
	"otaudit/importers/value"
)

// binding is one column that supplies a field.
type binding struct {
	col    int
	field  audit.Field
	slot   int // repeated column group, from 0
	kind   value.ColumnKind
	match  header.HeaderMatch
	parsed []value.Parsed // by content number

	numbers value.NumberForm  // how units and amounts are read
	minutes value.MinutesForm // how minutes are read
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
	unread   []*source.Unreadable // columns without which little can be audited
	notes    []string
	sheet    string
	vendor   string
	dates    map[int]value.DateForm // how each date column is read
	decided  []reading.Decision     // by column
	headings audit.FieldSet         // fields that repeat with the slots
	assumed  audit.FieldSet         // fields whose reading is only assumed
	choices  []audit.Choice         // what was decided about the sheet beside its columns
	span     *binding               // the last day of the service, to compare; nil if no column has it
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
	profile   *profile.Profile
	sheet     *source.Sheet
	table     *table
	grid      *grid.Grid
	plan      *plan
	columns   []value.Column
	decisions []reading.Decision
}

// bindColumns decides what each column supplies. What cannot be decided is left unbound and said.
func bindColumns(label string, sheet *source.Sheet, t *table, g *grid.Grid, o *Options, p *profile.Profile) *plan {
	b := &binder{options: o, profile: p, sheet: sheet, table: t, grid: g,
		plan: &plan{table: t, sheet: label, vendor: p.OrNone().Vendor}}
	b.findLists()
	b.weighColumns()
	b.decide()
	b.resolveModifierSeries()
	b.reportTies()
	b.reportRefused()
	b.layOut()
	b.describe()
	b.plan.decided = b.decisions
	return b.plan
}

// manyContents is the number of distinct contents above which a text column is not weighed: its field has no shape.
const manyContents = 5000

func (b *binder) weighColumns() {
	for col, raw := range b.grid.Columns {
		header := b.table.headers[col]
		switch {
		case raw == nil || raw.Prose:
			b.columns = append(b.columns, value.Column{Header: header, Total: b.grid.Rows.Len(), Blank: b.grid.Blank(col)})
		case raw.Len() > manyContents && b.table.matches[col].Needs == "" && b.table.matches[col].Field.Kind() == audit.Text &&
			b.table.matches[col].Field != audit.Code:
			b.columns = append(b.columns, value.Column{Header: header, Total: b.grid.Rows.Len(), Blank: int(raw.Counts[0])})
		default:
			b.columns = append(b.columns, b.profile.Meant(b.table.matches[col], b.weighed(col)))
		}
	}
}

// decide asks what each column is.
func (b *binder) decide() {
	sheet := &reading.Sheet{Table: cells{b.grid}, KnownModifier: b.options.KnownModifier, KnownPayer: b.options.KnownPayer,
		AsOf: b.options.AsOf, Date1904: b.sheet.Date1904, Vendor: b.plan.vendor, YearFrom: b.plan.yearFrom(b.options), WideRows: b.table.hasCodeHeaders(), VisitRows: b.table.visits}
	for col, column := range b.columns {
		c := reading.Column{Column: column, Match: b.table.matches[col]}
		if raw := b.grid.Columns[col]; raw != nil {
			c.Read, c.Prose, c.Content = !raw.Prose, raw.Prose, raw.Value
			if c.Read {
				c.Single = raw.Single(c.Match.Field)
			}
		}
		if b.table.isCodeColumn(col) {
			c.Match = header.HeaderMatch{Known: true, NotIt: true, Note: "the header is a procedure code"}
		}
		if !c.Match.Known {
			c.Words = header.WordsOf(column.Header)
		}
		sheet.Columns = append(sheet.Columns, c)
	}
	b.decisions = reading.Read(sheet)
	for col := range b.decisions {
		d, m := &b.decisions[col], b.table.matches[col]
		switch {
		case m.Fixed && b.emptyCanonical(col):
			*d = reading.Decision{Field: m.Field, Match: m, Grade: audit.Stated, Reason: "empty on every row", NotSaid: true}
		case col >= b.table.width:
			d.Grade, d.Reason = b.table.context.explain(col)
		case m.Fixed:
			d.Reason = b.profile.Reason(m)
			if m.Assumed {
				d.Grade = audit.Assumed
			}
		case d.Bind:
			b.table.matches[col] = d.Match
		}
	}
}

// cells gives the contents of a grid by number.
type cells struct{ *grid.Grid }

func (c cells) Rows() int             { return c.Grid.Rows.Len() }
func (c cells) ID(row, col int) int32 { return c.Cell(row, col) }

// layOut makes bindings of the decisions and finds the repeated column groups.
func (b *binder) layOut() {
	p := b.plan
	for col, d := range b.decisions {
		if d.Bind {
			m := b.table.matches[col]
			p.bindings = append(p.bindings, &binding{col: col, field: d.Field, kind: d.Match.Kind, match: m})
		}
	}
	p.codes = []string{""}
	b.layOutCodeHeaders()
	if p.slots == 0 {
		p.slots = b.layOutSeries()
		p.codes = make([]string, p.slots)
	}
	b.totalsOfVisits()
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

// layOutSeries gives wide rows one slot for each numbered code column (IMP-176).
func (b *binder) layOutSeries() int {
	slots := 0
	for _, bound := range b.plan.bindings {
		if reading.SlotFields.Has(bound.field) && bound.field != audit.Modifiers {
			slots = max(slots, bound.match.Series)
		}
	}
	if slots < 2 || !b.hasCodeSeries() {
		return 1
	}
	for _, bound := range b.plan.bindings {
		if reading.SlotFields.Has(bound.field) && bound.match.Series > 0 && bound.match.Series <= slots {
			bound.slot = bound.match.Series - 1
			b.plan.headings = b.plan.headings.With(bound.field)
		}
	}
	return slots
}

// copies lists the columns that repeat a bound one, by that one.
func (p *plan) copies() map[int32][]int32 {
	var copies map[int32][]int32
	for col, d := range p.decided {
		if d.SameAs == 0 || d.Bind || col >= p.table.width {
			continue
		}
		if copies == nil {
			copies = map[int32][]int32{}
		}
		copies[int32(d.SameAs)] = append(copies[int32(d.SameAs)], int32(col+1))
	}
	return copies
}

// describe lists the columns for the report: what was bound, and why what was not.
func (b *binder) describe() {
	shown := b.table.shownHeaders()
	for col := range b.table.width {
		d := b.decisions[col]
		c := audit.Column{Col: int32(col + 1), Header: shown[col], Grade: d.Grade, Why: d.Reason, Instead: d.Instead}
		if d.Bind {
			c.Field = d.Field.String()
		} else if d.Ask {
			c.Why = "not read: " + d.Reason
		}
		b.settle(&c, &d)
		b.plan.columns = append(b.plan.columns, c)
	}
}
