package command

import (
	"cmp"
	"fmt"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"

	"otaudit/audit"
	"otaudit/report"
	"otaudit/report/model"
)

// version is that of the program, ruleSet that of the rule book: a result can be repeated with both.
const (
	version = "0.1.0"
	ruleSet = "2026.12"
)

// commit is that of the source, where a release states it.
var commit string

// versionText says which program this is: version, commit, rule set and Go.
func versionText() string {
	built := commit
	if info, ok := debug.ReadBuildInfo(); ok && built == "" {
		for _, s := range info.Settings {
			switch {
			case s.Key == "vcs.revision":
				built = s.Value
			case s.Key == "vcs.modified" && s.Value == "true":
				built += " with changes"
			}
		}
	}
	if built != "" {
		built = "commit " + built + ", "
	}
	return version + " (" + built + "rule set " + ruleSet + ", " + runtime.Version() + ")"
}

// manifest says what was run on what.
func (r *auditRun) manifest() audit.Manifest {
	m := audit.Manifest{Tool: "otaudit " + version, RuleSet: ruleSet, AsOf: r.day.String(),
		Client: r.client, Inputs: r.book.Inputs}
	for _, o := range r.tables.Origins() {
		m.Tables = append(m.Tables, audit.Table{Name: o.Name, Origin: originName(o.File), SHA256: o.SHA256, Rows: o.Rows, Unverified: o.Unverified})
	}
	for _, option := range []audit.Option{
		{Name: "apply", Value: r.apply}, {Name: "profiles", Value: profileNames(r.book.Profiles)}, {Name: "payer", Value: r.options.Payer}, {Name: "setting", Value: r.settings.String()}, {Name: "state", Value: r.state},
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

// reviewHint says how corrections that are for review are written too.
func (r *auditRun) reviewHint() string {
	if r.shown.Corrections.Review == 0 || r.apply != "safe" || !slices.Contains(r.sets, model.Internal) {
		return ""
	}
	return "; to write those for review too: --apply review"
}

// summary prints what the reader wants to know first, and what went wrong. It names no patient (REP-08).
func (r *auditRun) summary() {
	answers := model.AnswersOf(r.told())
	for _, line := range answers.Lines() {
		r.con.line("%s", line)
	}
	if r.shown.Corrections != (audit.Corrections{}) {
		r.con.line("corrections: %s", model.CorrectionsText(r.shown.Corrections)+r.reviewHint())
	}
	r.con.sayWritten()
	r.sayWhatIsWhat()
	r.con.uncovered(audit.CoverageOf(r.result))
	for _, open := range r.shown.Account.Open {
		r.con.problem(fmt.Errorf("the account does not close: %s", open))
	}
	for _, f := range r.result.Failures {
		r.con.problem(fmt.Errorf("%s: %s", cmp.Or(f.Rule, f.Cell.Sheet), f.What))
	}
}

// sayWhatIsWhat says what to read and what may be sent.
func (r *auditRun) sayWhatIsWhat() {
	if r.shown.Account.Lines > 0 {
		r.con.line("open first: %s", filepath.Join(r.out, r.shown.Manifest.Set, "report.pdf"))
	} else {
		r.con.line("no line was audited; otaudit inspect shows how the columns were read")
	}
	for _, set := range model.Sets {
		if slices.Contains(r.sets, set) {
			r.con.line("%s: %s", filepath.Join(r.out, string(set)), set.Allows())
			continue
		}
		r.con.note("the %s set is not written, with --only %s%s; leave --only out to have both", set, r.only, onlyIn(set))
		if exists(filepath.Join(r.out, string(set), report.AuditJSON)) {
			r.con.note("%s: is of an earlier run, and stays as it is", filepath.Join(r.out, string(set)))
		}
	}
}

// onlyIn lists the outputs that no other set has.
func onlyIn(set model.Set) string {
	var names []string
	for _, out := range report.Outputs {
		switch {
		case !slices.Equal(out.Sets, []model.Set{set}) || out.Name == report.Crosswalk: // which every run writes
		case out.Name == report.Copies:
			names = append(names, "no corrected copy")
		default:
			names = append(names, "no "+out.Name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return ", and so " + listed(names, "and")
}

// told is the result that the console tells of: with the names of this run, on the machine where its logs are, and the findings
// as they are published, so that those accepted are told apart.
func (r *auditRun) told() *audit.Result {
	result := *r.result
	result.Findings = r.shown.Findings
	return &result
}
