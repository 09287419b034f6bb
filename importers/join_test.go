package importers

import (
	"slices"
	"strings"
	"testing"
)

const joinLog = "Visit ID,DOS,Patient ID,CPT,Units,Therapist\nV1,1/13/2026,P1,97110,2,Marlow\nV1,1/13/2026,P1,97530,1,Marlow\nV2,1/14/2026,P2,97110,1,Quist\nV3,1/15/2026,P3,97110,1,Quist\n"

func hasPart(list []string, part string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return strings.Contains(s, part) })
}

// TestJoinVisits: IMP-265 to IMP-268, visit tables give their values to the lines.
func TestJoinVisits(t *testing.T) {
	for _, c := range []struct {
		name, visits, fields string
		lines                []string
		said                 []string // notices and notes
	}{
		{name: "by visit id, values held by each line of the visit",
			visits: "Visit ID,Total Timed Minutes,Plan,Subjective,Therapist\nV1,45,go on,better,marlow\nV2,15,,same,Quist\nV9,15,x,y,Quist\n",
			fields: "timed_minutes subjective therapist",
			lines:  []string{"2: 45 (1+word) Marlow", "3: 45 (1+word) Marlow", "4: 15 (1+word) Quist", "5: . . Quist"},
			said: []string{"I008 visits.csv!4 1 of 3 rows have no line in the other export, by visit_id", "I008 log.csv!5 1 of 4 lines have no row",
				"joined by visit_id: 2 of 3 rows have a line, 3 of 4 lines have a row (75 %)"}},
		{name: "by patient and date, never by name",
			visits: "Patient ID,Patient Name,Date of Service,Total Treatment Minutes,Signed Date\nP1,A B,1/13/2026,50,1/14/2026\nP2,C D,2026-01-14,20,\n",
			fields: "treatment_minutes signature_date",
			lines:  []string{"2: 50 2026-01-14", "3: 50 2026-01-14", "4: 20 -", "5: . ."},
			said:   []string{"joined by patient_id and date_of_service: 2 of 2 rows have a line"}},
		{name: "a key that is not unique joins nothing",
			visits: "Visit ID,Signed Date\nV1,1/13/2026\nV1,1/14/2026\nV2,1/15/2026\n", fields: "signature_date",
			lines: []string{"2: .", "3: .", "4: 2026-01-15", "5: ."},
			said:  []string{"I008 visits.csv!2 2 rows join nothing", "2 rows joined nothing: the key is not unique"}},
		{name: "values that differ are bad, with both",
			visits: "Visit ID,Total Timed Minutes,Therapist\nV1,45,Varga\n", fields: "therapist timed_minutes",
			lines: []string{"2: !Marlow+|+Varga 45", "3: !Marlow+|+Varga 45", "4: Quist .", "5: Quist ."},
			said:  []string{"I001 log.csv!F2 therapist differs between the two exports"}},
		{name: "days of service that differ are bad, numbers of the patient stay those of the line",
			visits: "Visit ID,Date of Service,MRN,Plan\nV1,1/13/2026,77,x\nV2,1/24/2026,78,x\n", fields: "date_of_service patient_id",
			lines: []string{"2: 2026-01-13 P1", "3: 2026-01-13 P1", "4: !2026-01-14+|+2026-01-24 P2", "5: 2026-01-15 P3"},
			said:  []string{"I001 log.csv!B4 date_of_service differs between the two exports"}},
		{name: "the minutes of a visit of several lines are not those of a line",
			visits: "Visit ID,Minutes\nV1,45\nV2,15\n", fields: "minutes", lines: []string{"2: .", "3: .", "4: 15", "5: ."},
			said: []string{"2 values of single lines were left"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			book := importFiles(t, map[string]string{"log.csv": joinLog, "visits.csv": c.visits})
			if got := showLines(book.Sessions, c.fields); !slices.Equal(got, c.lines) {
				t.Errorf("lines %q, want %q", got, c.lines)
			}
			said := showNotices(book)
			for _, s := range book.Sheets {
				said = append(said, s.Notes...)
			}
			for _, want := range c.said {
				if !hasPart(said, want) {
					t.Errorf("nothing says %q in\n%s", want, strings.Join(said, "\n"))
				}
			}
			if s := book.Sheets[1]; s.Name != "visits.csv" || s.Lines != 0 || s.RowsUsed == 0 {
				t.Errorf("the visit table has %d lines and %d used rows", s.Lines, s.RowsUsed)
			}
		})
	}
}

