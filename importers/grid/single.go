package grid

import (
	"otaudit/audit"
	"otaudit/importers/value"
)

// Single gives the contents of the column by which it is decided how it is read: lists in their parts.
func (c *DictColumn) Single(f audit.Field) []value.CellValue {
	if len(c.Lists) == 0 {
		return c.Values()
	}
	var values []value.CellValue
	for id := range int32(c.Len()) {
		switch {
		case id == 0:
		case c.Lists[id]:
			values = append(values, value.TextValues(value.SplitList(c.Text(id), f)...)...)
		default:
			values = append(values, c.Value(id))
		}
	}
	return values
}
