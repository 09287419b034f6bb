package source

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"otaudit/importers/importtest"
)

// brokenHead and brokenRows are a log; the row in the middle is the one that is broken.
const brokenHead = "Date,Patient,CPT,Mod,Units,Minutes,Therapist,Insurance"

var brokenRows = []string{
	`10/05/2026,"Reed, Ann",97110,GO,1,15,"Lane, OTR/L",Medicare`,
	`10/05/2026,"Reed, Ann",97530,GO,2,31,"Lane, OTR/L",Medicare`,
	`10/06/2026,"Moss, Gil",97140,GO,1,12,"Lane, OTR/L",Medicare`,
	`10/06/2026,"Hart, Lou",97535,GO,3,44,"Lane, OTR/L",Medicare`,
	`10/07/2026,"Hart, Lou",97112,GO,2,25,"Lane, OTR/L",Medicare`,
}

const brokenRow = 4 // of the file

// plainFields splits a row of the log.
func plainFields(row string) []string {
	records, _ := recordsByLibrary(row)
	return records[0]
}

// Whatever is wrong with a record, the others are read as they are, and of its own cells none is taken for that of another
// column unless the number of its cells or its mark tells so. The kinds are those of the Pollock benchmark of CSV readers.
func TestBrokenRecords(t *testing.T) {
	const right, marked = "right", "marked"
	width := func(n int) string { return fmt.Sprintf("%d cells", n) }
	for _, c := range []struct{ kind, row, want string }{
		{"as it is", brokenRows[2], right},
		{"an extra quote before cell 1", `"10/06/2026,"Moss, Gil",97140,GO,1,12,"Lane, OTR/L",Medicare`, right},
		{"an extra quote before cell 2", `10/06/2026,""Moss, Gil",97140,GO,1,12,"Lane, OTR/L",Medicare`, right},
		{"an extra quote before cell 3", `10/06/2026,"Moss, Gil","97140,GO,1,12,"Lane, OTR/L",Medicare`, right},
		{"an extra quote before cell 5", `10/06/2026,"Moss, Gil",97140,GO,"1,12,"Lane, OTR/L",Medicare`, right},
		{"an extra quote before cell 7", `10/06/2026,"Moss, Gil",97140,GO,1,12,""Lane, OTR/L",Medicare`, right},
		{"an extra quote before cell 8", `10/06/2026,"Moss, Gil",97140,GO,1,12,"Lane, OTR/L","Medicare`, marked},
		{"no closing quote", `10/06/2026,"Moss, Gil,97140,GO,1,12,"Lane, OTR/L",Medicare`, marked},
		{"no closing quote, the last of the row", `10/06/2026,"Moss, Gil,97140,GO,1,12,Lane,Medicare`, marked},
		{"no opening quote", `10/06/2026,Moss, Gil",97140,GO,1,12,"Lane, OTR/L",Medicare`, width(9)},
		{"no quotes", `10/06/2026,Moss, Gil,97140,GO,1,12,"Lane, OTR/L",Medicare`, width(9)},
		{"a nickname in quotes", `10/06/2026,"Moss, "Gil" G",97140,GO,1,12,"Lane, OTR/L",Medicare`, `Moss, "Gil" G`},
		{"a quote escaped by a backslash", `10/06/2026,"Moss, \"Gil\" G",97140,GO,1,12,"Lane, OTR/L",Medicare`, `Moss, "Gil" G`},
		{"separator 1 missing", `10/06/2026"Moss, Gil",97140,GO,1,12,"Lane, OTR/L",Medicare`, marked},
		{"separator 2 missing", `10/06/2026,"Moss, Gil"97140,GO,1,12,"Lane, OTR/L",Medicare`, marked},
		{"separator 3 missing", `10/06/2026,"Moss, Gil",97140GO,1,12,"Lane, OTR/L",Medicare`, width(7)},
		{"separator 5 missing", `10/06/2026,"Moss, Gil",97140,GO,112,"Lane, OTR/L",Medicare`, width(7)},
		{"separator 6 missing", `10/06/2026,"Moss, Gil",97140,GO,1,12"Lane, OTR/L",Medicare`, marked},
		{"separator 7 missing", `10/06/2026,"Moss, Gil",97140,GO,1,12,"Lane, OTR/L"Medicare`, marked},
		{"a separator too many", `10/06/2026,"Moss, Gil",97140,,GO,1,12,"Lane, OTR/L",Medicare`, width(9)},
		{"fields missing", `10/06/2026,"Moss, Gil",97140,GO,1`, width(5)},
		{"fields too many", `10/06/2026,"Moss, Gil",97140,GO,1,12,"Lane, OTR/L",Medicare,a,b`, width(10)},
		{"another separator", `10/06/2026;Moss, Gil;97140;GO;1;12;Lane;Medicare`, width(2)},
		{"another quote", `10/06/2026,'Moss, Gil',97140,GO,1,12,'Lane, OTR/L',Medicare`, width(10)},
		{"broken in two", "10/06/2026,\"Moss, Gil\",97140,GO\n1,12,\"Lane, OTR/L\",Medicare", width(4)},
		{"an empty field in quotes", `10/06/2026,"Moss, Gil",97140,"",1,12,"Lane, OTR/L",Medicare`, "10/06/2026|Moss, Gil|97140||1|12|Lane, OTR/L|Medicare"},
		{"an inch mark", `10/06/2026,"Moss, Gil",97140,GO,1,12,6" putty,Medicare`, `6" putty`},
		{"a backslash before a doubled quote", `10/06/2026,"Moss\"" ""Gil""",97140,GO,1,12,"Lane, OTR/L",Medicare`, `Moss\" "Gil"|97140`},
	} {
		for _, lineEnd := range []string{"\n", "\r\n", "\r"} {
			rows := slices.Clone(brokenRows)
			rows[2] = c.row
			text := strings.ReplaceAll(brokenHead+"\n"+strings.Join(rows, "\n")+"\n", "\n", lineEnd)
			checkBroken(t, c.kind, text, strings.Count(c.row, "\n"), func(r *Row) {
				shown := strings.Join(r.Text, "|")
				switch {
				case c.want == right && !r.Broken && slices.Equal(r.Text, plainFields(brokenRows[2])):
				case c.want == marked && r.Broken:
				case c.want == width(len(r.Text)) && len(r.Text) != 8:
				case !r.Broken && len(r.Text) == 8 && strings.Contains(shown, c.want):
				default:
					t.Errorf("%s: %s, marked %v; want %s", c.kind, shown, r.Broken, c.want)
				}
			})
		}
	}
}

