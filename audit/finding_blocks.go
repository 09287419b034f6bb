package audit

import "slices"

// findingBlocks gathers findings. They are large, so that they stay where they were put until all are sorted.
type findingBlocks [][]Finding

const blockFindings = 128

func (b *findingBlocks) add(f Finding) { *b.next() = f }

// next adds an empty finding, to be filled where it stands.
func (b *findingBlocks) next() *Finding {
	last := len(*b) - 1
	if last < 0 || len((*b)[last]) == blockFindings {
		*b = append(*b, make([]Finding, 0, blockFindings))
		last++
	}
	block := &(*b)[last]
	*block = append(*block, Finding{})
	return &(*block)[len(*block)-1]
}

// findingMark is how far the blocks are filled.
type findingMark struct{ blocks, last int }

func (b findingBlocks) mark() findingMark {
	if len(b) == 0 {
		return findingMark{}
	}
	return findingMark{len(b), len(b[len(b)-1])}
}

// back takes away what was added since the mark.
func (b *findingBlocks) back(to findingMark) {
	*b = (*b)[:to.blocks]
	if to.blocks > 0 {
		last := &(*b)[to.blocks-1]
		*last = (*last)[:to.last]
	}
}

// each visits all findings but those that were taken back, which are empty.
func (b findingBlocks) each(do func(*Finding)) {
	for _, block := range b {
		for i := range block {
			if block[i].Rule != "" {
				do(&block[i])
			}
		}
	}
}

// sorted gives all findings in their total order.
func (b findingBlocks) sorted() []Finding {
	var order []*Finding
	b.each(func(f *Finding) { order = append(order, f) })
	slices.SortFunc(order, Compare)
	list := make([]Finding, len(order))
	for i, f := range order {
		list[i] = *f
	}
	return list
}
