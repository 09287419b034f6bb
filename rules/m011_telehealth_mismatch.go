package rules

import (
	"fmt"
	"strings"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// telehealthOfTherapists is the time that M011 judges. Before 2024 Medicare itself asked for 95 with the place of a visit in
// person; occupational therapists are paid for telehealth through the end of 2027.
var (
	telehealthJudged = audit.Since(audit.DateOf(2024, 1, 1))
	telehealthEnds   = audit.DateOf(2027, 12, 31)
)

// m011 compares telehealth modifiers with the place of service and the code with the list of telehealth services. Institutional
// claims keep 95 and carry no place of service.
func m011(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "M011", Name: "telehealth-mismatch", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that a telehealth line agrees with its place of service, the list of telehealth services and the law of its date.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.12 §190"), manual("CMS", "list of telehealth services"), manual("Social Security Act", "§1834(m)")},
		Denial:  k.denial("place_of_service"), In: telehealthJudged,
		Payers: audit.PooledUnits, Scope: audit.ScopeSession, Columns: audit.Fields(audit.Modifiers),
		Concerns: func(*audit.Line) bool { return !k.institutional() }, Applies: onBillLines,
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			if !readableModifiers(p, l) {
				return
			}
			modifier, afar := telehealthModifier(l), isTelehealthPlace(l)
			if modifier == "" && !afar {
				return
			}
			listed, known := k.tables.Telehealth(l.Text(audit.Code), l.Date(audit.DateOfService))
			switch {
			case l.Date(audit.DateOfService) > telehealthEnds:
				p.Report(audit.Report{Line: l, Field: audit.Modifiers, Denial: k.denial("telehealth_not_covered"),
					Message: "billed as telehealth after the end of 2027, until which therapists are paid for it by the law known to this program",
					Action:  "Biller: look whether the law was extended, and bill the line in person only if it was.",
					Fix:     fixOf("check whether telehealth by therapists is still paid", audit.Manual, nil)})
			case known && !listed.Listed:
				p.Report(audit.Report{Line: l, Field: audit.Code, Denial: k.denial("telehealth_not_covered"),
					TableRows: []string{listed.Row}, Unverified: listed.Verified == refdata.Unverified,
					Message: l.Text(audit.Code) + " was billed as telehealth and is not on Medicare's list of telehealth services",
					Action:  "Treating therapist: was the service furnished in person? Biller: correct the code, the modifier or the place of service by the answer.",
					Fix:     fixOf("correct the code, the modifier or the place of service", audit.Manual, nil)})
			case modifier == "" || afar:
				if !known {
					p.NotEvaluated(l, "telehealth: the table does not say whether the code is on the list")
				}
			case !l.Has(audit.PlaceOfService):
				p.NotEvaluated(l, audit.Missing(l, audit.PlaceOfService))
			default:
				p.Report(audit.Report{Line: l, Field: audit.PlaceOfService,
					Message: fmt.Sprintf("billed with %s and place of service %s; telehealth on a professional claim has place 02, or 10 for a patient at home", modifier, l.Text(audit.PlaceOfService)),
					Action:  "Front desk: where was the patient? Biller: correct the place of service, or take the modifier off a visit in person.",
					Fix:     fixOf("correct the modifier or the place of service", audit.Manual, nil)})
			}
		}),
	}
}

func telehealthModifier(l *audit.Line) string {
	for _, m := range l.List(audit.Modifiers) {
		if m == "95" || m == "93" || m == "GT" {
			return m
		}
	}
	return ""
}

func isTelehealthPlace(l *audit.Line) bool {
	place := strings.TrimLeft(l.Text(audit.PlaceOfService), "0")
	return place == "2" || place == "10"
}
