package audit

// groupKey is the patient; lines of a log without patients group by visit, and lines with neither stand alone by row.
func groupKey(s *Session) string {
	if key := PatientKey(s); key != "" {
		return "p" + key
	}
	if s.Has(VisitID) {
		return "v" + s.Text(VisitID)
	}
	return ""
}

// hasGroup says whether the session has a group key.
func hasGroup(s *Session) bool { return s.Has(PatientID) || s.Has(PatientName) || s.Has(VisitID) }

// runs cuts lines into runs of neighbours that belong together.
func runs(lines []*Line, together func(a, b *Line) bool, do func([]*Line)) {
	for start := 0; start < len(lines); {
		end := start + 1
		for end < len(lines) && together(lines[end-1], lines[end]) {
			end++
		}
		do(lines[start:end])
		start = end
	}
}

func sameDay(a, b *Line) bool {
	return a.Discipline == b.Discipline && a.value(DateOfService) == b.value(DateOfService) &&
		a.Has(DateOfService) == b.Has(DateOfService)
}

func sameYear(a, b *Line) bool {
	return a.Discipline == b.Discipline && a.Has(DateOfService) == b.Has(DateOfService) &&
		(a.value(DateOfService) == b.value(DateOfService) || a.Date(DateOfService).Year() == b.Date(DateOfService).Year())
}

// episodes says whether a line goes on with the episode of the line before it. An episode ends with a discharge, with
// a gap longer than gapDays, or where an evaluation stands on the day a new plan of care begins.
func episodes(gapDays int) func(a, b *Line) bool {
	return func(a, b *Line) bool {
		if a.Discipline != b.Discipline || a.Has(DateOfService) != b.Has(DateOfService) {
			return false
		}
		if !a.Has(DateOfService) || a.Date(DateOfService) == b.Date(DateOfService) {
			return true
		}
		if int(b.Date(DateOfService)-a.Date(DateOfService)) > gapDays || IsDischarge(a) {
			return false
		}
		return !beginsPlan(a, b)
	}
}

func beginsPlan(before, l *Line) bool {
	return l.Proc != nil && l.Proc.Kind == "evaluation" && l.Has(PlanOfCareDate) && before.Has(PlanOfCareDate) &&
		l.Date(PlanOfCareDate) != before.Date(PlanOfCareDate) && l.Date(PlanOfCareDate) >= l.Date(DateOfService)
}
