package audit

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// toyBooks know one timed code and one payer.
type toyBooks struct{}

func (toyBooks) Procedure(code string, _ Date) *Procedure {
	if code == "97530" {
		return toyProcedure
	}
	return nil
}
func (toyBooks) Terms(name string, _ Date) *Terms {
	if name == "Medicare" {
		return toyTerms
	}
	return unknownTerms
}

var (
	toyProcedure = &Procedure{Code: "97530", Timed: true, Pooled: true, Verified: "published"}
	toyTerms     = &Terms{Class: "medicare_b", UnitRule: UnitRuleCMS8, DisciplineModifier: Yes}
)

// toyRule makes a complete rule of a judge function.
func toyRule(id string, scope Scope, judge func(*Pass, *Group)) *Rule {
	return &Rule{ID: id, Name: "toy-" + strings.ToLower(id), Purpose: "Checks that toys work.", Doc: "doc", Severity: Error,
		Cites: []Cite{{Source: "Convention"}}, MaxSafety: Safe, Scope: scope, Judge: judge}
}

// atMostTwo lowers lines above two units.
func atMostTwo(p *Pass, g *Group) {
	for _, l := range g.Lines {
		p.SetSupported(l, min(l.Units().Int(), 2))
		if l.Units() > WholeUnits(2) {
			p.Report(Report{Line: l, Field: UnitsBilled, Message: "more than two",
				Fix: Fix{Title: "lower", Safety: Safe, Edits: []Edit{UnitsEdit(l, 2)}}})
		}
	}
}

func addModifier(modifier string) func(*Pass, *Group) {
	return func(p *Pass, g *Group) {
		for _, l := range g.Lines {
			if !slices.Contains(l.List(Modifiers), modifier) {
				p.Report(Report{Line: l, Field: Modifiers, Message: "no " + modifier,
					Fix: Fix{Title: "add", Safety: Safe, Edits: []Edit{ModifierEdit(l, modifier)}}})
			}
		}
	}
}

// toyLog makes sessions of units, one row each: patient by row mod 5, day by row mod 3.
func toyLog(units ...int) []*Session {
	layout := &Layout{Sheet: "toy.csv", Symbols: NewSymbols(), Slots: make([]Slot, 1)}
	for i, f := range []Field{PatientID, DateOfService, Code, UnitsBilled, Payer, Modifiers, Charge, Therapist} {
		layout.Slots[0][f] = []int32{int32(i + 1)}
	}
	var log []*Session
	for i, n := range units {
		s := &Session{Layout: layout, Row: int32(i + 2)}
		s.Set(PatientID, layout.Symbols.Intern(fmt.Sprintf("P%d", i%5)))
		s.Set(Therapist, layout.Symbols.Intern(fmt.Sprintf("T%d", i%2)))
		s.Set(DateOfService, int32(DateOf(2026, 3, 2+i%3)))
		s.Set(Code, layout.Symbols.Intern("97530"))
		s.Set(Payer, layout.Symbols.Intern("Medicare"))
		s.Set(UnitsBilled, int32(WholeUnits(n)))
		s.Set(Charge, int32(4000*n))
		log = append(log, s)
	}
	return log
}

func toyConfig(rules ...*Rule) Config {
	return Config{Rules: rules, Payers: toyBooks{}, Codes: toyBooks{}}
}

