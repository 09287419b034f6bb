package importers

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"otaudit/audit"
	"otaudit/importers/importtest"
)

// TestContext: what titles, section rows and the headers of blocks say holds for the lines below them, until it is said anew.
func TestContext(t *testing.T) {
	const fields = "date_of_service patient_name patient_id payer therapist code units"
	runLayouts(t, "log.csv", []layoutCase{
		{name: "the day in rows between the lines", fields: fields,
			text:  "Patient,CPT,Units,Payer\n1/13/2026,,,\n\"Doe, Ada\",97110,2,Medicare\n\"Wednesday, January 14, 2026\",,,\n\"Roe, Bo\",97530,1,Aetna\nDate: 1/15/26,,,\n\"Roe, Bo\",97530,2,Aetna\n",
			lines: []string{"3: 2026-01-13 Doe,+Ada . Medicare . 97110 2", "5: 2026-01-14 Roe,+Bo . Aetna . 97530 1", "7: 2026-01-15 Roe,+Bo . Aetna . 97530 2"},
			rows:  "group-header=3 title-or-header=1"},
		{name: "the day stands in the column of codes", fields: fields,
			text:  "CPT,Patient,Units\n1/13/2026,,\n97110,\"Doe, Ada\",2\n1/14/2026,,\n97530,\"Doe, Ada\",1\n",
			lines: []string{"3: 2026-01-13 Doe,+Ada . . . 97110 2", "5: 2026-01-14 Doe,+Ada . . . 97530 1"}, rows: "group-header=2 title-or-header=1"},
		{name: "payer and therapist in rows between the lines", fields: fields,
			text:  "DOS,Patient,CPT,Units\nTherapist: Ann Smith OTR/L,,,\nPayer: Aetna,,,\n1/13/2026,\"Doe, Ada\",97110,2\nPayer: Medicare,,,\n1/14/2026,\"Roe, Bo\",97530,1\n",
			lines: []string{"4: 2026-01-13 Doe,+Ada . Aetna Ann+Smith+OTR/L 97110 2", "6: 2026-01-14 Roe,+Bo . Medicare Ann+Smith+OTR/L 97530 1"},
			rows:  "group-header=3 title-or-header=1"},
		{name: "titles above the table", fields: fields,
			text:  "Riverbend Therapy LLC,,,\nPayer: Medicare Part B,,,\nPrinted: 2/1/2026 8:15 AM,,,\nTherapist:,\"Smith, Ann OTR/L\",,\nDOS,Patient,CPT,Units\n1/13/2026,\"Doe, Ada\",97110,2\n",
			lines: []string{"6: 2026-01-13 Doe,+Ada . Medicare+Part+B Smith,+Ann+OTR/L 97110 2"}, rows: "title-or-header=5"},
		{name: "a column goes before titles", fields: fields,
			text:  "Payer: Medicare,,,\nDOS,Patient,CPT,Payer\n1/13/2026,\"Doe, Ada\",97110,Aetna\n1/14/2026,\"Doe, Ada\",97530,\n",
			lines: []string{"3: 2026-01-13 Doe,+Ada . Aetna . 97110 .", "4: 2026-01-14 Doe,+Ada . - . 97530 ."}, rows: "title-or-header=2"},
		{name: "patients in rows between the lines, with their keys", fields: fields,
			text:  "DOS,CPT,Units\n\"Doe, Ada (#1003)\",,\n1/13/2026,97110,2\n\n\"Roe, June (#1004)\",,\n1/13/2026,97530,1\n",
			lines: []string{"3: 2026-01-13 Doe,+Ada 1003 . . 97110 2", "6: 2026-01-13 Roe,+June 1004 . . 97530 1"}, rows: "group-header=2 title-or-header=1"},
		{name: "a block for each patient with the header repeated", fields: fields,
			text:  "Patient:,\"Doe, Ada\",Insurance:,Medicare\nDOB:,1/2/1950,Acct:,1003\nDOS,CPT,Units,Min\n1/13/2026,97110,2,30\n\nPatient:,\"Roe, Bo\",Insurance:,Aetna\nDOB:,1/3/1950,Acct:,1004\nDOS,CPT,Units,Min\n1/13/2026,97530,1,15\n",
			lines: []string{"4: 2026-01-13 Doe,+Ada 1003 Medicare . 97110 2", "9: 2026-01-13 Roe,+Bo 1004 Aetna . 97530 1"},
			rows:  "group-header=2 repeated-header=1 title-or-header=3"},
		{name: "what was said of one patient is not said of the next", fields: fields,
			text:  "Patient: Ada Doe   Insurance: Medicare,,\nDOS,CPT,Units\n1/13/2026,97110,2\nPatient: Bo Roe,,\nDOS,CPT,Units\n1/13/2026,97530,1\n",
			lines: []string{"3: 2026-01-13 Ada+Doe . Medicare . 97110 2", "6: 2026-01-13 Bo+Roe . . . 97530 1"}, rows: "group-header=1 repeated-header=1 title-or-header=2"},
		{name: "totals and pages say nothing", fields: fields,
			text:  "Report of charges,,,,Page 1\nDOS,Patient,CPT,Units,Payer\n1/13/2026,\"Doe, Ada\",97110,2,Medicare\nTotal,,,2,\nPage 1 of 1,,,,\n",
			lines: []string{"3: 2026-01-13 Doe,+Ada . Medicare . 97110 2"}, rows: "group-header=1 title-or-header=2 total=1"},
	})
}

