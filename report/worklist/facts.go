package worklist

import (
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// facts is what a published result knows of payers and sheets beside its findings.
type facts struct {
	payers map[string]*audit.PayerUse
	sheets map[string]*sheetFacts
	claims bool // claim numbers are shown
}

// sheetFacts is what one sheet's columns say.
type sheetFacts struct {
	claim   bool              // it has a column of claim numbers
	assumed map[string]string // field to the column that was only assumed to hold it
	choices []string          // other assumed readings, of the whole sheet
}

func factsOf(r *audit.Result) *facts {
	k := &facts{payers: map[string]*audit.PayerUse{}, sheets: map[string]*sheetFacts{}, claims: model.Set(r.Manifest.Set) != model.Share}
	for i := range r.Payers {
		k.payers[r.Payers[i].Name] = &r.Payers[i]
	}
	for i := range r.Sheets {
		s, sheet := &sheetFacts{assumed: map[string]string{}}, &r.Sheets[i]
		for j := range sheet.Columns {
			column := &sheet.Columns[j]
			s.claim = s.claim || column.Field == audit.ClaimID.String()
			if column.Grade == audit.Assumed && column.Field != "" {
				s.assumed[column.Field] = audit.ColumnLetters(column.Col)
			}
		}
		for _, choice := range sheet.Choices {
			if choice.Grade == audit.Assumed {
				s.choices = append(s.choices, choice.What)
			}
		}
		k.sheets[sheet.Name] = s
	}
	return k
}

// caseOf gathers what Decide depends on.
func (k *facts) caseOf(f *audit.Finding) Case {
	sheet := k.sheets[f.Cell.Sheet]
	return Case{Rule: f.Rule, Severity: f.Severity, Safety: f.Fix.Safety, Changes: len(f.Fix.Edits) > 0, Effect: model.Effect(f),
		Whole: len(f.Questions) > 0, InDoubt: f.InDoubt != "", Denial: f.Denial,
		// Without a column of claim numbers, or where they are hidden, nothing tells whether the line was billed.
		Unbilled: f.Rule == "S009" || k.claims && sheet != nil && sheet.claim && f.Claim == "" && f.Impact.Basis != "allowed"}
}

// sureness says what a line rests on beside the record: a doubt, an assumed payer rule, an assumed reading, an estimated price.
func (k *facts) sureness(e *entry) string {
	var parts []string
	add := func(text string) {
		if !slices.Contains(parts, text) {
			parts = append(parts, text)
		}
	}
	for _, f := range e.findings {
		if f.InDoubt != "" {
			add("in doubt: " + f.Rule + " depends on " + f.InDoubt)
		}
		if payer := k.payers[f.Payer]; payer != nil && payer.Assumed && strings.HasPrefix(f.Rule, "U") {
			add("assumed: the unit rule of the payer")
		}
		if sheet := k.sheets[f.Cell.Sheet]; sheet != nil {
			for _, field := range readBy(f) {
				if column := sheet.assumed[field]; column != "" {
					add("assumed: column " + column + " is " + strings.ReplaceAll(field, "_", " "))
				}
			}
			for _, what := range sheet.choices {
				add("assumed: " + what)
			}
		}
		if f.Impact.Basis == "estimated fee" {
			add("price estimated")
		}
	}
	return strings.Join(parts, "; ")
}

// readBy names the fields that a finding surely rests on: its own, those of its corrections, and for units the minutes.
func readBy(f *audit.Finding) []string {
	fields := []string{f.Field}
	for i := range f.Fix.Edits {
		fields = append(fields, f.Fix.Edits[i].Field.String())
	}
	if strings.HasPrefix(f.Rule, "U") {
		fields = append(fields, audit.UnitsBilled.String(), audit.Minutes.String(), audit.TimedMinutes.String(), audit.TreatmentMinutes.String())
	}
	return fields
}

// deadline is the last day on which a claim of the line can be filed: as the profile states it of the payer, else for Medicare Part B
// 12 months from the service. Other payers set their own limit by contract. A year alone, as coded outputs show it, sets none, and what is
// reviewed for refund has been filed.
func (k *facts) deadline(e *entry) (audit.Date, bool) {
	f := e.findings[e.main]
	payer := k.payers[f.Payer]
	day, err := audit.ParseDate(f.Date)
	switch {
	case payer == nil || err != nil || e.acts[e.main] == Refund:
		return 0, false
	case payer.FilingDays > 0:
		return day + audit.Date(payer.FilingDays), true
	case payer.Class == "medicare_b":
		return day.AddYears(1), true
	}
	return 0, false
}
