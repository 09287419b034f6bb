package rules

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// coRange gives the fewest and the most of a code's units that may carry CO, by the steps of 42 CFR 410.59(a)(4), taking
// whole blocks off one by one. undecided says that no published text decides.
func coRange(units, therapist, assistant, year int) (least, most int, undecided bool) {
	if assistant == 0 || therapist == 0 {
		if assistant == 0 {
			units = 0
		}
		return units, units, false
	}
	without, with := 0, 0
	for ; therapist >= 15; therapist -= 15 {
		without++
	}
	for ; assistant >= 15; assistant -= 15 {
		with++
	}
	if units < without+with {
		return max(0, units-without), min(units, with), false
	}
	share := 100 * assistant / max(therapist+assistant, 1) // per cent, cut; exact at the limit of 10
	more := share > 10 || share == 10 && 10*assistant != therapist+assistant
	switch left := units - without - with; {
	case left == 2 && therapist+assistant <= 22:
		return with, with + 2, true
	case left == 2 && year >= 2022:
		with++
	case left == 2:
		with += 2
	case left == 0 || year >= 2022 && therapist >= 8:
	case year >= 2022 && assistant >= 8 || more:
		with++
	}
	return with, with, false
}

// drawShared makes days with shared codes. The units are those of a right allocation, so that only CO is in question. Each
// code has a line of the therapist and one of the assistant. It gives the findings due, and the codes that no text decides.
func drawShared(t *rapid.T, year int) (lines []logLine, want []string, open map[string]bool) {
	open = map[string]bool{}
	for i := range rapid.IntRange(1, 6).Draw(t, "days") {
		codes := []string{"97530", "97535", "97110"}[:rapid.IntRange(1, 3).Draw(t, "codes")]
		var therapist, assistant []int
		var totals []logLine
		for _, code := range codes {
			therapist = append(therapist, rapid.IntRange(0, 35).Draw(t, "therapist"))
			assistant = append(assistant, rapid.IntRange(0, 35).Draw(t, "assistant"))
			totals = append(totals, logLine{code: code, minutes: therapist[len(therapist)-1] + assistant[len(assistant)-1]})
		}
		allocate(totals)
		for j, total := range totals {
			carried := rapid.IntRange(0, total.units).Draw(t, "carried")
			l := logLine{patient: fmt.Sprintf("P%d", i), date: fmt.Sprintf("%d-03-02", year), code: total.code,
				modifiers: "GO", credential: "OTR/L", payer: "Medicare"}
			own, other := l, l
			own.units, own.minutes, own.assistant = total.units-carried, therapist[j], 0
			other.units, other.minutes, other.assistant, other.modifiers = carried, assistant[j], assistant[j], "GO CO"
			if rapid.Bool().Draw(t, "by credential") && other.minutes > 0 {
				other.assistant, other.credential = -1, "COTA"
			}
			lines = append(lines, own, other)
			least, most, undecided := coRange(total.units, therapist[j], assistant[j], year)
			who := l.patient + " " + l.code
			open[who] = undecided
			switch {
			case carried < least:
				want = append(want, who+" M004 error")
			case carried > most:
				want = append(want, who+" M005 warning")
			case undecided:
				want = append(want, who+" M004 warning")
			}
		}
	}
	slices.Sort(want)
	return lines, want, open
}

// allocate bills the supported total of a day, unit by unit where most minutes are not yet covered.
func allocate(day []logLine) {
	total := 0
	for _, l := range day {
		total += l.minutes
	}
	for range tableUnits(total) {
		most := 0
		for i := range day {
			if day[i].minutes-15*day[i].units > day[most].minutes-15*day[most].units {
				most = i
			}
		}
		day[most].units++
	}
}

// TestSharedDaysAgainstDefinition runs M004 and M005 in the years of both forms of the rule.
func TestSharedDaysAgainstDefinition(t *testing.T) {
	cfg := statedMidpoint(t, "M004", "M005")
	rapid.Check(t, func(t *rapid.T) {
		lines, want, open := drawShared(t, rapid.SampledFrom([]int{2020, 2021, 2022, 2026}).Draw(t, "year"))
		result := auditLog(t, cfg, lines)
		if diff := cmp.Diff(want, foundBy(result, true)); diff != "" {
			t.Fatalf("%+v\n(-want +got)\n%s", lines, diff)
		}
		var left []string // what no edit can settle: a line to split, or no text
		for _, f := range result.Findings {
			who := f.Patient + " " + f.Code
			switch {
			case len(f.Fix.Edits) == 0:
				left = append(left, fmt.Sprintf("%s %s %s", who, f.Rule, f.Severity))
			case open[who]:
				left = append(left, who+" M004 warning")
			}
		}
		slices.Sort(left)
		settled := corrected(t, lines, result, everyEdit)
		if diff := cmp.Diff(left, foundBy(auditLog(t, cfg, settled), true)); diff != "" {
			t.Fatalf("%+v\ncorrected to %+v\n(-want +got)\n%s", lines, settled, diff)
		}
	})
}

// TestBefore2020NothingCO holds the rule off before its first day.
func TestBefore2020NothingCO(t *testing.T) {
	cfg := statedMidpoint(t, "M004", "M005")
	rapid.Check(t, func(t *rapid.T) {
		lines, _, _ := drawShared(t, 2019)
		if result := auditLog(t, cfg, lines); len(result.Findings) > 0 {
			t.Fatalf("%+v\nhas %v", lines, foundBy(result, true))
		}
	})
}

// TestLoweredUnitsKeepTheirSplit bills shared days with CO where it is due and adds units to some lines: the safe edits take
// them off the same lines again, so that CO is right on what is left and was never in question.
func TestLoweredUnitsKeepTheirSplit(t *testing.T) {
	cfg := statedMidpoint(t, "U001", "U002", "U003", "M004", "M005")
	rapid.Check(t, func(t *rapid.T) {
		var lines, right []logLine
		for i := range rapid.IntRange(1, 4).Draw(t, "days") {
			therapist, assistant := rapid.IntRange(1, 50).Draw(t, "therapist"), rapid.IntRange(1, 50).Draw(t, "assistant")
			total := tableUnits(therapist + assistant)
			with, _, undecided := coRange(total, therapist, assistant, 2026)
			if undecided {
				t.Skip("no text decides")
			}
			own := logLine{patient: fmt.Sprintf("P%d", i), date: "2026-03-02", code: "97530", units: total - with, minutes: therapist,
				modifiers: "GO", credential: "OTR/L", payer: "Medicare"}
			other := own
			other.units, other.minutes, other.assistant, other.modifiers = with, assistant, assistant, "GO CO"
			if rapid.Bool().Draw(t, "by credential") {
				other.assistant, other.credential = -1, "COTA"
			}
			day := []logLine{own, other}
			if rapid.Bool().Draw(t, "assistant first") {
				day = []logLine{other, own}
			}
			right = append(right, day...)
			for _, l := range day {
				l.units += rapid.IntRange(0, 2).Draw(t, "more")
				lines = append(lines, l)
			}
		}
		result := auditLog(t, cfg, lines)
		if has(result, "U002", "U003", "M004", "M005") {
			t.Fatalf("%+v\nhas %v", lines, foundBy(result, true))
		}
		if diff := cmp.Diff(right, corrected(t, lines, result, safeOnly), cmp.AllowUnexported(logLine{})); diff != "" {
			t.Fatalf("%+v\n(-want +got)\n%s", lines, diff)
		}
	})
}
