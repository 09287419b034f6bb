package importers

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/importers/grid"
	"otaudit/importers/profile"
	"otaudit/importers/source"
	"otaudit/importers/value"
)

// Options say how files are read.
type Options struct {
	AsOf          audit.Date
	AsOfGiven     bool                 // a flag says AsOf; else it is the day of the run, which is evidence of nothing
	KnownModifier func(string) bool    // the modifiers that exist
	KnownPayer    func(string) bool    // the payer names that have a class; nil if that is not asked
	PayerClass    func(string) string  // of a payer's name; empty if it is not known, nil if nobody knows
	Profile       *profile.Profile     // to be used; nil if none is given
	Profiles      []*profile.Profile   // saved ones, recognised by their headers
	Payer         string               // class of lines without a payer, given by --payer; empty if it is not
	Columns       []profile.ColumnFlag // --column: what single columns are; wins over profiles
	Sheet         string               // read this worksheet only; empty for all
	HeaderRow     int                  // row of the header; 0 finds it
	NoHeader      bool                 // no row names the columns: the table begins with its first line
	DateOrder     value.DateOrder
	Clock24       bool
	Decimals      value.DecimalSign
	KeepProse     bool // keep the text of notes, for convert
	Inspect       bool // gather Book.Views
	Nearest       bool // where no table is found take the likeliest row for the header, to draft a profile
	Limits        source.Limits

	repeats string // the sheet all of whose lines the sheet at hand repeats; empty if it is no copy
}

// Book is everything that was read.
type Book struct {
	Sessions []*audit.Session
	Claims   *audit.Claims    // of X12 files; nil without one
	NotKept  []*audit.Session // lines of excluded rows whose visits were cancelled, missed or voided
	Symbols  *audit.Symbols
	Sources  []*source.Source // as given, without those that could not be read
	Layouts  []*audit.Layout
	Inputs   []audit.Input // one for each file, readable or not
	Sheets   []audit.Sheet
	Excluded []audit.ExcludedRow
	Notices  []audit.Notice
	Problems []*source.Unreadable // files that should have been audited and were not
	Unread   []*source.Unreadable // columns of date, code, units or minutes that are not read, or gave no value
	Skipped  []*source.Unreadable // files with nothing to audit
	Profiles []*profile.Profile   // in use, each once
	Views    []SheetView          // of each table, if Options.Inspect
	prose    map[proseKey]string
	Joins    []string // what was joined, one line for each joined table
	tables   []readTable
	x12      claimFiles
	flagged  map[string]bool // the --column flags met so far and whether a table has their column; nil if none is given
	headers  []string        // of the tables, for the message about a flag that names none; nil if none is given
}

// proseKey names a note part of a line.
type proseKey struct {
	session *audit.Session
	field   audit.Field
}

// Import reads files into sessions. A file that cannot be read is listed and the others go on.
func Import(paths []string, o Options) (*Book, error) {
	if o.KnownModifier == nil {
		o.KnownModifier = func(string) bool { return false }
	}
	book := &Book{Symbols: audit.NewSymbols(), prose: map[proseKey]string{}}
	first := map[string]string{}
	sizes := map[int64]bool{}
	for _, path := range paths {
		if err := book.readFile(path, first, sizes, &o); err != nil && !book.refuse(path, err) {
			return nil, err
		}
	}
	book.join()
	book.closeClaims(&o)
	return book, errors.Join(book.profileUnused(&o), book.flagUnused(&o))
}

// readFile reads one file. first holds the path of each checksum met before, sizes the sizes of those files.
func (b *Book) readFile(path string, first map[string]string, sizes map[int64]bool, o *Options) error {
	if isX12(path) {
		return b.readClaims(path, first, sizes, o)
	}
	if src := source.OpenPlain(path, o.Limits); src != nil && !sizes[src.Bytes] {
		sizes[src.Bytes] = true
		err := b.readSource(src, o)
		if err == nil {
			first[src.SHA256] = path
		}
		if !errors.Is(err, source.ErrNotPlain) {
			return err
		}
	}
	src, err := source.Open(path, o.Limits)
	if err != nil {
		return err
	}
	sizes[src.Bytes] = true
	if same, twice := first[src.SHA256]; twice {
		b.Skipped = append(b.Skipped, &source.Unreadable{Path: path, What: "the same bytes as " + same, Skip: true})
		return nil
	}
	first[src.SHA256] = path
	return b.readSource(src, o)
}

// refuse lists a file that cannot be read; false if the error is none of the file's.
func (b *Book) refuse(path string, err error) bool {
	var unreadable *source.Unreadable
	if !errors.As(err, &unreadable) {
		return false
	}
	if unreadable.Skip {
		b.Skipped = append(b.Skipped, unreadable)
		return true
	}
	b.Problems = append(b.Problems, unreadable)
	b.Inputs = append(b.Inputs, audit.Input{Name: b.ownName(filepath.Base(path)), Problem: unreadable.What})
	return true
}

