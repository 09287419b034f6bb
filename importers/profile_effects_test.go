package importers

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"otaudit/audit"
)

// TestProfileColumns: IMP-32, the profile comes before the aliases; a header, a letter, the second of a name, skip, hours.
func TestProfileColumns(t *testing.T) {
	b := mustImport(t, `
columns:
  Tag: date_of_service
  B: code
  "Wert #2": units
  Wert: skip
  Dauer: {field: minutes, hours: true}
  Units: skip
`, "Tag,Leistung,Wert,Wert,Dauer,Units,Therapist\n1/31/2026,97110,9,2,0.75,7,A\n1/30/2026,97530,9,1,0.5,7,A\n")
	other := mustImport(t, "columns: {Wert: skip, \"Wert #2\": units}\n", "DOS,CPT,Wert,Wert\n1/31/2026,97110,9,2\n")
	expectColumn(t, other, audit.UnitsBilled, "2")
	expectColumn(t, b, audit.DateOfService, "2026-01-31|2026-01-30")
	expectColumn(t, b, audit.Code, "97110|97530")
	expectColumn(t, b, audit.UnitsBilled, "2|1")
	expectColumn(t, b, audit.Minutes, "45|30")
	expectColumn(t, b, audit.Therapist, "A|A")
	if !b.Sessions[0].Derive.Has(audit.Minutes) {
		t.Error("minutes worked out from hours are not marked as derived (IMP-272)")
	}
	if got := b.Sessions[0].Ref(audit.UnitsBilled).Col; got != 4 {
		t.Errorf("units stand in column %d", got)
	}
	if why := b.Sheets[0].Columns[0].Why; why != "profile" {
		t.Errorf("the mapping says %q", why)
	}
}

// TestProfileDoesNotMendValues: IMP-270, what does not parse is bad, whoever bound the column.
func TestProfileDoesNotMendValues(t *testing.T) {
	b := mustImport(t, "columns: {U: units}\n", "DOS,CPT,U\n1/31/2026,97110,two\n")
	if b.Sessions[0].State(audit.UnitsBilled) != audit.Bad {
		t.Errorf("units are %v", b.Sessions[0].State(audit.UnitsBilled))
	}
}

// TestProfileConstants: IMP-271, a constant has the position of the row, not of a cell, and is marked.
func TestProfileConstants(t *testing.T) {
	b := mustImport(t, `
constants:
  therapist: Okafor, Ada
  place_of_service: 02
  modifiers: GO KX
  diagnoses: M62.81
  charge: 30.50
`, "DOS,CPT,Units,POS\n1/31/2026,97110,2,\n1/31/2026,97530,1,11\n")
	expectColumn(t, b, audit.Therapist, "Okafor, Ada|Okafor, Ada")
	expectColumn(t, b, audit.Modifiers, "GO KX|GO KX")
	expectColumn(t, b, audit.Diagnoses, "M62.81|M62.81")
	expectColumn(t, b, audit.PlaceOfService, "|11") // a column that exists is not overruled, blank or not
	s := b.Sessions[0]
	if !s.Derive.Has(audit.Therapist) || s.Ref(audit.Therapist) != (audit.Ref{Sheet: "log.csv", Row: 2}) {
		t.Errorf("the constant stands at %s", s.Ref(audit.Therapist))
	}
	account := b.Sheets[0]
	if account.ChargeRead != account.ChargeUsed+account.ChargeExcluded {
		t.Errorf("charges do not close: %v", account)
	}
}

// TestProfileFillsDown: IMP-171 and IMP-271, a filled-down value has the position of the cell it came from; rows of
// totals neither give nor take.
func TestProfileFillsDown(t *testing.T) {
	b := mustImport(t, "fill_down: [patient_id, date_of_service]\n", strings.Join([]string{
		"Patient ID,DOS,CPT,Units", "P1,1/31/2026,97110,2", ",,97530,1", "Total,,,3", ",,97140,1", "P2,2/1/2026,97110,1", ""}, "\n"))
	expectColumn(t, b, audit.PatientID, "P1|P1|P1|P2")
	expectColumn(t, b, audit.DateOfService, "2026-01-31|2026-01-31|2026-01-31|2026-02-01")
	s := b.Sessions[1]
	if got := s.Ref(audit.PatientID).String(); got != "log.csv!A2" || !s.Derive.Has(audit.PatientID) {
		t.Errorf("the filled-down patient stands at %s", got)
	}
	if got := s.Ref(audit.Code).String(); got != "log.csv!C3" {
		t.Errorf("the code of the row stands at %s", got)
	}
	if got := b.Sessions[0].Ref(audit.PatientID).String(); got != "log.csv!A2" || b.Sessions[0].Derive.Has(audit.PatientID) {
		t.Errorf("the cell itself stands at %s", got)
	}
	if sheet := b.Sheets[0]; sheet.UnitsRead != sheet.UnitsUsed+sheet.UnitsExcluded {
		t.Errorf("units do not close: %+v", sheet)
	}
}

