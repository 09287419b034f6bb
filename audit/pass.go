package audit

import (
	"fmt"
	"math"
)

// Pass is what a rule gets to say with: the rule it runs for and a place for its findings.
type Pass struct {
	Rule   *Rule
	Proof  bool // this is the proof pass over corrected lines
	fees   FeeBook
	words  func(list, code string, on Date) string // Config.ReasonWords
	out    *tally
	number int    // of the rule in the run
	said   []said // of the group at hand
}

// Report is what a rule says of a line; the engine makes a Finding of it.
type Report struct {
	Line      *Line
	Field     Field    // the cell that is pointed at
	Also      []*Line  // further lines involved, pointed at in the same field
	Severity  Severity // 0 means the rule's own, which is the highest it may say
	Scope     Scope    // of what the finding is about; 0 means the rule's own. A rule about the whole log says it
	Message   string
	Working   string
	OtherRule string
	Billed    Quantity
	Supported Quantity
	AtStake   bool // the whole amount of the line is in question
	// Worth is what it would change where neither a correction of the log nor AtStake says so, as of a line that was not billed.
	Worth Impact
	// Beside are the places in claims and remittances that it rests on.
	Beside     []Ref
	TableRows  []string
	EitherRule bool // the units are wrong by the other unit rule too, so that they are whoever pays
	Unverified bool // rests on a table row that nobody verified: at most a warning
	Denial     string
	Action     string
	PlanDate   string
	Fix        Fix
	// Doubt is what the finding leaves open for others of the same day; nil for nothing.
	Doubt *Doubt
	// Readings say what the finding would change under each reading of what it is about. It then changes no sum itself.
	Readings []Reading
}

// NotEvaluated counts a line that the rule applies to and could not judge, with what was missing in a few words
// ("minutes: no column"). Call it at most once a line.
func (p *Pass) NotEvaluated(l *Line, cause string) {
	p.out.notEvaluated(p.number, l, cause)
}

// Item counts something that the rule judges as a whole, such as the certification of an episode, and whether it is as it
// should be: the reports print the share.
func (p *Pass) Item(met bool) {
	p.out.rules[p.number].items++
	if met {
		p.out.rules[p.number].met++
	}
}

// Compared counts something that the rule compares in the file of a line, and whether it is as it should be, for PerFile.
func (p *Pass) Compared(l *Line, met bool) {
	c := compared{of: 1}
	if met {
		c.met = 1
	}
	p.out.rules[p.number].compare(l.Layout.Sheet, c)
}

// Missing says what is missing of a field on a line, in the words of NotEvaluated.
func Missing(l *Line, f Field) string { return missingWords[f][l.State(f)] }

// missingWords are made once: on many logs most lines lack something.
var missingWords = func() (words [NumFields][OK + 1]string) {
	for f := range NumFields {
		for state := range OK + 1 {
			words[f][state] = f.String() + ": " + state.String()
		}
	}
	return words
}()

// SetSupported notes the units that the record supports on a line. The lowest one said of a line stands.
func (p *Pass) SetSupported(l *Line, units int) {
	u := int32(min(WholeUnits(units), math.MaxInt32))
	if _, known := l.Supported(); !known || u < l.supported {
		l.supported = u
	}
}

// UnitsEdit is the edit that changes the line's units.
func UnitsEdit(l *Line, units int) Edit {
	return Edit{Cell: l.Ref(UnitsBilled), Line: l.Index, Slot: l.Slot, Field: UnitsBilled,
		Old: l.Canonical(UnitsBilled), New: WholeUnits(units).String()}
}

// ModifierEdit is the edit that adds modifiers to the line.
func ModifierEdit(l *Line, add ...string) Edit {
	return Edit{Cell: l.Ref(Modifiers), Line: l.Index, Slot: l.Slot, Field: Modifiers,
		Old: l.Canonical(Modifiers), New: joinTokens(l.List(Modifiers), add), Add: add}
}

// SetEdit is the edit that gives a field another canonical value.
func SetEdit(l *Line, f Field, value string) Edit {
	return Edit{Cell: l.Ref(f), Line: l.Index, Slot: l.Slot, Field: f, Old: l.Canonical(f), New: value}
}

// BasisEstimate is the basis of an amount that no log states: the fee of the code in the tables.
const BasisEstimate = "estimated fee"

