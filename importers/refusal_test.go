package importers

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"otaudit/audit"
	"otaudit/importers/importtest"
)

// TestRefusals: what cannot be decided is asked, with the lines of a profile that decide it; what does not depend on it is
// read (IMP-02, IMP-25, IMP-27, IMP-132, IMP-143 to IMP-156).
func TestRefusals(t *testing.T) {
	runLayouts(t, "log.csv", []layoutCase{
		{name: "two dates of service",
			text:   "DOS,Visit Date,Patient ID,CPT,Units\n1/13/2026,1/14/2026,P1,97110,2\n1/15/2026,1/15/2026,P1,97110,1\n",
			fields: "date_of_service code units", lines: []string{"2: . 97110 2", "3: . 97110 1"}, rows: "title-or-header=1",
			notices: []string{`I002 log.csv!A1 2 columns fit date_of_service and differ; none is read; decide with --column "DOS=date_of_service" or --column "Visit Date=date_of_service"`}},
		{name: "two columns of codes",
			text:   "DOS,Patient ID,CPT,Charge Code,Units\n1/13/2026,P1,97110,97530,2\n1/15/2026,P1,97110,97110,1\n",
			fields: "date_of_service code units", lines: []string{"2: 2026-01-13 . 2", "3: 2026-01-15 . 1"}, rows: "title-or-header=1",
			notices: []string{`I002 log.csv!C1 2 columns fit code`}},
		{name: "two columns of units",
			text:   "DOS,Patient ID,CPT,Units,Billed Units,Minutes\n1/13/2026,P1,97110,2,3,30\n1/15/2026,P1,97110,1,1,15\n",
			fields: "code units minutes", lines: []string{"2: 97110 . 30", "3: 97110 . 15"}, rows: "title-or-header=1",
			notices: []string{`I002 log.csv!D1 2 columns fit units`, `--column "Units=units" or --column "Billed Units=units"`}},
		{name: "two columns of minutes",
			text:   "DOS,Patient ID,CPT,Units,Minutes,Actual Duration\n1/13/2026,P1,97110,2,30,31\n1/15/2026,P1,97110,1,15,15\n",
			fields: "code units minutes", lines: []string{"2: 97110 2 .", "3: 97110 1 ."}, rows: "title-or-header=1",
			notices: []string{`I002 log.csv!E1 2 columns fit minutes`}},
		{name: "minutes that repeat on all lines of a visit",
			text: "DOS,Patient ID,CPT,Units,Minutes\n" + visitTotals(6), fields: "minutes",
			lines: unboundRows(2, 12), rows: "title-or-header=1"},
		{name: "hours under a header of minutes",
			text:   "DOS,Patient ID,CPT,Units,Minutes\n1/13/2026,P1,97110,2,0.5\n1/14/2026,P1,97110,2,0.75\n",
			fields: "units minutes", lines: []string{"2: 2 30", "3: 2 45"}, rows: "title-or-header=1"},
		{name: "IMP-176 four modifiers beside two codes of a wide row",
			text:   "DOS,Patient ID,CPT1,Units1,CPT2,Units2,Mod 1,Mod 2,Mod 3,Mod 4\n1/13/2026,P1,97110,2,97530,1,GO,KX,CO,59\n",
			fields: "code units modifiers", lines: []string{"2: 97110 2 .", "2: 97530 1 ."}, rows: "title-or-header=1",
			notices: []string{"I002 log.csv!G1 4 numbered modifiers beside 2 numbered codes"}},
		{name: "IMP-176 one modifier for each code of a wide row",
			text:   "DOS,Patient ID,CPT1,Units1,Mod 1,CPT2,Units2,Mod 2\n1/13/2026,P1,97110,2,GO,97530,1,KX\n",
			fields: "code units modifiers", lines: []string{"2: 97110 2 GO", "2: 97530 1 KX"}, rows: "title-or-header=1"},
		{name: "IMP-133 timed above treatment minutes",
			text:   "DOS,Patient ID,CPT,Units,Total Timed Minutes,Total Treatment Minutes\n1/13/2026,P1,97110,2,50,45\n1/14/2026,P1,97110,2,40,30\n",
			fields: "units timed_minutes treatment_minutes", lines: []string{"2: 2 . .", "3: 2 . ."}, rows: "title-or-header=1",
			notices: []string{"I001 log.csv!E1", "are the two columns swapped?"}},
		{name: "IMP-134 assistant minutes above the minutes of the line",
			text:   "DOS,Patient ID,CPT,Units,Minutes,OTA Minutes\n1/13/2026,P1,97110,2,30,31\n1/14/2026,P1,97110,2,40,90\n",
			fields: "minutes assistant_minutes", lines: []string{"2: 30 .", "3: 40 ."}, rows: "title-or-header=1",
			notices: []string{"I001 log.csv!F1 the column is not read as assistant_minutes"}},
		{name: "IMP-193 zoned dates",
			text:   "DOS,Patient ID,CPT,Units\n2026-01-13T23:30:00Z,P1,97110,2\n",
			fields: "date_of_service", lines: []string{"2: 2026-01-13"}, rows: "title-or-header=1"},
		{name: "IMP-144 a status that is not read is said",
			text:   "DOS,Patient ID,CPT,Units,Status\n1/13/2026,P1,97110,2,Cancelled\n1/14/2026,P1,97110,2,left early\n",
			fields: "units status", lines: []string{"2: 2 .", "3: 2 ."}, rows: "title-or-header=1",
			notices: []string{"I001 log.csv!E1 the column is not read as status: 1 of 2 values are words of a visit"}},
		{name: "IMP-144 few words of a visit are its status",
			text:   "DOS,Patient ID,CPT,Units,Status\n1/13/2026,P1,97110,2,Cancelled\n1/14/2026,P1,97110,2,Kept\n1/15/2026,P1,97110,2,\n",
			fields: "units status", lines: []string{"3: 2 Kept", "4: 2 -"}, excluded: []string{"2 status"}, rows: "title-or-header=1"},
		{name: "Status of claims, Type, Total",
			text:   "DOS,Patient ID,CPT,Units,Status,Type,Total\n1/13/2026,P1,97110,2,paid,MCR,80\n1/14/2026,P1,97110,2,denied,MCR,80\n",
			fields: "units status visit_type charge", lines: []string{"2: 2 . . .", "3: 2 . . ."}, rows: "title-or-header=1"},
	})
}

