package importers

import (
	"testing"

	"github.com/xuri/excelize/v2"

	"otaudit/audit"
	"otaudit/importers/importtest"
)

func hasChoice(choices []audit.Choice, what, taken string) bool {
	for _, c := range choices {
		if c.What == what && c.Taken == taken {
			return true
		}
	}
	return false
}

// TestRagged: a record that has lost or gained a separator is never read with the values of other cells; nor are rows of another
// table.
func TestRagged(t *testing.T) {
	const header = "Date,Patient,CPT,Mod,Units,Minutes,Therapist,Insurance\n"
	const line = "10/13/2026,\"Doe, Ada\",97124,GO,1,11,\"Gil Testerly, OTR/L\",Medicare\n"
	good := header + line + line + line
	const fields = "date_of_service patient_name code modifiers units minutes therapist payer"
	read := "2026-10-13 Doe,+Ada 97124 GO 1 11 Gil+Testerly,+OTR/L Medicare"
	lines := []string{"2: " + read, "3: " + read, "4: " + read}
	var cases []layoutCase
	for name, row := range map[string]string{
		"no separator before the name":     "10/13/2026\"Doe, Ada\",97124,GO,1,11,\"Gil Testerly, OTR/L\",Medicare\n",
		"no separator behind the name":     "10/13/2026,\"Doe, Ada\"97124,GO,1,11,\"Gil Testerly, OTR/L\",Medicare\n",
		"no separator between the numbers": "10/13/2026,\"Doe, Ada\",97124,GO,111,\"Gil Testerly, OTR/L\",Medicare\n",
		"no separator before a therapist":  "10/13/2026,\"Doe, Ada\",97124,GO,1,11\"Gil Testerly, OTR/L\",Medicare\n",
		"a separator too many":             "10/13/2026,\"Doe, Ada\",97124,,GO,1,11,\"Gil Testerly, OTR/L\",Medicare\n",
		"a separator too many in front":    ",10/13/2026,\"Doe, Ada\",97124,GO,1,11,\"Gil Testerly, OTR/L\",Medicare\n",
		"the second half of a record":      "1,11,\"Gil Testerly, OTR/L\",Medicare\n",
		"the first half of a record":       "10/13/2026,\"Doe, Ada\",97124,GO\n",
	} {
		cases = append(cases, layoutCase{name: name, text: good + row, fields: fields, lines: lines, excluded: []string{"5 ragged"}, rows: "title-or-header=1"})
	}
	cases = append(cases,
		layoutCase{name: "a separator behind the last value", text: good + "10/13/2026,\"Doe, Ada\",97124,GO,1,11,\"Gil Testerly, OTR/L\",Medicare,\n",
			fields: fields, lines: append(lines, "5: "+read), rows: "title-or-header=1"},
		layoutCase{name: "records without the blank cells at their ends", fields: "code units minutes payer", rows: "title-or-header=1",
			text:  "Date,Patient,CPT,Units,Minutes,Payer\n10/13/2026,\"Doe, Ada\",97124,1,11,Medicare\n10/13/2026,\"Doe, Ada\",97110,1\n10/14/2026,\"Doe, Ada\",97110,1,9\n",
			lines: []string{"2: 97124 1 11 Medicare", "3: 97110 1 - -", "4: 97110 1 9 -"}},
		layoutCase{name: "a value behind the last header in every record", fields: "code units minutes payer", rows: "title-or-header=1",
			text:  "Date,Patient,CPT,Units,Payer\n10/13/2026,\"Doe, Ada\",97124,1,Medicare,B7\n10/14/2026,\"Doe, Ada\",97110,1,Medicare,B8\n",
			lines: []string{"2: 97124 1 . Medicare", "3: 97110 1 . Medicare"}},
		layoutCase{name: "a second table whose names are not known", fields: "code units", rows: "title-or-header=1", excluded: []string{"5 second-table", "6 second-table", "7 second-table"},
			text:  good + "Supply,Count,Cost,,,,,\nPutty,12,30,,,,,\nSplint kit,2,45,,,,,\n",
			lines: []string{"2: 97124 1", "3: 97124 1", "4: 97124 1"}})
	runLayouts(t, "log.csv", cases)
}

