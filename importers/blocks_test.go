package importers

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"otaudit/audit"

	"otaudit/importers/importtest"
)

// Blocks of a file are read into again while rows of others are on their way: nothing of a row may change by that, be the
// file read block by block or, with quotes that are not doubled, record by record.
func TestRowsOfManyBlocks(t *testing.T) {
	const rows = 20_000
	for name, quote := range map[string]string{"doubled quotes": `""`, "quotes that are not doubled": `"`} {
		var text strings.Builder
		text.WriteString("Visit ID,DOS,Patient ID,CPT,Units,Minutes,Subjective\r\n")
		for i := range rows {
			fmt.Fprintf(&text, "V%d,1/13/2026,patient number %d,97110,2,30,\"said %sok%s today,%s end\"\r\n", i, i/3, quote, quote, strings.Repeat(" more", i%40))
		}
		path := importtest.WriteFile(t, "log.csv", []byte(text.String()))
		book, err := Import([]string{path}, Options{AsOf: audit.DateOf(2026, time.November, 1), KnownModifier: importtest.KnownModifier})
		if err != nil || len(book.Sessions) != rows {
			t.Fatalf("%s: %d lines, %v", name, len(book.Sessions), err)
		}
		for i, s := range book.Sessions {
			visit, patient, words := fmt.Sprintf("V%d", i), fmt.Sprintf("patient number %d", i/3), 4+i%40
			if s.Text(audit.VisitID) != visit || s.Text(audit.PatientID) != patient || s.Int(audit.Subjective) != words || int(s.Row) != i+2 {
				t.Fatalf("%s: line %d is row %d: visit %q, patient %q, a note of %d words; want row %d: %q, %q, %d", name, i, s.Row,
					s.Text(audit.VisitID), s.Text(audit.PatientID), s.Int(audit.Subjective), i+2, visit, patient, words)
			}
			if before := i - 40; before >= 0 && s.Prose != book.Sessions[before].Prose {
				t.Fatalf("%s: lines %d and %d have one note and two fingerprints", name, before, i)
			}
		}
	}
}
