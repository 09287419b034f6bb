package audit

import (
	"fmt"
	"slices"
)

// worker runs rules over groups, one group after the other, into a tally of its own. What it hands to a rule (pass,
// group) it uses again for the next one: rules keep lines, not groups.
type worker struct {
	cfg   *Config
	out   *tally
	pass  Pass
	group Group
	some  []*Line                    // the admitted lines of rules that look at each line on its own and keep no list
	shelf [ScopeMonth + 1][]numbered // the rules by scope
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
		w.run(ScopeSession, patient)
	}
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
}

// run runs the rules of one scope over one group.
func (w *worker) run(scope Scope, all []*Line) {
	if len(w.shelf[scope]) == 0 {
		return
	}
	w.group = Group{Scope: scope, All: all}
	for _, r := range w.shelf[scope] {
		w.group.Lines = w.admitted(r, all)
		if len(w.group.Lines) > 0 {
			w.judge(r)
		}
	}
}

// admitted gives the lines of the group that the rule can judge: mostly all of them or none.
func (w *worker) admitted(r numbered, all []*Line) []*Line {
	for i, l := range all {
		if w.admits(r, l) {
			continue
		}
		some := all[:i:i]
		if r.Scope == ScopeSession {
			some = append(w.some[:0], some...)
		}
		for _, l := range all[i+1:] {
			if w.admits(r, l) {
				some = append(some, l)
			}
		}
		if r.Scope == ScopeSession {
			w.some = some
		}
		return some
	}
	return all
}

// admits says whether the rule can judge the line, and counts the line as applicable, and as not evaluated if what
// the rule needs is missing.
func (w *worker) admits(r numbered, l *Line) bool {
	if l.asked.not.has(r.number) || r.Applies != nil && !r.Applies(l) {
		return false
	}
	dated := l.Has(DateOfService)
	if dated && !r.In.Holds(l.Date(DateOfService)) {
		return false
	}
	w.out.rules[r.number].applicable++
	lacking := r.Needs &^ l.ok
	if r.Columns != 0 {
		lacking |= r.Columns &^ l.bound()
	}
	if dated && lacking == 0 && !l.asked.contract.has(r.number) && (r.Scope == ScopeSession || r.Scope >= ScopeShift || hasGroup(l.Session)) {
		l.marks[w.out.phase].judged |= r.family
		return true
	}
	w.out.notEvaluated(r.number, l, causeOf(r.Rule, l, lacking))
	return false
}

// causeOf says what keeps a rule from judging a line.
func causeOf(r *Rule, l *Line, lacking FieldSet) string {
	switch {
	case !l.Has(DateOfService):
		return Missing(l, DateOfService)
	case r.Scope != ScopeSession && r.Scope < ScopeShift && !hasGroup(l.Session):
		return Missing(l, PatientID)
	case r.Payers != AnyPayer && !l.Terms.Known():
		return payerCause(l)
	case r.Payers != AnyPayer && r.Payers.asks(l.Terms) == ByContract:
		return "payer: the contract decides"
	}
	for f := range NumFields {
		if lacking.Has(f) {
			return Missing(l, f)
		}
	}
	return ""
}

func payerCause(l *Line) string {
	if l.Has(Payer) {
		return "payer: class unknown"
	}
	return Missing(l, Payer)
}

// asks says whether a payer wants what the rules of the scope check.
func (p PayerScope) asks(t *Terms) Demand {
	demandOf := func(yes bool) Demand {
		if yes {
			return Yes
		}
		return No
	}
	switch p {
	case PooledUnits:
		return demandOf(t.UnitRule == UnitRuleCMS8)
	case MidpointUnits:
		return demandOf(t.UnitRule == UnitRuleMidpoint)
	case KnownUnitRule:
		if t.UnitRule == UnitRuleUnknown {
			return ByContract
		}
		return Yes
	case MedicareStatus:
		return t.MedicareStatus
	case KXThreshold:
		return t.KX
	case CodeEdits:
		return t.NCCI
	case UnitLimits:
		return t.MUE
	case DisciplineModifiers:
		return t.DisciplineModifier
	case AssistantModifiers:
		return t.AssistantModifier
	default:
		return Yes
	}
}

// judge runs the rule. A rule that panics loses what it said of this group and becomes a failure; its lines count as
// not evaluated.
func (w *worker) judge(r numbered) {
	before := len(w.out.findings)
	defer func() {
		if problem := recover(); problem != nil {
			w.out.findings = w.out.findings[:before]
			w.out.fail(r.Rule, w.group.Lines[0], fmt.Sprintf("the rule stopped: %v", problem))
			for _, l := range w.group.Lines {
				w.out.notEvaluated(r.number, l, "the rule stopped")
			}
		}
	}()
	w.pass.Rule, w.pass.number = r.Rule, r.number
	r.Judge(&w.pass, &w.group)
}
