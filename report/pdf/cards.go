package pdf

import (
	"strings"

	"otaudit/report/model"
)

// maxCards is the number of scorecards printed; audit.json has all.
const maxCards = 100

// cards draws one block for each therapist.
func (p *pdfReport) cards(cards model.Cards) {
	shown := cards.List[:min(maxCards, len(cards.List))]
	for i := range shown {
		p.card(&shown[i])
	}
	if more := cards.Left + len(cards.List) - len(shown); more > 0 {
		p.para(note, model.Plural(more, "more therapist is", "more therapists are")+" in audit.json.")
	}
}

func (p *pdfReport) card(card *model.Card) {
	c := p.canvas
	const row, label = 24.0, 96.0
	rows := (len(card.Figures) + 2) / 3
	frequent := clamp(regular, small.size, c.frame()-label, 3, card.FrequentText())
	var alike []string
	if len(card.Alike) > 0 {
		alike = clamp(regular, small.size, c.frame()-label, 2, strings.Join(card.Alike, "; "))
	}
	c.need(28 + float64(rows)*row + float64(len(frequent)+len(alike))*small.leading() + 4)
	c.line(c.left, c.y, c.right, c.y, 0.8, grey(150))
	c.y += 5
	room := c.frame() - textWidth(note.face, note.size, card.Head) - 14
	c.textAt(c.left, c.y+11, style{bold, 10.5, ink}, fit(bold, 10.5, room, card.Name))
	c.textRight(c.right, c.y+11, note, card.Head)
	c.y += 20
	w := c.frame() / 3
	for i, f := range card.Figures {
		x, y := c.left+float64(i%3)*w, c.y+float64(i/3)*row
		text := strings.Join(model.Present(f.Label, f.Below), ", ")
		c.textAt(x, y+7, tiny, fit(tiny.face, tiny.size, w-8, text))
		c.textAt(x, y+18, smallB, fit(smallB.face, smallB.size, w-8, f.Value))
	}
	c.y += float64(rows)*row + 2
	c.labelled(label, small, model.FrequentLabel, strings.Join(frequent, " "))
	c.labelled(label, small, model.AlikeLabel, strings.Join(alike, " "))
	c.y += 6
}
