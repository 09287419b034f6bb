package corrected

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"otaudit/audit"
)

// drawnField is a field of a generated text: its value and how it is written.
type drawnField struct {
	value  string
	quoted bool
}

func (f drawnField) written() string {
	if !f.quoted {
		return f.value
	}
	return `"` + strings.ReplaceAll(f.value, `"`, `""`) + `"`
}

// drawnText is a text as an oracle sees it: rows of fields, each row with its line end.
type drawnText struct {
	rows      [][]drawnField
	ends      []string
	delimiter string
}

func (d drawnText) written() string {
	var b strings.Builder
	for i, row := range d.rows {
		for k, field := range row {
			if k > 0 {
				b.WriteString(d.delimiter)
			}
			b.WriteString(field.written())
		}
		b.WriteString(d.ends[i])
	}
	return b.String()
}

// index tells where every so many rows begin in the text behind its byte order mark.
func (d drawnText) index(mark, every int) rowIndex {
	starts := []int64{int64(mark)}
	for i := range d.rows {
		row := drawnText{rows: d.rows[i : i+1], ends: d.ends[i : i+1], delimiter: d.delimiter}
		starts = append(starts, starts[i]+int64(len(row.written())))
	}
	return func(row int32) (int32, int64, bool) {
		at := (int(row)-1)/every*every + 1
		return int32(at), starts[at-1], true
	}
}

func drawText(t *rapid.T) drawnText {
	d := drawnText{delimiter: rapid.SampledFrom([]string{",", ";", "\t", "|"}).Draw(t, "delimiter")}
	value := rapid.StringOf(rapid.RuneFrom([]rune("ab12 ,;|\t\"\r\nÜé€")))
	for range rapid.IntRange(1, 8).Draw(t, "rows") {
		var row []drawnField
		for range rapid.IntRange(1, 4).Draw(t, "fields") {
			text := value.Draw(t, "value")
			if rapid.Bool().Draw(t, "number") {
				text = rapid.SampledFrom([]string{"1", "2", "3.0", " 4 "}).Draw(t, "units")
			}
			quoted := strings.ContainsAny(text, "\r\n\""+d.delimiter) || rapid.Bool().Draw(t, "quoted")
			row = append(row, drawnField{text, quoted})
		}
		d.rows = append(d.rows, row)
		// A row of LF behind a row that ends in CR would be read as one line end.
		ends := []string{"\n", "\r\n", "\r"}
		if n := len(d.ends); n > 0 && d.ends[n-1] == "\r" && len(row) == 1 && row[0].written() == "" {
			ends = []string{"\r"}
		}
		d.ends = append(d.ends, rapid.SampledFrom(ends).Draw(t, "end"))
	}
	if rapid.Bool().Draw(t, "no end at the end") && d.rows[len(d.rows)-1][0].written() != "" {
		d.ends[len(d.ends)-1] = ""
	}
	return d
}

// REP-114, REP-115: whatever the quoting, line ends, delimiter and encoding, the spliced copy is what an oracle writes
// that knows every field and changes one number in each of some rows.
func TestSpliceAgainstOracle(t *testing.T) {
	dir := t.TempDir()
	input, output := filepath.Join(dir, "jan.csv"), filepath.Join(dir, "jan.audited.csv")
	rapid.Check(t, func(t *rapid.T) {
		d := drawText(t)
		form := textForm{encoding: rapid.SampledFrom([]string{"utf-8", "utf-16le", "utf-16be", "windows-1252"}).Draw(t, "encoding"), unit: 1}
		if strings.HasPrefix(form.encoding, "utf-16") {
			form.unit, form.bigEndian = 2, form.encoding == "utf-16be"
		}
		mark := ""
		if form.encoding != "windows-1252" && rapid.Bool().Draw(t, "mark") {
			mark = "\ufeff"
		}
		before, ok := form.encode(mark + d.written())
		if !ok {
			t.Fatal("the generator made a character the encoding lacks")
		}
		var index rowIndex
		if form.encoding == "utf-8" && rapid.Bool().Draw(t, "index") {
			index = d.index(len(mark), rapid.IntRange(1, 3).Draw(t, "rows an entry"))
		}
		const newUnits = "77" // never drawn
		col := rapid.IntRange(0, 3).Draw(t, "column")
		var findings []audit.Finding
		for i, row := range d.rows {
			if col >= len(row) || !plainNumber.MatchString(strings.TrimSpace(row[col].value)) || !rapid.Bool().Draw(t, "edit") {
				continue
			}
			core := strings.TrimSpace(row[col].value)
			findings = append(findings, unitsFinding("jan.csv", int32(i+1), int32(col+1), strings.TrimSuffix(core, ".0"), newUnits, audit.Safe))
			row[col].value = strings.Replace(row[col].value, core, likeDecimals(core, newUnits), 1)
		}
		want, _ := form.encode(mark + d.written())
		if err := os.WriteFile(input, before, 0o600); err != nil {
			t.Fatal(err)
		}
		_ = os.Remove(output)
		layout := testLayout("jan.csv", 9, int32(col+1), 8)
		done, err := CorrectFile(input, output, testResult("jan.csv", findings...), []*audit.Layout{layout},
			Options{Apply: audit.Safe, Encoding: form.encoding, Delimiter: rune(d.delimiter[0]), RowAt: index})
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(output)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) || done.Cells != len(findings) {
			t.Fatalf("%d cells\nbefore %q\ngot    %q\nwant   %q", done.Cells, before, got, want)
		}
	})
}

