package rules

import (
	"fmt"

	"otaudit/audit"
)

// n001 finds lines that an edit denies unless a modifier says that the service was distinct.
func n001(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "N001", Name: "pair-needs-modifier", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose:  "Checks that two codes of an edit that a modifier can lift carry such a modifier.",
		Cites:    []audit.Cite{manual(ncciManual, "ch.I §E"), manual(claimsManual, "ch.23 §20.9")},
		Denial:   k.denial("ncci_bundled"),
		YieldsTo: []string{"E005"}, // two evaluation codes of a day are one mistake
		Payers:   audit.CodeEdits, Scope: audit.ScopeDay, Needs: audit.Fields(audit.Code),
		Judge: func(p *audit.Pass, g *audit.Group) {
			k.eachHit(p, g, true, func(h hit) {
				r := h.report(k, fmt.Sprintf("%s and %s were billed for one day and are an active edit pair, and the modifier that would tell them apart (59, XE, XS, XP, XU) is not on the line",
					h.line.Proc.Code, h.codes()),
					"Treating therapist: were the services given in separate intervals of time, and does the record show it? Biller: add the modifier that the record supports, and none without it.")
				r.Fix = fixOf("ask the clinician whether the services were distinct", audit.Manual, nil)
				p.Report(r)
			})
		},
	}
}
