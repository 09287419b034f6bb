package audit

import (
	"slices"
	"sort"
	"sync"
)

// lineClass is what lines have in common that decides, before any value of theirs is looked at, what each rule can do with
// them: code, discipline, the payer's terms, the modifiers that rules ask for, which fields are readable, bad and supplied at
// all, and the period of the rule book. A log has few kinds, so that the question is asked once of a kind and not of every line.
type lineClass struct {
	Proc  *Procedure // nil if the code is not in the table on that date
	Terms *Terms     // of the payer; never nil, Known says whether the payer is

	out           ruleSet // rules that do not concern such lines: about others, not in force, or not wanted by the payer
	missingInputs ruleSet // rules that concern them and lack what they need
	undetermined  ruleSet // both
	noOp          ruleSet // rules that have nothing to do for them: those that are out, and those lacking inputs that need no look at a line
	causes        []cause // what rules with missing inputs lack
	// modifiers of the lines.
	modifiers ModifierSet
	// What rules without a test make of each line of the kind.
	counted  ruleSet   // they apply to it
	judged   familySet // the families of those that judge it
	unjudged ruleSet   // those that cannot
}

// cause says why a rule cannot judge lines of a kind.
type cause struct {
	rule int
	text string
}

func (k *lineClass) cause(rule int) string {
	for i := range k.causes {
		if k.causes[i].rule == rule {
			return k.causes[i].text
		}
	}
	return ""
}

// classKey is what makes a kind.
type classKey struct {
	proc           *Procedure
	terms          *Terms
	ok, bad, bound FieldSet
	period         int32
	modifiers      ModifierSet
	discipline     Discipline
	shown          bool
}

// lineClasses holds the kinds of a run. It may be asked from several goroutines.
type lineClasses struct {
	rules   []numbered
	borders []Date // days on which a rule comes into force, or is no more: the periods of the rule book lie between
	mu      sync.Mutex
	known   map[classKey]*lineClass
	// failures are of rules that stopped when they were asked of a kind.
	failures []Failure
	// unnamed are the terms for lines that name no payer, by those of the payer that is assumed.
	unnamed map[unnamedTerms]*Terms
}

type unnamedTerms struct {
	of      *Terms
	reading UnnamedPayerReading
}

// unnamedPayer returns the terms of a payer for lines that do not name it; the same for the same. Where the payer is open only the
// unit rules are left.
func (k *lineClasses) unnamedPayer(of *Terms, reading UnnamedPayerReading) *Terms {
	k.mu.Lock()
	defer k.mu.Unlock()
	key := unnamedTerms{of, reading}
	made := k.unnamed[key]
	if made == nil {
		terms := *of
		if reading == PayerOpen {
			terms = Terms{Class: of.Class, UnitRule: of.UnitRule, Source: of.Source, Verified: of.Verified}
		}
		terms.AssumedPayer = true
		made = &terms
		if k.unnamed == nil {
			k.unnamed = map[unnamedTerms]*Terms{}
		}
		k.unnamed[key] = made
	}
	return made
}

func newLineClasses(rules []*Rule) *lineClasses {
	k := &lineClasses{rules: numberRules(rules), known: map[classKey]*lineClass{}}
	for _, r := range rules {
		if r.In.HasFrom {
			k.borders = append(k.borders, r.In.From)
		}
		if r.In.HasTo {
			k.borders = append(k.borders, r.In.To+1)
		}
	}
	slices.Sort(k.borders)
	k.borders = slices.Compact(k.borders)
	return k
}

// keyOf gives the key of a line of which the tables and the set of its modifiers are known.
func (k *lineClasses) keyOf(l *Line, proc *Procedure, terms *Terms, modifiers ModifierSet) classKey {
	key := classKey{proc: proc, terms: terms, ok: l.ok, bad: l.bad, bound: l.bound(), period: -1, modifiers: modifiers,
		discipline: l.Discipline, shown: l.Shown}
	if l.Has(DateOfService) {
		on := l.Date(DateOfService)
		key.period = int32(sort.Search(len(k.borders), func(i int) bool { return k.borders[i] > on }))
	}
	return key
}

func (k *lineClasses) of(key classKey, l *Line) *lineClass {
	k.mu.Lock()
	defer k.mu.Unlock()
	made := k.known[key]
	if made == nil {
		made = k.make(l, &key)
		k.known[key] = made
	}
	return made
}

