package html

import (
	"html/template"
	"strings"

	"otaudit/report/model"
)

// paragraphs are the classes of the style sheet for the styles of paragraphs.
var paragraphs = map[model.Style]string{model.Body: "", model.Lead: "lead", model.Strong: "strong", model.Small: "small", model.Note: "note"}

// blocks lays the blocks of a section out.
func (h *htmlReport) blocks(list []model.Block) []htmlBlock {
	var out []htmlBlock
	for _, b := range list {
		switch b := b.(type) {
		case model.Heading:
			out = append(out, htmlBlock{Heading: model.SafeText(string(b))})
		case model.Paragraph:
			out = append(out, htmlBlock{Text: model.SafeText(b.Text), Class: paragraphs[b.Style]})
		case model.List:
			out = append(out, htmlBlock{Items: safeList(b.Items), Numbered: b.Numbered})
		case model.Notice:
			out = append(out, htmlBlock{Notice: safeNotice(&b)})
		case *model.Table:
			if len(b.Rows) > 0 {
				out = append(out, htmlBlock{Table: h.table(b)})
			}
		case model.Plot:
			out = append(out, h.plot(b))
		case model.Figures:
			out = append(out, htmlBlock{Figures: h.figures(b)})
		case model.Beside:
			tables := make([]*htmlTable, len(b))
			for i, t := range b {
				tables[i] = h.table(t)
			}
			out = append(out, htmlBlock{Beside: tables})
		case model.Cards:
			out = append(out, htmlBlock{Cards: h.cards(b.List)})
			if b.Left > 0 {
				out = append(out, htmlBlock{Text: model.Plural(b.Left, "more therapist is", "more therapists are") + " in audit.json.", Class: "note"})
			}
		case model.Plan:
			out = append(out, htmlBlock{Actions: h.plan(b)})
		case model.FindingList:
			if !b.Patterns { // the list holds those of patterns too
				out = append(out, htmlBlock{Findings: findingFilters})
			}
		case model.Worksheet:
			for _, area := range b {
				out = append(out, htmlBlock{Text: strings.ToUpper(area.Area[:1]) + area.Area[1:], Class: "strong"}, htmlBlock{Items: area.Questions})
			}
		case model.SignOff:
			out = append(out, htmlBlock{Blanks: b})
		case model.PageOnly:
			out = append(out, h.blocks(b)...)
		}
	}
	return out
}

// plot is a chart, or the sentence in its place.
func (h *htmlReport) plot(p model.Plot) htmlBlock {
	if p.Missing != "" {
		return htmlBlock{Text: p.Missing, Class: "note"}
	}
	h.charts++
	return htmlBlock{Title: model.SafeText(p.Title), Drawing: drawing(p.Chart, h.charts)}
}

// htmlFigure is one number with its label.
type htmlFigure struct {
	Label, Value, Below string
	Link                template.URL
}

func (h *htmlReport) figures(list []model.Figure) []htmlFigure {
	figures := make([]htmlFigure, len(list))
	for i, f := range list {
		figures[i] = htmlFigure{Label: f.Label, Value: f.Value, Below: f.Below, Link: h.carried.link(f.Behind)}
	}
	return figures
}

// htmlCard is the scorecard of one therapist.
type htmlCard struct {
	Name, Head, Alike         string
	FrequentLabel, AlikeLabel string
	Link                      template.URL
	Figures                   []htmlFigure
	Rules                     []htmlCell
}

func (h *htmlReport) cards(list []model.Card) []htmlCard {
	cards := make([]htmlCard, len(list))
	for i := range list {
		c := &list[i]
		cards[i] = htmlCard{Name: model.SafeText(c.Name), Head: c.Head, Link: h.carried.link(c.Behind), Figures: h.figures(c.Figures), Alike: strings.Join(safeList(c.Alike), "; "),
			FrequentLabel: model.FrequentLabel, AlikeLabel: model.AlikeLabel}
		for _, n := range c.Frequent {
			cards[i].Rules = append(cards[i].Rules, htmlCell{Text: c.RuleText(n), Link: h.carried.link(model.FindingsOf(n.Rule, c.Name))})
		}
	}
	return cards
}

// htmlAction is one row of the corrective action plan.
type htmlAction struct {
	Number int
	Title  string
	Pairs  []model.Part
	Blanks []string // to write in
	Link   template.URL
}

func (h *htmlReport) plan(list model.Plan) []htmlAction {
	actions := make([]htmlAction, len(list))
	for i := range list {
		a := &list[i]
		action := htmlAction{Number: a.Number, Title: model.SafeText(a.Title()), Pairs: []model.Part{{Label: a.SourceLabel(), Text: model.SafeText(a.Source())}}}
		if a.Kind == model.KindDifferences {
			action.Link = h.carried.link(model.FindingsOf(a.Rules[0], ""))
		}
		for _, f := range model.PlanFields {
			if f.Text == nil {
				action.Blanks = append(action.Blanks, f.Label)
			} else {
				action.Pairs = append(action.Pairs, model.Part{Label: f.Label, Text: model.SafeText(f.Text(a))})
			}
		}
		actions[i] = action
	}
	return actions
}
