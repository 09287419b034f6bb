package rules

import (
	"fmt"

	"otaudit/audit"
)

// d012 finds services outside every certified interval.
func d012(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "D012", Name: "recertification-overdue", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that no service lies outside the intervals that the certifications of the plan of care cover.",
		Cites:   []audit.Cite{manual(benefitManual, "ch.15 §220.1.3 B, C"), manual("42 CFR", "424.24(c)(4)")},
		Denial:  k.denial("certification_missing"),
		Scope:   audit.ScopeEpisode, Applies: onBillLines,
		Judge: func(p *audit.Pass, g *audit.Group) {
			list := certificationsOf(g.All)
			var intervals []interval
			covers := 0
			var stretch []*audit.Line // services in one gap
			for _, l := range g.Lines {
				if missing := certificationMissing(l, list); missing != "" {
					p.NotEvaluated(l, missing)
					continue
				}
				if l.Terms.CertificationDays != covers {
					covers = l.Terms.CertificationDays
					intervals = intervalsOf(list, g.All, covers)
				}
				c := coverageOf(intervals, l.Date(audit.DateOfService))
				switch {
				case !c.covered && c.unknown:
					p.NotEvaluated(l, "plan_of_care_date: the log does not show where the certified interval begins")
				case !c.covered && c.last != nil:
					if len(stretch) > 0 && coverageOf(intervals, stretch[0].Date(audit.DateOfService)).last != c.last {
						reportOutside(p, intervals, stretch)
						stretch = nil
					}
					stretch = append(stretch, l)
					continue
				}
				reportOutside(p, intervals, stretch)
				stretch = nil
			}
			reportOutside(p, intervals, stretch)
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

// reportOutside reports one stretch of services outside the intervals, at its first day.
func reportOutside(p *audit.Pass, intervals []interval, stretch []*audit.Line) {
	if len(stretch) == 0 {
		return
	}
	l := stretch[0]
	on := l.Date(audit.DateOfService)
	last := coverageOf(intervals, on).last
	r := audit.Report{
		Line: l, Field: audit.CertificationDate, Also: without(stretch, l), PlanDate: planDate(l),
		TableRows: payerRow(l), Unverified: unverifiedTerms(l),
		Message: fmt.Sprintf("billed %s after the last certified interval in the record supplied had ended; %s lie outside every interval",
			days(int(on-last.to)), count(len(firstOfDays(stretch)), "treatment day")),
		Action: "Front desk or treating therapist: look for a recertification that covers these days, and obtain a delayed one if there is none: " +
			"a delayed recertification, kept with the reason and the requests sent, can still cure it.",
	}
	if l.Has(audit.CertificationEnd) {
		r.Field = audit.CertificationEnd
	}
	switch {
	case last.cut:
		r.Message += fmt.Sprintf("; its stated end lies beyond the %d days that a certification can cover and was cut to them", l.Terms.CertificationDays)
	case !last.openStart && int(last.to-last.from) == l.Terms.CertificationDays:
		r.Message += fmt.Sprintf("; it ran for %d days from its first treatment, whenever it was signed", l.Terms.CertificationDays)
	}
	p.Report(r)
}