// ownName gives a file a name that no other file of the run has, whatever its case: cells, corrected copies and reports
// are told apart by it.
func (b *Book) ownName(name string) string {
	taken := func(name string) bool {
		return slices.ContainsFunc(b.Inputs, func(in audit.Input) bool { return strings.EqualFold(in.Name, name) })
	}
	extension := filepath.Ext(name)
	own := name
	for n := 2; taken(own); n++ {
		own = fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(name, extension), n, extension)
	}
	return own
}

// readSource reads all sheets of one file. What a damaged file gave before the damage is thrown away (IMP-11).
func (b *Book) readSource(src *source.Source, o *Options) error {
	input := len(b.Inputs)
	if name := b.ownName(src.Name); name != src.Name {
		src.Name = name
		src.Notes = append(src.Notes, "another file has this name: it is called "+name+" in every output")
	}
	part := &Book{Symbols: b.Symbols, prose: b.prose, flagged: b.flagged, headers: b.headers}
	profiles, notes, err := o.profilesOf(src)
	if err != nil {
		return err
	}
	if o.Sheet != "" && !slices.ContainsFunc(src.Sheets, o.reads) {
		return &source.Unreadable{Path: src.Path, What: "no worksheet of the name that was asked for", Hint: sheetNames(src)}
	}
	if err := part.readSheets(src, input, o, profiles, notes, nil); err != nil {
		return err
	}
	if copies := part.copiedSheets(src); len(copies) > 0 {
		part = &Book{Symbols: b.Symbols, prose: b.prose, flagged: b.flagged, headers: b.headers}
		if err := part.readSheets(src, input, o, profiles, notes, copies); err != nil {
			return err
		}
	}
	if src.Check != nil {
		if src.SHA256, err = src.Check.Sha256(); err != nil {
			return err
		}
	}
	b.flagged, b.headers = part.flagged, part.headers
	b.Inputs = append(b.Inputs, audit.Input{Name: src.Name, Bytes: src.Bytes, SHA256: src.SHA256, Kind: src.Kind.String()})
	b.Sources = append(b.Sources, src)
	lines := len(b.Sessions)
	if b.Sessions == nil {
		b.Sessions = part.Sessions
	} else {
		b.Sessions = append(b.Sessions, part.Sessions...)
	}
	b.NotKept = append(b.NotKept, part.NotKept...)
	b.Layouts = append(b.Layouts, part.Layouts...)
	for _, t := range part.tables {
		t.sheet, t.first, t.next = t.sheet+len(b.Sheets), t.first+lines, t.next+lines
		b.tables = append(b.tables, t)
	}
	b.Sheets = append(b.Sheets, part.Sheets...)
	b.Excluded = append(b.Excluded, part.Excluded...)
	b.Notices = append(b.Notices, part.Notices...)
	b.Unread = append(b.Unread, part.Unread...)
	b.Views = append(b.Views, part.Views...)
	for _, p := range part.Profiles {
		b.use(p)
	}
	return nil
}

// readSheets reads the sheets of a file. Of copies, by the sheet that each repeats, no line is made.
func (b *Book) readSheets(src *source.Source, input int, o *Options, profiles map[*source.Sheet]*profile.Profile,
	notes map[*source.Sheet][]string, copies map[*source.Sheet]string) error {
	odd := o.Limits.OddRows(src.Path, src.Bytes)
	for _, sheet := range src.Sheets {
		if !o.reads(sheet) {
			continue
		}
		p := profiles[sheet]
		if !p.ReadsSheet(sheet.Name) {
			b.leaveOut(src, sheet, input, p)
			continue
		}
		under := o.under(p.With(o.Columns, src.Name, sheet.Name))
		under.repeats = copies[sheet]
		if err := b.readSheet(src, sheet, input, under, notes[sheet], odd); err != nil {
			return err
		}
	}
	return nil
}

// sheetNames says which worksheets a file has.
func sheetNames(source *source.Source) string {
	var names []string
	for _, sheet := range source.Sheets {
		if sheet.Name != "" {
			names = append(names, fmt.Sprintf("%q", sheet.Name))
		}
	}
	if len(names) == 0 {
		return "it has no worksheets: read it without --sheet"
	}
	return "its worksheets are " + strings.Join(names, ", ")
}

// sheetLabel names a sheet as audit.Ref does.
func sheetLabel(source *source.Source, sheet *source.Sheet) string {
	if sheet.Name == "" {
		return source.Name
	}
	return source.Name + "!" + sheet.Name
}

