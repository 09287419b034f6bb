package refdata

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"github.com/gocarina/gocsv"

	"otaudit/audit"
)

// Problem is one thing wrong in a table.
type Problem struct {
	File   string // path of the file; of an embedded table its name
	Line   int    // physical line, 1 for the header; 0 if the problem is the file itself
	Column string // name of the column; empty if the problem is the whole row
	Text   string
}

// String prints the problem as `tables/codes.csv:17: column timed: "perhaps" is not yes or no`.
func (p Problem) String() string {
	text := p.Text
	if p.Column != "" {
		text = "column " + p.Column + ": " + text
	}
	if p.Line == 0 {
		return p.File + ": " + text
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, text)
}

// Error gives the same text as String.
func (p Problem) Error() string { return p.String() }

// embeddedPlace is where the tables of the program lie.
const embeddedPlace = "embedded"

// source is one table file while it is read.
type source struct {
	table    string // codes
	place    string // "embedded", or the file's path
	content  []byte
	problems []Problem
	rows     int
	shaky    int        // rows whose verified column says unverified
	newest   audit.Date // the last day of which the table knows; 0 if it has no such day
}

func (s *source) file() string { return s.table + ".csv" }

// shown is the file as problems name it.
func (s *source) shown() string {
	if s.place == "" || s.place == embeddedPlace {
		return s.file()
	}
	return s.place
}

func (s *source) fault(line int, column, format string, values ...any) {
	s.problems = append(s.problems, Problem{s.shown(), line, column, fmt.Sprintf(format, values...)})
}

// origin describes the file once it is read.
func (s *source) origin() Origin {
	sum := sha256.Sum256(s.content)
	return Origin{Name: s.table, File: s.place, Rows: s.rows, SHA256: hex.EncodeToString(sum[:]), Unverified: s.shaky, Newest: s.newest}
}

var byteOrderMark = []byte("\xef\xbb\xbf")

// readRows reads the rows of a table into R and gives each row's physical line. Problems are noted on the source; a row
// with a faulty cell is left out, so that nothing is concluded from it.
func readRows[R any](s *source) (rows []R, lines []int) {
	content := bytes.TrimPrefix(s.content, byteOrderMark)
	header, lines := scan(s, content)
	if header == nil || !checkHeader[R](s, header) {
		return nil, nil
	}
	if len(lines) == 0 {
		if !slices.Contains(importedOnly, s.table) {
			s.fault(1, "", "no rows under the header")
		}
		return nil, nil
	}
	// gocsv counts records, not lines: `lines`, from our own pass, turns its count into the place in the file.
	faulty := map[int]bool{}
	var all []R
	err := gocsv.UnmarshalWithErrorHandler(bytes.NewReader(content), func(e *csv.ParseError) bool {
		s.fault(lines[e.Line-2], header[e.Column-1], "%v", e.Err)
		faulty[e.Line-2] = true
		return true
	}, &all)
	if err != nil {
		s.fault(0, "", "%v", err)
		return nil, nil
	}
	s.rows = len(all)
	if at := slices.Index(header, "verified"); at >= 0 {
		s.shaky = countWhere(content, at, Unverified)
	}
	if len(faulty) == 0 {
		return all, lines
	}
	sound := make([]int, 0, len(all))
	for i, row := range all {
		if !faulty[i] {
			rows, sound = append(rows, row), append(sound, lines[i])
		}
	}
	return rows, sound
}

// scan reads the file once for its header and the line of each record.
func scan(s *source, content []byte) (header []string, lines []int) {
	reader := csv.NewReader(bytes.NewReader(content))
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var broken *csv.ParseError
		if errors.As(err, &broken) {
			s.fault(broken.Line, "", "%v", broken.Err)
			return nil, nil
		}
		if err != nil {
			s.fault(0, "", "%v", err)
			return nil, nil
		}
		line, _ := reader.FieldPos(0)
		if header == nil {
			header = record
			continue
		}
		lines = append(lines, line)
	}
	if header == nil {
		s.fault(0, "", "empty file: the header row is missing")
	}
	return header, lines
}

func checkHeader[R any](s *source, header []string) bool {
	wanted := columns[R]()
	before := len(s.problems)
	for i, name := range header {
		switch {
		case slices.Index(header, name) != i:
			s.fault(1, name, "twice in the header")
		case !slices.Contains(wanted, name):
			s.fault(1, name, "not a column of this table; its columns are %s", strings.Join(wanted, ", "))
		}
	}
	for _, name := range wanted {
		if !slices.Contains(header, name) {
			s.fault(1, name, "missing from the header")
		}
	}
	return len(s.problems) == before
}

// columns lists the csv tags of a row type, in order.
func columns[R any]() []string {
	row := reflect.TypeFor[R]()
	names := make([]string, row.NumField())
	for i := range names {
		names[i] = row.Field(i).Tag.Get("csv")
	}
	return names
}

func countWhere(content []byte, column int, value string) int {
	n := 0
	reader := csv.NewReader(bytes.NewReader(content))
	reader.ReuseRecord = true
	for record, err := reader.Read(); err == nil; record, err = reader.Read() {
		if record[column] == value {
			n++
		}
	}
	return n
}

// index holds the rows of a table by key; the rows of one key have windows that share no day.
type index[K comparable, T any] map[K][]datedRow[T]

type datedRow[T any] struct {
	window audit.Window
	line   int
	value  *T
}

// add takes a row in and notes a window that ends before it starts or shares a day with another row of its key.
func (ix index[K, T]) add(s *source, line int, key K, window audit.Window, value *T) {
	if window.HasFrom && window.HasTo && window.To < window.From {
		s.fault(line, "effective_to", "%s is before effective_from %s", window.To, window.From)
		return
	}
	for _, other := range ix[key] {
		if other.window.Overlaps(window) {
			s.fault(line, "", "same key as line %d, and the windows %s and %s share days", other.line, other.window, window)
			return
		}
	}
	at, _ := slices.BinarySearchFunc(ix[key], window, func(row datedRow[T], w audit.Window) int {
		if !row.window.HasFrom || (w.HasFrom && row.window.From < w.From) {
			return -1
		}
		return 1
	})
	ix[key] = slices.Insert(ix[key], at, datedRow[T]{window, line, value})
}

// at gives the row in force on a day.
func (ix index[K, T]) at(key K, on audit.Date) (*T, bool) {
	rows := ix[key]
	for i := range rows {
		if rows[i].window.Holds(on) {
			return rows[i].value, true
		}
	}
	return nil, false
}

// ever gives all rows of a key, oldest first.
func (ix index[K, T]) ever(key K) []*T {
	rows := ix[key]
	values := make([]*T, len(rows))
	for i := range rows {
		values[i] = rows[i].value
	}
	return values
}