// make asks every rule about a line that stands for all of its kind. Rules ask the kind for the modifiers, so that it is a
// copy of the line that has it already.
func (k *lineClasses) make(of *Line, key *classKey) *lineClass {
	made := &lineClass{Proc: key.proc, Terms: key.terms, modifiers: key.modifiers}
	line := *of
	line.lineClass = made
	l := &line
	for _, r := range k.rules {
		concern, missing := k.ask(r.Rule, l)
		switch concern {
		case No:
			made.out.add(r.number)
			made.noOp.add(r.number)
			continue
		case ByContract:
			made.missingInputs.add(r.number)
			made.causes = append(made.causes, cause{r.number, missing})
		}
		if r.Applies != nil {
			continue
		}
		made.counted.add(r.number)
		if concern == Yes {
			made.judged |= r.family
		} else {
			made.unjudged.add(r.number)
			made.noOp.add(r.number)
		}
	}
	made.undetermined = made.out
	made.undetermined.join(&made.missingInputs)
	return made
}

// ask asks a rule about a kind. One that panics is a failure and judges no line of the kind.
func (k *lineClasses) ask(r *Rule, l *Line) (concern Demand, missing string) {
	defer func() {
		if problem := recover(); problem != nil {
			k.failures = append(k.failures, failureOf(r, l, stopped(problem)))
			concern, missing = ByContract, ruleStopped
		}
	}()
	if r.Aside != NotAside {
		return No, ""
	}
	return concernOf(r, l)
}

// concernOf says whether a rule judges lines like this one, as far as Applies does not leave them out: Yes, No, or
// ByContract if it would and something is missing, which the cause names.
func concernOf(r *Rule, l *Line) (concern Demand, cause string) {
	dated := l.Has(DateOfService)
	wanted := Yes
	if r.Payers != AnyPayer && !r.outsidePartB(l.Terms) {
		if wanted = ByContract; l.Terms.Known() || l.Terms.AssumedPayer && r.JudgesUnits {
			wanted = r.Payers.asks(l.Terms)
		}
	}
	acrossPatients := r.Scope >= ScopeShift
	if r.Scope == ScopeImport || wanted == No || r.Concerns != nil && !r.Concerns(l) || dated && !r.In.Holds(l.Date(DateOfService)) || acrossPatients && !dated && r.Scope != ScopeLog {
		return No, ""
	}
	if r.outsidePartB(l.Terms) {
		return ByContract, notPartB
	}
	lacking := r.Needs&^l.ok | r.Columns&^l.bound()
	grouped := r.Scope == ScopeSession || r.Scope == ScopeService || acrossPatients || hasGroup(l.Session)
	if dated && grouped && lacking == 0 && wanted == Yes {
		return Yes, ""
	}
	return ByContract, causeOf(r, l, lacking)
}

// notPartB is the cause on lines that are paid by the stay: that no difference was found there says nothing.
const notPartB = "payer: paid by the stay or the period, not under Part B"

// outsidePartB says whether the rule is about units, modifiers, thresholds or the minutes that units rest on, and the payer
// does not pay by them.
func (r *Rule) outsidePartB(t *Terms) bool {
	if !t.PaysByStay() {
		return false
	}
	switch r.Family() {
	case 'U', 'M', 'T':
		return true
	}
	return r.Payers == PooledUnits || r.Payers == MidpointUnits || r.Payers == KnownUnitRule
}

// causeOf says what keeps a rule from judging a line.
func causeOf(r *Rule, l *Line, lacking FieldSet) string {
	switch {
	case !l.Has(DateOfService):
		return Missing(l, DateOfService)
	case r.Scope != ScopeSession && r.Scope < ScopeService && !hasGroup(l.Session):
		return Missing(l, PatientID)
	case r.Payers != AnyPayer && !l.Terms.Known() && !(l.Terms.AssumedPayer && r.JudgesUnits):
		return payerCause(l)
	case r.Payers != AnyPayer && r.Payers.asks(l.Terms) == ByContract:
		return "payer: the contract decides"
	}
	for f := range NumFields {
		if lacking.Has(f) {
			return Missing(l, f)
		}
	}
	return ""
}

func payerCause(l *Line) string {
	if l.Has(Payer) {
		return "payer: class unknown"
	}
	return Missing(l, Payer)
}

// asks says whether a payer wants what the rules of the scope check.
func (p PayerScope) asks(t *Terms) Demand {
	demandOf := func(yes bool) Demand {
		if yes {
			return Yes
		}
		return No
	}
	switch p {
	case PooledUnits:
		return demandOf(t.UnitRule == UnitRuleCMS8)
	case MidpointUnits:
		return demandOf(t.UnitRule == UnitRuleMidpoint)
	case KnownUnitRule:
		if t.UnitRule == UnitRuleUnknown {
			return ByContract
		}
		return Yes
	case MedicareStatus:
		return t.MedicareStatus
	case KXThreshold:
		return t.KX
	case CodeEdits:
		return t.NCCI
	case UnitLimits:
		return t.MUE
	case DisciplineModifiers:
		return t.DisciplineModifier
	case AssistantModifiers:
		return t.AssistantModifier
	default:
		return Yes
	}
}
