package audit

// Waiver is the acceptance of one finding by a person, with a reason and an end (REP-129), and what became of it.
type Waiver struct {
	FindingID, By, Until, Reason string
	Outcome                      string // "accepted", "acceptance ended", or why it matched nothing
}

// Comparison sets a run beside an earlier one (REP-125 to REP-133). Findings that cannot be followed are counted apart
// and are in none of the other numbers. OpenNow = New + Repeat + AcceptanceEnded, and
// OpenEarlier = Repeat + Resolved + NotReexamined + NewlyAccepted.
type Comparison struct {
	EarlierAsOf string
	// Differences lists, in words, what else than the record differs: rule set, tables, profiles, options.
	Differences []string
	// SameInputs says that both runs read the same files, so that every change comes from the differences alone.
	SameInputs                                bool
	OpenNow, OpenEarlier                      int
	New, Repeat, AcceptanceEnded              int
	Changed                                   int // of Repeat: billed or supported units differ
	Resolved, NotReexamined, NewlyAccepted    int
	StillAccepted                             int
	CannotBeFollowed, CannotBeFollowedEarlier int
	Gone                                      []Gone
	Patterns                                  []Recurrence
}

// Closes says whether the open findings of both runs add up.
func (c *Comparison) Closes() bool {
	return c.OpenNow == c.New+c.Repeat+c.AcceptanceEnded &&
		c.OpenEarlier == c.Repeat+c.Resolved+c.NotReexamined+c.NewlyAccepted
}

// Gone is a finding that was open in the earlier run and is not in this one.
type Gone struct {
	ID, Rule, Name string
	Patient, Visit string
	State          string // resolved, not re-examined
	Why            string // why it was not re-examined
	Money          Cents  // its effect in the earlier run
}

// Recurrence is one rule with one therapist on different visits of both runs: findings and, as denominators, lines on
// which every applicable rule of the family was evaluated.
type Recurrence struct {
	Rule, Therapist             string
	Findings, EarlierFindings   int
	Evaluated, EarlierEvaluated int
}
