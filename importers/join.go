package importers

import (
	"fmt"
	"slices"

	"otaudit/audit"
)

// readTable is one table of the book and where its lines stand among the book's.
type readTable struct {
	sheet       int // index in Book.Sheets
	first, next int // lines
	visits      bool
	layout      *audit.Layout
	bound       audit.FieldSet
}

// joinKey finds the partner of a line: a visit id, or patient and date; with the code where lines are joined to lines.
type joinKey struct{ visit, patient, date, code int32 }

// keyFields are the ways in which exports are joined, best first (IMP-265). Names are no key.
var keyFields = [][]audit.Field{{audit.VisitID}, {audit.PatientID, audit.DateOfService}}

// join adds the values of visit tables, and of service tables that complete others, to the lines of the service tables.
//
// A visit table is joined whenever there is a service table: its rows are no lines of their own. A service table is
// joined to others only if it completes them: it states no units and they do, it has minutes or notes that they lack, and
// more than half of its lines have a partner. Two exports of one layout, such as two months, are both audited. A join
// never makes a line: lines that find no partner, and keys that stand more than once where they must be unique, are
// reported (IMP-266).
func (b *Book) join() {
	var bases, visits, others []readTable
	for _, t := range b.tables {
		switch {
		case t.visits:
			visits = append(visits, t)
		default:
			bases = append(bases, t)
		}
	}
	if len(bases) > 1 {
		bases, others = b.completing(bases)
	}
	if len(bases) == 0 || len(visits)+len(others) == 0 {
		return
	}
	gone := make([]bool, len(b.Sessions))
	notes := noteExports{book: b, joined: make([]bool, len(b.Sessions))}
	for _, t := range append(visits, others...) {
		j := newJoiner(b, t, bases)
		if t.bound&noteFields != 0 {
			notes.add(t)
			j.noted = notes.joined
		}
		j.run()
		notes.leave(j)
		for i := t.first; i < t.next; i++ {
			gone[i] = true
		}
		b.Sheets[t.sheet].Lines = 0
	}
	notes.noteMissing(bases)
	kept := b.Sessions[:0]
	for i, s := range b.Sessions {
		if !gone[i] {
			kept = append(kept, s)
		}
	}
	clear(b.Sessions[len(kept):])
	b.Sessions = kept
}

// completes are the fields for the sake of which a service table without units is joined.
var completes = audit.Fields(audit.Minutes, audit.AssistantMinutes, audit.TogetherMinutes, audit.TimedMinutes, audit.TreatmentMinutes,
	audit.Subjective, audit.Objective, audit.Assessment, audit.Plan, audit.Note, audit.SignatureDate)

// completing divides service tables into those that are audited and those that complete them.
func (b *Book) completing(tables []readTable) (bases, others []readTable) {
	var billed []readTable
	for _, t := range tables {
		if t.bound.Has(audit.UnitsBilled) {
			billed = append(billed, t)
		}
	}
	for _, t := range tables {
		if !t.bound.Has(audit.UnitsBilled) && t.next > t.first && slices.ContainsFunc(billed, func(base readTable) bool {
			return t.bound&completes&^base.bound != 0
		}) {
			if j := newJoiner(b, t, billed); 2*j.partners() > t.next-t.first {
				others = append(others, t)
				continue
			}
		}
		bases = append(bases, t)
	}
	return bases, others
}

// joiner joins one table to the tables that are audited.
type joiner struct {
	book   *Book
	from   readTable
	bases  []readTable
	fields []audit.Field // that the table supplies, but for codes; those of the key agree anyway
	used   []bool        // rows of the table that found a line
	noted  []bool        // lines of the book that found a row with a note; nil if the table has none
	tally  joinTally
}

// joinTally counts what a join came to.
type joinTally struct {
	lines, matched         int // of the audited tables
	ambiguous              int // rows whose key stands more than once
	conflicts              int
	left                   int           // values that belong to one line and were met by several
	by                     []audit.Field // the key
	firstAlone, firstTwice *audit.Session
	lineAlone              *audit.Session
}

func newJoiner(b *Book, from readTable, bases []readTable) *joiner {
	j := &joiner{book: b, from: from, bases: bases, used: make([]bool, from.next-from.first)}
	for f := range audit.NumFields {
		if from.bound.Has(f) && f != audit.Code {
			j.fields = append(j.fields, f)
		}
	}
	return j
}

// keyFor gives the fields by which the table is joined to a base; nil if they share none.
func (j *joiner) keyFor(base readTable) []audit.Field {
	for _, fields := range keyFields {
		if set := audit.Fields(fields...); j.from.bound&set == set && base.bound&set == set {
			return fields
		}
	}
	return nil
}

func (j *joiner) key(s *audit.Session, fields []audit.Field) (k joinKey, ok bool) {
	for _, f := range fields {
		if !s.Has(f) {
			return k, false
		}
		switch f {
		case audit.VisitID:
			k.visit = s.Symbol(f)
		case audit.PatientID:
			k.patient = s.Symbol(f)
		case audit.DateOfService:
			k.date = int32(s.Date(f))
		}
	}
	if !j.from.visits {
		if !s.Has(audit.Code) {
			return k, false
		}
		k.code = s.Symbol(audit.Code)
	}
	return k, true
}

