package importers

import (
	"slices"

	"otaudit/audit"
	"otaudit/importers/grid"
	"otaudit/importers/header"
	"otaudit/importers/source"
	"otaudit/importers/value"
)

// neededColumns makes a column for everything that may be a field: what headers name, and where they name nothing what does not
// hold long texts. Note parts are measured and not kept; identifiers and what is known to be something else are not read.
func neededColumns(sheet *source.Sheet, t *table, o *Options) ([]*grid.DictColumn, error) {
	columns := make([]*grid.DictColumn, len(t.headers))
	var unknown []int
	for col, m := range t.matches {
		_, isCode := header.HeaderCode(t.headers[col])
		asked := slices.Contains(t.skipped, col)
		compared := m.Kind == value.KindSpanEnd || t.paysByRow()
		loose := m.NotIt && m.Needs == "profile" && !m.Fixed
		switch {
		case m.Binds(), asked, compared && !m.Fixed, isCode && !m.Fixed, loose:
			columns[col] = grid.NewDictColumn()
			columns[col].Prose = m.Binds() && m.Field.Kind() == audit.Prose && !o.KeepProse && !asked
		case !m.Known && !m.Fixed:
			unknown = append(unknown, col)
		}
	}
	if len(unknown) == 0 {
		return columns, nil
	}
	long, err := longTexts(sheet, t)
	for _, col := range unknown {
		if !long[col] {
			columns[col] = grid.NewDictColumn()
		}
	}
	return columns, err
}

const (
	lookedAtRows = 200 // rows below the header that show whether a column holds long texts
	longText     = 50  // bytes of an average text that is no field without a header that says so
)

// longTexts reports by column whether the first rows hold long texts: notes and the like.
func longTexts(sheet *source.Sheet, t *table) (map[int]bool, error) {
	bytes, texts, rows := make([]int, len(t.headers)), make([]int, len(t.headers)), 0
	err := sheet.Rows(func(r *source.Row) error {
		if r.Number <= t.row {
			return nil
		}
		if rows++; rows > lookedAtRows {
			return source.ErrStop
		}
		for col, text := range r.Text[:min(len(r.Text), len(t.headers))] {
			if text != "" {
				bytes[col] += len(text)
				texts[col]++
			}
		}
		return nil
	})
	long := map[int]bool{}
	for col, n := range texts {
		long[col] = n > 0 && bytes[col] > longText*n
	}
	return long, err
}
