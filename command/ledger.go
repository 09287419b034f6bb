package command

import (
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
)

// ledgerLine says on how many lines of a sheet a rule could be judged, and what was missing on the others (IMP-168).
type ledgerLine struct {
	audit.RuleResult
	// columns are the fields that the rule needs and no column supplies.
	columns []audit.Field
}

// ledger audits the lines of one sheet alone and takes from the result what could be judged.
func ledger(sessions []*audit.Session, config audit.Config, bound audit.FieldSet) []ledgerLine {
	result := audit.Run(sessions, config)
	needs := map[string]audit.FieldSet{}
	for _, r := range config.Rules {
		if r.Scope != audit.ScopeImport {
			needs[r.ID] = r.Columns | r.Needs
		}
	}
	var lines []ledgerLine
	for _, r := range result.Rules {
		if fields, judged := needs[r.ID]; judged {
			lines = append(lines, ledgerLine{r, missingColumns(fields, r.NotEvaluated, bound)})
		}
	}
	return lines
}

// missingColumns gives the fields without a column: those a rule declares to need, and those it missed on a line.
func missingColumns(needs audit.FieldSet, causes []audit.Count, bound audit.FieldSet) []audit.Field {
	for _, c := range causes {
		name, what, _ := strings.Cut(c.What, ": ")
		if f, ok := audit.FieldNamed(name); ok && what == audit.Unbound.String() {
			needs = needs.With(f)
		}
	}
	var missing []audit.Field
	for f := range audit.NumFields {
		if needs.Has(f) && !bound.Has(f) {
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
	text := fmt.Sprintf("%d of %s", l.Evaluated, audit.Plural(l.Applicable, "line", "lines"))
	if l.Applicable == 0 {
		text = "no line that it applies to"
	}
	var causes []string
	for _, c := range l.NotEvaluated {
		cause := c.What
		if c.N < l.Applicable {
			cause += fmt.Sprintf(" (%d)", c.N)
		}
		causes = append(causes, cause)
	}
	if len(causes) > 0 {
		text += "; " + strings.Join(causes, ", ")
	}
	if exports := usualExports(l.columns); exports != "" {
		text += "; add " + exports
	}
	return text
}
