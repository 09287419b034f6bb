package model

import "strings"

// Followed says whether a finding id is the same in the next run. Findings that have neither a patient nor a therapist
// are numbered by position and cannot be followed (REP-124).
func Followed(id string) bool {
	_, rest, _ := strings.Cut(id, "-")
	return rest != "" && rest[0] != PositionMark
}

// PositionMark begins the number of a finding that cannot be followed; it is no hex digit.
const PositionMark = 'n'
