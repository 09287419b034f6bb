package rules

import (
	"slices"
	"strings"

	"otaudit/audit"
)

// lineKey is what makes two lines of one patient's day the same service: code, times, modifiers in any order, and the
// quantities and persons that would tell two services apart. Payment columns are left out.
type lineKey struct {
	code, start, end, visit, therapist, assistant int32
	units, minutes                                int32
	known                                         audit.FieldSet
	modifiers                                     string
}

// keyFields are the fields of the key: a line on which one of them is unreadable cannot be compared.
var keyFields = [...]audit.Field{audit.Code, audit.StartTime, audit.EndTime, audit.Modifiers, audit.UnitsBilled,
	audit.Minutes, audit.Therapist, audit.Assistant}

type duplicatesKey struct{}

// duplicatesOf gives, for each line of the day that repeats an earlier one, the first of them; nil if none does.
func duplicatesOf(g *audit.Group) map[*audit.Line]*audit.Line {
	return g.Shared(duplicatesKey{}, func() any { return newDuplicates(g.All) }).(map[*audit.Line]*audit.Line)
}

func newDuplicates(day []*audit.Line) map[*audit.Line]*audit.Line {
	return repeatsAmong(day, samePayer)
}

// repeatsAmong gives the lines that repeat an earlier one for a payer that goes with its payer, and the first of these.
func repeatsAmong(day []*audit.Line, payers func(a, b *audit.Line) bool) map[*audit.Line]*audit.Line {
	if !sameCodeTwice(day) {
		return nil
	}
	var repeats map[*audit.Line]*audit.Line
	met := make(map[lineKey][]*audit.Line, len(day))
	for _, l := range day {
		if zeroUnits(l) || incomparable(l) != "" {
			continue
		}
		key := keyOf(l)
		at := slices.IndexFunc(met[key], func(first *audit.Line) bool { return payers(first, l) })
		if at < 0 {
			if !slices.ContainsFunc(met[key], func(first *audit.Line) bool { return first.Symbol(audit.Payer) == l.Symbol(audit.Payer) }) {
				met[key] = append(met[key], l) // a later one of the same payer is never the first
			}
			continue
		}
		if repeats == nil {
			repeats = map[*audit.Line]*audit.Line{}
		}
		repeats[l] = met[key][at]
	}
	return repeats
}

// eachRepeat calls do for every line that repeats another, with that one. Lines that cannot be compared count as not evaluated.
func eachRepeat(p *audit.Pass, lines []*audit.Line, repeats map[*audit.Line]*audit.Line, do func(l, first *audit.Line)) {
	for _, l := range lines {
		if cause := incomparable(l); cause != "" {
			p.NotEvaluated(l, cause)
		} else if first := repeats[l]; first != nil {
			do(l, first)
		}
	}
}

// samePayer says whether two lines are for one payer. Medicare Part B is one payer under all its names, and a line that names none
// may be anyone's.
func samePayer(a, b *audit.Line) bool {
	const medicare = "medicare_b"
	return a.Symbol(audit.Payer) == b.Symbol(audit.Payer) || !a.Has(audit.Payer) || !b.Has(audit.Payer) ||
		a.Terms.Class == medicare && b.Terms.Class == medicare
}

// incomparable says which unreadable cell keeps a line from being compared; nothing if none does.
func incomparable(l *audit.Line) string {
	for _, f := range keyFields {
		if l.Unreadable(f) {
			return audit.Missing(l, f)
		}
	}
	if !l.Has(audit.Code) {
		return audit.Missing(l, audit.Code)
	}
	return ""
}

func keyOf(l *audit.Line) lineKey {
	key := lineKey{code: l.Symbol(audit.Code), start: int32(l.Clock(audit.StartTime)), end: int32(l.Clock(audit.EndTime)),
		therapist: l.Symbol(audit.Therapist), assistant: l.Symbol(audit.Assistant),
		units: int32(l.Units()), minutes: int32(l.Int(audit.Minutes)), modifiers: modifierSet(l)}
	for _, f := range keyFields {
		if l.Has(f) && f != audit.Modifiers {
			key.known = key.known.With(f)
		}
	}
	if !l.Has(audit.StartTime) {
		key.visit = l.Symbol(audit.VisitID) // without times, only the visit tells two visits of a day apart
	}
	return key
}

// modifierSet gives the modifiers in alphabetical order, since their order on a line means nothing.
func modifierSet(l *audit.Line) string {
	list := l.List(audit.Modifiers)
	if slices.IsSorted(list) {
		return l.Text(audit.Modifiers)
	}
	return strings.Join(slices.Sorted(slices.Values(list)), " ")
}

// sameCodeTwice says whether a code stands on two lines of the day, without which no line repeats another.
func sameCodeTwice(day []*audit.Line) bool {
	const short = 8
	if len(day) > short {
		return true
	}
	for i, l := range day {
		for _, other := range day[:i] {
			if l.Symbol(audit.Code) == other.Symbol(audit.Code) {
				return true
			}
		}
	}
	return false
}
