package model

import (
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
)

// The rows of tables and the texts that every form of the report prints. The forms differ in how they set them only.

// ReportDate is the date the report states: the one of the run.
func ReportDate(r *audit.Result, otherwise audit.Date) string {
	if r.Manifest.AsOf != "" {
		return r.Manifest.AsOf
	}
	return otherwise.String()
}

// ModeLabel says in a few words what identifiers the report holds.
func ModeLabel(mode string) string {
	switch Mode(mode) {
	case ModeCode:
		return "coded identifiers"
	case ModeID:
		return "contains PHI, internal: record numbers"
	case ModeFull:
		return "contains PHI, internal: names and record numbers"
	}
	return "privacy mode not stated"
}

// CoverRows are the facts of the title page (REP-09); facts that are not known are left out.
func CoverRows(r *audit.Result, all *audit.Total, asOf string) [][]string {
	m := &r.Manifest
	rows := [][]string{
		{"Audit period", periodText(r)},
		{"As of", asOf},
		{"Lines, visits, patients", fmt.Sprintf("%s, %s, %s", Count(all.Lines), Count(len(r.Visits)), Count(len(r.Patients)))},
		{"Privacy mode", OrNone(m.Mode) + ": " + ModeLabel(m.Mode)},
		{"Crosswalk", m.CrosswalkID},
		{"Program", m.Tool},
		{"Rule set", m.RuleSet},
	}
	return slices.DeleteFunc(rows, func(row []string) bool { return row[1] == "" })
}

// MethodText says how lines were looked at (REP-11).
func MethodText(asOf string) string {
	return "Every line of the files below was looked at; no sample was drawn. Each rule of the rule set judged the lines it applies to. " +
		"A line for which something needed was missing or unreadable is counted as not evaluated: it is in no numerator and in no denominator. " +
		"Times of day were not used as treatment minutes. Dates are judged as of " + asOf + "."
}

const PayersText = "The unit rule applied to a line follows its payer: cms8 pools the day's minutes (Medicare), midpoint takes each code alone. " +
	"Assumed rules are the default of the payer's class: findings that rest on them are at most warnings and correct nothing by themselves."

// fileRows: number, file, kind, bytes, state, SHA-256.
func FileRows(m *audit.Manifest) [][]string {
	var rows [][]string
	for i, in := range m.Inputs {
		state := "read"
		if in.Problem != "" {
			state = "not read: " + in.Problem
		}
		rows = append(rows, []string{fmt.Sprint(i + 1), in.Name, in.Kind, thousands(in.Bytes), state, in.SHA256})
	}
	return rows
}

// payerRows: payer, class, unit rule, lines, source.
func PayerRows(r *audit.Result) [][]string {
	var rows [][]string
	for _, u := range r.Payers {
		rule := u.UnitRule
		if u.Assumed {
			rule += ", assumed"
		}
		rows = append(rows, []string{orDash(u.Name), orDash(u.Class), rule, Count(u.Lines), orDash(u.Source)})
	}
	return rows
}

// optionRows: option, value.
func OptionRows(m *audit.Manifest) [][]string {
	var rows [][]string
	for _, o := range m.Options {
		rows = append(rows, []string{o.Name, o.Value})
	}
	return rows
}

// AccountTexts say how the rows and the units close: rows first, then units, and that every sum closes, if so (REP-03).
func AccountTexts(a *audit.Account) []string {
	texts := []string{
		fmt.Sprintf("%s = %s furniture (titles, headers, totals) + %s set aside + %s used, which became %s. Empty rows are not counted.", Plural(a.RowsRead, "row read", "rows read"), Count(a.NonData),
			Count(a.Excluded), Count(a.RowsUsed), Plural(a.Lines, "line", "lines")),
		fmt.Sprintf("Units billed %s; moved by applied corrections %s; after corrections %s.", GroupUnits(a.UnitsBilled), GroupUnits(a.UnitsCorrected), GroupUnits(a.UnitsAfter)),
	}
	if a.Closes() {
		texts = append(texts, "Every sum closes.")
	}
	return texts
}

