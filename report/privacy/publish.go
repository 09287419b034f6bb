package privacy

import (
	"cmp"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// Options says what is published.
type Options struct {
	Set            model.Set
	NameTherapists bool // --therapists name; the internal set names them in any case
}

// Publish returns the result of one set: a copy of a result that was given its codes, in which every identifier is replaced as
// the set demands. Reporters print published results only and need to know nothing of what is hidden. The given result is not
// changed.
func Publish(r *audit.Result, c *Codes, o Options) *audit.Result {
	p, out := newPublisher(r, c, o), *r
	p.files(r, &out)
	p.people(r, &out)
	p.findings(r, &out)
	p.excluded(r, &out)
	p.failures(r, &out)
	p.questioned(r, &out)
	p.reconciled(r, &out)
	p.opinions(r, &out)
	p.accepted(r, &out)
	out.Manifest.Set, out.Manifest.CrosswalkID = string(o.Set), c.ID
	return &out
}

func newPublisher(r *audit.Result, c *Codes, o Options) *publisher {
	p := &publisher{share: o.Set == model.Share, nameTherapists: o.NameTherapists, codes: c}
	p.countNames(r)
	p.payersOf(r)
	if p.share {
		p.placesOf(r)
	}
	return p
}

// ownProfile stands for the name of a user's profile, which may tell the clinic.
const ownProfile = "a profile of the user"

// publisher replaces identifiers.
type publisher struct {
	share          bool // the set may leave the organization
	nameTherapists bool
	codes          *Codes
	names          *strings.Replacer // names of files, sheets and payers in running text
	places         map[string]string // what stands for the names of sheets and files
	fullNames      map[string]int    // names that weak patient keys share
	bareNames      map[string]int    // names of therapists without the number of the practitioner
	payers         map[string]string
	therapists     map[string]string
	years          map[string]string
	secrets        []string // of the finding at hand
}

// files replaces what names files and sheets, and with them every text that may quote one.
func (p *publisher) files(r, out *audit.Result) {
	out.Manifest.Inputs = slices.Clone(r.Manifest.Inputs)
	out.Manifest.Options = slices.Clone(r.Manifest.Options)
	out.Sheets = slices.Clone(r.Sheets)
	if !p.share {
		return
	}
	for i := range out.Manifest.Inputs {
		in := &out.Manifest.Inputs[i]
		in.Name, in.Problem = p.place(in.Name), p.text(in.Problem)
	}
	for i := range out.Manifest.Options {
		o := &out.Manifest.Options[i]
		if !harmlessOption(r, o) {
			o.Value = withheldOption
		}
	}
	out.Manifest.Tables = slices.Clone(r.Manifest.Tables)
	for i := range out.Manifest.Tables {
		origin := &out.Manifest.Tables[i].Origin
		if strings.Contains(*origin, "://") {
			continue
		}
		*origin = (*origin)[strings.LastIndexAny(*origin, `/\`)+1:]
	}
	for i := range out.Sheets {
		s := &out.Sheets[i]
		s.Name = p.place(s.Name)
		if s.OwnProfile {
			s.Profile = ownProfile
		}
		s.Notes = p.eachText(s.Notes)
		s.Columns = slices.Clone(s.Columns)
		for j := range s.Columns {
			c := &s.Columns[j]
			if s.IsX12() { // its headers are names of elements, which the program gave
				continue
			}
			c.Why, c.Flag, c.Header = p.textAt(c.Why, c.Col), p.textAt(c.Flag, c.Col), header(c.Header)
			c.Instead = slices.Clone(c.Instead)
			for k := range c.Instead {
				c.Instead[k].Why = p.textAt(c.Instead[k].Why, c.Col)
			}
			if _, bound := audit.FieldNamed(c.Field); !bound {
				c.Field = ""
			}
		}
		s.Choices = slices.Clone(s.Choices)
		for j := range s.Choices {
			c := &s.Choices[j]
			if c.What == audit.Payer.String() && c.Flag == "--payer NAME" {
				// The names are those of the log, which the list of payers shows as far as it may.
				c.Taken = "as the log names it" + afterNames(c.Taken)
			}
			c.Taken, c.Why = p.textAt(c.Taken, c.Col), p.textAt(c.Why, c.Col)
			c.Instead, c.Flag = p.textAt(c.Instead, c.Col), p.textAt(c.Flag, c.Col)
		}
	}
	out.Account.Open = p.eachText(r.Account.Open)
}

// afterNames returns where the payers of a choice were found, from the last comma on.
func afterNames(taken string) string { return taken[max(0, strings.LastIndex(taken, ", from ")):] }

// withheldOption stands for the value of an option that named a file.
const withheldOption = "(given)"

// harmlessOption reports an option whose values are the program's own; all others may name a file, a clinic or a header.
func harmlessOption(r *audit.Result, o *audit.Option) bool {
	switch strings.TrimLeft(o.Name, "-") {
	case "apply", "setting", "therapists", "fail-on", "paper", "detail", "counsel", "target":
		return true
	case "payer":
		return slices.ContainsFunc(r.Payers, func(u audit.PayerUse) bool { return u.Class == o.Value })
	}
	// Whether a file was given says nothing of it.
	return o.Value == "true" || o.Value == "false" || o.Value == "given"
}

func (p *publisher) ref(r audit.Ref) audit.Ref {
	r.Sheet = p.place(r.Sheet)
	return r
}

func (p *publisher) place(name string) string {
	if !p.share || name == "" {
		return name
	}
	return cmp.Or(p.places[name], withheld)
}

func (p *publisher) failures(r, out *audit.Result) {
	out.Failures = slices.Clone(r.Failures)
	for i := range out.Failures {
		f := &out.Failures[i]
		f.Cell, f.What = p.ref(f.Cell), p.text(f.What)
	}
}

func (p *publisher) questioned(r, out *audit.Result) {
	out.Questioned = slices.Clone(r.Questioned)
	for i := range out.Questioned {
		out.Questioned[i].Cell = p.ref(out.Questioned[i].Cell)
	}
}

// excluded leaves of each row that became no line what REP-120 allows: the row as written or, in the share set, what is needed to
// count it.
func (p *publisher) excluded(r, out *audit.Result) {
	if !p.share {
		return
	}
	out.Excluded = slices.Clone(r.Excluded)
	for i := range out.Excluded {
		s := &out.Excluded[i]
		s.Cell = audit.Ref{Sheet: p.ref(s.Cell).Sheet}
		s.Detail, s.Original, s.Offender = "", "", ""
	}
}

// accepted leaves of what was accepted which finding and until when: by whom, and why, people write in words of their own.
func (p *publisher) accepted(r, out *audit.Result) {
	if !p.share {
		return
	}
	out.Waivers = slices.Clone(r.Waivers)
	for i := range out.Waivers {
		w := &out.Waivers[i]
		w.By, w.Reason = withheldWords(w.By), withheldWords(w.Reason)
	}
	for i := range out.Findings { // copied by findings
		a := &out.Findings[i].Accepted
		a.By, a.Reason = withheldWords(a.By), withheldWords(a.Reason)
	}
}

func withheldWords(text string) string {
	if text == "" {
		return ""
	}
	return withheld
}
