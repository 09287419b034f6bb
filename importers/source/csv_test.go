package source

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"otaudit/importers/importtest"
)

// IMP-20: quoting, line ends, and the row numbers a spreadsheet program shows.
func TestDelimitedRows(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"plain", "a,b\n1,2\n", "1: a|b\n2: 1|2\n"},
		{"no final line break", "a,b\n1,2", "1: a|b\n2: 1|2\n"},
		{"CRLF", "a,b\r\n1,2\r\n", "1: a|b\n2: 1|2\n"},
		{"lone CR", "a,b\r1,2\r3,4", "1: a|b\n2: 1|2\n3: 3|4\n"},
		{"mixed line ends", "a,b\r1,2\r\n3,4\n5,6", "1: a|b\n2: 1|2\n3: 3|4\n4: 5|6\n"},
		{"quoted delimiter and doubled quote", "a,b\n\"1,5\",\"say \"\"ok\"\"\"\n", "1: a|b\n2: 1,5|say \"ok\"\n"},
		{"quoted line break does not shift rows", "a,b\n\"x\ny\nz\",2\n3,4\n", "1: a|b\n2: x\ny\nz|2\n3: 3|4\n"},
		{"line break in the last field", "a,b\n1,\"x\r\ny\"\r\n3,4\r\n", "1: a|b\n2: 1|x\ny\n3: 3|4\n"},
		{"lone CR inside quotes", "a,b\r1,\"x\ry\"\r3,4\r", "1: a|b\n2: 1|x\ny\n3: 3|4\n"},
		{"blank lines count", "a,b\n\n\n1,2\n\n3,4\n", "1: a|b\n4: 1|2\n6: 3|4\n"},
		{"blank lines and quoted breaks", "\na,b\n\"x\n\ny\",2\n\n3,\"p\nq\"\n5,6\n", "2: a|b\n3: x\n\ny|2\n5: 3|p\nq\n6: 5|6\n"},
		{"rows of empty fields are gaps", "a,b\n,\n1,2\n", "1: a|b\n3: 1|2\n"},
		{"ragged rows as they are", "a,b,c\n1,2\n1,2,3,4\n", "1: a|b|c\n2: 1|2\n3: 1|2|3|4\n"},
		{"sep line", "sep=;\r\na;b\r\n1,5;2\r\n", "2: a|b\n3: 1,5|2\n"},
		{"sep line in quotes", "\"sep=|\"\na|b\n", "2: a|b\n"},
		{"sep line alone", "SEP=,", ""},
		{"no sep line", "sep=x\na,b\n", "1: sep=x\n2: a|b\n"},
		{"quote inside a bare field", "a,b\n5\" tall,2\n", "1: a|b\n2: 5\" tall|2\n"},
		{"quote not doubled inside quotes", "a,b\n\"a 5\"10 man\",2\n3,4\n", "1: a|b\n2: a 5\"10 man|2\n3: 3|4\n"},
		{"space before a quote", "a,b\n1, \"x\"\n", "1: a|b\n2: 1|x\n"},
		{"one column", "a\n1\n", "1: a\n2: 1\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := openBytes(t, "log.csv", []byte(c.text))
			if got := dump(t, s.Sheets[0]); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
			if got := dump(t, s.Sheets[0]); got != c.want {
				t.Errorf("second pass differs: %s", got)
			}
		})
	}
}

func TestSepLineIsNonData(t *testing.T) {
	s := openBytes(t, "log.csv", []byte("sep=;\na;b\n"))
	if s.Sheets[0].NonData != 1 || len(s.Notes) != 1 {
		t.Errorf("non-data rows %d, notes %q", s.Sheets[0].NonData, s.Notes)
	}
}

func TestStrayQuotesAreNoted(t *testing.T) {
	s := openBytes(t, "log.csv", []byte("a,b\n5\" tall,2\n"))
	if len(s.Notes) != 1 || !strings.HasSuffix(s.Notes[0], ": 1") {
		t.Errorf("notes %q", s.Notes)
	}
}

// A quote that never closes spoils its own record. Where that leaves too little, the file is refused with its line.
func TestUnreadableQuotes(t *testing.T) {
	for _, c := range []struct{ name, text, what string }{
		{"never closes, sep line", "sep=;\r\na;b\r\n3;\"x\r\n", "a quote opened on line 3 never closes"},
		{"never closes at the very end", "a,b\n1,\"", "a quote opened on line 2 never closes"},
		{"rows swallowed", "a,b\n\"x,1\ny,\"z\",2\n", "a quote opened on line 2 never closes"},
		{"most records", "a,b,c\n\"x, \"p\", q\",1,2\n\"y, \"p\", q\",1,2\n4,5,6\n7,8,9\n", "fields cannot be told apart: 2 of 5 records, the first on line 2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := refusal(t, importtest.WriteFile(t, "log.csv", []byte(c.text)), Limits{})
			if !strings.Contains(u.What, c.what) {
				t.Errorf("got %q, want %q", u.What, c.what)
			}
		})
	}
}