// sheetRows: sheet, profile, header row, rows read, furniture, set aside, used, lines, unreadable cells.
func SheetRows(r *audit.Result) [][]string {
	var rows [][]string
	for i := range r.Sheets {
		s := &r.Sheets[i]
		header := Count(s.HeaderRow)
		if s.HeaderRow == 0 {
			header = "none"
		}
		bad := 0
		for _, col := range s.Columns {
			bad += col.Bad
		}
		rows = append(rows, []string{s.Name, s.Profile, header, Count(s.RowsRead), Count(total(s.NonData)), Count(total(s.Excluded)), Count(s.RowsUsed), Count(s.Lines), Count(bad)})
	}
	return rows
}

// controlRows: sheet, units read, in lines, set aside, charges read, in lines, set aside.
func ControlRows(r *audit.Result) [][]string {
	var rows [][]string
	for i := range r.Sheets {
		s := &r.Sheets[i]
		rows = append(rows, []string{s.Name, GroupUnits(s.UnitsRead), GroupUnits(s.UnitsUsed), GroupUnits(s.UnitsExcluded), Amount(s.ChargeRead), Amount(s.ChargeUsed), Amount(s.ChargeExcluded)})
	}
	return rows
}

// columnRows: column, header, read as, because, unreadable.
func ColumnRows(s *audit.Sheet) [][]string {
	var rows [][]string
	for _, col := range s.Columns {
		field := strings.ReplaceAll(col.Field, "_", " ")
		if field == "" {
			field = "(not read)"
		}
		rows = append(rows, []string{audit.ColumnLetters(col.Col), col.Header, field, col.Why, Count(col.Bad)})
	}
	return rows
}

const CoverageText = "A rule with no evaluated line shows \"not evaluated\": that is neither an error nor an absence of errors."

// coverageRows: rule, name, applicable, evaluated, not evaluated with causes, remedy (REP-13); and the rules that apply
// to no line.
func CoverageRows(r *audit.Result) (rows [][]string, idle []string) {
	for i := range r.Rules {
		rule := &r.Rules[i]
		if rule.Applicable == 0 {
			idle = append(idle, rule.ID)
			continue
		}
		share := rate(rule.Evaluated, rule.Applicable)
		if rule.Evaluated == 0 {
			share = "not evaluated"
		}
		var missing, remedies []string
		for _, cause := range rule.NotEvaluated {
			if remedy := Remedy(cause.What); cause.N > 0 && !slices.Contains(remedies, remedy) {
				remedies = append(remedies, remedy)
			}
			missing = append(missing, causeText(cause.What)+" "+Count(cause.N))
		}
		rows = append(rows, []string{rule.ID, RuleTitle(rule.Name), Count(rule.Applicable), share, strings.Join(missing, ", "), strings.Join(remedies, "; ")})
	}
	return rows, idle
}

// ruleRows: rule, name, severity, checks that, authority.
func RuleRows(r *audit.Result) [][]string {
	var rows [][]string
	for i := range r.Rules {
		rule := &r.Rules[i]
		rows = append(rows, []string{rule.ID, RuleTitle(rule.Name), rule.Severity.String(), strings.TrimPrefix(rule.Purpose, "Checks that "), strings.Join(rule.Cites, "; ")})
	}
	return rows
}

// tableRows: table, origin, rows, not verified, SHA-256.
func TableRows(m *audit.Manifest) [][]string {
	var rows [][]string
	for _, t := range m.Tables {
		rows = append(rows, []string{t.Name, t.Origin, Count(t.Rows), Count(t.Unverified), t.SHA256})
	}
	return rows
}

// acceptedRows: finding, state, by, until, reason (REP-129).
func AcceptedRows(r *audit.Result) [][]string {
	var rows [][]string
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Accepted != (audit.Acceptance{}) {
			rows = append(rows, []string{f.ID, f.Status, f.Accepted.By, f.Accepted.Until, f.Accepted.Reason})
		}
	}
	return rows
}

