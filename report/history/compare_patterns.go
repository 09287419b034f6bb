package history

import (
	"cmp"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// recurrences lists the rules that met a therapist in both runs on different visits (REP-132).
func recurrences(now, earlier *audit.Result) []audit.Recurrence {
	current, past := meetings(now), meetings(earlier)
	var list []audit.Recurrence
	for key, visits := range current {
		before := past[key]
		if len(before) == 0 || sameVisits(visits, before) {
			continue
		}
		r := audit.Recurrence{Rule: key[0], Therapist: key[1], Evaluated: evaluatedLines(now, key), EarlierEvaluated: evaluatedLines(earlier, key)}
		for _, n := range visits {
			r.Findings += n
		}
		for _, n := range before {
			r.EarlierFindings += n
		}
		list = append(list, r)
	}
	slices.SortFunc(list, func(a, b audit.Recurrence) int {
		return cmp.Or(strings.Compare(a.Rule, b.Rule), strings.Compare(a.Therapist, b.Therapist))
	})
	return list
}

// meetings counts the open findings by rule and therapist, and by visit.
func meetings(r *audit.Result) map[[2]string]map[string]int {
	counts := map[[2]string]map[string]int{}
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Therapist == "" || !model.Open(f) {
			continue
		}
		key := [2]string{f.Rule, f.Therapist}
		if counts[key] == nil {
			counts[key] = map[string]int{}
		}
		counts[key][f.Visit]++
	}
	return counts
}

func sameVisits(a, b map[string]int) bool {
	if len(a) != len(b) {
		return false
	}
	for visit := range a {
		if b[visit] == 0 {
			return false
		}
	}
	return true
}

// evaluatedLines gives the lines of a therapist on which every applicable rule of the rule's family was evaluated.
func evaluatedLines(r *audit.Result, key [2]string) int {
	for _, t := range model.TotalsBy(r, "therapist") {
		if t.Key == key[1] {
			if f := model.Family(t, key[0][:1]); f != nil {
				return f.Evaluated
			}
		}
	}
	return 0
}
