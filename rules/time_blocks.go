package rules

import (
	"cmp"
	"slices"

	"otaudit/audit"
)

// block is a stretch of time with the lines that were given in it: one service if the log times services, else a visit.
type block struct {
	lines      []*audit.Line
	start, end audit.Clock
}

func (b *block) first() *audit.Line { return b.lines[0] }

// isOneOnOne says whether the line's code is given by one person to one patient at a time. Groups, supervised modalities,
// reporting codes and services without the patient are not.
func isOneOnOne(l *audit.Line) bool {
	if l.Proc == nil {
		return false
	}
	switch l.Proc.Kind {
	case "evaluation", "procedure", "modality_attended", "cognitive", "orthotic", "assistive", "test", "wound":
		return true
	}
	return false
}

// isGroup says whether the line bills a group of patients.
func isGroup(l *audit.Line) bool { return l.Proc != nil && l.Proc.Kind == "group" }

// withSpan gives the lines whose end lies after their start, and counts the others as not evaluated. The lines have
// both times.
func withSpan(p *audit.Pass, lines []*audit.Line) []*audit.Line {
	return keep(lines, func(l *audit.Line) bool {
		if l.Clock(audit.EndTime) > l.Clock(audit.StartTime) {
			return true
		}
		p.NotEvaluated(l, "end_time: not after start_time")
		return false
	})
}

// blocksOfDay divides the lines of one patient's day into blocks, in the order of their starts; none if it would be one, with
// which nothing can overlap. Equal start and end on all lines of a visit, or on a person's lines of it, are the visit's times
// and make one block. In a log without visit ids, a person's lines with equal times are taken as a visit.
func blocksOfDay(lines []*audit.Line) []block {
	if len(lines) == 0 || isOneBlock(lines) {
		return nil
	}
	var blocks []block
	parts(lines, everyLine, audit.SameVisit, func(visit []*audit.Line) {
		if haveEqualTimes(visit) {
			blocks = append(blocks, blockOf(visit))
			return
		}
		parts(visit, everyLine, sameTherapist, func(person []*audit.Line) {
			switch {
			case haveEqualTimes(person):
				blocks = append(blocks, blockOf(person))
			case person[0].Has(audit.VisitID):
				for i := range person {
					blocks = append(blocks, blockOf(person[i:i+1]))
				}
			default:
				parts(person, everyLine, sameTimes, func(part []*audit.Line) { blocks = append(blocks, blockOf(part)) })
			}
		})
	})
	sortBlocks(blocks)
	return blocks
}

// isOneBlock says whether the lines are a visit with one start and one end: most days.
func isOneBlock(lines []*audit.Line) bool {
	for _, l := range lines[1:] {
		if !audit.SameVisit(lines[0], l) || !sameTimes(lines[0], l) {
			return false
		}
	}
	return true
}

// blockOf makes a block of lines with equal times.
func blockOf(lines []*audit.Line) block {
	return block{lines, lines[0].Clock(audit.StartTime), lines[0].Clock(audit.EndTime)}
}

func sortBlocks(blocks []block) {
	slices.SortFunc(blocks, func(a, b block) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.first().Index, b.first().Index))
	})
}

func sameTherapist(a, b *audit.Line) bool {
	return a.Symbol(audit.Therapist) == b.Symbol(audit.Therapist)
}

func sameTimes(a, b *audit.Line) bool {
	return a.Clock(audit.StartTime) == b.Clock(audit.StartTime) && a.Clock(audit.EndTime) == b.Clock(audit.EndTime)
}

func haveEqualTimes(lines []*audit.Line) bool {
	for _, l := range lines[1:] {
		if !sameTimes(l, lines[0]) {
			return false
		}
	}
	return true
}

// overlaps calls do for every block that begins before the end of an earlier one it conflicts with: once, with the one
// that ends last. The blocks are sorted by start, so that a block that has ended is never looked at again.
func overlaps(blocks []block, conflict func(a, b *block) bool, do func(later, earlier *block)) {
	var running []*block
	for i := range blocks {
		b := &blocks[i]
		running = slices.DeleteFunc(running, func(r *block) bool { return r.end <= b.start })
		var with *block
		for _, r := range running {
			if conflict(r, b) && (with == nil || r.end > with.end) {
				with = r
			}
		}
		if with != nil {
			do(b, with)
		}
		running = append(running, b)
	}
}

// sharedMinutes is the time that two overlapping blocks have in common.
func sharedMinutes(a, b *block) int { return int(min(a.end, b.end) - max(a.start, b.start)) }

func everyLine(*audit.Line) bool { return true }

// takesThePatient says whether a service needs the patient's presence with a person, alone or in a group.
func takesThePatient(l *audit.Line) bool { return isOneOnOne(l) || isGroup(l) }
