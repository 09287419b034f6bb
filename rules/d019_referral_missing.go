package rules

import "otaudit/audit"

// d019 finds episodes without a referring provider where the payer is known to want one.
func d019(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "D019", Name: "referral-missing", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that each episode of care names a referring provider where the payer wants one.",
		Cites:   []audit.Cite{manual(benefitManual, "ch.15 §220.1.1"), manual(claimsManual, "ch.26 §10.4, item 17")},
		Scope:   audit.ScopeEpisode, Columns: audit.Fields(audit.ReferringProvider),
		Concerns: func(l *audit.Line) bool { return wantsReferral(l) != audit.No }, Applies: onBillLines,
		Judge: func(p *audit.Pass, g *audit.Group) {
			if onAnyLine(g.All, audit.ReferringProvider) {
				return
			}
			var at *audit.Line
			for _, l := range g.Lines {
				switch {
				case !l.Terms.Known():
					p.NotEvaluated(l, noDefault(l))
				case wantsReferral(l) == audit.ByContract:
					p.NotEvaluated(l, "payer: the contract decides")
				case at == nil && !authorized(g.All, l):
					at = l
				}
			}
			if at == nil {
				return
			}
			p.Report(audit.Report{
				Line: at, Field: audit.ReferringProvider, PlanDate: planDate(at), Unverified: unverifiedTerms(at),
				TableRows: payerRow(at), Message: "services were billed; no referring or certifying provider is in the record supplied for the episode",
				Action: "Front desk: who referred the patient or certifies the plan of care?",
			})
		},
	}
}

// wantsReferral says whether the payer's class wants a referring provider. Medicare wants the certifying practitioner on the claim,
// veterans' community care a referral or its number; a patient who pays needs none. All others state it in their contract.
func wantsReferral(l *audit.Line) audit.Demand {
	switch l.Terms.Class {
	case "medicare_b", veterans:
		return audit.Yes
	case "self_pay":
		return audit.No
	default:
		return audit.ByContract
	}
}

const veterans = "va"

// authorized says whether an authorization stands in for the referral: the number of one is what veterans' care gives.
func authorized(lines []*audit.Line, l *audit.Line) bool {
	return l.Terms.Class == veterans && onAnyLine(lines, audit.Authorization)
}