// Amount is the price of the whole line: the allowed amount if logged or answered for as many units, else the charge, else the
// estimated fee of its units.
func (p *Pass) Amount(l *Line) (Cents, string) {
	allowed, known := l.AllowedAmount()
	if known && !l.Has(Allowed) { // answered for other units, it is not the price of these
		paid := l.Service.Answer.Units
		known = paid.Known && paid.Units == l.Units()
	}
	switch {
	case known:
		return allowed, "allowed"
	case l.Has(Charge):
		return l.Money(Charge), "charge"
	}
	if p.fees != nil && l.Has(Code) && l.Has(DateOfService) {
		if fee, ok := p.fees.UnitFee(l.Text(Code), l.Date(DateOfService)); ok {
			return fee.Scale(int64(l.Units()), 1000), BasisEstimate
		}
	}
	return 0, ""
}

// Report adds a finding about the group. Severity, safety and citations are held to what the rule, the date and the
// tables allow.
func (p *Pass) Report(r Report) {
	l := r.Line
	f := p.out.found.next()
	*f = Finding{
		Rule: p.Rule.ID, Name: p.Rule.Name, Severity: p.Rule.Severity, Scope: p.Rule.Scope,
		Cell: l.Ref(r.Field), Field: r.Field.String(), Original: l.Written(r.Field),
		Patient: PatientKey(l.Session), Visit: visitKey(l), Date: l.Canonical(DateOfService), PlanDate: r.PlanDate,
		Code: l.Text(Code), Therapist: l.Text(Therapist), Payer: l.Text(Payer), Claim: l.Text(ClaimID),
		Billed: r.Billed, Supported: r.Supported, Message: r.Message, Working: r.Working, OtherRule: r.OtherRule,
		TableRows: r.TableRows, Denial: p.Rule.Denial, Fix: r.Fix, Action: r.Action, Status: "open",
	}
	if r.Scope != 0 {
		f.Scope = r.Scope
	}
	if r.Severity != 0 {
		f.Severity = min(r.Severity, p.Rule.Severity)
	}
	if r.Denial != "" {
		f.Denial = r.Denial
	}
	if len(r.Also) > 0 {
		f.Related = make([]Ref, len(r.Also))
		for i, also := range r.Also {
			f.Related[i] = also.Ref(r.Field)
		}
	}
	f.Beside = r.Beside
	f.Answer = p.answerTo(f.Denial, append([]*Line{l}, r.Also...)...)
	for _, cite := range p.Rule.Cites {
		if !l.Has(DateOfService) || cite.In.Holds(l.Date(DateOfService)) {
			f.Cites = append(f.Cites, cite.String())
		}
	}
	p.hold(f, l, r.Unverified)
	doubtfulPayer := p.assumptions(f, l, r.EitherRule)
	p.followCharges(f)
	p.price(f, &r)
	if r.AtStake || !p.Rule.JudgesUnits { // a rule about units that takes a line off moves its units, and the totals hold them
		f.Questions = questionedBy(&r)
	}
	if f.Readings = r.Readings; len(r.Readings) > 0 {
		f.InDoubt, f.Impact = p.Rule.ID, Impact{}
	}
	if doubtfulPayer && f.InDoubt == "" {
		f.InDoubt, f.Impact = payerUnknown, Impact{}
	}
	if !p.Proof {
		p.said = append(p.said, said{f, p.Rule, l, r.Also, r.Doubt})
	}
}

// payerUnknown is the rule that says that a payer is not known.
const payerUnknown = "I005"

// assumptions notes what a finding rests on that was only assumed, and holds its fix for review. It reports whether the finding
// stands only if the payer is the assumed one.
func (p *Pass) assumptions(f *Finding, l *Line, eitherRule bool) (doubtful bool) {
	if fields := l.Layout.Assumed & (p.Rule.Needs | p.Rule.Columns | restedOn[p.Rule.Scope]); fields != 0 {
		for field := range NumFields {
			if fields.Has(field) {
				f.Assumes = append(f.Assumes, field.String())
			}
		}
	}
	if l.Terms.AssumedPayer && p.Rule.Payers != AnyPayer {
		f.Assumes = append(f.Assumes, Payer.String())
		if doubtful = !eitherRule; doubtful && f.Severity == Error {
			f.Severity = Warning
		}
	}
	if len(f.Assumes) > 0 && f.Fix.Safety == Safe {
		f.Fix.Safety = Review
	}
	return doubtful
}

