package rules

import (
	"fmt"

	"otaudit/audit"
)

// s007 finds group lines without a group.
func s007(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "S007", Name: "group-of-one", Severity: audit.Error,
		Purpose: "Checks that a group line stands for two or more patients.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.5 §20.2"), manual(benefitManual, "ch.15 §230")},
		Scope:   audit.ScopeShift, Concerns: isGroup,
		Judge: func(p *audit.Pass, g *audit.Group) {
			for _, l := range g.Lines {
				alone, cause := groupOfOne(l, g.Lines)
				switch {
				case cause != "":
					p.NotEvaluated(l, cause)
				case alone != "":
					p.Report(audit.Report{Line: l, Field: audit.Code, AtStake: true, Message: alone,
						Action: "Treating therapist: who else was in the group, and was it another therapist's patient? Biller: a group of one is not a group; bill what was furnished."})
				}
			}
		},
	}
}

// groupOfOne says what shows that the patient was alone, or why nothing can be said. Without a group size the therapist's
// other group lines of the day decide.
func groupOfOne(l *audit.Line, shift []*audit.Line) (alone, cause string) {
	switch {
	case l.Has(audit.GroupSize) && l.Int(audit.GroupSize) < 2:
		return fmt.Sprintf("a group is billed and the group size on record is %d", l.Int(audit.GroupSize)), ""
	case l.Has(audit.GroupSize):
		return "", ""
	case l.Unreadable(audit.GroupSize):
		return "", audit.Missing(l, audit.GroupSize)
	case !l.Has(audit.Therapist):
		return "", audit.Missing(l, audit.Therapist)
	case audit.PatientKey(l.Session) == "":
		return "", audit.Missing(l, audit.PatientID)
	}
	others := false
	for _, o := range shift {
		switch {
		case onePatient(l, o):
		case !hasTimes(l):
			return "", "start_time or end_time: not known"
		case !hasTimes(o):
			cause = "start_time or end_time: not known on another group line of the day"
		case o.Clock(audit.StartTime) < l.Clock(audit.EndTime) && l.Clock(audit.StartTime) < o.Clock(audit.EndTime):
			return "", ""
		default:
			others = true
		}
	}
	switch {
	case cause != "":
		return "", cause
	case others:
		return "a group is billed and no second patient of the therapist has a group line at that time", ""
	default:
		return "a group is billed and no second patient of the therapist has a group line on that day", ""
	}
}

func hasTimes(l *audit.Line) bool { return l.Has(audit.StartTime) && l.Has(audit.EndTime) }
