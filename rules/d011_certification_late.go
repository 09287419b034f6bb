package rules

import (
	"fmt"

	"otaudit/audit"
)

// certifiedWithin are the days from the initial treatment within which the plan is to be certified.
const certifiedWithin = 30

// signedOrderSince is the day from which a signed order on file and a plan sent in time stand in for the signature of
// the initial certification. No column of a log shows either, so that it is asked.
var signedOrderSince = audit.DateOf(2025, 1, 1)

// d011 finds initial certifications signed late, and episodes that were not certified at all. A delayed certification is
// accepted, however late, unless nothing shows that a physician was involved.
func d011(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "D011", Name: "certification-late", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that the plan of care of each episode was certified within 30 days of the initial treatment, the evaluation included.",
		Cites: []audit.Cite{manual(benefitManual, "ch.15 §220.1.3 B, D"),
			{Source: "42 CFR", Section: "424.24(c)", In: audit.Since(signedOrderSince)}},
		Denial: k.denial("certification_missing"),
		Scope:  audit.ScopeEpisode, Columns: audit.Fields(audit.CertificationDate),
		Judge: func(p *audit.Pass, g *audit.Group) {
			first := firstTreatment(g.Lines)
			switch {
			case first == nil: // an evaluation alone needs no more than the order for it
			case first.Terms.CertificationDays == 0:
				notEvaluated(p, g.Lines, noDefault(first))
			default:
				k.judgeInitial(p, g, first)
			}
		},
	}
}

func (k *kit) judgeInitial(p *audit.Pass, g *audit.Group, first *audit.Line) {
	began, known := initialTreatment(g.All)
	at := earliestCertified(g.All)
	switch {
	case at == nil && onAnyLine(g.All, audit.CertificationDate):
		notEvaluated(p, g.Lines, "certification_date: unreadable")
	case at == nil && onAnyLine(g.All, audit.CertificationEnd):
		notEvaluated(p, g.Lines, "certification_date: blank, though an end is stated")
	case !known:
		notEvaluated(p, g.Lines, "plan_of_care_date: neither it nor an evaluation shows when treatment began")
	case !showsInitial(g.All, began) && (at == nil || int(at.Date(audit.CertificationDate)-began) > certifiedWithin):
		notEvaluated(p, g.Lines, "certification_date: the initial one may lie before the log begins")
	case at == nil:
		k.reportUncertified(p, g, first, began)
	default:
		delay := int(at.Date(audit.CertificationDate) - began)
		p.Item(delay <= certifiedWithin)
		if delay > certifiedWithin {
			reportLate(p, at, first, began)
		}
	}
}

// reportLate is a warning however late the signature is: a delayed certification is to be accepted with evidence.
func reportLate(p *audit.Pass, at, first *audit.Line, began audit.Date) {
	signed := at.Date(audit.CertificationDate)
	r := audit.Report{
		Line: at, Field: audit.CertificationDate, Severity: audit.Warning, PlanDate: planDate(first), TableRows: payerRow(first),
		Unverified: unverifiedTerms(first),
		Message: fmt.Sprintf("treatment was billed and the plan certified %s after the initial treatment (the evaluation counts); %d are allowed, and a delayed certification is accepted with evidence",
			days(int(signed-began)), certifiedWithin),
		Action: delayedAction(began),
	}
	if signed.Time().After(began.Time().AddDate(0, 6, 0)) {
		r.Message += "; beyond 6 months reviewers ask for that evidence"
	}
	if at != first {
		r.Also = []*audit.Line{first}
	}
	p.Report(r)
}

// reportUncertified is about an episode without any certification, once it is due.
func (k *kit) reportUncertified(p *audit.Pass, g *audit.Group, first *audit.Line, began audit.Date) {
	if int(k.asOf(g.All)-began) <= certifiedWithin {
		return
	}
	p.Item(false)
	r := audit.Report{
		Line: first, Field: audit.CertificationDate, PlanDate: planDate(first), TableRows: payerRow(first),
		Unverified: unverifiedTerms(first),
		Message: fmt.Sprintf("treatment was billed; no certification is in the record supplied, and more than %d days have gone by since the initial treatment (the evaluation counts)",
			certifiedWithin),
		Action: delayedAction(began),
	}
	if onAnyLine(g.All, audit.ReferringProvider) {
		r.Severity = audit.Warning
		r.Message += "; a referring provider is named, so that a delayed certification can still be obtained"
	} else {
		r.Message += ", and nothing in it shows that a physician was involved"
	}
	p.Report(r)
}

// delayedAction says what to have ready. Verbal orders count from the day they were given if they were signed in time.
func delayedAction(began audit.Date) string {
	action := "Front desk: keep the signed plan with the reason for the delay and what shows that a physician was involved " +
		"(order, requests for the signature, contacts, notes). A verbal order signed within 14 days counts from its own day."
	if began >= signedOrderSince {
		action += " Or find a signed and dated order and the proof that the plan was sent within 30 days of the evaluation: together they stand in."
	}
	return action
}

// earliestCertified returns the first line with the earliest certification date; nil if no date is readable.
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
