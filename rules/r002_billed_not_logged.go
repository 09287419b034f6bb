package rules

import (
	"fmt"

	"otaudit/audit"
)

// r002 finds claim lines that the log has no line for. It sees the lines of claims that the comparison left over, which no other rule
// sees.
func r002(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "R002", Name: "billed-not-logged", Severity: audit.Error, Aside: audit.Unlogged, MaxSafety: audit.Manual,
		Purpose: "Checks that every line of a claim is in the log.",
		Cites:   []audit.Cite{manual("Social Security Act", "§1833(e)"), manual("42 CFR 424.5", "(a)(6)")},
		Scope:   audit.ScopeSession,
		Judge: eachService(func(p *audit.Pass, l *audit.Line, s *audit.Service) {
			if s.Missing != "" {
				p.NotEvaluated(l, s.Missing)
				return
			}
			units, _ := s.UnitsBilled()
			r := answerReport(l, audit.Code)
			r.AtStake = true
			r.Message = fmt.Sprintf("%s billed, and the log has no line of the patient, date and code", unitsText(units))
			r.Action = "Therapist: was the service given, and where is its note? Biller: if there is none, void the line and return what was paid."
			switch s.Answer.Outcome {
			case audit.Paid:
				r.Message += "; the payer paid it"
			case audit.Denied:
				r.Severity = audit.Warning
				r.Message += "; the payer denied it"
			case audit.Reversed:
				r.Severity = audit.Warning
				r.Message += "; the payment was taken back"
			}
			if s.Billed[0].Claim.FromRemit {
				r.Message += "; only the remittance has it, the run has no claim for it"
			}
			p.Report(r)
		}),
	}
}