// readSheet finds the table of a sheet, binds its columns and makes its lines.
func (b *Book) readSheet(source *source.Source, sheet *source.Sheet, input int, o *Options, said []string, odd *source.OddRows) error {
	label := sheetLabel(source, sheet)
	names := namesOf(source, sheet)
	t, miss, err := findTable(sheet, o, saidByNames([]string{names[0], names[len(names)-1]}))
	if err != nil {
		return err
	}
	if t == nil && o.Inspect && (o.HeaderRow > 0 || o.Nearest) && miss.nearest != nil {
		t = miss.nearest // to be drafted as a profile
		said = slices.Concat(said, []string{miss.text()})
	}
	if t == nil {
		return b.noTable(label, sheet, input, miss)
	}
	if err := b.noteFlags(t, o.Profile); err != nil {
		return err
	}
	columns, err := neededColumns(sheet, t, o)
	if err != nil {
		return err
	}
	g, err := grid.ReadGrid(sheet, t.row, t.length, columns, newTableWatch(t, odd))
	if err != nil {
		return err
	}
	addContext(t, g, names, o)
	fillDownVisits(t, g)
	p := bindColumns(label, sheet, t, g, o, o.Profile)
	p.parseColumns(g, sheet, b.Symbols, o, o.Profile)
	ln := &lineBuilder{plan: p, grid: g, book: b, account: newSheetAccount(), lists: map[[maxListParts]int32]int32{},
		bad: map[int]int{}, unstored: map[int]unstored{}, glued: map[int32][]string{}, keepProse: o.KeepProse, start: len(b.Sessions), repeatsSheet: o.repeats,
		layout: &audit.Layout{Sheet: label, Input: input, Symbols: b.Symbols, Slots: p.layoutSlots(), Assumed: p.assumed, Copies: p.copies()}}
	ln.layout.Payer = p.unnamedPayer(t, g, []string{source.Name, sheet.Name}, o)
	b.Layouts = append(b.Layouts, ln.layout)
	ln.followProfile(o.Profile)
	ln.makeLines()
	ln.matchReversals()
	ln.reportNoneRead()
	b.use(o.Profile)

	out := audit.Sheet{Name: label, Input: input, HeaderRow: t.row, Notes: slices.Concat(source.Notes, said, o.Profile.Notes(), p.notes),
		Profile: o.Profile.Label(), OwnProfile: o.Profile.Own(), Columns: p.columns, Choices: p.choices,
		RowsRead: g.Rows.Len() + ln.headNonData(sheet)}
	if n := out.RowsRead - g.Rows.Len(); n > 0 {
		ln.account.nonData["title-or-header"] += n
	}
	ln.account.fillSheet(&out, p, g)
	for col := range out.Columns {
		out.Columns[col].Bad = ln.bad[col] + ln.unstored[col].n
	}
	if o.repeats != "" {
		out.Notes = append(out.Notes, fmt.Sprintf("sheet %s repeats sheet %s: it is not read a second time", sheet.Name, o.repeats))
	}
	t.sayNoHeader(&out.Choices, o.NoHeader)
	t.context.say(&out.Notes, &out.Choices)
	t.sayFilled(&out.Notes, &out.Choices)
	b.tables = append(b.tables, readTable{sheet: len(b.Sheets), first: ln.start, next: len(b.Sessions),
		visits: t.visits && !ln.rules.everyRow, layout: ln.layout, bound: p.boundFields()})
	b.Sheets = append(b.Sheets, out)
	b.Notices = append(b.Notices, p.notices...)
	b.Unread = append(b.Unread, p.unread...)
	ln.sheetNotices(sheet, o)
	if !o.Inspect {
		return nil
	}
	v, err := ln.view(sheet, source)
	v.HeaderRow, v.NoHeader = o.HeaderRow, o.NoHeader
	b.Views = append(b.Views, v)
	return err
}

// noTable lists a sheet without a table. A workbook often has some; a file of its own is said aloud by the caller.
func (b *Book) noTable(label string, sheet *source.Sheet, input int, miss *noTable) error {
	rows := 0
	err := sheet.Rows(func(*source.Row) error { rows++; return nil })
	out := audit.Sheet{Name: label, Input: input, RowsRead: rows + sheet.NonData,
		NonData: []audit.Count{{What: "no-table", N: rows + sheet.NonData}},
		Notes:   []string{miss.text()}}
	if miss.rival > 0 {
		b.Notices = append(b.Notices, audit.Notice{Rule: "I002", Cell: audit.Ref{Sheet: label, Row: int32(miss.rival)},
			Message: "two rows fit as the header and name other columns; say which with --header-row"})
	}
	b.Sheets = append(b.Sheets, out)
	return err
}

// boundFields are the fields that some column of the sheet supplies.
func (p *plan) boundFields() (set audit.FieldSet) {
	for _, bound := range p.bindings {
		set = set.With(bound.field)
	}
	if len(p.codes) > 0 && p.codes[0] != "" {
		set = set.With(audit.Code)
	}
	return set
}

// layoutSlots tells the auditors and the corrected sheet which columns hold which field.
func (p *plan) layoutSlots() []audit.Slot {
	slots := make([]audit.Slot, p.slots)
	for slot, fields := range p.byField {
		for field, list := range fields {
			for _, bound := range list {
				if bound.col >= p.table.width {
					continue // of titles and sections
				}
				slots[slot][field] = append(slots[slot][field], int32(bound.col+1))
			}
		}
	}
	return slots
}
