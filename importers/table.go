package importers

import (
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/importers/header"
	"otaudit/importers/profile"
	"otaudit/importers/source"
)

// headRows is how many rows at the top of a sheet may be the header (IMP-24).
const headRows = 50

// maxHeaderDepth is the number of rows over which a header may be spread (IMP-26).
const maxHeaderDepth = 3

// table is where the header of a sheet stands and what it says.
type table struct {
	firstRow, row int // rows of the header, first and lowest
	headers       []string
	lowest        []string // the texts of the lowest row alone, by column
	matches       []header.HeaderMatch
	score         int
	visits        bool             // a visit table: a key of the visit, and no procedure codes
	profile       *profile.Profile // what fixes columns; nil if nothing does
	skipped       []int            // columns by which the profile leaves rows out
	above         int              // rows above the header that look like lines

	words        []header.Words       // of headers that are not known as a whole
	dates, codes []int                // columns of dates of service and of codes, by their headers or else by what stands below
	codeColumns  []codeColumn         // whose headers are procedure codes
	width        int                  // how many columns the sheet has; those behind them hold what titles and sections say
	length       int                  // how many cells a record has, 0 if that differs
	noHeader     bool                 // the table begins with its first line
	titles       []headRow            // the rows above the table
	said         audit.FieldSet       // what titles, sections and names of the sheet say of lines
	year         int                  // the one year that titles and names say, 0 if none
	nonData      map[int]bool         // rows of the grid that hold no service, as far as that is known before columns are decided
	context      *context             // what titles, sections and names say; nil if nothing
	filled       map[int]filledColumn // by column, what came from the line above
}

// noTable says that no row of a sheet is a header that can be used.
type noTable struct {
	best    string // the best candidate, in words
	lacking string
	empty   string // why there is no candidate at all; empty if there is one
	rival   int    // row that scores as well with other columns, 0 if none
	nearest *table // the best candidate, nil if there is none
}

func (m *noTable) text() string {
	if m.empty != "" {
		return "no table found: " + m.empty
	}
	return fmt.Sprintf("no table found: the most likely header, %s, lacks %s", m.best, m.lacking)
}

// findTable looks for the header among the first rows. forced names the header's row if the user said it, else 0; said are the
// fields that the names of sheet and file give.
func findTable(sheet *source.Sheet, o *Options, said audit.FieldSet) (*table, *noTable, error) {
	forced := o.HeaderRow
	rows, err := headOf(sheet, max(headRows, forced))
	if err != nil {
		return nil, nil, err
	}
	if len(rows) == 0 {
		return nil, &noTable{empty: "there are no rows"}, nil
	}
	said |= saidAmong(rows)
	if o.NoHeader {
		return noHeader(rows, said, true), nil, nil
	}
	var best, rival *table
	var nearest *table
	begun := false // lines of the best stand above: a header further down repeats it or begins another table (IMP-174, IMP-175)
	for i := range rows {
		begun = begun || best != nil && best.holds(&rows[i])
		if forced != 0 && rows[i].number != forced || forced == 0 && (rows[i].holdsDates() || rows[i].looksLikeLine()) {
			continue
		}
		below := lookBelow(rows[i+1:])
		for depth := 1; depth <= min(maxHeaderDepth, i+1); depth++ {
			if depth > 1 && rows[i-depth+1].holdsDates() {
				break
			}
			t := headerOf(sheet, rows[i-depth+1:i+1], below, o.Profile, said)
			if nearest == nil || t.score > nearest.score {
				nearest = t
			}
			if !t.usable() || forced == 0 && rows[i].filled() < 2 {
				continue
			}
			switch {
			case best == nil || !begun && t.score > best.score:
				best, rival = t, nil
			case t.score == best.score && !t.repeats(best) && !(begun && t.visits):
				rival = t
			}
		}
	}
	if best == nil && forced == 0 {
		if t := headerByValues(sheet, rows, o.Profile, said); t != nil {
			return t, nil, nil
		}
		if t := noHeader(rows, said, false); t != nil {
			return t, nil, nil
		}
	}
	if best == nil || rival != nil {
		return nil, describeMiss(nearest, best, rival, forced), nil
	}
	for i := range rows {
		if rows[i].number < best.firstRow && best.holds(&rows[i]) {
			best.above++
		}
	}
	best.widen(rows)
	best.titles = rows[:slices.IndexFunc(rows, func(r headRow) bool { return r.number >= best.firstRow })]
	return best, nil, nil
}

