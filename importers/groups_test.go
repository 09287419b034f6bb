package importers

import "testing"

// TestColumnGroups: codes with columns of their own in one row, however the groups are told apart.
func TestColumnGroups(t *testing.T) {
	const fields = "code units minutes timed_minutes"
	four := []string{"2: 97110 2 30 .", "2: 97530 1 15 .", "3: 97535 1 16 ."}
	const first, second = "1/13/2026,\"Doe, Ada\",97110,2,30,97530,1,15\n", "1/14/2026,\"Roe, Bo\",97535,1,16,,,\n"
	runLayouts(t, "log.csv", []layoutCase{
		{name: "repeated without a number", fields: fields, lines: four, rows: "title-or-header=1",
			text: "DOS,Patient,CPT,Units,Min,CPT,Units,Min\n" + first + second},
		{name: "the number inside", fields: fields, lines: four, rows: "title-or-header=1",
			text: "DOS,Patient,Procedure 1,Procedure 1 Units,Procedure 1 Minutes,Procedure 2,Procedure 2 Units,Procedure 2 Minutes\n" + first + second},
		{name: "a name that says little", fields: fields, lines: four, rows: "title-or-header=1",
			text: "DOS,Patient,Service 1,Service 1 Units,Service 1 Minutes,Service 2,Service 2 Units,Service 2 Minutes\n" + first + second},
		{name: "in words", fields: fields, lines: four, rows: "title-or-header=1",
			text: "DOS,Patient,1st CPT,1st Units,1st Min,2nd CPT,2nd Units,2nd Min\n" + first + second},
		{name: "letters", fields: fields, lines: four, rows: "title-or-header=1",
			text: "DOS,Patient,CPT A,Units A,Min A,CPT B,Units B,Min B\n" + first + second},
		{name: "a total of minutes beside them is the visit's", fields: fields, rows: "title-or-header=1",
			text:  "DOS,Patient,CPT 1,Units 1,CPT 2,Units 2,Minutes\n1/13/2026,\"Doe, Ada\",97110,2,97530,1,45\n1/14/2026,\"Roe, Bo\",97535,1,97110,1,31\n",
			lines: []string{"2: 97110 2 . 45", "2: 97530 1 . 45", "3: 97535 1 . 31", "3: 97110 1 . 31"}},
	})
	for text, want := range map[string]struct {
		base string
		n    int
	}{"Procedure 1 Units": {"Units", 1}, "1st CPT": {"CPT", 1}, "second_min": {"min", 2}, "CPT B": {"CPT", 2}, "Service 3": {"Service", 3}, "Units": {"", 0},
		"97110": {"", 0}, "Units (15 min)": {"", 0}} {
		if base, n := slotNumber(text); base != want.base || n != want.n {
			t.Errorf("%q: %q %d, want %q %d", text, base, n, want.base, want.n)
		}
	}
}

// TestCodeColumns: a column for each code holds minutes or units, as header, band or values say.
func TestCodeColumns(t *testing.T) {
	const fields = "code units minutes timed_minutes"
	runLayouts(t, "log.csv", []layoutCase{
		{name: "units by their values, with a total of minutes", fields: fields, rows: "title-or-header=1",
			text:  "DOS,Patient,97110,97530,Total Timed Min\n1/13/2026,\"Doe, Ada\",2,1,45\n1/14/2026,\"Roe, Bo\",0,1,16\n",
			lines: []string{"2: 97110 2 . 45", "2: 97530 1 . 45", "3: 97530 1 . 16"}},
		{name: "minutes by their values", fields: fields, rows: "title-or-header=1",
			text:  "DOS,Patient,97110,97530\n1/13/2026,\"Doe, Ada\",30,15\n1/14/2026,\"Roe, Bo\",,8\n",
			lines: []string{"2: 97110 . 30 .", "2: 97530 . 15 .", "3: 97530 . 8 ."}},
		{name: "labels", fields: fields, rows: "title-or-header=1",
			text:  "DOS,Patient,TherEx 97110,97530 TherAct,CPT 97535\n1/13/2026,\"Doe, Ada\",2,1,\n1/14/2026,\"Roe, Bo\",,1,2\n",
			lines: []string{"2: 97110 2 . .", "2: 97530 1 . .", "3: 97530 1 . .", "3: 97535 2 . ."}},
		{name: "minutes and units of each", fields: fields, rows: "title-or-header=1",
			text:  "DOS,Patient,97110 (min),97110 (units),Min 97530,97530/TA u\n1/13/2026,\"Doe, Ada\",30,2,15,1\n1/14/2026,\"Roe, Bo\",,,16,1\n",
			lines: []string{"2: 97110 2 30 .", "2: 97530 1 15 .", "3: 97530 1 16 ."}},
		{name: "bands over their first column", fields: fields, rows: "title-or-header=2",
			text:  ",,MINUTES,,UNITS,\nDOS,Patient,97110,97530,97110,97530\n1/13/2026,\"Doe, Ada\",30,15,2,1\n1/14/2026,\"Roe, Bo\",,16,,1\n",
			lines: []string{"3: 97110 2 30 .", "3: 97530 1 15 .", "4: 97530 1 16 ."}},
		{name: "charges by code are none", fields: fields, rows: "title-or-header=1", excluded: []string{"2 no-code"},
			text: "DOS,Patient,97110 Charge,97530 Charge,97110,97530\n1/13/2026,\"Doe, Ada\",80.00,40.00,,\n"},
	})
	book := importText(t, "log.csv", "DOS,Patient,97110,97530\n1/13/2026,\"Doe, Ada\",2,1\n")
	if c := book.Sheets[0].Choices; !hasChoice(c, "codes as headers", "units") {
		t.Errorf("choices %+v", c)
	}
	book = importText(t, "log.csv", "DOS,Patient,97110,97530\n1/13/2026,\"Doe, Ada\",2,1\n1/14/2026,\"Doe, Ada\",2,12\n")
	if !hasPart(showNotices(book), "I002 log.csv!C1 the header is a procedure code") {
		t.Errorf("numbers that may be either: %q", showNotices(book))
	}
}

// TestTotalForSeveralCodes: IMP-178, minutes that stand once for the codes of a cell are the visit's.
func TestTotalForSeveralCodes(t *testing.T) {
	runLayouts(t, "log.csv", []layoutCase{{name: "codes with counts", fields: "code units minutes timed_minutes", rows: "title-or-header=1",
		text:  "DOS,Patient,CPT,Minutes\n1/13/2026,\"Doe, Ada\",\"97110x2, 97530x1\",45\n1/14/2026,\"Roe, Bo\",\"97110x1, 97535x1\",31\n",
		lines: []string{"2: 97110 2 . 45", "2: 97530 1 . 45", "3: 97110 1 . 31", "3: 97535 1 . 31"}}})
}
