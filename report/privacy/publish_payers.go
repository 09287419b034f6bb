package privacy

import (
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// payersOf maps the payers of a log to what the mode code shows of them: the names of the payer table, of which all others get
// their class and a number. A payer's text may name the patient or carry the number of a policy, and no list of suspicious forms
// would be complete.
func (p *publisher) payersOf(r *audit.Result) {
	p.payers = map[string]string{audit.UnnamedPayer: audit.UnnamedPayer}
	if p.mode != model.ModeCode {
		return
	}
	for _, u := range r.Payers {
		switch {
		case u.Listed:
			p.payers[u.Name] = u.Name
		case u.Name != "" && u.Class != "":
			p.payers[u.Name] = strings.ReplaceAll(u.Class, "_", " ") + " " + p.crosswalk.code(payerKind, u.Name)
		}
	}
}

// payer returns what may be shown of a payer's name.
func (p *publisher) payer(name string) string {
	if p.mode != model.ModeCode || name == "" {
		return name
	}
	shown, ok := p.payers[name]
	if !ok {
		shown = p.crosswalk.code(payerKind, name)
		p.payers[name] = shown
	}
	return shown
}
