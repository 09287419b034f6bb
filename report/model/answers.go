package model

import (
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
)

// Answers are what the reader of a run wants to know first, in the order in which console and page one say it. Each is one
// line of plain text.
type Answers struct {
	Read    string   // what was read
	Units   string   // on how many timed lines the units were judged
	Gaps    []string // why not on the others, with the flag that mends it
	Found   string   // errors and warnings
	Money   string   // over and under, in units and dollars
	Assumed []string // what was taken for more likely, with the flag that changes it
	Open    []string // columns and choices that wait for a decision, with the flag that decides
}

// AnswersOf sums a result up.
func AnswersOf(r *audit.Result) Answers {
	coverage := audit.CoverageOf(r)
	a := Answers{Read: readAnswer(r), Units: unitsAnswer(&coverage), Found: foundAnswer(r), Money: moneyAnswer(r, &coverage)}
	if !onlyNoMinutes(&coverage) {
		for _, gap := range coverage.Gaps {
			a.Gaps = append(a.Gaps, "not judged: "+Plural(gap.Lines, "line", "lines")+", "+withFlag(gap.Why, gap.Flag))
		}
	}
	for i := range r.Sheets {
		for j := range r.Sheets[i].Columns {
			col := &r.Sheets[i].Columns[j]
			if col.Grade == audit.Assumed && col.Field != "" && !saidByChoice(&r.Sheets[i], col) {
				a.Assumed = append(a.Assumed, "assumed: "+assumedColumn(col))
			}
		}
		a.Open = append(a.Open, OpenColumns(&r.Sheets[i])...)
		for _, choice := range r.Sheets[i].Choices {
			switch choice.Grade {
			case audit.Assumed:
				a.Assumed = append(a.Assumed, "assumed: "+AssumedChoice(choice))
			case audit.Open:
				a.Open = append(a.Open, "not decided: "+withFlag(inBrackets(choice.What, choice.Why), choice.Flag))
			}
		}
	}
	a.Assumed, a.Open = distinctTexts(a.Assumed), distinctTexts(a.Open)
	return a
}

// How many gaps and how many readings are said before the rest is counted: all answers stay within a dozen lines.
const (
	mostGaps     = 3
	mostReadings = 4
)

// Lines are the answers line by line; of long lists the first ones.
func (a *Answers) Lines() []string {
	lines := append([]string{a.Read, a.Units}, firstOf(a.Gaps, mostGaps)...)
	lines = append(lines, a.Found, a.Money)
	return append(lines, firstOf(slices.Concat(a.Open, a.Assumed), mostReadings)...)
}

func firstOf(list []string, most int) []string {
	if len(list) <= most {
		return list
	}
	rest := len(list) - most + 1
	return append(slices.Clone(list[:most-1]), fmt.Sprintf("… and %s more: otaudit inspect FILE lists them", Count(rest)))
}

func readAnswer(r *audit.Result) string {
	rows, excluded := 0, 0
	for i := range r.Sheets {
		rows += r.Sheets[i].RowsRead
		excluded += audit.SumOf(r.Sheets[i].Excluded)
	}
	all := TotalOfAll(r)
	text := fmt.Sprintf("read: %s of %s, %s and %s", Plural(all.Lines, "line", "lines"), Plural(rows, "row", "rows"),
		Plural(len(r.Visits), "visit", "visits"), Plural(len(r.Patients), "patient", "patients"))
	if all.Lines > 0 && Period(r) != noMonth {
		text += ", " + Period(r)
	}
	if excluded > 0 {
		text += "; " + Plural(excluded, "row", "rows") + " excluded"
	}
	return text
}

func unitsAnswer(c *audit.Coverage) string {
	switch {
	case onlyNoMinutes(c):
		return "units not judged: the log has no minutes"
	case c.Timed == 0:
		return "units not judged: no line of a 15-minute code with units was read"
	}
	return fmt.Sprintf("units judged on %s of %s", Count(c.Judged), Plural(c.Timed, "timed line", "timed lines"))
}

// onlyNoMinutes says that nothing but the absence of minutes keeps every line from being judged.
func onlyNoMinutes(c *audit.Coverage) bool {
	return c.Timed > 0 && c.Judged == 0 && len(c.Gaps) == 1 && c.Gaps[0].Why == audit.NoMinutes
}