// index finds the rows of a table by key; the rows of a key that stands more than once are many.
func (j *joiner) index(t readTable, fields []audit.Field) map[joinKey][]int {
	rows := make(map[joinKey][]int, t.next-t.first)
	for i := t.first; i < t.next; i++ {
		if k, ok := j.key(j.book.Sessions[i], fields); ok {
			rows[k] = append(rows[k], i)
		}
	}
	return rows
}

// partners counts the lines of the table that have one in the bases.
func (j *joiner) partners() int {
	n := 0
	for _, base := range j.bases {
		fields := j.keyFor(base)
		if fields == nil {
			continue
		}
		lines := j.index(base, fields)
		for i := j.from.first; i < j.from.next; i++ {
			if k, ok := j.key(j.book.Sessions[i], fields); ok && len(lines[k]) > 0 {
				n++
			}
		}
	}
	return n
}

// run joins the table to every base.
func (j *joiner) run() {
	for _, base := range j.bases {
		j.tally.lines += base.next - base.first
		fields := j.keyFor(base)
		if fields == nil {
			j.unmatched(base)
			continue
		}
		j.tally.by = fields
		rows, lines := j.index(j.from, fields), j.index(base, fields)
		for i := base.first; i < base.next; i++ {
			s := j.book.Sessions[i]
			k, ok := j.key(s, fields)
			partners := rows[k]
			switch {
			case !ok || len(partners) == 0:
				j.alone(s)
			case len(partners) > 1, !j.from.visits && len(lines[k]) > 1:
				j.twice(partners)
			default:
				j.used[partners[0]-j.from.first] = true
				j.tally.matched++
				if j.noted != nil {
					j.noted[i] = true
				}
				j.add(s, j.book.Sessions[partners[0]], len(lines[k]) > 1)
			}
		}
	}
	j.report()
}

func (j *joiner) unmatched(base readTable) {
	for i := base.first; i < base.next; i++ {
		j.alone(j.book.Sessions[i])
	}
}

func (j *joiner) alone(s *audit.Session) {
	if j.tally.lineAlone == nil {
		j.tally.lineAlone = s
	}
}

// twice counts rows that join nothing because their key is not unique.
func (j *joiner) twice(rows []int) {
	for _, row := range rows {
		if at := row - j.from.first; !j.used[at] {
			j.used[at] = true
			j.tally.ambiguous++
		}
	}
	if j.tally.firstTwice == nil {
		j.tally.firstTwice = j.book.Sessions[rows[0]]
	}
}

// report says what the join came to, in the notes of the sheet and as findings (IMP-266).
func (j *joiner) report() {
	t := &j.tally
	alone := 0
	for i, used := range j.used {
		if !used {
			if alone++; t.firstAlone == nil {
				t.firstAlone = j.book.Sessions[j.from.first+i]
			}
		}
	}
	rows := j.from.next - j.from.first
	by := "no key in common"
	if t.by != nil {
		by = "by " + joinedNames(t.by)
		if !j.from.visits {
			by += " and code"
		}
	}
	note := fmt.Sprintf("joined %s: %d of %d rows have a line, %d of %d lines have a row (%s)", by, rows-alone-t.ambiguous, rows,
		t.matched, t.lines, percent(t.matched, t.lines))
	if t.ambiguous > 0 {
		note += fmt.Sprintf("; %s joined nothing: the key is not unique", audit.Plural(t.ambiguous, "row", "rows"))
	}
	if t.left > 0 {
		note += fmt.Sprintf("; %s left, since several lines share the row", audit.Plural(t.left, "value of a single line was", "values of single lines were"))
	}
	if t.conflicts > 0 {
		note += fmt.Sprintf("; %s", audit.Plural(t.conflicts, "value differs between the two and is not read", "values differ between the two and are not read"))
	}
	sheet := &j.book.Sheets[j.from.sheet]
	sheet.Notes = append(sheet.Notes, note)
	j.book.Joins = append(j.book.Joins, sheet.Name+": "+note)
	header := audit.Ref{Sheet: j.book.Sheets[j.bases[0].sheet].Name, Row: int32(j.book.Sheets[j.bases[0].sheet].HeaderRow)}
	own := audit.Ref{Sheet: sheet.Name, Row: int32(sheet.HeaderRow)}
	say := func(s *audit.Session, other audit.Ref, format string, args ...any) {
		if s != nil {
			j.book.Notices = append(j.book.Notices, audit.Notice{Rule: "I008", Cell: audit.Ref{Sheet: s.Layout.Sheet, Row: s.Row},
				Related: []audit.Ref{other}, Message: fmt.Sprintf(format, args...)})
		}
	}
	say(t.firstAlone, header, "%d of %d rows have no line in the other export, %s; the first is named", alone, rows, by)
	say(t.lineAlone, own, "%d of %d lines have no row in the other export, %s; the first is named", t.lines-t.matched, t.lines, by)
	say(t.firstTwice, header, "%s nothing, because the key (%s) is not unique; the first is named", audit.Plural(t.ambiguous, "row joins", "rows join"), by)
}

func joinedNames(fields []audit.Field) string {
	names := fields[0].String()
	for _, f := range fields[1:] {
		names += " and " + f.String()
	}
	return names
}

func percent(part, of int) string {
	if of == 0 {
		return "0 %"
	}
	return fmt.Sprintf("%d %%", 100*part/of)
}