// The scan finds the same fields as encoding/csv, by which the importer reads.
func TestScanAgreesWithEncodingCSV(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawText(t)
		text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(d.written())
		r := csv.NewReader(strings.NewReader(text))
		r.Comma, r.FieldsPerRecord = rune(d.delimiter[0]), -1
		records, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		form := textForm{encoding: "utf-8", unit: 1, delimiter: d.delimiter[0]}
		// However the reads fall, the rows are the same.
		source := rapid.SampledFrom([]func(io.Reader) io.Reader{iotest.OneByteReader, iotest.HalfReader, iotest.DataErrReader}).Draw(t, "reads")
		rows := form.rows(source(strings.NewReader(text)), 0, rapid.SampledFrom([]int{1, 7, 4096}).Draw(t, "buffer"))
		var got [][]string
		for row, err := rows.next(); err == nil; row, err = rows.next() {
			if string(row.raw) != text[row.start:int(row.start)+len(row.raw)] {
				t.Fatalf("the row %q stands at %d", row.raw, row.start)
			}
			var fields []string
			form.eachField(row.raw, []int32{1, 2, 3, 4}, func(_ int32, from, to int) {
				value, _ := unquote(string(row.raw[from:to]))
				fields = append(fields, value)
			})
			if len(fields) != int(form.fields(row.raw)) {
				t.Fatalf("%d fields counted, %d visited", form.fields(row.raw), len(fields))
			}
			if len(row.raw) > 0 { // encoding/csv passes over blank lines
				got = append(got, fields)
			}
		}
		if diff := cmp.Diff(records, got); diff != "" {
			t.Fatalf("rows (-encoding/csv +here):\n%s", diff)
		}
	})
}

