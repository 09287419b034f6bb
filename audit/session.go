package audit

import (
	"math/bits"
	"sync"
)

// State says what is known of a field on a line.
type State uint8

// The states of a field. Unbound and Blank are kept apart: a documentation rule takes a blank cell of a bound column
// as missing and an unbound column as not evaluated.
const (
	Unbound State = iota // no column supplies the field
	Blank                // a column does, and the cell is empty
	Bad                  // there, but not readable; the text is kept
	OK
)

// String gives the word used in reports.
func (s State) String() string { return [...]string{"no column", "blank", "unreadable", "ok"}[s] }

// Session is one logged service line: one procedure code of one patient on one date, as the log has it.
// It is compact on purpose (a log may hold millions): each readable field is one 32-bit number, read through the typed
// methods, and a field without a readable value takes no room.
type Session struct {
	Layout *Layout
	Joined *Joined  // where values from other exports came from; nil if there was no join
	Derive FieldSet // fields whose value is not simply what one cell holds: from the name, glued to the code, hours times 60
	Prose  uint64   // fingerprint of the note's text, folded over spaces, dates and case; 0 without text
	ok     FieldSet
	bad    FieldSet
	slab   *[]int32 // holds the values of the fields in ok, in their order, from at on; others' values may stand around
	Row    int32    // row of the sheet, counted from 1
	at     uint16
	space  space // how many values have room there, and what else fits into the byte
	Slot   uint8 // which of the repeated column groups of a wide row
}

// space is the room that a session has for values, with a bit of its own for Listed: a session takes 64 bytes, which
// is what a processor fetches from memory at a time.
type space uint8

const listed space = 0x80

func (s space) room() int { return int(s &^ listed) }

func (s *space) setRoom(values int) { *s = *s&listed | space(values) }

// Listed says that the line is one of several in one cell, so that no cell is its own.
func (s *Session) Listed() bool { return s.space&listed != 0 }

// SetListed makes the line one of several in one cell.
func (s *Session) SetListed() { s.space |= listed }

// UnnamedPayerReading is what is taken for the payer where nothing names it.
type UnnamedPayerReading uint8

// The readings. PayerOpen computes both unit rules and lets only what is wrong by both stand.
const (
	PayerNotAsked UnnamedPayerReading = iota // columns name it, or --payer does
	PayerAssumed                             // UnnamedPayer, for the unit rules
	PayerOpen                                // the log speaks against it
)

// Layout says which columns of one sheet hold which field. All sessions of a sheet share one.
type Layout struct {
	Sheet   string // as in Ref.Sheet
	Input   int    // index of the file among the inputs
	Symbols *Symbols
	Slots   []Slot            // one for each repeated column group; a long layout has one
	Texts   map[CellOf]string // texts of unreadable cells, as written
	// Copies are columns, from 1, that repeat another one in every row, by that other. They are corrected together.
	Copies map[int32][]int32

	// ByHand says that no corrected copy of the sheet is ever written: what is proposed is for a person to do.
	ByHand bool
	// Assumed are the fields whose reading is only assumed; what rests on one of them is corrected only after review.
	Assumed FieldSet
	// Payer says what is taken for the payer of lines for which no column has one.
	Payer UnnamedPayerReading

	once sync.Once
	sets []FieldSet // bound fields by slot, made of Slots when first asked
}

// bound gives the fields that the columns of a slot supply. Slots must not change once a session was asked for a field.
func (l *Layout) bound(slot uint8) FieldSet {
	l.once.Do(func() {
		l.sets = make([]FieldSet, len(l.Slots))
		for i := range l.Slots {
			for f := range NumFields {
				if len(l.Slots[i][f]) > 0 {
					l.sets[i] = l.sets[i].With(f)
				}
			}
		}
	})
	return l.sets[slot]
}

// Slot gives the columns of each field, counted from 1: none if the field is unbound, several for Mod 1 to Mod 4.
type Slot [NumFields][]int32

// CellOf names a field of a line inside a sheet.
type CellOf struct {
	Row   int32
	Slot  uint8
	Field Field
}

// Joined says from which row of another sheet some fields of a session came. Row 0 is for a sheet that would have a row for
// the session and has none: the fields are blank then.
type Joined struct {
	Fields FieldSet
	// Open are fields of a sheet that has no row for the session, of which nobody can say whether it should have one.
	Open   FieldSet
	Layout *Layout
	Row    int32
	Next   *Joined
}

// State says what is known of the field.
func (s *Session) State(f Field) State {
	switch {
	case s.ok.Has(f):
		return OK
	case s.bad.Has(f):
		return Bad
	case s.Binds(f):
		return Blank
	default:
		return Unbound
	}
}

// Has says whether the field has a readable value.
func (s *Session) Has(f Field) bool { return s.ok.Has(f) }

// Unreadable says whether the field is there and cannot be read.
func (s *Session) Unreadable(f Field) bool { return s.bad.Has(f) }

// Fills says whether the field has something in it, readable or not.
func (s *Session) Fills(f Field) bool { return (s.ok | s.bad).Has(f) }