// headerByValues takes the row above the first line for the header if it names columns, although none of its names is that of
// the date or of the code: the values then say which columns they are.
func headerByValues(sheet *source.Sheet, rows []headRow, profile *profile.Profile, said audit.FieldSet) *table {
	first := slices.IndexFunc(rows, func(r headRow) bool { return r.looksLikeLine() })
	if first < 1 || rows[first-1].filled() < 2 || rows[first-1].holdsDates() {
		return nil
	}
	below := lookBelow(rows[first:])
	t := headerOf(sheet, rows[first-1:first], below, profile, said)
	known := 0
	for col := range t.headers {
		if t.matches[col].Known || len(t.words[col].Candidates) > 0 {
			known++
		}
	}
	if known < 2 || 2*t.named() < below.least {
		return nil
	}
	if len(t.dates) == 0 && len(below.dates) == 1 {
		t.dates = below.dates
		t.matchByValues(audit.DateOfService, t.dates)
	}
	if len(t.codes) == 0 && len(below.codes) == 1 {
		t.codes = below.codes
		t.matchByValues(audit.Code, t.codes)
	}
	t.visits = false
	if !t.usable() {
		return nil
	}
	t.titles = rows[:first-1]
	return t
}

// noHeader begins the table with its first line, where no row names the columns. It is nil if no row is a line; a user who
// says that there is no header is followed all the same.
func noHeader(rows []headRow, said audit.FieldSet, stated bool) *table {
	first := slices.IndexFunc(rows, func(r headRow) bool { return r.looksLikeLine() })
	if first < 0 && stated {
		first = 0
	}
	if first < 0 {
		return nil
	}
	below := lookBelow(rows[first:])
	t := &table{firstRow: rows[first].number - 1, row: rows[first].number - 1, noHeader: true, said: said,
		width: below.most, length: below.length, dates: below.dates, codes: below.codes}
	t.titles = rows[:first]
	t.headers, t.lowest = make([]string, t.width), make([]string, t.width)
	t.matches, t.words = make([]header.HeaderMatch, t.width), make([]header.Words, t.width)
	t.matchByValues(audit.DateOfService, t.dates)
	t.matchByValues(audit.Code, t.codes)
	if !stated && (len(t.codes) == 0 || len(t.dates) == 0 && !said.Has(audit.DateOfService)) {
		return nil
	}
	return t
}

// belowHeader is what stands below a row that may be the header.
type belowHeader struct {
	rows         []headRow
	dates, codes []int // columns
	least, most  int   // how many cells the shortest line has, and the longest
	length       int   // how many cells most lines have, 0 if that differs
}

// lookBelow looks at the rows below a header.
func lookBelow(rows []headRow) belowHeader {
	b := belowHeader{rows: rows, dates: columnsOf(rows, cellDate), codes: columnsOf(rows, cellCode)}
	lengths, lines, others, records := map[int]int{}, 0, 0, false
	for i := range rows {
		if !rows[i].looksLikeLine() {
			if rows[i].filled() > 1 {
				others++
			}
			continue
		}
		n := len(rows[i].texts)
		if lines == 0 || n < b.least {
			b.least = n
		}
		b.most = max(b.most, n)
		lines++
		records = records || rows[i].record
		lengths[n]++
	}
	for length, n := range lengths {
		if records && 3*n >= 2*lines {
			b.length = length
		}
	}
	if others > lines { // most rows cannot be read as lines: those that can say nothing of them
		b.least, b.length = 0, 0
	}
	return b
}

// holds says whether a row is a line of the table: its date has a digit, as no name of a column has, and its code is there.
func (t *table) holds(r *headRow) bool {
	dates, codes := t.dates, t.codes
	dated := func(col int) bool { return strings.ContainsAny(cellText(r.texts, col), "0123456789") }
	coded := func(col int) bool { return cellText(r.texts, col) != "" }
	return slices.ContainsFunc(dates, dated) && (len(codes) == 0 || slices.ContainsFunc(codes, coded))
}

