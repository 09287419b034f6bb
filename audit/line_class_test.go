package audit

import (
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// motleyPayers know three payers of unlike terms and one that nobody knows.
type motleyPayers struct{}

var motleyTerms = map[string]*Terms{
	"Medicare": {Class: "medicare_b", UnitRule: UnitRuleCMS8, KX: Yes, NCCI: Yes, DisciplineModifier: Yes},
	"Aetna":    {Class: "commercial", UnitRule: UnitRuleMidpoint, KX: No, NCCI: ByContract, DisciplineModifier: ByContract},
	"Self":     {Class: "self_pay", UnitRule: UnitRuleUnknown, KX: No, NCCI: No, DisciplineModifier: No},
}

func (motleyPayers) Terms(name string, _ Date) *Terms {
	if t := motleyTerms[name]; t != nil {
		return t
	}
	return unknownTerms
}

// motleyFields are those whose states vary from line to line.
var motleyFields = []Field{DateOfService, PatientID, VisitID, Payer, Code, Minutes, UnitsBilled, Charge, Therapist}

func motleyLog(t *rapid.T) []*Session {
	symbols := NewSymbols()
	layout := &Layout{Sheet: "motley.csv", Symbols: symbols, Slots: make([]Slot, 1)}
	for i, f := range motleyFields {
		if rapid.IntRange(0, 5).Draw(t, "bound") > 0 {
			layout.Slots[0][f] = []int32{int32(i + 1)}
		}
	}
	var log []*Session
	for row := range rapid.IntRange(1, 30).Draw(t, "rows") {
		s := &Session{Layout: layout, Row: int32(row + 2)}
		for _, f := range motleyFields {
			if len(layout.Slots[0][f]) == 0 {
				continue
			}
			switch rapid.IntRange(0, 7).Draw(t, "state") {
			case 0:
				s.SetBad(f, "?")
			case 1: // blank
			default:
				s.Set(f, motleyValue(t, symbols, f))
			}
		}
		log = append(log, s)
	}
	return log
}

func motleyValue(t *rapid.T, symbols *Symbols, f Field) int32 {
	switch f {
	case DateOfService:
		return int32(DateOf(2026, 1, 1)) + rapid.Int32Range(0, 9).Draw(t, "day")
	case Payer:
		return symbols.Intern(rapid.SampledFrom([]string{"Medicare", "Aetna", "Self", "Nobody"}).Draw(t, "payer"))
	case Code:
		return symbols.Intern(rapid.SampledFrom([]string{"97530", "97110"}).Draw(t, "code"))
	case Minutes:
		return rapid.Int32Range(0, 60).Draw(t, "minutes")
	case UnitsBilled:
		return int32(WholeUnits(rapid.IntRange(0, 4).Draw(t, "units")))
	case Charge:
		return rapid.Int32Range(0, 9000).Draw(t, "charge")
	}
	return symbols.Intern(fmt.Sprintf("%s %d", f, rapid.IntRange(0, 3).Draw(t, "text")))
}

// seen notes the lines that each rule was handed.
type seen struct {
	mu    sync.Mutex
	lines map[string]map[int32]int // by rule and row
}

func (s *seen) judge(p *Pass, g *Group) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lines[p.Rule.ID] == nil {
		s.lines[p.Rule.ID] = map[int32]int{}
	}
	for _, l := range g.Lines {
		s.lines[p.Rule.ID][l.Row]++
	}
}

