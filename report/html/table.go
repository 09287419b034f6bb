package html

import (
	"fmt"
	"html/template"
	"strings"

	"otaudit/report/model"
)

// htmlTable is a table as the template sets it; its first column heads the rows.
type htmlTable struct {
	Name, Class, Note string
	Heads             []htmlHead
	Rows              [][]htmlCell
}

type htmlHead struct{ Title, Class string }

// htmlCell is one cell; a cell with a link shows the findings behind its number.
type htmlCell struct {
	Text, Class string
	Link        template.URL
	Head        bool
}

// classes of the style sheet for the kinds of columns.
var classes = map[model.ColumnKind]string{model.Numbers: "number", model.Codes: "code"}

func (h *htmlReport) table(t *model.Table) *htmlTable {
	table := &htmlTable{Name: model.SafeText(t.Name), Note: model.SafeText(t.Note), Rows: make([][]htmlCell, len(t.Rows))}
	if t.MoreIn != "" {
		table.Rows = table.Rows[:min(model.MostRows, len(t.Rows))]
	}
	if more := t.Left + len(t.Rows) - len(table.Rows); more > 0 {
		table.Note = strings.TrimSpace(table.Note + " " + model.Count(more) + " more rows in " + t.MoreIn + ".")
	}
	if t.Shade != nil {
		table.Class = "grid"
	}
	for _, col := range t.Columns {
		table.Heads = append(table.Heads, htmlHead{model.SafeText(col.Title), classes[col.Kind]})
	}
	for i, row := range t.Rows[:len(table.Rows)] {
		cells := make([]htmlCell, len(row))
		for j, text := range row {
			cells[j] = htmlCell{Text: model.SafeText(text), Class: classes[t.Columns[j].Kind], Head: j == 0}
			if t.Total && i == len(t.Rows)-1 {
				cells[j].Class += " total"
			}
			if t.Shade != nil {
				if depth := t.Shade(i, j); depth > 0 {
					cells[j].Class += fmt.Sprintf(" d%.0f", max(1, depth*10)) // a shade of the style sheet
				}
			}
			if t.Behind != nil && countsSomething(cells[j].Text) {
				cells[j].Link = h.carried.link(t.Behind(i, j))
			}
		}
		table.Rows[i] = cells
	}
	return table
}
