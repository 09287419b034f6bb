package rules

import (
	"fmt"
	"strings"

	"otaudit/audit"
)

// c008 finds diagnoses of the right form that are not complete or no longer in force, and lines whose only diagnosis is a reason
// for the encounter. It asks the code book of ICD-10-CM where one was imported, and reads them by form else.
func c008(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "C008", Name: "diagnosis-not-specific", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that each diagnosis is complete and in force, and that a line names a condition.",
		Cites:   []audit.Cite{manual("ICD-10-CM Official Guidelines", "I.A.5, I.B.2, I.C.21"), manual("45 CFR", "162.1002")},
		Scope:   audit.ScopeSession, Columns: audit.Fields(audit.Diagnoses),
		Concerns: func(l *audit.Line) bool { return l.Has(audit.Diagnoses) || l.State(audit.Diagnoses) == audit.Unbound },
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			retired, short, absent, reasons, codes := 0, 0, 0, 0, 0
			book := k.tables.KnowsDiagnoses(l.Date(audit.DateOfService))
			for _, written := range l.List(audit.Diagnoses) {
				if !diagnosisForm(written) {
					continue // C007 says so
				}
				code := strings.ReplaceAll(written, ".", "")
				codes++
				switch {
				case book && !k.tables.Diagnosis(code, l.Date(audit.DateOfService)):
					absent++
				case book && code[0] != 'Z':
				case code == "M545" && l.Date(audit.DateOfService) >= backPainSplit:
					retired++
				case lacksSeventh(code, l.Date(audit.DateOfService)):
					short++
				case code[0] == 'Z' && !isAftercare(code):
					reasons++
				}
			}
			switch {
			case absent > 0:
				p.Report(audit.Report{Line: l, Field: audit.Diagnoses, TableRows: []string{"diagnoses.csv"},
					Message: fmt.Sprintf("billed with %s that the code book of that day does not hold as complete: ended, not yet valid, too short or never a code",
						count(absent, "diagnosis code")),
					Action: "Treating therapist or referring provider: which complete code does the record support? Biller: bill that one.",
					Fix:    fixOf("name a complete diagnosis that was in force", audit.Manual, nil)})
			case retired > 0:
				p.Report(audit.Report{Line: l, Field: audit.Diagnoses,
					Message: "billed with a diagnosis for low back pain that ended on September 30, 2021; codes with one more character took its place",
					Action:  "Treating therapist or referring provider: which of the newer codes does the record support? Biller: bill that one.",
					Fix:     fixOf("name the diagnosis that was in force", audit.Manual, nil)})
			case short > 0:
				p.Report(audit.Report{Line: l, Field: audit.Diagnoses,
					Message: fmt.Sprintf("billed with %s of an injury or fracture without its 7th character, which says which encounter it is (A, D, S and others); such a code is not complete",
						count(short, "diagnosis code")),
					Action: "Treating therapist or referring provider: which encounter is it (for therapy after the active treatment mostly D)? Biller: bill the complete code.",
					Fix:    fixOf("complete the diagnosis by the plan of care", audit.Manual, nil)})
			case codes > 0 && reasons == codes:
				p.Report(audit.Report{Line: l, Field: audit.Diagnoses, Severity: audit.Info,
					Message: "the only diagnosis billed is a reason for the encounter (Z code) and no condition; a reviewer looks for the condition that is treated",
					Action:  "Treating therapist: name the treated condition beside it, if the plan of care has one."})
			}
		}),
	}
}

// The days on which ICD-10-CM split the code for low back pain, and gave its codes for unspecified injuries a 7th character.
var (
	backPainSplit       = audit.DateOf(2021, 10, 1)
	unspecifiedInjuries = audit.DateOf(2017, 10, 1)
)

// lacksSeventh says whether a code needs a 7th character, written without its dot, and has none. These are the injuries (S, T)
// but for burns by extent (T30 to T32) and complications of transplants and amputations (T86, T87), and the fractures of M48,
// M80, M84 and M97.
func lacksSeventh(code string, on audit.Date) bool {
	const complete = 7
	if len(code) == complete {
		return false
	}
	category := code[:3]
	switch category {
	case "T30", "T31", "T32", "T86", "T87":
		return false
	case "T07", "T14":
		return on >= unspecifiedInjuries
	case "M80", "M97":
		return true
	case "M48":
		return len(code) > 3 && (code[3] == '4' || code[3] == '5')
	case "M84":
		return len(code) > 3 && code[3] >= '3' && code[3] <= '7'
	}
	return code[0] == 'S' || code[0] == 'T'
}

// isAftercare says whether a Z code may stand first and alone: fitting and adjustment, aftercare and rehabilitation (Z42 to Z51).
func isAftercare(code string) bool { return code[:3] >= "Z42" && code[:3] <= "Z51" }
