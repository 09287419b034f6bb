package rules

import (
	"fmt"

	"otaudit/audit"
)

// The days from the first treatment within which the plan is to be certified, and after which a delay needs its reason
// on file.
const (
	certifiedWithin = 30
	delayBecomesE   = 60
)

// signedOrderSince is the day from which a signed order on file and a plan sent in time stand in for the signature of
// the initial certification. No column of a log shows either, so that it is asked.
var signedOrderSince = audit.DateOf(2025, 1, 1)

// d011 finds initial certifications signed late, and episodes that were not certified at all.
func d011(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "D011", Name: "certification-late", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that the plan of care of each episode was certified within 30 days of the first treatment.",
		Cites: []audit.Cite{manual(benefitManual, "ch.15 §220.1.3"),
			{Source: "42 CFR", Section: "424.24(c)", In: audit.Since(signedOrderSince)}},
		Denial: k.denial("certification_missing"),
		Scope:  audit.ScopeEpisode, Columns: audit.Fields(audit.CertificationDate),
		Judge: func(p *audit.Pass, g *audit.Group) {
			first := firstTreatment(g.Lines)
			switch {
			case first == nil:
			case first.Terms.CertificationDays == 0:
				notEvaluated(p, g.Lines, noDefault(first))
			default:
				k.judgeInitial(p, g, first)
			}
		},
	}
}

func (k *kit) judgeInitial(p *audit.Pass, g *audit.Group, first *audit.Line) {
	began := first.Date(audit.DateOfService)
	at := earliestCertified(g.All)
	var delay int
	var what string
	switch {
	case at != nil:
		delay = int(at.Date(audit.CertificationDate) - began)
		what = fmt.Sprintf("the plan was certified %s after the first treatment", days(delay))
	case onAnyLine(g.All, audit.CertificationDate):
		notEvaluated(p, g.Lines, "certification_date: unreadable")
		return
	case onAnyLine(g.All, audit.CertificationEnd):
		notEvaluated(p, g.Lines, "certification_date: blank, though an end is stated")
		return
	default:
		at, delay = first, int(k.asOf(g.All)-began)
		what = "no certification in the record supplied " + sinceFirst(delay)
	}
	if delay <= certifiedWithin {
		if at.Has(audit.CertificationDate) {
			p.Item(true)
		}
		return
	}
	if first.Has(audit.PlanOfCareDate) && int(began-first.Date(audit.PlanOfCareDate)) > certifiedWithin {
		notEvaluated(p, g.Lines, "certification_date: the initial one may lie before the log begins")
		return
	}
	p.Item(false)
	r := audit.Report{
		Line: at, Field: audit.CertificationDate, PlanDate: planDate(first), TableRows: payerRow(first),
		Unverified: unverifiedTerms(first), Message: fmt.Sprintf("%s; %d are allowed", what, certifiedWithin),
		Action: "Is the reason for the delay on file with the certification?",
	}
	if at != first {
		r.Also = []*audit.Line{first}
	}
	if delay <= delayBecomesE {
		r.Severity = audit.Warning
	}
	if began >= signedOrderSince {
		r.Action += " Or is a signed and dated order on file, and was the plan sent within 30 days of the evaluation?"
	}
	p.Report(r)
}

// sinceFirst says how long ago the first treatment was, as closely as the severity needs it: from the number of days and the
// as-of date, which reports print, the date of the treatment would follow.
func sinceFirst(delay int) string {
	if delay > delayBecomesE {
		return fmt.Sprintf("more than %d days after the first treatment", delayBecomesE)
	}
	return fmt.Sprintf("more than %d days, at most %d, after the first treatment", certifiedWithin, delayBecomesE)
}

// earliestCertified gives the first line with the earliest certification date; nil if no date is readable.
func earliestCertified(lines []*audit.Line) *audit.Line {
	var at *audit.Line
	for _, l := range lines {
		if l.Has(audit.CertificationDate) &&
			(at == nil || l.Date(audit.CertificationDate) < at.Date(audit.CertificationDate)) {
			at = l
		}
	}
	return at
}
