package rules

import (
	"strings"

	"otaudit/audit"
)

// c001 finds codes that the code table does not hold on any date. A text that is no code of any system in use is a likely
// slip; a well-formed code is the limit of the table, of which the whole log hears once.
func c001(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "C001", Name: "code-unknown", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that each procedure code is in the code table.",
		Cites:   []audit.Cite{manual(convention, "")},
		Scope:   audit.ScopeLog, Needs: audit.Fields(audit.Code),
		Judge: func(p *audit.Pass, g *audit.Group) {
			beyond := map[string][]*audit.Line{} // lines of well-formed codes that the table does not hold
			var order []string
			for _, l := range g.Lines {
				code := l.Text(audit.Code)
				if l.Proc != nil || len(k.tables.CodeEver(code)) > 0 {
					continue
				}
				if k.isSlip(code) {
					k.reportSlip(p, l, code)
					continue
				}
				if beyond[code] == nil {
					order = append(order, code)
				}
				beyond[code] = append(beyond[code], l)
			}
			for _, code := range order {
				reportBeyondTable(p, beyond[code])
			}
		},
	}
}

// isSlip says whether the text is no code in use: not of the form of one, in the range of codes that the table holds
// whole, or a code of the table with two characters swapped or one mistaken for its likeness.
func (k *kit) isSlip(code string) bool {
	return !codeForm(code) || code >= "97001" && code <= "97799" && len(code) == 5 || k.tables.LikelySlip(code)
}

// codeForm says whether the text has the form of a procedure code: five digits, four digits and one of the letters of CPT,
// or a letter of HCPCS Level II and four digits.
func codeForm(code string) bool {
	if len(code) != 5 {
		return false
	}
	for i := 1; i < 4; i++ {
		if !isDigitByte(code[i]) {
			return false
		}
	}
	first, last := code[0], code[4]
	switch {
	case isDigitByte(first) && isDigitByte(last):
		return true
	case isDigitByte(first):
		return strings.IndexByte("AFMTU", last) >= 0
	}
	return isDigitByte(last) && strings.IndexByte("ABCDEGHJKLMPQRSTUV", first) >= 0
}

func (k *kit) reportSlip(p *audit.Pass, l *audit.Line, code string) {
	message := "the line was billed with a text that is no procedure code in use, so that no other rule could look at what the code needs"
	if near := k.tables.NearestCodes(code); len(near) > 0 {
		message += "; codes one typing slip away: " + strings.Join(near, ", ")
	}
	p.Report(audit.Report{
		Line: l, Field: audit.Code, Scope: audit.ScopeSession, Message: message,
		Action: "Biller: compare the code with the treatment note and the claim; the treating therapist names the service where the note leaves it open.",
		Fix:    fixOf("check the code against the note", audit.Manual, nil),
	})
}

func reportBeyondTable(p *audit.Pass, lines []*audit.Line) {
	p.Report(audit.Report{
		Line: lines[0], Field: audit.Code, Scope: audit.ScopeSession, Also: alsoLines(lines), Severity: audit.Info,
		Message: "the code has the form of a procedure code and is not in this program's table (" + count(len(lines), "line") +
			"): a limit of the program, not a fault of the log; timing, units, modifiers, edits and fees of the code were not checked",
		Action: "Biller: check these lines by hand, with the payer's own list.",
	})
}
