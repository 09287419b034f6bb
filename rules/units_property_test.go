package rules

import (
	"fmt"
	"slices"
	"strconv"
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

// drawDays makes days of one payer, one patient each. Codes repeat; 97130 comes only with 97129; units are near the right ones.
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
			if code == "97129" && rapid.Bool().Draw(t, "more of it") {
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

// withoutNext gives the patients whose day has 97129 and no line of 97130: units that belong there cannot be moved.
func withoutNext(days [][]logLine) map[string]bool {
	without := map[string]bool{}
	for _, day := range days {
		first := slices.ContainsFunc(day, func(l logLine) bool { return l.code == "97129" })
		next := slices.ContainsFunc(day, func(l logLine) bool { return l.code == "97130" })
		without[day[0].patient] = first && !next
	}
	return without
}

// unsureSeverity leaves the severity out of a finding of a day of which it is not certain.
func unsureSeverity(found string, mixed, without map[string]bool) string {
	patient, rule, _ := strings.Cut(found, " ")
	if mixed[patient] || without[patient] {
		rule, _, _ = strings.Cut(rule, " ")
	}
	return patient + " " + rule
}

// takenOff gives the units that the edits which take accepts take off.
func takenOff(t *rapid.T, f *audit.Finding, take func(*audit.Finding, *audit.Edit) bool) (units int) {
	for i := range f.Fix.Edits {
		e := &f.Fix.Edits[i]
		if e.Field != audit.UnitsBilled || !take(f, e) {
			continue
		}
		before, errBefore := strconv.Atoi(e.Old)
		after, errAfter := strconv.Atoi(e.New)
		if errBefore != nil || errAfter != nil {
			t.Fatalf("an edit from %q to %q", e.Old, e.New)
		}
		units += max(0, before-after)
	}
	return units
}

// above gives the units that a finding says are billed above the supported ones.
func above(f *audit.Finding) int { return (f.Billed.Units - f.Supported.Units).Int() }

// lowersNoMoreThanStated says of every finding of units above the minutes that its safe edits take off the stated
// difference or nothing, and that the corrected copy has no new finding of units below the minutes, or of an add-on code
// without its base.
func lowersNoMoreThanStated(t *rapid.T, lines []logLine, result, again *audit.Result) {
	for i := range result.Findings {
		f := &result.Findings[i]
		if f.Rule != "U001" && f.Rule != "U004" {
			continue
		}
		if safe := takenOff(t, f, safeOnly); safe > 0 && safe != above(f) {
			t.Fatalf("%+v\n%s says %q and takes %d off", lines, f.Rule, f.Message, safe)
		}
	}
	known := map[string]int{}
	count := func(result *audit.Result, by int) {
		for _, f := range result.Findings {
			if f.Rule == "U003" || f.Rule == "U005" || f.Rule == "U009" {
				known[f.Patient+" "+f.Date+" "+f.Rule] += by
			}
		}
	}
	count(result, 1)
	count(again, -1)
	for what, more := range known {
		if more < 0 {
			t.Fatalf("%+v\nsafely corrected has a new finding of %s", lines, what)
		}
	}
}

// checkDays compares the engine's findings on random days with the verdict, and follows the corrections: safe edits
// leave nothing above what is supported, all edits leave nothing. Where units have to move to other codes, nothing is safe.
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
		unsure, without := mixedDays(days), withoutNext(days)
		if diff := cmp.Diff(want, foundBy(result, false), cmp.Transformer("severity", func(found string) string {
			return unsureSeverity(found, unsure, without)
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
		lowersNoMoreThanStated(t, lines, result, again)
		left := 0
		for i := range result.Findings {
			f := &result.Findings[i]
			if f.Rule != over || unsure[f.Patient] {
				continue
			}
			moves := takenOff(t, f, everyEdit) != above(f)
			safe := f.Fix.Safety == audit.Safe
			if safe && moves || !safe && !moves && !without[f.Patient] {
				t.Fatalf("%+v\nmoves units: %t, safe: %t: %+v", lines, moves, safe, f.Fix)
			}
			if !safe {
				left++
			}
		}
		still := 0
		for _, f := range again.Findings {
			if f.Rule == over && !unsure[f.Patient] {
				still++
			}
		}
		if still != left {
			t.Fatalf("%+v\nsafely corrected to %+v\nstill has %v", lines, lowered, foundBy(again, false))
		}
		settled := corrected(t, lines, result, everyEdit)
		again = auditLog(t, cfg, settled)
		lowersNoMoreThanStated(t, lines, result, again)
		if slices.ContainsFunc(again.Findings, func(f audit.Finding) bool { return f.Rule == over || !without[f.Patient] }) {
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
