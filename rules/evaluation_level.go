package rules

import (
	"strconv"
	"strings"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// The evaluation codes of OT with a level, lowest first.
var levelCodes = [...]string{"97165", "97166", "97167"}

// The components that decide the level, by the field that records them.
var levelComponents = [...]struct {
	field audit.Field
	name  string
	words string
}{
	{audit.EvalProfile, "profile", "profile and history"},
	{audit.EvalDeficits, "deficits", "performance deficits"},
	{audit.EvalDecision, "decision", "decision making"},
}

// levels is what one evaluation line documents, as ranks of the table: 1 low, 2 moderate, 3 high.
type levels struct {
	billed    int
	known     int    // components that could be placed
	missing   string // why a component could not be, in the words of NotEvaluated
	highest   int    // the lowest component in its highest reading
	lowest    int    // the lowest component in its lowest reading
	deciding  string // the component that sets highest, in words
	tableRows []string
}

// hasLevel says whether the line is an evaluation whose code states a level.
func hasLevel(l *audit.Line) bool { return rankOfCode(l) > 0 }

func rankOfCode(l *audit.Line) int {
	if l.Proc == nil {
		return 0
	}
	for i, code := range levelCodes {
		if l.Proc.Code == code {
			return i + 1
		}
	}
	return 0
}

// levelsOf places the documented components. A count that fits two levels (3 and 5 do) has two readings.
func (k *kit) levelsOf(l *audit.Line) levels {
	out := levels{billed: rankOfCode(l), highest: len(levelCodes), lowest: len(levelCodes)}
	for _, c := range levelComponents {
		if !l.Has(c.field) {
			if out.missing == "" {
				out.missing = audit.Missing(l, c.field)
			}
			continue
		}
		low, high, ok := k.ranks(l, c.field, c.name)
		if !ok {
			if out.missing == "" {
				out.missing = c.field.String() + ": not a word of the levels"
			}
			continue
		}
		out.known++
		out.tableRows = append(out.tableRows, "eval_levels.csv "+l.Proc.Code+" "+c.name)
		out.lowest = min(out.lowest, low)
		if high < out.highest || out.deciding == "" {
			out.highest, out.deciding = high, c.words
		}
	}
	return out
}

// ranks gives the lowest and the highest level that a documented component fits; 0 stands for below every level.
func (k *kit) ranks(l *audit.Line, field audit.Field, component string) (low, high int, ok bool) {
	text := l.Text(field)
	from, to, counted := deficitBand(text)
	if field == audit.EvalDeficits && !counted {
		return 0, 0, false
	}
	for _, code := range levelCodes {
		row, found := k.tables.EvalComponent(code, component, l.Date(audit.DateOfService))
		if !found || !fitsLevel(row, field, text, from, to) {
			continue
		}
		if high == 0 {
			low = row.Rank
		}
		high = row.Rank
	}
	return low, high, high > 0 || field == audit.EvalDeficits
}

func fitsLevel(row *refdata.EvalComponent, field audit.Field, text string, from, to int) bool {
	if field != audit.EvalDeficits {
		return row.Level == text
	}
	return to >= row.Min && (row.Max == 0 || from <= row.Max)
}

// manyDeficits stands for "and more".
const manyDeficits = 1 << 20

// deficitBand reads "4", "3-5" or "5+".
func deficitBand(text string) (from, to int, ok bool) {
	if least, open := strings.CutSuffix(text, "+"); open {
		from, err := strconv.Atoi(least)
		return from, manyDeficits, err == nil && from >= 0
	}
	least, most, band := strings.Cut(text, "-")
	if !band {
		most = least
	}
	from, errFrom := strconv.Atoi(least)
	to, errTo := strconv.Atoi(most)
	return from, to, errFrom == nil && errTo == nil && 0 <= from && from <= to
}

// levelWords names a rank.
func levelWords(rank int) string {
	return [...]string{"no level", "the low level", "the moderate level", "the high level"}[rank]
}
