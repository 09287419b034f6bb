package importers

import (
	"fmt"
	"slices"

	"otaudit/audit"
	"otaudit/importers/grid"
	"otaudit/importers/value"
)

// filledColumn lists the rows whose blank cell took the content of a row above, in order.
type filledColumn []filledCell

type filledCell struct {
	row  int   // of the grid
	from int32 // of the sheet
}

// from returns the row of the sheet from which a row has its content, 0 if it has its own.
func (f filledColumn) from(row int) int32 {
	if n, found := slices.BinarySearchFunc(f, row, func(c filledCell, row int) int { return c.row - row }); found {
		return f[n].from
	}
	return 0
}

// fillable are the fields that hold for a whole visit, so that its first line alone may have them. Totals of minutes are not
// filled down: they are the visit's wherever they stand.
var fillable = audit.Fields(audit.VisitID, audit.PatientID, audit.PatientName, audit.DateOfService, audit.Therapist, audit.Credential,
	audit.DisciplineField, audit.Payer)

// fillDownVisits fills the cells that stand on the first line of a visit only, and cells with ditto marks, from the line above.
// A date or patient is only taken to be left out when no visit repeats them: a cell that is missing in a full column stays so.
func fillDownVisits(t *table, g *grid.Grid) {
	if t.profile.OrNone().Canonical || len(t.dates) != 1 || t.visits {
		return
	}
	d := &downFiller{table: t, grid: g, date: t.dates[0]}
	for col := range t.width {
		if g.Columns[col] == nil || g.Columns[col].Prose || t.matches[col].Fixed && !fillable.Has(t.matches[col].Field) {
			continue
		}
		switch f, ok := t.mainField(col); {
		case col == d.date:
		case !ok || !fillable.Has(f):
			continue
		case f == audit.PatientName || f == audit.PatientID:
			d.patients = append(d.patients, col)
		default:
			d.others = append(d.others, col)
		}
	}
	if g.Columns[d.date] == nil || g.Columns[d.date].Prose {
		return
	}
	d.findDittos()
	if !d.any() {
		return
	}
	d.count()
	d.fill()
}

// mainField is the field that a column most likely has by its header.
func (t *table) mainField(col int) (audit.Field, bool) {
	if m := t.matches[col]; m.Known {
		return m.Field, m.Binds()
	}
	if w := t.words[col]; w.Contrary == "" && len(w.Candidates) > 0 {
		return w.Candidates[0].Field, true
	}
	return 0, false
}

// downFiller decides and fills.
type downFiller struct {
	table            *table
	grid             *grid.Grid
	date             int
	patients, others []int
	dittos           map[int]int32 // by column, the number of its ditto mark
	together         int           // lines without date and patient
	dateless         int           // lines without a date that name their patient
	patientless      int           // lines without a patient that have the date of the line above
	otherDays        int           // lines without a patient that have another date
	named            int           // lines that name their patient
	repeated         int           // lines that repeat date and patient of the line above
	repeatedDates    int           // lines that repeat the date above
	blankWith        map[int]int   // by other column: lines of those that are blank in it too
}

func (d *downFiller) findDittos() {
	d.dittos = map[int]int32{}
	for _, col := range slices.Concat([]int{d.date}, d.patients, d.others) {
		raw := d.grid.Columns[col]
		for id := range int32(raw.Len()) {
			if isDitto(raw.Text(id)) {
				d.dittos[col] = id
			}
		}
	}
}

func isDitto(text string) bool {
	switch value.TrimEdges(text) {
	case `"`, `""`, "''", "\u201d", "\u3003", "\u2033", "do.", "ditto", "Ditto":
		return true
	}
	return false
}

// any reports whether there may be anything to fill, without looking at each row: in full columns there is not.
func (d *downFiller) any() bool {
	return len(d.dittos) > 0 || slices.ContainsFunc(slices.Concat(d.patients, []int{d.date}), func(col int) bool { return d.grid.Blank(col) > 0 })
}

// isLine reports whether a row has a code, which is what a line of a visit has at least.
func (d *downFiller) isLine(row int) bool {
	if d.grid.Rows.At(row).Is(grid.SecondRow|grid.BlankRow|grid.RaggedRow) || d.table.context.isSection(row) {
		return false
	}
	if texts := d.grid.KeptTexts(row); texts != nil {
		if _, lone := loneText(texts); lone || startsTotal(firstText(texts)) || endsTotal(firstText(texts)) {
			return false
		}
	}
	if len(d.table.codes) == 0 {
		return slices.ContainsFunc(d.table.codeColumns, func(c codeColumn) bool { return d.grid.Cell(row, c.col) != 0 })
	}
	return slices.ContainsFunc(d.table.codes, func(col int) bool {
		id := d.grid.Cell(row, col)
		return id != 0 && slices.ContainsFunc([]byte(d.grid.Columns[col].Text(id)), value.IsDigit)
	})
}

