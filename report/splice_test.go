package report

import (
	"bytes"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
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
			CorrectOptions{Apply: audit.Safe, Encoding: form.encoding, Delimiter: rune(d.delimiter[0])})
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

// A large file with a few thousand corrections is spliced as a stream; chunk borders fall anywhere.
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
	got, done := correctText(t, text.String(), testResult("jan.csv", findings...), testLayout("jan.csv", 3, 5, 4), CorrectOptions{Apply: audit.Safe})
	if got != want.String() || done.Cells != 2000 {
		t.Errorf("the copy of the large file is wrong (%d cells)", done.Cells)
	}
}
