// Package reading decides what each column of a sheet is. Words of the header, values, relations between columns and what is
// known of the sheet are combined in one score for each column and field, and one assignment is made for the whole sheet; each
// decision knows how sure it is, why, and what else was possible.
//
// What comes in: the headers, the distinct values of each column and the content of each cell. What goes out: a Decision for
// each column. The package knows no files, no profiles and no rules; a column that a profile or a flag fixes comes in as such.
package reading

import (
	"otaudit/audit"
	"otaudit/importers/header"
	"otaudit/importers/value"
)

// Table gives the contents of cells by number.
type Table interface {
	Rows() int
	// ID is the number of the content of a cell, the same for the same content of a column; 0 for a blank cell.
	ID(row, col int) int32
}

// Sheet is what is known of a sheet before its columns are decided.
type Sheet struct {
	Table
	Columns       []Column
	KnownModifier func(string) bool // the modifiers that exist
	KnownPayer    func(string) bool // names that have a payer class; nil if nobody knows
	AsOf          audit.Date
	Date1904      bool
	YearFrom      audit.Date     // of dates without a year, as in value.DateContext
	Vendor        string         // of the export's profile; empty if none
	WideRows      bool           // a row holds several lines: headers are procedure codes
	VisitRows     bool           // a row is a visit: the table has no codes
	Given         audit.FieldSet // fields that lines have from elsewhere: titles, sections, constants
}

// Column is what is known of a column.
type Column struct {
	value.Column
	Match header.HeaderMatch // of the whole header in the alias table, or what a profile or a flag fixes
	Words header.Words
	Prose bool // the values are measured and not kept: a part of a note
	Read  bool // values were read at all
	// Content returns a content by its number.
	Content func(id int32) value.CellValue
	// Single are the distinct contents, lists in their parts.
	Single []value.CellValue
}

// Decision is what a column is.
type Decision struct {
	Bind    bool
	Ask     bool // nothing decides: a flag or a profile has to; the column stays unread
	Field   audit.Field
	Match   header.HeaderMatch // how the values are to be taken: kind, series, pair
	Grade   audit.Grade
	Reason  string
	Instead []audit.Alternative
	Equal15 bool // minutes that are 15 for each unit on every line
	// Hidden is how many more units would be above what the minutes support if minutes of the line were the visit's total.
	Hidden  int
	SameAs  int  // the column, from 1, that this one is a copy of; 0 if it is none
	NotSaid bool // the decision says itself why the column is not read: no further notice
}

// Kind is how the values are to be taken.
func (d *Decision) Kind() value.ColumnKind { return d.Match.Kind }

// Read decides all columns of a sheet.
func Read(s *Sheet) []Decision {
	r := &reader{Sheet: s, decisions: make([]Decision, len(s.Columns)), candidates: make([][]*candidate, len(s.Columns))}
	r.names = r.distinctNames()
	for col := range s.Columns {
		r.gather(col)
	}
	r.relate()
	r.assign()
	r.levels()
	r.checkParts()
	return r.decisions
}

// reader is a sheet on its way to decisions.
type reader struct {
	*Sheet
	decisions  []Decision
	candidates [][]*candidate // by column, those that its values allow
	names      int            // distinct patient names, 0 if there is no such column
	visits     []int32        // the visit of each row, -1 if not known
	visitsSet  bool
}

// distinctNames counts the patients' names of the column whose header names them.
func (r *reader) distinctNames() int {
	for col := range r.Columns {
		if c := &r.Columns[col]; c.Match.Binds() && c.Match.Field == audit.PatientName && c.Read {
			return len(c.Values)
		}
	}
	return 0
}

// context is what the shapes need beside a column's values.
func (r *reader) context(hours bool) ShapeContext {
	return ShapeContext{Known: r.KnownModifier, AsOf: r.AsOf, Date1904: r.Date1904, YearFrom: r.YearFrom, Hours: hours, DistinctNames: r.names}
}
