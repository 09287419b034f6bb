package importers

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"otaudit/audit"
	"otaudit/importers/importtest"
	"otaudit/importers/source"
)

// layoutCase is a small file and what becomes of it.
type layoutCase struct {
	name     string // with the number of the requirement
	text     string
	fields   string   // of each line, as printed behind its row
	lines    []string // "row: value value"; a bad value is written "!text", a blank one "-", an unbound one "."
	excluded []string // "row reason"
	rows     string   // non-data rows by kind
	notKept  []string // lines of visits that were not kept, with date, code, units, charge, payer and status
	notices  []string // parts of "rule cell message"; each must be found
}

// importText imports one text under a name.
func importText(t testing.TB, name, text string, change ...func(*Options)) *Book {
	t.Helper()
	return importFiles(t, map[string]string{name: text}, change...)
}

// importFiles imports files in the order of their names and checks that the account closes.
func importFiles(t testing.TB, files map[string]string, change ...func(*Options)) *Book {
	t.Helper()
	var paths []string
	for _, name := range slices.Sorted(maps.Keys(files)) {
		paths = append(paths, importtest.WriteFile(t, name, []byte(files[name])))
	}
	o := Options{AsOf: audit.DateOf(2026, time.November, 23), KnownModifier: importtest.KnownModifier}
	for _, c := range change {
		c(&o)
	}
	book, err := Import(paths, o)
	if err != nil {
		t.Fatal(err)
	}
	checkAccount(t, book)
	return book
}

// checkAccount says which sums of a book do not close.
func checkAccount(t interface{ Errorf(string, ...any) }, book *Book) {
	r := audit.Result{Sheets: book.Sheets, Account: audit.Account{Lines: len(book.Sessions)}}
	r.CloseAccount()
	for _, open := range r.Account.Open {
		t.Errorf("the account does not close: %s", open)
	}
}

// showLines prints the fields of every line.
func showLines(sessions []*audit.Session, fields string) []string {
	var lines []string
	for _, s := range sessions {
		line := fmt.Sprintf("%d:", s.Row)
		for _, name := range strings.Fields(fields) {
			line += " " + showValue(s, name)
		}
		lines = append(lines, line)
	}
	return lines
}

func showValue(s *audit.Session, name string) string {
	f, _ := audit.FieldNamed(name)
	switch s.State(f) {
	case audit.OK:
		return strings.ReplaceAll(s.Canonical(f), " ", "+")
	case audit.Bad:
		return "!" + strings.ReplaceAll(s.Written(f), " ", "+")
	case audit.Blank:
		return "-"
	}
	return "."
}

func showExcluded(book *Book) []string {
	var rows []string
	for _, a := range book.Excluded {
		if a.Kind == audit.KindExcluded {
			rows = append(rows, fmt.Sprintf("%d %s", a.Cell.Row, a.Reason))
		}
	}
	return rows
}

func showNonData(book *Book) string {
	var parts []string
	for _, s := range book.Sheets {
		for _, c := range s.NonData {
			if c.N > 0 {
				parts = append(parts, fmt.Sprintf("%s=%d", c.What, c.N))
			}
		}
	}
	return strings.Join(parts, " ")
}

func showNotices(book *Book) []string {
	var all []string
	for _, n := range book.Notices {
		all = append(all, fmt.Sprintf("%s %s %s", n.Rule, n.Cell, n.Message))
	}
	return all
}

func (c *layoutCase) check(t *testing.T, book *Book) {
	t.Helper()
	if got := showLines(book.Sessions, c.fields); !slices.Equal(got, c.lines) {
		t.Errorf("lines\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(c.lines, "\n  "))
		for _, s := range book.Sheets {
			for _, col := range s.Columns {
				t.Logf("%s %q: %s (%s)", audit.ColumnLetters(col.Col), col.Header, col.Field, col.Why)
			}
			t.Log(s.Notes)
		}
	}
	if got := showExcluded(book); !slices.Equal(got, c.excluded) {
		t.Errorf("excluded %q, want %q", got, c.excluded)
	}
	if got := showNonData(book); got != c.rows {
		t.Errorf("non-data rows %q, want %q", got, c.rows)
	}
	if got := showLines(book.NotKept, "date_of_service code units charge payer status"); c.notKept != nil && !slices.Equal(got, c.notKept) {
		t.Errorf("not kept %q, want %q", got, c.notKept)
	}
	all := showNotices(book)
	for _, want := range c.notices {
		if !slices.ContainsFunc(all, func(n string) bool { return strings.Contains(n, want) }) {
			t.Errorf("no notice with %q in\n  %s", want, strings.Join(all, "\n  "))
		}
	}
}

func runLayouts(t *testing.T, name string, cases []layoutCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { c.check(t, importText(t, name, c.text)) })
	}
}

