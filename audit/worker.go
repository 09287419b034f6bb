package audit

import (
	"fmt"
	"slices"
)

// worker runs rules over groups, one group after the other, into a tally of its own. What it hands to a rule (pass,
// group, lists of lines) it uses again for the next group: rules keep lines, not groups.
type worker struct {
	cfg    *Config
	out    *tally
	pass   Pass
	group  Group
	shelf  [ScopeMonth + 1][]numbered // the rules by scope
	byKind kindLists
	admission
	corrected correctedLines // in the proof pass
}

// numbered is a rule with its number in the run, and that of its test.
type numbered struct {
	*Rule
	number int
	test   int
	family familySet
	// proves says that it has a part in the proof pass: it can make an error, or a correction that must not leave its
	// own finding.
	proves bool
}

func numberRules(rules []*Rule) []numbered {
	list, tests := make([]numbered, len(rules)), map[*Test]int{}
	for i, r := range rules {
		test, known := tests[r.Applies]
		if !known {
			test = len(tests)
			tests[r.Applies] = test
		}
		list[i] = numbered{r, i, test, familyOf(r.Family()), r.Severity == Error || r.MaxSafety == Safe}
	}
	return list
}

func newWorker(cfg *Config, out *tally, proof bool) *worker {
	w := &worker{cfg: cfg, out: out, pass: Pass{Proof: proof, fees: cfg.Fees, out: out}}
	for _, r := range numberRules(cfg.Rules) {
		w.shelf[r.Scope] = append(w.shelf[r.Scope], r)
	}
	return w
}

// patient runs all rules whose groups lie inside the lines of one patient.
func (w *worker) patient(patient []*Line) {
	if !w.pass.Proof {
		w.sessions(patient)
	}
	runs(patient, sameDay, func(day []*Line) {
		for _, l := range day {
			l.day = day[0].Index
		}
		if w.pass.Proof {
			if !slices.ContainsFunc(day, func(l *Line) bool { return l.edited }) {
				return // nothing that looks at less than the day can say anything else than before
			}
			w.sessions(day)
		}
		w.run(ScopeDay, day)
	})
	runs(patient, sameYear, func(year []*Line) { w.run(ScopeYear, year) })
	runs(patient, episodes(w.cfg.EpisodeGapDays), func(episode []*Line) { w.run(ScopeEpisode, episode) })
	w.run(ScopePatient, patient)
}

// sessions runs the rules that look at each line on its own, all lines of a kind together.
func (w *worker) sessions(lines []*Line) {
	for _, alike := range w.byKind.divide(lines) {
		w.run(ScopeSession, alike)
	}
}

// kindLists divides lines by their kinds, using its lists again.
type kindLists [][]*Line

func (k *kindLists) divide(lines []*Line) [][]*Line {
	lists := (*k)[:0]
	for _, l := range lines {
		at := 0
		for at < len(lists) && lists[at][0].kind != l.kind {
			at++
		}
		if at == len(lists) {
			if lists = slices.Grow(lists, 1)[:at+1]; lists[at] != nil {
				lists[at] = lists[at][:0]
			}
		}
		lists[at] = append(lists[at], l)
	}
	*k = lists
	return lists
}

// run runs the rules of one scope over one group.
func (w *worker) run(scope Scope, all []*Line) {
	w.admission.begin(all)
	rules := w.shelf[scope]
	if kinds := w.admission.kinds; len(kinds) == 1 {
		rules = kinds[0].asks[scope]
	}
	w.group = Group{Scope: scope, All: all, kept: w.group.kept[:0]}
	for len(rules) > 0 {
		rules = w.judge(rules)
	}
}

// judge runs the rules over the group and gives those that are left to do: a rule that panics loses what it said of this
// group and becomes a failure, its lines count as not evaluated, and the others go on.
func (w *worker) judge(rules []numbered) (left []numbered) {
	before := 0
	defer func() {
		if problem := recover(); problem != nil {
			r := left[0]
			w.out.findings = w.out.findings[:before]
			w.out.fail(r.Rule, w.group.Lines[0], fmt.Sprintf("the rule stopped: %v", problem))
			for _, l := range w.group.Lines {
				w.out.notEvaluated(r.number, l, "the rule stopped")
			}
			left = left[1:]
		}
	}()
	for left = rules; len(left) > 0; left = left[1:] {
		r := &left[0]
		if w.pass.Proof && !r.proves {
			continue
		}
		before = len(w.out.findings)
		w.group.Lines = w.group.All // to be named if Applies panics
		w.group.Lines = w.admission.admit(r, w.out)
		if len(w.group.Lines) > 0 {
			w.pass.Rule, w.pass.number = r.Rule, r.number
			r.Judge(&w.pass, &w.group)
		}
	}
	return nil
}
