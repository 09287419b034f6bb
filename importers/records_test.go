package importers

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
		"\"\",\"\"\r", ",", "\r", "\"\r\n\",1\n", "a,b\r", "x\n\n\ny"} {
		f.Add(seed, uint8(3))
	}
	f.Fuzz(func(t *testing.T, text string, size uint8) {
		r := newRecordReader(iotest.OneByteReader(strings.NewReader(text)), ',')
		r.size = 1 + int(size)
		var got [][]string
		for {
			cells, err := r.next()
			if err == errNotPlain {
				return
			}
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if len(cells) > 0 {
				got = append(got, (&record{block: r.block, cells: cells}).texts())
			}
		}
		want, ok := recordsByLibrary(text)
		if !ok || !slices.EqualFunc(got, want, slices.Equal[[]string]) {
			t.Errorf("%q: split as %q, encoding/csv gives %q (%v)", text, got, want, ok)
		}
	})
}
