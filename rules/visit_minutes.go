package rules

import "otaudit/audit"

// The minutes that a visit states (timed_minutes, treatment_minutes) hold for all its lines and are written on some of
// them or on each.

// stated gives the one value of a visit-level number. Without one it says why: it is missing, not readable, or the lines
// do not agree.
func stated(visit []*audit.Line, f audit.Field) (value int, cause string) {
	cause = audit.Missing(visit[0], f)
	found := false
	for _, l := range visit {
		switch {
		case l.Unreadable(f):
			return 0, audit.Missing(l, f)
		case !l.Has(f):
		case !found:
			value, cause, found = l.Int(f), "", true
		case l.Int(f) != value:
			return 0, f.String() + ": not one value for the visit"
		}
	}
	return value, cause
}

// timedSum adds up the minutes of the visit's timed lines. The cause says which of them are missing; the sum of the
// others is then a lower bound.
func timedSum(visit []*audit.Line) (sum int, cause string) {
	for _, l := range visit {
		switch {
		case l.Proc == nil && l.Has(audit.Minutes) && l.Int(audit.Minutes) > 0:
			cause = "code: unknown code with minutes on the same visit"
		case !isTimed(l):
		case l.Has(audit.Minutes) && l.Int(audit.Minutes) < 0:
			cause = "minutes: below zero"
		case l.Has(audit.Minutes):
			sum += l.Int(audit.Minutes)
		case l.Unreadable(audit.Minutes) || l.Units() > 0:
			cause = audit.Missing(l, audit.Minutes)
		}
	}
	return sum, cause
}

// firstWith gives the first line that has the field, on which a finding about the visit stands.
func firstWith(visit []*audit.Line, f audit.Field) *audit.Line {
	for _, l := range visit {
		if l.Has(f) {
			return l
		}
	}
	return visit[0]
}

// withoutMinutes gives the first line without minutes of its own; nil if all have them.
func withoutMinutes(lines []*audit.Line) *audit.Line {
	for _, l := range lines {
		if !l.Fills(audit.Minutes) {
			return l
		}
	}
	return nil
}