// checkBroken holds the rows but the broken one against the log; more is how many rows the broken one takes besides its own.
func checkBroken(t *testing.T, kind, text string, more int, check func(*Row)) {
	t.Helper()
	seen := 0
	err := openBytes(t, "log.csv", []byte(text)).Sheets[0].Rows(func(r *Row) error {
		at := r.Number - 2
		switch {
		case r.Number == 1:
			return nil
		case r.Number == brokenRow:
			check(r)
			seen++
			return nil
		case r.Number > brokenRow && r.Number <= brokenRow+more:
			return nil
		case r.Number > brokenRow:
			at -= more
		}
		seen++
		if r.Broken || !slices.Equal(r.Text, plainFields(brokenRows[at])) {
			t.Errorf("%s: row %d is %q, marked %v", kind, r.Number, r.Text, r.Broken)
		}
		return nil
	})
	importtest.Must(t, err)
	if seen != len(brokenRows) {
		t.Errorf("%s: %d rows, want %d", kind, seen, len(brokenRows))
	}
}

// A quote that is lost in one of many records never takes values of the next into its own, however the columns lie.
func TestLostQuotesSwallowNothing(t *testing.T) {
	for _, c := range []struct{ name, text string }{
		{"the next quoted field stands in the same column", "d,n,c,u\n1,\"a, b\",x,1\n2,\"c, d,y,2\n3,\"e, f\",z,3\n4,\"g, h\",w,4\n5,\"i, j\",v,5\n6,\"k\",q,6\n"},
		{"and nothing else is quoted behind", "d,n,c,u\n1,\"a, b\",x,1\n3,\"e, f\",z,3\n4,\"g, h\",w,4\n2,\"c, d,y,2\n5,i,v,5\n6,k,q,6\n"},
		{"a text over several lines stands behind", "d,n,c,u\n1,\"a, b\",x,1\n2,\"c, d,y,2\n3,\"e\nf\",z,3\n4,\"g, h\",w,4\n5,\"i, j\",v,5\n6,\"k\",q,6\n"},
	} {
		s := openBytes(t, "log.csv", []byte(c.text))
		marked := 0
		importtest.Must(t, s.Sheets[0].Rows(func(r *Row) error {
			if r.Broken {
				marked++
				if r.Text[0] != "2" {
					t.Errorf("%s: row %d is marked", c.name, r.Number)
				}
				return nil
			}
			if r.Number > 1 && (len(r.Text) != 4 || r.Text[3] != r.Text[0]) {
				t.Errorf("%s: row %d is %q", c.name, r.Number, r.Text)
			}
			return nil
		}))
		if marked != 1 || s.ByHand == "" || len(s.Notes) == 0 {
			t.Errorf("%s: %d rows marked, by hand %q, notes %q", c.name, marked, s.ByHand, s.Notes)
		}
	}
}

