package audit

// auditAside runs the rules about lines beside those of the log over them, each by itself.
func auditAside(kind Aside, sessions []*Session, reconciled *reconciliation, kinds *lineClasses, cfg *Config, out *tally) {
	rules := numberRules(cfg.Rules)
	memo, disciplines := newMemo(cfg, kinds), newSorter(cfg, kinds).disciplines
	first := len(out.aside)
	out.aside = append(out.aside, make([]Line, len(sessions))...)
	w := newWorker(cfg, out, false)
	for i, s := range sessions {
		l := &out.aside[first+i]
		d := disciplines.of(s)
		*l = Line{Session: s, Service: reconciled.serviceOf(s), Index: int32(len(out.lines) + first + i), Discipline: d.disc, Shown: d.shown, supported: unitsUnknown}
		memo.look(l)
		for j := range rules {
			if rules[j].Aside == kind {
				w.judgeAlone(&rules[j], l)
			}
		}
	}
	for j := range rules {
		out.rules[j].recordLastCause()
	}
}

// judgeAlone runs one rule over one line.
func (w *worker) judgeAlone(r *numbered, l *Line) {
	concern, missing := concernOf(r.Rule, l)
	if concern == No {
		return
	}
	w.out.rules[r.number].applicable++
	if concern == ByContract {
		w.out.notEvaluated(r.number, l, missing)
		return
	}
	before, saidBefore := w.out.found.mark(), len(w.pass.said)
	defer func() {
		if problem := recover(); problem != nil {
			w.out.found.back(before)
			w.pass.said = w.pass.said[:saidBefore]
			w.out.fail(r.Rule, l, stopped(problem))
			w.out.notEvaluated(r.number, l, ruleStopped)
		}
	}()
	w.pass.Rule, w.pass.number = r.Rule, r.number
	r.Judge(&w.pass, &Group{Scope: r.Scope, Lines: []*Line{l}, All: []*Line{l}})
}
