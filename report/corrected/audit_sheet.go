package corrected

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"otaudit/audit"
)

// auditSheetMark stands in A1 of every Audit sheet; by it the importer knows the sheet again and skips it.
const auditSheetMark = "otaudit audit sheet"

// auditSheet is the sheet appended to a corrected workbook: a short account, then every finding.
type auditSheet struct {
	name     string
	c        *correction
	sheets   map[string]string // label to worksheet of the same workbook; nil if the sheet stands alone
	rows     []auditRow
	head     [][]any
	comments string // what is said of the comments
}

// auditRow is one line of the table: a finding, or one edit of a finding that has several.
type auditRow struct {
	number  int // of the finding
	finding *audit.Finding
	edit    *audit.Edit // nil if the finding proposes nothing
}

// newAuditSheet lists the findings of the input's sheets in their order.
func newAuditSheet(c *correction, name string, sheets map[string]string) *auditSheet {
	s := &auditSheet{name: name, c: c, sheets: sheets}
	number := 0
	for i := range c.result.Findings {
		f := &c.result.Findings[i]
		var edits []*audit.Edit
		c.eachEdit(i, func(e *audit.Edit) { edits = append(edits, e) })
		if len(edits) == 0 && !c.sheets[f.Cell.Sheet] {
			continue
		}
		number++
		if len(edits) == 0 {
			s.rows = append(s.rows, auditRow{number, f, nil})
		}
		for _, e := range edits {
			s.rows = append(s.rows, auditRow{number, f, e})
		}
	}
	s.head = s.account()
	return s
}

// commentsLabel marks the row in which write says what became of the comments.
const commentsLabel = "Comments"

// tableRow gives the row of the sheet on which a row of the table stands.
func (s *auditSheet) tableRow(row int) int { return len(s.head) + 2 + row }

var auditColumns = []struct {
	header string
	width  float64
}{
	{"No.", 20}, {"Cell", 16}, {"Severity", 10}, {"Rule", 8}, {"Name", 26}, {"Message", 48}, {"Working", 40}, {"Field", 14},
	{"Old value", 14}, {"New value", 14}, {"Safety", 10}, {"Applied", 10}, {"Why not, or remark", 34}, {"Citation", 34},
}

// auditStyles are the cell styles of the sheet.
type auditStyles struct{ title, header, wrap, link int }

// write streams the sheet, which must exist and be empty: a log of many rows may have a finding on each.
func (s *auditSheet) write(f *excelize.File) error {
	styles, err := newAuditStyles(f)
	if err != nil {
		return err
	}
	w, err := f.NewStreamWriter(s.name)
	if err != nil {
		return err
	}
	headerRow := len(s.head) + 1
	for i, column := range auditColumns {
		if err := w.SetColWidth(i+1, i+1, column.width); err != nil {
			return err
		}
	}
	panes := excelize.Panes{Freeze: true, YSplit: headerRow, TopLeftCell: fmt.Sprintf("A%d", headerRow+1), ActivePane: "bottomLeft"}
	if err := w.SetPanes(&panes); err != nil {
		return err
	}
	for i, cells := range s.head {
		if len(cells) > 1 && cells[0] == commentsLabel {
			cells = []any{commentsLabel, s.comments}
		}
		style := 0
		if i < 2 || len(cells) > 0 && cells[0] == accountSheetLabel {
			style = styles.title
		}
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), styled(cells, style)); err != nil {
			return err
		}
	}
	headers := make([]any, len(auditColumns))
	for i, column := range auditColumns {
		headers[i] = excelize.Cell{StyleID: styles.header, Value: column.header}
	}
	if err := w.SetRow(fmt.Sprintf("A%d", headerRow), headers); err != nil {
		return err
	}
	for i := range s.rows {
		if err := w.SetRow(fmt.Sprintf("A%d", s.tableRow(i)), s.cells(&s.rows[i], styles)); err != nil {
			return err
		}
	}
	if err := s.writeFoot(w, styles); err != nil {
		return err
	}
	last, _ := excelize.ColumnNumberToName(len(auditColumns))
	if err := f.AutoFilter(s.name, fmt.Sprintf("A%d:%s%d", headerRow, last, headerRow+max(1, len(s.rows))), nil); err != nil {
		return err
	}
	return w.Flush()
}

