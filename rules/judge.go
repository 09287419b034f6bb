package rules

import "otaudit/audit"

// notEvaluated counts all the lines with one cause.
func notEvaluated(p *audit.Pass, lines []*audit.Line, cause string) {
	for _, l := range lines {
		p.NotEvaluated(l, cause)
	}
}

// fixOf makes a fix; one without edits can only be done by hand.
func fixOf(title string, safety audit.Safety, edits []audit.Edit) audit.Fix {
	if len(edits) == 0 {
		safety = audit.Manual
	}
	return audit.Fix{Title: title, Safety: safety, Edits: edits}
}

// eachLine makes the Judge of a rule that looks at every line on its own.
func eachLine(judge func(*audit.Pass, *audit.Line)) func(*audit.Pass, *audit.Group) {
	return func(p *audit.Pass, g *audit.Group) {
		for _, l := range g.Lines {
			judge(p, l)
		}
	}
}

// onceConfirmed puts before an action what comes first where no profile states the payer's unit rule: a look into its contract.
func onceConfirmed(lines []*audit.Line, rule audit.UnitRule, action string) string {
	for _, l := range lines {
		if !l.Terms.Assumed || l.Terms.UnitRule != rule {
			continue
		}
		if rule == audit.UnitRuleCMS8 {
			return "Biller: first confirm in the payer's contract that it pools timed minutes as Medicare does. If so: " + action
		}
		return "Biller: first confirm in the payer's contract that it counts units code by code. If so: " + action
	}
	return action
}
