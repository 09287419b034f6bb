package source

import (
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// recordsByLibrary reads the text with encoding/csv; ok is false where the text is not plainly quoted.
func recordsByLibrary(text string) (records [][]string, ok bool) {
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	for {
		record, err := r.Read()
		if err == io.EOF {
			return records, true
		}
		if err != nil {
			return nil, false
		}
		records = append(records, record)
	}
}

// FuzzRecordReader compares the record reader with encoding/csv: whatever it takes, it splits alike, whatever the sizes
// in which the text arrives.
func FuzzRecordReader(f *testing.F) {
	for _, seed := range []string{"", "a,b\nc,d", "a,\"b\"\"c\"\r\n\r\n,\n", "\"x\ny\",2\n", "a\rb,c\n", "\"open", "a\"b,c\n", "\"a\"b,c\n",
		"\"\",\"\"\r", ",", "\r", "\"\r\n\",1\n", "a,b\r", "x\n\n\ny", "\"=\"\"1\"\"\",2"} {
		f.Add(seed, uint8(3))
	}
	f.Fuzz(func(t *testing.T, text string, size uint8) {
		r := newRecordReader(iotest.OneByteReader(strings.NewReader(text)), ',')
		r.size = 1 + int(size)
		var got [][]string
		for {
			cells, err := r.next()
			if err == ErrNotPlain {
				return
			}
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if len(cells) > 0 {
				got = append(got, (&Record{Block: r.block, Cells: cells}).Texts())
			}
		}
		want, ok := recordsByLibrary(text)
		for _, record := range want {
			for i := range record {
				record[i] = Unguard(record[i])
			}
		}
		if !ok || !slices.EqualFunc(got, want, slices.Equal[[]string]) {
			t.Errorf("%q: split as %q, encoding/csv gives %q (%v)", text, got, want, ok)
		}
	})
}

// The texts of a Row stay what they were while further blocks are read, quoted ones that stand in no block too.
func TestRowTextsOfManyBlocks(t *testing.T) {
	var text strings.Builder
	for i := range 5000 {
		text.WriteString(strings.Repeat("x", i%70) + ",\"say \"\"ok\"\" " + strings.Repeat("y", i%90) + "\",\"a\r\nb\"\r\n")
	}
	want, ok := recordsByLibrary(text.String())
	if !ok || text.Len() < 4*recordChunk {
		t.Fatal("the text is too short or not plain")
	}
	var got [][]string
	s := openBytes(t, "log.csv", []byte(text.String()))
	if err := s.Sheets[0].Rows(func(r *Row) error { got = append(got, slices.Clone(r.Text)); return nil }); err != nil {
		t.Fatal(err)
	}
	if !slices.EqualFunc(got, want, slices.Equal[[]string]) {
		t.Error("the rows are not those of encoding/csv")
	}
}
