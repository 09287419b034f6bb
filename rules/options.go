package rules

import (
	"otaudit/audit"
	"otaudit/rules/refdata"
)

// Options are the facts of a run that rules need besides the log and the tables.
type Options struct {
	AsOf    audit.Date // "today"
	Setting refdata.Setting
	// SignatureDays is the time within which a note is to be signed; 0 means 7.
	SignatureDays int
	// NoteWords is the number of words below which a note part is thin; 0 means 4.
	NoteWords int
	// Opening gives amounts already used in a year, before the log begins or with other providers; may be nil.
	Opening map[OpeningKey]audit.Cents
	// Authorizations are what payers authorized, by the key of the patient; X001 judges no patient without one.
	Authorizations map[string][]Authorization
	// MinimumMinutes are the minutes from which a code may be billed, where a profile states them (97545).
	MinimumMinutes map[string]int
	// State is where the clinic is, by two letters: a therapist without peers in the log is compared with the norms of it. Empty for
	// none.
	State string
	// Institutional marks institutional claims, where KX is due on all lines of a claim once one exceeds.
	Institutional bool
}

// OpeningKey names an opening amount of a patient.
type OpeningKey struct {
	Patient string // key of the patient
	Year    int
	Group   string // OT or PT+SLP
}

// WithDefaults fills in what was not stated.
func (o Options) WithDefaults() Options {
	if o.SignatureDays == 0 {
		o.SignatureDays = 7
	}
	if o.NoteWords == 0 {
		o.NoteWords = 4
	}
	return o
}