// TestOrderAndWorkersDoNotMatter is the promise "same input, same result": any order of the sessions, 1 or N workers.
func TestOrderAndWorkersDoNotMatter(t *testing.T) {
	perTherapist := toyRule("S001", ScopeShift, func(p *Pass, g *Group) {
		if len(g.Lines) > 3 {
			p.Report(Report{Line: g.First(), Field: Therapist, Also: g.Lines[1:], Message: "busy"})
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		units := rapid.SliceOfN(rapid.IntRange(0, 5), 1, 60).Draw(t, "units")
		seed := rapid.Uint64().Draw(t, "seed")
		cfg := toyConfig(toyRule("U001", ScopeDay, atMostTwo), toyRule("M001", ScopeSession, addModifier("GO")), perTherapist)
		cfg.Workers = 1
		want := Run(toyLog(units...), cfg)
		shuffled := toyLog(units...)
		rand.New(rand.NewPCG(seed, seed)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		cfg.Workers = 4
		if got := Run(shuffled, cfg); !reflect.DeepEqual(got, want) {
			t.Fatalf("shuffled, 4 workers:\n%+v\nin order, 1 worker:\n%+v", got, want)
		}
	})
}

// TestAccountOfRules holds applicable = evaluated + not evaluated, whatever is missing.
func TestAccountOfRules(t *testing.T) {
	log := toyLog(1, 2, 3, 4)
	log[1].Clear(Charge)
	log[2].SetBad(DateOfService, "2/30/2026")
	log[3].Set(Payer, log[3].Layout.Symbols.Intern("Nobody"))
	needy := toyRule("U001", ScopeDay, atMostTwo)
	needy.Needs, needy.Payers = Fields(Charge), PooledUnits
	result := Run(log, toyConfig(needy))
	got := result.Rules[0]
	want := []Count{{"charge: blank", 1}, {"date_of_service: unreadable", 1}, {"payer: class unknown", 1}}
	if got.Applicable != 4 || got.Evaluated != 1 || !slices.Equal(got.NotEvaluated, want) {
		t.Errorf("%+v", got)
	}
}

func TestPanicBecomesFailure(t *testing.T) {
	broken := toyRule("U001", ScopeSession, func(p *Pass, g *Group) {
		p.Report(Report{Line: g.First(), Field: UnitsBilled, Message: "lost with the panic"})
		if g.First().Row == 3 {
			panic("broken")
		}
	})
	result := Run(toyLog(1, 1, 1), toyConfig(broken))
	if len(result.Findings) != 2 || len(result.Failures) != 1 || result.Failures[0].Cell.Row != 3 {
		t.Errorf("findings %d, failures %+v", len(result.Findings), result.Failures)
	}
	if r := result.Rules[0]; r.Evaluated != 2 || len(r.NotEvaluated) != 1 {
		t.Errorf("the line of the stopped rule counts as evaluated: %+v", r)
	}
}

// TestPanicOfATestBecomesFailure: the account of the rule closes, and the lines are not passed over in silence.
func TestPanicOfATestBecomesFailure(t *testing.T) {
	fine := toyRule("U002", ScopeDay, atMostTwo)
	for name, spoil := range map[string]func(*Rule){
		"of":      func(r *Rule) { r.Concerns = func(*Line) bool { panic("broken") } },
		"applies": func(r *Rule) { r.Applies = NewPredicate(func(*Line) bool { panic("broken") }) },
	} {
		broken := toyRule("U001", ScopeDay, atMostTwo)
		spoil(broken)
		result := Run(toyLog(1, 1, 3), toyConfig(broken, fine))
		result.Sheets = []Sheet{{Lines: 3}}
		result.CloseAccount()
		r := result.Rules[0]
		if len(result.Failures) == 0 || r.Evaluated != 0 || !slices.Equal(r.NotEvaluated, []Count{{ruleStopped, 3}}) {
			t.Errorf("%s: failures %v, %d evaluated, %v", name, result.Failures, r.Evaluated, r.NotEvaluated)
		}
		if !result.Account.Closes() || len(result.Findings) != 1 || result.Findings[0].Rule != "U002" {
			t.Errorf("%s: account %v, findings %v", name, result.Account.Open, result.Findings)
		}
	}
}

// TestCrowdedDayIsNotJudged: more lines under one name on one date than a person has are counted as not evaluated by the rules of the
// day and by those of all days.
func TestCrowdedDayIsNotJudged(t *testing.T) {
	for lines, want := range map[int][]Count{mostOfDay: nil, mostOfDay + 1: {{tooManyOfDay, mostOfDay + 1}}} {
		for _, scope := range []Scope{ScopeDay, ScopeYear, ScopeEpisode, ScopePatient} {
			crowdedDay(t, lines, scope, want)
		}
	}
}

func crowdedDay(t *testing.T, lines int, scope Scope, want []Count) {
	t.Helper()
	units := make([]int, lines)
	for i := range units {
		units[i] = 3
	}
	log := toyLog(units...)
	for _, s := range log {
		s.Set(PatientID, s.Layout.Symbols.Intern("P0"))
		s.Set(DateOfService, int32(DateOf(2026, 3, 2)))
	}
	result := Run(log, toyConfig(toyRule("U001", scope, atMostTwo)))
	if r := result.Rules[0]; !slices.Equal(r.NotEvaluated, want) || (len(result.Findings) == 0) != (want != nil) {
		t.Errorf("%s, %d lines: not evaluated %v, %d findings", scope, lines, r.NotEvaluated, len(result.Findings))
	}
}

// TestUnsafeFixIsHeldBack: no rule can make a safe fix that raises units, takes modifiers away or attests.
func TestUnsafeFixIsHeldBack(t *testing.T) {
	for name, edit := range map[string]func(*Line) Edit{
		"raises units":   func(l *Line) Edit { return UnitsEdit(l, l.Units().Int()+1) },
		"attests KX":     func(l *Line) Edit { return ModifierEdit(l, "KX") },
		"attests 59":     func(l *Line) Edit { return ModifierEdit(l, "59") },
		"sets modifiers": func(l *Line) Edit { return SetEdit(l, Modifiers, "GO") },
		"changes a date": func(l *Line) Edit { return SetEdit(l, SignatureDate, "2026-03-02") },
	} {
		rule := toyRule("U001", ScopeSession, func(p *Pass, g *Group) {
			p.Report(Report{Line: g.First(), Field: UnitsBilled, Message: name,
				Fix: Fix{Title: name, Safety: Safe, Edits: []Edit{edit(g.First())}}})
		})
		result := Run(toyLog(1), toyConfig(rule))
		if len(result.Failures) == 0 || result.Findings[0].Fix.Safety == Safe {
			t.Errorf("%s: safety %s, failures %v", name, result.Findings[0].Fix.Safety, result.Failures)
		}
	}
}

// TestAdditionsToOneListMerge: two rules that each add a modifier to a line give one value, in billing order.
func TestAdditionsToOneListMerge(t *testing.T) {
	result := Run(toyLog(1), toyConfig(toyRule("M004", ScopeDay, addModifier("CO")), toyRule("M001", ScopeSession, addModifier("GO"))))
	for _, f := range result.Findings {
		if f.Fix.Safety != Safe || f.Fix.Edits[0].New != "GO CO" {
			t.Errorf("%s: %s %q", f.Rule, f.Fix.Safety, f.Fix.Edits[0].New)
		}
	}
	if len(result.Findings) != 2 || len(result.Failures) != 0 {
		t.Errorf("%d findings, failures %v", len(result.Findings), result.Failures)
	}
}

func TestDisagreeingEditsDropToReview(t *testing.T) {
	toOne := toyRule("U004", ScopeSession, func(p *Pass, g *Group) {
		if l := g.First(); l.Units() > WholeUnits(1) {
			p.Report(Report{Line: l, Field: UnitsBilled, Message: "more than one",
				Fix: Fix{Title: "lower", Safety: Safe, Edits: []Edit{UnitsEdit(l, 1)}}})
		}
	})
	result := Run(toyLog(4), toyConfig(toyRule("U001", ScopeDay, atMostTwo), toOne))
	for _, f := range result.Findings {
		if f.Fix.Safety != Review || f.Fix.Held == "" {
			t.Errorf("%s: %s, %q", f.Rule, f.Fix.Safety, f.Fix.Held)
		}
	}
}

// TestProofPass: a fix that leaves its own finding, or makes a new error, is a failure and left to be done by hand.
func TestProofPass(t *testing.T) {
	stubborn := toyRule("U001", ScopeSession, func(p *Pass, g *Group) {
		if l := g.First(); l.Units() > 0 {
			p.Report(Report{Line: l, Field: UnitsBilled, Message: "never content",
				Fix: Fix{Title: "lower", Safety: Safe, Edits: []Edit{UnitsEdit(l, 1)}}})
		}
	})
	needsThree := toyRule("U007", ScopeSession, func(p *Pass, g *Group) {
		if l := g.First(); l.Units() == WholeUnits(2) {
			p.Report(Report{Line: l, Field: Code, Message: "two is worse"})
		}
	})
	for name, rules := range map[string][]*Rule{
		"leaves its own": {stubborn}, "makes a new one": {toyRule("U001", ScopeDay, atMostTwo), needsThree},
	} {
		result := Run(toyLog(3), toyConfig(rules...))
		if len(result.Failures) == 0 || result.Findings[0].Fix.Safety != Manual {
			t.Errorf("%s: failures %v, safety %s", name, result.Failures, result.Findings[0].Fix.Safety)
		}
	}
}

// TestTouchedPatients compares the patients of edited lines with a look at every line.
func TestTouchedPatients(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := orderedMotley(t)
		p := proof{patients: o.patients(), edited: map[int32][]corrected{}}
		for i := range o.lines {
			if rapid.IntRange(0, 3).Draw(t, "edited") == 0 {
				p.edited[int32(i)] = []corrected{{UnitsBilled, 0}}
			}
		}
		var want [][]*Line
		for _, patient := range p.patients {
			if slices.ContainsFunc(patient, func(l *Line) bool { return p.edited[l.Index] != nil }) {
				want = append(want, patient)
			}
		}
		if got := p.touched(); !slices.EqualFunc(got, want, func(a, b []*Line) bool { return slices.Equal(a, b) }) {
			t.Fatalf("%d patients are touched, want %d", len(got), len(want))
		}
	})
}

