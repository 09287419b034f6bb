package command

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"otaudit/audit"
	"otaudit/importers"
)

// brokenLabel is what stands beside a log whose text was damaged on purpose: untouched rows must be read as in the clean
// log, touched ones right or not at all, and never with the value of another cell.
type brokenLabel struct {
	Clean       string           // the log before it was damaged
	Untouched   []int32          `json:"untouched_rows"`
	Touched     []int32          `json:"touched_rows"`
	CleanRowOf  map[string]int32 `json:"clean_row_of"`
	Second      []int32          `json:"second_table_rows"`
	AlsoTouched []int32          `json:"also_touched_file_rows"`
	MustLoad    *bool            `json:"must_load"` // false: refusing the file is right too
	RowsDouble  bool             `json:"rows_alt"`  // an empty row may be counted after each
}

// values of a line as convert writes them, by field; unreadable ones are left out.
func valuesOf(s *audit.Session) map[audit.Field]string {
	values := map[audit.Field]string{}
	for f := range audit.NumFields {
		if s.Has(f) {
			values[f] = s.Canonical(f)
		}
	}
	return values
}

func linesByRow(path string) (map[int32][]map[audit.Field]string, error) {
	day, err := parseAsOf(samplesAsOf)
	if err != nil {
		return nil, err
	}
	book, err := importers.Import([]string{path}, importers.Options{AsOf: day})
	if err != nil {
		return nil, err
	}
	rows := map[int32][]map[audit.Field]string{}
	for _, s := range book.Sessions {
		rows[s.Row] = append(rows[s.Row], valuesOf(s))
	}
	return rows, nil
}

// checkBroken compares the lines of a damaged log with those of the clean one.
func (c *readingCase) checkBroken(o *outcome) {
	clean, err := linesByRow(c.cleanLog())
	if err != nil {
		o.miss("the clean log: %v", err)
		return
	}
	got, err := linesByRow(c.path)
	if err != nil {
		o.miss("refused: %v", err)
		return
	}
	if len(got) == 0 && (c.MustLoad != nil && !*c.MustLoad || len(c.Untouched) == 0) {
		return
	}
	if c.RowsDouble && slices.ContainsFunc(c.Untouched, func(row int32) bool { return got[2*row-1] != nil && got[row] == nil }) {
		single := map[int32][]map[audit.Field]string{}
		for row, lines := range got {
			single[(row+1)/2] = lines
		}
		got = single
	}
	for _, row := range c.Untouched {
		want := clean[c.cleanRow(row)]
		if len(got[row]) != len(want) {
			o.miss("row %d: %d lines, want %d", row, len(got[row]), len(want))
			continue
		}
		for i := range want {
			c.compare(row, want[i], got[row][i], true, o)
		}
	}
	for row, lines := range got {
		switch {
		case slices.Contains(c.Untouched, row):
		case slices.Contains(c.Touched, row), slices.Contains(c.AlsoTouched, row):
			for i, line := range lines {
				if want := clean[c.cleanRow(row)]; i < len(want) {
					c.compare(row, want[i], line, false, o)
				} else {
					o.miss("row %d: a line that the clean log has not", row)
				}
			}
		default:
			o.miss("row %d is taken for a line", row)
		}
	}
}

// cleanLog is the path of the clean log, which stands beside the damaged one.
func (c *readingCase) cleanLog() string {
	return filepath.Join(filepath.Dir(c.path), filepath.Base(c.Clean))
}

func (c *readingCase) cleanRow(row int32) int32 {
	if to, ok := c.CleanRowOf[strconv.Itoa(int(row))]; ok {
		return to
	}
	return row
}

// compare reports each field whose value is not that of the clean log. A field may be missing in a touched row, and a text
// there may differ as long as it is no other cell's.
func (c *readingCase) compare(row int32, want, got map[audit.Field]string, untouched bool, o *outcome) {
	for f := range audit.NumFields {
		value, has := got[f]
		switch {
		case value == want[f] && (has || want[f] == ""):
		case !has && !untouched:
		case has && f.Kind() == audit.Text && (strings.Contains(c.Note, "encoding") || strings.Contains(c.Note, "bad byte") || !untouched && sharesText(value, want[f])):
		default:
			o.miss("row %d: %s is %q, want %q", row, f, value, want[f])
		}
	}
}

// sharesText says that a text is what is left of another, or that with something around it.
func sharesText(a, b string) bool {
	return a != "" && b != "" && (strings.Contains(a, b) || strings.Contains(b, a))
}
