package audit

import "strings"

// IsDischarge says whether the visit type names a discharge.
func IsDischarge(l *Line) bool {
	kind := strings.ToLower(l.Text(VisitType))
	return kind == "dc" || kind == "ds" || strings.Contains(kind, "discharge")
}

// SameDay says whether two lines of a run are of one day: one patient, date and discipline. A line that names neither patient
// nor visit is a day of its own.
func SameDay(a, b *Line) bool { return a.day == b.day }

// SameVisit says whether two lines of a day belong to one visit: the same visit id, or none on either.
func SameVisit(a, b *Line) bool {
	if a.Has(VisitID) && b.Has(VisitID) {
		return a.Symbol(VisitID) == b.Symbol(VisitID)
	}
	return true
}

// visitKey names the visit of a line for counting and for the crosswalk.
func visitKey(l *Line) string {
	if l.Has(VisitID) {
		return l.Text(VisitID)
	}
	return groupKey(l.Session) + "|" + l.Canonical(DateOfService) + "|" + l.Discipline.String()
}
