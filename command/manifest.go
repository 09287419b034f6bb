package command

import (
	"fmt"

	"otaudit/audit"
	"otaudit/report/model"
)

// version is that of the program, ruleSet that of the rule book: a result can be repeated with both.
const (
	version = "0.1.0"
	ruleSet = "2026.11"
)

// manifest says what was run on what.
func (r *auditRun) manifest() audit.Manifest {
	m := audit.Manifest{Tool: "otaudit " + version, RuleSet: ruleSet, AsOf: r.day.String(), Mode: string(r.mode),
		Client: r.client, Inputs: r.book.Inputs}
	for _, o := range r.tables.Origins() {
		m.Tables = append(m.Tables, audit.Table{Name: o.Name, Origin: originName(o.File), SHA256: o.SHA256, Rows: o.Rows, Unverified: o.Unverified})
	}
	for _, option := range []audit.Option{
		{Name: "apply", Value: r.apply}, {Name: "profiles", Value: profileNames(r.book.Profiles)}, {Name: "payer", Value: r.payer}, {Name: "setting", Value: r.settings.String()},
		{Name: "therapists", Value: r.therapist}, {Name: "fail-on", Value: r.failOn},
		{Name: "opening", Value: given(r.opening)}, {Name: "waivers", Value: given(r.waivers)},
	} {
		if option.Value != "" {
			m.Options = append(m.Options, option)
		}
	}
	m.Options = append(m.Options, r.rendering().Options()...)
	return m
}

// given says that an option names a file, without naming it; nothing if it names none.
func given(file string) string {
	if file == "" {
		return ""
	}
	return "given"
}

// originName says where a table came from, without the folders of this machine.
func originName(file string) string {
	if file == "embedded" {
		return file
	}
	return "layer"
}

// summary prints counts and file names only (REP-08).
func (r *auditRun) summary() {
	a := &r.result.Account
	r.con.line("%s = %d in use + %d excluded + %d non-data; %s audited", audit.Plural(a.RowsRead, "row read", "rows read"), a.RowsUsed, a.Excluded, a.NonData,
		audit.Plural(a.Lines, "line", "lines"))
	counts, accepted := map[audit.Severity]int{}, 0
	for i := range r.shown.Findings {
		if f := &r.shown.Findings[i]; model.Open(f) {
			counts[f.Severity]++
		} else {
			accepted++
		}
	}
	r.con.line("%s: %d error, %d warning, %d info, %d accepted; corrections: %s", audit.Plural(len(r.shown.Findings), "finding", "findings"),
		counts[audit.Error], counts[audit.Warning], counts[audit.Info], accepted, model.CorrectionsText(r.shown.Corrections))
	unjudged := 0
	for i := range r.result.Rules {
		if rule := &r.result.Rules[i]; rule.Evaluated < rule.Applicable {
			unjudged++
		}
	}
	if unjudged > 0 {
		r.con.line("%s could not be evaluated on every line; the report says what was missing", audit.Plural(unjudged, "rule", "rules"))
	}
	for _, open := range r.shown.Account.Open {
		r.con.problem(fmt.Errorf("the account does not close: %s", open))
	}
	for _, f := range r.result.Failures {
		r.con.problem(fmt.Errorf("%s: %s", f.Rule, f.What))
	}
}
