package corrected

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"otaudit/audit"
)

// markKind says what became of a cell; where several hold, the highest is shown.
type markKind uint8

const (
	markError markKind = iota + 1
	markReview
	markCorrected
)

// markKinds are the kinds that have a format.
var markKinds = []markKind{markCorrected, markReview, markError}

// markFormats are conditional formats, so that the styles of the sheet stay as they are. Fonts differ as well as
// colors, for readers who do not see the colors.
var markFormats = map[markKind]string{
	markCorrected: markFormat(`<b/>`, "FF006100", "FFC6EFCE"),
	markReview:    markFormat(`<i/>`, "FF7F6000", "FFFFEB9C"),
	markError:     markFormat(`<u/>`, "FF9C0006", "FFFFC7CE"),
}

func markFormat(font, color, fill string) string {
	return `<dxf><font>` + font + `<color rgb="` + color + `"/></font><fill><patternFill patternType="solid"><fgColor rgb="` + fill +
		`"/><bgColor rgb="` + fill + `"/></patternFill></fill></dxf>`
}

const marksLegend = "green and bold: corrected; yellow and italic: correction to review; red and underlined: error without a proposal"

// cellMark is what is shown at one cell.
type cellMark struct {
	kind     markKind
	severity audit.Severity
	rows     []int // of the Audit sheet's table
}

// marks collects the cells concerned, per worksheet.
func (c *correction) marks(book *workbookRead, sheet *auditSheet) map[string]map[textPlace]*cellMark {
	all := map[string]map[textPlace]*cellMark{}
	add := func(ref audit.Ref, kind markKind, row int) {
		name := book.sheets[ref.Sheet]
		if name == "" || ref.Col == 0 || ref.Row == 0 || book.read[name] == nil {
			return
		}
		if all[name] == nil {
			all[name] = map[textPlace]*cellMark{}
		}
		m := all[name][textPlace{ref.Row, ref.Col}]
		if m == nil {
			m = &cellMark{}
			all[name][textPlace{ref.Row, ref.Col}] = m
		}
		m.kind, m.severity = max(m.kind, kind), max(m.severity, sheet.rows[row].finding.Severity)
		if len(m.rows) == 0 || m.rows[len(m.rows)-1] != row {
			m.rows = append(m.rows, row)
		}
	}
	for i, r := range sheet.rows {
		switch {
		case r.edit != nil && r.edit.Applied:
			e := r.edit
			for _, cell := range c.written[placeAt{e.Cell.Sheet, e.Cell.Row, e.Slot, e.Field, e.Line}] {
				add(audit.Ref{Sheet: cell.sheet, Row: cell.row, Col: cell.col}, markCorrected, i)
			}
		case r.edit != nil:
			add(r.edit.Cell, markReview, i)
		}
		if r.finding.Severity == audit.Error && !r.finding.Fix.Applied {
			add(r.finding.Cell, markError, i)
		}
	}
	return all
}

// conditionalFormats are the elements that mark the cells of a sheet, behind those that it has.
func conditionalFormats(marks map[textPlace]*cellMark, styles *copyStyles, priority int) string {
	var b strings.Builder
	for _, kind := range markKinds {
		for _, area := range markedAreas(marks, kind) {
			priority++
			fmt.Fprintf(&b, `<conditionalFormatting sqref="%s"><cfRule type="expression" dxfId="%d" priority="%d"><formula>TRUE</formula></cfRule></conditionalFormatting>`,
				area, styles.marks[kind], priority)
		}
	}
	return b.String()
}

// areasPerFormat keeps the list of ranges of one format at a length that spreadsheet programs take.
const areasPerFormat = 500

// markedAreas joins the cells of one kind into ranges down the columns, and these into few lists.
func markedAreas(marks map[textPlace]*cellMark, kind markKind) []string {
	var cells []textPlace
	for at, m := range marks {
		if m.kind == kind {
			cells = append(cells, at)
		}
	}
	slices.SortFunc(cells, func(a, b textPlace) int { return cmp.Or(cmp.Compare(a.col, b.col), cmp.Compare(a.row, b.row)) })
	var ranges []string
	for i := 0; i < len(cells); {
		j := i + 1
		for j < len(cells) && cells[j].col == cells[i].col && cells[j].row == cells[j-1].row+1 {
			j++
		}
		area := cellName(cells[i].row, cells[i].col)
		if j > i+1 {
			area += ":" + cellName(cells[j-1].row, cells[j-1].col)
		}
		ranges = append(ranges, area)
		i = j
	}
	var lists []string
	for chunk := range slices.Chunk(ranges, areasPerFormat) {
		lists = append(lists, strings.Join(chunk, " "))
	}
	return lists
}

// maxComments is the number of comments a sheet gets at most.
const maxComments = 2000

// entriesPerComment keeps a comment readable; the Audit sheet has all.
const entriesPerComment = 3

// notesFor gives the comments that a sheet gets, errors first, where none stands already.
func (s *auditSheet) notesFor(marks map[textPlace]*cellMark, taken map[string]string) []note {
	cells := slices.SortedFunc(maps.Keys(marks), func(a, b textPlace) int {
		return cmp.Or(cmp.Compare(marks[b].severity, marks[a].severity), cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col))
	})
	var notes []note
	for _, at := range cells {
		if _, there := taken[cellName(at.row, at.col)]; !there && len(notes) < maxComments {
			notes = append(notes, note{at, s.commentText(marks[at])})
		}
	}
	return notes
}

// commentText gives rule, old value, new value, reason, and the row of the Audit sheet.
func (s *auditSheet) commentText(m *cellMark) string {
	var b strings.Builder
	for i, row := range m.rows {
		if i == entriesPerComment {
			fmt.Fprintf(&b, "\nand %d more on the sheet %s", len(m.rows)-i, s.name)
			break
		}
		if i > 0 {
			b.WriteString("\n\n")
		}
		r := s.rows[row]
		fmt.Fprintf(&b, "%s %s (%s)", r.finding.Rule, r.finding.Name, r.finding.Severity)
		if r.edit != nil && r.edit.Applied {
			fmt.Fprintf(&b, "\nwas: %s\nis: %s", orBlank(r.edit.Old), orBlank(r.edit.New))
			if r.edit.Voids() {
				b.WriteString("\n" + voidLine)
			}
		} else if r.edit != nil {
			fmt.Fprintf(&b, "\nis: %s\nproposed: %s (%s)", orBlank(r.edit.Old), orBlank(r.edit.New), r.edit.Why)
		}
		for _, text := range []string{r.finding.Message, r.finding.Working} {
			if text != "" {
				b.WriteString("\n" + text)
			}
		}
		fmt.Fprintf(&b, "\n%s, row %d", s.name, s.tableRow(row))
	}
	return b.String()
}

// voidLine is said of a line that is left without a unit.
const voidLine = "no unit is left: void the line"

func orBlank(text string) string {
	if text == "" {
		return "(blank)"
	}
	return text
}
