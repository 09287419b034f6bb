package rules

import "otaudit/audit"

// c010 finds outpatient lines inside a home-health plan of care of the same log: the agency is paid for all therapy of that time.
func c010(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "C010", Name: "home-health-overlap", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose:  "Checks that no outpatient therapy line of Medicare Part B lies inside a home-health plan of care of the patient.",
		Cites:    []audit.Cite{manual(claimsManual, "ch.10 §20.1"), manual("Social Security Act", "§1842(b)(6)(F)")},
		Scope:    audit.ScopePatient,
		Concerns: func(l *audit.Line) bool { return l.Terms.Class == "medicare_b" && !isHomeHealthCode(l) },
		Applies:  onBillLines,
		Judge: func(p *audit.Pass, g *audit.Group) {
			for _, plan := range homeHealthPlans(g.All) {
				var inside []*audit.Line
				for _, l := range g.Lines {
					if on := l.Date(audit.DateOfService); plan.from <= on && on <= plan.to {
						inside = append(inside, l)
					}
				}
				if len(inside) > 0 {
					p.Report(audit.Report{Line: inside[0], Field: audit.DateOfService, Also: alsoLines(inside),
						Message: "billed to Medicare Part B as outpatient therapy between home-health visits of the patient in the same log (" + count(len(inside), "line") +
							"); under a home-health plan of care the agency is paid for all therapy",
						Action: "Front desk: ask the agency and the payer whether the patient was under a home-health plan of care that day. Biller: bill the agency if so.",
						Fix:    fixOf("check for an open home-health plan of care", audit.Manual, nil)})
				}
			}
		},
	}
}

// homeCare is a stretch of days, both included, of one home-health plan.
type homeCare struct{ from, to audit.Date }

// homeHealthPeriod are the days of a home-health certification: visits further apart belong to different plans.
const homeHealthPeriod = 60

// homeHealthPlans lists the stretches from the first to the last home-health visit of each plan. How far a plan reaches beyond
// its visits is not known from the log.
func homeHealthPlans(lines []*audit.Line) []homeCare {
	var plans []homeCare
	for _, l := range lines {
		if !isHomeHealth(l) || !l.Has(audit.DateOfService) || notBilled(l) {
			continue
		}
		plans = join(plans, l.Date(audit.DateOfService))
	}
	return plans
}

// join adds a visit to the plan that it is near, and joins plans that it brings together. The visits come discipline by
// discipline, each in the order of its dates.
func join(plans []homeCare, on audit.Date) []homeCare {
	joined := homeCare{on, on}
	var others []homeCare
	for _, s := range plans {
		if int(joined.from-s.to) <= homeHealthPeriod && int(s.from-joined.to) <= homeHealthPeriod {
			joined = homeCare{min(s.from, joined.from), max(s.to, joined.to)}
		} else {
			others = append(others, s)
		}
	}
	return append(others, joined)
}

// isHomeHealth says whether a line is a visit under a home-health plan: by its code, or by the payer's name.
func isHomeHealth(l *audit.Line) bool {
	return isHomeHealthCode(l) || l.Terms.PaysByStay() && (hasWords(l.Text(audit.Payer), "home health") || hasWords(l.Text(audit.Payer), "hha") ||
		hasWords(l.Text(audit.Payer), "pdgm"))
}

// isHomeHealthCode says whether the code reports therapy in home health. G0129, of the same kind in the table, is one of partial
// hospitalization.
func isHomeHealthCode(l *audit.Line) bool {
	return l.Proc != nil && l.Proc.Kind == "home_health" && l.Proc.Code != "G0129"
}
