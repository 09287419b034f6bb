package pdf

import (
	"fmt"

	"otaudit/report/model"
)

// maxRows is the most rows of a long table; what is left out is always said (REP-27).
const maxRows = 120

// section lays one section out.
func (p *pdfReport) section(s model.Section) {
	switch {
	case s.OnePage:
		p.onePage(s)
		return
	case s.Landscape:
		p.orient(true)
		defer p.orient(false)
	}
	p.open(s.Title)
	p.blocks(s.Blocks)
}

func (p *pdfReport) blocks(list []model.Block) {
	for i, b := range list {
		if _, ok := b.(model.Paragraph); ok && i+1 < len(list) {
			if _, ok := list[i+1].(*model.Table); ok {
				p.need(90) // the sentence before a table stays with it
			}
		}
		p.block(b)
	}
}

// paragraphs are the styles of the model's paragraphs.
var paragraphs = map[model.Style]style{model.Body: body, model.Lead: strong, model.Strong: strong, model.Small: small, model.Note: note}

func (p *pdfReport) block(b model.Block) {
	switch b := b.(type) {
	case model.Heading:
		p.sub(string(b))
	case model.Paragraph:
		p.para(paragraphs[b.Style], b.Text)
	case model.List:
		p.list(b)
	case model.Notice:
		shown := b.Items[:min(maxRows, len(b.Items))]
		if more := len(b.Items) - len(shown); more > 0 {
			shown = append(shown[:len(shown):len(shown)], model.Count(more)+" more in audit.json")
		}
		p.warning(b.Title, shown)
	case *model.Table:
		p.table(b)
	case model.Plot:
		p.plot(b.Chart)
	case model.Figures:
		p.tiles(b)
	case model.Beside:
		p.beside(b)
	case model.Cards:
		p.cards(b)
	case model.Plan:
		p.plan(b)
	case model.FindingList:
		p.findings(b.Patterns)
	case model.Worksheet:
		p.worksheet(b)
	case model.SignOff:
		p.y += 14
		p.blanks(b...)
	case model.PaperOnly:
		p.blocks(b)
	}
}

func (p *pdfReport) list(l model.List) {
	items := l.Items[:min(maxRows, len(l.Items))]
	p.bullets(body, items)
	if more := len(l.Items) - len(items); more > 0 {
		p.para(note, model.Count(more)+" more in audit.json.")
	}
}

// tableHeight measures a table that is not cut, with its note.
func (p *pdfReport) tableHeight(t *model.Table) float64 {
	height := p.heightOf(sizeOf(t), columnsOf(t), rowsOf(t))
	if t.Note != "" {
		height += 2*note.leading() + 5
	}
	return height
}

func sizeOf(t *model.Table) float64 {
	if t.Small {
		return 7
	}
	return 8
}

// columnsOf are the columns of a table of the model.
func columnsOf(t *model.Table) []column {
	columns := make([]column, len(t.Columns))
	for i, col := range t.Columns {
		columns[i] = column{head: col.Title, number: col.Kind == model.Numbers, mono: col.Kind == model.Codes, weight: col.Width, titled: t.Total}
		if t.Narrow {
			columns[i].weight, columns[i].part = 0, col.Width
		}
	}
	return columns
}

// rowsOf are the rows of a table, the last one as a title if it is their sum.
func rowsOf(t *model.Table) [][]string {
	if !t.Total || len(t.Rows) == 0 {
		return t.Rows
	}
	last := len(t.Rows) - 1
	sum := make([]string, len(t.Rows[last]))
	for j, text := range t.Rows[last] {
		sum[j] = text + "\t"
	}
	return append(t.Rows[:last:last], sum)
}

// table draws a table of the model; a long one is cut, and what is left out is said.
func (p *pdfReport) table(t *model.Table) {
	columns, rows := columnsOf(t), rowsOf(t)
	if t.MoreIn != "" {
		rows = rows[:min(maxRows, len(rows))]
	}
	if t.Narrow {
		p.sideBySide(columns, rows)
	} else {
		p.grid(sizeOf(t), columns, rows, t.Shade)
	}
	if more := t.Left + len(t.Rows) - len(rows); more > 0 {
		p.para(note, fmt.Sprintf("%s more in %s.", model.Count(more), t.MoreIn))
	}
	if t.Note != "" {
		p.para(note, t.Note)
	}
}
