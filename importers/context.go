package importers

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/importers/grid"
	"otaudit/importers/header"
	"otaudit/importers/source"
	"otaudit/importers/value"
)

// context is what titles, section rows between lines, and the names of sheet and file say of the lines of a sheet. A field that
// no column supplies becomes a column behind those of the sheet, in which each line has what stood last above it; from there
// on it is read like any other column.
type context struct {
	columns  []*contextColumn
	sections map[int]bool // rows of the grid that say something of the lines below, and nothing else
}

// contextColumn is a field that rows supply in place of a column.
type contextColumn struct {
	field    audit.Field
	col      int
	changes  []contextChange
	labelled bool // by labels, not by bare dates or names alone
	names    bool // by the name of the sheet or of the file
}

// contextChange is a value that holds from a row on.
type contextChange struct {
	from  int   // row of the grid
	row   int32 // of the sheet, in which it stands; 0 for a name
	above bool  // it stands above the table
	value value.CellValue
}

// sayingRow is a row, or a name, and what it says.
type sayingRow struct {
	from  int
	row   int32
	above bool
	said  []saying
}

// addContext finds what rows and names say of lines, and adds a column for each field that no column of the sheet supplies.
func addContext(t *table, g *grid.Grid, names []string, o *Options) {
	if t.profile.OrNone().Canonical {
		return
	}
	c := &context{sections: map[int]bool{}}
	above, below := t.titleRows(o), c.sectionRows(t, g, o)
	t.findNonData(g, c)
	texts := slices.Clone(names)
	for _, r := range t.titles {
		texts = append(texts, r.texts...)
	}
	t.year = yearOf(texts)
	blocks := slices.ContainsFunc(below, func(r sayingRow) bool { return r.names(audit.PatientName) })
	if !blocks { // a name above the table that no other follows may be anybody's
		for i := range above {
			above[i].said = slices.DeleteFunc(above[i].said, func(s saying) bool { return !s.labelled && s.field == audit.PatientName })
		}
	}
	rows := slices.Concat(above, below)
	var lacking audit.FieldSet
	for f := range audit.NumFields {
		if contextFields.Has(f) && !t.supplies(f, g) {
			lacking = lacking.With(f)
		}
	}
	for f := range audit.NumFields {
		if !lacking.Has(f) {
			continue
		}
		column := changesOf(f, rows)
		if len(column.changes) == 0 {
			column = changesOf(f, nameRows(f, names, !lacking.Has(audit.PatientName)))
			column.names = true
		}
		if len(column.changes) > 0 {
			c.add(t, g, column)
		}
	}
	if len(c.columns) > 0 || len(c.sections) > 0 {
		t.context = c
	}
}

// findNonData finds the rows that are certainly no lines: sections, repeated headers, rows of one text, totals, and rows in which
// words stand in place of the date and no code in place of the code.
func (t *table) findNonData(g *grid.Grid, c *context) {
	t.nonData = map[int]bool{}
	for row := range g.Kept.All() {
		texts := g.KeptTexts(row)
		_, lone := loneText(texts)
		if first := firstText(texts); lone || c.sections[row] || startsTotal(first) || endsTotal(first) || repeatsHeader(t.headers[:t.width], texts) || t.wordsForValues(texts) {
			t.nonData[row] = true
		}
	}
}

// wordsForValues reports whether words stand where the date should, and no code where the code should.
func (t *table) wordsForValues(texts []string) bool {
	if len(t.dates) == 0 || len(t.codes) == 0 {
		return false
	}
	dated := slices.ContainsFunc(t.dates, func(col int) bool {
		text := cellText(texts, col)
		return text == "" || strings.ContainsAny(text, "0123456789")
	})
	return !dated && !slices.ContainsFunc(t.codes, func(col int) bool { return isTherapyCode(cellText(texts, col)) })
}

// titleRows reads the rows above the table.
func (t *table) titleRows(o *Options) []sayingRow {
	var rows []sayingRow
	for i := range t.titles {
		r := &t.titles[i]
		said, _ := sayingsOf(r.texts)
		if col := r.lone(); len(said) == 0 && col >= 0 {
			if r.kinds[col] == cellDate && r.typed[col] == source.CellNumber {
				said = []saying{{field: audit.DateOfService, text: r.texts[col], col: col, hint: value.CellHint{Number: true, Style: value.StyleDate}}}
			} else {
				said = bareSaying(r.texts[col], col, o.KnownPayer)
			}
		}
		if len(said) > 0 {
			rows = append(rows, sayingRow{row: int32(r.number), above: true, said: said})
		}
	}
	return rows
}

