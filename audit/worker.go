package audit

import "slices"

// worker runs rules over groups, one group after the other, into a tally of its own. What it hands to a rule (pass,
// group, lists of lines) it uses again for the next group: rules keep lines, not groups.
type worker struct {
	cfg    *Config
	out    *tally
	pass   Pass
	group  Group
	rules  []numbered
	scopes [ScopeLog + 1]ruleSet // the rules of each scope
	eligibility
	corrected correctedLines // in the proof pass
	kinds     *lineClasses   // to read lines otherwise
}

// numbered is a rule with its number in the run, and that of its test.
type numbered struct {
	*Rule
	number int
	test   int
	family familySet
}

// proves says whether the rule has a part in the proof pass: it looks at no more than the lines of one patient.
func (r *numbered) proves() bool { return r.Scope <= ScopePatient }

func numberRules(rules []*Rule) []numbered {
	list, tests := make([]numbered, len(rules)), map[*Predicate]int{}
	for i, r := range rules {
		test, known := tests[r.Applies]
		if !known {
			test = len(tests)
			tests[r.Applies] = test
		}
		list[i] = numbered{r, i, test, familyOf(r.Family())}
	}
	return list
}

func newWorker(cfg *Config, out *tally, proof bool) *worker {
	w := &worker{cfg: cfg, out: out, pass: Pass{Proof: proof, fees: cfg.Fees, words: cfg.ReasonWords, out: out}, rules: numberRules(cfg.Rules)}
	for _, r := range w.rules {
		if !proof || r.proves() {
			w.scopes[r.Scope].add(r.number)
		}
	}
	return w
}

// patient runs all rules whose groups lie inside the lines of one patient.
func (w *worker) patient(patient []*Line) {
	w.eligibility.all = nil // copies of lines stand where those of the patient before stood
	runs(patient, sameDay, func(day []*Line) {
		for _, l := range day {
			l.day = day[0].Index
		}
		if w.pass.Proof {
			if !slices.ContainsFunc(day, func(l *Line) bool { return l.edited }) {
				return // nothing that looks at less than the day can say anything else than before
			}
			w.run(ScopeSession, day)
		}
		w.run(ScopeDay, day)
	})
	runs(patient, sameYear, func(year []*Line) { w.run(ScopeYear, year) })
	runs(patient, episodes(w.cfg.EpisodeGapDays), func(episode []*Line) { w.run(ScopeEpisode, episode) })
	w.run(ScopePatient, patient)
	if !w.pass.Proof {
		w.run(ScopeSession, patient)
		w.yield()
		w.resolveDoubts(patient)
		w.run(ScopeService, patient)
		w.markErrors()
	}
}

// shift runs the rules about one date of a therapist.
func (w *worker) shift(shift []*Line, doubts []openDoubt) {
	w.run(ScopeShift, shift)
	w.yield()
	w.resolveShift(shift, doubts)
	w.markErrors()
}

// run runs the rules of one scope over one group.
func (w *worker) run(scope Scope, all []*Line) {
	w.eligibility.begin(all)
	w.group = Group{Scope: scope, All: all, kept: w.group.kept[:0]}
	crowded := w.group.crowded()
	left := w.scopes[scope].without(&w.eligibility.noOp)
	for left.first() >= 0 {
		left = w.judge(left, crowded)
	}
}

// judge runs the rules over the group and gives those that are left to do: a rule that panics loses what it said of this
// group and becomes a failure, its lines count as not evaluated, and the others go on.
func (w *worker) judge(rules ruleSet, crowded bool) (left ruleSet) {
	var r *numbered
	var before findingMark
	saidBefore := 0
	admitted := false
	defer func() {
		if problem := recover(); problem != nil {
			w.out.found.back(before)
			w.pass.said = w.pass.said[:saidBefore]
			w.out.fail(r.Rule, w.group.Lines[0], stopped(problem))
			if !admitted { // its test stopped before a line was counted
				w.out.rules[r.number].applicable += len(w.group.Lines)
			}
			for _, l := range w.group.Lines {
				w.out.notEvaluated(r.number, l, ruleStopped)
			}
		}
	}()
	left = rules
	for number := left.first(); number >= 0; number = left.first() {
		left.remove(number)
		r = &w.rules[number]
		before, saidBefore = w.out.found.mark(), len(w.pass.said)
		admitted, w.group.Lines = false, w.group.All // to be named if the test panics
		w.group.Lines = w.eligibility.eligible(r, w.out)
		admitted = true
		switch {
		case len(w.group.Lines) == 0:
		case crowded:
			for _, l := range w.group.Lines {
				w.out.notEvaluated(r.number, l, tooManyOfDay)
			}
		default:
			w.pass.Rule, w.pass.number = r.Rule, r.number
			r.Judge(&w.pass, &w.group)
		}
	}
	return left
}
