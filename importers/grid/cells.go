package grid

import (
	"slices"

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

// mergeFiller gives every cell of a merged range the content of its anchor (IMP-170). Rows come in order, and of the ranges only
// those that a row lies in are looked at.
type mergeFiller struct {
	ahead []source.Merge // not begun, by first row
	begun []begunMerge
}

// begunMerge is a range of which a row was met, and the content of its anchor.
type begunMerge struct {
	source.Merge
	anchor value.CellValue
}

func newMergeFiller(ranges []source.Merge) *mergeFiller {
	ahead := slices.Clone(ranges)
	slices.SortStableFunc(ahead, func(a, b source.Merge) int { return a.FirstRow - b.FirstRow })
	return &mergeFiller{ahead: ahead}
}

// see keeps the anchors of the row and forgets the ranges that end above it.
func (m *mergeFiller) see(r *source.Row) {
	m.begun = slices.DeleteFunc(m.begun, func(merge begunMerge) bool { return merge.LastRow < r.Number })
	for len(m.ahead) > 0 && m.ahead[0].FirstRow <= r.Number {
		merge := begunMerge{Merge: m.ahead[0]}
		if merge.FirstRow == r.Number {
			text, hint := typedCell(r.Cell(merge.FirstCol))
			merge.anchor = value.CellValue{Text: text, Hint: hint}
		}
		m.begun, m.ahead = append(m.begun, merge), m.ahead[1:]
	}
}

// fill writes the anchors' contents into the row's cells. Ranges across columns in one row are titles, not data.
func (m *mergeFiller) fill(r *source.Row, texts []string, hints []value.CellHint) {
	m.see(r)
	for _, merge := range m.begun {
		if r.Number <= merge.FirstRow || r.Number > merge.LastRow || merge.FirstCol != merge.LastCol || merge.FirstCol >= len(texts) {
			continue
		}
		if texts[merge.FirstCol] == "" {
			texts[merge.FirstCol] = merge.anchor.Text
			if len(hints) > 0 {
				hints[len(hints)-len(texts)+merge.FirstCol] = merge.anchor.Hint
			}
		}
	}
}
