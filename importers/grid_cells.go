package importers

// noResult stands for what a formula without a stored result would show. Like a spreadsheet error it is there and cannot be
// read: a blank cell would say that the log has no value there.
const noResult = "#NO RESULT"

// typedCell gives text and hint of a workbook cell as the parsers take them.
func typedCell(c Cell) (string, CellHint) {
	if c.Kind == CellFormulaEmpty {
		return noResult, CellHint{}
	}
	return c.Text, CellHint{Number: c.Kind == CellNumber, Style: styleOf(c)}
}

func styleOf(c Cell) NumberStyle {
	if c.Kind != CellNumber {
		return StyleNone
	}
	switch c.Format {
	case FormatDate:
		return StyleDate
	case FormatTime:
		return StyleTime
	case FormatDateTime:
		return StyleDateTime
	case FormatDuration:
		return StyleDuration
	default:
		return StylePlain
	}
}

// mergeFiller gives every cell of a merged range the content of its anchor (IMP-170).
type mergeFiller struct {
	ranges []Merge
	anchor []CellValue
}

func newMergeFiller(ranges []Merge) *mergeFiller {
	return &mergeFiller{ranges: ranges, anchor: make([]CellValue, len(ranges))}
}

// see keeps the anchors of the row.
func (m *mergeFiller) see(r *Row) {
	for i, merge := range m.ranges {
		if merge.FirstRow == r.Number {
			text, hint := typedCell(r.Cell(merge.FirstCol))
			m.anchor[i] = CellValue{text, hint}
		}
	}
}

// fill writes the anchors' contents into the row's cells. Ranges across columns in one row are titles, not data.
func (m *mergeFiller) fill(r *Row, texts []string, hints []CellHint) {
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