// TestContextIsSaid: the cell of what a row says is that row, the value counts as derived, and sheet and choices say so.
func TestContextIsSaid(t *testing.T) {
	book := importText(t, "log.csv", "Payer: Aetna\nDOS,Patient,CPT,Units\n1/13/2026,\"Doe, Ada\",97110,2\nPayer: Medicare,,,\n1/14/2026,\"Doe, Ada\",97110,2\n")
	for i, row := range []int32{1, 4} {
		if s := book.Sessions[i]; s.Ref(audit.Payer).Row != row || !s.Derive.Has(audit.Payer) || s.Derive.Has(audit.Code) {
			t.Errorf("line %d: payer at %s, derived %v", i, s.Ref(audit.Payer), s.Derive.Has(audit.Payer))
		}
	}
	sheet := book.Sheets[0]
	if !hasPart(sheet.Notes, "payer of the lines is taken from the rows above the table and 1 row between the lines") || !hasPart(sheet.Notes, "row 4 names another payer than row 1") {
		t.Errorf("notes %q", sheet.Notes)
	}
	var payer *audit.Choice
	for i := range sheet.Choices {
		if sheet.Choices[i].What == "payer" {
			payer = &sheet.Choices[i]
		}
	}
	if payer == nil || payer.Grade != audit.Evident || payer.Flag == "" || !strings.Contains(payer.Taken, "Aetna, Medicare") {
		t.Errorf("choices %+v", sheet.Choices)
	}
	if len(sheet.Columns) != 4 {
		t.Errorf("%d columns, want those of the sheet", len(sheet.Columns))
	}
}

// TestNamesOfSheets: a sheet named after a day, with the year in a title, or after a person says it of its lines.
func TestNamesOfSheets(t *testing.T) {
	workbook := func(names ...string) string {
		book := importFiles(t, map[string]string{"log.xlsx": string(importtest.WorkbookBytes(t, func(f *excelize.File) {
			for i, name := range names {
				if i == 0 {
					importtest.Must(t, f.SetSheetName("Sheet1", name))
				} else {
					_, err := f.NewSheet(name)
					importtest.Must(t, err)
				}
				importtest.Set(t, f, name, "A1", "Week of 10/5/2026", "A2", "Patient", "B2", "CPT", "C2", "Units", "D2", "Min", "A3", "Doe, Ada", "B3", "97110", "C3", 2, "D3", 30+i)
				if !strings.Contains(name, "5") && !strings.Contains(name, "6") {
					importtest.Set(t, f, name, "E2", "DOS", "E3", "10/13/2026")
				}
			}
		}))})
		return strings.Join(showLines(book.Sessions, "date_of_service therapist minutes"), "; ")
	}
	for _, c := range []struct {
		names []string
		want  string
	}{
		{[]string{"10-5", "10-6"}, "3: 2026-10-05 . 30; 3: 2026-10-06 . 31"},
		{[]string{"Oct 5", "Oct 6"}, "3: 2026-10-05 . 30; 3: 2026-10-06 . 31"},
		{[]string{"Moss", "Fern"}, "3: 2026-10-13 Moss 30; 3: 2026-10-13 Fern 31"},
		{[]string{"October", "Sheet1"}, "3: 2026-10-13 . 30; 3: 2026-10-13 . 31"},
	} {
		if got := workbook(c.names...); got != c.want {
			t.Errorf("%q: %s, want %s", c.names, got, c.want)
		}
	}
}