// unboundRows are lines without the one field that is shown.
func unboundRows(first, n int) []string {
	var lines []string
	for row := range n {
		lines = append(lines, fmt.Sprintf("%d: .", first+row))
	}
	return lines
}

// visitTotals writes visits of two lines with one and the same minutes.
func visitTotals(visits int) string {
	var out strings.Builder
	for v := range visits {
		for _, code := range []string{"97110", "97530"} {
			out.WriteString(strings.Join([]string{"1/1" + string(rune('3'+v)) + "/2026", "P1", code, "1", string(rune('2'+v)) + "5"}, ",") + "\n")
		}
	}
	return out.String()
}

// TestHeaderRivals: IMP-25, two rows that fit as the header and name other columns are asked, and --header-row decides.
func TestHeaderRivals(t *testing.T) {
	text := "DOS,Patient ID,CPT,Units\n1/13/2026,P1,97110,2\nPatient ID,DOS,Units,CPT\nP2,1/14/2026,1,97530\n"
	book := importText(t, "log.csv", text)
	if book.Sheets[0].HeaderRow != 0 || !hasPart(showNotices(book), "I002") || !hasPart(book.Sheets[0].Notes, "no table found") {
		t.Errorf("header row %d, notices %q, notes %q", book.Sheets[0].HeaderRow, showNotices(book), book.Sheets[0].Notes)
	}
	book = importText(t, "log.csv", text, func(o *Options) { o.HeaderRow = 1 })
	if got := showLines(book.Sessions, "code units"); !slices.Equal(got, []string{"2: 97110 2"}) || hasPart(showNotices(book), "above the header") {
		t.Errorf("with the header row given: %q, notices %q", got, showNotices(book))
	}
	book = importText(t, "log.csv", text, func(o *Options) { o.HeaderRow = 3 })
	if !hasPart(showNotices(book), "I004 log.csv!3 1 row above the header looks like a line and is not read") {
		t.Errorf("lines above the header that was given: %q", showNotices(book))
	}
	if book = importText(t, "log.csv", "to do\ncall the plumber\n"); !hasPart(book.Sheets[0].Notes, "lacks a date of service and a procedure code") {
		t.Errorf("notes %q", book.Sheets[0].Notes)
	}
}

// Where no row is a candidate, the note says why instead of naming one.
func TestNoCandidateForHeader(t *testing.T) {
	empty := importtest.WriteFile(t, "empty.xlsx", importtest.Minimal(t, "<worksheet><sheetData/></worksheet>"))
	log := importtest.WriteFile(t, "log.csv", []byte("DOS,CPT\n1/13/2026,97110\n"))
	for _, c := range []struct {
		path string
		row  int
		want string
	}{
		{empty, 0, "no table found: there are no rows"},
		{empty, 3, "no table found: there are no rows"},
		{log, 99999, "no table found: row 99999, which should hold the header, is empty or not there"},
	} {
		book, err := Import([]string{c.path}, Options{HeaderRow: c.row})
		if err != nil || len(book.Sheets) != 1 || !slices.Equal(book.Sheets[0].Notes, []string{c.want}) {
			t.Errorf("%s, row %d: %v, %+v", c.path, c.row, err, book.Sheets)
		}
	}
}

