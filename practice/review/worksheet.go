package review

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"otaudit/practice/sampling"
	"otaudit/report/model"
)

// The headers of the worksheet beside those of the questions. Only the first of them and what reviewers fill in is read back.
const (
	idHeader        = "Unit id"
	drawHeader      = "Draw"
	patientHeader   = "Patient"
	dateHeader      = "Date of service"
	therapistHeader = "Therapist"
	payerHeader     = "Payer"
	logHeader       = "What the log has"
	foundHeader     = "What the rules found"
	billedHeader    = "Amount billed"
	stateHeader     = "State"
	stateWhyHeader  = "State: why"
	supportedHeader = "Amount supported"
	reviewerHeader  = "Reviewer"
	reviewedHeader  = "Reviewed on"
)

func fixedHeaders() []string {
	return []string{idHeader, drawHeader, patientHeader, dateHeader, therapistHeader, payerHeader, logHeader, foundHeader, billedHeader,
		stateHeader, stateWhyHeader, supportedHeader, reviewerHeader, reviewedHeader}
}

// The sheets of the workbook.
const (
	sheetName = "Review"
	helpSheet = "Questions"
)

// The rows above the table.
const (
	titleRow  = 1
	noticeRow = 2
	headerRow = 3
)

// Found is what the rules found on the lines of a drawn unit, by its id, in words.
type Found map[string][]string

// column is one column of the worksheet.
type column struct {
	header  string
	width   float64
	prompt  string   // shown beside a cell that is filled in; empty for what the log has
	choices []string // of the cell; nil for free text
	cell    func(*sampling.Drawn) any
}

// Write writes the worksheet of one reviewer: a row a drawn unit, the spares last. The same sample gives the same bytes.
func Write(w io.Writer, r *sampling.Record, q *Questions, found Found) error {
	s := &sheet{book: excelize.NewFile(), record: r, questions: q, columns: columnsOf(q, found)}
	defer s.book.Close()
	for _, step := range []func() error{s.begin, s.rows, s.help} {
		if err := step(); err != nil {
			return fmt.Errorf("worksheet: %w", err)
		}
	}
	return s.book.Write(w)
}

func columnsOf(q *Questions, found Found) []column {
	list := func(texts []string) any { return textOf(strings.Join(texts, "\n")) }
	columns := []column{
		{header: idHeader, width: 10, cell: func(d *sampling.Drawn) any { return d.ID }},
		{header: drawHeader, width: 9, cell: func(d *sampling.Drawn) any { return drawOf(d) }},
		{header: patientHeader, width: 14, cell: func(d *sampling.Drawn) any { return textOf(d.Patient) }},
		{header: dateHeader, width: 12, cell: func(d *sampling.Drawn) any { return textOf(d.Date) }},
		{header: therapistHeader, width: 20, cell: func(d *sampling.Drawn) any { return list(d.Therapists) }},
		{header: payerHeader, width: 16, cell: func(d *sampling.Drawn) any { return list(d.Payers) }},
		{header: logHeader, width: 30, cell: func(d *sampling.Drawn) any { return list(d.Log) }},
		{header: foundHeader, width: 44, cell: func(d *sampling.Drawn) any { return list(found[d.ID]) }},
		{header: billedHeader, width: 11, cell: func(d *sampling.Drawn) any {
			if d.Amount == nil {
				return nil
			}
			return float64(*d.Amount) / 100
		}},
		{header: stateHeader, width: 15, choices: States, prompt: "Leave it blank when you review the unit. \"" + string(Outside) +
			"\": it should not have been drawn; say why, and review the next spare. \"" + string(Missing) + "\": it stays open."},
		{header: stateWhyHeader, width: 22},
	}
	for _, one := range q.List {
		columns = append(columns, column{header: one.Name, width: 14, choices: Answers, prompt: one.Ask + " (" + one.Authority + ")"},
			column{header: one.reasonHeader(), width: 24})
	}
	return append(columns,
		column{header: supportedHeader, width: 12, prompt: "What the record supports of the amount billed, in dollars; the same amount if all of it. It may be more."},
		column{header: reviewerHeader, width: 16}, column{header: reviewedHeader, width: 12})
}

func drawOf(d *sampling.Drawn) any {
	if d.Spare > 0 {
		return fmt.Sprintf("spare %d", d.Spare)
	}
	return "sample"
}

