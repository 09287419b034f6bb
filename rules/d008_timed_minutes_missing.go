package rules

import "otaudit/audit"

// d008 finds visits with timed services whose minutes the record does not give. Medicare wants the total of the timed
// minutes and takes minutes by code as voluntary; the midpoint rule cannot be applied without minutes by code.
func d008(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "D008", Name: "timed-minutes-missing", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that the record of each visit with timed services gives the minutes that the payer's unit rule rests on.",
		Cites:   []audit.Cite{manual(benefitManual, "ch.15 §220.3 E"), manual(claimsManual, "ch.5 §20.2"), manual("CPT", "time rule")},
		Payers:  audit.KnownUnitRule, Scope: audit.ScopeLog,
		Concerns: isTimed, Applies: onBillLines,
		Judge: func(p *audit.Pass, g *audit.Group) {
			stated := totals{field: audit.TimedMinutes}
			eachPatientDay(p, g, func(day *audit.Group) {
				eachBilledVisit(p, day, func(timed, visit []*audit.Line) {
					if alone := keep(timed, underMidpoint); len(alone) > 0 {
						judgeMinutesByCode(p, alone)
					}
					if pooled := keep(timed, func(l *audit.Line) bool { return !underMidpoint(l) }); len(pooled) > 0 {
						noteMinutesByCode(p, pooled, visit)
						stated.add(p, pooled, visit, pooled)
					}
				})
			})
			stated.count(g.All, func(l *audit.Line) bool { return isTimed(l) && underPool(l) })
			stated.report(p, func(_ []*audit.Line, complete bool) audit.Report {
				r := audit.Report{
					Message: "timed services were billed; the total of timed minutes is blank in the record supplied, and the minutes of the lines give none",
					Action: "Treating therapist: find the total of timed minutes in the treatment note, or amend the note by the rules for late entries. " +
						"Biller: hold the timed units until the minutes are found.",
				}
				if complete {
					r.Message = "timed services were billed; the total of timed minutes is blank in the record supplied. The minutes of the codes add up to one, but the total is what the record must state"
					r.Action = "Treating therapist: state the total of timed minutes in the treatment note; minutes by code are voluntary, the total is not."
				}
				return r
			})
		},
	}
}

func underPool(l *audit.Line) bool { return l.Terms.UnitRule == audit.UnitRuleCMS8 }

func underMidpoint(l *audit.Line) bool { return l.Terms.UnitRule == audit.UnitRuleMidpoint }

// judgeMinutesByCode wants minutes on every timed line.
func judgeMinutesByCode(p *audit.Pass, timed []*audit.Line) {
	switch lacking := keep(timed, func(l *audit.Line) bool { return !l.Fills(audit.Minutes) }); {
	case len(lacking) == 0:
	case lacking[0].State(audit.Minutes) == audit.Unbound:
		notEvaluated(p, timed, audit.Missing(lacking[0], audit.Minutes))
	default:
		p.Report(audit.Report{
			Line: lacking[0], Field: audit.Minutes, Scope: audit.ScopeDay,
			Message: "a timed code was billed; its minutes are blank in the record supplied, and the payer's unit rule counts each code alone",
			Action:  "Treating therapist: find the minutes of each timed code in the treatment note. Biller: hold these units until they are found.",
		})
	}
}

// noteMinutesByCode notes that units cannot be checked code by code where the visit's total is known and not the code's part.
func noteMinutesByCode(p *audit.Pass, timed, visit []*audit.Line) {
	lacking := keep(timed, func(l *audit.Line) bool { return l.State(audit.Minutes) == audit.Blank })
	if len(lacking) == 0 || !onAnyLine(visit, audit.TimedMinutes) {
		return
	}
	p.Report(audit.Report{
		Line: lacking[0], Field: audit.Minutes, Severity: audit.Info, Scope: audit.ScopeDay,
		Message: "the visit's total of timed minutes is on record, the minutes of this code are not; units cannot be checked code by code",
		Action:  "Nothing is due for Medicare. Minutes by code in the note would let a reviewer, and this program, check each code.",
	})
}
