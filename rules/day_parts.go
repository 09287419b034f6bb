package rules

import "otaudit/audit"

// byCode calls do for the lines of each procedure code of a day, in the order in which the codes first appear. Lines
// without a row in the code table are left out.
func byCode(day []*audit.Line, do func([]*audit.Line)) {
	parts(day, func(l *audit.Line) bool { return l.Proc != nil },
		func(a, b *audit.Line) bool { return a.Proc.Code == b.Proc.Code }, do)
}

// parts divides the lines into those that go together with the first line of a part. Days are short: the lines are
// compared with each other, and only a part of more than one line needs memory.
func parts(day []*audit.Line, of func(*audit.Line) bool, together func(a, b *audit.Line) bool, do func([]*audit.Line)) {
	var few [32]bool
	taken := few[:]
	if len(day) > len(few) {
		taken = make([]bool, len(day))
	}
	for i, first := range day {
		if taken[i] || !of(first) {
			continue
		}
		part := day[i : i+1 : i+1]
		for j := i + 1; j < len(day); j++ {
			if !taken[j] && of(day[j]) && together(first, day[j]) {
				taken[j] = true
				part = append(part, day[j])
			}
		}
		do(part)
	}
}

// without gives the lines but one.
func without(lines []*audit.Line, but *audit.Line) []*audit.Line {
	var rest []*audit.Line
	for _, l := range lines {
		if l != but {
			rest = append(rest, l)
		}
	}
	return rest
}

// totalUnits adds up the units of lines.
func totalUnits(lines []*audit.Line) int {
	sum := 0
	for _, l := range lines {
		sum += l.Units().Int()
	}
	return sum
}

// isTimed says whether the line's code is billed by time.
func isTimed(l *audit.Line) bool { return l.Proc != nil && l.Proc.Timed }

// isDistinctService says whether the line carries a modifier that calls it a separate service (NCCI Policy Manual,
// chapter I, section E).
func isDistinctService(l *audit.Line) bool { return l.Carries(audit.DistinctService) }

// wholeUnits says whether the line's units are readable, whole and not negative, and counts it as not evaluated if not.
func wholeUnits(p *audit.Pass, l *audit.Line) bool {
	if l.Units() >= 0 && l.Units().Whole() {
		return true
	}
	p.NotEvaluated(l, "units: not a whole number")
	return false
}

// withWholeUnits gives the lines whose units can be counted; it takes a new slice only if one has to go.
func withWholeUnits(p *audit.Pass, lines []*audit.Line) []*audit.Line {
	return keep(lines, func(l *audit.Line) bool { return wholeUnits(p, l) })
}

// keep gives the lines that are wanted, which is asked of each in turn: the list itself if all are.
func keep(lines []*audit.Line, wanted func(*audit.Line) bool) []*audit.Line {
	for i, l := range lines {
		if wanted(l) {
			continue
		}
		kept := append(make([]*audit.Line, 0, len(lines)), lines[:i]...)
		for _, l := range lines[i+1:] {
			if wanted(l) {
				kept = append(kept, l)
			}
		}
		return kept
	}
	return lines
}