// TestProfileValues translates what is written, whatever its case (IMP-259: a place needs a code).
func TestProfileValues(t *testing.T) {
	b := mustImport(t, `
values:
  place_of_service: {Home: 12, clinic: 11}
  modifiers: {T: GO}
  status: {Did it: kept}
`, "DOS,CPT,Units,Place of Service,Mod 1,Mod 2,Visit Status\n1/31/2026,97110,2,HOME,t,KX,did it\n1/31/2026,97530,1, Clinic ,KX,,did it\n")
	expectColumn(t, b, audit.PlaceOfService, "12|11")
	expectColumn(t, b, audit.Modifiers, "GO KX|KX")
	expectColumn(t, b, audit.Status, "kept|kept")
	if !b.Sessions[0].Derive.Has(audit.PlaceOfService) {
		t.Error("a translated value is not marked as derived")
	}
}

// TestProfileFormats decides what the values leave open (IMP-199, IMP-212, IMP-238).
func TestProfileFormats(t *testing.T) {
	const log = "DOS,CPT,Units,Charge,Start Time\n1/5/2026,97110,2,\"1,250\",1:30\n"
	undecided := mustImport(t, "name: none\n", log).Sessions[0]
	for _, f := range []audit.Field{audit.Charge, audit.StartTime} {
		if undecided.State(f) != audit.Bad {
			t.Errorf("without a profile %s is %v", f, undecided.State(f))
		}
	}
	for _, test := range []struct{ profile, date, charge string }{
		{"formats: {date: day-first, decimal: point, clock: 24}\n", "2026-05-01", "1250.00"},
		{"formats: {date: month-first, decimal: point, clock: 24}\n", "2026-01-05", "1250.00"},
	} {
		b := mustImport(t, test.profile, log)
		expectColumn(t, b, audit.DateOfService, test.date)
		expectColumn(t, b, audit.Charge, test.charge)
		expectColumn(t, b, audit.StartTime, "01:30")
	}
}

// TestProfileSkipsRows excludes rows with a reason of their own; the account closes (IMP-01).
func TestProfileSkipsRows(t *testing.T) {
	b := mustImport(t, `
skip:
  - {column: Line, equals: [Draft, test]}
  - column: Wing
    contains: closed
`, "DOS,CPT,Units,Line,Wing\n1/31/2026,97110,2,DRAFT,x\n1/31/2026,97110,3,ok,now Closed\n1/31/2026,97110,4,drafted,\n")
	expectColumn(t, b, audit.UnitsBilled, "4")
	want := []audit.Count{{What: "profile-skip", N: 2}}
	if diff := cmp.Diff(want, b.Sheets[0].Excluded); diff != "" {
		t.Error(diff)
	}
	if sheet := b.Sheets[0]; sheet.UnitsExcluded != audit.WholeUnits(5) || sheet.UnitsRead != sheet.UnitsUsed+sheet.UnitsExcluded {
		t.Errorf("units do not close: %+v", sheet)
	}
	if b.Excluded[0].Cell.String() != "log.csv!D2" || b.Excluded[0].Offender != "DRAFT" {
		t.Errorf("the first row excluded: %+v", b.Excluded[0])
	}
}

// TestProfileRepeats: wide rows whose groups have identical headers give one line for each group (IMP-176).
func TestProfileRepeats(t *testing.T) {
	b := mustImport(t, "repeat: [CPT, Units, Min]\ncolumns: {Min: minutes}\n",
		"Patient ID,DOS,CPT,Units,Min,CPT,Units,Min\nP1,1/31/2026,97110,2,30,97530,1,15\nP2,1/31/2026,97110,3,45,,,\n")
	expectColumn(t, b, audit.Code, "97110|97530|97110")
	expectColumn(t, b, audit.UnitsBilled, "2|1|3")
	expectColumn(t, b, audit.Minutes, "30|15|45")
	if got := b.Sessions[1].Ref(audit.Minutes).String(); got != "log.csv!H2" {
		t.Errorf("the minutes of the second group stand at %s", got)
	}
}