func describeMiss(nearest, best, rival *table, forced int) *noTable {
	if rival != nil {
		return &noTable{best: fmt.Sprintf("row %d", best.row), rival: rival.row,
			lacking: fmt.Sprintf("row %d fits as well with other columns", rival.row)}
	}
	switch {
	case nearest != nil:
	case forced != 0:
		return &noTable{empty: fmt.Sprintf("row %d, which should hold the header, is empty or not there", forced)}
	default:
		return &noTable{empty: "there is no row that could be a header"}
	}
	var lacking []string
	if !nearest.names(audit.DateOfService) {
		lacking = append(lacking, "a date of service")
	}
	if !nearest.names(audit.Code) {
		lacking = append(lacking, "a procedure code")
	}
	return &noTable{best: fmt.Sprintf("row %d", nearest.row), lacking: strings.Join(lacking, " and "), nearest: nearest}
}

// usable says whether the header is that of a service table or of a visit table (IMP-24).
func (t *table) usable() bool {
	switch named := t.named(); {
	case t.visits:
	case t.names(audit.DateOfService):
		return t.names(audit.Code) || t.hasCodeHeaders()
	default: // titles, sections or the name of the sheet have the date, and the columns something to be judged
		return t.said.Has(audit.DateOfService) && named > 1 && (t.names(audit.Code) || t.hasCodeHeaders()) && t.namesAny(dayless)
	}
	keyed := t.binds(audit.VisitID) || t.binds(audit.PatientID) && t.binds(audit.DateOfService)
	for _, f := range visitFields {
		if keyed && t.binds(f) {
			return true
		}
	}
	return false
}

// dayless are the fields of which a table has one, at least, that is read although its lines have no date of their own: else it
// may be a list of codes or of prices.
var dayless = audit.Fields(audit.PatientName, audit.PatientID, audit.UnitsBilled, audit.Minutes, audit.TimedMinutes, audit.TreatmentMinutes)

// named counts the columns that have a header.
func (t *table) named() int {
	n := 0
	for _, text := range t.headers {
		if text != "" {
			n++
		}
	}
	return n
}

// visitFields are the fields for the sake of which a table without codes is read.
var visitFields = []audit.Field{audit.Minutes, audit.TimedMinutes, audit.TreatmentMinutes, audit.Subjective, audit.Objective,
	audit.Assessment, audit.Plan, audit.Note, audit.SignatureDate, audit.CertificationDate, audit.PlanOfCareDate}

// binds says whether a header names the field, be it one that needs further evidence.
func (t *table) binds(f audit.Field) bool {
	return slices.ContainsFunc(t.matches, func(m header.HeaderMatch) bool {
		return m.Binds() && (m.Field == f || m.HasOther && m.Otherwise == f)
	})
}

// hasCodeHeaders reports whether headers are procedure codes: two of them at least, so that a code in a title is none.
func (t *table) hasCodeHeaders() bool { return len(t.codeColumns) >= 2 && len(t.codes) == 0 }

// repeats says whether a header names the fields of another in the same columns; further ones may stand behind them.
func (t *table) repeats(o *table) bool {
	return len(t.matches) >= len(o.matches) && slices.EqualFunc(t.matches[:len(o.matches)], o.matches, func(a, b header.HeaderMatch) bool {
		return a.Binds() == b.Binds() && a.Field == b.Field
	})
}

// addColumn puts a column without a name behind the others.
func (t *table) addColumn(match header.HeaderMatch) {
	t.headers, t.lowest = append(t.headers, ""), append(t.lowest, "")
	t.matches, t.words = append(t.matches, match), append(t.words, header.Words{})
}

// widen adds columns without a name behind the header where most of the rows below are filled there.
func (t *table) widen(rows []headRow) {
	last, wider, of := 0, 0, 0
	for i := range rows {
		if rows[i].number <= t.row || !t.holds(&rows[i]) {
			continue
		}
		of++
		filled := 0
		for col := range rows[i].texts {
			if cellText(rows[i].texts, col) != "" {
				filled = col + 1
			}
		}
		if filled > len(t.headers) {
			wider++
			last = max(last, filled)
		}
	}
	if 10*wider < 9*of || wider == 0 {
		return
	}
	for len(t.headers) < last {
		t.addColumn(header.HeaderMatch{})
	}
	t.width = max(t.width, last)
}
