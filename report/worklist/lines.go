package worklist

import (
	"fmt"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// entry is a claim line to act on: all findings that point at it.
type entry struct {
	findings []*audit.Finding
	acts     []Act
	main     int // the finding that decides what to do
	place    string
	sure     string // what the line rests on; empty if nothing is assumed
	deadline audit.Date
	hasLimit bool
}

// lineKey is a claim line: a row of the log may hold several codes.
type lineKey struct {
	sheet string
	row   int32
	code  string
}

// codesOfRows names for each row of the log the one code of its findings, or nothing where there are several.
func codesOfRows(findings []audit.Finding) map[lineKey]string {
	codes, several := map[lineKey]string{}, map[lineKey]bool{}
	for i := range findings {
		f := &findings[i]
		row := lineKey{sheet: f.Cell.Sheet, row: f.Cell.Row}
		if f.Code == "" || several[row] {
			continue
		}
		if known := codes[row]; known != "" && known != f.Code {
			several[row] = true
			delete(codes, row)
			continue
		}
		codes[row] = f.Code
	}
	return codes
}

// left counts the findings that are not on the list, so that it closes with the report.
type left struct{ accepted, notes, general int }

// entries groups the findings by their line, in the order of model.BillingOrder.
func entries(r *audit.Result) ([]*entry, left) {
	var list []*entry
	var out left
	byLine, facts, codes := map[lineKey]*entry{}, factsOf(r), codesOfRows(r.Findings)
	for _, i := range model.BillingOrder(r.Findings) {
		f := &r.Findings[i]
		switch {
		case !model.Open(f):
			out.accepted++
			continue
		case f.Cell.Row == 0, f.Scope == audit.ScopeMonth, f.Scope == audit.ScopeImport && f.Cell.Col == 0, f.Rule == "I004":
			out.general++
			continue
		case f.Severity == audit.Info && len(f.Fix.Edits) == 0 && f.Rule != "S009":
			out.notes++
			continue
		}
		key := lineKey{f.Cell.Sheet, f.Cell.Row, f.Code}
		if key.code == "" { // an unreadable cell is of the row, whose line may have other findings
			key.code = codes[key]
		}
		e := byLine[key]
		if e == nil {
			e = &entry{place: model.SafeText(audit.Ref{Sheet: f.Cell.Sheet, Row: f.Cell.Row}.String())}
			byLine[key] = e
			list = append(list, e)
		}
		act := Decide(facts.caseOf(f))
		if len(e.findings) > 0 && act.rank() > e.acts[e.main].rank() {
			e.main = len(e.findings)
		}
		e.findings, e.acts = append(e.findings, f), append(e.acts, act)
	}
	for _, e := range list {
		e.sure = facts.sureness(e)
		e.deadline, e.hasLimit = facts.deadline(e)
	}
	return list, out
}

// money is what the line would change by: the largest amount of its findings, since several of them question the same dollars.
// What stands comes before what is in doubt. It reports false if none has a price.
func (e *entry) money() (audit.Cents, bool) {
	var best *audit.Finding
	for _, f := range e.findings {
		if f.Impact.Basis == "" {
			continue
		}
		switch {
		case best == nil:
			best = f
		case (best.InDoubt == "") != (f.InDoubt == ""):
			if best.InDoubt != "" {
				best = f
			}
		case max(f.Impact.Money, -f.Impact.Money) > max(best.Impact.Money, -best.Impact.Money):
			best = f
		}
	}
	if best == nil {
		return 0, false
	}
	return best.Impact.Money, true
}

// change is what the log says and what it should say, of every finding that knows.
func (e *entry) change() string {
	var parts []string
	for _, f := range e.findings {
		text := changeOf(f)
		if text != "" && !contains(parts, text) {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, "; ")
}

func changeOf(f *audit.Finding) string {
	if len(f.Fix.Edits) > 0 {
		var own, others []string
		for i := range f.Fix.Edits {
			edit := &f.Fix.Edits[i]
			text := strings.ReplaceAll(edit.Field.String(), "_", " ") + " " + blank(edit.Old) + " → " + blank(edit.New)
			if edit.Applied {
				text += " (in the corrected sheet)"
			}
			if edit.Cell.Row == f.Cell.Row {
				own = append(own, text)
			} else {
				others = append(others, "row "+fmt.Sprint(edit.Cell.Row)+": "+text)
			}
		}
		return strings.Join(append(own, others...), ", ")
	}
	if f.Billed.Known && f.Supported.Known && f.Billed != f.Supported {
		return "units billed " + f.Billed.String() + " → supported " + f.Supported.String()
	}
	return ""
}

func blank(s string) string {
	if s == "" {
		return "blank"
	}
	return s
}

func contains(list []string, text string) bool {
	for _, s := range list {
		if s == text {
			return true
		}
	}
	return false
}

// who does it: the biller, or for a question the treating therapist.
func (e *entry) who() string {
	f := e.findings[e.main]
	if e.acts[e.main] != Ask {
		return "biller"
	}
	if f.Therapist == "" {
		return "therapist"
	}
	return "therapist " + f.Therapist
}
