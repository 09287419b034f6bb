package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
)

// Authorization is what a payer has authorized for one patient, as a profile states it.
type Authorization struct {
	Payer       string             // as the log names it; empty for every payer of the patient
	Disciplines []audit.Discipline // none for every discipline
	Visits      int                // 0 if their number is not limited
	In          audit.Window       // dates of service
}

// x001 finds visits beyond what the payer authorized.
func x001(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "X001", Name: "authorization-exceeded", Severity: audit.Warning, MaxSafety: audit.Manual,
		Purpose: "Checks that a patient's visits stay within the number and the dates that the payer authorized.",
		Cites:   []audit.Cite{manual(convention, "the payer's authorization, as the profile states it")},
		Denial:  k.denial("authorization_exceeded"),
		Scope:   audit.ScopePatient, Applies: unitLines,
		Judge: func(p *audit.Pass, g *audit.Group) {
			list := k.Authorizations[audit.PatientKey(g.First().Session)]
			if len(list) == 0 {
				notEvaluated(p, g.Lines, "authorized visits: not stated for the patient")
				return
			}
			left := make([]openAuthorization, len(list))
			for i := range list {
				left[i] = openAuthorization{Authorization: &list[i], visits: list[i].Visits}
			}
			// The one that ends first is used up first, so that no visit is called too many that another one could take.
			slices.SortStableFunc(left, func(a, b openAuthorization) int { return cmp.Compare(a.lastDay(), b.lastDay()) })
			lines := slices.SortedStableFunc(slices.Values(g.Lines), func(a, b *audit.Line) int {
				return cmp.Compare(a.Date(audit.DateOfService), b.Date(audit.DateOfService))
			})
			parts(lines, everyLine, oneVisit, func(visit []*audit.Line) { judgeAuthorized(p, left, visit) })
		},
	}
}

// oneVisit says whether two lines count as one visit: a date, a discipline, a payer and a visit id.
func oneVisit(a, b *audit.Line) bool {
	return onOneDate(a, b) && sameDiscipline(a, b) && samePayer(a, b) && audit.SameVisit(a, b)
}

// openAuthorization is an authorization with the visits that are left of it.
type openAuthorization struct {
	*Authorization
	visits int
}

func (a *openAuthorization) lastDay() audit.Date {
	if !a.In.HasTo {
		return audit.DateOf(9999, 12, 31)
	}
	return a.In.To
}

// concerns says whether the authorization is about such visits, whatever their date.
func (a *openAuthorization) concerns(l *audit.Line) bool {
	return (a.Payer == "" || strings.EqualFold(a.Payer, l.Text(audit.Payer))) &&
		(len(a.Disciplines) == 0 || slices.Contains(a.Disciplines, l.Discipline))
}

func judgeAuthorized(p *audit.Pass, left []openAuthorization, visit []*audit.Line) {
	first := visit[0]
	concerned, dated, visits := false, false, 0
	for i := range left {
		a := &left[i]
		if !a.concerns(first) {
			continue
		}
		concerned = true
		if !a.In.Holds(first.Date(audit.DateOfService)) {
			continue
		}
		if dated = true; a.Visits == 0 {
			return
		}
		if a.visits > 0 {
			a.visits--
			return
		}
		visits += a.Visits
	}
	r := audit.Report{
		Line: first, Field: audit.DateOfService, Also: alsoLines(visit),
		Fix:    fixOf("settle the authorization with the payer", audit.Manual, nil),
		Action: "Front desk: ask the payer for a further authorization, or for one that covers the date. Biller: hold the claim until it is there.",
	}
	switch {
	case !concerned:
		return
	case !dated:
		r.Message = "the visit lies outside of the dates that the payer authorized"
	default:
		r.Message = fmt.Sprintf("the visit is beyond the %s that the payer authorized for these dates", count(visits, "visit"))
	}
	p.Report(r)
}