// sheet is a worksheet in the making.
type sheet struct {
	book      *excelize.File
	record    *sampling.Record
	questions *Questions
	columns   []column
	styles    struct{ title, header, fill, text, money, blank, amount, day int }
}

// rows writes the table, with the choices of its cells. Cells to fill in have a ground of their own.
func (s *sheet) rows() error {
	last := headerRow + len(s.record.Drawn)
	set := func(col, row int, value any, style int) error {
		cell, err := excelize.CoordinatesToCellName(col, row)
		if err != nil {
			return err
		}
		if value != nil {
			if err := s.book.SetCellValue(sheetName, cell, value); err != nil {
				return err
			}
		}
		return s.book.SetCellStyle(sheetName, cell, cell, style)
	}
	if err := set(1, titleRow, s.questions.Title+": "+model.Plural(s.record.Sampled(), "unit", "units")+" drawn of "+model.Count(s.record.FrameSize), s.styles.title); err != nil {
		return err
	}
	if err := s.book.SetCellValue(sheetName, fmt.Sprintf("A%d", noticeRow), "Contains protected health information: minimum necessary. Fill in the light columns; rows may be sorted and columns added. The questions stand on the sheet "+helpSheet+"."); err != nil {
		return err
	}
	for i, c := range s.columns {
		name, _ := excelize.ColumnNumberToName(i + 1)
		if err := s.book.SetColWidth(sheetName, name, name, c.width); err != nil {
			return err
		}
		style := s.styles.header
		if c.cell == nil {
			style = s.styles.fill
		}
		if err := set(i+1, headerRow, c.header, style); err != nil {
			return err
		}
		for j := range s.record.Drawn {
			value, style := any(nil), s.blankStyle(c)
			if c.cell != nil {
				value = c.cell(&s.record.Drawn[j])
			}
			if err := set(i+1, headerRow+1+j, value, style); err != nil {
				return err
			}
		}
		if err := s.choices(c, name, last); err != nil {
			return err
		}
	}
	for j := range s.record.Drawn {
		lines := 1
		for _, c := range s.columns {
			if c.cell != nil {
				lines = max(lines, linesOf(c.cell(&s.record.Drawn[j]), c.width))
			}
		}
		if err := s.book.SetRowHeight(sheetName, headerRow+1+j, heightOf(lines)); err != nil {
			return err
		}
	}
	if err := s.book.SetRowHeight(sheetName, headerRow, heightOf(2)); err != nil {
		return err
	}
	return s.furnish(last)
}

// help writes the sheet with the questions in full.
func (s *sheet) help() error {
	lines := [][]any{
		{s.questions.Title}, {fmt.Sprintf("The mark is %d percent of the weights of what is met and not met. \"%s\" and \"%s\" count for nothing.", s.questions.PassMark, NotApplicable, CannotTell)},
		{"Write why wherever the answer is not \"met\": the letter to the therapist quotes it."}, {},
		{"Question", "What is asked", "Authority", "Weight"},
	}
	for _, one := range s.questions.List {
		lines = append(lines, []any{one.Name, one.Ask, one.Authority, one.Weight})
	}
	for i, line := range lines {
		for j, value := range line {
			cell, _ := excelize.CoordinatesToCellName(j+1, i+1)
			if err := s.book.SetCellValue(helpSheet, cell, value); err != nil {
				return err
			}
			style := s.styles.text
			switch {
			case i == 0:
				style = s.styles.title
			case i < 4:
				continue
			case i == 4:
				style = s.styles.header
			}
			if err := s.book.SetCellStyle(helpSheet, cell, cell, style); err != nil {
				return err
			}
		}
	}
	for i, one := range s.questions.List {
		if err := s.book.SetRowHeight(helpSheet, 6+i, heightOf(max(linesOf(one.Ask, 90), linesOf(one.Authority, 34)))); err != nil {
			return err
		}
	}
	for name, width := range map[string]float64{"A": 20, "B": 90, "C": 34, "D": 8} {
		if err := s.book.SetColWidth(helpSheet, name, name, width); err != nil {
			return err
		}
	}
	return nil
}

// textOf makes a text fit for a cell; an empty one leaves it blank.
func textOf(s string) any {
	if s == "" {
		return nil
	}
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = model.SafeText(lines[i])
	}
	return strings.Join(lines, "\n")
}