// TestOrderOfFiles: IMP-06, the lines do not depend on the order in which the files are given.
func TestOrderOfFiles(t *testing.T) {
	lines := func(names ...string) []string {
		var paths []string
		for _, name := range names {
			paths = append(paths, importtest.WriteFile(t, name, []byte("DOS,Patient ID,CPT,Units\n1/13/2026,"+name+",97110,2\n")))
		}
		book, err := Import(paths, Options{AsOf: audit.DateOf(2026, 11, 23)})
		if err != nil {
			t.Fatal(err)
		}
		got := showLines(book.Sessions, "patient_id units")
		slices.Sort(got)
		return got
	}
	if a, b := lines("a.csv", "b.csv"), lines("b.csv", "a.csv"); !slices.Equal(a, b) {
		t.Errorf("%q and %q", a, b)
	}
}

// TestSameBytesTwice: IMP-17, a copy of a file is read once, whether it is plain text or not.
func TestSameBytesTwice(t *testing.T) {
	for _, text := range []string{"DOS,Patient ID,CPT,Units\n1/13/2026,P1,97110,2\n", "DOS,Patient ID,CPT,Units\n1/13/2026,P\xe91,97110,2\n"} {
		book := importFiles(t, map[string]string{"a.csv": text, "b.csv": text})
		if len(book.Sessions) != 1 || len(book.Skipped) != 1 || len(book.Inputs[0].SHA256) != 64 {
			t.Errorf("%d lines, skipped %v, inputs %v", len(book.Sessions), book.Skipped, book.Inputs)
		}
	}
}

// TestUnreadColumns: a column without which little can be audited is listed when it is not read, or gave no value, with the
// cell of its header; columns that are blank, of other fields, or beside another of their field are not.
func TestUnreadColumns(t *testing.T) {
	total, totals := "DOS,Patient ID,CPT,Units,Minutes\n", "DOS,Patient ID,CPT,Units,Minutes,Total Timed Minutes\n"
	visits := "Visit ID,Minutes,Subjective\n"
	for day := range 12 { // minutes of the visit on each of its lines
		for _, code := range []string{"97110", "97530"} {
			line := fmt.Sprintf("3/%d/2026,P%d,%s,2,6%d", 13+day, day, code, day%3)
			total, totals = total+line+"\n", totals+line+line[len(line)-3:]+"\n"
		}
		visits += fmt.Sprintf("V%d,6%d,better\n", day, day%3)
	}
	for _, c := range []struct {
		name, text string
		want       []string // cells
	}{
		{"all are read", "DOS,Patient ID,CPT,Units,Minutes\n1/13/2026,P1,97110,1,15\nsoon 2,P1,97110,1,15\n1/14/2026,P1,97110,1,15\n", nil},
		{"blank columns", "DOS,Patient ID,CPT,Units,Minutes\n1/13/2026,P1,97110,,\n1/14/2026,P1,97110,n/a,\n", nil},
		{"columns of other fields", "DOS,Patient ID,CPT,Units,NPI,DOB,Subjective\n1/13/2026,P1,97110,1,12,x,\n1/14/2026,P1,97110,1,12,x,\n", nil},
		{"another column of the field", "DOS,Service Date,Patient ID,CPT,Units\n1/13/2026,see note 1,P1,97110,1\n1/14/2026,see note 2,P1,97110,1\n", nil},
		{"a total and a footer under blank units", "Units,DOS,Patient ID,CPT\n,1/13/2026,P1,97110\n,1/14/2026,P1,97110\nPage 1,,,\n", nil},
		{"dates", "DOS,Patient ID,CPT,Units\n1/13/2026,P1,97110,1\n2/30/2026,P1,97110,1\n2/31/2026,P1,97110,1\n", []string{"log.csv!A1"}},
		{"two columns", "DOS,Patient ID,CPT,Units,Minutes\n1/13/2026,P1,97110,one,a few\n1/14/2026,P1,97110,one,a few\n", []string{"log.csv!D1", "log.csv!E1"}},
		{"the codes of a second group", "DOS,Patient ID,CPT1,Units1,CPT2,Units2\n1/13/2026,P1,97110,1,walking,1\n1/14/2026,P1,97110,1,walking,1\n", []string{"log.csv!E1"}},
		{"a header that alone does not name the date", "Date,Patient ID,CPT,Units\n1/13/2026,P1,97110,1\n", nil},
		{"a header that alone does not name the minutes", "DOS,Patient ID,CPT,Units,Duration\n1/13/2026,P1,97110,1,8 weeks\n", nil},
		{"day numbers of either date system", "DOS,Patient ID,CPT,Units\n36600,P1,97110,1\n36601,P1,97110,1\n", []string{"log.csv!A1"}},
		{"minutes of the visit on each line", total, nil},
		{"the same beside the total itself", totals, nil},
		{"minutes of the visit in a table of visits", visits, nil},
		{"days and months that cannot be told apart", "DOS,Patient ID,CPT,Units\n1/3/2026,P1,97110,1\n1/4/2026,P1,97110,1\n", nil},
	} {
		var got []string
		for _, u := range importText(t, "log.csv", c.text).Unread {
			got = append(got, u.Path)
			if u.Hint == "" || strings.Contains(u.What+u.Hint, "%!") {
				t.Errorf("%s: %s; hint %s", c.name, u, u.Hint)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
