package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"otaudit/audit"
)

// The oracles of this file know the rules of the manual only by their definition: units are counted up from the printed
// table, and an allocation is right if no unit could better stand on another code. They share nothing with package units.

// tableUnits reads the printed table: 8 minutes are 1 unit, and every 15 more another.
func tableUnits(minutes int) (units int) {
	for next := 8; minutes >= next; next += 15 {
		units++
	}
	return units
}

// dayTotals adds a day's lines up by code; 97129 and 97130 are one entry, under the name of the first.
func dayTotals(day []logLine) (minutes, billed map[string]int) {
	minutes, billed = map[string]int{}, map[string]int{}
	for _, l := range day {
		entry := l.code
		if entry == "97130" {
			entry = "97129"
		}
		minutes[entry] += l.minutes
		billed[entry] += l.units
	}
	return minutes, billed
}

// onRightCodes says whether the billed units of a day, whose total is right, stand where the minutes put them: every code
// has its whole blocks and at most a unit more, no code without such a unit has more minutes over than one with it, and of
// the two cognitive codes the first has one unit.
func onRightCodes(day []logLine) bool {
	minutes, billed := dayTotals(day)
	for code, m := range minutes {
		extra := billed[code] - m/15
		if extra < 0 || extra > 1 {
			return false
		}
		for other, n := range minutes {
			if extra == 1 && billed[other] == n/15 && n%15 > m%15 {
				return false
			}
		}
	}
	first, next := 0, 0
	for _, l := range day {
		switch l.code {
		case "97129":
			first += l.units
		case "97130":
			next += l.units
		}
	}
	return first <= 1 && (first == 1 || next == 0)
}

// pooledVerdict is what U001 to U003 must say of a day.
func pooledVerdict(day []logLine) []string {
	minutes, billed := 0, 0
	for _, l := range day {
		minutes += l.minutes
		billed += l.units
	}
	switch supported := tableUnits(minutes); {
	case billed > supported:
		return []string{day[0].patient + " U001 error"}
	case billed < supported:
		return []string{day[0].patient + " U003 warning"}
	case !onRightCodes(day):
		return []string{day[0].patient + " U002 error"}
	}
	return nil
}

// midpointVerdict is what U004 and U005 must say of a day, code by code.
func midpointVerdict(day []logLine) (verdict []string) {
	minutes, billed := dayTotals(day)
	for code, m := range minutes {
		switch supported := tableUnits(m); {
		case billed[code] > supported:
			verdict = append(verdict, day[0].patient+" U004 error")
		case billed[code] < supported:
			verdict = append(verdict, day[0].patient+" U005 warning")
		}
	}
	return verdict
}

// drawDays makes days of one payer, one patient each. Codes repeat; 97130 comes with 97129; units are near the right ones.
func drawDays(t *rapid.T, payer string) (days [][]logLine) {
	for i := range rapid.IntRange(1, 8).Draw(t, "days") {
		var day []logLine
		add := func(code string) {
			minutes := rapid.IntRange(0, 40).Draw(t, "minutes")
			units := max(0, (minutes+7)/15+rapid.SampledFrom([]int{0, 0, 0, 1, -1, 2}).Draw(t, "off"))
			day = append(day, logLine{patient: fmt.Sprintf("P%d", i), date: "2026-03-02", code: code, units: units,
				minutes: minutes, assistant: -1, modifiers: "GO", credential: "OTR/L", payer: payer})
		}
		codes := []string{"97530", "97535", "97110", "97112", "97140", "97129"}
		for range rapid.IntRange(1, 5).Draw(t, "lines") {
			code := rapid.SampledFrom(codes).Draw(t, "code")
			add(code)
			if code == "97129" {
				add("97130")
			}
		}
		days = append(days, day)
	}
	return days
}

// mixedDays gives the patients whose day has 97129 beside other codes. Nobody verified that it is pooled with them, so that
// what rests on that is a warning and for review.
func mixedDays(days [][]logLine) map[string]bool {
	mixed := map[string]bool{}
	for _, day := range days {
		cognitive := 0
		for _, l := range day {
			if l.code == "97129" || l.code == "97130" {
				cognitive++
			}
		}
		mixed[day[0].patient] = cognitive > 0 && cognitive < len(day)
	}
	return mixed
}