// TestLayouts holds the handling of every kind of layout mess (section 9), and that the account closes on each.
func TestLayouts(t *testing.T) {
	runLayouts(t, "log.csv", []layoutCase{
		{name: "IMP-169 titles, spacer columns and blank rows",
			text:   "Riverbend Therapy,,,,,\n\"Report of 1/1/2026 - 1/31/2026\",,,,,\n\nDOS,,Patient ID,CPT,,Units\n1/13/2026,,P1,97110,,2\n,,,,,\n1/14/2026,,P1,97530,,1\nPage 1 of 1,,,,,\n",
			fields: "date_of_service patient_id code units",
			lines:  []string{"5: 2026-01-13 P1 97110 2", "7: 2026-01-14 P1 97530 1"}, rows: "group-header=1 title-or-header=3"},
		{name: "IMP-172 subtotals by name, as spreadsheet programs write them",
			text: "Patient Name,DOS,CPT,Units,Charge\nAda A,1/13/2026,97110,2,80.00\nAda A,1/14/2026,97530,1,40.00\nAda A Total,,,3,$120.00\n" +
				"Bo B,1/13/2026,97110,2,80.00\nBo B,1/15/2026,97530,1,40.00\n,,97530 Total,1,40.00\n,1/15/2026 Total,,1,40.00\nGrand Total,,,6,240.00\nLeft total,knee,,1,40.00\nLeft total,,97110,1,40.00\n",
			fields: "units", lines: []string{"2: 2", "3: 1", "5: 2", "6: 1"}, excluded: []string{"10 no-code", "11 no-date"}, rows: "title-or-header=1 total=4"},
		{name: "IMP-172 and IMP-173 totals, one of them wrong",
			text:   "DOS,Patient ID,CPT,Units,Charge\n1/13/2026,P1,97110,2,80.00\n1/14/2026,P1,97530,1,45.00\nSubtotal,,,3,125.00\n1/15/2026,P2,97110,2,80.00\nTotal,,,6,205.00\n",
			fields: "code units charge",
			lines:  []string{"2: 97110 2 80.00", "3: 97530 1 45.00", "5: 97110 2 80.00"}, rows: "title-or-header=1 total=2",
			notices: []string{"I004 log.csv!D6 the row says a total of 6 units; the lines above it sum to 5, a difference of 1"}},
		{name: "IMP-172 a row with date and code is a line whatever its words",
			text:   "Note Type,DOS,Patient ID,CPT,Units\nTotal joint,1/13/2026,P1,97110,2\nCount,1/13/2026,P1,97530,2\n",
			fields: "code units visit_type", lines: []string{"2: 97110 2 Total+joint", "3: 97530 2 Count"}, rows: "title-or-header=1"},
		{name: "IMP-174 group headers, repeated headers, footers",
			text:   "DOS,Patient ID,CPT,Units\nTherapist: Smith,,,\n1/13/2026,P1,97110,2\nDOS,Patient ID,CPT,Units\nTherapist: Quist,,,\n1/14/2026,P1,97530,1\nPage 2,,,\n",
			fields: "code units", lines: []string{"3: 97110 2", "6: 97530 1"}, rows: "group-header=3 repeated-header=1 title-or-header=1"},
		{name: "IMP-175 a second table",
			text:   "DOS,Patient ID,CPT,Units\n1/13/2026,P1,97110,2\n\nPatient ID,Balance,Payer ID,Last Payment\nP1,120.00,77,1/2/2026\nP2,10.00,78,1/3/2026\n",
			fields: "code units", lines: []string{"2: 97110 2"}, rows: "title-or-header=1",
			excluded: []string{"4 second-table", "5 second-table", "6 second-table"}},
		{name: "IMP-174 a repeated header over fuller rows than the first",
			text:   "DOS,Patient ID,CPT,Units,Minutes\n1/13/2026,P1,97110,2,\nDOS,Patient ID,CPT,Units,Minutes\n1/14/2026,P1,97530,1,15\n",
			fields: "code units minutes", lines: []string{"2: 97110 2 -", "4: 97530 1 15"}, rows: "repeated-header=1 title-or-header=1"},
		{name: "IMP-175 a second table that says more than the first",
			text:   "DOS,Patient ID,CPT,Units\n1/13/2026,P1,97110,2\n\nDOS,Patient ID,CPT,Units,Minutes,Payer\n1/14/2026,P1,97530,1,15,Medicare\n",
			fields: "code units", lines: []string{"2: 97110 2"}, rows: "repeated-header=1 title-or-header=1", excluded: []string{"5 ragged"}},
		{name: "IMP-175 notes below the lines, which bind more columns",
			text:   "DOS,Patient ID,CPT,Units\n1/13/2026,P1,97110,2\n1/14/2026,P1,97530,1\n\nPatient ID,DOS,Subjective,Objective,Assessment,Plan,Minutes\nP1,1/13/2026,a,b,c,d,30\n",
			fields: "code units", lines: []string{"2: 97110 2", "3: 97530 1"}, rows: "title-or-header=1", excluded: []string{"5 second-table", "6 second-table"}},
		{name: "IMP-01 dates and codes that cannot be read, over a header that says more",
			text:   "DOS,Patient ID,CPT,Units\n13-Jan,P1,Ther Ex,2\n14-Jan,P1,Ther Ex,1\nDOS,Patient ID,CPT,Units,Minutes\n1/14/2026,P1,97530,1,15\n",
			fields: "units", lines: []string{"2: 2", "3: 1"}, rows: "repeated-header=1 title-or-header=1", excluded: []string{"5 ragged"}},
		{name: "IMP-175 a table of visits below the lines, which binds as many columns",
			text:   "DOS,Patient ID,CPT,Units\n1/13/2026,P1,97110,2\n1/14/2026,P1,97530,1\n\nDOS,Patient ID,Minutes,Timed Minutes,Room,Chair,Wall,Door,Lamp,Desk\n1/13/2026,P1,30,30\n",
			fields: "code units", lines: []string{"2: 97110 2", "3: 97530 1"}, rows: "title-or-header=1", excluded: []string{"5 second-table", "6 second-table"}},
		{name: "a title between a row that could be a header and the header",
			text:   "Date,Code,,\nWeek 3,,,\nDOS,Patient ID,CPT,Units\n1/13/2026,P1,97110,2\n1/14/2026,P1,97530,1\n",
			fields: "code units", lines: []string{"4: 97110 2", "5: 97530 1"}, rows: "title-or-header=3"},
		{name: "a title that could be a header, over the header",
			text:   "Date,Code,,\nDOS,Patient ID,CPT,Units\n1/13/2026,P1,97110,2\n1/14/2026,P1,97530,1\n",
			fields: "code units", lines: []string{"3: 97110 2", "4: 97530 1"}, rows: "title-or-header=2"},
		{name: "a blank cell that begins no visit has the value above",
			text:   "DOS,Patient ID,CPT,Units\n1/13/2026,P1,97110,2\n1/13/2026,,97530,1\n",
			fields: "patient_id code units", lines: []string{"2: P1 97110 2", "3: P1 97530 1"}, rows: "title-or-header=1"},
		{name: "IMP-176 wide rows",
			text:   "DOS,Patient ID,CPT1,Units1,Min1,CPT2,Units2,Min2,CPT3,Units3,Min3\n1/13/2026,P1,97110,2,30,97530,1,15,,,\n1/14/2026,P1,97110,1,15,,1,20,97535,1,16\n1/15/2026,P2,,,,,,,,,\n",
			fields: "code units minutes", lines: []string{"2: 97110 2 30", "2: 97530 1 15", "3: 97110 1 15", "3: 97535 1 16"},
			excluded: []string{"3 slot-without-code", "4 no-code"}, rows: "title-or-header=1"},
		{name: "IMP-176 a slot that few rows fill",
			text:   "DOS,Patient ID,Code 1,Units 1,Code 2,Units 2\n1/13/2026,P1,97110,2,,\n1/14/2026,P1,97110,2,97530,1\n",
			fields: "code units", lines: []string{"2: 97110 2", "3: 97110 2", "3: 97530 1"}, rows: "title-or-header=1"},
		{name: "IMP-177 codes as headers without a word what stands under them",
			text:   "DOS,Patient ID,97110,97530\n1/13/2026,P1,2,1\n",
			fields: "code units", lines: []string{"2: 97110 2", "2: 97530 1"}, rows: "title-or-header=1"},
		{name: "IMP-177 codes as headers with a hint",
			text:   "DOS,Patient ID,97110 (min),97530 (min)\n1/13/2026,P1,30,15\n1/14/2026,P1,,20\n",
			fields: "code minutes units", lines: []string{"2: 97110 30 .", "2: 97530 15 .", "3: 97530 20 ."}, rows: "title-or-header=1"},
		{name: "IMP-177 codes as headers under a band",
			text:   "DOS,Patient ID,Minutes,Minutes\n,,97110,97530\n1/13/2026,P1,30,15\n1/14/2026,P1,,20\n",
			fields: "code minutes units", lines: []string{"3: 97110 30 .", "3: 97530 15 .", "4: 97530 20 ."}, rows: "title-or-header=2"},
		{name: "IMP-178 several codes with equal lists, with unequal lists, with one value for all",
			text:   "DOS,Patient ID,CPT,Units,Minutes\n1/13/2026,P1,\"97110, 97530\",\"2, 1\",\"30, 15\"\n1/14/2026,P1,\"{97110, 97140}\",\"2,1\",45\n1/15/2026,P1,\"97110, 97530, 97535\",\"2, 1\",45\n1/16/2026,P1,97110x2; 97530x1,,38\n1/17/2026,P1,97110(2),,30\n",
			fields: "code units minutes timed_minutes",
			lines: []string{"2: 97110 2 30 .", "2: 97530 1 15 .", "3: 97110 2 - 45", "3: 97140 1 - 45", "5: 97110 2 - 38", "5: 97530 1 - 38",
				"6: 97110 2 30 ."},
			excluded: []string{"4 list-length"}, rows: "title-or-header=1"},
		{name: "IMP-178 lists in brackets, some of one code",
			text:   "DOS,Patient ID,CPT,Units,Minutes\n1/13/2026,P1,{97110},{2},{30}\n1/14/2026,P1,\"{97110, 97140}\",\"{2, 1}\",\"{30, 15}\"\n1/15/2026,P1,[97110],[1],[15]\n",
			fields: "code units minutes", lines: []string{"2: 97110 2 30", "3: 97110 2 30", "3: 97140 1 15", "4: 97110 1 15"}, rows: "title-or-header=1"},
		{name: "IMP-244 and IMP-252 code with text, with glued modifiers",
			text:   "DOS,Patient ID,CPT,Units,Mod\n1/13/2026,P1,97110 - Therapeutic Exercise,2,\n1/14/2026,P1,97535-GO-CO,1,KX\n1/15/2026,P1,97110GO,1,\n",
			fields: "code description modifiers units",
			lines:  []string{"2: 97110 Therapeutic+Exercise - 2", "3: 97535 . GO+CO+KX 1", "4: 97110 . GO 1"}, rows: "title-or-header=1"},
		{name: "IMP-179 short records and IMP-180 long records",
			text:   "DOS,Patient ID,CPT,Units,Charge\n1/13/2026,P1,97110,2\n1/14/2026,P1,97530,1,45.00,,\n1/15/2026,P1,97530,1,45.00,surplus\n",
			fields: "code units charge", lines: []string{"2: 97110 2 -", "3: 97530 1 45.00"}, excluded: []string{"4 ragged"}, rows: "title-or-header=1"},
		{name: "IMP-181 rows without date or code, unreadable dates and codes",
			text:     "DOS,Patient ID,CPT,Units\n1/13/2026,P1,97110,2\n,P1,97530,1\n1/15/2026,P1,,1\npending,P2,97110,1\n2/30/2026,P1,97110,1\n1/16/2026,P1,9711O,1\n1/17/2026,P1,97110,3\n",
			fields:   "date_of_service code units",
			lines:    []string{"2: 2026-01-13 97110 2", "6: !2/30/2026 97110 1", "7: 2026-01-16 !9711O 1", "8: 2026-01-17 97110 3"},
			excluded: []string{"3 no-date", "4 no-code", "5 no-date"}, rows: "title-or-header=1", notices: []string{"I004", "I001 log.csv!A6", "I001 log.csv!C7"}},
		{name: "IMP-182 from and to differ",
			text:   "DOS From,DOS To,Patient ID,CPT,Units\n1/13/2026,1/13/2026,P1,97110,2\n1/14/2026,1/16/2026,P1,97110,2\n1/17/2026,,P1,97110,2\n",
			fields: "date_of_service code", lines: []string{"2: 2026-01-13 97110", "3: !1/14/2026+-+1/16/2026 97110", "4: 2026-01-17 97110"}, rows: "title-or-header=1",
			notices: []string{"I001 log.csv!A3", "spans several days"}},
		{name: "IMP-183 0 units with minutes",
			text: "DOS,Patient ID,CPT,Units,Minutes\n1/13/2026,P1,97110,0,7\n", fields: "code units minutes", lines: []string{"2: 97110 0 7"}, rows: "title-or-header=1"},
		{name: "IMP-184 statuses",
			text:   "DOS,Patient ID,CPT,Units,Charge,Payer,Visit Status\n1/13/2026,P1,97110,2,80.00,Medicare,Kept\n1/14/2026,P1,97110,2,80.00,Medicare,No Show\n1/15/2026,P1,,,,,Cancelled\n1/16/2026,P1,97110,2,,Medicare,void\n",
			fields: "code units status", lines: []string{"2: 97110 2 Kept"}, excluded: []string{"3 status", "4 status", "5 status"}, rows: "title-or-header=1",
			notKept: []string{"3: 2026-01-14 97110 2 80.00 Medicare No+Show", "5: 2026-01-16 97110 2 - Medicare void"}},
		{name: "IMP-184 flags",
			text:   "DOS,Patient ID,CPT,Units,IsVoid,Attendance\n1/13/2026,P1,97110,2,false,1\n1/14/2026,P1,97110,2,true,1\n1/15/2026,P1,97110,2,0,0\n",
			fields: "code units", lines: []string{"2: 97110 2"}, excluded: []string{"3 status", "4 status"}, rows: "title-or-header=1"},
		{name: "IMP-185 reversals",
			text: "DOS,Patient ID,CPT,Units,Charge\n1/13/2026,P1,97110,2,80.00\n1/13/2026,P1,97110,-2,-80.00\n1/14/2026,P1,97530,1,45.00\n1/15/2026,P2,97530,-1,-45.00\n" +
				"1/16/2026,P3,97110,1,(40.00)\n",
			fields: "code units charge", lines: []string{"4: 97530 1 45.00"},
			excluded: []string{"2 reversal", "3 reversal", "5 reversal-unmatched", "6 reversal-unmatched"}, rows: "title-or-header=1",
			notices: []string{"reversal-unmatched"}},
		{name: "IMP-185 a reversal whose units stand with the code",
			text:   "DOS,Patient ID,CPT,Units,Charge\n1/13/2026,P1,97110x2,,80.00\n1/13/2026,P1,97110x2,,(80.00)\n1/14/2026,P1,97530,1,45.00\n",
			fields: "code units charge", lines: []string{"4: 97530 1 45.00"}, excluded: []string{"2 reversal", "3 reversal"}, rows: "title-or-header=1"},
		{name: "IMP-186 payment repeats",
			text: "Claim No,DOS,Patient ID,CPT,Mod,Units,Charge,Paid,Payment Date\nC1,1/13/2026,P1,97110,GO,2,80.00,40.00,2/1/2026\nC1,1/13/2026,P1,97110,GO,2,80.00,20.00,2/9/2026\n" +
				"C1,1/13/2026,P1,97110,GO,3,80.00,20.00,2/9/2026\nC2,1/14/2026,P1,97110,GO,2,80.00,40.00,2/1/2026\n",
			fields: "claim_id units", lines: []string{"2: C1 2", "4: C1 3", "5: C2 2"}, excluded: []string{"3 payment-repeat"}, rows: "title-or-header=1"},
		{name: "IMP-187 identical rows are kept",
			text: "Claim No,DOS,Patient ID,CPT,Units,Paid\nC1,1/13/2026,P1,97110,2,40.00\nC1,1/13/2026,P1,97110,2,40.00\n", fields: "code units",
			lines: []string{"2: 97110 2", "3: 97110 2"}, rows: "title-or-header=1"},
		{name: "IMP-188 spellings of a therapist are not merged",
			text: "DOS,Patient ID,CPT,Units,Therapist\n1/13/2026,P1,97110,2,\"Quist, Bo\"\n1/13/2026,P1,97110,2,Bo Quist\n", fields: "therapist",
			lines: []string{"2: Quist,+Bo", "3: Bo+Quist"}, rows: "title-or-header=1"},
		{name: "IMP-189 numbers stored as text",
			text: "DOS,Patient ID,CPT,Units,Minutes\n1/13/2026,'P1,'97110,'2 ,\" 30\u00a0\"\n", fields: "code units minutes", lines: []string{"2: 97110 2 30"}, rows: "title-or-header=1"},
		{name: "IMP-190 placeholders",
			text:   "DOS,Patient ID,CPT,Units,Auth #,Therapist\n1/13/2026,P1,97110,2,0,false\n1/14/2026,P1,97110,2,N/A,none\n",
			fields: "authorization therapist", lines: []string{"2: - -", "3: - -"}, rows: "title-or-header=1"},
		{name: "spreadsheet errors and negative parentheses",
			text:   "DOS,Patient ID,CPT,Units,Charge\n1/13/2026,P1,97110,#N/A,$80.00\n1/14/2026,P1,97110,1,#REF!\n1/15/2026,P1,97110,1,\"1,250.50\"\n",
			fields: "units charge", lines: []string{"2: !#N/A 80.00", "3: 1 !#REF!", "4: 1 1250.50"}, rows: "title-or-header=1"},
		{name: "IMP-27 duplicate and unnamed headers",
			text:   "DOS,Patient ID,CPT,Units,Charge,,Charge\n1/13/2026,P1,97110,2,80.00,x,80.00\n1/14/2026,P1,97110,2,80.00,y,80.00\n",
			fields: "units charge", lines: []string{"2: 2 80.00", "3: 2 80.00"}, rows: "title-or-header=1"},
		{name: "IMP-27 duplicate headers that differ",
			text:   "DOS,Patient ID,CPT,Units,Charge,Charge\n1/13/2026,P1,97110,2,80.00,70.00\n1/14/2026,P1,97110,2,80.00,80.00\n",
			fields: "units charge", lines: []string{"2: 2 80.00", "3: 2 80.00"}, rows: "title-or-header=1"},
		{name: "IMP-102 documenting therapist outside WebPT is not read",
			text:   "DOS,Patient ID,CPT,Units,Documenting Therapist,Treating Therapist\n1/13/2026,P1,97110,2,Quist Bo,Marlow Ada\n",
			fields: "assistant therapist", lines: []string{"2: . Marlow+Ada"}, rows: "title-or-header=1"},
		{name: "IMP-129 quarter-hour units are hours",
			text:   "DOS,Patient ID,CPT,Units\n1/13/2026,P1,97110,0.5\n1/14/2026,P1,97110,0.75\n1/15/2026,P1,97110,0.25\n",
			fields: "code units", lines: []string{"2: 97110 .", "3: 97110 .", "4: 97110 ."}, rows: "title-or-header=1",
			notices: []string{"I001 log.csv!D1 the column is not read as units: most values have a fraction"}},
		{name: "IMP-125 a column whose values are not what its header says",
			text:   "DOS,Patient ID,CPT,Units,Modifiers,NPI\n1/13/2026,P1,97110,2,see chart,12\n1/14/2026,P1,97110,1,yes please,13\n",
			fields: "modifiers npi", lines: []string{"2: . .", "3: . ."}, rows: "title-or-header=1",
			notices: []string{"I001 log.csv!E1 the column is not read as modifiers", "I001 log.csv!F1 the column is not read as npi"}},
		{name: "IMP-130 and IMP-131 hours",
			text:   "DOS,Patient ID,CPT,Units,Hours\n1/13/2026,P1,97110,2,0.75\n1/14/2026,P1,97110,2,0.50\n1/15/2026,P1,97110,2,1.25\n",
			fields: "minutes", lines: []string{"2: 45", "3: 30", "4: 75"}, rows: "title-or-header=1"},
		{name: "item 1: session times never stand for minutes",
			text:   "DOS,Patient ID,CPT,Units,Start Time,End Time\n1/13/2026,P1,97110,2,9:00 AM,9:45 AM\n",
			fields: "start_time end_time minutes", lines: []string{"2: 09:00 09:45 ."}, rows: "title-or-header=1"},
		{name: "several flag columns of modifiers",
			text:   "DOS,Patient ID,CPT,Units,Mod 1,Mod 2,KX\n1/13/2026,P1,97110,2,GO,CO,Y\n1/14/2026,P1,97110,2,GO,,N\n",
			fields: "modifiers", lines: []string{"2: GO+CO+KX", "3: GO"}, rows: "title-or-header=1"},
		{name: "first and last name",
			text: "DOS,Patient First,Patient Last,CPT,Units\n1/13/2026,Ann,Doe,97110,2\n", fields: "patient_name", lines: []string{"2: Doe,+Ann"}, rows: "title-or-header=1"},
		{name: "dates that nothing decides are read month first",
			text:   "DOS,Patient ID,CPT,Units,Signed Date\n1/5/2026,P1,97110,2,1/6/2026\n1/4/2026,P1,97110,2,1/7/2026\n5/5/2026,P1,97110,1,5/5/2026\n",
			fields: "date_of_service signature_date", lines: []string{"2: 2026-01-05 2026-01-06", "3: 2026-01-04 2026-01-07", "4: 2026-05-05 2026-05-05"}, rows: "title-or-header=1",
			notices: []string{"I003 log.csv!A1", "--dates dmy"}},
		{name: "IMP-191 dates of both orders",
			text:   "DOS,Patient ID,CPT,Units\n1/15/2026,P1,97110,2\n16/1/2026,P1,97110,2\n1/5/2026,P1,97110,1\n",
			fields: "date_of_service", lines: []string{"2: 2026-01-15", "3: 2026-01-16", "4: !1/5/2026"}, rows: "title-or-header=1",
			notices: []string{"I003 log.csv!A1", "--dates mdy or --dates dmy"}},
		{name: "IMP-191 an undecided column follows the sheet's others",
			text: "DOS,Patient ID,CPT,Units,Signed Date\n1/5/2026,P1,97110,2,1/16/2026\n", fields: "date_of_service", lines: []string{"2: 2026-01-05"}, rows: "title-or-header=1"},
		{name: "IMP-237 decimal commas",
			text:   "DOS;Patient ID;CPT;Units;Charge\n13.1.2026;P1;97110;2,9;1.250,50\n14.1.2026;P1;97110;1;80,00\n15.1.2026;P1;97110;1;80,00\n",
			fields: "date_of_service units charge", lines: []string{"2: 2026-01-13 2.9 1250.50", "3: 2026-01-14 1 80.00", "4: 2026-01-15 1 80.00"}, rows: "title-or-header=1"},
		{name: "IMP-19 mojibake headers",
			text: "Patient Name (Lastâ€š First),DOS,Patient ID,CPT,Units*\n\"Doe, Ann\",1/13/2026,P1,97110,2\n", fields: "code units", lines: []string{"2: 97110 2"}, rows: "title-or-header=1"},
		{name: "IMP-20 a first line sep=;",
			text: "sep=;\nDOS;Patient ID;CPT;Units\n1/13/2026;P1;97110;2\n", fields: "code units", lines: []string{"3: 97110 2"}, rows: "title-or-header=2"},
		{name: "IMP-20 line breaks inside quotes",
			text: "DOS,Patient ID,CPT,Units,Notes\n1/13/2026,P1,97110,2,\"one\ntwo\"\n1/14/2026,P1,97530,1,three\n", fields: "code units note",
			lines: []string{"2: 97110 2 (2+words)", "3: 97530 1 (1+word)"}, rows: "title-or-header=1"},
		{name: "IMP-15 tabs under any name",
			text: "DOS\tPatient ID\tCPT\tUnits\n1/13/2026\tP1\t97110\t2\n", fields: "code units", lines: []string{"2: 97110 2"}, rows: "title-or-header=1"},
	})
}

