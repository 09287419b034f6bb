package rules

import (
	"fmt"

	"otaudit/audit"
)

// c007 finds diagnoses that cannot be ICD-10-CM codes, by form alone. A cell that the import could not read is one of them.
func c007(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "C007", Name: "diagnosis-malformed", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that each diagnosis has the form of an ICD-10-CM code.",
		Cites:   []audit.Cite{manual("45 CFR", "162.1002"), manual("ICD-10-CM", "structure of the codes")},
		Scope:   audit.ScopeSession, Columns: audit.Fields(audit.Diagnoses),
		Concerns: func(l *audit.Line) bool { return l.State(audit.Diagnoses) != audit.Blank },
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			message := ""
			if l.Unreadable(audit.Diagnoses) {
				message = "the diagnosis cell cannot be read as ICD-10-CM codes such as M62.81"
			} else if wrong := malformedDiagnoses(l.List(audit.Diagnoses)); wrong > 0 {
				message = fmt.Sprintf("diagnoses on the line: %d; of these not of the form of an ICD-10-CM code such as M62.81: %d",
					len(l.List(audit.Diagnoses)), wrong)
			}
			if message == "" {
				return
			}
			p.Report(audit.Report{
				Line: l, Field: audit.Diagnoses, Message: message,
				Action: "Biller: take the diagnosis codes from the plan of care.",
				Fix:    fixOf("bring the diagnosis codes into form by the plan of care", audit.Manual, nil),
			})
		}),
	}
}

func malformedDiagnoses(codes []string) int {
	wrong := 0
	for _, code := range codes {
		if !diagnosisForm(code) {
			wrong++
		}
	}
	return wrong
}

// diagnosisForm checks a letter, a digit, a letter or digit, then nothing or up to four letters or digits, behind a dot
// or without one.
func diagnosisForm(code string) bool {
	const category, longest = 3, 7
	if len(code) < category || !isUpperByte(code[0]) || !isDigitByte(code[1]) || !isUpperByte(code[2]) && !isDigitByte(code[2]) {
		return false
	}
	rest := code[category:]
	if rest != "" && rest[0] == '.' {
		rest = rest[1:]
		if rest == "" {
			return false
		}
	}
	for i := range len(rest) {
		if !isUpperByte(rest[i]) && !isDigitByte(rest[i]) {
			return false
		}
	}
	return category+len(rest) <= longest
}

func isUpperByte(c byte) bool { return c >= 'A' && c <= 'Z' }

func isDigitByte(c byte) bool { return c >= '0' && c <= '9' }
