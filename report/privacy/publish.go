package privacy

import (
	"maps"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// Options is what the user asked for.
type Options struct {
	Mode           model.Mode
	CodeTherapists bool       // --therapists=code
	Crosswalk      *Crosswalk // of an earlier run, so that its codes stay; nil for new codes
}

// Publish gives a copy of the result in which every identifier is replaced as the mode demands, and every finding has
// its id. Reporters print published results only and need to know nothing of modes. The crosswalk holds the codes
// that were given out; it is nil if the mode gave none. The given result and crosswalk are not changed.
// The only error is a crosswalk that has no free numbers left.
func Publish(r *audit.Result, p Options) (*audit.Result, *Crosswalk, error) {
	return Begin(r, p).Finish()
}

// Publishing is a publication under way: the codes of the visits, of which a log has many, are given out.
type Publishing struct {
	result    *audit.Result
	publisher *publisher
	visits    func() []string
	err       error
	begun     chan struct{} // closed when all of the above is there
}

// Begin begins to do beside the caller's work what Publish does. Until Finish is called, only the state of
// corrections and the account of the result may change.
func Begin(r *audit.Result, p Options) *Publishing {
	b := &Publishing{result: r, begun: make(chan struct{})}
	go func() {
		defer close(b.begun)
		b.publisher, b.err = newPublisher(r, p)
		if b.err == nil {
			b.visits = b.publisher.visits(r)
		}
	}()
	return b
}

// MayCompare is the function of this name with the codes that are given out by now; it waits for them.
func (b *Publishing) MayCompare(earlier *audit.Result) error {
	<-b.begun
	if b.err != nil {
		return b.err
	}
	return MayCompare(Options{Mode: b.publisher.mode, Crosswalk: b.publisher.crosswalk}, earlier)
}

// Finish gives what Publish gives. It is called once.
func (b *Publishing) Finish() (*audit.Result, *Crosswalk, error) {
	<-b.begun
	if b.err != nil {
		return nil, nil, b.err
	}
	r, out, pub := b.result, *b.result, b.publisher
	pub.payersOf(r)
	pub.files(r, &out)
	pub.people(r, &out)
	out.Visits = b.visits()
	pub.findings(r, &out)
	pub.asides(r, &out)
	pub.failures(r, &out)
	pub.questioned(r, &out)
	pub.opinions(r, &out)
	out.Manifest.Mode = string(pub.mode)
	out.Manifest.CrosswalkID = ""
	if pub.crosswalk.empty() {
		return &out, nil, nil
	}
	out.Manifest.CrosswalkID = pub.crosswalk.ID
	return &out, pub.crosswalk, nil
}

func newPublisher(r *audit.Result, p Options) (*publisher, error) {
	mode, err := model.ParseMode(string(p.Mode))
	if err != nil {
		return nil, err
	}
	crosswalk, err := newCodes(r, p.Crosswalk)
	if err != nil {
		return nil, err
	}
	return &publisher{mode: mode, codeTherapists: p.CodeTherapists, crosswalk: crosswalk, columns: columnFields(r)}, nil
}

// ownProfile stands for the name of a user's profile, which may tell the clinic.
const ownProfile = "a profile of the user"

// publisher replaces identifiers.
type publisher struct {
	mode           model.Mode
	codeTherapists bool
	crosswalk      *Crosswalk
	names          *strings.Replacer // names of files and sheets in running text; nil if they may stand
	columns        map[audit.Ref]string
	fullNames      map[string]int // names that weak patient keys share
	bareNames      map[string]int // names of therapists without the number of the practitioner
	payers         map[string]string
	therapists     map[string]string
	codes          map[string]string
	years          map[string]string
	sheet          [2]string // the sheet that was asked for last, and its code
	secrets        []string  // of the finding at hand
}

// columnFields maps a column (row 0) to the canonical field it was bound to.
func columnFields(r *audit.Result) map[audit.Ref]string {
	fields := map[audit.Ref]string{}
	for i := range r.Sheets {
		for _, c := range r.Sheets[i].Columns {
			fields[audit.Ref{Sheet: r.Sheets[i].Name, Col: c.Col}] = c.Field
		}
	}
	return fields
}

// files replaces what names files and sheets, and with them every text that may quote one.
func (p *publisher) files(r, out *audit.Result) {
	out.Manifest.Inputs = slices.Clone(r.Manifest.Inputs)
	out.Manifest.Options = slices.Clone(r.Manifest.Options)
	out.Sheets = slices.Clone(r.Sheets)
	if p.mode != model.ModeCode {
		return
	}
	var pairs []string
	for i := range out.Sheets {
		s := &out.Sheets[i]
		code := p.crosswalk.code(sheetKind, s.Name)
		pairs = append(pairs, s.Name, code)
		// The name of the sheet alone may stand in a text too.
		if _, alone, _ := strings.Cut(s.Name, "!"); len(alone) >= shortestSecret && header(alone) != alone {
			pairs = append(pairs, alone, code)
		}
		s.Name = code
	}
	for i := range out.Manifest.Inputs {
		in := &out.Manifest.Inputs[i]
		code := p.crosswalk.code(fileKind, in.Name)
		pairs = append(pairs, in.Name, code)
		if stem := strings.TrimSuffix(in.Name, fileExtension(in.Name)); stem != "" {
			pairs = append(pairs, stem+".audited", code+".audited")
		}
		in.Name = code
	}
	for name, shown := range p.payers {
		if shown != name && len(name) >= shortestSecret && header(name) != name {
			pairs = append(pairs, name, shown)
		}
	}
	p.names = longestFirst(pairs)
	for i := range out.Manifest.Inputs {
		out.Manifest.Inputs[i].Problem = p.text(out.Manifest.Inputs[i].Problem)
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
	case "apply", "setting", "therapists", "fail-on", "phi", "paper", "detail", "counsel", "target":
		return true
	case "payer":
		return slices.ContainsFunc(r.Payers, func(u audit.PayerUse) bool { return u.Class == o.Value })
	}
	// Whether a file was given says nothing of it.
	return o.Value == "true" || o.Value == "false" || o.Value == "given"
}

func fileExtension(name string) string {
	if dot := strings.LastIndexByte(name, '.'); dot > 0 {
		return name[dot:]
	}
	return ""
}

// longestFirst makes a replacer of pairs that prefers jan.xlsx!Log to jan.xlsx.
func longestFirst(pairs []string) *strings.Replacer {
	byName := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i] != "" {
			byName[pairs[i]] = pairs[i+1]
		}
	}
	names := slices.SortedFunc(maps.Keys(byName), func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	ordered := make([]string, 0, 2*len(names))
	for _, name := range names {
		ordered = append(ordered, name, byName[name])
	}
	return strings.NewReplacer(ordered...)
}

