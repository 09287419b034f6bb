package corrected

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"otaudit/audit"
)

// mostTotals is how many total rows are named; of more their number is said.
const mostTotals = 20

// totalsBefore says which rows of the input sum up units or charges that corrections changed: a total that was typed stays, and is
// that before the corrections. Empty if nothing was changed, or there is no such row.
func (c *correction) totalsBefore() string {
	changed := map[string]bool{}
	for _, i := range c.touched {
		c.eachEdit(i, func(e *audit.Edit) {
			if e.Applied && (e.Field == audit.UnitsBilled || e.Field == audit.Charge) {
				changed[e.Cell.Sheet] = true
			}
		})
	}
	var rows []int
	for i := range c.result.Excluded {
		x := &c.result.Excluded[i]
		if x.Kind == audit.KindNonData && x.Reason == "total" && changed[x.Cell.Sheet] && (x.Units.Known && x.Units.Units != 0 || x.Priced && x.Charge != 0) {
			rows = append(rows, int(x.Cell.Row))
		}
	}
	if len(rows) == 0 {
		return ""
	}
	slices.Sort(rows)
	var names []string
	for _, row := range rows[:min(len(rows), mostTotals)] {
		names = append(names, strconv.Itoa(row))
	}
	text := "total before corrections, where it is typed and not a formula: row " + strings.Join(names, ", ")
	if more := len(rows) - len(names); more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
