package pdf

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"otaudit/audit"
	"otaudit/report/model"
	"otaudit/report/reporttest"
)

// Heads of tables in two halves are never broken within a word, on either paper.
func TestHeadsOfHalvesAreWhole(t *testing.T) {
	for _, paper := range []string{PaperLetter, PaperA4} {
		for _, columns := range [][]column{columnsOfSheet, columnsOfRule} {
			frame, parts := newCanvas(paper, 20000).frame(), columns[0].part/4
			for _, col := range columns {
				parts += 2 * col.part
			}
			for _, col := range columns {
				for _, word := range strings.Fields(col.head) {
					if room := frame*col.part/parts - 2*cellPadX; textWidth(bold, halfSize, word) > room {
						t.Errorf("%s: %q does not fit into %.1f points", paper, word, room)
					}
				}
			}
		}
	}
}

// Therapists whose names begin alike have labels of their own in charts; a name that fits stays whole.
func TestChartLabelsTellNamesApart(t *testing.T) {
	var list []*audit.Total
	add := func(names ...string) {
		for _, name := range names {
			list = append(list, &audit.Total{Dimension: "therapist", Key: name})
		}
	}
	add("Rivera", "Montgomery-Featherstonehaugh, Ann", "Montgomery-Featherstonehaugh, Beatrix", "A name that is too long by far")
	add("Montgomery-Featherstonehaugh, with the same end and another middle, x", "Montgomery-Featherstonehaugh, with the same end and a middle, x", "")
	labels := model.ChartLabels(list, func(s string) bool { return utf8.RuneCountInString(s) <= 24 })
	want := []string{"Rivera", "Montgomery-F…ugh, Ann", "", "A name that is too long…", "", "", "(no therapist on the li…"}
	for i, label := range labels {
		if utf8.RuneCountInString(label) > 24 || slices.Index(labels, label) != i {
			t.Errorf("label %d is %q", i, label)
		}
		if i != 1 && want[i] != "" && label != want[i] {
			t.Errorf("got %q, want %q", label, want[i])
		}
	}
	if !strings.HasSuffix(labels[1], ", Ann") || !strings.HasSuffix(labels[2], "Beatrix") {
		t.Errorf("got %q", labels)
	}
}

// No word of the chart by month is drawn over another, however low the values are.
func TestMonthChartOverprintsNothing(t *testing.T) {
	for _, over := range []int{0, 30, 78, 85, 95, 100} {
		r := &audit.Result{}
		for month := range 12 {
			r.Totals = append(r.Totals, audit.Total{Dimension: "month", Key: fmt.Sprintf("2026-%02d", month+1), Lines: 100, UnitLines: 100, OverLines: over})
		}
		html := reporttest.PDFText(t, pdfBytes(t, r, Options{}), "-bbox")
		from := strings.Index(html, ">supported<")
		html = html[from:]
		var boxes [][4]float64
		var words []string
		for _, m := range regexp.MustCompile(`<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)</word>|</page>`).FindAllStringSubmatch(html, -1) {
			if m[5] == "" {
				break
			}
			var box [4]float64
			for i := range box {
				box[i], _ = strconv.ParseFloat(m[i+1], 64)
			}
			for j, other := range boxes {
				if box[0] < other[2]-0.5 && other[0] < box[2]-0.5 && box[1] < other[3]-2.5 && other[1] < box[3]-2.5 {
					t.Errorf("%d over: %q is drawn over %q", over, m[5], words[j])
				}
			}
			boxes, words = append(boxes, box), append(words, m[5])
		}
		if !slices.Contains(words, "dashed:") {
			t.Fatalf("the chart is not there: %q", words)
		}
	}
}

// REP-27: page two shows the largest codes only and says so, if there are more.
func TestSummaryNamesHowManyItShows(t *testing.T) {
	for codes, want := range map[int]bool{4: false, 6: true} {
		r := &audit.Result{Totals: []audit.Total{*reporttest.WorkedCheck()}}
		for i := range codes {
			r.Totals = append(r.Totals, audit.Total{Dimension: "code", Key: fmt.Sprint(97110 + i), Lines: 1, UnitLines: 1, OverUnits: 1000, OverCents: 4000, OverLines: 1})
		}
		page := reporttest.Squeeze(reporttest.PDFText(t, pdfBytes(t, r, Options{}), "-f", "2", "-l", "2"))
		if got := strings.Contains(page, "the 4 largest of 6 with a difference in units"); got != want {
			t.Errorf("%d codes: %v\n%s", codes, got, page)
		}
	}
}