func TestGuessDelimiter(t *testing.T) {
	for text, want := range map[string]byte{
		"a,b\n1,2\n":                         ',',
		"a;b\n1,5;2\n":                       ';',
		"Clinic, Main\n\na\tb\tc\n1\t2\t3\n": '\t',
		"sep=|\na|b\n":                       '|',
		"Name;Units\n\"Rivera, Marcus\";2\n": ';',
		"a\nb\n":                             ',',
		"\"x;y;z;z;z\",1\n\"x;y;z;z;z\",1\n": ',',
	} {
		if got := guessDelimiter([]byte(text)); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// A large file with a few thousand corrections is spliced as a stream; chunk borders fall anywhere, and the rows are found
// with an index and without.
func TestSpliceLargeFile(t *testing.T) {
	var text, want strings.Builder
	var findings []audit.Finding
	for row := 1; row <= 40000; row++ {
		line := "1/5/2026,\"Rivera, \"\"M\"\"\nOTR\",97110,GO,"
		text.WriteString(line + "4\r\n")
		if row%20 == 0 {
			findings = append(findings, unitsFinding("jan.csv", int32(row), 5, "4", "3", audit.Safe))
			want.WriteString(line + "3\r\n")
		} else {
			want.WriteString(line + "4\r\n")
		}
	}
	every := func(rows int) rowIndex {
		length := int64(text.Len() / 40000) // all rows have the same
		return func(row int32) (int32, int64, bool) {
			at := (row-1)/int32(rows)*int32(rows) + 1
			return at, int64(at-1) * length, true
		}
	}
	for what, index := range map[string]rowIndex{"none": nil, "each row": every(1), "some": every(16), "few": every(3000), "first": every(40000)} {
		got, done := correctText(t, text.String(), testResult("jan.csv", findings...), testLayout("jan.csv", 3, 5, 4), Options{Apply: audit.Safe, RowAt: index})
		if got != want.String() || done.Cells != 2000 {
			t.Errorf("index %s: the copy of the large file is wrong (%d cells)", what, done.Cells)
		}
	}
}

// Patches fall on the borders of blocks, are larger than a block, take bytes away and put bytes in at both ends.
func TestSpliceAcrossBlocks(t *testing.T) {
	text := bytes.Repeat([]byte("0123456789abcdef"), spliceBlock/16*3)
	size := int64(len(text))
	rapid.Check(t, func(t *rapid.T) {
		place := rapid.OneOf(rapid.Int64Range(0, size), rapid.Int64Range(spliceBlock-3, spliceBlock+3), rapid.SampledFrom([]int64{0, size}))
		places := rapid.SliceOfN(place, 2, 8).Draw(t, "places")
		slices.Sort(places)
		var patches []patch
		var want []byte
		last := int64(0)
		for i := 0; i+1 < len(places); i += 2 {
			from, to := places[i], places[i+1]
			p := patch{from, to, text[from:to], []byte(rapid.SampledFrom([]string{"", "X", "longer than before"}).Draw(t, "new"))}
			if rapid.Bool().Draw(t, "as long") {
				p.bytes = bytes.Repeat([]byte("#"), int(to-from))
			}
			patches = append(patches, p)
			want = append(append(want, text[last:from]...), p.bytes...)
			last = to
		}
		want = append(want, text[last:]...)
		var got bytes.Buffer
		reads := rapid.SampledFrom([]func(io.Reader) io.Reader{func(r io.Reader) io.Reader { return r }, iotest.HalfReader, iotest.DataErrReader}).Draw(t, "reads")
		// The copy is compared as far as it goes.
		written := &bytesSoFar{of: &got}
		follows := newComparison(written, patches)
		at := 0
		if err := splice(&got, reads(bytes.NewReader(text)), size, patches, func(original []byte) error {
			if !bytes.Equal(original, text[at:][:len(original)]) {
				t.Fatalf("the bytes from %d on are not given as they were read", at)
			}
			at += len(original)
			return follows.next(original)
		}); err != nil {
			t.Fatal(err)
		}
		if follows.at != size {
			t.Fatalf("the copy was compared up to byte %d of %d while it was written", follows.at, size)
		}
		if err := follows.end(); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			t.Fatal("the copy is wrong")
		}
		if len(want) == 0 {
			return
		}
		spoiled := slices.Clone(want)
		spoiled[rapid.IntRange(0, len(spoiled)-1).Draw(t, "spoiled")] ^= 1
		compare := func(copied []byte) error {
			c := newComparison(bytes.NewReader(copied), patches)
			if err := splice(io.Discard, bytes.NewReader(text), size, patches, c.next); err != nil {
				return err
			}
			return c.end()
		}
		for what, copied := range map[string][]byte{"spoiled": spoiled, "longer": append(slices.Clone(want), 'x'), "shorter": want[:len(want)-1]} {
			if err := compare(copied); err != errCopyDiffers {
				t.Fatalf("a copy that is %s: error %v", what, err)
			}
		}
	})
}

// bytesSoFar reads what was written to a buffer by now, and stays at its end until more is.
type bytesSoFar struct {
	of   *bytes.Buffer
	read int
}

func (b *bytesSoFar) Read(into []byte) (int, error) {
	n := copy(into, b.of.Bytes()[b.read:])
	if b.read += n; n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

// REP-113: an input that is not the one that was read, or planned on, any more is not spliced.
func TestChangedInputIsRefused(t *testing.T) {
	const text = "Code,Units,Note\n97110,4,a\n97530,10,b\n97535,4,c\n"
	every := func(row int32) (int32, int64, bool) {
		return row, int64(strings.Index(text, "9753")) + int64(row-3)*11, true
	}
	sum := fmt.Sprintf("%x", sha256.Sum256([]byte(text)))
	for _, c := range []struct {
		what            string
		planned, copied string // the input when the correction is planned and when it is written
	}{
		{what: "the same", planned: text, copied: text},
		{what: "longer", planned: text + "x"},
		{what: "shorter", planned: text[:len(text)-1]},
		{what: "other rows", planned: strings.Replace(text, "97110,4,a\n", "97110,4,\na", 1)},
		{what: "a row cut in two", planned: strings.Replace(text, "a\n9", "a\r\n", 1)},
		{what: "another value at the place", planned: text, copied: strings.Replace(text, ",10,", ",99,", 1)},
		{what: "another value elsewhere", planned: text, copied: strings.Replace(text, ",b", ",x", 1)},
		{what: "longer when copied", planned: text, copied: text + "x"},
		{what: "shorter when copied", planned: text, copied: text[:20]},
	} {
		dir := t.TempDir()
		input, output := filepath.Join(dir, "jan.csv"), filepath.Join(dir, "jan.audited.csv")
		result := testResult("jan.csv", unitsFinding("jan.csv", 3, 2, "10", "9", audit.Safe))
		result.Manifest.Inputs = []audit.Input{{Name: "jan.csv", Bytes: int64(len(text)), SHA256: sum}}
		must(t, os.WriteFile(input, []byte(c.planned), 0o600))
		plan, err := Plan(input, output, result, []*audit.Layout{testLayout("jan.csv", 1, 2)}, Options{Apply: audit.Safe, Encoding: "utf-8", Delimiter: ',', RowAt: every})
		if err == nil {
			must(t, os.WriteFile(input, []byte(c.copied), 0o600))
			var done Corrected
			if done, err = plan.Write(); err == nil {
				must(t, done.Copy.Place())
			}
		} else if result.Findings[0].Fix.Applied {
			t.Errorf("%s: counted as applied", c.what)
		}
		if c.what == "the same" && err != nil || c.what != "the same" && !errors.Is(err, errInputChanged) {
			t.Errorf("%s: %v", c.what, err)
		}
		if entries, _ := os.ReadDir(dir); err != nil && len(entries) != 1 {
			t.Errorf("%s: %d files are there", c.what, len(entries))
		}
	}
}