// UnusedTexts name the waivers that matched nothing (REP-134).
func UnusedTexts(r *audit.Result) []string {
	var texts []string
	for _, w := range UnusedWaivers(r) {
		texts = append(texts, strings.Join(Present(w.FindingID, w.Reason, w.Outcome), ", "))
	}
	return texts
}

// LimitTexts say what the report does not say (REP-84 to REP-90).
func LimitTexts(r *audit.Result, asOf string) []string {
	assumed, unverified := 0, 0
	for i := range r.Findings {
		if strings.Contains(r.Findings[i].Message, "default of its class") {
			assumed++
		}
	}
	for _, t := range r.Manifest.Tables {
		unverified += t.Unverified
	}
	return []string{
		"The audit judges the record as supplied. What is missing from a sheet may exist in the chart. The absence of a finding is no evidence that a line is supported.",
		fmt.Sprintf("Rules not evaluated and the reasons stand in section 4. %s on a payer's unit rule that is only the default of its class. "+
			"%s of the reference tables %s not verified; findings that rest on one are at most warnings. A period without a table row is not evaluated.",
			Plural(assumed, "finding rests", "findings rest"), Plural(unverified, "row", "rows"), noun(unverified, "is", "are")),
		"Clinical judgement, medical necessity and quality of care are not assessed. Patterns are reasons to look, not findings of fault.",
		"Start and end times were not used as treatment minutes. Amounts of other providers count towards thresholds and are not in the log unless they were given.",
		"Dollars are estimates on the stated basis. Multiple-procedure reduction, assistant reduction, contracts and prior payments change what is paid.",
		"Corrections are proposals. Some units and all attestations need the clinician. A corrected sheet is not an amended claim or record.",
		"This is not legal advice. Knowledge of a potential overpayment can start duties of report and return (42 CFR 401.305: from 2025-01-01 \"identified\" means knowingly; " +
			"60 days, suspended for up to 180 for a timely good-faith investigation). For that reason the date of this report is stated: " + asOf + ".",
	}
}

// glossaryRows: term, meaning; the words and every metric.
func GlossaryRows(r *audit.Result, all *audit.Total) [][]string {
	rows := [][]string{
		{"allocation", "the units of each code of a day that together make the supported total"},
		{"assistant", "an occupational therapy assistant; the modifier CO marks what an assistant furnished"},
		{"basis", "the amount by which money is measured: the allowed amount, else the charge, else an estimated fee"},
		{"billed (b)", "units on a line"},
		{"error, warning, note", "a difference that a payer would likely deny; a risk or missing evidence; a remark"},
		{"evaluated", "all that the rule needed was there and readable"},
		{"furniture", "rows that hold no service: titles, headers, totals; empty rows are not counted"},
		{"line", "one procedure code of one patient on one date as logged"},
		{"midpoint rule", "each timed code alone: 8 to 22 minutes make one unit, 23 to 37 two, and so on"},
		{"pooling (Medicare)", "the minutes of all 15-minute codes of the day are added first: 8 to 22 make one unit, 23 to 37 two, and so on"},
		{"potential", "as the record supplied shows it; not yet confirmed with the clinician or the chart"},
		{"safe, review, manual", "a correction written into the corrected sheet; one written only on demand; one for people only"},
		{"set aside", "a row with something that kept it from being audited; counted and listed with its reason"},
		{"supported (s)", "units that the minutes on record support"},
		{"visit", "one patient on one date"},
	}
	families := 0
	for _, m := range append(Metrics(all), RunMetrics(r)...) {
		if m.Requirement == "REP-30" {
			if families++; families > 1 {
				continue
			}
			m.Name = "line accuracy, of a family"
			m.Formula = "lines with no error of the family / lines on which every applicable rule of the family was evaluated; " + LeftOutText
		}
		rows = append(rows, []string{m.Name, m.Formula})
	}
	return rows
}

// orDash prints a dash for what is not known.
func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}
