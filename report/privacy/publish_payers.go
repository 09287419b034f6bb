package privacy

import (
	"cmp"
	"strings"

	"otaudit/audit"
)

// payersOf maps the payers of a log to what the share set shows of them: the names of the payer table, of which all others get
// their class and a number. A payer's text may name the patient or carry the number of a policy, and no list of suspicious forms
// would be complete.
func (p *publisher) payersOf(r *audit.Result) {
	p.payers = map[string]string{audit.UnnamedPayer: audit.UnnamedPayer}
	if !p.share {
		return
	}
	for _, u := range r.Payers {
		switch {
		case u.Listed:
			p.payers[u.Name] = u.Name
		case u.Name != "" && u.Class != "":
			p.payers[u.Name] = strings.ReplaceAll(u.Class, "_", " ") + " " + p.codes.code(payerKind, u.Name)
		}
	}
}

// payer returns what may be shown of a payer's name.
func (p *publisher) payer(name string) string {
	if !p.share || name == "" {
		return name
	}
	if shown, listed := p.payers[name]; listed {
		return shown
	}
	return cmp.Or(p.codes.code(payerKind, name), withheld)
}
