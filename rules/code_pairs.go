package rules

import (
	"otaudit/audit"
	"otaudit/rules/refdata"
)

// codePair is a procedure-to-procedure edit in force on a day, with the day's billed lines of its two codes.
type codePair struct {
	edit             *refdata.PairInfo
	column1, column2 []*audit.Line
}

type pairsKey struct{}

// pairsOfDay gives the edits in force between the codes of one patient's day in the setting of the run. Lines of 0 units
// bill nothing and meet no edit.
func (k *kit) pairsOfDay(g *audit.Group) []codePair {
	return g.Shared(pairsKey{}, func() any { return k.newPairs(g.All) }).([]codePair)
}

// newPairs asks the table for every two codes of the day. Only codes of the code table can be in an edit, so that the
// number of codes is bounded however long the day is.
func (k *kit) newPairs(day []*audit.Line) []codePair {
	var firsts []*audit.Line // a line of each code
	for _, l := range day {
		if meetsEdits(l) && !billsCode(firsts, l.Proc.Code) {
			firsts = append(firsts, l)
		}
	}
	var pairs []codePair
	for i, a := range firsts {
		for _, b := range firsts[i+1:] {
			for _, columns := range [...][2]*audit.Line{{a, b}, {b, a}} {
				if edit := k.editOf(columns[0], columns[1]); edit != nil {
					pairs = append(pairs, codePair{edit, billedLines(day, edit.Column1), billedLines(day, edit.Column2)})
				}
			}
		}
	}
	return pairs
}

// editOf gives the edit in force with the codes of two lines of a day in these columns; nil if there is none.
func (k *kit) editOf(column1, column2 *audit.Line) *refdata.PairInfo {
	if first, second := k.codeRow(column1), k.codeRow(column2); first != nil && second != nil && !first.MayEdit(second) {
		return nil
	}
	edit, ok := k.tables.Pair(column1.Proc.Code, column2.Proc.Code, k.Setting, column1.Date(audit.DateOfService))
	if !ok {
		return nil
	}
	return edit
}

// meetsEdits says whether a line can meet an edit: its code is in the code table on the day, and it bills something.
func meetsEdits(l *audit.Line) bool {
	return l.Proc != nil && l.Has(audit.DateOfService) && (!l.Has(audit.UnitsBilled) || l.Units() != 0)
}

func billsCode(lines []*audit.Line, code string) bool {
	for _, l := range lines {
		if l.Proc.Code == code {
			return true
		}
	}
	return false
}

func billedLines(day []*audit.Line, code string) []*audit.Line {
	var lines []*audit.Line
	for _, l := range day {
		if meetsEdits(l) && l.Proc.Code == code {
			lines = append(lines, l)
		}
	}
	return lines
}

// pairTableRead is the first day of the oldest release that the embedded edits were read from. From then on an edit was
// seen to be in force, however its first day became known; before it, an inferred first day is in doubt.
var pairTableRead = audit.DateOf(2024, 7, 1)

// inDoubt says whether nobody has seen the edit in force on the day.
func inDoubt(edit *refdata.PairInfo, on audit.Date) bool {
	return edit.Verified == refdata.Unverified || edit.StartBasis == "inferred" && on < pairTableRead
}

// eitherLineCounts is the day from which a distinct-service modifier on the line of column 1 is heeded too.
var eitherLineCounts = audit.DateOf(2019, 7, 1)

// isBypassed says whether a distinct-service modifier lifts the edit between two lines.
func isBypassed(column1, column2 *audit.Line) bool {
	if isDistinctService(column2) {
		return true
	}
	return isDistinctService(column1) && column2.Date(audit.DateOfService) >= eitherLineCounts
}
