package corrected

import (
	"fmt"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// auditSheetMark stands in A1 of every Audit sheet; by it the importer knows the sheet again and skips it.
const auditSheetMark = "otaudit audit sheet"

// auditSheet is the sheet appended to a corrected workbook: a short account, then every finding.
type auditSheet struct {
	name     string
	c        *correction
	sheets   map[string]string // label to worksheet of the same workbook
	remarks  [][2]string       // what is said of the workbook itself: a word and a sentence
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

// newAuditSheet lists the findings of the input's sheets in the order of the work list.
func newAuditSheet(c *correction, name string, sheets map[string]string, remarks [][2]string) *auditSheet {
	s := &auditSheet{name: name, c: c, sheets: sheets, remarks: remarks}
	number := 0
	for _, i := range model.BillingOrder(c.result.Findings) {
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

// maxAuditRows is the length of the table at most: a worksheet has little more rows.
const maxAuditRows = 1_000_000

// listed is the number of rows of the table that are written.
func (s *auditSheet) listed() int { return min(len(s.rows), maxAuditRows) }

var auditColumns = []struct {
	header string
	width  float64
}{
	{"No.", 20}, {"Cell", 16}, {"Severity", 10}, {"Rule", 8}, {"Name", 26}, {"Message", 48}, {"Working", 40}, {"Field", 14},
	{"Old value", 14}, {"New value", 14}, {"Safety", 10}, {"Applied", 10}, {"Why not, or remark", 34}, {"Citation", 34},
}

// auditCell is a cell of the sheet: text or number, its style, and the formula whose result it is.
type auditCell struct {
	style   int
	value   any
	formula string
}

// auditRowWriter takes the rows of the sheet from the top.
type auditRowWriter interface {
	// row writes cells from the first column on. Row is counted from 1.
	row(row int, cells []any) error
}

// write gives the rows of the sheet, and how many.
func (s *auditSheet) write(w auditRowWriter, styles *copyStyles) (int, error) {
	headerRow := s.tableRow(-1)
	for i, cells := range s.head {
		if len(cells) > 1 && cells[0] == commentsLabel {
			cells = []any{commentsLabel, s.comments}
		}
		style := 0
		if i < 2 || len(cells) > 0 && cells[0] == accountSheetLabel {
			style = styles.title
		}
		if err := w.row(i+1, styled(cells, style)); err != nil {
			return 0, err
		}
	}
	headers := make([]any, len(auditColumns))
	for i, column := range auditColumns {
		headers[i] = auditCell{style: styles.header, value: column.header}
	}
	if err := w.row(headerRow, headers); err != nil {
		return 0, err
	}
	for i := range s.listed() {
		if err := w.row(s.tableRow(i), s.cells(&s.rows[i], styles)); err != nil {
			return 0, err
		}
	}
	return s.writeFoot(w, styles)
}

func styled(cells []any, style int) []any {
	out := make([]any, len(cells))
	for i, value := range cells {
		out[i] = auditCell{style: style, value: value}
	}
	return out
}

// cells gives one line of the table. Texts are written as text cells, never as formulas, whatever they begin with.
func (s *auditSheet) cells(r *auditRow, styles *copyStyles) []any {
	f, cell, oldValue, newValue, applied, why := r.finding, r.finding.Cell, r.finding.Original, "", "", ""
	if r.edit != nil {
		cell, oldValue, newValue, applied, why = r.edit.Cell, r.edit.Old, r.edit.New, "no", r.edit.Why
		if r.edit.Applied {
			if applied, why = "yes", s.chargeRemark(r.edit); r.edit.Voids() {
				why = strings.TrimSuffix(voidLine+"; "+why, "; ")
			}
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
		values[i] = auditCell{style: styles.wrap, value: value}
	}
	values[1] = s.link(cell, styles)
	return values
}

// link makes a cell that leads to the cell it names. The only formulas of the sheet are these.
func (s *auditSheet) link(ref audit.Ref, styles *copyStyles) any {
	name, here := s.sheets[ref.Sheet]
	if !here {
		return auditCell{style: styles.wrap, value: ref.String()}
	}
	label := name + "!" + audit.ColumnLetters(ref.Col) + fmt.Sprint(ref.Row)
	target := cellName(max(ref.Row, 1), max(ref.Col, 1))
	quoted := func(text string) string { return strings.ReplaceAll(text, `"`, `""`) }
	formula := fmt.Sprintf(`HYPERLINK("#'%s'!%s","%s")`, quoted(strings.ReplaceAll(name, "'", "''")), target, quoted(label))
	return auditCell{style: styles.link, formula: formula, value: label}
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
			cell := cellAt{e.Cell.Sheet, e.Cell.Row, col}
			if _, changed := s.c.changes[cell]; changed {
				continue
			}
			if _, changed := s.c.recalculated(cell); changed { // follows by its formula
				continue
			}
			cells = append(cells, fmt.Sprintf("%s in %s", field, cellName(e.Cell.Row, col)))
		}
	}
	if len(cells) == 0 {
		return ""
	}
	return strings.Join(cells, ", ") + ": left as it is, check against the new units"
}
