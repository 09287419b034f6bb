package rules

import (
	"cmp"
	"fmt"
	"slices"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// u016 finds codes that stand for a whole period billed again within it.
func u016(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "U016", Name: "period-code-repeated", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that a code that covers a period is not billed again within it.",
		Cites:   []audit.Cite{manual("CPT", "remote therapeutic monitoring and online digital services"), manual("88 FR 78818", "remote monitoring")},
		Denial:  k.denial("units_over_limit"),
		Scope:   audit.ScopePatient, Needs: audit.Fields(audit.UnitsBilled), Applies: nonZeroLines,
		Concerns: func(l *audit.Line) bool {
			row := k.codeRow(l)
			return row != nil && row.UnitPeriod != "" && row.UnitPeriod != "day" && len(row.AddOnOf) == 0
		},
		Judge: func(p *audit.Pass, g *audit.Group) {
			together := func(a, b *audit.Line) bool {
				return periodFamily(k.codeRow(a)) == periodFamily(k.codeRow(b)) && samePayer(a, b)
			}
			parts(g.Lines, func(l *audit.Line) bool { return l.Units() > 0 }, together, func(lines []*audit.Line) {
				ordered := slices.SortedStableFunc(slices.Values(lines), func(a, b *audit.Line) int {
					return cmp.Compare(a.Date(audit.DateOfService), b.Date(audit.DateOfService))
				})
				var opened *audit.Line // of the period that runs
				for _, l := range ordered {
					switch row := k.codeRow(l); {
					case opened != nil && withinPeriod(row, opened.Date(audit.DateOfService), l.Date(audit.DateOfService)):
						p.Report(repeatedInPeriod(row, opened, l))
					default:
						if opened = l; l.Units() > audit.WholeUnits(1) {
							p.Report(severalInPeriod(row, l))
						}
					}
				}
			})
		},
	}
}

// alternatives are codes of which only one is billed in a period: short and long supply of a device, and the two codes for the first
// minutes of a month.
var alternatives = map[string]string{"98984": "98976", "98985": "98977", "98986": "98978", "98979": "98980"}

// periodFamily names the codes that share a period: all of those for online services, whose time of seven days is added up.
func periodFamily(row *refdata.CodeInfo) string {
	if row.UnitPeriod == "7_days" {
		return row.UnitPeriod
	}
	if other := alternatives[row.Code]; other != "" {
		return other
	}
	return row.Code
}

// withinPeriod says whether a day lies in the period that another one opened.
func withinPeriod(row *refdata.CodeInfo, opened, on audit.Date) bool {
	switch row.UnitPeriod {
	case "30_days":
		return on-opened < 30
	case "7_days":
		return on-opened < 7
	case "month":
		return on.Month() == opened.Month()
	}
	return true
}

// periodWords name the period of a code.
func periodWords(row *refdata.CodeInfo) string {
	switch row.UnitPeriod {
	case "30_days":
		return "30 days"
	case "7_days":
		return "7 days"
	case "month":
		return "a calendar month"
	}
	return "an episode of monitoring"
}

func repeatedInPeriod(row *refdata.CodeInfo, opened, l *audit.Line) audit.Report {
	apart := "on the same day as"
	if n := int(l.Date(audit.DateOfService) - opened.Date(audit.DateOfService)); n > 0 {
		apart = days(n) + " after"
	}
	r := audit.Report{
		Line: l, Field: audit.Code, Also: []*audit.Line{opened}, AtStake: true,
		Message: fmt.Sprintf("%s is billed %s a line of %s; one of them covers %s", row.Code, apart, opened.Proc.Code, periodWords(row)),
		Action:  "Biller: keep one line for the period and void the other, or correct the dates. Treating therapist: confirm on which days the period began and ended.",
	}
	return inPeriod(r, row)
}

func severalInPeriod(row *refdata.CodeInfo, l *audit.Line) audit.Report {
	return inPeriod(audit.Report{
		Line: l, Field: audit.UnitsBilled, Billed: audit.Quantity{Units: l.Units(), Known: true}, Supported: audit.Some(1),
		Message: fmt.Sprintf("%s of %s billed; one covers %s", unitsText(l.Units()), row.Code, periodWords(row)),
		Action:  "Biller: bill one unit for the period. Time beyond the first code belongs on its add-on code, where there is one and the record shows the minutes.",
	}, row)
}

// inPeriod adds what both findings say. Whether 98975 is billed for a new episode of monitoring, only the record says.
func inPeriod(r audit.Report, row *refdata.CodeInfo) audit.Report {
	r.TableRows, r.Unverified = []string{row.Row}, row.TimeVerified == refdata.Unverified
	r.Fix = fixOf("bill the code once in its period", audit.Manual, nil)
	if row.UnitPeriod == "episode" {
		r.Severity, r.AtStake = audit.Warning, false
		r.Action = "Treating therapist: did a new episode of monitoring begin, with goals of its own? Biller: if not, void the second line."
	}
	return r
}