// restedOn are the fields that make the groups of a scope, on which every finding of it rests.
var restedOn = [...]FieldSet{
	ScopeSession: Fields(Code), ScopeDay: Fields(Code, DateOfService, PatientID, PatientName, UnitsBilled, Minutes, TimedMinutes),
	ScopeYear: Fields(DateOfService, PatientID, PatientName), ScopeEpisode: Fields(DateOfService, PatientID, PatientName),
	ScopePatient: Fields(DateOfService, PatientID, PatientName), ScopeShift: Fields(DateOfService, Therapist),
	ScopeMonth: Fields(DateOfService, Therapist), ScopeLog: 0,
}

// hold lowers severity and safety where the finding rests on something assumed, and refuses a safe fix that raises
// what is billed or attests: that is an error of the rule.
func (p *Pass) hold(f *Finding, l *Line, unverified bool) {
	assumed := p.Rule.Payers != AnyPayer && l.Terms.Assumed
	if assumed {
		f.Message += " (the payer's rule is the default of its class, no profile states it)"
	}
	if unverified {
		f.Message += " (rests on a table row that is not verified)"
	}
	if (assumed || unverified) && f.Severity == Error {
		f.Severity = Warning
	}
	if (assumed || unverified) && f.Fix.Safety == Safe {
		f.Fix.Safety = Review
	}
	f.Fix.Safety = min(f.Fix.Safety, p.Rule.MaxSafety)
	if l.Layout.ByHand {
		f.Fix.Safety = min(f.Fix.Safety, Manual)
	}
	if f.Fix.Safety == Safe {
		for _, e := range f.Fix.Edits {
			if why := unsafeEdit(e); why != "" && !e.Review {
				f.Fix.Safety = Review
				p.out.fail(p.Rule, l, "a safe correction "+why+"; it was held back for review")
			}
		}
	}
}

// unsafeEdit says why an edit must not be safe; nothing if it may.
func unsafeEdit(e Edit) string {
	switch e.Field {
	case UnitsBilled:
		before, errBefore := parseDecimal(e.Old, 3)
		after, errAfter := parseDecimal(e.New, 3)
		if errBefore != nil || errAfter != nil || after > before || after < 0 {
			return "would raise the units"
		}
		return ""
	case Modifiers:
		if e.Add == nil {
			return "would take modifiers away"
		}
		for _, m := range e.Add {
			switch m {
			case "GO", "GP", "GN", "CO", "CQ":
			default:
				return fmt.Sprintf("would attest by the modifier %s", m)
			}
		}
		return ""
	case Charge:
		before, errBefore := ParseCents(e.Old)
		after, errAfter := ParseCents(e.New)
		if !e.Follows || errBefore != nil || errAfter != nil || after > before || after < 0 {
			return "would raise a charge"
		}
		return ""
	default:
		return "would change the field " + e.Field.String()
	}
}

// price gives the finding its effect in units and money. Only changed units change money; AtStake puts the whole line.
func (p *Pass) price(f *Finding, r *Report) {
	if r.AtStake {
		amount, basis := p.Amount(r.Line)
		f.Impact = Impact{Units: -r.Line.Units(), Money: -amount, Basis: basis}
		return
	}
	f.Impact = r.Worth
	for _, e := range f.Fix.Edits {
		if e.Field != UnitsBilled {
			continue
		}
		line := p.out.line(e.Line)
		after, err := parseDecimal(e.New, 3)
		if err != nil {
			continue
		}
		f.Impact.Units += Units(after) - line.Units()
		if c, basis, ok := p.change(line, Units(after)); ok {
			f.Impact.Money += c
			f.Impact.Basis = basis
		}
	}
}

// change is what moving the line to other units does to its amount: the amount times supported over billed (REP-36).
func (p *Pass) change(l *Line, to Units) (Cents, string, bool) {
	amount, basis := p.Amount(l)
	if basis == "" || l.Units() <= 0 {
		return 0, "", false
	}
	return amount.Scale(int64(to), int64(l.Units())) - amount, basis, true
}