// TestDialects: the dialects that come in beside those of IMP-20. Only text of the rules of CSV is corrected in place.
func TestDialects(t *testing.T) {
	const want = "1: Date|Patient|CPT|Units\n2: 10/05/2026|Reed, Ann|97110|1\n3: 10/06/2026|Moss, Gil|97530|2\n"
	for _, c := range []struct {
		name, text string
		byHand     bool
	}{
		{"comma and space", "Date, Patient, CPT, Units\n10/05/2026, \"Reed, Ann\", 97110, 1\n10/06/2026, \"Moss, Gil\", 97530, 2\n", true},
		{"space, all quoted", "\"Date\" \"Patient\" \"CPT\" \"Units\"\n\"10/05/2026\" \"Reed, Ann\" \"97110\" \"1\"\n\"10/06/2026\" \"Moss, Gil\" \"97530\" \"2\"\n", true},
		{"space, texts quoted", "Date Patient CPT Units\n10/05/2026 \"Reed, Ann\" 97110 1\n10/06/2026 \"Moss, Gil\" 97530 2\n", true},
		{"columns of spaces", "Date        Patient     CPT    Units\n10/05/2026  Reed, Ann   97110  1\n10/06/2026  Moss, Gil   97530  2\n", true},
		{"single quotes", "Date,Patient,CPT,Units\n10/05/2026,'Reed, Ann',97110,1\n10/06/2026,'Moss, Gil',97530,2\n", true},
		{"single quotes around all", "'Date','Patient','CPT','Units'\n'10/05/2026','Reed, Ann','97110','1'\n'10/06/2026','Moss, Gil','97530','2'\n", true},
		{"guards", "Date,Patient,CPT,Units\n=\"10/05/2026\",\"=\"\"Reed, Ann\"\"\",=\"97110\",=\"1\"\n=\"10/06/2026\",\"=\"\"Moss, Gil\"\"\",=\"97530\",=\"2\"\n", false},
		{"guards by the rules", "Date,Patient,CPT,Units\n10/05/2026,\"=\"\"Reed, Ann\"\"\",\"=\"\"97110\"\"\",1\n10/06/2026,\"Moss, Gil\",97530,2\n", false},
		{"guards around a delimiter", "Date,Patient,CPT,Units\n10/05/2026,=\"Reed, Ann\",97110,1\n10/06/2026,=\"Moss, Gil\",97530,2\n", true},
		{"NUL bytes", "Date,Patient,CPT,Units\n10/05/2026,\"Re\x00ed, Ann\",97110,1\n10/06/2026,\"Moss, Gil\",97530,\x002\n", false},
	} {
		s := openBytes(t, "log.csv", []byte(c.text))
		if got := strings.ReplaceAll(dump(t, s.Sheets[0]), "| ", "|"); got != want {
			t.Errorf("%s:\n%s", c.name, got)
		}
		if (s.ByHand != "") != c.byHand {
			t.Errorf("%s: by hand %q", c.name, s.ByHand)
		}
	}
}

// A row divided by spaces in which a value is missing has the others one column to the left: it is marked.
func TestMissingValueBetweenSpaces(t *testing.T) {
	s := openBytes(t, "log.txt", []byte("Date        CPT    Units  Minutes\n10/05/2026  97110  1      15\n10/05/2026  97530         31\n"+
		"10/06/2026  97140  1      12\n10/06/2026  97140  1      14\n10/06/2026  97140  1      13\n"))
	var marked []int
	importtest.Must(t, s.Sheets[0].Rows(func(r *Row) error {
		if r.Broken {
			marked = append(marked, r.Number)
		}
		return nil
	}))
	if !slices.Equal(marked, []int{3}) {
		t.Errorf("marked rows %v", marked)
	}
}

func TestApostrophesOpenNoText(t *testing.T) {
	s := openBytes(t, "log.csv", []byte("a,b\n'97110,'0012\n'97530,\"O'Brien, 'Al'\"\n"))
	if got, want := dump(t, s.Sheets[0]), "1: a|b\n2: '97110|'0012\n3: '97530|O'Brien, 'Al'\n"; got != want {
		t.Errorf("got\n%s", got)
	}
}

// FuzzTolerantReader: whatever the text, the reader comes to its end and reads text of the rules of CSV as encoding/csv does.
func FuzzTolerantReader(f *testing.F) {
	for _, row := range brokenRows {
		f.Add(brokenHead + "\n" + row)
	}
	for _, seed := range []string{"a,\"b\nc\"\n", "\"\"\"\",=\"x\"\n", "a \"b\" c", "\"a\" b\",\"c\n", "\"x\\\"y\",z", ",\n,\n", "\"a\"\"b\"\n\n\"c\nd\"\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := newTolerantReader(strings.NewReader(text), dialect{delim: ',', quote: '"'})
		var got [][]string
		lines := 0
		for {
			record, err := r.next()
			if err != nil {
				break
			}
			if record.lines < 1 || record.line != lines+1 || len(record.cells) == 0 {
				t.Fatalf("%q: record %+v behind %d lines", text, record, lines)
			}
			lines += record.lines
			if len(record.cells) > 1 || record.cells[0] != "" {
				got = append(got, record.cells)
			}
		}
		want, ok := recordsByLibrary(text)
		want = slices.DeleteFunc(want, func(record []string) bool { return len(record) == 1 && record[0] == "" })
		if !ok || strings.Contains(text, "\r") || strings.Contains(text, `="`) || strings.Contains(text, `\`) || strings.Contains(text, ` "`) ||
			strings.Contains(text, `=""`) {
			return
		}
		if !slices.EqualFunc(got, want, slices.Equal[[]string]) {
			t.Errorf("%q: split as %q, encoding/csv gives %q", text, got, want)
		}
	})
}
