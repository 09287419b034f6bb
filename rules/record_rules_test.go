package rules

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"otaudit/audit"
)

// logOf makes sessions of CSV text with canonical columns, as the fixtures have them. Cells that begin with ! are unreadable.
func logOf(t *testing.T, text string) []*audit.Session {
	t.Helper()
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comment = '#'
	records, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	layout := &audit.Layout{Sheet: "log.csv", Symbols: audit.NewSymbols(), Slots: make([]audit.Slot, 1)}
	fields := map[int]audit.Field{}
	for i, column := range records[0] {
		if field, ok := audit.FieldNamed(column); ok {
			layout.Slots[0][field] = []int32{int32(i) + 1}
			fields[i] = field
		}
	}
	var sessions []*audit.Session
	for row, record := range records[1:] {
		s := &audit.Session{Layout: layout, Row: int32(row) + 2}
		for i, field := range fields {
			cell := record[i]
			if written, bad := strings.CutPrefix(cell, "!"); bad {
				s.SetBad(field, written)
			} else if cell != "" {
				value, err := audit.ParseValue(layout.Symbols, field, cell)
				if err != nil {
					t.Fatal(err)
				}
				s.Set(field, value)
				if field.Kind() == audit.Prose {
					_, fold := audit.MeasureProse(cell)
					s.Prose = audit.MixProse(s.Prose, fold)
				}
			}
		}
		sessions = append(sessions, s)
	}
	return sessions
}

// TestNotesOfASecondExport holds D018: the notes come by a join, and a line may have found no partner in it (row 0). D001 to
// D004 leave a visit without any note to it, and what the export may not cover is judged by none.
func TestNotesOfASecondExport(t *testing.T) {
	charges := `patient_id,date_of_service,code,units
P1,2026-03-02,97530,2
P1,2026-03-04,97530,2
P1,2026-03-04,97535,1
P1,2026-03-06,97530,0
P1,2026-03-09,97530,1
P1,2026-03-11,97530,1
P1,2026-03-13,97530,1
P1,2026-03-13,97535,1
`
	sessions := logOf(t, charges)
	notes := &audit.Layout{Sheet: "notes.csv", Symbols: sessions[0].Layout.Symbols, Slots: make([]audit.Slot, 1)}
	notes.Slots[0][audit.Plan] = []int32{3}
	for _, s := range sessions {
		s.Joined = &audit.Joined{Fields: audit.Fields(audit.Plan), Layout: notes}
		switch s.Row {
		case 2, 8:
			s.Joined.Row = 2
			s.Set(audit.Plan, 25)
		case 7, 9: // the visit of row 9 has a note on its other line
			s.Joined = &audit.Joined{Open: audit.Fields(audit.Plan), Layout: notes}
		}
	}
	result := audit.Run(sessions, testConfig(t, Options{}, func(r *audit.Rule) bool { return r.ID == "D018" || r.ID == "D004" }))
	var found []string
	for _, f := range result.Findings {
		found = append(found, fmt.Sprintf("%s %d", f.Rule, f.Cell.Row))
	}
	if want := []string{"D018 3", "D018 6"}; !slices.Equal(found, want) {
		t.Errorf("found %v, want %v: one for each billed visit without a note", found, want)
	}
	for i, want := range [][]audit.Count{
		{{What: "note: none at all in the export of notes, which is for D018 to say", N: 3}, {What: "plan: no column", N: 2}},
		{{What: "note: the exports do not tell whether they would hold one", N: 1}}} {
		if got := result.Rules[i].NotEvaluated; !slices.Equal(got, want) {
			t.Errorf("%s: not evaluated %v, want %v", result.Rules[i].ID, got, want)
		}
	}
}

// TestThresholdsOfTheRun holds that the limits of the options are used, not their defaults.
func TestThresholdsOfTheRun(t *testing.T) {
	sessions := logOf(t, `patient_id,date_of_service,code,units,signature_date,plan
P1,2026-03-02,97530,2,2026-03-05,one two three four five
`)
	cfg := testConfig(t, Options{SignatureDays: 2, NoteWords: 6}, func(r *audit.Rule) bool { return r.ID == "D006" || r.ID == "D017" })
	if got := audit.Run(sessions, cfg).Findings; len(got) != 2 {
		t.Errorf("%d findings, want D006 (3 days, limit 2) and D017 (5 words, least 6)", len(got))
	}
	cfg = testConfig(t, Options{SignatureDays: 3, NoteWords: 5}, func(r *audit.Rule) bool { return r.ID == "D006" || r.ID == "D017" })
	if got := audit.Run(sessions, cfg).Findings; len(got) != 0 {
		t.Errorf("%d findings, want none at the limits", len(got))
	}
}

