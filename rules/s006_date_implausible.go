package rules

import (
	"fmt"

	"otaudit/audit"
)

// oldestYears is the age of a service, in years, from which its date is taken for a slip. A convention.
const oldestYears = 7

// s006 finds dates of service that cannot be right.
func s006(k *kit) *audit.Rule {
	oldest := k.AsOf.AddYears(-oldestYears)
	return &audit.Rule{
		ID: "S006", Name: "date-implausible", Severity: audit.Error,
		Purpose: "Checks that a date of service is not in the future, before birth or more than seven years past.",
		Cites:   []audit.Cite{{Source: convention}},
		Scope:   audit.ScopeSession,
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			on := l.Date(audit.DateOfService)
			message := ""
			switch {
			case on > k.AsOf:
				// How many days would tell the date to whoever knows the day of the audit, which reports print.
				message = "the date of service lies after the day of the audit"
			case l.Has(audit.BirthDate) && on < l.Date(audit.BirthDate):
				message = "the date of service lies before the patient's birth date"
			case on < oldest:
				message = fmt.Sprintf("the date of service lies more than %d years before the day of the audit", oldestYears)
			default:
				return
			}
			p.Report(audit.Report{Line: l, Field: audit.DateOfService, Message: message,
				Action: "Front desk: which date does the record show? Biller: correct it, and the claim if it was sent."})
		}),
	}
}
