package rules

import (
	"fmt"
	"strings"

	"otaudit/audit"
)

// m011 compares telehealth modifiers with the place of service and with what can be done from afar.
func m011(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "M011", Name: "telehealth-mismatch", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that a telehealth modifier agrees with the place of service and the service needs no hands.",
		Cites:   []audit.Cite{manual("CMS", "telehealth services, place of service codes 02 and 10")},
		Denial:  k.denial("place_of_service"),
		Scope:   audit.ScopeSession, Columns: audit.Fields(audit.Modifiers),
		KnownClean: modifiersSettled(func(l *audit.Line) bool {
			return !l.Carries(audit.Telehealth) && (!needsHands(l) || !l.Has(audit.PlaceOfService))
		}),
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			if !readableModifiers(p, l) {
				return
			}
			modifier, afar := telehealthModifier(l), isTelehealthPlace(l)
			switch {
			case (modifier != "" || afar) && needsHands(l):
				p.Report(audit.Report{Line: l, Field: audit.Code, Denial: k.denial("telehealth_not_covered"),
					Message: fmt.Sprintf("%s needs the hands of the clinician; the line says telehealth", l.Proc.Code),
					Fix:     fixOf("correct the code, the modifier or the place of service", audit.Manual, nil),
					Action:  "Was the service furnished in person?"})
			case modifier == "" || afar:
			case !l.Has(audit.PlaceOfService):
				p.NotEvaluated(l, audit.Missing(l, audit.PlaceOfService))
			case !inPersonPlaceKept.Holds(l.Date(audit.DateOfService)):
				p.Report(audit.Report{Line: l, Field: audit.PlaceOfService,
					Message: modifier + " with a place of service other than 02 or 10",
					Fix:     fixOf("correct the modifier or the place of service", audit.Manual, nil),
					Action:  "Where was the patient, and does the payer ask for another place of service with this modifier?"})
			}
		}),
	}
}

// inPersonPlaceKept is the time in which Medicare asked for 95 with the place of service of a visit in person.
var inPersonPlaceKept = audit.Window{From: audit.DateOf(2020, 3, 1), To: audit.DateOf(2023, 12, 31), HasFrom: true, HasTo: true}

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

// needsHands says whether the service cannot be furnished from afar: modalities, massage and manual therapy.
func needsHands(l *audit.Line) bool {
	return l.Proc != nil && (l.Proc.Code >= "97010" && l.Proc.Code <= "97039" || l.Proc.Code == "97124" || l.Proc.Code == "97140")
}
