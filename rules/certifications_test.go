package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"otaudit/audit"
)

// signature is a certification as the test draws it, in days from the initial treatment; none is -1.
type signature struct{ signed, end, plan int }

// certifiedDays is the oracle of D012: it walks the calendar day by day and marks the days that each certification covers,
// as Pub. 100-02 ch.15 §220.1.3 says it: the initial treatment is the first day, and 90 days after it are the most. The
// second list marks the days after which an interval has ended.
func certifiedDays(signatures []signature, horizon int) (covered, ended []bool) {
	covered, ended = make([]bool, horizon), make([]bool, horizon)
	day, after, newest := 0, 0, 0
	for i, s := range signatures {
		if day = after; i > 0 && s.plan > newest {
			day = s.plan
		}
		newest = max(newest, s.plan)
		for left := 91; left > 0 && (s.end < 0 || day <= s.end); left-- {
			if day < horizon {
				covered[day] = true
			}
			day++
		}
		after = max(after, day)
		for later := day; later < horizon; later++ {
			ended[later] = true
		}
	}
	return covered, ended
}

// TestCertifiedIntervalsDayByDay compares D012 with the oracle over logs that begin with the evaluation, in whatever order
// their rows stand.
func TestCertifiedIntervalsDayByDay(t *testing.T) {
	const horizon = 500
	cfg := testConfig(t, Options{}, only("D012"))
	first := audit.DateOf(2025, 1, 6)
	text := func(day int) string {
		if day < 0 {
			return ""
		}
		return (first + audit.Date(day)).String()
	}
	rapid.Check(t, func(rt *rapid.T) {
		var signatures []signature
		start := 0
		for range rapid.IntRange(1, 4).Draw(rt, "certifications") {
			start += rapid.IntRange(1, 110).Draw(rt, "signed after")
			s := signature{signed: start, end: -1, plan: 0}
			if rapid.Bool().Draw(rt, "own plan") && len(signatures) > 0 {
				s.plan = start - rapid.IntRange(0, 10).Draw(rt, "plan before signature")
			}
			if rapid.Bool().Draw(rt, "stated end") {
				s.end = start + rapid.IntRange(0, 120).Draw(rt, "length")
			}
			signatures = append(signatures, s)
		}
		covered, ended := certifiedDays(signatures, horizon)
		rows := []string{fmt.Sprintf("P1,%s,97166,1,%s,%s,%s,Medicare", text(0), text(signatures[0].signed), text(signatures[0].end), text(0))}
		var want []string
		day := 0
		for len(rows) < 40 {
			if day += rapid.IntRange(1, 25).Draw(rt, "next visit"); day >= horizon {
				break
			}
			s := signatures[len(rows)%len(signatures)]
			rows = append(rows, fmt.Sprintf("P1,%s,97530,2,%s,%s,%s,Medicare", text(day), text(s.signed), text(s.end), text(s.plan)))
			if !covered[day] && ended[day] {
				want = append(want, text(day))
			}
		}
		if len(rows) < len(signatures) {
			return // a certification stands on no line
		}
		rows = rapid.Permutation(rows).Draw(rt, "order")
		head := "patient_id,date_of_service,code,units,certification_date,certification_end,plan_of_care_date,payer\n"
		var got []string
		for _, f := range audit.Run(logOf(t, head+strings.Join(rows, "\n")+"\n"), cfg).Findings {
			for _, cell := range append(f.Related, f.Cell) {
				got = append(got, strings.Split(rows[cell.Row-2], ",")[1])
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			rt.Errorf("outside every interval: %v, want %v\n%s", got, want, strings.Join(rows, "\n"))
		}
	})
}

// TestLatestEndStands holds that the order of lines does not matter to what one signature covers.
func TestLatestEndStands(t *testing.T) {
	open := certification{signed: 100, hasSigned: true}
	ended := certification{signed: 100, hasSigned: true, end: 120, hasEnd: true}
	later := certification{signed: 100, hasSigned: true, end: 130, hasEnd: true}
	for _, order := range [][]certification{{open, ended, later}, {later, ended, open}, {ended, open, later, open}} {
		var list []certification
		for _, c := range order {
			list = addCertification(list, c)
		}
		if len(list) != 1 || list[0] != later {
			t.Errorf("%v makes %v, want the one with the latest end", order, list)
		}
	}
}
