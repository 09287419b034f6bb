package rules

import (
	"fmt"

	"otaudit/audit"
)

// d012 finds services after the last day that a certification covers. Services before the first one are D011's.
func d012(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "D012", Name: "recertification-overdue", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that no service lies beyond the days that the last certification of the plan of care covers.",
		Cites:   []audit.Cite{manual(benefitManual, "ch.15 §220.1.3")},
		Denial:  k.denial("certification_missing"),
		Scope:   audit.ScopeEpisode, Applies: onBillLines,
		Judge: func(p *audit.Pass, g *audit.Group) {
			list := certificationsOf(g.All)
			var stretch []*audit.Line // services beyond one certification
			for _, l := range g.Lines {
				if missing := certificationMissing(l, list); missing != "" {
					p.NotEvaluated(l, missing)
					continue
				}
				last, covered := coverage(list, l.Date(audit.DateOfService), l.Terms.CertificationDays)
				if last != nil && !covered {
					stretch = append(stretch, l)
					continue
				}
				reportBeyond(p, list, stretch)
				stretch = nil
			}
			reportBeyond(p, list, stretch)
		},
	}
}

func certificationMissing(l *audit.Line, list []certification) string {
	switch {
	case !l.Binds(audit.CertificationDate) && !l.Binds(audit.CertificationEnd):
		return audit.Missing(l, audit.CertificationDate)
	case l.Terms.CertificationDays == 0:
		return noDefault(l)
	case len(list) == 0 && l.Binds(audit.CertificationDate):
		return audit.Missing(l, audit.CertificationDate)
	case len(list) == 0:
		return audit.Missing(l, audit.CertificationEnd)
	default:
		return ""
	}
}

// reportBeyond reports one stretch of services without a certification, at its first line.
func reportBeyond(p *audit.Pass, list []certification, stretch []*audit.Line) {
	if len(stretch) == 0 {
		return
	}
	l := stretch[0]
	on := l.Date(audit.DateOfService)
	last, _ := coverage(list, on, l.Terms.CertificationDays)
	r := audit.Report{
		Line: l, Field: audit.CertificationDate, Also: alsoLines(stretch), PlanDate: planDate(l),
		TableRows: payerRow(l), Unverified: unverifiedTerms(l),
		Action: "Is there a recertification in the chart, or a delayed one with its reason?",
	}
	if last.hasEnd {
		r.Field = audit.CertificationEnd
		r.Message = fmt.Sprintf("service %s after the end of the last certification in the record supplied",
			days(int(on-last.end)))
	} else {
		r.Message = fmt.Sprintf("service %s after the last certification in the record supplied; it covers %s",
			days(int(on-last.from)), days(l.Terms.CertificationDays))
	}
	r.Message += "; " + count(len(firstOfDays(stretch)), "treatment day") + " without one"
	p.Report(r)
}
