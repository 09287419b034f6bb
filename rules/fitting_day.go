package rules

import (
	"otaudit/audit"
	"otaudit/rules/units"
)

// mostFittingCodes is the number of codes of a day up to which the quick look needs no memory; longer days are worked out.
const mostFittingCodes = 8

// fitsAtOnce says of most days without a difference that there is none: every line that the unit rule concerns is
// readable, and the units of every code are what the rule gives. Whatever is missing or differs is left to the full
// working, so that only one place words it.
func fitsAtOnce(g *audit.Group, concerns func(*audit.Line) bool, rule audit.UnitRule) bool {
	var few [mostFittingCodes]units.Code
	codes := few[:0]
	for _, l := range g.All {
		if l.Proc == nil {
			return false
		}
		if !concerns(l) || l.Terms.JudgesUnits() && l.Terms.UnitRule != rule {
			continue
		}
		if !l.Terms.JudgesUnits() || !l.Has(audit.UnitsBilled) || !l.Has(audit.Minutes) || !l.Units().Whole() || l.Units() < 0 || l.Int(audit.Minutes) < 0 {
			return false
		}
		at := 0
		for at < len(codes) && codes[at].Code != l.Proc.Code {
			at++
		}
		if at == len(codes) {
			if at == mostFittingCodes {
				return false
			}
			codes = append(codes, units.Code{Code: l.Proc.Code})
		}
		codes[at].Minutes += l.Int(audit.Minutes)
		codes[at].Billed += l.Units().Int()
	}
	if rule == audit.UnitRuleCMS8 {
		return len(codes) > 0 && units.Fits(codes)
	}
	return len(codes) > 0 && units.FitsEach(codes)
}

// setSupportedAsBilled notes that the record supports the lines as they are billed.
func setSupportedAsBilled(p *audit.Pass, lines []*audit.Line) {
	for _, l := range lines {
		p.SetSupported(l, l.Units().Int())
	}
}