func foundAnswer(r *audit.Result) string {
	counts, accepted := map[audit.Severity]int{}, 0
	for i := range r.Findings {
		if f := &r.Findings[i]; Open(f) {
			counts[f.Severity]++
		} else {
			accepted++
		}
	}
	text := fmt.Sprintf("found: %s, %s, %s", Plural(counts[audit.Error], "error", "errors"), Plural(counts[audit.Warning], "warning", "warnings"),
		Plural(counts[audit.Info], "note", "notes"))
	if accepted > 0 {
		text += ", " + Count(accepted) + " accepted"
	}
	return text
}

// moneyAnswer never says nothing where nothing was judged.
func moneyAnswer(r *audit.Result, c *audit.Coverage) string {
	all := TotalOfAll(r)
	undivided, _ := undividedUnits(r)
	if c.Judged == 0 && all.OverLines+all.UnderLines == 0 && undivided == 0 {
		return "over and under: " + NotDeterminable
	}
	side := func(units audit.Units, cents audit.Cents) string {
		if cents == 0 && all.NoPrice > 0 {
			return UnitsText(units)
		}
		return UnitsText(units) + ", " + Dollars(cents)
	}
	text := "potential over: " + side(all.OverUnits+undivided, all.OverCents) + "; potential under: " + side(all.UnderUnits, all.UnderCents)
	if undivided > 0 {
		text += " (" + UnitsText(undivided) + " of days judged as a whole, which have no price)"
	}
	if all.NoPrice > 0 {
		text += " (" + Plural(all.NoPrice, "line has", "lines have") + " no price)"
	}
	return text
}

// undividedUnits are the units above what the minutes of a whole visit or day support, where these do not say on which line, and
// how many lines these are: no total of lines holds them.
func undividedUnits(r *audit.Result) (sum audit.Units, lines int) {
	rows := newRowSet()
	for i := range r.Findings {
		f := &r.Findings[i]
		if Open(f) && f.InDoubt == "" && f.Severity == audit.Error && strings.HasPrefix(f.Rule, "U") && f.Impact.Units == 0 && f.Billed.Known && f.Supported.Known && f.Billed.Units > f.Supported.Units {
			sum += f.Billed.Units - f.Supported.Units
			rows.add(f.Cell)
			for _, cell := range f.Related {
				rows.add(cell)
			}
		}
	}
	return sum, rows.len()
}

// saidByChoice reports whether a choice of the sheet says what the column was taken for, and what else it may be.
func saidByChoice(s *audit.Sheet, col *audit.Column) bool {
	return slices.ContainsFunc(s.Choices, func(c audit.Choice) bool {
		return c.Grade == audit.Assumed && strings.HasPrefix(c.What, col.Named()+" ")
	})
}

func assumedColumn(col *audit.Column) string {
	text := col.Named() + " is " + col.Field
	if col.Flag != "" {
		text += "; to confirm it: " + col.Flag
	}
	for _, other := range col.Instead {
		if other.Field != "" && other.Field != col.Field {
			text += "; " + withFlag("if it is "+other.Field, col.FlagAs(other.Field))
		}
	}
	return text
}

// OpenColumns says of each column of a sheet that waits for a decision what decides it.
func OpenColumns(s *audit.Sheet) []string {
	var list []string
	for i := range s.Columns {
		if c := &s.Columns[i]; c.Grade == audit.Open && c.Field == "" && c.Matters {
			list = append(list, openColumn(c))
		}
	}
	return list
}

// openColumn says why a column is not read, what reads it, and what says that it is none of the fields.
func openColumn(col *audit.Column) string {
	text := "not read: " + col.Named() + ": " + strings.TrimPrefix(col.Why, "not read: ")
	if col.Flag == "" {
		return text
	}
	return text + "; to read it: " + col.Flag + "; to leave it out: " + col.FlagAs("skip")
}

// AssumedChoice says in words what was taken, why, and what changes it.
func AssumedChoice(c audit.Choice) string {
	text := inBrackets(c.Taken, c.Why)
	if c.Instead != "" && c.Flag != "" {
		return text + "; " + withFlag("if it is "+c.Instead, c.Flag)
	}
	return withFlag(text, c.Flag)
}

func inBrackets(text, why string) string {
	if why == "" {
		return text
	}
	return text + " (" + why + ")"
}

func withFlag(text, flag string) string {
	if flag == "" {
		return text
	}
	return text + ": " + flag
}

// distinctTexts keeps the first of equal texts: sheets of one form are read alike.
func distinctTexts(texts []string) []string {
	var list []string
	for _, text := range texts {
		if !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	return list
}