// IMP-19, in the order in which encodings are decided.
func TestEncodings(t *testing.T) {
	const text = "Name,Größe\nMüller,5\n"
	const want = "1: Name|Größe\n2: Müller|5\n"
	for _, c := range []struct {
		name     string
		content  []byte
		encoding string
		bom      bool
		assumed  bool
	}{
		{"UTF-8", []byte(text), "utf-8", false, false},
		{"UTF-8 with mark", []byte("\ufeff" + text), "utf-8", true, false},
		{"UTF-16LE with mark", importtest.Utf16Bytes(t, unicode.LittleEndian, unicode.UseBOM, text), "utf-16le", true, false},
		{"UTF-16BE with mark", importtest.Utf16Bytes(t, unicode.BigEndian, unicode.UseBOM, text), "utf-16be", true, false},
		{"UTF-16LE without", importtest.Utf16Bytes(t, unicode.LittleEndian, unicode.IgnoreBOM, text), "utf-16le", false, false},
		{"UTF-16BE without", importtest.Utf16Bytes(t, unicode.BigEndian, unicode.IgnoreBOM, text), "utf-16be", false, false},
		{"Windows-1252", []byte("Name,Gr\xf6\xdfe\nM\xfcller,5\n"), "windows-1252", false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := openBytes(t, "log.csv", c.content)
			if s.Encoding != c.encoding || s.BOM != c.bom || s.EncodingAssumed != c.assumed {
				t.Errorf("got %s, mark %v, assumed %v", s.Encoding, s.BOM, s.EncodingAssumed)
			}
			if c.assumed != (len(s.Notes) == 1) {
				t.Errorf("notes %q", s.Notes)
			}
			if got := dump(t, s.Sheets[0]); got != want {
				t.Errorf("got\n%s", got)
			}
		})
	}
}

// A rune cut by the end of a chunk is no sign of another encoding.
func TestRuneAcrossChunks(t *testing.T) {
	for shift := range 4 {
		text := strings.Repeat("x", chunkBytes-shift) + "€,b\n"
		if s := openBytes(t, "log.csv", []byte(text)); s.Encoding != "utf-8" {
			t.Errorf("shift %d: %s", shift, s.Encoding)
		}
	}
}

// IMP-20: the delimiter over the first 50 records, quoted text skipped.
func TestDelimiter(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       rune
	}{
		{"comma", "DOS,Code,Units\n1/5/2026,97530,2\n", ','},
		{"semicolon with decimal commas", "Units;Charge;Minutes\n1,5;20,50;38,0\n2,0;10,00;40,0\n", ';'},
		{"tab with names", "Patient\tDOS\nRivera, Marcus\t1/5/2026\nLee, Ann\t1/6/2026\n", '\t'},
		{"tab, ragged, with names", "Patient\tDOS\tNote\nRivera,Marcus\nLee,Ann\t1/6\t\nDo,Jo\n", '\t'},
		{"pipe with lists", "DOS|Dx|Code\n1/5|M62.81,R27.8|97530\n", '|'},
		{"title above", "Clinic report, June 2026\n\nDOS\tCode\tUnits\n1/5\t97530\t2\n1/6\t97530\t2\n", '\t'},
		{"quoted candidates", "a,b\n\"x;y;z;w\",2\n\"x;y;z;w\",2\n", ','},
		{"quoted line breaks", "a;b\n\"1,2,3\n4,5,6\n7,8\";2\n", ';'},
		{"comma and space, lists in a cell", "DOS, Dx, Code\n1/5, M62.81;R27.8, 97530\n1/6, M62.81;R27.8, 97530\n", ','},
		{"comma between numbers, lists in a cell", "DOS, Dx, Units, Charge\n20260105,1;2,3,50\n20260106,1;2,3,50\n", ','},
		{"semicolon with a text of many commas", "DOS;Code;Note;By\n1/5;97530;seen, well, again, home, ok;A\n1/6;97530;x, y;B\n", ';'},
		{"nothing", "DOS\n1/5/2026\n", ','},
	} {
		t.Run(c.name, func(t *testing.T) {
			if s := openBytes(t, "log.txt", []byte(c.text)); s.Delimiter != c.want {
				t.Errorf("got %q, want %q", s.Delimiter, c.want)
			}
		})
	}
}

