package pdf

import (
	"fmt"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// maxCards is the number of scorecards printed; the rest stand in the table by therapist.
const maxCards = 100

// scorecards prints one block per therapist in the order of the names: no ranks, no grades (REP-73 to REP-76).
func (p *pdfReport) scorecards() {
	c := p.canvas
	list := model.Therapists(p.r)
	p.partWith("Provider scorecards", 230)
	if len(list) == 0 {
		c.para(body, "No line names a therapist.")
		return
	}
	text := "In the order of names. Findings belong to the therapist on the line. \"Median\" is that of the therapists with 20 or more judged lines."
	if len(model.Comparable(list)) < 3 {
		text = "In the order of names. Findings belong to the therapist on the line. Fewer than three therapists have 20 or more judged lines, so no medians are given."
	}
	c.para(small, "Documentation: lines without a documentation error. "+text+" A rule marked * is found with nearly all therapists: process or set-up, not one person.")
	rules := model.RulesByTherapist(p.r)
	common, alike := model.CommonRules(rules, len(list)), model.LookAlikes(list)
	for _, t := range list[:min(maxCards, len(list))] {
		p.card(t, list, rules[t.Key], common, alike[t.Key])
	}
	if more := len(list) - maxCards; more > 0 {
		c.para(note, model.Plural(more, "more therapist is", "more therapists are")+" in the table by therapist in section 5.")
	}
}

func (p *pdfReport) card(t *audit.Total, list []*audit.Total, rules []model.RuleCount, common map[string]bool, alike []string) {
	c := p.canvas
	figures := model.CardFigures(t)
	peers := model.Comparable(list)
	compare := t.UnitLines >= model.TooFew && len(peers) >= 3
	const rowHeight = 24.0
	frequent := clamp(regular, small.size, c.frame()-96, 3, model.FrequentText(rules, common))
	others := clamp(regular, small.size, c.frame()-96, 2, strings.Join(alike, "; "))
	c.need(28 + 3*rowHeight + float64(len(frequent)+len(alike[:min(2, len(alike))]))*small.leading() + 4)
	c.line(c.left, c.y, c.right, c.y, 0.8, grey(150))
	c.y += 5
	head := fmt.Sprintf("%s, %s, %s judged", model.Plural(t.Lines, "line", "lines"), model.Plural(t.Visits, "visit", "visits"), model.Count(t.UnitLines))
	if t.UnitLines < model.TooFew {
		head += "; too few to compare"
	}
	room := c.frame() - textWidth(note.face, note.size, head) - 14
	c.textAt(c.left, c.y+11, style{bold, 10.5, ink}, fit(bold, 10.5, room, t.Key))
	c.textRight(c.right, c.y+11, note, head)
	c.y += 20
	w := c.frame() / 3
	for i, f := range figures {
		x, y := c.left+float64(i%3)*w, c.y+float64(i/3)*rowHeight
		label, value := f.Label, f.Value
		if f.Share != nil && t.UnitLines < model.TooFew {
			value = f.Counts(t)
		} else if f.Share != nil && compare {
			if median := model.MedianShare(peers, f.Share); median != "" {
				label += ", median " + median
			}
		}
		c.textAt(x, y+7, tiny, fit(tiny.face, tiny.size, w-8, label))
		c.textAt(x, y+18, smallB, fit(smallB.face, smallB.size, w-8, value))
	}
	c.y += 3*rowHeight + 2
	c.labelled(96, small, "most frequent rules", strings.Join(frequent, " "))
	c.labelled(96, small, "spelled alike", strings.Join(others, " "))
	c.y += 6
}
