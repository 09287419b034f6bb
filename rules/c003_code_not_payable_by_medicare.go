package rules

import (
	"fmt"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// Medicare's status codes that this rule judges.
const (
	statusInvalid = "I" // not valid for Medicare, which uses another code
	statusBundled = "B" // payment is part of other services of the day, never separate
)

// c003 finds codes that Medicare does not take (97014) or never pays apart (97010).
func c003(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "C003", Name: "code-not-payable-by-medicare", Severity: audit.Error, MaxSafety: audit.Review,
		Purpose: "Checks that a line billed to a payer with Medicare's status codes has a code which that payer takes and pays separately.",
		Cites:   []audit.Cite{manual("Medicare Physician Fee Schedule", "status codes I and B"), manual(claimsManual, "ch.23 §30.2.2")},
		Denial:  k.denial("code_wrong_for_payer"),
		Payers:  audit.MedicareStatus, Scope: audit.ScopeSession,
		Concerns: func(l *audit.Line) bool {
			row := k.codeRow(l)
			return row != nil && (row.MedicareStatus == statusInvalid || row.MedicareStatus == statusBundled)
		},
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			row := k.codeRow(l)
			if row.MedicareStatus == statusInvalid {
				reportInvalid(p, l, row)
				return
			}
			switch separatelyBilled(l) {
			case audit.Yes:
				reportBundled(p, k, l, row)
			case audit.ByContract:
				p.NotEvaluated(l, audit.Missing(l, audit.UnitsBilled))
			}
		}),
	}
}

// separatelyBilled says whether a bundled line asks for money of its own: a charge decides, without one the units.
// ByContract stands for "not known".
func separatelyBilled(l *audit.Line) audit.Demand {
	yes := false
	switch {
	case l.Has(audit.Charge):
		yes = l.Money(audit.Charge) > 0
	case l.Has(audit.UnitsBilled):
		yes = l.Units() > 0
	default:
		return audit.ByContract
	}
	if yes {
		return audit.Yes
	}
	return audit.No
}

func reportInvalid(p *audit.Pass, l *audit.Line, row *refdata.CodeInfo) {
	message := fmt.Sprintf("%s is not valid for this payer by Medicare's status code %s", row.Code, row.MedicareStatus)
	title := "find the code that the payer takes"
	var edits []audit.Edit
	if row.MedicareReplacement != "" {
		message += "; " + row.MedicareReplacement + " stands in its place"
		title = fmt.Sprintf("bill %s in place of %s", row.MedicareReplacement, row.Code)
		edits = []audit.Edit{audit.SetEdit(l, audit.Code, row.MedicareReplacement)}
	}
	p.Report(audit.Report{
		Line: l, Field: audit.Code, Message: message, TableRows: []string{row.Row},
		Unverified: row.Verified == refdata.Unverified, Fix: fixOf(title, audit.Review, edits),
		Action: "Biller: bill the code that Medicare uses, if the note describes that service; the treating therapist says whether it does.",
	})
}

func reportBundled(p *audit.Pass, k *kit, l *audit.Line, row *refdata.CodeInfo) {
	var edits []audit.Edit
	if l.Units() > 0 {
		edits = []audit.Edit{audit.UnitsEdit(l, 0)}
	}
	p.Report(audit.Report{
		Line: l, Field: audit.Code, Severity: audit.Warning, TableRows: []string{row.Row},
		Message: fmt.Sprintf("%s is billed separately; by Medicare's status code B its payment is part of other services",
			row.Code),
		Denial: k.denial("bundled_status_b"), Unverified: row.Verified == refdata.Unverified,
		Fix: fixOf("do not bill the line separately", audit.Review, edits),
	})
}