// Unknown payers beyond the first hundred are said at once: a column with so many holds something else.
func TestManyUnknownPayersAreSaidAtOnce(t *testing.T) {
	for payers, want := range map[int]int{mostNotices: mostNotices, mostNotices + 40: mostNotices + 1} {
		text := "DOS,Patient ID,CPT,Units,Minutes,Payer\n"
		for i := range payers {
			text += fmt.Sprintf("1/13/2026,P%d,97110,2,30,Thing %d\n1/14/2026,P%d,97110,2,30,Thing %d\n", i, i, i, i)
		}
		book, err := Import([]string{importtest.WriteFile(t, "log.csv", []byte(text))}, Options{KnownPayer: func(string) bool { return false }})
		if err != nil {
			t.Fatal(err)
		}
		notices := slices.DeleteFunc(book.Notices, func(n audit.Notice) bool { return n.Rule != "I005" })
		if len(notices) != want {
			t.Fatalf("%d payers: %d notices, want %d", payers, len(notices), want)
		}
		if last := notices[len(notices)-1]; payers > mostNotices && !strings.Contains(last.Message, "39 other payers have no known class either; payer-dependent rules are not evaluated on their 80 lines") {
			t.Errorf("the rest is said as %q", last.Message)
		}
	}
}

// Rows that look like no line cost more of the limit than others.
func TestOddRowsAreBounded(t *testing.T) {
	text := "DOS,Patient ID,CPT,Units,Minutes\n1/13/2026,P1,97110,2,30\n" + strings.Repeat("x\n", 10)
	for cells, refused := range map[int64]bool{9 * 128: true, 10 * 128: false} {
		book, err := Import([]string{importtest.WriteFile(t, "log.csv", []byte(text))}, Options{Limits: source.Limits{MaxCells: cells}})
		if err != nil {
			t.Fatal(err)
		}
		if got := len(book.Problems) == 1 && strings.Contains(book.Problems[0].Hint, "--max-cells") && strings.Contains(book.Problems[0].What, "at row 12"); got != refused {
			t.Errorf("limit %d: refused %v, problems %v", cells, got, book.Problems)
		}
	}
}

// Rule C007 reports an unreadable diagnosis, so that I001 does not.
func TestUnreadableDiagnosesAreSaidOnce(t *testing.T) {
	book := importText(t, "log.csv", "DOS,Patient ID,CPT,Units,Minutes,ICD-10\n1/13/2026,P1,97110,2,30,M62.81\n"+
		"1/14/2026,P1,97110,2,40-45,728.87\n1/15/2026,P1,97110,2,30,M62.81\n")
	for _, n := range book.Notices {
		if n.Field == "diagnoses" {
			t.Errorf("%s %s: %s", n.Rule, n.Cell, n.Message)
		}
	}
	if len(book.Notices) != 2 || book.Notices[0].Field != "minutes" || book.Notices[1].Rule != "I005" {
		t.Errorf("notices %q, want one of the minutes", showNotices(book))
	}
}
