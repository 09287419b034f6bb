package importers

import (
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/importers/grid"
	"otaudit/importers/header"
	"otaudit/importers/profile"
	"otaudit/importers/value"
)

// profileRules is what a profile does to the rows and lines of one sheet.
type profileRules struct {
	everyRow    bool           // the canonical form: every row is a line
	documenting audit.FieldSet // supplied by what is known of the documenting person
	constants   []constantValue
	skip        map[int][]bool // by column and content: rows with it are excluded
	skipCols    []int
	down        []*binding    // columns that are filled down
	carried     []carriedCell // the last content of each
	layouts     map[audit.FieldSet]*audit.Layout
	therapists  map[string]string
	persons     map[int32]int32 // spelling -> the one spelling, by symbol
}

type constantValue struct {
	field audit.Field
	value int32
}

// carriedCell is a content that blank cells below it take.
type carriedCell struct {
	id, row int32
	filled  bool // the row at hand has it from above
}

// personFields hold names of the practice's own people.
var personFields = []audit.Field{audit.Therapist, audit.Assistant, audit.Supervisor}

// followProfile prepares what the profile does to the rows of the sheet.
func (ln *lineBuilder) followProfile(p *profile.Profile) {
	if p == nil {
		return
	}
	ln.rules.everyRow = p.Canonical
	ln.rules.layouts = map[audit.FieldSet]*audit.Layout{}
	ln.rules.therapists, ln.rules.persons = p.Therapists, map[int32]int32{}
	symbols := ln.layout.Symbols
	for _, c := range p.Constants {
		v := parseGiven(c.Field, c.Text)
		if v.List != nil {
			v.Value = symbols.InternList(v.List)
		} else if c.Field.Kind() == audit.Text {
			v.Value = symbols.Intern(v.Text)
		}
		ln.rules.constants = append(ln.rules.constants, constantValue{c.Field, v.Value})
	}
	ln.prepareSkip(p)
	for _, bound := range ln.plan.bindings {
		if bound.kind == value.KindDocumenting {
			ln.rules.documenting = ln.rules.documenting.With(bound.field)
		}
		if p.FillDown.Has(bound.field) && bound.parsed != nil && bound.slot == 0 {
			ln.rules.down = append(ln.rules.down, bound)
		}
	}
	ln.rules.carried = make([]carriedCell, len(ln.rules.down))
}

func (ln *lineBuilder) prepareSkip(p *profile.Profile) {
	ln.rules.skip = map[int][]bool{}
	x := header.IndexHeaders(ln.plan.table.headers, ln.plan.table.lowest)
	for _, s := range p.Skip {
		cols, _ := x.Find(s.Header)
		for _, col := range cols {
			raw := ln.grid.Columns[col]
			hits := ln.rules.skip[col]
			if hits == nil {
				hits = make([]bool, raw.Len())
				ln.rules.skipCols = append(ln.rules.skipCols, col)
			}
			for id := range hits {
				text := profile.FoldText(raw.Text(int32(id)))
				hits[id] = hits[id] || id > 0 && (slices.Contains(s.Equals, text) ||
					slices.ContainsFunc(s.Contains, func(part string) bool { return strings.Contains(text, part) }))
			}
			ln.rules.skip[col] = hits
		}
	}
}

// skippedBy gives the column by which the profile excludes a row, -1 if there is none.
func (ln *lineBuilder) skippedBy(row int) int {
	for _, col := range ln.rules.skipCols {
		if ln.rules.skip[col][ln.grid.Cell(row, col)] {
			return col
		}
	}
	return -1
}

