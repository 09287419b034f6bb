package grid

import (
	"otaudit/importers/source"
	"otaudit/importers/value"
)

// typedCell gives text and hint of a workbook cell as the parsers take them.
func typedCell(c source.Cell) (string, value.CellHint) {
	if c.Kind == source.CellFormulaEmpty {
		return value.NoResult, value.CellHint{}
	}
	return c.Text, value.CellHint{Number: c.Kind == source.CellNumber, Style: styleOf(c)}
}

func styleOf(c source.Cell) value.NumberStyle {
	if c.Kind != source.CellNumber {
		return value.StyleNone
	}
	switch c.Format {
	case source.FormatDate:
		return value.StyleDate
	case source.FormatTime:
		return value.StyleTime
	case source.FormatDateTime:
		return value.StyleDateTime
	case source.FormatDuration:
		return value.StyleDuration
	default:
		return value.StylePlain
	}
}

// mergeFiller gives every cell of a merged range the content of its anchor (IMP-170).
type mergeFiller struct {
	ranges []source.Merge
	anchor []value.CellValue
}

func newMergeFiller(ranges []source.Merge) *mergeFiller {
	return &mergeFiller{ranges: ranges, anchor: make([]value.CellValue, len(ranges))}
}

// see keeps the anchors of the row.
func (m *mergeFiller) see(r *source.Row) {
	for i, merge := range m.ranges {
		if merge.FirstRow == r.Number {
			text, hint := typedCell(r.Cell(merge.FirstCol))
			m.anchor[i] = value.CellValue{Text: text, Hint: hint}
		}
	}
}

// fill writes the anchors' contents into the row's cells. Ranges across columns in one row are titles, not data.
func (m *mergeFiller) fill(r *source.Row, texts []string, hints []value.CellHint) {
	if len(m.ranges) == 0 {
		return
	}
	m.see(r)
	for i, merge := range m.ranges {
		if r.Number <= merge.FirstRow || r.Number > merge.LastRow || merge.FirstCol != merge.LastCol || merge.FirstCol >= len(texts) {
			continue
		}
		if texts[merge.FirstCol] == "" {
			texts[merge.FirstCol] = m.anchor[i].Text
			if len(hints) > 0 {
				hints[len(hints)-len(texts)+merge.FirstCol] = m.anchor[i].Hint
			}
		}
	}
}