// Binds says whether a column, a constant or a joined export supplies the field, whatever the cell holds.
func (s *Session) Binds(f Field) bool { return s.bound().Has(f) }

// bound is the set of fields that something supplies.
func (s *Session) bound() FieldSet {
	set := s.Layout.bound(s.Slot) | s.Derive
	for j := s.Joined; j != nil; j = j.Next {
		set |= j.Fields
	}
	return set
}

// Text gives a text field, or the tokens of a list field joined by spaces; empty unless the field is OK.
func (s *Session) Text(f Field) string { return s.Layout.Symbols.Text(s.value(f)) }

// List gives the tokens of a list field in the order of the log.
func (s *Session) List(f Field) []string { return s.Layout.Symbols.List(s.value(f)) }

// Symbol gives the number of a text or list field: equal texts of a run have equal numbers.
func (s *Session) Symbol(f Field) int32 { return s.value(f) }

// Int gives an integer field (minutes, counts), or the word count of a prose field; 0 unless the field is OK.
func (s *Session) Int(f Field) int { return int(s.value(f)) }

// Date gives a date field; ask Has first.
func (s *Session) Date(f Field) Date { return Date(s.value(f)) }

// Clock gives a time field; ask Has first.
func (s *Session) Clock(f Field) Clock { return Clock(s.value(f)) }

// Units gives the billed units; 0 unless the field is OK.
func (s *Session) Units() Units { return Units(s.value(UnitsBilled)) }

// Money gives a money field; 0 unless the field is OK.
func (s *Session) Money(f Field) Cents { return Cents(s.value(f)) }

// Written gives the text of an unreadable cell as it stands in the log, and the canonical text of a readable one.
func (s *Session) Written(f Field) string {
	if s.bad.Has(f) {
		return s.Layout.Texts[CellOf{s.Row, s.Slot, f}]
	}
	return s.Canonical(f)
}

// Canonical gives the value in the form in which `convert` writes it; empty unless the field is OK.
// Of prose only the fact that it is there is known here.
func (s *Session) Canonical(f Field) string {
	if !s.ok.Has(f) {
		return ""
	}
	return FormatValue(s.Layout.Symbols, f, s.value(f))
}

// Ref gives the cell of the field: its first column, or the whole row if the line has no cell of its own for it.
func (s *Session) Ref(f Field) Ref {
	if cols := s.Layout.Slots[s.Slot][f]; len(cols) > 0 {
		return Ref{s.Layout.Sheet, s.Row, cols[0]}
	}
	for j := s.Joined; j != nil; j = j.Next {
		if j.Fields.Has(f) && j.Row > 0 {
			return Ref{j.Layout.Sheet, j.Row, j.column(f)}
		}
	}
	return Ref{s.Layout.Sheet, s.Row, 0}
}

func (j *Joined) column(f Field) int32 {
	if cols := j.Layout.Slots[0][f]; len(cols) > 0 {
		return cols[0]
	}
	return 0
}

// value gives the number of a readable field; 0 of any other.
func (s *Session) value(f Field) int32 {
	if !s.ok.Has(f) {
		return 0
	}
	return (*s.slab)[int(s.at)+s.place(f)]
}

// place is where the value of a field stands among those of the readable fields: behind those of all fields before it.
func (s *Session) place(f Field) int { return bits.OnesCount64(uint64(s.ok & (1<<(f&63) - 1))) }

// count is how many fields are readable.
func (s *Session) count() int { return bits.OnesCount64(uint64(s.ok)) }

// own gives the session a slab for itself, with room for some more values.
func (s *Session) own(more int) {
	n := s.count()
	slab := make([]int32, n+more)
	if n > 0 {
		copy(slab, (*s.slab)[s.at:][:n])
	}
	s.slab, s.at = &slab, 0
	s.space.setRoom(n + more)
}

// Set gives the field a readable value: for text and list fields the symbol's number.
func (s *Session) Set(f Field, value int32) {
	if !s.ok.Has(f) {
		if s.count() == s.space.room() {
			s.own(4)
		}
		values := (*s.slab)[int(s.at)+s.place(f) : int(s.at)+s.count()+1]
		copy(values[1:], values)
		s.ok, s.bad = s.ok.With(f), s.bad.Without(f)
	}
	(*s.slab)[int(s.at)+s.place(f)] = value
}

// SetBad marks the field as there but not readable, and keeps its text.
func (s *Session) SetBad(f Field, written string) {
	s.Clear(f)
	s.bad = s.bad.With(f)
	if s.Layout.Texts == nil {
		s.Layout.Texts = map[CellOf]string{}
	}
	s.Layout.Texts[CellOf{s.Row, s.Slot, f}] = written
}

// Clear makes the field absent.
func (s *Session) Clear(f Field) {
	if s.ok.Has(f) {
		values := (*s.slab)[int(s.at)+s.place(f) : int(s.at)+s.count()]
		copy(values, values[1:])
	}
	s.ok, s.bad = s.ok.Without(f), s.bad.Without(f)
}

// clone gives a copy that can be changed without changing the session.
func (s *Session) clone() *Session {
	c := *s
	c.own(1)
	return &c
}
