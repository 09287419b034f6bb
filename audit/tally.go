package audit

// tally is one worker's share of the outcome. Shares are added up and the findings sorted at the end, so that the
// number of workers cannot be seen in the result.
type tally struct {
	lines    []Line // all lines of the run, for edits that name one by number
	findings []Finding
	rules    []ruleTally // by the number of the rule
	failures []Failure
	phase    int
}

type ruleTally struct {
	applicable int
	causes     map[string]int
	// The cause named last and how often since: neighbouring lines lack the same.
	last  string
	lastN int
}

// settle books the cause named last.
func (r *ruleTally) settle() {
	if r.lastN == 0 {
		return
	}
	if r.causes == nil {
		r.causes = map[string]int{}
	}
	r.causes[r.last] += r.lastN
	r.lastN = 0
}

// evaluated counts the lines that the rule judged.
func (r *ruleTally) evaluated() int {
	n := r.applicable
	for _, missing := range r.causes {
		n -= missing
	}
	return n
}

func newTally(lines []Line, rules int) *tally {
	return &tally{lines: lines, rules: make([]ruleTally, rules)}
}

func (t *tally) line(index int32) *Line { return &t.lines[index] }

func (t *tally) notEvaluated(number int, l *Line, cause string) {
	count := &t.rules[number]
	if cause != count.last {
		count.settle()
		count.last = cause
	}
	count.lastN++
	l.marks[t.phase].unjudged.add(number)
}

func (t *tally) fail(r *Rule, l *Line, what string) {
	t.failures = append(t.failures, Failure{Rule: r.ID, Cell: Ref{l.Layout.Sheet, l.Row, 0}, What: what})
}

func (t *tally) add(o *tally) {
	t.findings = append(t.findings, o.findings...)
	t.failures = append(t.failures, o.failures...)
	for i := range o.rules {
		o.rules[i].settle()
		sum := &t.rules[i]
		sum.applicable += o.rules[i].applicable
		for cause, n := range o.rules[i].causes {
			if sum.causes == nil {
				sum.causes = map[string]int{}
			}
			sum.causes[cause] += n
		}
	}
}
