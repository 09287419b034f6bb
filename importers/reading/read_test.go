package reading

import (
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"otaudit/audit"
	"otaudit/importers/header"
	"otaudit/importers/importtest"
	"otaudit/importers/value"
)

// texts is a table of texts, the first row its header.
type texts struct {
	rows [][]string
	ids  []map[string]int32
}

func (t *texts) Rows() int { return len(t.rows) }

func (t *texts) ID(row, col int) int32 { return t.ids[col][t.rows[row][col]] }

// sheetOf makes a sheet of a log in CSV.
func sheetOf(t testing.TB, log string) *Sheet {
	t.Helper()
	records, err := csv.NewReader(strings.NewReader(log)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	table := &texts{rows: records[1:]}
	s := &Sheet{Table: table, KnownModifier: importtest.KnownModifier, AsOf: importtest.AsOf,
		KnownPayer: func(name string) bool { return strings.Contains(name, "Medicare") || name == "Aetna" }}
	for col, heading := range records[0] {
		ids, values := map[string]int32{"": 0}, []value.CellValue{{}}
		column := Column{Column: value.Column{Header: heading, Values: map[value.CellValue]int{}, Total: len(table.rows)}, Read: true,
			Match: header.LookupHeader(heading)}
		if !column.Match.Known {
			column.Words = header.WordsOf(heading)
		}
		for _, row := range table.rows {
			text := row[col]
			if text == "" {
				column.Blank++
				continue
			}
			if _, seen := ids[text]; !seen {
				ids[text] = int32(len(values))
				values = append(values, value.CellValue{Text: text})
			}
			column.Values[value.CellValue{Text: text}]++
		}
		table.ids = append(table.ids, ids)
		column.Content = func(id int32) value.CellValue { return values[id] }
		column.Single = values[1:]
		s.Columns = append(s.Columns, column)
	}
	return s
}

// readAs shows what the columns of a log are read as: field, or field? if it is assumed; "-" if a column is not read, "ask" if a
// flag has to decide.
func readAs(t testing.TB, log string) string {
	t.Helper()
	var list []string
	for _, d := range Read(sheetOf(t, log)) {
		text := "-"
		switch {
		case d.Bind && d.Grade == audit.Assumed:
			text = d.Field.String() + "?"
		case d.Bind:
			text = d.Field.String()
		case d.Ask:
			text = "ask"
		}
		list = append(list, text)
	}
	return strings.Join(list, " ")
}

// visits writes a log of visits of two lines, one for each set of units and minutes of its lines.
func visits(heading string, lines ...[4]int) string {
	var log strings.Builder
	fmt.Fprintf(&log, "DOS,Patient ID,CPT,Units,%s\n", heading)
	for i, v := range lines {
		fmt.Fprintf(&log, "1/%d/2026,P%d,97110,%d,%d\n1/%d/2026,P%d,97530,%d,%d\n", 13+i%15, i, v[0], v[1], 13+i%15, i, v[2], v[3])
	}
	return log.String()
}

// Minutes are those of the line where they differ within visits, and the visit's total where they stay the same.
func TestLineOrVisit(t *testing.T) {
	each := [][4]int{{2, 30, 1, 15}, {1, 16, 2, 24}, {2, 28, 1, 12}, {1, 15, 2, 30}, {2, 25, 1, 20}, {1, 15, 1, 15}}
	total := [][4]int{{2, 45, 1, 45}, {1, 40, 2, 40}, {2, 53, 2, 53}, {1, 45, 2, 45}, {2, 60, 2, 60}, {1, 30, 1, 30}}
	for _, heading := range []string{"Minutes", "Min", "Total Minutes", "Session Minutes", "Treatment Min", "Timed Min", "Duration (min)"} {
		if got := readAs(t, visits(heading, each...)); !strings.HasPrefix(got, "date_of_service patient_id code units minutes") {
			t.Errorf("%q that differ between lines: %s", heading, got)
		}
		if got := readAs(t, visits(heading, total...)); !strings.Contains(got, "timed_minutes") && !strings.Contains(got, "treatment_minutes") {
			t.Errorf("%q that stay the same in a visit: %s", heading, got)
		}
	}
}

// A month in which every line carries the visit's total and was billed as its own agrees on every day when read as line
// minutes, and hides what was billed too much: it is read as the visit's total.
func TestBillingDoesNotChooseTheLine(t *testing.T) {
	var lines [][4]int
	for i := range 12 {
		minutes := []int{34, 53, 23, 45, 38, 60}[i%6]
		units := (minutes + 7) / 15
		lines = append(lines, [4]int{units, minutes, units, minutes})
	}
	if got := readAs(t, visits("Minutes", lines...)); !strings.HasPrefix(got, "date_of_service patient_id code units timed_minutes") {
		t.Errorf("read as %s", got)
	}
}

// A column that equals 15 minutes a unit on all lines agrees with billing by construction: header and values bind it as minutes,
// and it is said; beside another column of minutes the agreement counts for nothing.
func TestFifteenMinutesAUnit(t *testing.T) {
	var log strings.Builder
	log.WriteString("DOS,Patient ID,CPT,Units,Minutes\n")
	for i := range 12 {
		fmt.Fprintf(&log, "1/%d/2026,P%d,97110,%d,%d\n1/%d/2026,P%d,97530,%d,%d\n", 13+i, i, i%3+1, 15*(i%3+1), 13+i, i, i%2+1, 15*(i%2+1))
	}
	decisions := Read(sheetOf(t, log.String()))
	if d := decisions[4]; d.Field != audit.Minutes || !d.Bind || !d.Equal15 {
		t.Errorf("read as %+v", d)
	}
}

// What sheets of all kinds are read as.
func TestRead(t *testing.T) {
	for log, want := range map[string]string{
		"Date,Patient,CPT,Units,Minutes\n1/13/2026,\"Lee, Ann\",97110,2,30\n":                                                "date_of_service patient_name code units minutes",
		"DOS,Pt Name,Svc,Un,Min,Ins\n1/13/2026,\"Lee, Ann\",97110,2,30,Medicare\n":                                           "date_of_service patient_name code? units minutes payer",
		"DOS,Patient,CPT,Units,Minutes,Min Authorized,Age,Balance\n1/13/2026,\"Lee, Ann\",97110,2,30,60,71,80.00\n":          "date_of_service patient_name code units minutes - - -",
		"Service Date,Posted,DOB,Client,Code,Qty,Time\n1/13/2026,1/15/2026,3/4/1950,\"Lee, Ann\",97110,2,30\n":               "date_of_service - birth_date patient_name code units minutes",
		"DOS,Patient,Therapist,CPT,Billing Provider,Units\n1/13/2026,\"Lee, Ann\",\"Bo Moss, OTR/L\",97110,Clinic LLC,2\n":   "date_of_service patient_name therapist code - units",
		"DOS,Patient,CPT,Units,Billed Units\n1/13/2026,A Lee,97110,2,3\n1/14/2026,A Lee,97110,2,1\n":                         "date_of_service patient_name code ask ask",
		"DOS,Patient,CPT,Units,Start,End\n1/13/2026,A Lee,97110,2,9:00,9:30\n1/14/2026,B Wu,97110,2,10:00,10:30\n":           "date_of_service patient_name code units start_time end_time",
		"DOS,Patient,CPT,Units,Untimed Minutes,Paid Units\n1/13/2026,A Lee,97110,2,10,2\n1/14/2026,A Lee,97110,2,10,2\n":     "date_of_service patient_name code units - -",
		"DOS,Patient ID,CPT,Mod,Units,Charge,Amt Paid,Dx\n1/13/2026,P1,97110,GO,2,80.00,64.00,M62.81\n":                      "date_of_service patient_id code modifiers units charge - diagnoses",
		"DOS,First,Last,CPT,Units,Provider First,Provider Last\n1/13/2026,Ann,Lee,97110,2,Bo,Moss\n":                         "date_of_service patient_name patient_name code units therapist therapist",
		"DOS,Patient,CPT,Units,Secondary Insurance,Insurance\n1/13/2026,A Lee,97110,2,Aetna,Medicare\n":                      "date_of_service patient_name code units - payer",
		"DOS,Patient,CPT,Units,Scheduled Minutes,Actual Minutes\n1/13/2026,A Lee,97110,2,60,30\n1/14/2026,B,97110,1,60,20\n": "date_of_service patient_name code units - minutes",
	} {
		if got := readAs(t, log); got != want {
			t.Errorf("%s\nis read as %s\nwant       %s", log, got, want)
		}
	}
}

// A column that is read as the minutes of each line although most visits have one value on all lines says what the other reading
// would find.
func TestHiddenUnitsAreCounted(t *testing.T) {
	log := "DOS,Patient ID,CPT,Units,Minutes,Total Treatment Time\n"
	for i := range 3 {
		log += fmt.Sprintf("1/%d/2026,P%d,97110,2,30,60\n1/%d/2026,P%d,97530,2,30,60\n", 13+i, i, 13+i, i)
	}
	d := Read(sheetOf(t, log))[4]
	if d.Field != audit.Minutes || d.Hidden != 6 {
		t.Errorf("read as %s, %d units hidden, want 6", d.Field, d.Hidden)
	}
}
