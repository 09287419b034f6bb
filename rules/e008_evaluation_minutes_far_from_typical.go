package rules

import (
	"fmt"

	"otaudit/audit"
)

// typicalReevaluation is the typical time of 97168 in minutes (Pub. 100-04 ch.5 §20.2).
const typicalReevaluation = 30

// e008 notes evaluations that took less than half the typical time. Typical minutes are never a minimum.
func e008(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "E008", Name: "evaluation-minutes-far-from-typical", Severity: audit.Info, MaxSafety: audit.Manual,
		Purpose: "Checks that the minutes of an evaluation are not far below the typical minutes of its code.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.5 §20.2")},
		Scope:   audit.ScopeSession, Needs: audit.Fields(audit.Minutes),
		Concerns: func(l *audit.Line) bool { return isEvaluation(l) && (!isOTEvaluation(l) || k.typicalMinutes(l) > 0) },
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			typical, minutes := k.typicalMinutes(l), l.Int(audit.Minutes)
			switch {
			case typical == 0:
				p.NotEvaluated(l, otAlone)
				return
			case 2*minutes >= typical:
				return
			}
			p.Report(audit.Report{
				Line: l, Field: audit.Minutes, TableRows: typicalRow(l),
				Message: fmt.Sprintf("%s on record for the evaluation; %d are typical of %s, which is no minimum",
					count(minutes, "minute"), typical, l.Proc.Code),
				Action: "Treating therapist: are the minutes those of the whole evaluation?",
			})
		}),
	}
}

// typicalMinutes gives the typical time of an OT evaluation code; 0 for other lines.
func (k *kit) typicalMinutes(l *audit.Line) int {
	switch {
	case l.Proc == nil:
		return 0
	case l.Proc.Code == "97168":
		return typicalReevaluation
	case !hasLevel(l):
		return 0
	}
	row, _ := k.tables.EvalComponent(l.Proc.Code, "time", l.Date(audit.DateOfService))
	if row == nil {
		return 0
	}
	return row.Typical
}

func typicalRow(l *audit.Line) []string {
	if !hasLevel(l) {
		return nil
	}
	return []string{"eval_levels.csv " + l.Proc.Code + " time"}
}
