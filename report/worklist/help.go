package worklist

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"otaudit/report/model"
)

// firstName and lastName are the rows of the names that the done-by column offers; the blank ones are for more names.
const (
	firstName = 5
	lastName  = 34
)

// helpWidth is the width of the text in characters.
const helpWidth = 100

var namesRange = fmt.Sprintf("'%s'!$D$%d:$D$%d", helpSheet, firstName, lastName)

// usual are the names that are there at first.
var usual = []string{"biller", "billing manager", "therapist"}

// writeHelp writes the sheet that says in plain words how to work with the list.
func (b *writer) writeHelp() error {
	out := b.out
	lines := []string{
		"Each row is one claim line to look at. If a line has several findings, they share the row.",
		"The rows are sorted by payer, claim, patient and day. Sort or filter by any column; the rows stay whole.",
		"Every row is a potential difference in the record as it was logged. Look at the note before you change a claim.",
		"",
		"What to do",
		"review for refund: more was billed than the record supports. Look at the note, then at what the payer paid.",
		"bill: the line was logged and is on no claim of the run. Look at the note, then bill it.",
		"appeal: the payer denied the line, paid less of it or took its payment back. If the note answers the reason, appeal within the payer's time.",
		"rebill: a correction is proposed for a line that was billed. Check it, then send a corrected claim.",
		"hold before billing: the line has no claim yet. Correct it first.",
		"ask the therapist: only the person who treated the patient can answer.",
		"",
		"Filing deadline: 12 months from the date of service for Medicare Part B. Other payers have their own limits: state filing_days of the payer in the profile, or look in the contract.",
		"60 days run from: left blank. Enter the day on which a potential overpayment was identified; the 60 days to report and return it run from then.",
		"Rests on: what was assumed or is in doubt. Settle this before you act on the row.",
		"",
		"Status and Done by have lists to choose from. Add your own names in column D here.",
		"The totals above the header count only the rows that the filter leaves. They are net: over and under are added with their signs.",
		"They can differ from the report, which counts a day or a line once where several findings question the same dollars.",
		"Next month: run otaudit audit with --previous and the folder of this run. Status, Done by, the 60-day date and the notes are carried over.",
		"A new run into the same folder carries them over too, and keeps this file as worklist.1.xlsx.",
		"",
		fmt.Sprintf("On this list: %s.", model.Plural(len(b.list), "line", "lines")),
		fmt.Sprintf("Not on this list: %s, %s that ask for nothing, and %s about a file, a person or a month.", model.Plural(out.accepted, "accepted finding", "accepted findings"),
			model.Plural(out.notes, "note", "notes"), model.Plural(out.general, "finding", "findings")),
		"The excluded rows are in excluded-rows.csv of the same run, and every finding is in findings.csv.",
		b.notice(),
	}
	set := func(cell string, value any, style int) error {
		if err := b.book.SetCellValue(helpSheet, cell, value); err != nil {
			return err
		}
		return b.book.SetCellStyle(helpSheet, cell, cell, style)
	}
	if err := set("A1", helpSheet, b.styles.title); err != nil {
		return err
	}
	for i, line := range lines {
		style := b.styles.wrapped
		if line == "What to do" {
			style = b.styles.header
		}
		if err := b.book.SetRowHeight(helpSheet, i+3, lineHeight*float64(linesIn(line, 1.2*helpWidth))); err != nil {
			return err
		}
		if err := set(fmt.Sprintf("A%d", i+3), line, style); err != nil {
			return err
		}
	}
	if err := set(fmt.Sprintf("D%d", firstName-1), doneByHeader+" (add names)", b.styles.header); err != nil {
		return err
	}
	for i, name := range usual {
		if err := set(fmt.Sprintf("D%d", firstName+i), name, b.styles.text); err != nil {
			return err
		}
	}
	for row := firstName + len(usual); row <= lastName; row++ {
		if err := set(fmt.Sprintf("D%d", row), nil, b.styles.text); err != nil {
			return err
		}
	}
	if err := b.book.SetColWidth(helpSheet, "A", "A", helpWidth); err != nil {
		return err
	}
	return b.book.SetColWidth(helpSheet, "D", "D", 24)
}

// writeGone lists what the earlier list had and this one has no longer. Where that is nothing there is no such sheet.
func (b *writer) writeGone() error {
	gone := b.earlier.gone(b.list)
	if len(gone) == 0 {
		return nil
	}
	if _, err := b.book.NewSheet(goneSheet); err != nil {
		return err
	}
	stream, err := b.book.NewStreamWriter(goneSheet)
	if err != nil {
		return err
	}
	widths := []float64{24, 48, 14, 18, 16, 60}
	for i, width := range widths {
		if err := stream.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	header := []any{}
	for _, text := range []string{"Finding id", "Line", statusHeader, doneByHeader, datesHeader, notesHeader} {
		header = append(header, excelize.Cell{StyleID: b.styles.header, Value: text})
	}
	rows := [][]any{{excelize.Cell{StyleID: b.styles.title, Value: "On the earlier list and no longer found"}},
		{excelize.Cell{Value: "The line was corrected, was changed, was accepted, or is not in this log. The report says which findings were examined again."}}, header}
	for _, id := range gone {
		mark := b.earlier.notes[id]
		row := []any{}
		for _, text := range []string{id, mark.Line, mark.Status, mark.DoneBy, mark.Sixty, mark.Notes} {
			row = append(row, excelize.Cell{StyleID: b.styles.text, Value: textValue(text)})
		}
		rows = append(rows, row)
	}
	for i, row := range rows {
		if err := stream.SetRow(cellName(0, i+1), row); err != nil {
			return err
		}
	}
	return stream.Flush()
}
