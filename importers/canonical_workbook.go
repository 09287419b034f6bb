package importers

import (
	"io"

	"github.com/xuri/excelize/v2"

	"otaudit/audit"
	"otaudit/importers/header"
)

// WriteCanonicalWorkbook writes the canonical form as a workbook with one sheet. Every cell is text, so that nothing is
// reformatted by the spreadsheet program. watch is told how many lines are laid out.
func (b *Book) WriteCanonicalWorkbook(w io.Writer, watch func(lines int64)) error {
	f := excelize.NewFile()
	defer f.Close()
	const sheet = "Sheet1"
	stream, err := f.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	if err := stream.SetRow("A1", workbookCells(header.CanonicalHeader())); err != nil {
		return err
	}
	record := make([]string, len(header.CanonicalHead)+int(audit.NumFields))
	for i, s := range b.Sessions {
		watch(int64(i))
		b.canonicalRecord(s, record)
		cell, err := excelize.CoordinatesToCellName(1, i+2)
		if err != nil {
			return err
		}
		if err := stream.SetRow(cell, workbookCells(record)); err != nil {
			return err
		}
	}
	if err := stream.Flush(); err != nil {
		return err
	}
	_, err = f.WriteTo(w)
	return err
}

func workbookCells(record []string) []any {
	cells := make([]any, len(record))
	for i, text := range record {
		if text != "" {
			cells[i] = text
		}
	}
	return cells
}
