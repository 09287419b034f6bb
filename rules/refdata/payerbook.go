package refdata

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"otaudit/audit"
)

// PayerOverride is what a profile says of a payer. A zero field leaves the default of the payer's class.
type PayerOverride struct {
	Class              string
	UnitRule           audit.UnitRule
	DisciplineModifier audit.Demand
	AssistantModifier  audit.Demand
	KX                 audit.Demand
	MPPR               audit.Demand
	NCCI               audit.Demand
	MUE                audit.Demand
	MedicareStatus     audit.Demand
	CertificationDays  int
	ReportEvery        int
	FilingDays         int
	Limits             *audit.DayLimits
	Downstream         bool // a billing system adds the therapy modifiers later
}

// PayerBook gives the terms of payers as they are named in a log. It implements [audit.PayerBook].
//
// Overrides are set before the audit begins; Terms may then be called from several goroutines.
type PayerBook struct {
	tables       *Tables
	defaultClass string
	byName       map[string]PayerOverride // folded name
	byClass      map[string]PayerOverride
	payers       sync.Map // name as written -> *payer
	unknown      audit.Terms
}

// payer is a name once it is looked up.
type payer struct {
	rows  []datedTerms
	noRow audit.Terms // on a day for which the class has no row
}

type datedTerms struct {
	window audit.Window
	terms  audit.Terms
}

var _ audit.PayerBook = (*PayerBook)(nil)

// Payers makes a book. defaultClass answers for lines without a payer; it may be empty. The error says that it is not a
// class of payers.csv.
func (t *Tables) Payers(defaultClass string) (*PayerBook, error) {
	if err := t.checkClass(defaultClass); err != nil {
		return nil, err
	}
	return &PayerBook{
		tables: t, defaultClass: defaultClass, byName: map[string]PayerOverride{}, byClass: map[string]PayerOverride{},
	}, nil
}

// PayerClasses lists the classes of payers.csv in alphabetical order.
func (t *Tables) PayerClasses() []string {
	classes := make([]string, 0, len(t.classes))
	for class := range t.classes {
		classes = append(classes, class)
	}
	slices.Sort(classes)
	return classes
}

func (t *Tables) checkClass(class string) error {
	if class == "" || t.KnownPayerClass(class) {
		return nil
	}
	return fmt.Errorf("payer class %q is not known; classes are %s", class, strings.Join(t.PayerClasses(), ", "))
}

// Override states the terms of the payer that is named so, apart from case and punctuation; the whole name must agree.
// The error says that the class is not one of payers.csv, or that the name is empty.
func (b *PayerBook) Override(name string, o PayerOverride) error {
	folded := foldName(name)
	if strings.TrimSpace(folded) == "" {
		return fmt.Errorf("payer name %q holds no letter or digit", name)
	}
	if err := b.tables.checkClass(o.Class); err != nil {
		return err
	}
	b.byName[folded] = o
	return nil
}

// OverrideClass states the terms of all payers of a class; what [PayerBook.Override] says of one of them comes first.
// The error says that the class is not one of payers.csv, or that the override itself names a class.
func (b *PayerBook) OverrideClass(class string, o PayerOverride) error {
	if o.Class != "" {
		return fmt.Errorf("payer class %q cannot be given another class", class)
	}
	if err := b.tables.checkClass(class); err != nil {
		return err
	}
	b.byClass[class] = o
	return nil
}

// Terms gives the terms of a payer on a day. Without a class the terms are not known. On a day for which the class has
// no row, the class is given and no rule: nothing is carried over from another year.
func (b *PayerBook) Terms(name string, on audit.Date) *audit.Terms {
	found, ok := b.payers.Load(name)
	if !ok {
		found, _ = b.payers.LoadOrStore(name, b.lookUp(name))
	}
	p := found.(*payer)
	if p == nil {
		return &b.unknown
	}
	for i := range p.rows {
		if p.rows[i].window.Holds(on) {
			return &p.rows[i].terms
		}
	}
	return &p.noRow
}

// unknownTerms are those of a payer whose name no table knows (I005): most are commercial plans, which follow the midpoint rule.
// What else they want is not known.
var unknownTerms = audit.Terms{UnitRule: audit.UnitRuleMidpoint, Assumed: true, AssumedPayer: true, Source: "assumed of an unknown name"}

// lookUp finds the class of a name and works out its terms in each window; nil if there is no class.
func (b *PayerBook) lookUp(name string) *payer {
	own := b.byName[foldName(name)]
	class := own.Class
	if class == "" {
		class, _ = b.tables.ClassOfPayer(name)
	}
	if class == "" && strings.TrimSpace(name) == "" {
		class = b.defaultClass
	}
	switch {
	case class != "":
	case strings.TrimSpace(name) == "":
		return nil
	default:
		return &payer{noRow: unknownTerms}
	}
	overrides := []PayerOverride{b.byClass[class], own}
	p := &payer{noRow: overridden(audit.Terms{Class: class}, overrides)}
	listed := b.tables.ListsPayer(name)
	p.noRow.Listed = listed
	for _, row := range b.tables.classes[class] {
		terms := overridden(row.value.Terms, overrides)
		terms.Listed = listed
		p.rows = append(p.rows, datedTerms{row.window, terms})
	}
	return p
}

// overridden lays overrides over terms, the last one strongest.
func overridden(terms audit.Terms, overrides []PayerOverride) audit.Terms {
	stated := false
	for _, o := range overrides {
		if o.UnitRule != audit.UnitRuleUnknown {
			terms.UnitRule, terms.Assumed, stated = o.UnitRule, false, true
		}
		for _, demand := range []struct {
			of   *audit.Demand
			says audit.Demand
		}{
			{&terms.DisciplineModifier, o.DisciplineModifier}, {&terms.AssistantModifier, o.AssistantModifier},
			{&terms.KX, o.KX}, {&terms.MPPR, o.MPPR}, {&terms.NCCI, o.NCCI}, {&terms.MUE, o.MUE},
			{&terms.MedicareStatus, o.MedicareStatus},
		} {
			if demand.says != audit.ByContract {
				*demand.of, stated = demand.says, true
			}
		}
		if o.CertificationDays > 0 {
			terms.CertificationDays, stated = o.CertificationDays, true
		}
		if o.ReportEvery > 0 {
			terms.ReportEvery, stated = o.ReportEvery, true
		}
		if o.FilingDays > 0 {
			terms.FilingDays, stated = o.FilingDays, true
		}
		if o.Limits != nil {
			terms.Limits, stated = o.Limits, true
		}
		terms.Downstream = terms.Downstream || o.Downstream
	}
	if stated {
		terms.Verified = "profile"
		terms.Source = strings.TrimSuffix("profile; "+terms.Source, "; ")
	}
	return terms
}