// TestRulesAboutMonthsCountInTheTotals: what they and those about the whole log say of a line counts like what rules about its day, patient or shift say.
func TestRulesAboutMonthsCountInTheTotals(t *testing.T) {
	some := NewPredicate(func(l *Line) bool { return l.Units() > WholeUnits(1) })
	for _, scope := range []Scope{ScopeDay, ScopePatient, ScopeShift, ScopeMonth, ScopeLog} {
		rule := toyRule("P001", scope, func(p *Pass, g *Group) {
			for _, l := range g.Lines {
				switch l.Units().Int() {
				case 2:
					p.NotEvaluated(l, "two cannot be judged")
				case 3:
					p.Report(Report{Line: l, Field: Code, Message: "three are wrong"})
				}
			}
		})
		rule.Applies = some
		total := Run(toyLog(1, 2, 3, 3, 4), toyConfig(rule)).Totals[0]
		want := FamilyTotal{Family: "P", Evaluated: 3, Errors: 2}
		if total.Dimension != "all" || len(total.Families) != 1 || total.Families[0] != want || total.LinesWithError != 2 || total.LinesEvaluated != 3 {
			t.Errorf("%s: %+v", scope, total)
		}
	}
}

// TestDroppedAdditionLeavesTheMergedList: a modifier whose fix did not stand is in no other fix's value either.
func TestDroppedAdditionLeavesTheMergedList(t *testing.T) {
	stubborn := toyRule("M001", ScopeSession, func(p *Pass, g *Group) {
		p.Report(Report{Line: g.First(), Field: Modifiers, Message: "never content",
			Fix: Fix{Title: "add", Safety: Safe, Edits: []Edit{ModifierEdit(g.First(), "GO")}}})
	})
	result := Run(toyLog(1), toyConfig(stubborn, toyRule("M004", ScopeDay, addModifier("CO"))))
	want := map[string]string{"M001": "manual GO", "M004": "safe CO"}
	for _, f := range result.Findings {
		if got := f.Fix.Safety.String() + " " + f.Fix.Edits[0].New; got != want[f.Rule] {
			t.Errorf("%s: %s, want %s", f.Rule, got, want[f.Rule])
		}
	}
	if len(result.Findings) != 2 {
		t.Errorf("%d findings", len(result.Findings))
	}
}

