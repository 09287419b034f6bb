package review

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// begin names the sheets, fixes what a workbook says of its making, and makes the styles.
func (s *sheet) begin() (err error) {
	if err = s.book.SetSheetName("Sheet1", sheetName); err != nil {
		return err
	}
	if _, err = s.book.NewSheet(helpSheet); err != nil {
		return err
	}
	made := s.record.AsOf + "T00:00:00Z"
	if err = s.book.SetDocProps(&excelize.DocProperties{Title: s.questions.Title, Creator: "otaudit", LastModifiedBy: "otaudit", Created: made, Modified: made}); err != nil {
		return err
	}
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	grey := []excelize.Border{{Type: "left", Color: "D0D0D0", Style: 1}, {Type: "right", Color: "D0D0D0", Style: 1}, {Type: "bottom", Color: "D0D0D0", Style: 1}, {Type: "top", Color: "D0D0D0", Style: 1}}
	ground := func(color string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
	}
	money, day := "#,##0.00", "yyyy-mm-dd"
	for _, st := range []struct {
		id    *int
		style excelize.Style
	}{
		{&s.styles.title, excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}}},
		{&s.styles.header, excelize.Style{Font: &excelize.Font{Bold: true, Color: "FFFFFF"}, Fill: ground("184E68"), Border: grey, Alignment: top}},
		{&s.styles.fill, excelize.Style{Font: &excelize.Font{Bold: true}, Fill: ground("F4E8C1"), Border: grey, Alignment: top}},
		{&s.styles.text, excelize.Style{Alignment: top, Border: grey}},
		{&s.styles.money, excelize.Style{Alignment: top, Border: grey, CustomNumFmt: &money}},
		{&s.styles.blank, excelize.Style{Alignment: top, Border: grey, Fill: ground("FFFBEF")}},
		{&s.styles.amount, excelize.Style{Alignment: top, Border: grey, Fill: ground("FFFBEF"), CustomNumFmt: &money}},
		{&s.styles.day, excelize.Style{Alignment: top, Border: grey, Fill: ground("FFFBEF"), CustomNumFmt: &day}},
	} {
		if *st.id, err = s.book.NewStyle(&st.style); err != nil {
			return err
		}
	}
	return nil
}

// blankStyle is the style of the cells of a column: what is filled in has a light ground.
func (s *sheet) blankStyle(c column) int {
	switch {
	case c.header == billedHeader:
		return s.styles.money
	case c.cell != nil:
		return s.styles.text
	case c.header == supportedHeader:
		return s.styles.amount
	case c.header == reviewedHeader:
		return s.styles.day
	}
	return s.styles.blank
}

// longestPrompt is what the prompt of a cell can hold, in characters.
const longestPrompt = 255

// choices sets what a cell offers and says, and refuses anything else.
func (s *sheet) choices(c column, name string, last int) error {
	if c.choices == nil && c.prompt == "" {
		return nil
	}
	v := excelize.NewDataValidation(true)
	v.Sqref = fmt.Sprintf("%s%d:%s%d", name, headerRow+1, name, last)
	if c.choices != nil {
		if err := v.SetDropList(c.choices); err != nil {
			return err
		}
		v.SetError(excelize.DataValidationErrorStyleStop, "Answer", "Choose one of: "+strings.Join(c.choices, ", "))
	} else if err := v.SetRange(0, 1e9, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween); err != nil {
		return err
	}
	prompt := []rune(c.prompt)
	if len(prompt) > longestPrompt {
		prompt = append(prompt[:longestPrompt-1], '…')
	}
	title := []rune(c.header)
	v.SetInput(string(title[:min(32, len(title))]), string(prompt))
	return s.book.AddDataValidation(sheetName, v)
}

// furnish freezes the header with the first columns, sets the filter and has the sheet printed landscape.
func (s *sheet) furnish(last int) error {
	end, err := excelize.CoordinatesToCellName(len(s.columns), last)
	if err != nil {
		return err
	}
	if err := s.book.AutoFilter(sheetName, fmt.Sprintf("A%d:%s", headerRow, end), nil); err != nil {
		return err
	}
	if err := s.book.SetPanes(sheetName, &excelize.Panes{Freeze: true, XSplit: 4, YSplit: headerRow, TopLeftCell: fmt.Sprintf("E%d", headerRow+1), ActivePane: "bottomRight"}); err != nil {
		return err
	}
	fit, landscape, high := true, "landscape", 0 // as many pages high as it takes
	for name, wide := range map[string]int{sheetName: 4, helpSheet: 1} {
		if err := s.book.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
			return err
		}
		if err := s.book.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &wide, FitToHeight: &high}); err != nil {
			return err
		}
	}
	return s.book.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$A:$D,'%s'!$%d:$%d", sheetName, sheetName, headerRow, headerRow), Scope: sheetName})
}

// linesOf is how many lines a text takes in a column of a width, about.
func linesOf(value any, width float64) (n int) {
	text, _ := value.(string)
	for _, line := range strings.Split(text, "\n") {
		n += 1 + int(float64(len([]rune(line)))*1.1/width)
	}
	return n
}

// heightOf is the height of a row of so many lines, which a worksheet does not work out by itself; no row is higher than 409.
func heightOf(lines int) float64 { return min(409, 15*float64(lines)+2) }
