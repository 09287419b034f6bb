package rules

import (
	"fmt"

	"otaudit/audit"
)

// s001 finds a therapist who is one-on-one with two patients at once.
func s001(*kit) *audit.Rule {
	return &audit.Rule{
		ID: "S001", Name: "therapist-double-booked", Severity: audit.Error,
		Purpose: "Checks that a therapist is not one-on-one with two patients at the same time.",
		Cites:   []audit.Cite{manual(claimsManual, "ch.5 §20.2"), manual(benefitManual, "ch.15 §230")},
		Scope:   audit.ScopeShift, Concerns: isOneOnOne,
		Needs: audit.Fields(audit.Therapist, audit.StartTime, audit.EndTime),
		Judge: func(p *audit.Pass, g *audit.Group) {
			blocks := blocksOfShift(ownTime(p, withSpan(p, g.Lines)))
			twoPatients := func(a, b *block) bool { return !onePatient(a.first(), b.first()) }
			overlaps(blocks, twoPatients, func(later, earlier *block) { p.Report(doubleBooked(later, earlier)) })
		},
	}
}

func doubleBooked(later, earlier *block) audit.Report {
	r := audit.Report{
		Line: later.first(), Field: audit.StartTime, Also: earlier.lines[:1],
		Message: fmt.Sprintf("one-on-one time of the therapist with this patient and with another one overlaps by %s",
			count(sharedMinutes(later, earlier), "minute")),
		Action: "Treating therapist: which times are those of the one-on-one service with each patient, and was part of it a group? Biller: hold both claims until the times are settled.",
	}
	span := int(max(later.end, earlier.end) - min(later.start, earlier.start))
	spent, known := oneOnOneMinutes(later, earlier)
	if !known {
		r.Working = "minutes by line are not known for both, so that only the times were compared"
		return r
	}
	r.Working = fmt.Sprintf("%s one-on-one with both, in %s from the first start to the last end",
		count(spent, "minute"), count(span, "minute"))
	if spent <= span {
		r.Severity = audit.Warning
		r.Message += "; the minutes on record would fit one after the other"
	}
	return r
}

// oneOnOneMinutes adds up the minutes of blocks; not known if a line has none.
func oneOnOneMinutes(blocks ...*block) (sum int, known bool) {
	for _, b := range blocks {
		for _, l := range b.lines {
			if !l.Has(audit.Minutes) {
				return 0, false
			}
			sum += l.Int(audit.Minutes)
		}
	}
	return sum, true
}
