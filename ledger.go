package main

import (
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
)

// ledgerLine says on how many lines of a sheet a rule could be judged, and which columns it lacks (IMP-168).
type ledgerLine struct {
	rule    *audit.Rule
	lines   int
	judged  int
	missing []audit.Field // needed and supplied by no column
}

// ledger counts for each rule the lines that hold all the fields it needs. bound are the fields that the sheet supplies.
func ledger(rules []*audit.Rule, sessions []*audit.Session, bound audit.FieldSet) []ledgerLine {
	var lines []ledgerLine
	for _, r := range rules {
		if r.Scope == audit.ScopeImport {
			continue
		}
		l := ledgerLine{rule: r, lines: len(sessions), missing: missingFields(r, bound)}
		if len(l.missing) == 0 {
			for _, s := range sessions {
				if s.HasAll(r.Needs) {
					l.judged++
				}
			}
		}
		lines = append(lines, l)
	}
	return lines
}

// missingFields gives the fields that a rule needs and the sheet does not supply.
func missingFields(r *audit.Rule, bound audit.FieldSet) []audit.Field {
	var missing []audit.Field
	for f := range audit.NumFields {
		if (r.Columns | r.Needs).Has(f) && !bound.Has(f) {
			missing = append(missing, f)
		}
	}
	return missing
}

// exportsWith says which export usually has a field.
var exportsWith = []struct {
	export string
	fields audit.FieldSet
}{
	{"the flowsheet or treatment-note export", audit.Fields(audit.Minutes, audit.AssistantMinutes, audit.TogetherMinutes,
		audit.TimedMinutes, audit.TreatmentMinutes, audit.StartTime, audit.EndTime, audit.GroupSize)},
	{"the note export", audit.Fields(audit.Subjective, audit.Objective, audit.Assessment, audit.Plan, audit.Note, audit.SignatureDate,
		audit.VisitType, audit.Assistant, audit.Supervisor)},
	{"the plan-of-care or certification report", audit.Fields(audit.PlanOfCareDate, audit.CertificationDate, audit.CertificationEnd,
		audit.ProgressReportDate, audit.ReferringProvider)},
	{"the evaluation note", audit.Fields(audit.EvalProfile, audit.EvalDeficits, audit.EvalDecision)},
	{"the billing or charge export", audit.Fields(audit.Modifiers, audit.UnitsBilled, audit.Charge, audit.Allowed, audit.Payer,
		audit.Diagnoses, audit.PlaceOfService, audit.ClaimID, audit.Authorization, audit.NPI)},
	{"the patient list", audit.Fields(audit.PatientID, audit.PatientName, audit.BirthDate)},
	{"the staff list or schedule", audit.Fields(audit.Therapist, audit.Credential, audit.DisciplineField, audit.Status)},
}

// usualExports names the exports that have the fields, each once.
func usualExports(fields []audit.Field) string {
	var names []string
	for _, f := range fields {
		for _, e := range exportsWith {
			if e.fields.Has(f) && !slices.Contains(names, e.export) {
				names = append(names, e.export)
			}
		}
	}
	return strings.Join(names, " and ")
}

// text gives the line in words.
func (l ledgerLine) text() string {
	counted := fmt.Sprintf("%d of %d lines", l.judged, l.lines)
	switch {
	case len(l.missing) > 0:
		names := make([]string, len(l.missing))
		for i, f := range l.missing {
			names[i] = f.String()
		}
		text := counted + ", no column of " + strings.Join(names, ", ")
		if exports := usualExports(l.missing); exports != "" {
			text += "; add " + exports
		}
		return text
	case l.judged < l.lines:
		return counted + ", the others have blank or unreadable cells"
	}
	return counted
}
