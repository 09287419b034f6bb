package rules

import "otaudit/audit"

// e004 finds evaluations on whose line an assistant or a student stands: evaluating is the therapist's part.
func e004(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "E004", Name: "evaluation-by-assistant", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that no evaluation was furnished by an assistant or a student.",
		Cites:   []audit.Cite{manual(benefitManual, "ch.15 §230.2"), manual(benefitManual, "ch.15 §220.3 C")},
		Denial:  k.denial("provider_not_eligible"),
		Scope:   audit.ScopeSession, Needs: audit.Fields(audit.Credential),
		Concerns: isEvaluation, Applies: onBillLines,
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			person := ""
			switch {
			case isAssistantLine(l):
				person = "an assistant"
			case isStudentLine(l):
				person = "a student"
			default:
				return
			}
			p.Report(audit.Report{
				Line: l, Field: audit.Credential, AtStake: true,
				Message: "an evaluation was billed; the credential on the line is that of " + person + ", and only a therapist evaluates",
				Action:  "Supervisor: find the therapist who evaluated the patient and signed the evaluation. Biller: bill it only if the note shows one, under that therapist.",
				Fix:     fixOf("name the therapist who evaluated, if the note shows it", audit.Manual, nil),
			})
		}),
	}
}
