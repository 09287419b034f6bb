package rules

import (
	"slices"

	"otaudit/audit"
)

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

// hasLevelOfPT says whether the line has one of PT's initial evaluations, whose levels have other components.
func hasLevelOfPT(l *audit.Line) bool {
	return l.Proc != nil && (l.Proc.Code == "97161" || l.Proc.Code == "97162" || l.Proc.Code == "97163")
}

// anyLevel says whether the line's evaluation has a level, OT's or PT's.
func anyLevel(l *audit.Line) bool { return hasLevel(l) || hasLevelOfPT(l) }

// eachLevel makes the Judge of a rule about the levels of OT; those of PT are counted as what they are: not judged.
func eachLevel(judge func(*audit.Pass, *audit.Line)) func(*audit.Pass, *audit.Group) {
	return eachLine(func(p *audit.Pass, l *audit.Line) {
		if hasLevelOfPT(l) {
			p.NotEvaluated(l, otAlone)
			return
		}
		judge(p, l)
	})
}

// ownEvaluations gives the evaluations of OT among some; those of other disciplines are counted as not judged.
func ownEvaluations(p *audit.Pass, lines []*audit.Line, own func(*audit.Line) bool) []*audit.Line {
	if !slices.ContainsFunc(lines, func(l *audit.Line) bool { return !own(l) }) {
		return lines
	}
	var kept []*audit.Line
	for _, l := range lines {
		if own(l) {
			kept = append(kept, l)
		} else {
			p.NotEvaluated(l, otAlone)
		}
	}
	return kept
}

// otAlone is the cause on lines of other disciplines where the rule book holds OT's part only.
const otAlone = "discipline: the rule knows OT's codes only"

// isInitialOT says whether the line has one of OT's codes of an initial evaluation.
func isInitialOT(l *audit.Line) bool { return isOTEvaluation(l) && !isReevaluation(l) }

// notBilled says whether the line states that nothing was billed. A line that a correction lowered to 0 counts as billed: the
// record rules look at the log as written, and the proof of a correction must not move their findings.
func notBilled(l *audit.Line) bool { return l.Has(audit.UnitsBilled) && l.Units() <= 0 && !l.Lowered }
