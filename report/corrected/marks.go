package corrected

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"otaudit/audit"
)

// markKind says what became of a cell; where several hold, the highest is shown.
type markKind uint8

const (
	markError markKind = iota + 1
	markReview
	markCorrected
)

// markFormats are conditional formats, so that the styles of the sheet stay as they are. Fonts differ as well as
// colours, for readers who do not see the colours.
var markFormats = map[markKind]*excelize.Style{
	markCorrected: {Font: &excelize.Font{Bold: true, Color: "006100"}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"C6EFCE"}}},
	markReview:    {Font: &excelize.Font{Italic: true, Color: "7F6000"}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFEB9C"}}},
	markError:     {Font: &excelize.Font{Underline: "single", Color: "9C0006"}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFC7CE"}}},
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
		if name == "" || ref.Col == 0 {
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

// mark adds conditional formats and comments to the sheets (REP-110).
func (c *correction) mark(f *excelize.File, book *workbookRead, sheet *auditSheet, done *Corrected) error {
	all := c.marks(book, sheet)
	formats := map[markKind]int{}
	for _, kind := range []markKind{markCorrected, markReview, markError} {
		id, err := f.NewConditionalStyle(markFormats[kind])
		if err != nil {
			return err
		}
		formats[kind] = id
	}
	for _, part := range book.parts.sheets {
		marks := all[part.name]
		if len(marks) == 0 {
			continue
		}
		for _, kind := range []markKind{markCorrected, markReview, markError} {
			format := formats[kind]
			for _, area := range markedAreas(marks, kind) {
				rule := []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: "TRUE", Format: &format}}
				if err := f.SetConditionalFormat(part.name, area, rule); err != nil {
					return err
				}
			}
		}
		if err := c.comment(f, book, part, marks, sheet, done); err != nil {
			return err
		}
	}
	return nil
}

// completeStyles adds what excelize takes for granted in a table of styles and other programs may leave out: the parts of
// it, and a name of the first font. Styles that cells use stay as they are.
func completeStyles(f *excelize.File) {
	f.GetConditionalStyle(0) // reads the table of styles; whether there is such a style does not matter
	styles := f.Styles
	if styles == nil {
		return // unreadable: the next use says so
	}
	if styles.Fonts == nil || len(styles.Fonts.Font) == 0 {
		addNew(&styles.Fonts)
		styles.Fonts.Count, styles.Fonts.Font = 1, append(styles.Fonts.Font, nil)
		addNew(&styles.Fonts.Font[0])
	}
	if font := styles.Fonts.Font[0]; font.Name == nil || font.Name.Val == nil {
		name := "Calibri"
		addNew(&font.Name)
		font.Name.Val = &name
	}
	if styles.Fills == nil {
		addNew(&styles.Fills)
	}
	if styles.Borders == nil {
		addNew(&styles.Borders)
	}
	if styles.CellXfs == nil {
		addNew(&styles.CellXfs)
		styles.CellXfs.Count, styles.CellXfs.Xf = 1, slices.Grow(styles.CellXfs.Xf, 1)[:1] // the style of cells without one
	}
}

// addNew points to a new value of a type that has no name outside its package.
func addNew[T any](p **T) { *p = new(T) }

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

// comment writes the comments of one sheet, errors first, where none stands already and the sheet can take any.
func (c *correction) comment(f *excelize.File, book *workbookRead, part sheetPart, marks map[textPlace]*cellMark, sheet *auditSheet, done *Corrected) error {
	existing, err := book.parts.comments(part)
	if err != nil {
		return err
	}
	ready, err := book.parts.prepareComments(f, part, book.legacy[part.name])
	if err != nil {
		return err
	}
	cells := slices.SortedFunc(maps.Keys(marks), func(a, b textPlace) int {
		return cmp.Or(cmp.Compare(marks[b].severity, marks[a].severity), cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col))
	})
	written := 0
	for _, at := range cells {
		name := cellName(at.row, at.col)
		if _, taken := existing[name]; taken || !ready || written == maxComments {
			done.LeftOut++
			continue
		}
		text := sheet.commentText(marks[at])
		note := excelize.Comment{Author: "otaudit", Cell: name, Width: 320, Height: 160, Paragraph: []excelize.RichTextRun{{Text: text}}}
		if err := f.AddComment(part.name, note); err != nil {
			return err
		}
		written++
	}
	done.Comments += written
	return nil
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

func orBlank(text string) string {
	if text == "" {
		return "(blank)"
	}
	return text
}