func (p *publisher) ref(r audit.Ref) audit.Ref {
	if p.mode != model.ModeCode || r.Sheet == "" {
		return r
	}
	if r.Sheet != p.sheet[0] {
		p.sheet = [2]string{r.Sheet, p.crosswalk.code(sheetKind, r.Sheet)}
	}
	r.Sheet = p.sheet[1]
	return r
}

func (p *publisher) failures(r, out *audit.Result) {
	out.Failures = slices.Clone(r.Failures)
	for i := range out.Failures {
		f := &out.Failures[i]
		f.Cell, f.What = p.ref(f.Cell), p.quoting(f.What)
	}
}

func (p *publisher) questioned(r, out *audit.Result) {
	out.Questioned = slices.Clone(r.Questioned)
	for i := range out.Questioned {
		out.Questioned[i].Cell = p.ref(out.Questioned[i].Cell)
	}
}

// asides gives of each row that became no line what REP-120 allows: the row, the offending cell, or the row's shape.
func (p *publisher) asides(r, out *audit.Result) {
	out.Excluded = slices.Clone(r.Excluded)
	for i := range out.Excluded {
		s := &out.Excluded[i]
		switch p.mode {
		case model.ModeCode:
			s.Cell, s.Detail = p.ref(s.Cell), p.text(s.Detail)
			s.Original, s.Offender = Shape(s.Original), Shape(s.Offender)
		case model.ModeID:
			field := p.columns[audit.Ref{Sheet: s.Cell.Sheet, Col: s.Cell.Col}]
			shown := p.value(field, s.Offender)
			if shown != s.Offender {
				s.Detail = shapeQuoted(s.Detail)
			}
			s.Original, s.Offender = shown, shown
		}
	}
}