// unsureSeverity leaves the severity out of a finding of such a day.
func unsureSeverity(found string, mixed map[string]bool) string {
	patient, rule, _ := strings.Cut(found, " ")
	if mixed[patient] {
		rule, _, _ = strings.Cut(rule, " ")
	}
	return patient + " " + rule
}

// checkDays compares the engine's findings on random days with the verdict, and follows the corrections: safe edits
// leave nothing above what is supported, all edits leave nothing.
func checkDays(t *testing.T, payer string, over string, ids []string, verdict func([]logLine) []string) {
	cfg := statedMidpoint(t, ids...)
	rapid.Check(t, func(t *rapid.T) {
		days := drawDays(t, payer)
		var want []string
		for _, day := range days {
			want = append(want, verdict(day)...)
		}
		slices.Sort(want)
		lines := slices.Concat(days...)
		result := auditLog(t, cfg, lines)
		unsure := mixedDays(days)
		if diff := cmp.Diff(want, foundBy(result, false), cmp.Transformer("severity", func(found string) string {
			return unsureSeverity(found, unsure)
		})); diff != "" {
			t.Fatalf("%+v\n(-want +got)\n%s", lines, diff)
		}
		lowered := corrected(t, lines, result, safeOnly)
		for i := range lines {
			if lowered[i].units > lines[i].units {
				t.Fatalf("a safe edit raised %+v to %d", lines[i], lowered[i].units)
			}
		}
		again := auditLog(t, cfg, lowered)
		if slices.ContainsFunc(again.Findings, func(f audit.Finding) bool { return f.Rule == over && !unsure[f.Patient] }) {
			t.Fatalf("%+v\nsafely corrected to %+v\nstill has %v", lines, lowered, foundBy(again, false))
		}
		settled := corrected(t, lines, result, everyEdit)
		if again := auditLog(t, cfg, settled); len(again.Findings) > 0 {
			t.Fatalf("%+v\ncorrected to %+v\nstill has %v", lines, settled, foundBy(again, false))
		}
	})
}

// TestPooledDaysAgainstDefinition runs U001, U002 and U003.
func TestPooledDaysAgainstDefinition(t *testing.T) {
	checkDays(t, "Medicare", "U001", []string{"U001", "U002", "U003"}, pooledVerdict)
}

// TestMidpointDaysAgainstDefinition runs U004 and U005.
func TestMidpointDaysAgainstDefinition(t *testing.T) {
	checkDays(t, "Aetna", "U004", []string{"U004", "U005"}, midpointVerdict)
}

// TestUnitFindingsDoNotDependOnOrderOrWorkers shuffles the lines and changes the number of workers: the findings, their
// edits and their working stay the same to the letter.
func TestUnitFindingsDoNotDependOnOrderOrWorkers(t *testing.T) {
	cfg := statedMidpoint(t, "U001", "U002", "U003", "U004", "U005", "U006", "U008", "U010", "M004", "M005")
	rapid.Check(t, func(t *rapid.T) {
		lines := slices.Concat(slices.Concat(drawDays(t, "Medicare")...), slices.Concat(drawDays(t, "Aetna")...))
		for i := range lines {
			lines[i].modifiers = rapid.SampledFrom([]string{"GO", "GO CO", "GO 59"}).Draw(t, "modifiers")
			lines[i].credential = rapid.SampledFrom([]string{"OTR/L", "COTA"}).Draw(t, "credential")
		}
		sessions, err := sessionsOf(lines)
		if err != nil {
			t.Fatal(err)
		}
		cfg.Workers = 1
		want := audit.Run(sessions, cfg)
		cfg.Workers = 4
		if diff := cmp.Diff(want, audit.Run(rapid.Permutation(sessions).Draw(t, "order"), cfg)); diff != "" {
			t.Fatalf("%+v\n%s", lines, diff)
		}
	})
}