// TestCopies: a sheet all of whose lines stand in another one is read once, the visible one or the first; what repeats others in
// part is read.
func TestCopies(t *testing.T) {
	type sheet struct {
		name  string
		lines []int // the minutes of each
		hide  bool
	}
	for _, c := range []struct {
		name   string
		sheets []sheet
		used   []int
		note   string
	}{
		{"a copy", []sheet{{"Log", []int{15, 16}, false}, {"Old", []int{15, 16}, false}}, []int{2, 0}, "sheet Old repeats sheet Log"},
		{"the first is hidden", []sheet{{"Old", []int{15, 16}, true}, {"Log", []int{15, 16}, false}}, []int{0, 2}, "sheet Old repeats sheet Log"},
		{"a month of a master", []sheet{{"May", []int{15}, false}, {"Master", []int{15, 16}, false}}, []int{0, 2}, "sheet May repeats sheet Master"},
		{"in part", []sheet{{"Log", []int{15, 16}, false}, {"Old", []int{15, 17}, false}}, []int{2, 2}, ""},
		{"a line more often", []sheet{{"Log", []int{15, 16}, false}, {"Old", []int{15, 15}, false}}, []int{2, 2}, ""},
	} {
		book := importFiles(t, map[string]string{"log.xlsx": string(importtest.WorkbookBytes(t, func(f *excelize.File) {
			for i, s := range c.sheets {
				if i == 0 {
					importtest.Must(t, f.SetSheetName("Sheet1", s.name))
				} else {
					_, err := f.NewSheet(s.name)
					importtest.Must(t, err)
				}
				importtest.Must(t, f.SetSheetRow(s.name, "A1", &[]any{"DOS", "Patient ID", "CPT", "Units", "Minutes"}))
				for n, minutes := range s.lines {
					at, _ := excelize.CoordinatesToCellName(1, n+2)
					importtest.Must(t, f.SetSheetRow(s.name, at, &[]any{"1/13/2026", "P1", "97110", 1, minutes}))
				}
			}
			for i, s := range c.sheets {
				if s.hide {
					f.SetActiveSheet(1 - i)
					importtest.Must(t, f.SetSheetVisible(s.name, false))
				}
			}
		}))})
		var notes []string
		for i := range book.Sheets {
			notes = append(notes, book.Sheets[i].Notes...)
			if book.Sheets[i].RowsUsed != c.used[i] {
				t.Errorf("%s: %d rows of %s used, want %d", c.name, book.Sheets[i].RowsUsed, book.Sheets[i].Name, c.used[i])
			}
		}
		if c.note != "" && !hasPart(notes, c.note) || c.note == "" && len(notes) > 0 {
			t.Errorf("%s: notes %q", c.name, notes)
		}
	}
}

// TestNoHeader: where no row names the columns the table begins with its first line, and the values say what is what.
func TestNoHeader(t *testing.T) {
	const log = "Clinic log\n1/13/2026,97110,GO,2\n1/14/2026,97530,GO,1\n"
	book := importText(t, "log.csv", log)
	if got := book.Sheets[0]; got.RowsUsed != 2 || got.Lines != 2 || book.Sessions[0].Row != 2 {
		t.Errorf("%+v", got)
	}
	if c := book.Sheets[0].Choices; !hasChoice(c, "header", "no header row: the table begins with row 2") {
		t.Errorf("choices %+v", c)
	}
	book = importText(t, "log.csv", "DOS,CPT\n1/14/2026,97530\n", func(o *Options) { o.NoHeader = true })
	if got := book.Sheets[0]; got.RowsUsed+len(showExcluded(book)) != 1 || !hasPart([]string{showNonData(book)}, "title-or-header=1") {
		t.Errorf("the row of names when there is said to be none: %+v", got)
	}
	book = importText(t, "log.csv", "Tag,Ding,Menge\n1/13/2026,97110,2\n1/14/2026,97530,1\n")
	if book.Sheets[0].HeaderRow != 1 || book.Sheets[0].Lines != 2 || showLines(book.Sessions, "date_of_service code")[0] != "2: 2026-01-13 97110" {
		t.Errorf("a header of unknown words: header row %d, %q", book.Sheets[0].HeaderRow, showLines(book.Sessions, "date_of_service code"))
	}
}