// TestJoinGivesKeys: lines without a patient get that of their visit (IMP-267), and by patient and day their visit id.
func TestJoinGivesKeys(t *testing.T) {
	visits := "Visit ID,DOS,Patient ID,Plan\nV1,1/13/2026,P1,x\n"
	for log, want := range map[string]string{
		"Visit ID,DOS,CPT,Units\nV1,1/13/2026,97110,2\n":   "2: V1 P1",
		"Patient ID,DOS,CPT,Units\nP1,1/13/2026,97110,2\n": "2: V1 P1",
	} {
		book := importFiles(t, map[string]string{"log.csv": log, "visits.csv": visits})
		if got := showLines(book.Sessions, "visit_id patient_id"); !slices.Equal(got, []string{want}) {
			t.Errorf("%q: lines %q, want %q", log, got, want)
		}
	}
}

// TestJoinedProvenance: a joined value has the position of the cell it came from.
func TestJoinedProvenance(t *testing.T) {
	book := importFiles(t, map[string]string{"log.csv": joinLog, "visits.csv": "Total Timed Minutes,Visit ID\n15,V2\n"})
	if ref := book.Sessions[2].Ref(16 - 1).String(); ref != "visits.csv!A2" {
		t.Errorf("timed minutes stand in %s", ref)
	}
}

// TestJoinServiceTables: a table without units that completes a billed one is joined by the same key and the code; two
// months of one layout are not.
func TestJoinServiceTables(t *testing.T) {
	minutes := "DOS,Patient ID,CPT,Minutes\n1/13/2026,P1,97110,30\n1/13/2026,P1,97530,15\n1/14/2026,P2,97110,15\n1/14/2026,P2,97140,15\n"
	book := importFiles(t, map[string]string{"log.csv": joinLog, "minutes.csv": minutes})
	want := []string{"2: 2 30", "3: 1 15", "4: 1 15", "5: 1 ."}
	if got := showLines(book.Sessions, "units minutes"); !slices.Equal(got, want) {
		t.Errorf("lines %q, want %q", got, want)
	}
	if !hasPart(showNotices(book), "I008 minutes.csv!5 1 of 4 rows have no line") {
		t.Errorf("the minutes without a billed line are not reported: %q", showNotices(book))
	}

	twice := joinLog + "V2,1/14/2026,P2,97110,1,Quist\n" // the same code twice: which line has the minutes cannot be known
	book = importFiles(t, map[string]string{"log.csv": twice, "minutes.csv": minutes})
	want = []string{"2: 2 30", "3: 1 15", "4: 1 .", "5: 1 .", "6: 1 ."}
	if got := showLines(book.Sessions, "units minutes"); !slices.Equal(got, want) {
		t.Errorf("lines %q, want %q", got, want)
	}

	february := strings.ReplaceAll(joinLog, "1/1", "2/1")
	if book = importFiles(t, map[string]string{"january.csv": joinLog, "february.csv": february}); len(book.Sessions) != 8 {
		t.Errorf("two months give %d lines, want 8", len(book.Sessions))
	}
	elsewhere := strings.ReplaceAll(minutes, "26,P", "26,Q")
	if book = importFiles(t, map[string]string{"log.csv": joinLog, "minutes.csv": elsewhere}); len(book.Sessions) != 8 {
		t.Errorf("tables without common keys give %d lines, want 8", len(book.Sessions))
	}
}

// TestVisitTableAlone: without a service table a visit table keeps its lines.
func TestVisitTableAlone(t *testing.T) {
	book := importText(t, "visits.csv", "Visit ID,Total Timed Minutes\nV1,45\n")
	if len(book.Sessions) != 1 {
		t.Errorf("%d lines, want 1", len(book.Sessions))
	}
}
