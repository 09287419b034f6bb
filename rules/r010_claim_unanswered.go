package rules

import "otaudit/audit"

// r010 finds billed lines that no remittance answers, where the remittances answer others of the same payer and time.
func r010(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "R010", Name: "claim-unanswered", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that every billed line was answered by a remittance.",
		Cites:   []audit.Cite{manual(convention, "claims without an answer run into the filing limit"), manual("42 CFR 424.44", "(a)")},
		Scope:   audit.ScopeService, Applies: billedServices,
		Judge: eachService(func(p *audit.Pass, l *audit.Line, s *audit.Service) {
			switch {
			case s.Answer.Outcome != audit.Unanswered:
			case s.NoAnswers != "":
				p.NotEvaluated(l, s.NoAnswers)
			default:
				r := serviceReport(l, audit.Code)
				r.Worth = charged(s)
				r.Message = "billed, and no remittance of the run answers it, although others of the payer and the time are answered"
				r.Action = "Biller: ask for the status of the claim (276/277 or the payer's portal). If it never arrived, send it again within the filing limit."
				p.Report(r)
			}
		}),
	}
}
