package rules

import "otaudit/audit"

// d008 finds visits with timed services whose minutes the record does not give. Medicare wants the total of the timed
// minutes and takes minutes by code as voluntary; the midpoint rule cannot be applied without minutes by code.
func d008(k *kit) *audit.Rule {
	denial := k.denial("documentation_missing") // of the errors only: the note about minutes by code has none
	return &audit.Rule{
		ID: "D008", Name: "timed-minutes-missing", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that the record of each visit with timed services gives the minutes that the payer's unit rule rests on.",
		Cites:   []audit.Cite{manual(benefitManual, "ch.15 §220.3 E"), manual(claimsManual, "ch.5 §20.2"), manual("CPT", "time rule")},
		Payers:  audit.KnownUnitRule, Scope: audit.ScopeDay,
		Concerns: isTimed, Applies: onBillLines, KnownClean: states(audit.Minutes),
		Judge: func(p *audit.Pass, g *audit.Group) {
			eachBilledVisit(p, g, func(timed, visit []*audit.Line) {
				if timed[0].Terms.UnitRule == audit.UnitRuleMidpoint {
					judgeMinutesByCode(p, timed, denial)
					return
				}
				judgeTimedTotal(p, timed, onAnyLine(visit, audit.TimedMinutes), denial)
			})
		},
	}
}

// judgeMinutesByCode wants minutes on every timed line.
func judgeMinutesByCode(p *audit.Pass, timed []*audit.Line, denial string) {
	at := withoutMinutes(timed)
	switch {
	case at == nil:
	case at.State(audit.Minutes) == audit.Unbound:
		notEvaluated(p, timed, audit.Missing(at, audit.Minutes))
	default:
		p.Report(audit.Report{
			Line: at, Field: audit.Minutes, Denial: denial,
			Message: "timed code billed; no minutes of the code in the record supplied, and the payer's unit rule looks at each code alone",
			Action:  "Does the note in the chart give the minutes of each timed code?",
		})
	}
}

// judgeTimedTotal wants the visit's total of timed minutes. Minutes on every timed line give it by addition.
func judgeTimedTotal(p *audit.Pass, timed []*audit.Line, total bool, denial string) {
	at := withoutMinutes(timed)
	switch {
	case at == nil:
	case total && at.State(audit.Minutes) == audit.Blank:
		p.Report(audit.Report{
			Line: at, Field: audit.Minutes, Severity: audit.Info,
			Message: "the visit's timed minutes are on record, those of the code are not; units cannot be checked code by code",
		})
	case total:
	case at.State(audit.TimedMinutes) == audit.Unbound:
		notEvaluated(p, timed, audit.Missing(at, audit.TimedMinutes))
	default:
		p.Report(audit.Report{
			Line: timed[0], Field: audit.TimedMinutes, Also: alsoLines(timed), Denial: denial,
			Message: "timed services billed; no total of timed minutes in the record supplied, and none can be added up",
			Action:  "Does the note in the chart give the total of the timed minutes?",
		})
	}
}