// TestProfileTherapists: IMP-188, spellings of one person are joined by the profile only; credentials in a name are kept.
func TestProfileTherapists(t *testing.T) {
	const log = "DOS,CPT,Units,Therapist,Supervisor\n1/31/2026,97110,2,M. Rivera OTR/L,\n1/31/2026,97110,2,\"rivera,  marcus\",m. rivera otr/l\n"
	b := mustImport(t, "name: none\n", log)
	expectColumn(t, b, audit.Therapist, "M. Rivera OTR/L|rivera,  marcus")
	b = mustImport(t, "therapists:\n  \"Rivera, Marcus\": [M. Rivera OTR/L, \"Rivera, Marcus\"]\n", log)
	expectColumn(t, b, audit.Therapist, "Rivera, Marcus|Rivera, Marcus")
	expectColumn(t, b, audit.Supervisor, "|Rivera, Marcus")
	expectColumn(t, b, audit.Credential, "OTR/L|")
}

// TestProfileHeaderRowAndMatch: the row of the header is fixed; a second export beside the profile's own is read without it.
func TestProfileHeaderRowAndMatch(t *testing.T) {
	b := mustImport(t, "header_row: 3\ncolumns: {U: units}\n", "DOS,CPT,Units\n1/1/2026,97110,1\nDOS,CPT,U\n1/31/2026,97530,2\n")
	expectColumn(t, b, audit.Code, "97530")
	deep := mustImport(t, "header_row: 61\ncolumns: {U: units}\n", strings.Repeat("title,x\n", 60)+"DOS,CPT,U\n1/31/2026,97530,2\n")
	expectColumn(t, deep, audit.UnitsBilled, "2")
	paths := writeFiles(t, "p.yaml", "match: [U]\ncolumns: {U: units}\n", "a.csv", "DOS,CPT,U\n1/31/2026,97530,2\n",
		"b.csv", "DOS,CPT,Units\n1/31/2026,97110,3\n")
	o := testOptions()
	o.Profile, _ = ReadProfile(paths[0])
	both, err := Import(paths[1:], o)
	if err != nil {
		t.Fatal(err)
	}
	expectColumn(t, both, audit.UnitsBilled, "2|3")
	if both.Sheets[1].Profile != "" {
		t.Errorf("the other export is read with %q", both.Sheets[1].Profile)
	}
}

// TestProfileCodeColumns: IMP-177.
func TestProfileCodeColumns(t *testing.T) {
	b := mustImport(t, "code_columns: minutes\n", "Patient ID,DOS,97110,97530\nP1,1/31/2026,30,\nP2,1/31/2026,15,23\n")
	expectColumn(t, b, audit.Code, "97110|97110|97530")
	expectColumn(t, b, audit.Minutes, "30|15|23")
}

// TestProfileSheets: the worksheets that the profile names are read, the others listed as left out (IMP-01); one that the
// workbook does not have is an error with its line.
func TestProfileSheets(t *testing.T) {
	f := excelize.NewFile()
	for _, name := range []string{"March", "April"} {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for cell, value := range map[string]any{"A1": "DOS", "B1": "CPT", "C1": "U", "A2": "1/31/2026", "B2": 97110, "C2": 2} {
			if err := f.SetCellValue(name, cell, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	paths := writeFiles(t, "p.yaml", "name: P\nsheets: [april]\ncolumns: {U: units}\n", "wrong.yaml", "name: P\nsheets:\n  - april\n  - May\n")
	book := filepath.Join(filepath.Dir(paths[0]), "log.xlsx")
	if err := f.SaveAs(book); err != nil {
		t.Fatal(err)
	}
	o := testOptions()
	var err error
	if o.Profile, err = ReadProfile(paths[0]); err != nil {
		t.Fatal(err)
	}
	b, err := Import([]string{book}, o)
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Sessions) != 1 || b.Sessions[0].Layout.Sheet != "log.xlsx!April" {
		t.Errorf("%d lines", len(b.Sessions))
	}
	for _, s := range b.Sheets {
		if left := strings.Contains(strings.Join(s.Notes, " "), "left out"); left == (s.Name == "log.xlsx!April") {
			t.Errorf("%s: %q", s.Name, s.Notes)
		}
	}
	if o.Profile, err = ReadProfile(paths[1]); err != nil {
		t.Fatal(err)
	}
	if _, err = Import([]string{book}, o); err == nil || !strings.Contains(err.Error(), `wrong.yaml:4: sheets: log.xlsx has no sheet "May"`) {
		t.Errorf("a sheet that is not there gives %v", err)
	}
}
