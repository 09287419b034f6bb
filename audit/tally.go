package audit

// tally is one worker's share of the outcome. Shares are added up and the findings sorted at the end, so that the
// number of workers cannot be seen in the result.
type tally struct {
	lines    []Line // all lines of the run, for edits that name one by number
	findings []Finding
	rules    map[*Rule]*ruleTally
	failures []Failure
}

type ruleTally struct {
	applicable int
	causes     map[string]int
}

func newTally(lines []Line) *tally {
	return &tally{lines: lines, rules: map[*Rule]*ruleTally{}}
}

func (t *tally) line(index int32) *Line { return &t.lines[index] }

func (t *tally) rule(r *Rule) *ruleTally {
	count := t.rules[r]
	if count == nil {
		count = &ruleTally{causes: map[string]int{}}
		t.rules[r] = count
	}
	return count
}

func (t *tally) notEvaluated(r *Rule, l *Line, cause string) {
	t.rule(r).causes[cause]++
	l.unjudged |= family(r.Family())
}

func (t *tally) fail(r *Rule, l *Line, what string) {
	t.failures = append(t.failures, Failure{Rule: r.ID, Cell: Ref{l.Layout.Sheet, l.Row, 0}, What: what})
}

func (t *tally) add(o *tally) {
	t.findings = append(t.findings, o.findings...)
	t.failures = append(t.failures, o.failures...)
	for r, count := range o.rules {
		sum := t.rule(r)
		sum.applicable += count.applicable
		for cause, n := range count.causes {
			sum.causes[cause] += n
		}
	}
}