// Whatever the fields hold and however the lines end, what encoding/csv writes
// comes back with the numbers a spreadsheet would show.
func TestWrittenTextComesBack(t *testing.T) {
	path := importtest.WriteFile(t, "log.csv", nil)
	rapid.Check(t, func(rt *rapid.T) {
		field := rapid.StringOf(rapid.SampledFrom([]rune("ab1 ,;\"\néü€")))
		rows := rapid.SliceOfN(rapid.SliceOfN(field, 2, 5), 1, 20).Draw(rt, "rows")
		var b strings.Builder
		want := ""
		number := 1
		b.WriteString("sep=,\n")
		w := csv.NewWriter(&b)
		for _, row := range rows {
			if rapid.Bool().Draw(rt, "blank line before") {
				w.Flush()
				b.WriteString("\n")
				number++
			}
			number++
			if err := w.Write(row); err != nil {
				rt.Fatal(err)
			}
			if !AllEmpty(row) {
				want += fmt.Sprintf("%d: %s\n", number, strings.Join(row, "|"))
			}
		}
		w.Flush()
		text := strings.ReplaceAll(b.String(), "\n", rapid.SampledFrom([]string{"\n", "\r\n", "\r"}).Draw(rt, "line end"))
		importtest.Overwrite(rt, path, []byte(text))
		s, err := Open(path, Limits{})
		if err != nil {
			rt.Fatal(err)
		}
		if got := dump(t, s.Sheets[0]); got != want {
			rt.Errorf("got\n%s\nwant\n%s", got, want)
		}
	})
}

// The survey must find the same quotes however the text falls into chunks.
func TestSurveyDoesNotDependOnChunks(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := []byte(rapid.StringOf(rapid.SampledFrom([]rune("a,\"\n\r"))).Draw(rt, "text"))
		whole := &quoteSurvey{delim: ',', prev: '\n'}
		whole.feed(text)
		wholeOpen := whole.finish()
		parts := &quoteSurvey{delim: ',', prev: '\n'}
		for rest := text; len(rest) > 0; {
			n := rapid.IntRange(1, len(rest)).Draw(rt, "chunk")
			parts.feed(rest[:n])
			rest = rest[n:]
		}
		partsOpen := parts.finish()
		if wholeOpen != partsOpen || whole.irregular != parts.irregular || whole.loneCR != parts.loneCR {
			rt.Errorf("%q: whole %+v, in parts %+v", text, whole, parts)
		}
	})
}

// The survey must agree with encoding/csv on what strict parsing accepts.
func TestSurveyAgreesWithParser(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("a,\"\n"))).Draw(rt, "text")
		s := &quoteSurvey{delim: ',', prev: '\n'}
		s.feed([]byte(text))
		unclosed := s.finish()
		r := csv.NewReader(strings.NewReader(text))
		r.FieldsPerRecord = -1
		_, err := r.ReadAll()
		if strict := !unclosed && s.irregular == 0; strict != (err == nil) {
			rt.Errorf("%q: survey strict %v, parser %v", text, strict, err)
		}
	})
}

// benchmarkText is a log of 30 columns with one quoted one.
func benchmarkText(rows int) []byte {
	var b strings.Builder
	for col := range 30 {
		b.WriteString("Column " + strconv.Itoa(col) + ",")
	}
	b.WriteString("Note\n")
	for row := range rows {
		for col := range 30 {
			b.WriteString(strconv.Itoa(row*31+col*97) + " ab,")
		}
		b.WriteString("\"Patient seen, tolerated well\"\n")
	}
	return []byte(b.String())
}

// BenchmarkReadCSV reads a log of 300,000 lines and reports the time against a
// bare loop of encoding/csv over the same bytes in memory: one pass over an
// opened file, and opening with checksum and survey followed by a pass.
func BenchmarkReadCSV(b *testing.B) {
	const lines = 300_000
	text := benchmarkText(lines)
	path := importtest.WriteFile(b, "log.csv", text)
	open := func() *Source {
		s, err := Open(path, Limits{})
		if err != nil {
			b.Fatal(err)
		}
		return s
	}
	pass := func(s *Source) {
		rows := 0
		if err := s.Sheets[0].Rows(func(*Row) error { rows++; return nil }); err != nil || rows != lines+1 {
			b.Fatal(rows, err)
		}
	}
	bare := func() {
		r := csv.NewReader(bytes.NewReader(text))
		r.ReuseRecord = true
		rows := 0
		for {
			_, err := r.Read()
			if err == io.EOF {
				break
			}
			if err != nil {
				b.Fatal(err)
			}
			rows++
		}
		if rows != lines+1 {
			b.Fatal(rows)
		}
	}
	opened := open()
	b.Run("pass", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		importtest.Compare(b, func() { pass(opened) }, bare, "x-bare-csv")
	})
	b.Run("open+pass", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		importtest.Compare(b, func() { pass(open()) }, bare, "x-bare-csv")
	})
}
