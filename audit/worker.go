package audit

import "fmt"

// worker runs rules over groups, one group after the other, into a tally of its own.
type worker struct {
	cfg    *Config
	out    *tally
	proof  bool
	judged []*Line // reused
}

// patient runs all rules whose groups lie inside the lines of one patient.
func (w *worker) patient(rules []*Rule, patient []*Line) {
	perSession, perPatient := rulesOf(rules, ScopeSession), rulesOf(rules, ScopePatient)
	for _, l := range patient {
		w.group(perSession, ScopeSession, []*Line{l})
	}
	perDay := rulesOf(rules, ScopeDay)
	runs(patient, sameDay, func(day []*Line) {
		for _, l := range day {
			l.day = day[0].Index
		}
		w.group(perDay, ScopeDay, day)
	})
	perYear := rulesOf(rules, ScopeYear)
	runs(patient, sameYear, func(year []*Line) { w.group(perYear, ScopeYear, year) })
	perEpisode := rulesOf(rules, ScopeEpisode)
	runs(patient, episodes(w.cfg.EpisodeGapDays), func(episode []*Line) { w.group(perEpisode, ScopeEpisode, episode) })
	w.group(perPatient, ScopePatient, patient)
}

// group runs the rules of one scope over one group.
func (w *worker) group(rules []*Rule, scope Scope, all []*Line) {
	shared := &notes{}
	for _, r := range rules {
		judged := w.judged[:0]
		for _, l := range all {
			if w.admits(r, l) {
				judged = append(judged, l)
			}
		}
		w.judged = judged
		if len(judged) > 0 {
			w.judge(r, &Group{Scope: scope, Lines: judged, All: all, notes: shared})
		}
	}
}

// admits says whether the rule can judge the line, and counts the line as applicable, and as not evaluated if what
// the rule needs is missing.
func (w *worker) admits(r *Rule, l *Line) bool {
	if r.Applies != nil && !r.Applies(l) {
		return false
	}
	dated := l.Has(DateOfService)
	if dated && !r.In.Holds(l.Date(DateOfService)) {
		return false
	}
	cause := ""
	switch {
	case !dated:
		cause = Missing(l, DateOfService)
	case r.Scope != ScopeSession && r.Scope < ScopeShift && groupKey(l.Session) == "":
		cause = Missing(l, PatientID)
	case r.Payers != AnyPayer && !l.Terms.Known():
		cause = payerCause(l)
	case r.Payers != AnyPayer:
		switch r.Payers.asks(l.Terms) {
		case No:
			return false
		case ByContract:
			cause = "payer: the contract decides"
		}
	}
	if cause == "" {
		cause = missingOf(r, l)
	}
	w.out.rule(r).applicable++
	if cause != "" {
		w.out.notEvaluated(r, l, cause)
		return false
	}
	l.judged |= family(r.Family())
	return true
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

func missingOf(r *Rule, l *Line) string {
	for f := range NumFields {
		if r.Columns.Has(f) && l.State(f) == Unbound {
			return Missing(l, f)
		}
		if r.Needs.Has(f) && !l.Has(f) {
			return Missing(l, f)
		}
	}
	return ""
}

// judge runs the rule. A rule that panics loses what it said of this group and becomes a failure; its lines count as
// not evaluated.
func (w *worker) judge(r *Rule, g *Group) {
	before := len(w.out.findings)
	defer func() {
		if problem := recover(); problem != nil {
			w.out.findings = w.out.findings[:before]
			w.out.fail(r, g.Lines[0], fmt.Sprintf("the rule stopped: %v", problem))
			for _, l := range g.Lines {
				w.out.notEvaluated(r, l, "the rule stopped")
			}
		}
	}()
	r.Judge(&Pass{Rule: r, Proof: w.proof, fees: w.cfg.Fees, out: w.out}, g)
}
