package rules

import "otaudit/audit"

// The import rules have no judge: the importers report them while they read a file, and the engine gives their notices
// name, severity and citation from here.

// importRule declares one of them. All rest on the principle that nothing of an input is guessed or dropped unseen.
func importRule(id, name, purpose string, severity audit.Severity) builder {
	return func(*kit) *audit.Rule {
		return &audit.Rule{ID: id, Name: name, Purpose: purpose, Severity: severity, Scope: audit.ScopeImport,
			Cites: []audit.Cite{{Source: convention}}}
	}
}

var (
	i001 = importRule("I001", "value-unreadable",
		"Checks that every cell of a bound column can be read as a value of its field.", audit.Warning)
	i002 = importRule("I002", "columns-ambiguous",
		"Checks that no two columns of a sheet claim the same field.", audit.Error)
	i003 = importRule("I003", "dates-ambiguous",
		"Checks that day and month can be told apart in every column of dates.", audit.Error)
	i004 = importRule("I004", "row-excluded",
		"Checks that every data row becomes a service line, and names the rows that do not.", audit.Info)
	i005 = importRule("I005", "payer-unknown",
		"Checks that every payer name belongs to a payer class.", audit.Warning)
	i006 = importRule("I006", "formula-without-value",
		"Checks that every formula cell holds a stored result.", audit.Warning)
	i007 = importRule("I007", "hidden-rows",
		"Checks that no hidden or filtered rows, columns or sheets are read unseen.", audit.Info)
	i008 = importRule("I008", "join-unmatched",
		"Checks that every line of one export has its partner in the export it is joined with.", audit.Warning)
	i009 = importRule("I009", "x12-file-damaged",
		"Checks that every X12 file is whole: its segments can be read, and its envelope counts what is there.", audit.Error)
	i010 = importRule("I010", "claim-sums-disagree",
		"Checks that the amounts of claims and remittances add up as their guides demand.", audit.Warning)
)
