package rules

import (
	"fmt"
	"strings"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// c009 finds professional therapy lines at places where another bill usually holds the service. Institutional claims carry no
// place of service.
func c009(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "C009", Name: "place-unlikely", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that a professional therapy line names no place at which the hospital or the nursing facility bills for therapy.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.26 §10.5; ch.6 §20.5; ch.5 §10"), manual("Social Security Act", "§1862(a)(14), (18); §1888(e)")},
		Denial:  k.denial("place_of_service"),
		Payers:  audit.PooledUnits, Scope: audit.ScopeSession, Needs: audit.Fields(audit.PlaceOfService),
		Concerns: func(l *audit.Line) bool {
			row := k.codeRow(l)
			return !k.institutional() && row != nil && row.Class != refdata.NotTherapy
		},
		Applies: onBillLines,
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			if what := unlikelyPlaces[strings.TrimLeft(l.Text(audit.PlaceOfService), "0")]; what.where != "" {
				p.Report(audit.Report{Line: l, Field: audit.PlaceOfService,
					Message: fmt.Sprintf("%s was billed at place of service %s, %s: %s", l.Proc.Code, l.Text(audit.PlaceOfService), what.where, what.why),
					Action:  what.action, Fix: fixOf("check where the service was and who bills it", audit.Manual, nil)})
			}
		}),
	}
}

// place says what is wrong with a place of service on a professional therapy line.
type place struct{ where, why, action string }

var unlikelyPlaces = map[string]place{
	"21": {"an inpatient hospital", "therapy is part of the stay and the hospital bills it",
		"Front desk: was the patient an inpatient that day? Biller: do not bill the line to Part B if so; correct the place if not."},
	"31": {"a skilled nursing facility", "the facility bills therapy of its residents, in a covered stay and outside one",
		"Front desk: was the patient a resident that day? Biller: bill the facility and not Medicare if so; correct the place if not."},
	"32": {"a nursing facility", "whether the practice may bill depends on the bed: in the certified part the facility bills",
		"Front desk: is the patient's bed in the part that is certified as a skilled nursing facility? Biller: bill the facility if it is."},
}