// TestMoney holds the effect of a correction: the amount times supported over billed (REP-36), each line once.
func TestMoney(t *testing.T) {
	result := Run(toyLog(4), toyConfig(toyRule("U001", ScopeDay, atMostTwo)))
	f := result.Findings[0]
	if f.Impact.Units != WholeUnits(-2) || f.Impact.Money != -8000 || f.Impact.Basis != "charge" {
		t.Errorf("%+v", f.Impact)
	}
	for _, total := range result.Totals {
		if total.OverUnits != WholeUnits(2) || total.OverCents != 8000 || total.UnderCents != 0 || total.Amount != 16000 {
			t.Errorf("%s %q: %+v", total.Dimension, total.Key, total)
		}
	}
}

func TestSeverityIsCappedWhereSomethingIsAssumed(t *testing.T) {
	rule := toyRule("U001", ScopeDay, func(p *Pass, g *Group) {
		p.Report(Report{Line: g.First(), Field: UnitsBilled, Message: "m", Unverified: true,
			Fix: Fix{Title: "lower", Safety: Safe, Edits: []Edit{UnitsEdit(g.First(), 0)}}})
	})
	f := Run(toyLog(2), toyConfig(rule)).Findings[0]
	if f.Severity != Warning || f.Fix.Safety != Review || !strings.Contains(f.Message, "not verified") {
		t.Errorf("%s %s %q", f.Severity, f.Fix.Safety, f.Message)
	}
}

func TestValidateRefusesIncompleteRules(t *testing.T) {
	complete := func() *Rule { return toyRule("U001", ScopeDay, atMostTwo) }
	if err := Validate([]*Rule{complete()}); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*Rule){
		"id": func(r *Rule) { r.ID = "X1" }, "name": func(r *Rule) { r.Name = "Toy Rule" }, "purpose": func(r *Rule) { r.Purpose = "Toys." },
		"doc": func(r *Rule) { r.Doc = "" }, "cites": func(r *Rule) { r.Cites = nil }, "severity": func(r *Rule) { r.Severity = 0 },
		"scope": func(r *Rule) { r.Scope = 0 }, "judge": func(r *Rule) { r.Judge = nil },
	} {
		r := complete()
		spoil(r)
		if Validate([]*Rule{r}) == nil {
			t.Errorf("a rule with a spoilt %s is accepted", name)
		}
	}
	if Validate([]*Rule{complete(), complete()}) == nil {
		t.Error("an id used twice is accepted")
	}
}
