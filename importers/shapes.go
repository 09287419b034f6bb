package importers

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/importers/header"
	"otaudit/importers/source"
)

// shapeRows is how many rows of a sheet are shown in their shapes.
const shapeRows = 30

// WriteShapes writes what a layout looks like without any of its values, so that it can be sent to whoever maintains the
// program: of each sheet the headers, what they were read as, and the first rows in shapes (ShapeText). Names of files and
// sheets are written as shapes too, and so is every text of a header that has digits and is none that logs usually have.
func (b *Book) WriteShapes(w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, "Headers and the shapes of values; no value of the logs is in here. 9 is a digit, A and a are letters.")
	for i, src := range b.Sources {
		fmt.Fprintf(out, "\nfile %d: %s", i+1, src.Kind)
		if src.Encoding != "" {
			fmt.Fprintf(out, ", %s", src.Encoding)
		}
		if src.Delimiter != 0 {
			fmt.Fprintf(out, ", delimiter %q", src.Delimiter)
		}
		fmt.Fprintln(out)
		for n, sheet := range src.Sheets {
			at := slices.IndexFunc(b.Sheets, func(s audit.Sheet) bool { return s.Name == sheetLabel(src, sheet) })
			if at < 0 {
				continue
			}
			fmt.Fprintf(out, "sheet %d %q, header row %d\n", n+1, ShapeText(sheet.Name), b.Sheets[at].HeaderRow)
			for _, c := range b.Sheets[at].Columns {
				fmt.Fprintf(out, "  column %s %q: %s, %s\n", audit.ColumnLetters(c.Col), harmlessHeader(c.Header), orNone(c.Field), c.Grade)
			}
			if err := shapesOf(out, sheet, b.Sheets[at].HeaderRow); err != nil {
				return err
			}
		}
	}
	return out.Flush()
}

func orNone(field string) string {
	if field == "" {
		return "not read"
	}
	return field
}

// shapesOf writes the first rows of a sheet cell by cell.
func shapesOf(out io.Writer, sheet *source.Sheet, headerRow int) error {
	rows := 0
	return sheet.Rows(func(r *source.Row) error {
		if rows++; rows > shapeRows {
			return source.ErrStop
		}
		cells := make([]string, len(r.Text))
		for i, text := range r.Text {
			cells[i] = ShapeText(text)
			if m := header.LookupHeader(text); m.Known || r.Number == headerRow {
				cells[i] = harmlessHeader(text)
			}
		}
		fmt.Fprintf(out, "  row %d: %s\n", r.Number, strings.Join(cells, " | "))
		return nil
	})
}

// harmlessHeader returns a header as it is written if it is one that logs usually have, or has no digits; else its shape.
func harmlessHeader(text string) string {
	tidy := strings.Join(strings.Fields(text), " ")
	_, isCode := header.HeaderCode(tidy)
	if header.LookupHeader(tidy).Known || isCode || !strings.ContainsAny(tidy, "0123456789") {
		return tidy
	}
	return ShapeText(tidy)
}
