package pdf

import (
	"cmp"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// ruleGroup is the findings of one rule: how many there are, and those shown in detail.
type ruleGroup struct {
	rule     string
	name     string
	severity audit.Severity
	money    audit.Cents // of all its findings, without sign: only for the order
	all      []*audit.Finding
	shown    []*audit.Finding
}

// fewest is the number of findings that every rule shows before the rest of the limit is shared out.
const fewest = 2

// groupByRule groups the findings by rule, gravest and dearest first, and shares the limit of details among the rules.
func groupByRule(r *audit.Result, limit int) []ruleGroup {
	byRule := map[string]*ruleGroup{}
	for i := range r.Findings {
		f := &r.Findings[i]
		g := byRule[f.Rule]
		if g == nil {
			g = &ruleGroup{rule: f.Rule, name: f.Name}
			byRule[f.Rule] = g
		}
		g.severity = max(g.severity, f.Severity)
		g.money += max(f.Impact.Money, -f.Impact.Money)
		g.all = append(g.all, f)
	}
	groups := make([]ruleGroup, 0, len(byRule))
	for _, id := range model.SortedKeys(byRule) {
		groups = append(groups, *byRule[id])
	}
	slices.SortStableFunc(groups, func(a, b ruleGroup) int {
		return cmp.Or(cmp.Compare(b.severity, a.severity), cmp.Compare(b.money, a.money), cmp.Compare(len(b.all), len(a.all)))
	})
	sizes := make([]int, len(groups))
	for i := range groups {
		sizes[i] = len(groups[i].all)
	}
	for i, n := range fairShares(sizes, limit) {
		groups[i].shown = topFindings(groups[i].all, n)
	}
	return groups
}

// fairShares gives every group its fewest, then shares what is left evenly until groups or limit are used up. The
// fewest stand even if they exceed the limit.
func fairShares(sizes []int, limit int) []int {
	shares := make([]int, len(sizes))
	for i, size := range sizes {
		shares[i] = min(size, fewest)
		limit -= shares[i]
	}
	for limit > 0 {
		open := 0
		for i := range sizes {
			if shares[i] < sizes[i] {
				open++
			}
		}
		if open == 0 {
			break
		}
		step := max(1, limit/open)
		for i := range sizes {
			more := min(step, sizes[i]-shares[i], limit)
			shares[i] += more
			limit -= more
		}
	}
	return shares
}

// topFindings picks n findings, the gravest and dearest first, and puts them in the order of patient and visit.
func topFindings(all []*audit.Finding, n int) []*audit.Finding {
	list := slices.Clone(all)
	size := func(f *audit.Finding) audit.Cents { return max(f.Impact.Money, -f.Impact.Money) }
	slices.SortStableFunc(list, func(a, b *audit.Finding) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(size(b), size(a)), audit.Compare(a, b))
	})
	list = list[:n]
	slices.SortStableFunc(list, func(a, b *audit.Finding) int {
		return cmp.Or(strings.Compare(a.Patient, b.Patient), strings.Compare(a.Date, b.Date), strings.Compare(a.Visit, b.Visit), audit.Compare(a, b))
	})
	return list
}