// fillDown gives the blank cells of a row the content of the row above, in the columns that the profile names. Rows that
// hold no service neither give nor take.
func (ln *lineBuilder) fillDown(row int) {
	if len(ln.rules.down) == 0 {
		return
	}
	meta := ln.grid.Rows.At(row)
	nonData := meta.Is(grid.MayBeNoLine) && ln.nonDataKind(ln.grid.KeptTexts(row)) != ""
	cells := ln.grid.Cells(row)
	for i, bound := range ln.rules.down {
		c := &ln.rules.carried[i]
		switch {
		case nonData:
			c.filled = false
		case bound.parsed[cells[bound.col]].Reading != value.Absent:
			*c = carriedCell{id: cells[bound.col], row: meta.Number}
		default:
			c.filled = c.id != 0
			if c.filled {
				ln.grid.SetCell(row, bound.col, c.id)
			}
		}
	}
}

// applyProfile gives a line what its profile says: where filled-down values came from (IMP-271), constants, and the one
// spelling of names.
func (ln *lineBuilder) applyProfile(s *audit.Session) {
	for i, bound := range ln.rules.down {
		if c := ln.rules.carried[i]; c.filled {
			s.Derive = s.Derive.With(bound.field)
			s.Joined = &audit.Joined{Fields: audit.Fields(bound.field), Layout: ln.layout, Row: c.row, Next: s.Joined}
		}
	}
	if s.Joined != nil {
		s.Layout = ln.layoutWithout(s.Joined)
	}
	for _, c := range ln.rules.constants {
		if s.State(c.field) == audit.Unbound {
			s.Set(c.field, c.value)
			s.Derive = s.Derive.With(c.field)
		}
	}
	if len(ln.rules.therapists) == 0 {
		return
	}
	for _, f := range personFields {
		if !s.Has(f) {
			continue
		}
		if one := ln.onePerson(s.Symbol(f)); one != s.Symbol(f) {
			s.Set(f, one)
			s.Derive = s.Derive.With(f)
		}
	}
}

func (ln *lineBuilder) onePerson(spelling int32) int32 {
	one, known := ln.rules.persons[spelling]
	if !known {
		symbols := ln.layout.Symbols
		one = spelling
		if name, ok := ln.rules.therapists[profile.FoldText(symbols.Text(spelling))]; ok {
			one = symbols.Intern(name)
		}
		ln.rules.persons[spelling] = one
	}
	return one
}

// layoutWithout is the sheet's layout less the columns of fields that come from a row above, so that their position is
// that of the cell they came from.
func (ln *lineBuilder) layoutWithout(from *audit.Joined) *audit.Layout {
	var fields audit.FieldSet
	for j := from; j != nil; j = j.Next {
		fields |= j.Fields
	}
	if layout, ok := ln.rules.layouts[fields]; ok {
		return layout
	}
	if ln.rules.layouts == nil {
		ln.rules.layouts = map[audit.FieldSet]*audit.Layout{}
	}
	if ln.layout.Texts == nil {
		ln.layout.Texts = map[audit.CellOf]string{}
	}
	layout := &audit.Layout{Sheet: ln.layout.Sheet, Input: ln.layout.Input, Symbols: ln.layout.Symbols,
		Slots: slices.Clone(ln.layout.Slots), Texts: ln.layout.Texts, Assumed: ln.layout.Assumed, Payer: ln.layout.Payer}
	for slot := range layout.Slots {
		for f := range audit.NumFields {
			if fields.Has(f) {
				layout.Slots[slot][f] = nil
			}
		}
	}
	ln.rules.layouts[fields] = layout
	return layout
}

// documentingPerson judges what a column says of the person who documented: an assistant only where it is not the
// therapist, and the credential is then the assistant's (IMP-102).
func (ln *lineBuilder) documentingPerson(s *audit.Session) {
	if !ln.rules.documenting.Has(audit.Assistant) && !ln.rules.documenting.Has(audit.Credential) {
		return
	}
	other := s.Has(audit.Assistant) && s.Has(audit.Therapist) && profile.FoldText(s.Text(audit.Assistant)) != profile.FoldText(s.Text(audit.Therapist))
	if ln.rules.documenting.Has(audit.Assistant) && !other {
		s.Clear(audit.Assistant)
	}
	if ln.rules.documenting.Has(audit.Credential) && other {
		s.Clear(audit.Credential)
	}
}
