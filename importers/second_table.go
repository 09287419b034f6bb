package importers

import (
	"strings"

	"otaudit/importers/grid"
	"otaudit/importers/header"
	"otaudit/importers/source"
	"otaudit/importers/value"
)

// tableWatch finds rows below the header that hold no service, while they are read: they may be no part of the table.
type tableWatch struct {
	dates, codes []int
	width        int
	headers      []string
	one          bool // there is one table only: the form of this program's own output
	second       bool // a header of another table was met; its rows go on until the first table's header repeats
	odd          *source.OddRows
}

func newTableWatch(t *table, odd *source.OddRows) *tableWatch {
	return &tableWatch{dates: t.dates, codes: t.codes, width: t.width, headers: t.headers, one: t.profile.OrNone().Canonical, odd: odd}
}

// Keep says whether the row may turn out to be no line: its date or code is blank, or nothing but text, or it has one filled cell.
func (w *tableWatch) Keep(r grid.Cells) bool {
	if !anyDigit(r, w.dates) || len(w.codes) > 0 && !anyDigit(r, w.codes) {
		return true
	}
	filled := 0
	for col := 0; col < w.width && filled < 2; col++ {
		if len(r.Text(col)) > 0 {
			filled++
		}
	}
	return filled < 2
}

// Kept counts a row that is kept, which a file may have so many of.
func (w *tableWatch) Kept(number int32) error { return w.odd.Add(number) }

// anyDigit reports whether one of the columns holds a digit in the row; true if there are no columns.
func anyDigit(r grid.Cells, cols []int) bool {
	for _, col := range cols {
		for _, c := range r.Text(col) {
			if value.IsDigit(c) {
				return true
			}
		}
	}
	return len(cols) == 0
}

// InSecond reports whether rows of a second table are being read.
func (w *tableWatch) InSecond() bool { return w.second }

// Second says whether a row belongs to a second table below the first (IMP-175). Only rows that keep has found are
// looked at as headers.
func (w *tableWatch) Second(texts []string, kept bool) bool {
	if !kept && !w.second || w.one {
		return false
	}
	if w.second {
		w.second = !repeatsHeader(w.headers, texts)
		return w.second
	}
	w.second = w.otherHeader(texts)
	return w.second
}

// otherHeader says whether a row is a header of other columns: names only, at least two of them known and not where the
// first table has them.
func (w *tableWatch) otherHeader(texts []string) bool {
	filled := 0
	for _, text := range texts {
		if text = value.TrimEdges(text); text == "" {
			continue
		}
		if filled++; looksLikeValue(text) || looksLikeLabel(text) || len(text) > maxHeaderWords {
			return false
		}
	}
	if filled < 3 || repeatsHeader(w.headers, texts) {
		return false
	}
	known := 0
	for col, text := range texts {
		if text = value.TrimEdges(text); text != "" && header.LookupHeader(text).Known && !strings.EqualFold(text, w.headers[col]) {
			known++
		}
	}
	return known >= 2 && 2*known >= filled-1
}

// maxHeaderWords is the length beyond which a cell below the header is no name of a column.
const maxHeaderWords = 40
