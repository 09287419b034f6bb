package pdf

import (
	"fmt"
	"strings"
	"testing"

	"otaudit/audit"
	"otaudit/report/chart"
	"otaudit/report/model"
	"otaudit/report/reporttest"
)

// Heads of tables in two halves are never broken within a word, on either paper.
func TestHeadsOfHalvesAreWhole(t *testing.T) {
	tables := 0
	for _, s := range model.NewReport(reporttest.SampleResult(reporttest.Sizes["one finding"]), "", "").Sections() {
		for _, b := range s.Blocks {
			table, ok := b.(*model.Table)
			if !ok || !table.Narrow {
				continue
			}
			tables++
			for _, paper := range []string{PaperLetter, PaperA4} {
				frame, parts := newCanvas(paper, 20000).frame(), table.Columns[0].Width/4
				for _, col := range table.Columns {
					parts += 2 * col.Width
				}
				for _, col := range table.Columns {
					for _, word := range strings.Fields(col.Title) {
						if room := frame*col.Width/parts - 2*cellPadX; textWidth(bold, halfSize, word) > room {
							t.Errorf("%s: %q does not fit into %.1f points", paper, word, room)
						}
					}
				}
			}
		}
	}
	if tables == 0 {
		t.Error("no table is set in two halves")
	}
}

// Charts rest on an estimate of widths that never is less than what the fonts of the PDF need.
func TestChartsEstimateEnoughRoom(t *testing.T) {
	for r := rune(' '); r < 0x250; r++ {
		text := printable(regular, string(r))
		for _, f := range []face{regular, bold} {
			if got, need := chart.TextWidth(text, 100, f == bold), textWidth(f, 100, text); got < need {
				t.Errorf("%q (face %d) is taken for %.0f points wide, and is %.0f", r, f, got, need)
			}
		}
	}
}

// REP-27: the summary of the evidence shows the largest codes only and says so, if there are more.
func TestSummaryNamesHowManyItShows(t *testing.T) {
	for codes, want := range map[int]bool{4: false, 6: true} {
		r := &audit.Result{Totals: []audit.Total{*reporttest.WorkedCheck()}}
		for i := range codes {
			r.Totals = append(r.Totals, audit.Total{Dimension: "code", Key: fmt.Sprint(97110 + i), Lines: 1, UnitLines: 1, OverUnits: 1000, OverCents: 4000, OverLines: 1})
		}
		page := reporttest.Squeeze(reporttest.PDFText(t, pdfBytes(t, r, Options{}), "-f", "4", "-l", "5"))
		if got := strings.Contains(page, "The 4 largest of 6 with a difference in units"); got != want {
			t.Errorf("%d codes: %v\n%s", codes, got, page)
		}
	}
}
