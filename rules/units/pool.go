package units

import (
	"cmp"
	"slices"
)

// MaxAllocations bounds what [Pool.Allocations] lists. [Pool.Valid] and [Pool.Nearest] know all of them.
const MaxAllocations = 1000

// Pool is the outcome of the Medicare rule for one day: the units the pooled minutes support and the codes that may
// carry them. An allocation is a list of units parallel to Codes.
type Pool struct {
	Codes    []Code
	Entries  []Entry
	Total    int // timed minutes of the day
	Units    int // supported units
	Unlisted int // of these, units that only 97130 could carry on a day that lists 97129 alone; no allocation holds them

	tied   []int // entries with equal remainders at the cut, of which …
	extras int   // … so many get one more unit
	capped bool  // an entry could not take a unit because 97129 is billed once
}

// Medicare pools the timed codes of a day (Pub. 100-04, chapter 5, section 20.2). Each code first gets its whole
// 15-minute blocks; the units of the total that are left go, one each, to the largest remainders, also to one below 8
// minutes. Between equal remainders any choice is valid. Codes with minutes and no billed units belong to the pool.
//
// A code with no remainder never gets one of the units that are left: k remainders of at most 14 minutes support
// at most (14k+7)/15 units, which is below k+1.
func Medicare(codes []Code) Pool {
	p := Pool{Codes: slices.Clone(codes), Entries: entries(codes)}
	left := 0
	for _, e := range p.Entries {
		p.Total += e.Minutes
		left -= e.Blocks
	}
	p.Units = Supported(p.Total)
	left += p.Units
	p.giveOut(left)

	for _, e := range p.Entries {
		p.Unlisted += e.place(p.certain(e), make([]int, len(codes)))
	}
	return p
}

// giveOut decides which entries get one of the units left after the whole blocks.
func (p *Pool) giveOut(left int) {
	if left == 0 {
		return
	}
	order := p.byRemainder()
	cut := p.Entries[order[left-1]].Remainder
	for _, at := range order {
		e := &p.Entries[at]
		switch {
		case e.Remainder > cut:
			e.Extra = ExtraCertain
			left--
		case e.Remainder == cut:
			p.tied = append(p.tied, at)
		}
		if e.Remainder >= cut && !e.takes(e.Blocks+1) {
			p.capped = true
		}
	}
	p.breakTies(left)
}

// breakTies takes the tied entries out of the tie that get a unit in any case. Where 97129 stands alone and is full, the
// unit goes to an entry that can carry it before it is given up as unlisted.
func (p *Pool) breakTies(left int) {
	slices.SortStableFunc(p.tied, func(a, b int) int {
		return cmp.Compare(p.cannotTake(a), p.cannotTake(b))
	})
	able := 0
	for _, at := range p.tied {
		able += 1 - p.cannotTake(at)
	}
	if left < able {
		p.tied, p.extras = p.tied[:able], left
		for _, at := range p.tied {
			p.Entries[at].Extra = ExtraTied
		}
		return
	}
	for _, at := range p.tied[:left] {
		p.Entries[at].Extra = ExtraCertain
	}
	p.tied = nil
}

// cannotTake is 1 for an entry without a code for one more unit, else 0.
func (p *Pool) cannotTake(at int) int {
	if e := p.Entries[at]; !e.takes(e.Blocks + 1) {
		return 1
	}
	return 0
}

// byRemainder orders the entries by remainder, largest first, equal ones as given.
func (p *Pool) byRemainder() []int {
	order := make([]int, len(p.Entries))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(p.Entries[b].Remainder, p.Entries[a].Remainder)
	})
	return order
}

// certain is the number of units that every valid allocation gives the entry.
func (p Pool) certain(e Entry) int {
	if e.Extra == ExtraCertain {
		return e.Blocks + 1
	}
	return e.Blocks
}

// allocate gives each entry its certain units, and one more to the chosen tied entries.
func (p Pool) allocate(chosen []int) []int {
	allocation := make([]int, len(p.Codes))
	for i, e := range p.Entries {
		units := p.certain(e)
		if slices.Contains(chosen, i) {
			units++
		}
		e.place(units, allocation)
	}
	return allocation
}

// Valid says whether the billed units, parallel to the codes, are one of the valid allocations.
func (p Pool) Valid(billed []int) bool {
	return len(billed) == len(p.Codes) && slices.Equal(billed, p.Nearest(billed))
}

// Nearest is the valid allocation that moves the fewest units of what was billed. Of several, it gives the tied units
// to codes with more billed units, then to those that come first. Units missing at the end of billed count as 0.
func (p Pool) Nearest(billed []int) []int {
	was := make([]int, len(p.Codes))
	copy(was, billed)

	// The tied entries are independent of each other: each gains or loses by one more unit whatever the others get.
	moved := func(e Entry, units int) (sum int) {
		now := make([]int, len(p.Codes))
		e.place(units, now)
		for _, at := range e.Members {
			sum += max(now[at]-was[at], was[at]-now[at])
		}
		return sum
	}
	cost := func(at int) int {
		e := p.Entries[at]
		return moved(e, e.Blocks+1) - moved(e, e.Blocks)
	}
	had := func(at int) (sum int) {
		for _, member := range p.Entries[at].Members {
			sum += was[member]
		}
		return sum
	}
	order := slices.Clone(p.tied)
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(cost(a), cost(b)), cmp.Compare(had(b), had(a)), cmp.Compare(a, b))
	})
	return p.allocate(order[:p.extras])
}

// Allocations lists the valid allocations, at most [MaxAllocations], those first that favour the codes that come first.
func (p Pool) Allocations() [][]int {
	var all [][]int
	chosen := make([]int, 0, p.extras)
	var choose func(from int)
	choose = func(from int) {
		if len(all) == MaxAllocations {
			return
		}
		if len(chosen) == p.extras {
			all = append(all, p.allocate(chosen))
			return
		}
		for i := from; i <= len(p.tied)-(p.extras-len(chosen)); i++ {
			chosen = append(chosen, p.tied[i])
			choose(i + 1)
			chosen = chosen[:len(chosen)-1]
		}
	}
	choose(0)
	return all
}
