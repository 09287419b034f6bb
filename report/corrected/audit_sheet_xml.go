package corrected

import (
	"bufio"
	"fmt"
	"io"

	"otaudit/audit"
)

// auditSheetXML writes the Audit sheet as a part of the user's workbook: its texts stand in their cells and its styles are
// those that were appended.
type auditSheetXML struct{ out *bufio.Writer }

// writeXML writes the part.
func (s *auditSheet) writeXML(w io.Writer, main string, styles *copyStyles) error {
	x := auditSheetXML{bufio.NewWriterSize(w, 64<<10)}
	header := s.tableRow(-1)
	fmt.Fprintf(x.out, `%s<worksheet xmlns="%s"><sheetViews><sheetView workbookViewId="0"><pane ySplit="%d" topLeftCell="A%d" activePane="bottomLeft" state="frozen"/>`+
		`<selection pane="bottomLeft"/></sheetView></sheetViews><cols>`, xmlDeclaration, main, header, header+1)
	for i, column := range auditColumns {
		fmt.Fprintf(x.out, `<col min="%d" max="%d" width="%g" customWidth="1"/>`, i+1, i+1, column.width)
	}
	x.out.WriteString(`</cols><sheetData>`)
	if _, err := s.write(x, styles); err != nil {
		return err
	}
	fmt.Fprintf(x.out, `</sheetData><autoFilter ref="A%d:%s%d"/></worksheet>`, header, audit.ColumnLetters(int32(len(auditColumns))), header+max(1, s.listed()))
	return x.out.Flush()
}

func (x auditSheetXML) row(row int, cells []any) error {
	fmt.Fprintf(x.out, `<row r="%d">`, row)
	for i, value := range cells {
		cell, whole := value.(auditCell)
		if !whole {
			cell = auditCell{value: value}
		}
		if cell.value == nil || cell.value == "" {
			continue
		}
		fmt.Fprintf(x.out, `<c r="%s" s="%d"`, cellName(int32(row), int32(i+1)), cell.style)
		text, isText := cell.value.(string)
		switch {
		case cell.formula != "":
			fmt.Fprintf(x.out, ` t="str"><f>%s</f><v>%s</v></c>`, escapeXML(cell.formula), cellText(text))
		case isText:
			fmt.Fprintf(x.out, ` t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, cellText(text))
		default:
			fmt.Fprintf(x.out, `><v>%v</v></c>`, cell.value)
		}
	}
	_, err := x.out.WriteString(`</row>`)
	return err
}
