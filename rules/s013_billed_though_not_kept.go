package rules

import (
	"strings"

	"otaudit/audit"
)

// s013 finds charges for visits that did not take place. It sees the lines that the reading of the file sets excluded for their status,
// which no other rule sees.
func s013(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "S013", Name: "billed-though-not-kept", Severity: audit.Error, Aside: audit.NotKept,
		Purpose: "Checks that no cancelled, missed or voided visit is charged to a payer.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.1 §30.3.13"), manual("42 CFR 424.5", "(a)(6)")},
		Scope:   audit.ScopeSession, Needs: audit.Fields(audit.Code, audit.Payer, audit.Status),
		Concerns: func(l *audit.Line) bool { return hasRow(l) || !l.Has(audit.DateOfService) },
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			if l.Money(audit.Charge) <= 0 && l.Money(audit.Allowed) <= 0 || l.Terms.Class == "self_pay" {
				return
			}
			r := audit.Report{
				Line: l, Field: audit.Status, AtStake: true,
				Message: "the visit was not kept, and the line has a code, a payer and a charge",
				Action:  "Front desk: was the visit kept after all, and is its status wrong? Biller: if it was not kept, void the charge and correct the claim if it was sent. A fee for a missed visit is the patient's, never the payer's.",
			}
			if strings.Contains(strings.ToLower(l.Text(audit.Status)), "void") {
				r.Severity = audit.Warning
				r.Message = "the line is voided in the log and still has a code, a payer and a charge"
				r.Action = "Biller: was the claim voided too, or is the charge still open with the payer?"
			}
			p.Report(r)
		}),
	}
}
