package audit

import (
	"slices"
	"strings"
)

// known gives what the rules found of the log as written, what other findings covered or doubts changed included: as matters, and
// as findings of cells.
func (p *proof) known() (matters map[matter]bool, cells map[identity]bool) {
	matters, cells = map[matter]bool{}, map[identity]bool{}
	for _, m := range p.out.overruled {
		matters[m] = true
	}
	for i := range p.out.findings {
		matters[matterOf(&p.out.findings[i])] = true
		cells[identityOf(&p.out.findings[i])] = true
	}
	return matters, cells
}

// rule gives a rule of the run by its id.
func (p *proof) rule(id string) *Rule {
	return p.cfg.Rules[slices.IndexFunc(p.cfg.Rules, func(r *Rule) bool { return r.ID == id })]
}

// newFindings are what corrected lines have and the original did not, by the patient's day; without a date, what looks beyond
// a day.
type newFindings map[patientDay][]Finding

type patientDay struct{ patient, date string }

func (n newFindings) add(f *Finding) {
	at := patientDay{patient: f.Patient}
	if f.Scope == ScopeSession || f.Scope == ScopeDay {
		at.date = f.Date
	}
	n[at] = append(n[at], *f)
}

// by names the rule of which the corrections of a finding's day, or of its patient, make a new finding. They were made together,
// so that all of them are held.
func (n newFindings) by(f *Finding) (rule string) {
	for _, g := range slices.Concat(n[patientDay{f.Patient, f.Date}], n[patientDay{patient: f.Patient}]) {
		if rule == "" || strings.Compare(g.Rule, rule) < 0 {
			rule = g.Rule
		}
	}
	return rule
}