func newAuditStyles(f *excelize.File) (auditStyles, error) {
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	var ids [4]int
	for i, style := range []*excelize.Style{
		{Font: &excelize.Font{Bold: true}},
		{Font: &excelize.Font{Bold: true}, Alignment: top, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"D9E1F2"}},
			Border: []excelize.Border{{Type: "bottom", Style: 1, Color: "808080"}}},
		{Alignment: top},
		{Alignment: &excelize.Alignment{Vertical: "top"}, Font: &excelize.Font{Color: "0563C1", Underline: "single"}},
	} {
		id, err := f.NewStyle(style)
		if err != nil {
			return auditStyles{}, err
		}
		ids[i] = id
	}
	return auditStyles{ids[0], ids[1], ids[2], ids[3]}, nil
}

func styled(cells []any, style int) []any {
	out := make([]any, len(cells))
	for i, value := range cells {
		out[i] = excelize.Cell{StyleID: style, Value: value}
	}
	return out
}

// cells gives one line of the table. Texts are written as text cells, never as formulas, whatever they begin with.
func (s *auditSheet) cells(r *auditRow, styles auditStyles) []any {
	f, cell, oldValue, newValue, applied, why := r.finding, r.finding.Cell, r.finding.Original, "", "", ""
	if r.edit != nil {
		cell, oldValue, newValue, applied, why = r.edit.Cell, r.edit.Old, r.edit.New, "no", r.edit.Why
		if r.edit.Applied {
			applied, why = "yes", s.chargeRemark(r.edit)
		}
	}
	field, safety := f.Field, ""
	if r.edit != nil {
		field, safety = r.edit.Field.String(), f.Fix.SafetyOf(r.edit).String()
	}
	values := []any{r.number, nil, f.Severity.String(), f.Rule, f.Name, f.Message, f.Working, field, oldValue, newValue, safety,
		applied, why, strings.Join(f.Cites, "; ")}
	for i, value := range values {
		if text, isText := value.(string); isText && text == "" {
			values[i] = nil
			continue
		}
		values[i] = excelize.Cell{StyleID: styles.wrap, Value: value}
	}
	values[1] = s.link(cell, styles)
	return values
}

// link makes a cell that leads to the cell it names. The only formulas of the sheet are these.
func (s *auditSheet) link(ref audit.Ref, styles auditStyles) any {
	name, here := s.sheets[ref.Sheet]
	if !here {
		return excelize.Cell{StyleID: styles.wrap, Value: ref.String()}
	}
	label := name + "!" + audit.ColumnLetters(ref.Col) + fmt.Sprint(ref.Row)
	target := cellName(max(ref.Row, 1), max(ref.Col, 1))
	quoted := func(text string) string { return strings.ReplaceAll(text, `"`, `""`) }
	formula := fmt.Sprintf(`HYPERLINK("#'%s'!%s","%s")`, quoted(strings.ReplaceAll(name, "'", "''")), target, quoted(label))
	return excelize.Cell{StyleID: styles.link, Formula: formula, Value: label}
}

// chargeRemark lists the amounts that were made for the old units: they are left as they are (REP-109).
func (s *auditSheet) chargeRemark(e *audit.Edit) string {
	if e.Field != audit.UnitsBilled {
		return ""
	}
	at := placeAt{sheet: e.Cell.Sheet, row: e.Cell.Row, slot: e.Slot}
	var cells []string
	for _, field := range []audit.Field{audit.Charge, audit.Allowed} {
		for _, col := range s.c.columnsOf(at, field) {
			cells = append(cells, fmt.Sprintf("%s in %s", field, cellName(e.Cell.Row, col)))
		}
	}
	if len(cells) == 0 {
		return ""
	}
	return strings.Join(cells, ", ") + ": left as it is, check against the new units"
}
