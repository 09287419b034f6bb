// Package worklist writes the biller's list of a published result and reads an earlier one: a workbook with a row a claim line
// to act on. Identifiers are shown as the result has them.
package worklist

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"otaudit/audit"
	"otaudit/report/model"
)

// The sheets of the workbook.
const (
	listSheet = "Work list"
	helpSheet = "How to use"
	goneSheet = "No longer found"
)

// The rows above the table: the title, what identifiers it shows, and the totals, which a sort does not move.
const (
	titleRow  = 1
	noticeRow = 2
	totalRow  = 3
	headerRow = 4
)

// Write writes the list of a published result, with what people wrote into an earlier one; nil if there is none. The same
// result gives the same bytes.
func Write(w io.Writer, r *audit.Result, earlier *Progress) error {
	book := excelize.NewFile()
	defer book.Close()
	list, out := entries(r)
	b := &writer{book: book, result: r, list: list, out: out, earlier: earlier}
	for _, step := range []func() error{b.begin, b.setPage, b.writeList, b.writeHelp, b.writeGone} {
		if err := step(); err != nil {
			return fmt.Errorf("work list: %w", err)
		}
	}
	return book.Write(w)
}

// writer writes one list.
type writer struct {
	book    *excelize.File
	result  *audit.Result
	list    []*entry
	out     left
	earlier *Progress
	styles  styles
}

// begin makes the sheets and fixes what a workbook says of its making: nothing prints the clock or the user.
func (b *writer) begin() (err error) {
	if err = b.book.SetSheetName("Sheet1", listSheet); err != nil {
		return err
	}
	if _, err = b.book.NewSheet(helpSheet); err != nil {
		return err
	}
	made := b.result.Manifest.AsOf + "T00:00:00Z"
	if _, err := audit.ParseDate(b.result.Manifest.AsOf); err != nil {
		made = "2000-01-01T00:00:00Z"
	}
	if err = b.book.SetDocProps(&excelize.DocProperties{Title: listSheet, Creator: "otaudit", LastModifiedBy: "otaudit", Created: made, Modified: made}); err != nil {
		return err
	}
	b.styles, err = newStyles(b.book)
	return err
}

// writeList writes the sheet with the lines. Filter, choices and comments are set before the stream ends, which writes them.
func (b *writer) writeList() error {
	last := headerRow + max(1, len(b.list))
	stream, err := b.book.NewStreamWriter(listSheet)
	if err != nil {
		return err
	}
	for i, c := range columns {
		if err := stream.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
	}
	err = stream.SetPanes(&excelize.Panes{Freeze: true, XSplit: 1, YSplit: headerRow, TopLeftCell: "B" + fmt.Sprint(headerRow+1), ActivePane: "bottomRight"})
	if err != nil {
		return err
	}
	if err := b.furnish(last); err != nil {
		return err
	}
	if err := b.writeHead(stream, last); err != nil {
		return err
	}
	for i, e := range b.list {
		cells := b.cells(e)
		if err := stream.SetRow(cellName(0, headerRow+1+i), cells, excelize.RowOpts{Height: heightOf(cells)}); err != nil {
			return err
		}
	}
	return stream.Flush()
}

// furnish sets the filter, the choices of the status and done-by columns, and the comments.
func (b *writer) furnish(last int) error {
	if err := b.book.AutoFilter(listSheet, cellName(0, headerRow)+":"+cellName(len(columns)-1, last), nil); err != nil {
		return err
	}
	status := excelize.NewDataValidation(true)
	status.Sqref = cellName(colStatus, headerRow+1) + ":" + cellName(colStatus, last)
	if err := status.SetDropList(statuses); err != nil {
		return err
	}
	status.SetError(excelize.DataValidationErrorStyleStop, statusHeader, "Choose one of: "+strings.Join(statuses, ", "))
	doneBy := excelize.NewDataValidation(true)
	doneBy.Sqref = cellName(colDoneBy, headerRow+1) + ":" + cellName(colDoneBy, last)
	doneBy.SetSqrefDropList(namesRange)
	doneBy.SetError(excelize.DataValidationErrorStyleStop, doneByHeader, "Choose a name from the list; names are added on the sheet "+helpSheet+".")
	for _, choice := range []*excelize.DataValidation{status, doneBy} {
		if err := b.book.AddDataValidation(listSheet, choice); err != nil {
			return err
		}
	}
	for i, c := range columns {
		if c.note == "" {
			continue
		}
		comment := excelize.Comment{Cell: cellName(i, headerRow), Author: "otaudit", Text: c.note, Width: 320, Height: 110}
		if err := b.book.AddComment(listSheet, comment); err != nil {
			return err
		}
	}
	return nil
}

// setPage has the list printed on landscape pages, two beside each other, with the header and the first column on each; the help
// on one.
func (b *writer) setPage() error {
	fit, landscape := true, "landscape"
	for sheet, pages := range map[string][2]int{listSheet: {2, 0}, helpSheet: {1, 1}} { // 0: as many as it takes
		if err := b.book.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
			return err
		}
		layout := excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &pages[0], FitToHeight: &pages[1]}
		if err := b.book.SetPageLayout(sheet, &layout); err != nil {
			return err
		}
	}
	header := fmt.Sprintf("'%s'!$A:$A,'%s'!$%d:$%d", listSheet, listSheet, headerRow, headerRow)
	return b.book.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: header, Scope: listSheet})
}

