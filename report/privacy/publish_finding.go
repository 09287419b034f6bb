package privacy

import (
	"slices"
	"strings"

	"otaudit/audit"
)

// findings replaces what the findings hold. Related cells and edits of all findings are copied
// into one slice each: a large log has tens of thousands of findings.
func (p *publisher) findings(r, out *audit.Result) {
	related, edits := 0, 0
	for i := range r.Findings {
		related += len(r.Findings[i].Related)
		edits += len(r.Findings[i].Fix.Edits)
	}
	refs, changes := make([]audit.Ref, 0, related), make([]audit.Edit, 0, edits)
	out.Findings = slices.Clone(r.Findings)
	for i := range out.Findings {
		f := &out.Findings[i]
		if from := len(refs); len(f.Related) > 0 {
			refs = append(refs, f.Related...)
			f.Related = refs[from:len(refs):len(refs)]
		}
		if from := len(changes); len(f.Fix.Edits) > 0 {
			changes = append(changes, f.Fix.Edits...)
			f.Fix.Edits = changes[from:len(changes):len(changes)]
		}
		p.finding(&r.Findings[i], f)
	}
}

// finding replaces the identifiers of one finding; raw is as the rules left it.
func (p *publisher) finding(raw, f *audit.Finding) {
	f.Patient, f.Visit = p.patient(raw.Patient), p.visit(raw.Visit)
	f.Date, f.PlanDate = p.date(raw.Date), p.date(raw.PlanDate)
	f.Code, f.Payer, f.Therapist = p.procedure(raw.Code), p.payer(raw.Payer), p.therapist(raw.Therapist)
	f.Original = p.value(raw.Field, raw.Original)
	for i := range f.Fix.Edits {
		e := &f.Fix.Edits[i]
		field := e.Field.String()
		before, after := p.value(field, e.Old), p.value(field, e.New)
		if before != e.Old || after != e.New {
			e.Why = shapeQuoted(e.Why)
		}
		e.Old, e.New, e.Why = before, after, p.text(e.Why)
	}
	p.messages(raw, f)
	if !p.share {
		return
	}
	f.Claim, f.Field = "", harmlessField(f.Field)
	f.Cell = p.ref(f.Cell)
	for i := range f.Related {
		f.Related[i] = p.ref(f.Related[i])
	}
	if len(f.Beside) > 0 {
		f.Beside = slices.Clone(f.Beside)
		for i := range f.Beside {
			f.Beside[i] = p.ref(f.Beside[i])
		}
	}
	for i := range f.Fix.Edits {
		e := &f.Fix.Edits[i]
		e.Cell = p.ref(e.Cell)
		// The number follows the order of the patients' keys, from which the codes must not be placed (REP-101).
		e.Line = 0
		for _, token := range e.Add {
			if p.value(e.Field.String(), token) != token {
				e.Add = strings.Fields(p.value(e.Field.String(), strings.Join(e.Add, " ")))
				break
			}
		}
	}
}

// messages is a second net under the rule that texts of findings hold no identifier: what the finding itself knows of
// the patient is taken out of its texts if a rule let it slip in.
func (p *publisher) messages(raw, f *audit.Finding) {
	p.secrets = p.secrets[:0]
	p.hide(raw.Therapist, f.Therapist)
	p.hide(raw.Code, f.Code)
	p.hide(raw.Payer, f.Payer)
	p.hide(raw.Original, f.Original)
	for i := range f.Fix.Edits {
		p.hide(raw.Fix.Edits[i].Old, f.Fix.Edits[i].Old)
		p.hide(raw.Fix.Edits[i].New, f.Fix.Edits[i].New)
	}
	if name, weak := weakName(raw.Patient); weak {
		p.hide(raw.Patient[len(name)+1:], "")
		if p.share {
			p.hide(name, "")
		}
	}
	if p.share {
		for _, identifier := range [...]string{raw.Patient, raw.Visit, raw.Date, raw.PlanDate, raw.Claim} {
			p.hide(identifier, "")
		}
	}
	for _, text := range [...]*string{&f.Message, &f.Working, &f.OtherRule, &f.Action, &f.Fix.Title, &f.Fix.Held} {
		if *text == "" {
			continue
		}
		for _, secret := range p.secrets {
			*text = withhold(*text, secret)
		}
		if f.Scope == audit.ScopeImport {
			*text = p.textAt(*text, raw.Cell.Col)
		}
	}
}

// hide puts an identifier on the list of what texts must not hold, if it is not shown as it is.
func (p *publisher) hide(identifier, shown string) {
	if identifier != shown && len(identifier) >= shortestSecret {
		p.secrets = append(p.secrets, identifier)
	}
}

// shortestSecret keeps ids of one to three characters from being taken out of every number of a text.
const shortestSecret = 4
