package review

import (
	"slices"

	"otaudit/audit"
	"otaudit/practice/sampling"
)

// unit brings the opinions on one unit together.
func (w *Worksheets) unit(d *sampling.Drawn, final string) Unit {
	u := Unit{ID: d.ID, Spare: d.Spare, Stratum: d.Stratum, Patient: d.Patient, Date: d.Date, Therapists: d.Therapists, Codes: d.Codes, Billed: d.Amount}
	var opinions []*Opinion
	for _, o := range w.Opinions {
		if o.Unit == d && o.State != NotReviewed {
			opinions = append(opinions, o)
		}
	}
	state, open := settle(opinions, final, NotReviewed, func(o *Opinion) State { return o.State })
	u.State = state
	if open {
		u.Differ = append(u.Differ, "state")
	}
	for _, o := range opinions {
		if o.State == u.State && u.Why == "" {
			u.Why = o.Why
		}
	}
	for i, q := range w.questions.List {
		a := Answered{Question: q.Name}
		for _, o := range opinions {
			if o.Answers[i] != Unanswered {
				a.By = append(a.By, Replied{o.Reviewer, o.Answers[i], o.Reasons[i]})
			}
		}
		if a.Answer, a.Open = settle(opinions, final, Unanswered, func(o *Opinion) Answer { return o.Answers[i] }); a.Open {
			u.Differ = append(u.Differ, q.Name)
		}
		u.Answers = append(u.Answers, a)
		u.Tally.answer(a, q.Weight)
	}
	const none = audit.Cents(-1) << 62
	amount := func(of func(*Opinion) *audit.Cents, what string) *audit.Cents {
		cents, open := settle(opinions, final, none, func(o *Opinion) audit.Cents {
			if c := of(o); c != nil {
				return *c
			}
			return none
		})
		if open {
			u.Differ = append(u.Differ, what)
		}
		if open || cents == none {
			return nil
		}
		return &cents
	}
	if u.Billed == nil {
		u.Billed = amount(func(o *Opinion) *audit.Cents { return o.Billed }, billedHeader)
	}
	u.Supported = amount(func(o *Opinion) *audit.Cents { return o.Supported }, supportedHeader)
	u.Tally.Units = 1
	return u
}

// settle returns what counts of several opinions: what the final reviewer says, else what all say who say something. It is open where
// they differ.
func settle[T comparable](opinions []*Opinion, final string, nothing T, of func(*Opinion) T) (value T, open bool) {
	value = nothing
	for _, o := range opinions {
		said := of(o)
		switch {
		case said == nothing:
		case o.Reviewer == final:
			return said, false
		case value == nothing:
			value = said
		case value != said:
			open = true
		}
	}
	if open {
		value = nothing
	}
	return value, open
}

// place says which units make the sample: those drawn, and for each that is not in the frame the next spare of its stratum
// (REP-140). The spares come last, in order.
func (s *Scores) place() {
	vacant := map[string][]string{} // by stratum
	for i := range s.Units {
		u := &s.Units[i]
		places := vacant[u.Stratum]
		switch {
		case u.Spare == 0 && u.State == Outside:
			vacant[u.Stratum] = append(places, u.ID)
		case u.Spare == 0:
			u.InSample = true
		case len(places) > 0 && u.State != Outside:
			u.InSample, vacant[u.Stratum] = true, places[1:]
		case len(places) == 0 && u.State == Reviewed:
			s.Idle = append(s.Idle, u.ID)
		}
	}
	for _, u := range s.Units {
		if slices.Contains(vacant[u.Stratum], u.ID) {
			s.Vacant = append(s.Vacant, u.ID)
		}
	}
}