// sectionRows reads the rows below the header that may be no line.
func (c *context) sectionRows(t *table, g *grid.Grid, o *Options) []sayingRow {
	var rows []sayingRow
	var unknown []int         // of rows, whose only text says nothing by itself
	patients := map[int]int{} // by column, how many rows have a bare name there
	for row := range g.Kept.All() {
		meta := g.Rows.At(row)
		if meta.Is(grid.SecondRow | grid.BlankRow) {
			continue
		}
		texts := g.KeptTexts(row)
		if first := firstText(texts); startsTotal(first) || endsTotal(first) {
			continue
		}
		said, whole := sayingsOf(texts)
		if !whole {
			col, lone := loneText(texts)
			if !lone || isTherapyCode(texts[col]) {
				continue
			}
			said = bareSaying(texts[col], col, o.KnownPayer)
			if col < len(g.Columns) && g.Columns[col] != nil && !g.Columns[col].Prose {
				if v := g.Columns[col].Value(g.Cell(row, col)); v.Hint.Style == value.StyleDate || v.Hint.Style == value.StyleDateTime {
					said = []saying{{field: audit.DateOfService, text: v.Text, col: col, hint: v.Hint}}
				}
			}
			if len(said) == 0 && value.IsLetter(firstText(texts)[0]) && !noPerson.MatchString(texts[col]) {
				unknown = append(unknown, len(rows))
				said = patientSayings(texts[col], col, false)
			} else if slices.ContainsFunc(said, func(s saying) bool { return s.field == audit.PatientName }) {
				patients[col]++
			}
		}
		if whole || len(said) > 0 {
			c.sections[row] = true
			rows = append(rows, sayingRow{from: row, row: meta.Number, said: said})
		}
	}
	for _, i := range unknown { // where others have the names of patients, it is one too
		if patients[rows[i].said[0].col] < 2 {
			delete(c.sections, rows[i].from)
			rows[i].said = nil
		}
	}
	return rows
}

// firstText returns the first filled cell of a row.
func firstText(texts []string) string {
	for _, text := range texts {
		if text = value.TrimEdges(text); text != "" {
			return text
		}
	}
	return ""
}

// loneText finds the only filled cell of a row.
func loneText(texts []string) (col int, lone bool) {
	col = -1
	for i, text := range texts {
		if value.TrimEdges(text) != "" {
			if col >= 0 {
				return col, false
			}
			col = i
		}
	}
	return col, col >= 0
}

// supplies reports whether a column of the sheet has the field. Of a patient the name or the key is enough, unless a label
// gives the other. A column that is blank throughout supplies nothing, and is left out.
func (t *table) supplies(f audit.Field, g *grid.Grid) bool {
	if f == audit.DateOfService && !t.blankColumns(t.dates, g) {
		return len(t.dates) > 0
	}
	blank := true
	var cols []int
	for col := range t.width {
		m := t.matches[col]
		if m.Binds() && (m.Field == f || m.HasOther && m.Otherwise == f) || m.Known && m.Needs == "profile" && m.Field == f ||
			slices.ContainsFunc(t.words[col].Candidates, func(c header.Candidate) bool { return c.Field == f && c.Whole }) {
			cols = append(cols, col)
			blank = blank && t.blankColumns([]int{col}, g)
		}
	}
	if len(cols) > 0 && !blank {
		return true
	}
	for _, col := range cols {
		if !t.matches[col].Fixed {
			t.matches[col] = header.HeaderMatch{}
		}
	}
	return f == audit.PatientName && t.binds(audit.PatientID) || f == audit.PatientID && t.binds(audit.PatientName)
}

// blankColumns reports whether columns are blank on every row that may be a line.
func (t *table) blankColumns(cols []int, g *grid.Grid) bool {
	for _, col := range cols {
		if raw := g.Columns[col]; raw == nil || g.Rows.Len()-g.Blank(col) > g.Kept.Len() {
			return false
		}
		for row := range g.Rows.Len() {
			if id := g.Cell(row, col); id != 0 && value.JudgeCommon(value.TrimEdges(g.Columns[col].Text(id))) != value.Absent {
				if col, lone := loneText(g.KeptTexts(row)); !lone || col < 0 {
					return false
				}
			}
		}
	}
	return true
}

// changesOf follows a field through the rows. A new patient ends what was said of the one before.
func changesOf(f audit.Field, rows []sayingRow) *contextColumn {
	c := &contextColumn{field: f}
	patient, said := -1, -1 // the rows that named the patient at hand, and the field
	for i, r := range rows {
		if r.names(audit.PatientName) || r.names(audit.PatientID) {
			same := patient >= 0 && adjacent(rows, patient, i) && !(r.names(audit.PatientName) && rows[patient].names(audit.PatientName))
			if patient >= 0 && !same && said >= patient {
				c.changes = append(c.changes, contextChange{from: r.from, row: r.row, above: r.above})
				said = -1
			}
			if !same {
				patient = i
			}
		}
		for _, s := range r.said {
			if s.field == f {
				c.changes = append(c.changes, contextChange{from: r.from, row: r.row, above: r.above, value: value.CellValue{Text: s.text, Hint: s.hint}})
				c.labelled = c.labelled || s.labelled
				said = i
			}
		}
	}
	if !slices.ContainsFunc(c.changes, func(ch contextChange) bool { return ch.value.Text != "" }) {
		c.changes = nil
	}
	return c
}

