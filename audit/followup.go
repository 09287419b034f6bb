package audit

// Waiver is the acceptance of one finding by a person, with a reason and an end (REP-129), and what became of it.
type Waiver struct {
	FindingID string `json:"finding_id"`
	By        string `json:"by"`
	Until     string `json:"until"`
	Reason    string `json:"reason"`
	Outcome   string `json:"outcome"` // "accepted", "acceptance ended", or why it matched nothing
}

// Comparison sets a run beside an earlier one (REP-125 to REP-133). Findings that cannot be followed are counted apart
// and are in none of the other numbers. OpenNow = New + Repeat + AcceptanceEnded, and
// OpenEarlier = Repeat + Resolved + NotReexamined + OtherVisits + NewlyAccepted.
type Comparison struct {
	EarlierAsOf   string `json:"earlier_as_of"`
	EarlierPeriod string `json:"earlier_period"` // first and last month with a line, as the outputs name them
	// Differences lists, in words, what else than the record differs: rule set, tables, profiles, options.
	Differences []string `json:"differences"`
	// SameInputs says that both runs read the same files, so that every change comes from the differences alone.
	SameInputs              bool         `json:"same_inputs"`
	OpenNow                 int          `json:"open_now"`
	OpenEarlier             int          `json:"open_earlier"`
	New                     int          `json:"new"`
	Repeat                  int          `json:"repeat"`
	AcceptanceEnded         int          `json:"acceptance_ended"`
	Changed                 int          `json:"changed"` // of Repeat: billed or supported units differ
	Resolved                int          `json:"resolved"`
	NotReexamined           int          `json:"not_reexamined"`
	OtherVisits             int          `json:"other_visits"` // of visits that this run does not have
	NewlyAccepted           int          `json:"newly_accepted"`
	StillAccepted           int          `json:"still_accepted"`
	CannotBeFollowed        int          `json:"cannot_be_followed"`
	CannotBeFollowedEarlier int          `json:"cannot_be_followed_earlier"`
	Gone                    []Gone       `json:"gone"`
	Patterns                []Recurrence `json:"patterns"`
	// Earlier is the sum of all lines of the earlier run.
	Earlier Total `json:"earlier"`
	// EarlierChecks say how much of what the earlier run could check was checked.
	EarlierChecks Checks `json:"earlier_checks"`
}

// Closes says whether the open findings of both runs add up.
func (c *Comparison) Closes() bool {
	return c.OpenNow == c.New+c.Repeat+c.AcceptanceEnded &&
		c.OpenEarlier == c.Repeat+c.Resolved+c.NotReexamined+c.OtherVisits+c.NewlyAccepted
}

// Gone is a finding that was open in the earlier run and is not in this one.
type Gone struct {
	ID      string `json:"id"`
	Rule    string `json:"rule"`
	Name    string `json:"name"`
	Patient string `json:"patient"`
	Visit   string `json:"visit"`
	State   string `json:"state"`       // resolved, not re-examined, of other visits
	Why     string `json:"why"`         // why it is not known to be resolved
	Money   Cents  `json:"money_cents"` // its effect in the earlier run
}

// Recurrence is one rule with one therapist on different visits of both runs: findings and, as denominators, lines on
// which every applicable rule of the family was evaluated.
type Recurrence struct {
	Rule             string `json:"rule"`
	Therapist        string `json:"therapist"`
	Findings         int    `json:"findings"`
	EarlierFindings  int    `json:"earlier_findings"`
	Evaluated        int    `json:"evaluated"`
	EarlierEvaluated int    `json:"earlier_evaluated"`
}
