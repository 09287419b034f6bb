package audit

import "fmt"

// tally is one worker's share of the outcome. Shares are added up and the findings sorted at the end, so that the
// number of workers cannot be seen in the result.
type tally struct {
	lines    []Line // all lines of the run, for edits that name one by number
	aside    []Line // numbered on behind them
	found    findingBlocks
	findings []Finding   // the same in order, once all are found
	rules    []ruleTally // by the number of the rule
	failures []Failure
	phase    phase
	doubts   []openDoubt // of patients' days
	// overruled are findings as the rules made them, where another finding covers them or a doubt changed them.
	overruled []matter
	unjudged  setSteps
}

type ruleTally struct {
	applicable int
	items, met int                 // judged as a whole; of these, as they should be
	files      map[string]compared // of rules that are summed up by file
	causes     map[string]int
	// The cause named last and how often since: neighbouring lines lack the same.
	last  string
	lastN int
}

// name counts lines that the rule could not judge.
func (r *ruleTally) name(cause string, n int) {
	if cause != r.last {
		r.recordLastCause()
		r.last = cause
	}
	r.lastN += n
}

// recordLastCause books the cause named last.
func (r *ruleTally) recordLastCause() {
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

func newTally(lines []Line, sets *ruleSets, rules int) *tally {
	return &tally{lines: lines, rules: make([]ruleTally, rules), unjudged: setSteps{sets: sets, known: map[setStep]setNumber{}}}
}

func (t *tally) line(index int32) *Line {
	if at := int(index) - len(t.lines); at >= 0 {
		return &t.aside[at]
	}
	return &t.lines[index]
}

func (t *tally) notEvaluated(number int, l *Line, cause string) {
	t.rules[number].name(cause, 1)
	l.marks[t.phase].unjudged = t.unjudged.with(l.marks[t.phase].unjudged, number)
}

// countKinds books what holds for whole kinds of lines: the rules that look at every line, and those that cannot judge them.
func (t *tally) countKinds(lines []Line) {
	counts := map[*lineClass]int{}
	for i := 0; i < len(lines); {
		k, start := lines[i].lineClass, i
		for i < len(lines) && lines[i].lineClass == k {
			i++
		}
		counts[k] += i - start
	}
	for k, n := range counts {
		for number := range t.rules {
			if !k.counted.has(number) {
				continue
			}
			t.rules[number].applicable += n
			if k.unjudged.has(number) {
				t.rules[number].name(k.cause(number), n)
			}
			t.rules[number].recordLastCause()
		}
	}
}

func (t *tally) fail(r *Rule, l *Line, what string) {
	t.failures = append(t.failures, failureOf(r, l, what))
}

func failureOf(r *Rule, l *Line, what string) Failure {
	return Failure{Rule: r.ID, Cell: Ref{l.Layout.Sheet, l.Row, 0}, What: what}
}

// ruleStopped is the cause of lines that a rule did not judge because it panicked.
const ruleStopped = "the rule stopped"

func stopped(problem any) string { return fmt.Sprintf("%s: %v", ruleStopped, problem) }

// overrule notes what a rule found before it was taken back or changed: the proof pass may find it again.
func (t *tally) overrule(f *Finding) {
	t.overruled = append(t.overruled, matterOf(f))
}

func (t *tally) add(o *tally) {
	t.doubts, t.overruled = append(t.doubts, o.doubts...), append(t.overruled, o.overruled...)
	t.found = append(t.found, o.found...)
	t.failures = append(t.failures, o.failures...)
	for i := range o.rules {
		o.rules[i].recordLastCause()
		sum := &t.rules[i]
		sum.applicable += o.rules[i].applicable
		sum.items += o.rules[i].items
		sum.met += o.rules[i].met
		for file, c := range o.rules[i].files {
			sum.compare(file, c)
		}
		for cause, n := range o.rules[i].causes {
			sum.name(cause, n)
		}
		sum.recordLastCause()
	}
}
