package model

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"otaudit/audit"
)

// Figures that several forms of the report show are computed here once, so that no two of them can differ.

// familyCount is what the open findings of one family of rules come to.
type familyCount struct {
	Letter                            string
	Findings, errors, warnings, notes int
}

// familyCounts counts the open findings by family, most first.
func familyCounts(r *audit.Result) []familyCount {
	counts := map[string]*familyCount{}
	for i := range r.Findings {
		f := &r.Findings[i]
		if !Open(f) || f.Rule == "" {
			continue
		}
		letter := FamilyOf(f.Rule)
		if counts[letter] == nil {
			counts[letter] = &familyCount{Letter: letter}
		}
		n := counts[letter]
		n.Findings++
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
	for _, letter := range SortedKeys(counts) {
		list = append(list, *counts[letter])
	}
	slices.SortStableFunc(list, func(a, b familyCount) int { return cmp.Compare(b.Findings, a.Findings) })
	return list
}

// FamilyOf gives the letter of a rule's family.
func FamilyOf(rule string) string {
	for i := range rule {
		if i > 0 {
			return rule[:i]
		}
	}
	return rule
}

// HeatCounts counts open errors and warnings by therapist and rule; rules come most frequent first.
func HeatCounts(r *audit.Result) (map[string]map[string]int, []string) {
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
	rules := SortedKeys(byRule)
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

// RuleCount is how often a rule was found with one therapist, with the first finding ids.
type RuleCount struct {
	Rule string
	N    int
	ids  []string
}

// rulesByTherapist counts the open errors and warnings of each therapist by rule, most frequent first.
func rulesByTherapist(r *audit.Result) map[string][]RuleCount {
	counts := map[string]map[string]*RuleCount{}
	for i := range r.Findings {
		f := &r.Findings[i]
		if !Open(f) || f.Severity == audit.Info || f.Therapist == "" {
			continue
		}
		if counts[f.Therapist] == nil {
			counts[f.Therapist] = map[string]*RuleCount{}
		}
		n := counts[f.Therapist][f.Rule]
		if n == nil {
			n = &RuleCount{Rule: f.Rule}
			counts[f.Therapist][f.Rule] = n
		}
		n.N++
		if len(n.ids) < 2 {
			n.ids = append(n.ids, f.ID)
		}
	}
	lists := map[string][]RuleCount{}
	for who, rules := range counts {
		for _, id := range SortedKeys(rules) {
			lists[who] = append(lists[who], *rules[id])
		}
		slices.SortStableFunc(lists[who], func(a, b RuleCount) int { return cmp.Compare(b.N, a.N) })
	}
	return lists
}

// commonRules are those found with at least nine in ten of three or more therapists (REP-75).
func commonRules(rules map[string][]RuleCount, therapists int) map[string]bool {
	with := map[string]int{}
	for _, list := range rules {
		for _, n := range list {
			with[n.Rule]++
		}
	}
	common := map[string]bool{}
	for rule, n := range with {
		common[rule] = therapists >= 3 && n*10 >= therapists*9
	}
	return common
}

// lookAlikes gives for a name the first others with the same words, whatever their order, case and marks (REP-76). Such
// names stay apart: only an alias file joins them.
func lookAlikes(list []*audit.Total) func(name string) []string {
	fold := func(name string) string {
		words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		slices.Sort(words)
		return strings.Join(words, " ")
	}
	groups := map[string][]string{}
	for _, t := range list {
		if words := fold(t.Key); words != "" {
			groups[words] = append(groups[words], t.Key)
		}
	}
	return func(name string) []string {
		const most = 5
		var alike []string
		for _, other := range groups[fold(name)] {
			if other != name && len(alike) < most {
				alike = append(alike, other)
			}
		}
		return alike
	}
}

// CorrectionsText says how many corrections became what; what is zero is left out. All that print it print this text.
func CorrectionsText(c audit.Corrections) string {
	var parts []string
	for _, part := range []struct {
		n    int
		what string
	}{{c.Applied, "applied"}, {c.Review, "for review"}, {c.Manual, "by hand"}, {c.Held, "held back"}} {
		if part.n > 0 {
			parts = append(parts, Count(part.n)+" "+part.what)
		}
	}
	if len(parts) == 0 {
		return "none"
	}
	return strings.Join(parts, ", ")
}