// writeHead writes the rows above the table. The totals count what a filter leaves; their stored values are those of all rows.
func (b *writer) writeHead(stream *excelize.StreamWriter, last int) error {
	var sum audit.Cents
	for _, e := range b.list {
		if cents, priced := e.money(); priced {
			sum += cents
		}
	}
	rangeOf := func(col int) string { return cellName(col, headerRow+1) + ":" + cellName(col, last) }
	totals := make([]any, len(columns))
	for i := range totals {
		totals[i] = excelize.Cell{StyleID: b.styles.total}
	}
	totals[colAct] = excelize.Cell{StyleID: b.styles.count, Formula: "SUBTOTAL(103," + rangeOf(colAct) + ")", Value: len(b.list)}
	totals[colPayer] = excelize.Cell{StyleID: b.styles.total, Value: "lines shown"}
	totals[colChange] = excelize.Cell{StyleID: b.styles.total, Value: "net of the lines shown:"}
	totals[colMoney] = excelize.Cell{StyleID: b.styles.totalMoney, Formula: "SUBTOTAL(109," + rangeOf(colMoney) + ")", Value: dollars(sum)}
	headers := make([]any, len(columns))
	for i, c := range columns {
		headers[i] = excelize.Cell{StyleID: b.styles.header, Value: c.header}
	}
	rows := [][]any{titleRow: {excelize.Cell{StyleID: b.styles.title, Value: b.title()}}, noticeRow: {excelize.Cell{Value: b.notice()}},
		totalRow: totals, headerRow: headers}
	for row := titleRow; row <= headerRow; row++ {
		opts := excelize.RowOpts{}
		if row == headerRow {
			opts.Height = 2 * lineHeight
		}
		if err := stream.SetRow(cellName(0, row), rows[row], opts); err != nil {
			return err
		}
	}
	return nil
}

func (b *writer) title() string {
	return "Work list: potential differences to review, as of " + b.result.Manifest.AsOf
}

// notice says whom the list names (REP-99).
func (b *writer) notice() string { return model.Set(b.result.Manifest.Set).Allows() }

// cells are one row. Texts are text cells, whatever they begin with; only the totals are formulas.
func (b *writer) cells(e *entry) []any {
	f, mark := e.findings[e.main], b.earlier.of(e.ids())
	var rules, working []string
	for _, f := range e.findings {
		rules = append(rules, f.Rule+" "+model.RuleTitle(f.Name)+": "+f.Message)
		working = append(working, model.Present(f.Working, f.Action)...)
	}
	row := make([]any, len(columns))
	text := func(col int, s string) { row[col] = excelize.Cell{StyleID: b.styles.text, Value: textValue(s)} }
	text(colAct, string(e.acts[e.main]))
	text(colPayer, f.Payer)
	text(colClaim, f.Claim)
	text(colPatient, f.Patient)
	row[colDay] = b.dayCell(f.Date)
	text(colCode, f.Code)
	text(colChange, e.change())
	row[colMoney] = excelize.Cell{StyleID: b.styles.money}
	if cents, priced := e.money(); priced {
		row[colMoney] = excelize.Cell{StyleID: b.styles.money, Value: dollars(cents)}
	}
	text(colRule, strings.Join(rules, "\n"))
	text(colWorking, strings.Join(distinct(working), "\n"))
	text(colSure, e.sure)
	row[colDeadline] = excelize.Cell{StyleID: b.styles.day}
	if e.hasLimit {
		row[colDeadline] = excelize.Cell{StyleID: b.styles.day, Value: e.deadline.Time()}
	}
	row[colSixty] = b.dayCell(mark.Sixty)
	text(colWho, e.who())
	text(colStatus, mark.Status)
	text(colDoneBy, mark.DoneBy)
	text(colNotes, mark.Notes)
	text(colSeverity, f.Severity.String())
	text(colPlace, e.place)
	text(colIDs, strings.Join(e.ids(), "; "))
	return row
}

// dayCell is a real date where the text is one, so that it sorts and filters as a date.
func (b *writer) dayCell(s string) any {
	if day, err := audit.ParseDate(s); err == nil {
		return excelize.Cell{StyleID: b.styles.day, Value: day.Time()}
	}
	return excelize.Cell{StyleID: b.styles.day, Value: textValue(s)}
}

func (e *entry) ids() []string {
	var ids []string
	for _, f := range e.findings {
		ids = append(ids, f.ID)
	}
	return distinct(ids)
}

func distinct(list []string) (out []string) {
	for _, s := range list {
		if !contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// longestCell is what a cell of a worksheet can hold at most, in characters.
const longestCell = 32_767

// textValue makes a text fit for a cell, line by line; an empty one leaves the cell blank.
func textValue(s string) any {
	if s == "" {
		return nil
	}
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = model.SafeText(lines[i])
	}
	runes := []rune(strings.Join(lines, "\n"))
	if len(runes) > longestCell {
		runes = append(runes[:longestCell-1], '…')
	}
	return string(runes)
}

func dollars(c audit.Cents) float64 { return float64(c) / 100 }

// cellName names a cell by its column from 0 and its row from 1.
func cellName(col, row int) string { return audit.ColumnLetters(int32(col+1)) + fmt.Sprint(row) }
