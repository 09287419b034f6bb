package model

import (
	"fmt"
	"strings"

	"otaudit/audit"
)

// ExcludedRowsFile is the output that lists the excluded rows.
const ExcludedRowsFile = "excluded-rows.csv"

// excludedRowsIn says where the excluded rows of a result are listed, which the share set does not do.
func excludedRowsIn(r *audit.Result) string {
	if SetOf(r) == Share {
		return ExcludedRowsFile + " of the internal set"
	}
	return ExcludedRowsFile
}

// scopeBlocks says what was looked at and how (REP-11).
func scopeBlocks(p *Report) []Block {
	r, m := p.Result, &p.Result.Manifest
	var b blocks
	b.text(Body, "Every line of the files below was reviewed; no sample was drawn. Each rule checked the lines it applies to. "+
		"A line with something missing or unreadable counts as not evaluated: it is left out of both the numerator and the denominator. "+
		"Times of day were not used as treatment minutes. Dates are evaluated as of "+p.AsOf+".")
	files := &Table{Name: "Files", MoreIn: "audit.json", Columns: []Column{numbers("no."), wide("file", 2), words("kind"), numbers("bytes"), words("state"), codes("SHA-256")}}
	for i, in := range m.Inputs {
		state := "read"
		if in.Problem != "" {
			state = "not read: " + in.Problem
		}
		files.Rows = append(files.Rows, []string{fmt.Sprint(i + 1), in.Name, in.Kind, Count(in.Bytes), state, in.SHA256})
	}
	b.table(files)
	if payers := payerTable(r); len(payers.Rows) > 0 {
		b.heading(payers.Name)
		b.text(Small, "The unit rule of a line follows its payer: cms8 pools the day's minutes (Medicare), midpoint takes each code alone. "+
			"An assumed rule is the default of the payer's class: findings that rest on it are at most warnings, and nothing is corrected because of it alone.")
		b.add(payers)
	}
	options := &Table{Name: "Options of this run", MoreIn: "audit.json", Columns: []Column{words("option"), wide("value", 4)}}
	for _, o := range m.Options {
		options.Rows = append(options.Rows, []string{o.Name, o.Value})
	}
	b.table(options)
	b.add(Heading("Not part of this audit"), List{Items: p.Summary.NotAudited})
	return b
}

func payerTable(r *audit.Result) *Table {
	t := &Table{Name: "Payers", MoreIn: "audit.json", Columns: []Column{wide("payer", 2), words("class"), words("unit rule"), numbers("lines"), wide("source", 3)},
		Behind: byColumn(func(i int) Filter { return filter("payer", r.Payers[i].Name) }, map[int]Filter{0: nil})}
	var uses []audit.PayerUse
	uses, t.Left = first(r.Payers, MostRows)
	for _, u := range uses {
		rule := u.UnitRule
		if u.Assumed {
			rule += ", assumed"
		}
		t.Rows = append(t.Rows, []string{orDash(u.Name), orDash(u.Class), rule, Count(u.Lines), orDash(u.Source)})
	}
	return t
}

// accountBlocks accounts for every row before any finding (REP-12).
func accountBlocks(p *Report) []Block {
	r := p.Result
	var b blocks
	for i, sentence := range accountTexts(&r.Account) {
		style := Body
		if i == 0 {
			style = Strong
		}
		b.text(style, sentence)
	}
	if notice := p.FrontNotice(len(p.Summary.Alarms)); notice != nil {
		b.add(*notice)
	}
	if len(r.Sheets) == 0 {
		return b
	}
	b.table(sheetTable(r))
	b.text(Note, "Every excluded row is in "+excludedRowsIn(r)+" with its reason, its units and its charge.")
	b.table(controlTable(r))
	const onPaper, onPage = 12, 100
	for i := range r.Sheets[:min(onPage, len(r.Sheets))] {
		if i < onPaper {
			b.add(sheetBlocks(&r.Sheets[i])...)
		} else {
			b.add(PageOnly(sheetBlocks(&r.Sheets[i])))
		}
	}
	left := func(shown int) Paragraph {
		return Paragraph{Note, "The columns of " + Plural(len(r.Sheets)-shown, "more sheet", "more sheets") + " are in audit.json."}
	}
	if len(r.Sheets) > onPaper {
		b.add(PaperOnly{left(onPaper)})
	}
	if len(r.Sheets) > onPage {
		b.add(PageOnly{left(onPage)})
	}
	return b
}

