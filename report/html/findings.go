package html

import (
	"fmt"
	"html/template"
	"strings"

	"otaudit/report/model"
)

// htmlFilter is one list of the filter; its options stand before those that the script takes from the findings.
type htmlFilter struct {
	Name, Label string
	Options     [][2]string
}

var findingFilters = []htmlFilter{
	{Name: "rule", Label: "Rule"},
	{Name: "therapist", Label: "Therapist"},
	{Name: "payer", Label: "Payer"},
	{Name: "code", Label: "Code"},
	{Name: "severity", Label: "Severity", Options: [][2]string{{filterGrave, "error or warning"}}},
	{Name: "effect", Label: "Difference"},
	{Name: "safety", Label: "Correction"},
	{Name: "status", Label: "State", Options: [][2]string{{filterCounted, "every state but accepted"}}},
	{Name: "family", Label: "Category"},
	{Name: "period", Label: "Date of service"},
}

// findings is the table of all findings (REP-18, REP-19). The script shows it; findings.csv holds the same.
func (h *htmlReport) findings() {
	h.part("findings", "Findings in detail")
	if len(h.r.Findings) == 0 {
		h.para("", fmt.Sprintf("No difference found on %s; what could not be evaluated stands in section 4.", model.Plural(h.all.Lines, "line", "lines")))
		return
	}
	h.para("", model.Plural(len(h.r.Findings), "finding", "findings")+", in the order of their cells. All are shown here and in findings.csv.")
	h.para("small", "Corrections: "+model.CorrectionsText(h.r.Corrections)+". "+model.HeldText)
	h.add(htmlBlock{Findings: findingFilters})
}

// sinceLast compares with an earlier run, if one was given (REP-21, REP-125 to REP-133).
func (h *htmlReport) sinceLast() {
	v := h.r.Comparison
	if v == nil {
		return
	}
	h.part("since", "Since the last audit")
	h.para("", model.SinceText(v))
	if len(v.Differences) > 0 {
		h.para("strong", "What else differs between the runs; findings may have changed for this reason alone:")
		h.list(v.Differences)
	}
	if v.SameInputs {
		h.para("", "Both runs read the same files: every change comes from these differences.")
	}
	rows := model.SinceRows(v)
	h.table(newTable("States of the findings", []string{"state", "#findings", "meaning"}, rows).link(1, func(i int) template.URL {
		switch rows[i][0] {
		case model.StatusNew, model.StatusRepeat, model.StatusEnded:
			return query("status", rows[i][0])
		}
		return ""
	}))
	if rows := model.GoneRows(v); len(rows) > 0 {
		h.sub("No longer open")
		h.table(newTable("No longer open", []string{"finding", "issue", "patient", "state", "why", "#dollars then"}, rows))
	}
	if rows := model.RecurringRows(v); len(rows) > 0 {
		h.sub("Recurring patterns")
		h.table(newTable("Recurring patterns", []string{"rule", "therapist", "#earlier: findings of evaluated lines", "#now"}, rows).
			link(3, func(i int) template.URL {
				return query("rule", v.Patterns[i].Rule, "therapist", v.Patterns[i].Therapist, "status", filterCounted)
			}))
	}
}

// htmlAction is one row of the corrective action plan.
type htmlAction struct {
	Number int
	Title  string
	Pairs  [][2]string
	Link   template.URL
}

// plan is the corrective action plan (REP-82, REP-83). Owner, dates and status are empty fields to write in.
func (h *htmlReport) plan() {
	h.part("plan", "Corrective action plan")
	if len(h.actions) == 0 {
		h.para("", "Nothing to correct was found on the lines that could be evaluated.")
		return
	}
	h.para("small", model.PlanText)
	for i := range h.actions {
		a := &h.actions[i]
		title := a.Issue
		rules := ""
		var link template.URL
		if a.Kind == model.KindDifferences {
			title = a.Rules[0] + "  " + a.Issue
			link = query("rule", a.Rules[0], "severity", filterGrave, "status", filterCounted)
		} else {
			rules = strings.Join(a.Rules, ", ")
		}
		action := &htmlAction{Number: a.Number, Title: model.SafeText(title), Link: link}
		for _, pair := range [...][2]string{{"extent", model.ExtentText(a)}, {"rules", rules}, {"authority", a.Citation}, {"cause to check", a.Cause},
			{"proposed action", a.Proposal}, {"evidence", a.Evidence}, {"re-audit", a.ReAudit}} {
			if pair[1] != "" {
				action.Pairs = append(action.Pairs, [2]string{pair[0], model.SafeText(pair[1])})
			}
		}
		h.add(htmlBlock{Action: action})
	}
}

// appendices show rules, tables, accepted findings and the glossary (REP-25).
func (h *htmlReport) appendices() {
	h.part("appendices", "Appendices")
	h.sub("Rules of this run")
	h.para("note", "Rule set "+model.OrNone(h.r.Manifest.RuleSet)+". Only authorities in force on the date of service are named with a finding.")
	rules := model.RuleRows(h.r)
	h.table(newTable("Rules of this run", []string{"rule", "name", "severity", "checks that", "authority"}, rules).
		link(0, func(i int) template.URL { return h.show("rule", rules[i][0]) }))
	if rows := model.TableRows(&h.r.Manifest); len(rows) > 0 {
		h.sub("Reference tables in force")
		h.table(newTable("Reference tables in force", []string{"table", "origin", "#rows", "#not verified", "=SHA-256"}, rows))
	}
	h.sub("Accepted findings")
	rows := model.AcceptedRows(h.r)
	if len(rows) == 0 {
		h.para("small", "No finding of this run is accepted.")
	}
	h.table(newTable("Accepted findings", []string{"finding", "state", "by", "until", "reason"}, rows).
		link(0, func(i int) template.URL { return query("q", rows[i][0]) }))
	if unused := model.UnusedTexts(h.r); len(unused) > 0 {
		h.para("small", model.Plural(len(unused), "acceptance", "acceptances")+" matched nothing in this run:")
		h.list(unused)
	}
	h.sub("Glossary")
	h.table(newTable("Glossary", []string{"term", "meaning"}, model.GlossaryRows(h.r, h.all)))
}
