package importers

import (
	"regexp"
	"slices"
	"strings"

	"otaudit/importers/source"
	"otaudit/importers/value"
)

// headRow is a row at the top of a sheet, copied.
type headRow struct {
	number  int
	texts   []string
	typed   []source.CellKind
	formats []source.NumFmtClass
	kinds   []cellKind
	record  bool // of delimited text, where the number of cells says something
}

// cellKind is what a cell looks like by itself.
type cellKind uint8

const (
	cellBlank cellKind = iota
	cellWords
	cellNumber
	cellDate
	cellCode // a procedure code of a kind that therapy bills, or several
)

func headOf(sheet *source.Sheet, limit int) ([]headRow, error) {
	var rows []headRow
	err := sheet.Rows(func(r *source.Row) error {
		row := headRow{number: r.Number, texts: make([]string, len(r.Text)), record: !r.Typed()}
		for i := range r.Text {
			row.texts[i] = beginning(r.Text[i])
			row.typed = append(row.typed, r.Cell(i).Kind)
			row.formats = append(row.formats, r.Cell(i).Format)
		}
		for col := range row.texts {
			row.kinds = append(row.kinds, row.kindOf(col))
		}
		rows = append(rows, row)
		if len(rows) == limit {
			return source.ErrStop
		}
		return nil
	})
	return rows, err
}

// longestHead is how many bytes of a cell are looked at to find the table: longer ones name no column.
const longestHead = 500

func beginning(text string) string {
	if len(text) <= longestHead {
		return text
	}
	return strings.ToValidUTF8(text[:longestHead], "") + "…"
}

// longestDate is the length beyond which a text is more than a date: "Wednesday, September 30, 2026".
const longestDate = 32

func (r *headRow) kindOf(col int) cellKind {
	text := value.TrimEdges(r.texts[col])
	if inner, ok := strings.CutPrefix(text, `="`); ok {
		text = strings.TrimSuffix(inner, `"`)
	}
	number := r.typed[col] == source.CellNumber
	switch f := r.formats[col]; {
	case text == "":
		return cellBlank
	case number && (f == source.FormatDate || f == source.FormatDateTime):
		return cellDate
	case isTherapyCode(text):
		return cellCode
	case number:
		return cellNumber
	case len(text) <= longestDate && strings.ContainsAny(text, "0123456789") && isDate(text):
		return cellDate
	case looksLikeValue(text):
		return cellNumber
	}
	return cellWords
}

// isDate reports whether a text is written as a date with its year.
func isDate(text string) bool {
	form := value.ReadWrittenDate(text).Form
	return form == value.OrderedDate || form == value.FixedDate
}

// therapyCode is a procedure code of the kinds that therapy bills at the beginning of a text, be there a count before it.
var therapyCode = regexp.MustCompile(`(?i)^['{\[(\s]*(?:\d{1,2}\s*[-x*\x{d7}]\s*)?(?:(?:cpt|hcpcs)\s*[:#]?\s*)?(?:9[256789]\d{3}|[GATLSQ]\d{4}|\d{4}T)(?:$|[^\pL\d]|x\s?\d|[A-Z]{2}(?:$|[^\pL\d])|\.0)`)

// namedTherapyCode is such a code at the end of words: "OT Therapeutic Activities 97530".
var namedTherapyCode = regexp.MustCompile(`(?i)^[^\d]*\pL[^\d]*[\s(\[:-](?:9[256789]\d{3}|[GATLSQ]\d{4}|\d{4}T)[)\]]?$`)

// isTherapyCode reports whether a text begins with a procedure code of the kinds that therapy bills, or names one. Other numbers of five
// digits, such as accounts and postal codes, are too like codes to find a table by them.
func isTherapyCode(text string) bool {
	return len(text) <= longestCodes && (therapyCode.MatchString(text) || namedTherapyCode.MatchString(text))
}

// longestCodes is the length beyond which a text is more than a list of codes with what belongs to them.
const longestCodes = 120

// at returns the kind of a cell, blank behind the end of the row.
func (r *headRow) at(col int) cellKind {
	if col >= len(r.kinds) {
		return cellBlank
	}
	return r.kinds[col]
}

// filled counts the cells with something in them.
func (r *headRow) filled() int {
	n := 0
	for _, k := range r.kinds {
		if k != cellBlank {
			n++
		}
	}
	return n
}

// lone returns the column of the only filled cell, -1 if there are several or none.
func (r *headRow) lone() int {
	if r.filled() != 1 {
		return -1
	}
	return slices.IndexFunc(r.kinds, func(k cellKind) bool { return k != cellBlank })
}

// holdsDates reports whether a cell of the row is a date and nothing else, as in rows of data: no such row is a header, and
// none is part of one.
func (r *headRow) holdsDates() bool { return slices.Contains(r.kinds, cellDate) }

// looksLikeLine reports whether the row may be a line of a log: it holds a procedure code and values beside it, or a date.
func (r *headRow) looksLikeLine() bool {
	return slices.Contains(r.kinds, cellCode) && (r.holdsDates() || slices.Contains(r.kinds, cellNumber))
}

// columnsOf lists the columns in which most of the filled cells of rows are of a kind.
func columnsOf(rows []headRow, kind cellKind) []int {
	var of, filled []int
	for i := range rows {
		for col, k := range rows[i].kinds {
			for col >= len(of) {
				of, filled = append(of, 0), append(filled, 0)
			}
			if k != cellBlank {
				filled[col]++
			}
			if k == kind {
				of[col]++
			}
		}
	}
	var columns []int
	for col, n := range of {
		if n > 0 && 3*n >= 2*filled[col] {
			columns = append(columns, col)
		}
	}
	return columns
}
