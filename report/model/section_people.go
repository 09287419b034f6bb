package model

import (
	"fmt"
	"strings"

	"otaudit/audit"
)

// The most therapists that stand side by side above the grid, and the most rules: so that no number is too small.
const (
	gridTherapists = 8
	gridRules      = 14
)

// therapistGrid is the findings by therapist and rule, the number in each cell, shade as a second cue (REP-57).
func therapistGrid(r *audit.Result, list []*audit.Total) []Block {
	counts, rules := HeatCounts(r)
	if len(rules) == 0 {
		return []Block{Paragraph{Small, "No open error or warning is on a line with a therapist."}}
	}
	across := len(list) > gridTherapists // rules stand above the grid
	more := 0
	if across {
		more = max(0, len(rules)-gridRules)
		rules = rules[:len(rules)-more]
	}
	titles := map[string]string{}
	for i := range r.Rules {
		titles[r.Rules[i].ID] = RuleTitle(r.Rules[i].Name)
	}
	evaluated, most := evaluatedRules(r), 1
	for _, byRule := range counts {
		for _, n := range byRule {
			most = max(most, n)
		}
	}
	t := &Table{Name: "Findings by therapist and rule", MoreIn: "findings.csv", Small: true}
	at := func(row, column int) (*audit.Total, string) { return list[column-1], rules[row] }
	if across {
		list, t.Left = first(list, MostRows)
		at = func(row, column int) (*audit.Total, string) { return list[row], rules[column-1] }
		t.Columns = []Column{wide("therapist", 1)}
		for _, rule := range rules {
			t.Columns = append(t.Columns, numbers(rule))
		}
		for _, who := range list {
			t.Rows = append(t.Rows, []string{keyName(who)})
		}
	} else {
		t.Columns = []Column{wide("rule", 1)}
		for _, who := range list {
			t.Columns = append(t.Columns, Column{keyName(who), Numbers, 0})
		}
		for _, rule := range rules {
			t.Rows = append(t.Rows, []string{strings.TrimSpace(rule + "  " + titles[rule])})
		}
	}
	for i := range t.Rows {
		for j := 1; j < len(t.Columns); j++ {
			who, rule := at(i, j)
			text := Count(counts[who.Key][rule])
			switch {
			case counts[who.Key][rule] > 0:
			case !evaluated[rule]:
				text = "–"
			case who.Lines < tooFew:
				text = fmt.Sprintf("n<%d", tooFew)
			}
			t.Rows[i] = append(t.Rows[i], text)
		}
	}
	found := func(row, column int) int {
		if column == 0 {
			return 0
		}
		who, rule := at(row, column)
		return counts[who.Key][rule]
	}
	t.Shade = func(row, column int) float64 {
		if n := found(row, column); n > 0 {
			return float64(15+85*n/most) / 100
		}
		return 0
	}
	t.Behind = func(row, column int) Filter {
		if found(row, column) == 0 {
			return nil
		}
		who, rule := at(row, column)
		return FindingsOf(rule, keyOf(who))
	}
	note := fmt.Sprintf("Errors and warnings that are not accepted. –: rule not evaluated on any line; n<%d: fewer than %d lines and no finding, too few to say.", tooFew, tooFew)
	if more > 0 {
		note += fmt.Sprintf(" The %d most frequent rules are shown; %s in findings.csv.", gridRules, Plural(more, "more is", "more are"))
	}
	return []Block{t, Paragraph{Note, note}}
}

// Card is the scorecard of one therapist.
type Card struct {
	Name, Head string
	Figures    []Figure // what stands below a figure is the median
	Frequent   []RuleCount
	Common     map[string]bool // rules found with nearly all therapists
	Alike      []string        // other names with the same words
	Behind     Filter
}

// FrequentText names the most frequent rules of the card with their first findings.
func (c *Card) FrequentText() string {
	var parts []string
	for _, n := range c.Frequent {
		parts = append(parts, c.RuleText(n)+" ("+strings.Join(Present(n.ids...), ", ")+")")
	}
	if len(parts) == 0 {
		return "none"
	}
	return strings.Join(parts, "; ") + "; all are in findings.csv"
}

