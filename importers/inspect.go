package importers

import (
	"slices"
	"strings"
	"unicode"

	"otaudit/audit"
	"otaudit/importers/header"
	"otaudit/importers/source"
	"otaudit/importers/value"
)

// SheetView is what there is to show of a sheet beyond its account: for `otaudit inspect` and the draft of a profile.
type SheetView struct {
	Sheet   string // as audit.Sheet.Name
	Source  *source.Source
	Lines   int
	Columns []ColumnView // in the order of audit.Sheet.Columns
	// Bound are the fields that columns or constants supply.
	Bound audit.FieldSet
	// Stated says what flags gave, which a draft has to keep.
	HeaderRow   int  // --header-row; 0 if it is not given
	NoHeader    bool // --header-row 0
	DateAssumed bool // the order of day and month is only assumed
}

// ColumnView is one column of a sheet.
type ColumnView struct {
	Header  string
	Bound   bool
	Field   audit.Field // if Bound, or if Ask: the field that the header might name
	Ask     bool        // a profile can decide
	Left    bool        // known, and left unread on purpose
	Hours   bool
	Assumed bool // Bound, and only assumed
	IsCode  bool // the header itself is the procedure code
	Why     string
	Samples []string // shapes of values, never the values (IMP-07)
	// Read and Filled are the cells that could be read, of those that are not blank; both 0 for note text.
	Read, Filled int
	Suggest      []audit.Field // fields whose aliases look like an unknown header
	Dates        string        // order of day and month in a date column, empty if it does not matter
}

const (
	sampleRows  = 2000 // rows looked at for samples
	mostSamples = 3
	sampleRunes = 24 // a longer text is cut
)

// ShapeText gives the shape of a value: digits become 9, letters a or A, signs stay. Texts are cut at 24 characters.
func ShapeText(text string) string {
	var shape strings.Builder
	n := 0
	for _, r := range value.TrimEdges(text) {
		if n++; n > sampleRunes {
			return shape.String() + "…"
		}
		switch {
		case unicode.IsDigit(r), unicode.IsNumber(r):
			r = '9'
		case unicode.IsUpper(r), unicode.IsTitle(r):
			r = 'A'
		case unicode.IsLetter(r), unicode.IsMark(r):
			r = 'a'
		case unicode.IsSpace(r):
			r = ' '
		case !unicode.IsPrint(r):
			r = '?'
		}
		shape.WriteRune(r)
	}
	return shape.String()
}

// view gathers what there is to show of a sheet that was read.
func (ln *lineBuilder) view(sheet *source.Sheet, source *source.Source) (SheetView, error) {
	p := ln.plan
	v := SheetView{Sheet: ln.layout.Sheet, Source: source, Lines: ln.account.lines, Columns: make([]ColumnView, p.table.width)}
	for col, heading := range p.table.headers[:p.table.width] {
		m, d := p.table.matches[col], p.decided[col]
		c := ColumnView{Header: heading, Bound: d.Bind, Field: d.Field, Ask: d.Ask, Why: p.columns[col].Why, Hours: d.Match.Kind == value.KindHours, Assumed: d.Bind && d.Grade == audit.Assumed,
			Left: m.Known && !d.Bind && !d.Ask}
		if !m.Known {
			c.Suggest = header.Suggest(heading)
		}
		v.Columns[col] = c
	}
	for _, bound := range p.bindings {
		v.Bound = v.Bound.With(bound.field)
		if bound.col >= p.table.width {
			continue
		}
		c := &v.Columns[bound.col]
		c.IsCode = bound.match.Hint == header.HintCode
		for id, val := range bound.parsed {
			n := int(ln.grid.Columns[bound.col].Counts[id])
			switch val.Reading {
			case value.OK:
				c.Read, c.Filled = c.Read+n, c.Filled+n
			case value.Bad:
				c.Filled += n
			}
		}
		if form, ok := p.dates[bound.col]; ok && form.Order != value.OrderUnknown {
			c.Dates = form.Order.String()
		}
	}
	for _, choice := range p.choices {
		v.DateAssumed = v.DateAssumed || choice.What == "dates" && choice.Grade == audit.Assumed
	}
	for _, s := range ln.ownSessions() {
		v.Bound |= s.Derive
	}
	return v, v.sample(sheet, p.table)
}

// sample takes shapes of the values of every column, of those that are not read too; of identifiers none (IMP-09).
func (v *SheetView) sample(sheet *source.Sheet, t *table) error {
	seen := 0
	return sheet.Rows(func(r *source.Row) error {
		if r.Number <= t.row {
			return nil
		}
		if seen++; seen > sampleRows {
			return source.ErrStop
		}
		for col := range min(len(v.Columns), len(r.Text)) {
			c := &v.Columns[col]
			if r.Text[col] == "" || t.matches[col].Identifier || len(c.Samples) == mostSamples {
				continue
			}
			if shape := ShapeText(r.Text[col]); shape != "" && !slices.Contains(c.Samples, shape) {
				c.Samples = append(c.Samples, shape)
			}
		}
		return nil
	})
}
