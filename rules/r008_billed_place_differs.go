package rules

import (
	"fmt"

	"otaudit/audit"
)

// r008 compares the place of service of the claim with the one logged.
func r008(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "R008", Name: "billed-place-differs", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that the place of service on the claim is the one logged.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.26 §10.5")},
		Denial:  k.denial("place_of_service"),
		Scope:   audit.ScopeService, Applies: comparedServices, Needs: audit.Fields(audit.PlaceOfService),
		Judge: eachService(func(p *audit.Pass, l *audit.Line, s *audit.Service) {
			logged, billed := l.Text(audit.PlaceOfService), s.Billed[0].Place
			if billed == "" {
				billed = s.Billed[0].Claim.Place
			}
			switch {
			case !isPlaceCode(billed):
				p.NotEvaluated(l, "claims: no place of service")
			case !isPlaceCode(logged):
				p.NotEvaluated(l, "place_of_service: no code of two digits")
			case logged != billed:
				r := serviceReport(l, audit.PlaceOfService)
				r.Message = fmt.Sprintf("place of service %s was billed, %s is logged", billed, logged)
				r.Action = "Biller: where was the service given? The place decides what is paid, and whether telehealth modifiers are due."
				p.Report(r)
			}
		}),
	}
}

func isPlaceCode(text string) bool {
	return len(text) == 2 && text[0] >= '0' && text[0] <= '9' && text[1] >= '0' && text[1] <= '9'
}