// TestProofLeavesRecordFindings holds that a correction which lowers a line to 0 units does not move the findings about the record:
// here the count of treatment days since the last progress report, and the visits without a signature.
func TestProofLeavesRecordFindings(t *testing.T) {
	var log strings.Builder
	log.WriteString("patient_id,date_of_service,code,units,minutes,timed_minutes,payer,progress_report_date,signature_date\n")
	for i := range 12 {
		minutes := "15"
		if i == 4 {
			minutes = "5" // supports no unit: the safe correction lowers the line to 0
		}
		fmt.Fprintf(&log, "P1,%s,97530,1,%s,,Medicare,,\n", audit.DateOf(2026, 3, 2)+audit.Date(2*i), minutes)
	}
	result := audit.Run(logOf(t, log.String()), testConfig(t, Options{}, func(r *audit.Rule) bool {
		return r.ID == "U001" || strings.ContainsRune("CDE", rune(r.Family()))
	}))
	for _, f := range result.Failures {
		t.Errorf("%s at %s: %s", f.Rule, f.Cell, f.What)
	}
	applied := slices.ContainsFunc(result.Findings, func(f audit.Finding) bool { return f.Rule == "U001" && f.Fix.Safety == audit.Safe })
	if !applied {
		t.Error("the correction of U001 is not safe any more")
	}
}

var (
	someDate  = regexp.MustCompile(`\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4}`)
	forbidden = regexp.MustCompile(`(?i)\b(fraud\w*|abus\w*|false claim|upcod\w*|violation|illegal|guilty|falsif\w*|intentional|cheat\w*|must repay|owed|compliant|clean|passed)\b`)
)

// TestRecordWording holds REP-64 and the rule that messages repeat nothing of the log (REP-91 to REP-97), over all fixtures of
// the families C, D and E.
func TestRecordWording(t *testing.T) {
	cfg := testConfig(t, Options{}, func(r *audit.Rule) bool { return strings.ContainsRune("CDE", rune(r.Family())) })
	files, err := filepath.Glob("testdata/[CDE]0*/*.csv")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		sessions := logOf(t, string(text))
		for _, f := range audit.Run(sessions, cfg).Findings {
			said := f.Message + " " + f.Action + " " + f.Fix.Title + " " + f.Working
			if bad := someDate.FindString(said); bad != "" {
				t.Errorf("%s: %s says the date %q", file, f.Rule, bad)
			}
			if bad := forbidden.FindString(said); bad != "" {
				t.Errorf("%s: %s says %q", file, f.Rule, bad)
			}
			for _, s := range sessions {
				for _, field := range []audit.Field{audit.Description, audit.Therapist, audit.ReferringProvider, audit.Supervisor, audit.Diagnoses} {
					if own := s.Text(field); len(own) > 2 && strings.Contains(said, own) && !strings.Contains("M62.81", own) {
						t.Errorf("%s: %s repeats the %s of the log", file, f.Rule, field)
					}
				}
			}
		}
	}
}

// TestReportPeriodsPartition holds, for any treatment days and reports: the periods follow one another and hold every day once; a
// period is overdue only with more days than allowed; without reports everything is one period.
func TestReportPeriodsPartition(t *testing.T) {
	terms := &audit.Terms{Class: "medicare_b", ReportEvery: 10}
	rapid.Check(t, func(t *rapid.T) {
		now := audit.DateOf(2027, 1, 1)
		day := audit.DateOf(2026, 1, 5)
		var days [][]*audit.Line
		for range rapid.IntRange(1, 40).Draw(t, "days") {
			s := &audit.Session{Layout: &audit.Layout{Symbols: audit.NewSymbols(), Slots: make([]audit.Slot, 1)}}
			s.Set(audit.DateOfService, int32(day))
			days = append(days, []*audit.Line{audit.NewLine(s, nil, terms)})
			day += audit.Date(rapid.IntRange(1, 9).Draw(t, "gap"))
		}
		var reports []audit.Date
		for _, offset := range rapid.SliceOfN(rapid.IntRange(0, 300), 0, 6).Draw(t, "reports") {
			reports = append(reports, audit.DateOf(2026, 1, 1)+audit.Date(offset))
		}
		slices.Sort(reports)
		total := 0
		for _, period := range reportPeriods(days, reports, now) {
			if len(period.days) == 0 || dayOf(period.days[0]) != dayOf(days[total]) {
				t.Fatalf("a period is empty or out of place")
			}
			total += len(period.days)
			first, last := dayOf(period.days[0]), dayOf(period.days[len(period.days)-1])
			deadline := first - 1 // of a period short enough
			if len(period.days) > 10 {
				deadline = dayOf(period.days[9]) + reportGrace
			}
			inTime := slices.ContainsFunc(reports, func(r audit.Date) bool { return r >= first && r <= deadline })
			if want := len(period.days) > 10 && !inTime; period.overdue != want {
				t.Fatalf("%d days, report in time %v, overdue %v", len(period.days), inTime, period.overdue)
			}
			if within := slices.ContainsFunc(reports, func(r audit.Date) bool { return r >= first && r < last }); within {
				t.Fatalf("a report lies before the last day of its period")
			}
		}
		if total != len(days) {
			t.Fatalf("%d of %d days are in a period", total, len(days))
		}
	})
}

