package importers

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestRepeatedHeadersLoseNoRow: whatever cells are blank and wherever the header stands again, every row below the first one
// is a line, and only headers are non-data rows (IMP-01, IMP-174).
func TestRepeatedHeadersLoseNoRow(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		columns := rapid.Permutation([]string{"DOS", "Patient ID", "CPT", "Units", "Minutes", "Assistant Minutes", "Charge", "Therapist", "Payer"}).Draw(rt, "columns")
		header := strings.Join(columns, ",") + "\n"
		text, lines, repeated := strings.Builder{}, 0, 0
		text.WriteString(rapid.SampledFrom([]string{"", "Riverbend Therapy\n\n"}).Draw(rt, "title") + header)
		for range rapid.IntRange(1, 8).Draw(rt, "rows") {
			if lines > 0 && rapid.IntRange(0, 2).Draw(rt, "repeat") == 0 {
				text.WriteString(header)
				repeated++
			}
			for i, column := range columns {
				cell := map[string]string{"DOS": "1/13/2026", "CPT": "97110", "Patient ID": fmt.Sprintf("P%d", lines), "Therapist": "Quist", "Payer": "Medicare"}[column]
				switch {
				case column == "DOS" || column == "CPT":
				case rapid.IntRange(0, 2).Draw(rt, "blank") == 0:
					cell = ""
				case cell == "":
					cell = "15"
				}
				if i > 0 {
					cell = "," + cell
				}
				text.WriteString(cell)
			}
			text.WriteString("\n")
			lines++
		}
		book := importText(t, "log.csv", text.String())
		nonData := map[string]int{}
		for _, of := range book.Sheets[0].NonData {
			nonData[of.What] = of.N
		}
		if len(book.Sessions) != lines || nonData["repeated-header"] != repeated || len(book.Excluded) != repeated {
			rt.Fatalf("%d lines of %d, non-data rows %v, %d headers repeated:\n%s", len(book.Sessions), lines, nonData, repeated, text.String())
		}
	})
}
