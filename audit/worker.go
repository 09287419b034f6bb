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
	lists  []*Line                    // the lists of lines of which rules see a part of the group
	byKind kindLists
}

// numbered is a rule with its number in the run.
type numbered struct {
	*Rule
	number int
	family familySet
}

func newWorker(cfg *Config, out *tally, proof bool) *worker {
	w := &worker{cfg: cfg, out: out, pass: Pass{Proof: proof, fees: cfg.Fees, out: out}}
	for i, r := range cfg.Rules {
		w.shelf[r.Scope] = append(w.shelf[r.Scope], numbered{r, i, family(r.Family())})
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
	common := commonKind(all)
	rules := w.shelf[scope]
	if common != nil {
		rules = common.asks[scope]
	}
	w.group = Group{Scope: scope, All: all, kept: w.group.kept[:0]}
	w.lists = w.lists[:0]
	for len(rules) > 0 {
		rules = w.judge(rules, common)
	}
}

// judge runs the rules over the group and gives those that are left to do: a rule that panics loses what it said of this
// group and becomes a failure, its lines count as not evaluated, and the others go on.
func (w *worker) judge(rules []numbered, common *kind) (left []numbered) {
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
		w.group.Lines = w.admitted(r, common)
		if len(w.group.Lines) > 0 {
			before = len(w.out.findings)
			w.pass.Rule, w.pass.number = r.Rule, r.number
			r.Judge(&w.pass, &w.group)
		}
	}
	return nil
}

// admitted gives the lines of the group that the rule can judge: mostly all of them or none.
func (w *worker) admitted(r *numbered, common *kind) []*Line {
	all := w.group.All
	if common != nil && r.Applies == nil {
		return all // it is asked only if it can judge the kind
	}
	for i, l := range all {
		if w.admits(r, l) {
			continue
		}
		start := len(w.lists)
		w.lists = append(w.lists, all[:i]...)
		for _, l := range all[i+1:] {
			if w.admits(r, l) {
				w.lists = append(w.lists, l)
			}
		}
		return w.lists[start:len(w.lists):len(w.lists)]
	}
	return all
}

// admits says whether the rule can judge the line. What a rule with Applies makes of the line is counted here, of the
// others it is known by the line's kind.
func (w *worker) admits(r *numbered, l *Line) bool {
	if l.kind.out.has(r.number) {
		return false
	}
	blind := l.kind.blind.has(r.number)
	if r.Applies == nil {
		return !blind
	}
	if !r.Applies(l) {
		return false
	}
	w.out.rules[r.number].applicable++
	if blind {
		w.out.notEvaluated(r.number, l, l.kind.causes[r.number])
		return false
	}
	l.marks[w.out.phase].judged |= r.family
	return true
}
