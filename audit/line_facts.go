package audit

import (
	"cmp"
	"slices"
)

// lineFacts is what a line adds to every total it belongs to.
type lineFacts struct {
	whole      bool      // every applicable rule could be evaluated
	evaluated  familySet // the families of which every applicable rule could
	erred      familySet
	billed     Units
	judged     bool // its units could be
	supported  Units
	difference Units
	amount     Cents
	basis      string
	change     Cents
	priced     bool
	assumed    bool // the payer's unit rule is only assumed
	stated
}

// stated is what a line says by itself.
type stated struct {
	assistantMinutes, assistantOf int // of a line that states both
	timedMinutes, timedUnits      int
	treats                        bool // it is no evaluation
}

// statedOn reads the line.
func statedOn(l *Line) (s stated) {
	if l.Has(Minutes) {
		if l.Has(AssistantMinutes) {
			s.assistantMinutes, s.assistantOf = l.Int(AssistantMinutes), l.Int(Minutes)
		}
		if l.Proc != nil && l.Proc.Pooled && l.Has(UnitsBilled) {
			s.timedMinutes, s.timedUnits = l.Int(Minutes), l.Units().Int()
		}
	}
	s.treats = l.Proc == nil || l.Proc.Kind != "evaluation"
	return s
}

// factory works the facts of one line after the other out.
type factory struct {
	lineFacts
	families []ratedFamily
	sets     *ruleSets
	pass     *Pass
	last     *Line // the line before
	lastOf   familySet
}

func (f *factory) of(l *Line) {
	f.judge(l)
	f.stated = statedOn(l)
	f.erred = l.erred()
	f.ofUnits(l)
}

// ofUnits works out what was billed, what the record supports, and the money that moves with the difference.
func (f *factory) ofUnits(l *Line) {
	f.billed = l.Units()
	f.supported, f.judged = l.Supported()
	f.judged = f.judged && l.Has(UnitsBilled)
	f.amount, f.basis, f.difference, f.change, f.priced = 0, "", 0, 0, false
	if !f.judged {
		return
	}
	f.assumed = l.Terms.Assumed || l.Terms.AssumedPayer || l.Layout.Assumed&restedOn[ScopeDay] != 0
	f.amount, f.basis = f.pass.Amount(l)
	if f.difference = f.billed - f.supported; f.difference != 0 {
		f.change, _, f.priced = f.pass.change(l, f.supported)
	}
}

// part names the part of a total that holds the difference of the line; empty if there is none.
func (f *lineFacts) part() string {
	switch {
	case !f.judged || f.difference == 0:
		return ""
	case !f.priced:
		return HeldUnpriced
	case f.assumed:
		return HeldAssumed
	case f.basis == BasisEstimate:
		return HeldEstimated
	}
	return HeldLogged
}

// judge says which families were evaluated. The line before was mostly judged by the same rules.
func (f *factory) judge(l *Line) {
	judged := l.judged()
	if f.last == nil || judged != f.lastOf || !sameRules(f.last, l) {
		unjudged := l.unjudged(f.sets)
		f.whole, f.evaluated = judged != 0, 0
		for i := range f.families {
			family := &f.families[i]
			switch {
			case unjudged.meets(&family.rules):
				f.whole = false
			case judged&family.bit != 0:
				f.evaluated |= family.bit
			}
		}
	}
	f.last, f.lastOf = l, judged
}

// sameRules says that the same rules could not judge the two lines; false if that takes a longer look.
func sameRules(a, b *Line) bool {
	return a.lineClass == b.lineClass && a.marks[mainPhase].unjudged == b.marks[mainPhase].unjudged &&
		a.marks[monthPhase].unjudged == b.marks[monthPhase].unjudged && a.marks[logPhase].unjudged == b.marks[logPhase].unjudged
}

// ratedFamily is a family of rules with those that were evaluated on at least one line.
type ratedFamily struct {
	letter byte
	bit    familySet
	rules  ruleSet
}

// familiesOf lists the families whose rules judge lines, in order.
func familiesOf(cfg *Config, out *tally) []ratedFamily {
	var families []ratedFamily
	for number, r := range cfg.Rules {
		if r.Scope == ScopeImport {
			continue
		}
		at := slices.IndexFunc(families, func(f ratedFamily) bool { return f.letter == r.Family() })
		if at < 0 {
			at = len(families)
			families = append(families, ratedFamily{letter: r.Family(), bit: familyOf(r.Family())})
		}
		if out.rules[number].evaluated() > 0 {
			families[at].rules.add(number)
		}
	}
	slices.SortFunc(families, func(a, b ratedFamily) int { return cmp.Compare(a.letter, b.letter) })
	return families
}