// accountTexts say how the rows and the units add up: rows first, then units, then what does not (REP-03).
func accountTexts(a *audit.Account) []string {
	texts := []string{
		fmt.Sprintf("%s = %s used (%s) + %s excluded + %s non-data (titles, headers, totals). Empty rows are not counted.", Plural(a.RowsRead, "row read", "rows read"),
			Count(a.RowsUsed), Plural(a.Lines, "line", "lines"), Count(a.Excluded), Count(a.NonData)),
		fmt.Sprintf("Units billed: %s. Changed by corrections applied: %s. After corrections: %s.", GroupUnits(a.UnitsBilled), GroupUnits(a.UnitsCorrected), GroupUnits(a.UnitsAfter)),
	}
	if a.ChargeBilled != 0 {
		texts = append(texts, fmt.Sprintf("Charges: %s. Changed by corrections applied: %s. After corrections: %s.", Dollars(a.ChargeBilled), Dollars(a.ChargeCorrected), Dollars(a.ChargeAfter)))
	}
	if a.Closes() {
		texts = append(texts, "All totals agree.")
	}
	return texts
}

func sheetTable(r *audit.Result) *Table {
	t := &Table{Name: "Rows by sheet", MoreIn: "audit.json", Columns: []Column{wide("sheet", 3), words("profile"), numbers("header row"), numbers("rows read"), numbers("non-data"), numbers("excluded"),
		numbers("used"), numbers("lines"), numbers("unreadable cells")}}
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
		t.Rows = append(t.Rows, []string{s.Name, s.Profile, header, Count(s.RowsRead), Count(audit.SumOf(s.NonData)), Count(audit.SumOf(s.Excluded)), Count(s.RowsUsed), Count(s.Lines), Count(bad)})
	}
	return t
}

func controlTable(r *audit.Result) *Table {
	t := &Table{Name: "Control totals by sheet", MoreIn: "audit.json", Columns: []Column{wide("sheet", 3), numbers("units read"), numbers("units in lines"), numbers("units excluded"),
		numbers("charges read"), numbers("charges in lines"), numbers("charges excluded")}}
	for i := range r.Sheets {
		s := &r.Sheets[i]
		t.Rows = append(t.Rows, []string{s.Name, GroupUnits(s.UnitsRead), GroupUnits(s.UnitsUsed), GroupUnits(s.UnitsExcluded), Amount(s.ChargeRead), Amount(s.ChargeUsed), Amount(s.ChargeExcluded)})
	}
	return t
}

// sheetBlocks says how one sheet was read: rows by kind, and what each column was taken for.
func sheetBlocks(s *audit.Sheet) []Block {
	b := blocks{Heading("Sheet " + s.Name), Paragraph{Small, "Non-data rows: " + counted(s.NonData) + ". Excluded rows: " + counted(s.Excluded) + "."}}
	if len(s.Notes) > 0 {
		b.text(Small, "Notes: "+strings.Join(s.Notes, "; ")+".")
	}
	t := &Table{Name: "Columns of the sheet " + s.Name, MoreIn: "audit.json", Small: true,
		Columns: []Column{{"col.", Words, 0}, wide("header", 1), wide("read as", 1), wide("because", 3), numbers("unreadable")}}
	for _, col := range s.Columns {
		field := strings.ReplaceAll(col.Field, "_", " ")
		if field == "" {
			field = "(not read)"
		}
		t.Rows = append(t.Rows, []string{audit.ColumnLetters(col.Col), col.Header, field, col.Why, Count(col.Bad)})
	}
	b.add(t)
	return b
}

// counted lists counts in words: "titles 3, blanks 12".
func counted(counts []audit.Count) string {
	parts := make([]string, 0, len(counts))
	for _, c := range counts {
		parts = append(parts, c.What+" "+Count(c.N))
	}
	if len(parts) == 0 {
		return "none"
	}
	return strings.Join(parts, ", ")
}

// coverageBlocks shows for each rule how much it could evaluate (REP-13). Causes are numbered; what would let their lines
// be evaluated is said once for each.
func coverageBlocks(p *Report) []Block {
	r := p.Result
	rules, causes, unused := coverageTables(r)
	b := blocks{Paragraph{Body, "A rule that could not evaluate any line shows \"not evaluated\": that is neither an error nor a sign that there are none. " +
		"\"Not evaluated (cause)\" counts the lines that a rule could not evaluate; the number in parentheses is that of the cause, listed below."}, Plot{coverageChart(r)}}
	b.table(rules)
	b.table(causes)
	if len(unused) > 0 {
		b.text(Small, "Rules that apply to no line of these files: "+strings.Join(unused, ", ")+".")
	}
	return b
}

