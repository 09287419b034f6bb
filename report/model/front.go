package model

import (
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
)

// What stands on the front of the report and at the head and foot of its pages.
const (
	ReportTitle = "Occupational therapy billing audit"
	KindText    = "Audit report"
	ClaimText   = "Potential findings for internal review"
	CounselText = "Prepared at the direction of counsel"
)

// ReportDate is the date the report states: the one of the run.
func ReportDate(r *audit.Result, otherwise audit.Date) string {
	if r.Manifest.AsOf != "" {
		return r.Manifest.AsOf
	}
	return otherwise.String()
}

// Facts are the facts of the front (REP-09) with their labels; facts that are not known are left out.
func (p *Report) Facts() []Part {
	m := &p.Result.Manifest
	clinic := ""
	if strings.TrimSpace(p.Client) == "" { // else it heads the report
		clinic = "not named; --client gives it a name"
	}
	return slices.DeleteFunc([]Part{
		{"Clinic", clinic},
		{"Audit period", periodText(p.Result)},
		{"Scope", p.scopeText()},
		{"As of", p.AsOf},
		{"Set", Set(m.Set).Label()},
		{"Crosswalk", m.CrosswalkID},
		{"Program", m.Tool},
		{"Rule set", m.RuleSet},
	}, func(f Part) bool { return f.Text == "" })
}

// scopeText says what was looked at: how much of what, by whom and for whom.
func (p *Report) scopeText() string {
	rows := 0
	for i := range p.Result.Sheets {
		rows += p.Result.Sheets[i].RowsRead
	}
	inputs := len(p.Result.Manifest.Inputs)
	return fmt.Sprintf("%s of %s in %s, no sample; %s, %s, %s", Plural(p.All.Lines, "service line", "service lines"), Plural(rows, "row", "rows"), Plural(inputs, "file", "files"),
		Plural(len(p.Result.Visits), "visit", "visits"), Plural(len(p.Result.Patients), "patient", "patients"), Plural(len(NamedTherapists(p.Result)), "therapist", "therapists"))
}

// FrontNotice is what the reader must know before any result, shortened to the number of items given; nil if there is
// nothing.
func (p *Report) FrontNotice(most int) *Notice {
	alarms := p.Summary.Alarms
	if len(alarms) == 0 {
		return nil
	}
	n := &Notice{Title: p.Summary.AlarmTitle(), Items: slices.Clone(alarms[:min(most, len(alarms))])}
	if more := len(alarms) - most; more > 0 {
		n.Items = append(n.Items, fmt.Sprintf("%s more: see %q", Count(more), titleAccount))
	}
	return n
}
