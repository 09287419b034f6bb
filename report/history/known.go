package history

import (
	"maps"
	"slices"

	"otaudit/audit"
	"otaudit/report/model"
)

// known is what a series knows of findings while it goes from step to step. Nothing drops off with age: what was open and was not
// looked at again stays known until it is.
type known struct {
	steps    int // the number of the step at hand
	findings []audit.Finding
	course   map[string]*Course
}

// first takes the first result up: there is nothing to compare it with.
func (k *known) first(now *audit.Result) Step {
	for i := range now.Findings {
		f := &now.Findings[i]
		if f.Status != model.StatusAccepted && f.Status != model.StatusEnded {
			f.Status = model.StatusOpen // in a run that was compared with one that is not of the series
		}
		k.state(f, State{Is: f.Status})
	}
	k.findings = followed(now)
	return stepOf(now)
}

// next compares a result with all that is known.
func (k *known) next(now, earlier *audit.Result) Step {
	before := map[string]*audit.Finding{}
	for i := range k.findings {
		before[k.findings[i].ID] = &k.findings[i]
	}
	c := compare(now, earlier, k.findings, nil)
	source := newSource(now, earlier, c)
	step := stepOf(now)
	step.Differences, step.SameInputs, step.Patterns = c.Differences, c.SameInputs, c.Patterns
	step.New, step.Repeat, step.Changed, step.Ended = c.New, c.Repeat, c.Changed, c.AcceptanceEnded
	step.Resolved, step.NotReexamined, step.OtherVisits = c.Resolved, c.NotReexamined, c.OtherVisits
	present := map[string]bool{}
	for i := range now.Findings {
		f := &now.Findings[i]
		present[f.ID] = true
		if model.Followed(f.ID) {
			state := State{Is: f.Status, Cause: source.of(f, before[f.ID])}
			step.Causes.count(state.Cause)
			k.state(f, state)
		}
	}
	resolved := map[string]bool{}
	for _, g := range c.Gone {
		f := before[g.ID]
		state := State{Is: g.State, Why: g.Why}
		if g.State == model.StatusResolved {
			resolved[g.ID] = true
			state.Cause = source.ofResolved(f)
			step.Causes.count(state.Cause)
		}
		k.state(f, state)
	}
	visits := setOf(now.Visits)
	carried := slices.DeleteFunc(k.findings, func(f audit.Finding) bool {
		return present[f.ID] || resolved[f.ID] || !model.Open(&f) && visits[f.Visit]
	})
	k.findings = append(carried, followed(now)...)
	return step
}

// followed are the findings of a result that have the same id in the next one.
func followed(r *audit.Result) []audit.Finding {
	return slices.DeleteFunc(slices.Clone(r.Findings), func(f audit.Finding) bool { return !model.Followed(f.ID) })
}

// state notes what a finding is in the step at hand.
func (k *known) state(f *audit.Finding, s State) {
	if !model.Followed(f.ID) {
		return
	}
	c := k.course[f.ID]
	if c == nil {
		c = &Course{ID: f.ID}
		k.course[f.ID] = c
	}
	c.Rule, c.Name, c.Severity, c.Money = f.Rule, f.Name, f.Severity, f.Impact.Money
	c.Patient, c.Visit, c.Therapist, c.Code = f.Patient, f.Visit, f.Therapist, f.Code
	if f.Accepted != (audit.Acceptance{}) {
		c.Accepted = f.Accepted
	}
	c.States = append(slices.Grow(c.States, k.steps+1-len(c.States)), make([]State, k.steps+1-len(c.States))...)
	c.States[k.steps] = s
}

// courses are the findings by their ids, each with as many states as there are steps.
func (k *known) courses(steps int) []Course {
	list := make([]Course, 0, len(k.course))
	for _, id := range slices.Sorted(maps.Keys(k.course)) {
		c := *k.course[id]
		c.States = append(c.States, make([]State, steps-len(c.States))...)
		list = append(list, c)
	}
	return list
}
