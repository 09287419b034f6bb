package rules

import (
	"slices"
	"strings"
	"unicode"

	"otaudit/audit"
)

// r007 finds services that were billed under another person than the one logged. What an assistant gave is billed under the therapist
// who supervises, and a claim may name an organization alone: neither is a difference.
func r007(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "R007", Name: "billed-provider-differs", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that the rendering provider on the claim is the therapist logged.",
		Cites:   []audit.Cite{manual(benefitManual, "ch.15 §230.4")},
		Denial:  k.denial("provider_not_eligible"),
		Scope:   audit.ScopeService, Applies: comparedServices,
		Judge: eachService(func(p *audit.Pass, l *audit.Line, s *audit.Service) {
			provider := s.Billed[0].Provider()
			switch {
			case provider == nil || provider.First == "" && (provider.NPI == "" || !l.Has(audit.NPI)):
				p.NotEvaluated(l, "claims: no rendering person")
				return
			case !l.Has(audit.Therapist) && !l.Has(audit.NPI):
				p.NotEvaluated(l, audit.Missing(l, audit.Therapist))
				return
			case l.Carries(audit.CO|audit.CQ) || l.Has(audit.Assistant) || audit.IsAssistant(l.Session):
				return
			}
			r := serviceReport(l, audit.Therapist)
			switch {
			case l.Has(audit.NPI) && provider.NPI != "":
				if l.Text(audit.NPI) == provider.NPI {
					return
				}
				r.Field = audit.NPI
			case provider.First == "" || !l.Has(audit.Therapist) || bearsName(l.Text(audit.Therapist), provider.Last) || bearsName(l.Text(audit.Supervisor), provider.Last):
				return
			}
			r.Message = "the claim names another rendering provider than the log"
			r.Action = "Biller: who gave the service? The claim must name the person who did, or who supervised an assistant."
			p.Report(r)
		}),
	}
}

// bearsName reports whether a last name stands in a name as written.
func bearsName(name, last string) bool {
	words := func(text string) []string {
		return strings.FieldsFunc(strings.ToUpper(text), func(r rune) bool { return !unicode.IsLetter(r) })
	}
	found := words(name)
	for _, word := range words(last) {
		if !slices.Contains(found, word) {
			return false
		}
	}
	return true
}