func (d *downFiller) blank(row, col int) bool {
	id := d.grid.Cell(row, col)
	return id == 0 || d.dittos[col] != 0 && id == d.dittos[col]
}

func (d *downFiller) count() {
	d.blankWith = map[int]int{}
	last, lastDate, lastPatient := -1, int32(0), int32(0)
	for row := range d.grid.Rows.Len() {
		if !d.isLine(row) {
			continue
		}
		noDate, noPatient := d.blank(row, d.date), len(d.patients) > 0 && d.noPatient(row)
		switch {
		case noDate && (noPatient || len(d.patients) == 0):
			d.together++
		case noDate:
			d.dateless++
		case noPatient && d.grid.Cell(row, d.date) == lastDate:
			d.patientless++
		case noPatient:
			d.otherDays++
		case last >= 0 && d.grid.Cell(row, d.date) == lastDate:
			d.repeatedDates++
			if d.patient(row) == lastPatient {
				d.repeated++
			}
		}
		if noDate || noPatient {
			for _, col := range d.others {
				if d.blank(row, col) {
					d.blankWith[col]++
				}
			}
		}
		if !noDate {
			lastDate = d.grid.Cell(row, d.date)
		}
		if !noPatient {
			d.named++
			lastPatient = d.patient(row)
		}
		last = row
	}
}

func (d *downFiller) noPatient(row int) bool {
	return !slices.ContainsFunc(d.patients, func(col int) bool { return !d.blank(row, col) })
}

func (d *downFiller) patient(row int) int32 {
	if len(d.patients) == 0 {
		return 0
	}
	return d.grid.Cell(row, d.patients[0])
}

// visitsFill reports whether date and patient stand on the first line of a visit; datesFill, whether the date does on the first
// line of a day.
func (d *downFiller) visitsFill() bool {
	return d.together+d.patientless > 0 && 10*d.repeated <= d.together+d.patientless
}

// blocksFill reports whether a patient stands once above lines of several days. Where most lines name theirs, a name that is
// missing on another day is missing: the line above is somebody else's.
func (d *downFiller) blocksFill() bool {
	return d.otherDays >= d.named && 10*d.repeated <= d.otherDays
}

func (d *downFiller) datesFill() bool {
	return d.visitsFill() && len(d.patients) > 0 && 10*d.repeatedDates <= d.dateless || d.dateless > 1 && d.repeatedDates == 0
}

// fill fills every cell that is left out.
func (d *downFiller) fill() {
	visits, blocks, dates := d.visitsFill(), d.blocksFill(), d.datesFill()
	lastDate := int32(0)
	carried := map[int]filledCell{}
	d.table.filled = map[int]filledColumn{}
	for row := range d.grid.Rows.Len() {
		if !d.isLine(row) {
			if col, lone := loneText(d.grid.KeptTexts(row)); lone && col == d.date { // the day, in a row of its own
				carried[col] = filledCell{int(d.grid.Cell(row, col)), d.grid.Rows.At(row).Number}
			}
			continue
		}
		noDate, noPatient := d.blank(row, d.date), len(d.patients) > 0 && d.noPatient(row)
		sameDay := noDate || d.grid.Cell(row, d.date) == lastDate
		same := (visits && sameDay || blocks) && (noPatient || len(d.patients) == 0 && noDate) // the visit goes on, or the patient's block
		if !noDate {
			lastDate = d.grid.Cell(row, d.date)
		}
		for _, col := range slices.Concat([]int{d.date}, d.patients, d.others) {
			id := d.grid.Cell(row, col)
			ditto := id != 0 && id == d.dittos[col]
			take := ditto
			switch {
			case take || id != 0:
			case col == d.date:
				take = same || dates
			case slices.Contains(d.patients, col):
				take = same
			default:
				take = same && 20*d.blankWith[col] >= 19*(d.together+d.patientless+d.otherDays+d.dateless)
			}
			from, there := carried[col]
			switch {
			case take && there:
				d.grid.SetCell(row, col, int32(from.row))
				counts := d.grid.Columns[col].Counts
				counts[id]--
				counts[from.row]++
				d.table.filled[col] = append(d.table.filled[col], filledCell{row, from.from})
			case id != 0 && !ditto:
				carried[col] = filledCell{int(id), d.grid.Rows.At(row).Number}
			case !same && !ditto:
				delete(carried, col) // another visit, whose own cell is blank
			}
		}
	}
}

// sayFilled lists what lines have from the line above.
func (t *table) sayFilled(notes *[]string, choices *[]audit.Choice) {
	for col := range t.width {
		cells := t.filled[col]
		if len(cells) == 0 {
			continue
		}
		where := audit.Plural(len(cells), "blank cell of the column takes", "blank cells of the column take") + " the value of the line above"
		*notes = append(*notes, fmt.Sprintf("%s: %s", quoted(t.nameOf(col)), where))
		*choices = append(*choices, audit.Choice{What: "first lines of visits", Taken: where, Grade: audit.Evident,
			Why: "no visit repeats its date and patient", Col: int32(col + 1)})
	}
}