func motleyRules(t *rapid.T, judge func(*Pass, *Group)) []*Rule {
	billed := NewPredicate(func(l *Line) bool { return l.Units() > 0 })
	long := NewPredicate(func(l *Line) bool { return l.Int(Minutes) > 20 })
	charged := func(l *Line) bool { return l.State(Charge) != Blank }
	known := func(l *Line) bool { return l.Proc != nil }
	var rules []*Rule
	for i := range rapid.IntRange(1, 8).Draw(t, "rules") {
		r := toyRule(fmt.Sprintf("%c%03d", "UDM"[i%3], i+1), rapid.SampledFrom([]Scope{
			ScopeSession, ScopeDay, ScopeYear, ScopeEpisode, ScopePatient, ScopeShift, ScopeMonth, ScopeLog}).Draw(t, "scope"), judge)
		r.Payers = rapid.SampledFrom([]PayerScope{AnyPayer, PooledUnits, KXThreshold, CodeEdits, KnownUnitRule}).Draw(t, "payers")
		r.Concerns = []func(*Line) bool{nil, charged, known}[rapid.IntRange(0, 2).Draw(t, "of")]
		r.Applies = rapid.SampledFrom([]*Predicate{nil, billed, long}).Draw(t, "applies")
		for _, f := range motleyFields {
			switch rapid.IntRange(0, 9).Draw(t, "wants") {
			case 0:
				r.Needs = r.Needs.With(f)
			case 1:
				r.Columns = r.Columns.With(f)
			}
		}
		if rapid.Bool().Draw(t, "dated") {
			r.In = Since(DateOf(2026, 1, 1) + Date(rapid.IntRange(0, 9).Draw(t, "from")))
		}
		rules = append(rules, r)
	}
	return rules
}

// becomes says what becomes of one line with one rule, asked of the line alone: "" if the rule does not concern it,
// "judged", or what is missing.
func becomes(r *Rule, l *Line) string {
	dated, across := l.Has(DateOfService), r.Scope >= ScopeShift
	known := r.Payers == AnyPayer || l.Terms.Known()
	if known && r.Payers.asks(l.Terms) == No || r.Concerns != nil && !r.Concerns(l) || r.Applies != nil && !r.Applies.holds(l) ||
		dated && !r.In.Holds(l.Date(DateOfService)) || across && !dated && r.Scope != ScopeLog {
		return ""
	}
	switch {
	case !dated:
		return Missing(l, DateOfService)
	case r.Scope > ScopeSession && !across && !hasGroup(l.Session):
		return Missing(l, PatientID)
	case !known && l.Has(Payer):
		return "payer: class unknown"
	case !known:
		return Missing(l, Payer)
	case r.Payers.asks(l.Terms) == ByContract:
		return "payer: the contract decides"
	}
	for f := range NumFields {
		if r.Needs.Has(f) && !l.Has(f) || r.Columns.Has(f) && !l.Binds(f) {
			return Missing(l, f)
		}
	}
	return "judged"
}

// TestKindsAdmitAsLinesDo compares what the engine makes of motley lines by their kinds with asking every line alone.
func TestKindsAdmitAsLinesDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		log := motleyLog(t)
		judged := &seen{lines: map[string]map[int32]int{}}
		rules := motleyRules(t, judged.judge)
		cfg := Config{Rules: rules, Payers: motleyPayers{}, Codes: toyBooks{}, Workers: rapid.IntRange(1, 3).Draw(t, "workers")}
		result := Run(log, cfg)
		for _, r := range rules {
			wantLines, wantCauses, applicable := map[int32]int{}, map[string]int{}, 0
			for _, s := range log {
				proc, terms := (*Procedure)(nil), unknownTerms
				if s.Has(DateOfService) {
					terms = motleyPayers{}.Terms(s.Text(Payer), s.Date(DateOfService))
					if s.Has(Code) {
						proc = toyBooks{}.Procedure(s.Text(Code), s.Date(DateOfService))
					}
				}
				l := NewLine(s, proc, terms)
				switch what := becomes(r, l); what {
				case "":
				case "judged":
					applicable++
					wantLines[s.Row]++
				default:
					applicable++
					wantCauses[what]++
				}
			}
			if !maps.Equal(judged.lines[r.ID], wantLines) && len(wantLines)+len(judged.lines[r.ID]) > 0 {
				t.Fatalf("%s saw %v, want %v", r.ID, judged.lines[r.ID], wantLines)
			}
			at := slices.IndexFunc(result.Rules, func(of RuleResult) bool { return of.ID == r.ID })
			if got := result.Rules[at]; got.Applicable != applicable || !slices.Equal(got.NotEvaluated, countsOf(wantCauses)) || got.Evaluated != total(wantLines) {
				t.Fatalf("%s: %d applicable, %d evaluated, %v; want %d, %d, %v", r.ID, got.Applicable, got.Evaluated, got.NotEvaluated,
					applicable, total(wantLines), countsOf(wantCauses))
			}
		}
	})
}

func total(counts map[int32]int) (n int) {
	for _, c := range counts {
		n += c
	}
	return n
}
