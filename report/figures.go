package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"otaudit/audit"
)

// Figures that several forms of the report show are computed here once, so that no two of them can differ.

// familyCount is what the open findings of one family of rules come to.
type familyCount struct {
	letter                            string
	findings, errors, warnings, notes int
}

// familyCounts counts the open findings by family, most first.
func familyCounts(r *audit.Result) []familyCount {
	counts := map[string]*familyCount{}
	for i := range r.Findings {
		f := &r.Findings[i]
		if !Open(f) || f.Rule == "" {
			continue
		}
		letter := familyOf(f.Rule)
		if counts[letter] == nil {
			counts[letter] = &familyCount{letter: letter}
		}
		n := counts[letter]
		n.findings++
		switch f.Severity {
		case audit.Error:
			n.errors++
		case audit.Warning:
			n.warnings++
		default:
			n.notes++
		}
	}
	var list []familyCount
	for _, letter := range sortedKeys(counts) {
		list = append(list, *counts[letter])
	}
	slices.SortStableFunc(list, func(a, b familyCount) int { return cmp.Compare(b.findings, a.findings) })
	return list
}

// familyOf gives the letter of a rule's family.
func familyOf(rule string) string {
	for i := range rule {
		if i > 0 {
			return rule[:i]
		}
	}
	return rule
}

// heatCounts counts open errors and warnings by therapist and rule; rules come most frequent first.
func heatCounts(r *audit.Result) (map[string]map[string]int, []string) {
	counts, byRule := map[string]map[string]int{}, map[string]int{}
	for i := range r.Findings {
		f := &r.Findings[i]
		if !Open(f) || f.Severity == audit.Info || f.Therapist == "" {
			continue
		}
		if counts[f.Therapist] == nil {
			counts[f.Therapist] = map[string]int{}
		}
		counts[f.Therapist][f.Rule]++
		byRule[f.Rule]++
	}
	rules := sortedKeys(byRule)
	slices.SortStableFunc(rules, func(a, b string) int { return cmp.Compare(byRule[b], byRule[a]) })
	return counts, rules
}

// evaluatedRules says which rules judged at least one line.
func evaluatedRules(r *audit.Result) map[string]bool {
	evaluated := map[string]bool{}
	for i := range r.Rules {
		evaluated[r.Rules[i].ID] = r.Rules[i].Evaluated > 0
	}
	return evaluated
}

// ruleCount is how often a rule was found with one therapist, with the first finding ids.
type ruleCount struct {
	rule string
	n    int
	ids  []string
}

// rulesByTherapist counts the open errors and warnings of each therapist by rule, most frequent first.
func rulesByTherapist(r *audit.Result) map[string][]ruleCount {
	counts := map[string]map[string]*ruleCount{}
	for i := range r.Findings {
		f := &r.Findings[i]
		if !Open(f) || f.Severity == audit.Info || f.Therapist == "" {
			continue
		}
		if counts[f.Therapist] == nil {
			counts[f.Therapist] = map[string]*ruleCount{}
		}
		n := counts[f.Therapist][f.Rule]
		if n == nil {
			n = &ruleCount{rule: f.Rule}
			counts[f.Therapist][f.Rule] = n
		}
		n.n++
		if len(n.ids) < 2 {
			n.ids = append(n.ids, f.ID)
		}
	}
	lists := map[string][]ruleCount{}
	for who, rules := range counts {
		for _, id := range sortedKeys(rules) {
			lists[who] = append(lists[who], *rules[id])
		}
		slices.SortStableFunc(lists[who], func(a, b ruleCount) int { return cmp.Compare(b.n, a.n) })
	}
	return lists
}

// commonRules are those found with at least nine in ten of three or more therapists (REP-75).
func commonRules(rules map[string][]ruleCount, therapists int) map[string]bool {
	with := map[string]int{}
	for _, list := range rules {
		for _, n := range list {
			with[n.rule]++
		}
	}
	common := map[string]bool{}
	for rule, n := range with {
		common[rule] = therapists >= 3 && n*10 >= therapists*9
	}
	return common
}

// lookAlikes lists for each name the others with the same words, whatever their order, case and marks (REP-76). Such
// names stay apart: only an alias file joins them.
func lookAlikes(list []*audit.Total) map[string][]string {
	fold := func(name string) string {
		words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		slices.Sort(words)
		return strings.Join(words, " ")
	}
	groups := map[string][]string{}
	for _, t := range list {
		groups[fold(t.Key)] = append(groups[fold(t.Key)], t.Key)
	}
	alike := map[string][]string{}
	for _, t := range list {
		for _, other := range groups[fold(t.Key)] {
			if other != t.Key && fold(t.Key) != "" {
				alike[t.Key] = append(alike[t.Key], other)
			}
		}
	}
	return alike
}

// CorrectionsText says how many corrections became what. All that print it print this text.
func CorrectionsText(c audit.Corrections) string {
	return fmt.Sprintf("%s applied, %s for review, %s by hand, %s held back", count(c.Applied), count(c.Review), count(c.Manual), count(c.Held))
}

// keyFigure is one of the figures that stand largest on the summary.
type keyFigure struct{ label, value, below string }

// keyFigures gives over-billing and under-billing of units side by side in the same form (REP-65), their net and the share
// of lines supported by units; and the sentence that says on what the dollars rest.
func keyFigures(all *audit.Total, m *Money) ([]keyFigure, string) {
	good := all.UnitLines - all.OverLines - all.UnderLines
	supported := notDeterminable
	if all.UnitLines > 0 {
		supported = percent(int64(good), int64(all.UnitLines))
	}
	figures := []keyFigure{
		{"Potential over-billing, units", dollars(m.Over), unitsText(all.OverUnits) + " on " + plural(all.OverLines, "line", "lines")},
		{"Potential under-billing, units", dollars(m.Under), unitsText(all.UnderUnits) + " on " + plural(all.UnderLines, "line", "lines")},
		{"Net of units, over less under", dollars(m.Net), "gross " + dollars(m.Gross)},
		{"Supported as billed, by units", supported, count(good) + " of " + plural(all.UnitLines, "line", "lines")},
	}
	basis := "Dollars are differences in units " + m.Basis + ", each line counted once."
	if m.NoPrice > 0 {
		basis += " " + plural(m.NoPrice, "line", "lines") + " with a difference " + noun(m.NoPrice, "has", "have") + " no price and " +
			noun(m.NoPrice, "is", "are") + " not in the dollars."
	}
	if n := m.Accepted; n > 0 {
		basis += " " + plural(n, "finding is", "findings are") + " accepted and " + noun(n, "its correction is", "their corrections are") +
			" not written; the figures of units and the accuracies still count " + noun(n, "its line", "their lines") + "."
	}
	if all.UnitLines == 0 {
		basis = "No line could be judged for units: the dollars above are not a result."
	}
	return figures, basis
}
