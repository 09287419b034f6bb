package importers

import (
	"fmt"
	"strings"

	"otaudit/audit"
	"otaudit/importers/value"
)

// runningSums are the units and charges of the rows above a total row: since the total before it, and since the header.
type runningSums struct{ section, all [2]int64 }

// summed are the fields that total rows sum up, as runningSums counts them.
var summed = [2]audit.Field{audit.UnitsBilled, audit.Charge}

// sumsUp says whether a row begins with a word for a sum rather than for a count or an average. Of subtotals by name,
// which may stand within each other, it is not known which rows they sum up.
func sumsUp(texts []string) bool {
	for _, text := range texts {
		if text = value.TrimEdges(text); text != "" {
			lower := strings.ToLower(text)
			return startsTotal(text) && !strings.HasPrefix(lower, "count") && !strings.HasPrefix(lower, "av")
		}
	}
	return false
}

// checkTotal compares a total row with the rows above it (IMP-173): with those since the total before it, or with all of
// them, whichever it agrees with. What was excluded above it may be part of it or not.
func (ln *lineBuilder) checkTotal(row int) {
	meta, cells := ln.grid.Rows.At(row), ln.grid.Cells(row)
	if !sumsUp(ln.grid.KeptTexts(row)) {
		return
	}
	used := [2]int64{ln.account.units.used, ln.account.charges.used}
	excluded := [2]int64{ln.account.units.excluded, ln.account.charges.excluded}
	for i, f := range summed {
		bound := ln.totalCell(f, cells)
		if bound == nil {
			continue
		}
		said := int64(bound.parsed[cells[bound.col]].Value)
		all, section := used[i], used[i]-ln.sums.section[i]
		allWith, sectionWith := all+excluded[i], section+excluded[i]-ln.sums.all[i]
		if said == all || said == section || said == allWith || said == sectionWith {
			continue
		}
		nearest := all
		if absolute(said-section) < absolute(said-all) {
			nearest = section
		}
		name, show := "units", func(v int64) string { return audit.Units(v).String() }
		if f == audit.Charge {
			name, show = "dollars charged", func(v int64) string { return audit.Cents(v).String() }
		}
		ln.book.Notices = append(ln.book.Notices, audit.Notice{Rule: "I004", Severity: audit.Warning, Field: f.String(),
			Cell:     audit.Ref{Sheet: ln.layout.Sheet, Row: meta.Number, Col: int32(bound.col + 1)},
			Original: ln.grid.Columns[bound.col].Text(cells[bound.col]),
			Message: fmt.Sprintf("the row says a total of %s %s; the lines above it sum to %s, a difference of %s",
				show(said), name, show(nearest), show(said-nearest))})
	}
	ln.sums.section, ln.sums.all = used, excluded
}

// totalCell gives the one filled and readable cell in which the row sums up a field; nil if there is none, or several.
func (ln *lineBuilder) totalCell(f audit.Field, cells []int32) *binding {
	var found *binding
	for _, bound := range ln.plan.bindings {
		if bound.field != f || bound.parsed == nil || bound.parsed[cells[bound.col]].Reading != value.OK {
			continue
		}
		if found != nil {
			return nil
		}
		found = bound
	}
	return found
}

func absolute(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}
