package rules

import (
	"fmt"

	"otaudit/audit"
)

// n002 finds lines that an edit denies whatever the modifiers say.
func n002(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "N002", Name: "pair-not-allowed", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose:  "Checks that no two codes of a day stand in an edit that no modifier can lift.",
		Cites:    []audit.Cite{manual(ncciManual, "ch.I §E"), manual(claimsManual, "ch.23 §20.9")},
		Denial:   k.denial("ncci_bundled"),
		YieldsTo: []string{"E005"}, // two evaluation codes of a day are one mistake
		Payers:   audit.CodeEdits, Scope: audit.ScopeDay, Needs: audit.Fields(audit.Code),
		Judge: func(p *audit.Pass, g *audit.Group) {
			k.eachHit(p, g, false, func(h hit) {
				r := h.report(k, fmt.Sprintf("%s and %s were billed for one day and are an active edit pair with indicator 0: no modifier lifts it, and this line is the one denied",
					h.line.Proc.Code, h.codes()),
					"Biller: bill one of the two codes. Treating therapist: which of them describes the service that the record shows?")
				r.Fix = fixOf("bill one of the two codes", audit.Manual, nil)
				p.Report(r)
			})
		},
	}
}