// RuleText is a rule and how often it was found, with a mark if it is found with nearly all therapists.
func (c *Card) RuleText(n RuleCount) string {
	mark := ""
	if c.Common[n.Rule] {
		mark = "*"
	}
	return fmt.Sprintf("%s%s ×%s", n.Rule, mark, Count(n.N))
}

// The labels of a card beside those of its figures.
const (
	FrequentLabel = "most frequent rules"
	AlikeLabel    = "similar names"
)

// scorecardBlocks are one card for each therapist in the order of the names: no ranks, no grades (REP-73 to REP-76).
func scorecardBlocks(p *Report) []Block {
	list := NamedTherapists(p.Result)
	if len(list) == 0 {
		return []Block{Paragraph{Body, "No line names a therapist."}}
	}
	peers := comparable(list)
	text := fmt.Sprintf("Medians are of the therapists with %d or more evaluated lines.", tooFew)
	if len(peers) < 3 {
		text = fmt.Sprintf("Fewer than three therapists have %d or more evaluated lines, so no medians are given.", tooFew)
	}
	rules := rulesByTherapist(p.Result)
	common, alike := commonRules(rules, len(list)), lookAlikes(list)
	list, left := first(list, MostCards)
	cards, medians := Cards{Left: left}, map[int]string{} // by figure
	for _, t := range list {
		few := t.UnitLines < tooFew
		card := Card{Name: t.Key, Common: common, Alike: alike(t.Key), Frequent: rules[t.Key][:min(3, len(rules[t.Key]))], Behind: filter("therapist", keyOf(t)),
			Head: p.rates.ofUnits(t).text + ", " + Plural(t.Visits, "visit", "visits")}
		if few {
			card.Head += "; too few to compare"
		}
		for i, f := range p.rates.cardFigures(t) {
			figure := Figure{Label: f.Label, Value: f.Value}
			if f.Share != nil && few {
				figure.Value = f.Counts(t)
			} else if f.Share != nil {
				median, known := medians[i]
				if !known {
					median = medianShare(peers, f.Share)
					medians[i] = median
				}
				if median != "" {
					figure.Below = "median " + median
				}
			}
			card.Figures = append(card.Figures, figure)
		}
		cards.List = append(cards.List, card)
	}
	return []Block{Paragraph{Small, "In alphabetical order. Findings belong to the therapist on the line. " + text +
		" In brackets: the checks made, of all that there are; visits count those without an error, modifiers and documentation the lines. A rule marked * is found with nearly all therapists: a process or setup issue, not one person."}, cards}
}

// patternBlocks list the P rules apart, as reasons to look (REP-20).
func patternBlocks(p *Report) []Block {
	r := p.Result
	b := blocks{Paragraph{Body, "A pattern is a reason to look, not a finding of fault. Each names the test and the group it is compared with."}}
	t := &Table{Name: "Patterns", Columns: []Column{words("rule"), wide("pattern", 2), numbers("findings"), wide("test", 4)}}
	evaluated := 0
	for i := range r.Rules {
		rule := &r.Rules[i]
		if !IsPattern(rule.ID) {
			continue
		}
		if rule.Evaluated > 0 {
			evaluated++
		}
		if rule.Findings > 0 {
			t.Rows = append(t.Rows, []string{rule.ID, RuleTitle(rule.Name), Count(rule.Findings), rule.Purpose})
		}
	}
	t.Behind = byColumn(func(i int) Filter { return filter("rule", t.Rows[i][0]) }, map[int]Filter{2: nil})
	switch {
	case len(t.Rows) > 0:
		b.add(t, FindingList{Patterns: true})
	case evaluated == 0:
		b.text(Body, fmt.Sprintf("No pattern rule could be evaluated on these files; %q lists what was missing.", titleCoverage))
	default:
		b.text(Body, "No pattern stood out in the "+Plural(evaluated, "pattern rule", "pattern rules")+" that could be evaluated.")
	}
	return b
}

// IsPattern reports whether a rule looks at patterns over many lines.
func IsPattern(rule string) bool { return strings.HasPrefix(rule, "P") }
