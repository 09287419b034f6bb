package model

import "otaudit/audit"

// Set names a set of outputs: how much of the identity of patients they show, and who may get them.
type Set string

// The sets of a run. Share is built on the Safe Harbor list of 45 CFR 164.514(b)(2).
const (
	Internal Set = "internal" // as logged, with real dates; never birth dates or note text
	Share    Set = "share"    // random codes, years, numbered months
)

// Sets are the sets in the order in which they are made.
var Sets = []Set{Share, Internal}

// SetOf returns the set that a result was published for; the internal one, of which least is allowed, for what is none.
func SetOf(r *audit.Result) Set {
	if r.Manifest.Set == string(Share) {
		return Share
	}
	return Internal
}

// Label says in a few words what identifiers the set holds, for the heads of pages.
func (s Set) Label() string {
	switch s {
	case Share:
		return "share set: coded identifiers"
	case Internal:
		return "internal set: contains PHI"
	}
	return "set not stated"
}

// Allows says in one line which set an output is of and what may be done with it. It never claims that a set is de-identified:
// that judgement is the covered entity's (REP-99). An unknown set gets the line of the one that shows most.
func (s Set) Allows() string {
	if s == Share {
		return "Share set: patients and dates are coded. May be sent to others once the covered entity has judged it fit (45 CFR 164.514)."
	}
	return "Internal set: contains protected health information, minimum necessary. Stays in the organization."
}

// Details says what the set shows and what was left out of it (REP-98, REP-99).
func (s Set) Details() []string {
	if s == Share {
		return []string{
			"Patients and visits are shown by random codes; dates by their year, months by numbers; files and sheets by numbers.",
			"Left out: names, patient and record ids, days and months of service, birth dates and ages, claim, authorization and NPI numbers, " +
				"names of files and sheets, note text, and every cell that is not of the form of its column. Therapists are coded unless they were named on request; payers are named only where the payer table holds them.",
			"Whether this report is de-identified, actual knowledge included, is for the covered entity to judge. " +
				"The internal set, with the crosswalk of codes and the corrected sheets, holds what the inputs hold: do not send it with this report.",
		}
	}
	return []string{"Identifiers are shown as they stand in the record. Left out of the findings: birth dates, ages and note text. Excluded rows are listed as written, with all they hold."}
}
