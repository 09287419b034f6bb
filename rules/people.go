package rules

import "otaudit/audit"

// namesTherapist says whether the credentials of the line include those of a therapist.
func namesTherapist(l *audit.Line) bool {
	for _, c := range l.List(audit.Credential) {
		switch c {
		case "OT", "OT/L", "OTR", "OTR/L", "OTD", "OTD/L", "PT", "DPT", "MPT", "SLP", "CCC-SLP", "SLP-CCC", "CCC/SLP", "SLP-CF":
			return true
		}
	}
	return false
}

// isAssistantLine says whether the person on the line is an assistant and no therapist.
func isAssistantLine(l *audit.Line) bool { return audit.IsAssistant(l.Session) && !namesTherapist(l) }

// isStudentLine says whether the person on the line is a student and no therapist.
func isStudentLine(l *audit.Line) bool { return audit.IsStudent(l.Session) && !namesTherapist(l) }

// onlyAssistant says whether an assistant furnished the whole line: a split of the minutes or minutes furnished
// together show a therapist.
func onlyAssistant(l *audit.Line) bool {
	if !isAssistantLine(l) || l.Int(audit.TogetherMinutes) > 0 {
		return false
	}
	return !l.Has(audit.AssistantMinutes) || !l.Has(audit.Minutes) || l.Int(audit.AssistantMinutes) >= l.Int(audit.Minutes)
}
