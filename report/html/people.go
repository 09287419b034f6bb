package html

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// widestGrid is the number of therapists that fit beside each other in the grid.
const widestGrid = 8

// heatGrid is C4 as a table: findings by therapist and rule, the number in each cell, shade as a second cue (REP-57).
func (h *htmlReport) heatGrid(list []*audit.Total) {
	counts, rules := model.HeatCounts(h.r)
	if len(rules) == 0 {
		h.para("small", "No open error or warning stands on a line with a therapist.")
		return
	}
	slices.Sort(rules)
	titles := map[string]string{}
	for i := range h.r.Findings {
		titles[h.r.Findings[i].Rule] = model.RuleTitle(h.r.Findings[i].Name)
	}
	most := 1
	for _, byRule := range counts {
		for _, n := range byRule {
			most = max(most, n)
		}
	}
	evaluated := model.EvaluatedRules(h.r)
	cell := func(who *audit.Total, rule string) htmlCell {
		n := counts[who.Key][rule]
		switch {
		case n > 0:
			return htmlCell{Text: model.Count(n), Class: "some", Depth: float64(15+85*n/most) / 100,
				Link: query("rule", rule, "therapist", keyOf(who), "severity", filterGrave, "status", filterCounted)}
		case !evaluated[rule]:
			return htmlCell{Text: "–", Class: "few"}
		case who.Lines < model.TooFew:
			return htmlCell{Text: fmt.Sprintf("n<%d", model.TooFew), Class: "few"}
		}
		return htmlCell{Text: "0"}
	}
	t := &htmlTable{Name: "Findings by therapist and rule", Class: "grid", Caption: "Errors and warnings that are not accepted."}
	if len(list) <= widestGrid { // few therapists stand side by side, so that no rule lies beyond the edge
		t.Heads = append(t.Heads, htmlHead{Title: "rule"})
		for _, who := range list {
			t.Heads = append(t.Heads, htmlHead{Title: model.SafeText(model.KeyName(who))})
		}
		for _, rule := range rules {
			row := []htmlCell{{Text: rule + "  " + titles[rule], Head: true}}
			for _, who := range list {
				row = append(row, cell(who, rule))
			}
			t.Rows = append(t.Rows, row)
		}
	} else {
		t.Heads = append(t.Heads, htmlHead{Title: "therapist"})
		for _, rule := range rules {
			t.Heads = append(t.Heads, htmlHead{Title: rule})
		}
		for _, who := range list {
			row := []htmlCell{{Text: model.SafeText(model.KeyName(who)), Head: true}}
			for _, rule := range rules {
				row = append(row, cell(who, rule))
			}
			t.Rows = append(t.Rows, row)
		}
	}
	h.table(t)
	h.para("note", fmt.Sprintf("Number: findings; –: rule not evaluated on any line; n<%d: fewer than %d lines and no finding, too few to say.", model.TooFew, model.TooFew))
}

// htmlCard is the scorecard of one therapist.
type htmlCard struct {
	Name, Head string
	Link       template.URL
	Figures    []htmlFigure
	Rules      []htmlCell
	Alike      string
}

// scorecards shows one card per therapist in the order of the names: no ranks, no grades (REP-73 to REP-76).
func (h *htmlReport) scorecards() {
	h.part("scorecards", "Provider scorecards")
	list := model.Therapists(h.r)
	if len(list) == 0 {
		h.para("", "No line names a therapist.")
		return
	}
	peers := model.Comparable(list)
	text := "In the order of names. Findings belong to the therapist on the line. "
	if len(peers) < 3 {
		text += "Fewer than three therapists have 20 or more judged lines, so no medians are given. "
	} else {
		text += "The median is that of the therapists with 20 or more judged lines. "
	}
	h.para("small", text+"Documentation: lines without a documentation error. A rule marked * is found with nearly all therapists: process or set-up, not one person.")
	rules := model.RulesByTherapist(h.r)
	common, alike := model.CommonRules(rules, len(list)), model.LookAlikes(list)
	medians := map[string]string{}
	for _, f := range model.CardFigures(&audit.Total{}) {
		if f.Share != nil {
			medians[f.Label] = model.MedianShare(peers, f.Share)
		}
	}
	cards := make([]htmlCard, 0, len(list))
	for _, t := range list {
		card := htmlCard{Name: model.SafeText(t.Key), Link: h.show("therapist", keyOf(t)), Alike: strings.Join(safeList(alike[t.Key]), "; "),
			Head: fmt.Sprintf("%s, %s, %s judged", model.Plural(t.Lines, "line", "lines"), model.Plural(t.Visits, "visit", "visits"), model.Count(t.UnitLines))}
		few := t.UnitLines < model.TooFew
		if few {
			card.Head += "; too few to compare"
		}
		for _, f := range model.CardFigures(t) {
			figure := htmlFigure{Label: f.Label, Value: f.Value}
			switch {
			case f.Share != nil && few:
				figure.Value = f.Counts(t)
			case f.Share != nil && len(peers) >= 3:
				figure.Below = medians[f.Label]
			}
			card.Figures = append(card.Figures, figure)
		}
		for _, n := range rules[t.Key][:min(3, len(rules[t.Key]))] {
			mark := ""
			if common[n.Rule] {
				mark = "*"
			}
			card.Rules = append(card.Rules, htmlCell{Text: fmt.Sprintf("%s%s ×%s", n.Rule, mark, model.Count(n.N)),
				Link: query("rule", n.Rule, "therapist", keyOf(t), "severity", filterGrave, "status", filterCounted)})
		}
		cards = append(cards, card)
	}
	h.add(htmlBlock{Cards: cards})
}

// patterns lists the P rules apart, as reasons to look (REP-20).
func (h *htmlReport) patterns() {
	h.part("patterns", "Patterns")
	h.para("", "A pattern is a reason to look, not a finding of fault. Each names the test and the group it is compared with.")
	var found []*audit.RuleResult
	judged := 0
	for i := range h.r.Rules {
		rule := &h.r.Rules[i]
		if !strings.HasPrefix(rule.ID, "P") {
			continue
		}
		if rule.Evaluated > 0 {
			judged++
		}
		if rule.Findings > 0 {
			found = append(found, rule)
		}
	}
	switch {
	case len(found) > 0:
		slices.SortStableFunc(found, func(a, b *audit.RuleResult) int { return cmp.Compare(b.Findings, a.Findings) })
		var rows [][]string
		for _, rule := range found {
			rows = append(rows, []string{rule.ID, model.RuleTitle(rule.Name), model.Count(rule.Findings), rule.Purpose})
		}
		h.table(newTable("Patterns", []string{"rule", "pattern", "#findings", "test"}, rows).
			link(2, func(i int) template.URL { return h.show("rule", rows[i][0]) }))
	case judged == 0:
		h.para("", "No pattern rule could be evaluated on these files; section 4 says what was missing.")
	default:
		h.para("", "No pattern stood out in the "+model.Plural(judged, "pattern rule", "pattern rules")+" that could be evaluated.")
	}
}
