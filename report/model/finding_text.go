package model

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"otaudit/audit"
)

// Corrected gives the new value of the finding's own cell, and with their cells those of other cells. What a safe
// correction leaves for review, or could not write, says so.
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
		switch {
		case e.Applied:
		case f.Fix.SafetyOf(&e) != f.Fix.Safety:
			b.WriteString(" (review)")
		case f.Fix.Applied:
			b.WriteString(" (not written)")
		}
	}
	return b.String()
}

// Part is one labelled piece of a text.
type Part struct{ Label, Text string }

// Limits are the most edits and further cells that the parts of a finding name; how many more there are is always said.
type Limits struct{ Edits, Cells int }

// PaperLimits is what the PDF names; the rest is in findings.csv.
var PaperLimits = Limits{6, 12}

// The labels of the parts that findings of one rule mostly share.
const (
	LabelAuthority = "authority"
	LabelDenial    = "likely denial"
	LabelAnswer    = "payer's answer"
	LabelProposed  = "proposed"
	LabelToDo      = "to do"
)

// AppendParts appends what a finding says beside its message, in the order in which every format prints it. Parts without
// a text are left out.
func AppendParts(list []Part, f *audit.Finding, most Limits) []Part {
	add := func(label, text string) {
		if strings.TrimSpace(text) != "" {
			list = append(list, Part{label, text})
		}
	}
	add("billed, supported", billedText(f))
	add("in the log", fieldText(f))
	add("calculation", f.Working)
	add("other unit rule", f.OtherRule)
	add(LabelProposed, f.Fix.Title)
	add("correction", fixText(f, most.Edits))
	add(LabelToDo, f.Action)
	if f.Denial != "" {
		add(LabelDenial, f.Denial+", if the payer agrees")
		add(LabelAnswer, f.Answer)
	}
	add(LabelAuthority, strings.Join(Present(f.Cites...), "; "))
	add("tables", strings.Join(Present(f.TableRows...), "; "))
	add("further cells", related(f, most.Cells))
	if f.Status == StatusAccepted || f.Accepted != (audit.Acceptance{}) {
		add("accepted", strings.Join(Present(Prefixed("by ", f.Accepted.By), Prefixed("until ", f.Accepted.Until), f.Accepted.Reason), ", "))
	}
	return list
}

// Place names the patient, the visit, the dates and the claim of a finding; code, therapist and payer are apart.
func Place(f *audit.Finding) string {
	visit := f.Visit
	if strings.HasPrefix(visit, f.Patient+"|") {
		visit = "" // an uncoded key only repeats patient and date
	}
	return strings.Join(Present(Prefixed("patient ", f.Patient), Prefixed("visit ", visit), f.Date, Prefixed("plan of ", f.PlanDate), Prefixed("claim ", f.Claim)), " · ")
}

// Whose names the code, the therapist and the payer of a finding.
func Whose(f *audit.Finding) string {
	return strings.Join(Present(f.Code, Prefixed("therapist ", f.Therapist), f.Payer), " · ")
}

// Effect returns the direction of a finding, FilterOver or FilterUnder: what is billed above the record is potential
// over-billing. It is empty if there is none.
func Effect(f *audit.Finding) string {
	size := int64(f.Impact.Units)
	if size == 0 {
		size = int64(f.Impact.Money)
	}
	if size == 0 && f.Billed.Known && f.Supported.Known {
		size = int64(f.Supported.Units - f.Billed.Units)
	}
	switch {
	case size < 0:
		return FilterOver
	case size > 0:
		return FilterUnder
	}
	return ""
}

// DifferenceText says what a correction would move: units and dollars over or under.
func DifferenceText(f *audit.Finding) string {
	var parts []string
	if units := f.Impact.Units; units != 0 {
		parts = append(parts, UnitsText(max(units, -units)))
	}
	if money := f.Impact.Money; money != 0 {
		parts = append(parts, Dollars(max(money, -money)))
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, ", ") + " " + Effect(f)
}

// Present returns the texts that are not blank.
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
	var parts []string
	if f.Billed.Known || f.Supported.Known {
		parts = append(parts, unitsOf(f.Billed)+" billed, "+unitsOf(f.Supported)+" supported")
	}
	if f.Impact.Units != 0 {
		parts = append(parts, "potential difference "+UnitsText(f.Impact.Units))
	}
	if f.Impact.Money != 0 {
		parts = append(parts, Dollars(f.Impact.Money)+" on "+OrNone(f.Impact.Basis))
	}
	return strings.Join(parts, "; ")
}

func fieldText(f *audit.Finding) string {
	if f.Original == "" || f.Field == audit.UnitsBilled.String() && f.Original == f.Billed.String() {
		return ""
	}
	return strings.ReplaceAll(f.Field, "_", " ") + ": " + startOf(f.Original)
}

// startOf is a value of a log as far as a page can show it; the log and findings.csv have it whole.
func startOf(s string) string {
	const most = 600 // characters, some six lines of a page
	shown := 0
	for at := range s {
		if shown == most {
			return s[:at] + "… (" + Count(utf8.RuneCountInString(s)) + " characters)"
		}
		shown++
	}
	return s
}

// fixText says what becomes of the correction; its title is a part of its own.
func fixText(f *audit.Finding, limit int) string {
	if f.Fix.Safety == audit.NoFix && len(f.Fix.Edits) == 0 && f.Fix.Title == "" {
		return ""
	}
	var parts []string
	for i, e := range f.Fix.Edits {
		if i == limit {
			parts = append(parts, fmt.Sprintf("%s more in findings.csv", Count(len(f.Fix.Edits)-i)))
			break
		}
		void := ""
		if e.Voids() {
			void = ", which voids the line"
		}
		parts = append(parts, e.Cell.String()+" "+strings.ReplaceAll(e.Field.String(), "_", " ")+" from "+quoted(e.Old)+" to "+quoted(e.New)+void+leftText(f, &e))
	}
	state := "not applied"
	if f.Fix.Applied {
		state = "applied to the corrected sheet"
	}
	if f.Fix.Held != "" {
		state += ": " + f.Fix.Held
	}
	return strings.TrimSpace(strings.Join(parts, "; ") + " (" + f.Fix.Safety.String() + ", " + state + ")")
}

// leftText marks the edit that a safe correction leaves for review or could not write.
func leftText(f *audit.Finding, e *audit.Edit) string {
	if f.Fix.SafetyOf(e) != f.Fix.Safety && !e.Applied {
		return " (left for review)"
	}
	if f.Fix.Applied && !e.Applied {
		return " (not written: " + e.Why + ")"
	}
	return ""
}

func quoted(s string) string {
	if s == "" {
		return "blank"
	}
	return startOf(s)
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

// PlanExtent says what an action is about: findings, lines, people and dollars.
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
