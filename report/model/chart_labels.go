package model

import (
	"fmt"
	"strings"

	"otaudit/audit"
)

// ChartLabels shortens the names of totals for the room that a chart has for them. Names that would read the same lose
// their middle instead of their end; those that still do are numbered.
func ChartLabels(list []*audit.Total, fits func(string) bool) []string {
	labels, same := make([]string, len(list)), map[string]int{}
	for i, t := range list {
		labels[i] = shortened(KeyName(t), fits, withoutEnd)
		same[labels[i]]++
	}
	taken := map[string]int{}
	for i, t := range list {
		if same[labels[i]] > 1 {
			labels[i] = shortened(KeyName(t), fits, withoutMiddle)
		}
		if taken[labels[i]]++; taken[labels[i]] > 1 {
			labels[i] = shortened(fmt.Sprintf("%d: %s", taken[labels[i]], KeyName(t)), fits, withoutMiddle)
		}
	}
	return labels
}

// shortened leaves as much of a name as fits.
func shortened(name string, fits func(string) bool, keep func(runes []rune, n int) string) string {
	name = SafeText(name)
	runes := []rune(name)
	for n := len(runes) - 1; n > 0 && !fits(name); n-- {
		name = keep(runes, n)
	}
	return name
}

func withoutEnd(runes []rune, n int) string { return strings.TrimRight(string(runes[:n]), " ") + "…" }

func withoutMiddle(runes []rune, n int) string {
	return string(runes[:(n+1)/2]) + "…" + string(runes[len(runes)-n/2:])
}
