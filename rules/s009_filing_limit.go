package rules

import (
	"fmt"

	"otaudit/audit"
)

// noticeDays is how long before the filing limit a note is given. A convention.
const noticeDays = 60

// s009 finds services whose claim may come too late. Its messages count no days: with the day of the audit, which reports
// print, the date of service would follow from them.
func s009(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "S009", Name: "filing-limit", Severity: audit.Warning,
		Purpose: "Checks that a service without a claim is not older than the filing limit of twelve months.",
		Cites:   []audit.Cite{manual("42 CFR 424.44", "(a)"), manual(claimsManual, "ch.1 §70")},
		Denial:  k.denial("timely_filing"),
		Columns: audit.Fields(audit.ClaimID),
		Scope:   audit.ScopeSession, Concerns: isUnfiled,
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			left := int(l.Date(audit.DateOfService).AddYears(1) - k.AsOf)
			switch {
			case left < 0:
				p.Report(audit.Report{Line: l, Field: audit.DateOfService, AtStake: true,
					Message: "the date of service is more than 12 months before the day of the audit, and the log shows no claim for the line",
					Action:  "Biller: look for the claim and the payer's answer. If none was filed within 12 months of the service, Medicare does not pay it and the patient may not be billed for it; write it off."})
			case left <= noticeDays:
				p.Report(audit.Report{Line: l, Field: audit.DateOfService, Severity: audit.Info,
					Message: fmt.Sprintf("the log shows no claim for the line, and the 12 months in which it has to be filed end within %d days", noticeDays),
					Action:  "Biller: file the claim now, or enter its number if it was filed."})
			}
		}),
	}
}

// isUnfiled leaves out lines with a claim number, which have been filed, and those with an allowed amount: a payer has
// answered their claim. Without a column of claim numbers nothing tells an old line that was filed in time from one that
// was not.
func isUnfiled(l *audit.Line) bool {
	return !l.Has(audit.Allowed) && l.State(audit.ClaimID) <= audit.Blank
}
