package findings

import (
	"bytes"
	"encoding/csv"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"otaudit/report/auditjson"
)

// Cells are quoted as encoding/csv quotes them.
func TestCellsAreWrittenAsByEncodingCSV(t *testing.T) {
	cell := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("a1 ,\"'\r\n\t\\.\u00a0§é"))), rapid.SampledFrom([]string{"", `\.`, " ", "twelve bytes", `twelve "bytes"`}))
	rapid.Check(t, func(t *rapid.T) {
		var want bytes.Buffer
		writer := csv.NewWriter(&want)
		var got bytes.Buffer
		cells := csvCells{out: &got}
		for range rapid.IntRange(1, 4).Draw(t, "rows") {
			row := rapid.SliceOfN(cell, 2, 5).Draw(t, "row")
			if err := writer.Write(row); err != nil {
				t.Fatal(err)
			}
			cells.row(row...)
		}
		writer.Flush()
		if err := cells.flush(); err != nil || got.String() != want.String() {
			t.Fatalf("%v, got\n%q\nwant\n%q", err, got.String(), want.String())
		}
	})
}

// A file that cannot be written is said at the end, however much came behind.
func TestCellsKeepTheFirstError(t *testing.T) {
	full := errors.New("the disk is full")
	cells := csvCells{out: brokenWriter{full}}
	for range 3 {
		cells.row(strings.Repeat("x", auditjson.FullBuffer), "y")
	}
	if err := cells.flush(); !errors.Is(err, full) {
		t.Errorf("error %v", err)
	}
}

type brokenWriter struct{ err error }

func (w brokenWriter) Write([]byte) (int, error) { return 0, w.err }
