package model

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"otaudit/audit"
)

// Corrected gives the new value of the finding's own cell, and with their cells those of other cells. What a safe
// correction leaves for review says so.
func Corrected(f *audit.Finding) string {
	if len(f.Fix.Edits) == 1 && f.Fix.Edits[0].Cell == f.Cell {
		return f.Fix.Edits[0].New
	}
	var b strings.Builder
	for i, e := range f.Fix.Edits {
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(audit.ColumnLetters(e.Cell.Col))
		b.WriteString(strconv.Itoa(int(e.Cell.Row)))
		b.WriteByte('=')
		b.WriteString(e.New)
		if f.Fix.SafetyOf(&e) != f.Fix.Safety && !e.Applied {
			b.WriteString(" (review)")
		}
	}
	return b.String()
}

// The edits and further cells of a finding that the PDF names; the rest stand in findings.csv.
const (
	ShownEdits = 6
	shownCells = 12
)

// DetailsOf lists the labelled lines of a finding that have something to say, as the PDF prints them.
func DetailsOf(f *audit.Finding) [][2]string { return AppendDetails(nil, f, ShownEdits, shownCells) }

// AppendDetails names at most the given numbers of edits and further cells and says how many more there are.
func AppendDetails(list [][2]string, f *audit.Finding, edits, cells int) [][2]string {
	add := func(label, text string) {
		if strings.TrimSpace(text) != "" {
			list = append(list, [2]string{label, text})
		}
	}
	add("billed, supported", billedText(f))
	add("in the log", fieldText(f))
	add("working", f.Working)
	add("other unit rule", f.OtherRule)
	add("correction", FixText(f, edits))
	add("to do", f.Action)
	add("likely denial", Prefixed("if the payer sees it so: ", f.Denial))
	add("authority", strings.Join(Present(strings.Join(f.Cites, "; "), Prefixed("tables: ", strings.Join(f.TableRows, "; "))), ".  "))
	add("further cells", related(f, cells))
	if f.Status == "accepted" || f.Accepted != (audit.Acceptance{}) {
		add("accepted", strings.Join(Present(Prefixed("by ", f.Accepted.By), Prefixed("until ", f.Accepted.Until), f.Accepted.Reason), ", "))
	}
	return list
}

func Present(parts ...string) []string {
	return slices.DeleteFunc(parts, func(s string) bool { return strings.TrimSpace(s) == "" })
}

// Prefixed puts a prefix before a text that is not empty.
func Prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

func billedText(f *audit.Finding) string {
	if !f.Billed.Known && !f.Supported.Known && f.Impact == (audit.Impact{}) {
		return ""
	}
	text := unitsOf(f.Billed) + " billed, " + unitsOf(f.Supported) + " supported"
	if f.Impact.Units != 0 {
		text += "; potential difference " + UnitsText(f.Impact.Units)
	}
	if f.Impact.Money != 0 {
		text += "; " + Dollars(f.Impact.Money) + " on " + OrNone(f.Impact.Basis)
	}
	return text
}

func fieldText(f *audit.Finding) string {
	if f.Original == "" || f.Field == audit.UnitsBilled.String() && f.Original == f.Billed.String() {
		return ""
	}
	return strings.ReplaceAll(f.Field, "_", " ") + ": " + f.Original
}

func FixText(f *audit.Finding, limit int) string {
	if f.Fix.Safety == audit.NoFix && len(f.Fix.Edits) == 0 && f.Fix.Title == "" {
		return ""
	}
	parts := Present(f.Fix.Title)
	for i, e := range f.Fix.Edits {
		if i == limit {
			parts = append(parts, fmt.Sprintf("%s more in findings.csv", Count(len(f.Fix.Edits)-i)))
			break
		}
		parts = append(parts, e.Cell.String()+" "+strings.ReplaceAll(e.Field.String(), "_", " ")+" from "+quoted(e.Old)+" to "+quoted(e.New)+leftText(f, &e))
	}
	state := "not applied"
	if f.Fix.Applied {
		state = "applied to the corrected sheet"
	}
	if f.Fix.Held != "" {
		state += ": " + f.Fix.Held
	}
	return strings.Join(parts, "; ") + " (" + f.Fix.Safety.String() + ", " + state + ")"
}

// leftText marks the edit that a safe correction leaves for review.
func leftText(f *audit.Finding, e *audit.Edit) string {
	if f.Fix.SafetyOf(e) != f.Fix.Safety && !e.Applied {
		return " (left for review)"
	}
	return ""
}

func quoted(s string) string {
	if s == "" {
		return "blank"
	}
	return s
}

// related lists the further cells up to a limit.
func related(f *audit.Finding, limit int) string {
	list := RefList{buffer: make([]byte, 0, 16*min(limit, len(f.Related)))}
	if more := len(f.Related) - limit; more > 0 {
		return list.Join(f.Related[:limit], ", ") + fmt.Sprintf(", %s more in findings.csv", Count(more))
	}
	return list.Join(f.Related, ", ")
}

// unitsOf prints a quantity, or a dash if it is not known.
func unitsOf(q audit.Quantity) string {
	if !q.Known {
		return "–"
	}
	return GroupUnits(q.Units)
}

// PlanExtent is the extent in as few words as a column takes.
func PlanExtent(a *Action) string {
	if a.Kind == KindComplete {
		return fmt.Sprintf("up to %s, %s", Plural(a.Lines, "line", "lines"), Plural(len(a.Rules), "rule", "rules"))
	}
	text := fmt.Sprintf("%s; %s, %s, %s", Plural(a.Findings, "finding", "findings"), Plural(a.Lines, "line", "lines"),
		Plural(a.Visits, "visit", "visits"), Plural(a.Therapists, "therapist", "therapists"))
	switch {
	case a.Over != 0 && a.Under != 0:
		return text + fmt.Sprintf("; potential %s over, %s under", Dollars(a.Over), Dollars(a.Under))
	case a.Over != 0:
		return text + "; potential " + Dollars(a.Over) + " over"
	case a.Under != 0:
		return text + "; potential " + Dollars(a.Under) + " under"
	}
	return text
}

// ExtentText is the extent of an action in words.
func ExtentText(a *Action) string {
	if a.Kind == KindComplete {
		return PlanExtent(a)
	}
	text := fmt.Sprintf("%s on %s, %s, %s", Plural(a.Findings, "finding", "findings"), Plural(a.Lines, "line", "lines"),
		Plural(a.Visits, "visit", "visits"), Plural(a.Therapists, "therapist", "therapists"))
	if a.Over == 0 && a.Under == 0 {
		return text + "; no dollars attached"
	}
	return text + fmt.Sprintf("; potentially %s over, %s under", Dollars(a.Over), Dollars(a.Under))
}
