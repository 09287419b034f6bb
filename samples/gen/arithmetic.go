package main

import "slices"

// unitsOf gives the 15-minute units of so many minutes: one is earned with its eighth minute.
func unitsOf(minutes int) int { return (minutes + 7) / 15 }

// pooled shares the units of a day's timed minutes among its lines, as Medicare wants it: whole quarters of an hour
// first, then one each to the largest remainders. settled is false if equal remainders leave the choice open.
func pooled(minutes []int) (units []int, settled bool) {
	total, given := 0, 0
	units = make([]int, len(minutes))
	order := make([]int, len(minutes))
	for i, m := range minutes {
		units[i], order[i] = m/15, i
		total, given = total+m, given+m/15
	}
	slices.SortStableFunc(order, func(a, b int) int { return minutes[b]%15 - minutes[a]%15 })
	left := unitsOf(total) - given
	for _, i := range order[:left] {
		units[i]++
	}
	settled = left == 0 || left == len(order) || minutes[order[left-1]]%15 != minutes[order[left]]%15
	return units, settled
}

// separate gives each line the units of its own minutes, as most commercial payers want it.
func separate(minutes []int) []int {
	units := make([]int, len(minutes))
	for i, m := range minutes {
		units[i] = unitsOf(m)
	}
	return units
}

func sum(list []int) int {
	total := 0
	for _, n := range list {
		total += n
	}
	return total
}