// TestHasWords holds that words are compared whole, in order, whatever their case and what stands between them.
func TestHasWords(t *testing.T) {
	for _, c := range []struct {
		text, phrase string
		want         bool
	}{
		{"THERAPEUTIC  Exercise", "therapeutic exercise", true},
		{"self-care/home mgmt", "self care", true},
		{"Neuromuscular Re-Ed.", "neuromuscular re ed", true},
		{"Orthotic(s) management", "orthotic s management", true},
		{"selfcare", "self care", false},
		{"therapeutic exercised", "therapeutic exercise", false},
		{"a therapeutic", "therapeutic exercise", false},
		{"padl", "adl", false},
		{"adlé", "adl", false},
		{"", "adl", false},
		{"adl", "adl", true},
		{"exercise therapeutic", "therapeutic exercise", false},
	} {
		if got := hasWords(c.text, c.phrase); got != c.want {
			t.Errorf("hasWords(%q, %q) is %v", c.text, c.phrase, got)
		}
	}
}

// TestOwnWordingLeavesRoom holds that no phrase that names a code of a group is taken for another code when it is billed with its
// own.
func TestOwnWordingLeavesRoom(t *testing.T) {
	for billed, list := range confusions {
		for _, c := range list {
			for _, back := range confusions[c.fits] {
				if back.fits != billed || len(back.and) > 0 {
					continue
				}
				for _, own := range back.says {
					if other := readsAs(billed, own); other != "" {
						t.Errorf("%s billed and labelled %q is taken for %s", billed, own, other)
					}
				}
			}
		}
	}
}

// TestDeficitBand reads counts and bands as the importer writes them, and refuses the rest.
func TestDeficitBand(t *testing.T) {
	for text, want := range map[string][2]int{"4": {4, 4}, "0": {0, 0}, "1-3": {1, 3}, "3-5": {3, 5}, "5+": {5, manyDeficits}} {
		from, to, ok := deficitBand(text)
		if !ok || from != want[0] || to != want[1] {
			t.Errorf("%q reads %d to %d, %v", text, from, to, ok)
		}
	}
	for _, text := range []string{"", "many", "5-3", "-3", "+", "1-", "1-3-5"} {
		if _, _, ok := deficitBand(text); ok {
			t.Errorf("%q is taken for a count", text)
		}
	}
}

// TestCertificationsAreCountedByEpisode: certified in time and late ones count, those that cannot be judged and those that
// still have time do not; the proof pass counts nothing twice.
func TestCertificationsAreCountedByEpisode(t *testing.T) {
	log := logOf(t, `patient_id,date_of_service,code,units,minutes,certification_date,plan_of_care_date,payer
A1,2026-01-05,97530,2,30,2026-02-04,2026-01-05,Medicare
A1,2026-01-07,97530,3,30,,2026-01-05,Medicare
A2,2026-01-05,97530,2,30,2026-02-05,2026-01-05,Medicare
A3,2026-01-05,97530,2,30,,2026-01-05,Medicare
A4,2026-11-20,97530,2,30,,2026-11-20,Medicare
A5,2026-01-05,97530,2,30,!soon,2026-01-05,Medicare
A6,2026-01-05,97530,2,30,2026-03-05,2026-01-05,Zzyzx Mutual
`)
	result := audit.Run(log, testConfig(t, Options{}, func(r *audit.Rule) bool { return r.ID == "D011" || r.ID == "U001" }))
	if len(result.Findings) != 3 {
		t.Errorf("%d findings, want the units of one line and two certifications", len(result.Findings))
	}
	for _, r := range result.Rules {
		if r.ID == "D011" && (r.Items != 3 || r.Met != 1) || r.ID == "U001" && r.Items != 0 {
			t.Errorf("%s: %d of %d", r.ID, r.Met, r.Items)
		}
	}
}
