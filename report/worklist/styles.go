package worklist

import "github.com/xuri/excelize/v2"

// styles are the numbers of the styles of the workbook.
type styles struct{ title, header, text, day, money, total, count, totalMoney, wrapped int }

func newStyles(book *excelize.File) (styles, error) {
	money, day := `$#,##0.00;[Red]-$#,##0.00`, "yyyy-mm-dd"
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	right := &excelize.Alignment{Vertical: "top", Horizontal: "right", Indent: 1}
	left := &excelize.Alignment{Vertical: "top", Horizontal: "left", Indent: 1}
	text := &excelize.Alignment{Vertical: "top", Horizontal: "left", Indent: 1, WrapText: true} // apart from the column before
	bold := &excelize.Font{Bold: true}
	line := []excelize.Border{{Type: "bottom", Color: "D0D0D0", Style: 1}}
	shade := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DCE6F1"}}
	var s styles
	for _, wanted := range []struct {
		number *int
		style  excelize.Style
	}{
		{&s.title, excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}}},
		{&s.header, excelize.Style{Font: bold, Fill: shade, Alignment: &excelize.Alignment{Vertical: "center", Horizontal: "left", Indent: 1, WrapText: true}, Border: line}},
		{&s.text, excelize.Style{Alignment: text, Border: line}},
		{&s.day, excelize.Style{Alignment: left, Border: line, CustomNumFmt: &day}},
		{&s.money, excelize.Style{Alignment: right, Border: line, CustomNumFmt: &money}},
		{&s.total, excelize.Style{Font: bold}},
		{&s.wrapped, excelize.Style{Alignment: top}},
		{&s.count, excelize.Style{Font: bold, Alignment: &excelize.Alignment{Horizontal: "right"}, NumFmt: 3}},
		{&s.totalMoney, excelize.Style{Font: bold, Alignment: &excelize.Alignment{Horizontal: "right"}, CustomNumFmt: &money}},
	} {
		number, err := book.NewStyle(&wanted.style)
		if err != nil {
			return s, err
		}
		*wanted.number = number
	}
	return s, nil
}