// names reports whether the row says the field.
func (r *sayingRow) names(f audit.Field) bool {
	return slices.ContainsFunc(r.said, func(s saying) bool { return s.field == f })
}

// adjacent reports whether two rows that say something have no line between them.
func adjacent(rows []sayingRow, a, b int) bool {
	return rows[b].above || !rows[a].above && rows[b].from-rows[a].from == b-a
}

// add adds the column of a field.
func (c *context) add(t *table, g *grid.Grid, column *contextColumn) {
	column.col = len(t.headers)
	t.addColumn(header.HeaderMatch{Known: true, Field: column.field, Evidence: "titles and sections", Fixed: true})
	dict := grid.NewDictColumn()
	ids := make([]int32, g.Rows.Len())
	for i, change := range column.changes {
		next := len(ids)
		if i+1 < len(column.changes) {
			next = column.changes[i+1].from
		}
		v := change.value
		if column.field == audit.DateOfService {
			v.Text = withYear(v.Text, t.year)
		}
		id := dict.Number(v.Text, v.Hint)
		for row := change.from; row < next; row++ {
			ids[row] = id
		}
		dict.Counts[id] += int32(max(next-change.from, 0))
	}
	g.AddColumn(dict, ids)
	c.columns = append(c.columns, column)
}

// withYear writes the year behind a date that has none, if it is known.
func withYear(text string, year int) string {
	m := yearless.FindStringSubmatch(text)
	switch {
	case m == nil || year == 0:
		return text
	case m[3] != "":
		return fmt.Sprintf("%s %s, %d", m[3], m[4], year)
	}
	return fmt.Sprintf("%s/%s/%d", m[1], m[2], year)
}

// isSection reports whether a row says something of the lines below and is no line.
func (c *context) isSection(row int) bool { return c != nil && c.sections[row] }

var dateInName = regexp.MustCompile(`(?:^|[^\d])(\d{4}[-_.]\d{1,2}[-_.]\d{1,2}|\d{1,2}[-_.]\d{1,2}[-_.](?:\d{4}|\d{2})|20\d{6})(?:[^\d]|$)`)

// saidByNames are the fields that the names of sheet and file say.
func saidByNames(names []string) audit.FieldSet {
	if dateOfNames(names) != "" {
		return audit.Fields(audit.DateOfService)
	}
	return 0
}

// dateOfNames returns the day that a name is, or that stands in the name of the file, its last.
func dateOfNames(names []string) string {
	for _, name := range names {
		if date := dateIn(name); date != "" {
			return date
		}
	}
	if m := dateInName.FindStringSubmatch(names[len(names)-1]); m != nil {
		return strings.ReplaceAll(m[1], "_", "-")
	}
	return ""
}

var (
	personSheet  = regexp.MustCompile(`^\p{Lu}[\pL'’-]+(?:,? \p{Lu}[\pL'’-]*\.?)?$`)
	generalSheet = regexp.MustCompile(`(?i)^(?:sheet|tab|log|data|old|new|copy|master|export|codes?|list|table|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thurs?|fri|sat|sun)|day$`)
)

// nameRows is what the names of the workbook's sheet and of the file say of a field: the day, or whose sheet it is where every
// sheet has a person's name: a patient's, if none is known otherwise. names are those of the sheet, of the other sheets, and of the file.
func nameRows(f audit.Field, names []string, patientKnown bool) []sayingRow {
	text := ""
	switch f {
	case audit.DateOfService:
		text = dateOfNames([]string{names[0], names[len(names)-1]})
	case audit.PatientName, audit.Therapist:
		sheets := names[:len(names)-1]
		persons := !slices.ContainsFunc(sheets, func(name string) bool {
			return !personSheet.MatchString(name) || generalSheet.MatchString(name) || noPerson.MatchString(name)
		})
		if len(sheets) > 1 && persons && (f == audit.PatientName) == !patientKnown {
			text = names[0]
		}
	}
	if text == "" {
		return nil
	}
	return []sayingRow{{said: []saying{{field: f, text: text}}}}
}

// namesOf are the names of a sheet, of its file's other sheets and, last, of the file without its ending.
func namesOf(src *source.Source, sheet *source.Sheet) []string {
	names := []string{sheet.Name}
	for _, other := range src.Sheets {
		if other != sheet && !other.Hidden {
			names = append(names, other.Name)
		}
	}
	base := filepath.Base(src.Path)
	return append(names, strings.TrimSuffix(base, filepath.Ext(base)))
}

// saidAmong are the fields that rows at the top of a sheet say of lines.
func saidAmong(rows []headRow) (fields audit.FieldSet) {
	for i := range rows {
		if col := rows[i].lone(); col >= 0 && (rows[i].kinds[col] == cellDate || dateIn(rows[i].texts[col]) != "") {
			fields = fields.With(audit.DateOfService)
		}
		said, _ := sayingsOf(rows[i].texts)
		for _, s := range said {
			fields = fields.With(s.field)
		}
	}
	return fields
}
