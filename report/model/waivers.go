package model

import (
	"slices"

	"otaudit/audit"
)

// States of findings.
const (
	StatusOpen     = "open"
	StatusAccepted = "accepted"
	StatusEnded    = "acceptance ended"
	StatusNew      = "new"
	StatusRepeat   = "repeat"
	StatusChanged  = "repeat, changed"
)

// States of findings that only an earlier run has.
const (
	StatusResolved      = "resolved"
	StatusNotReexamined = "not re-examined"
	StatusOtherVisits   = "of other visits"
)

// WhyOtherVisits is why a finding of an earlier run is not looked at again when its visit is not in the log at hand.
const WhyOtherVisits = "the visit is not in this input"

// Waiver is one line of a waivers file.
type Waiver = audit.Waiver

// What becomes of a waiver without a finding.
const (
	WaiverUnused   = "matched no finding"
	WaiverUnjudged = "its rule was not evaluated"
)

// UnmatchedWaivers lists the waivers without a finding. Their Outcome says whether that means anything.
func UnmatchedWaivers(r *audit.Result) []Waiver {
	return slices.DeleteFunc(slices.Clone(r.Waivers), func(w Waiver) bool {
		return w.Outcome != WaiverUnused && w.Outcome != WaiverUnjudged
	})
}

// UnusedWaivers lists the waivers that must be reported because they matched nothing although their rule was evaluated.
func UnusedWaivers(r *audit.Result) []Waiver {
	return slices.DeleteFunc(UnmatchedWaivers(r), func(w Waiver) bool { return w.Outcome != WaiverUnused })
}