// coverageTables returns the rules with the numbers of their causes; the causes in the order of their numbers, with the
// most lines that one rule lost to each; and the rules that apply to no line.
func coverageTables(r *audit.Result) (rules, causes *Table, unused []string) {
	rules = &Table{Name: "Rules and lines", MoreIn: "audit.json", Narrow: true,
		Columns: []Column{{"rule", Words, 11}, {"name", Words, 37}, {"evaluated", Numbers, 30}, {"not evaluated (cause)", Words, 25}}}
	causes = &Table{Name: "Causes and remedies", MoreIn: "audit.json", Small: true,
		Columns: []Column{numbers("cause"), wide("what was missing", 2), numbers("lines at most"), wide("remedy", 3)}}
	numbersOf := map[string]int{}
	var most []int
	for i := range r.Rules {
		rule := &r.Rules[i]
		if rule.Applicable == 0 {
			unused = append(unused, rule.ID)
			continue
		}
		share := Count(rule.Evaluated) + " of " + Count(rule.Applicable)
		switch {
		case rule.Evaluated == 0:
			share = "not evaluated"
		case rule.Evaluated < rule.Applicable:
			share = Rate(rule.Evaluated, rule.Applicable)
		}
		var missing []string
		for _, cause := range rule.NotEvaluated {
			if cause.N == 0 {
				continue
			}
			n, known := numbersOf[cause.What]
			if !known {
				n = len(most)
				numbersOf[cause.What] = n
				causes.Rows = append(causes.Rows, []string{Count(n + 1), causeText(cause.What), "", remedy(cause.What)})
				most = append(most, 0)
			}
			most[n] = max(most[n], cause.N)
			missing = append(missing, fmt.Sprintf("%s (%d)", Count(cause.N), n+1))
		}
		rules.Rows = append(rules.Rows, []string{rule.ID, RuleTitle(rule.Name), share, strings.Join(missing, ", ")})
	}
	for n := range causes.Rows {
		causes.Rows[n][2] = Count(most[n])
	}
	rules.Behind = byColumn(func(i int) Filter { return filter("rule", rules.Rows[i][0]) }, map[int]Filter{0: nil})
	return rules, causes, unused
}

// limitBlocks says what the report does not say (REP-84 to REP-90).
func limitBlocks(p *Report) []Block {
	r := p.Result
	assumed, unverified := 0, 0
	for i := range r.Findings {
		if strings.Contains(r.Findings[i].Message, "default of its class") {
			assumed++
		}
	}
	for _, t := range r.Manifest.Tables {
		unverified += t.Unverified
	}
	return []Block{List{Items: []string{
		"The audit reviews the record as supplied. What is missing from a sheet may exist in the chart. The absence of a finding does not prove that a line is supported.",
		fmt.Sprintf("Rules that were not evaluated, and why, are listed in %q. %s on a payer's unit rule that is only the default of its class. "+
			"%s of the reference tables %s not verified; findings that rest on one are at most warnings. A period without a table row is not evaluated.",
			titleCoverage, Plural(assumed, "finding rests", "findings rest"), Plural(unverified, "row", "rows"), Noun(unverified, "is", "are")),
		"Clinical judgment, medical necessity and quality of care are not assessed. Patterns are reasons to look, not findings of fault.",
		"Start and end times were not used as treatment minutes. Amounts billed by other providers count toward thresholds and are not in the log unless they were supplied.",
		"Dollars are estimates on the stated basis. The multiple-procedure reduction, the assistant reduction, contracts and prior payments change what is paid.",
		"Corrections are proposals. Some units and all attestations need the clinician. A corrected sheet is not an amended claim or record.",
		"report.pdf and evidence.pdf have bookmarks and text that can be searched, but are not tagged for screen readers. report.html holds the same and is the form to use with one.",
		"This is not legal advice. Knowledge of a potential overpayment can start duties to report and return it (42 CFR 401.305: from 2025-01-01 \"identified\" means knowingly; " +
			"60 days, suspended for up to 180 for a timely good-faith investigation). For that reason the date of this report is stated: " + p.AsOf + ".",
	}}}
}

// orDash prints a dash for what is not known.
func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}
