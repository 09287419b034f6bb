package rules

import "otaudit/audit"

// isEvaluation says whether the line is an evaluation or re-evaluation of any discipline.
func isEvaluation(l *audit.Line) bool { return l.Proc != nil && l.Proc.Kind == "evaluation" }

// isReevaluation says whether the line is a re-evaluation of any discipline.
func isReevaluation(l *audit.Line) bool {
	if l.Proc == nil {
		return false
	}
	switch l.Proc.Code {
	case "97168", "97164", "97172", "97004", "97002":
		return true
	}
	return false
}

// opensEpisode says whether the line is an evaluation of any discipline that is no re-evaluation.
func opensEpisode(l *audit.Line) bool { return isEvaluation(l) && !isReevaluation(l) }

// isOTEvaluation says whether the line has one of OT's evaluation codes.
func isOTEvaluation(l *audit.Line) bool {
	if l.Proc == nil {
		return false
	}
	switch l.Proc.Code {
	case "97165", "97166", "97167", "97168", "97003", "97004":
		return true
	}
	return false
}

// isInitialOT says whether the line has one of OT's codes of an initial evaluation.
func isInitialOT(l *audit.Line) bool { return isOTEvaluation(l) && !isReevaluation(l) }

// notBilled says whether the line states that nothing was billed. A line that a correction lowered to 0 counts as billed: the
// record rules look at the log as written, and the proof of a correction must not move their findings.
func notBilled(l *audit.Line) bool { return l.Has(audit.UnitsBilled) && l.Units() <= 0 && !l.Lowered }
