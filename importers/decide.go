package importers

import (
	"strings"

	"otaudit/audit"
)

// Neighbour is another column of the same sheet.
type Neighbour struct {
	Match  HeaderMatch
	Column Column
}

// DecideContext is what decides about a column beside its own values.
type DecideContext struct {
	ShapeContext
	Others      []Neighbour      // the other columns of the sheet
	Visits      func() [][]int32 // the column's readable minutes by visit and line; nil if visits are not known
	FilledCodes func() []string  // the distinct codes of the lines on which the column is filled; nil if not known
	Vendor      string           // name of the vendor profile in use, such as webpt; empty if none
}

// Decision says whether a column is bound, to which field, and why.
type Decision struct {
	Bind   bool
	Ask    bool // a profile has to decide; the column stays unbound
	Field  audit.Field
	Kind   ColumnKind
	Reason string
}

func bindTo(m HeaderMatch, field audit.Field, reason string) Decision {
	kind := m.Kind
	if field == audit.Minutes && m.Hint == HintHours {
		kind = KindHours
	}
	return Decision{Bind: true, Field: field, Kind: kind, Reason: reason}
}

func leave(m HeaderMatch, reason string) Decision {
	return Decision{Field: m.Field, Kind: m.Kind, Reason: reason}
}

func ask(m HeaderMatch, reason string) Decision {
	return Decision{Field: m.Field, Kind: m.Kind, Reason: reason, Ask: true}
}

// byShape binds while the shape holds: strictly for ambiguous headers, by the majority of values for others.
func byShape(m HeaderMatch, field audit.Field, s Shape, strict bool, reason string) Decision {
	switch {
	case strict && s.HoldsStrictly(), !strict && s.Holds():
		return bindTo(m, field, reason)
	case strict && !s.Refused && s.Of < strictValues:
		return ask(m, "too few values to decide what the column holds")
	case strict || s.Ask:
		return ask(m, s.Reason)
	}
	return leave(m, s.Reason)
}

// evidence decides about one kind of ambiguous header.
type evidence func(HeaderMatch, Column, DecideContext) Decision

// evidenceFor names the evidence of the alias table's column `needs`.
var evidenceFor = map[string]evidence{
	"only-date":           decideOnlyDate,
	"clock-or-minutes":    decideClockOrMinutes,
	"duration":            decideDuration,
	"line-or-visit":       decideLineOrVisit,
	"visit-words":         decideVisitWords,
	"profile":             decideProfile,
	"provider":            decideProvider,
	"place-codes":         decidePlaceCodes,
	"charges":             decideCharges,
	"codes":               decideCodes,
	"group":               decideGroup,
	"note-part":           decideNotePart,
	"m-columns":           decideMColumns,
	"encounter":           decideEncounter,
	"soap-letters":        decideSOAPLetters,
	"time-partner":        decideTimePartner,
	"pair":                decidePair,
	"no-payer-name":       decideNoPayerName,
	"no-patient-id":       decideNoPatientID,
	"vendor:webpt":        decideVendor,
	"vendor:centralreach": decideVendor,
}

// Decide settles what a column is bound to by its header, its values and the columns beside it. It never guesses: what the
// evidence does not settle is left unbound, or asked of a profile.
func Decide(m HeaderMatch, col Column, ctx DecideContext) Decision {
	switch {
	case !m.Known:
		return leave(m, "the header is not known")
	case m.Identifier:
		return leave(m, "identifier: not read")
	case m.Needs == "profile":
		return decideProfile(m, col, ctx)
	case m.NotIt:
		return leave(m, "not read: "+m.Note)
	case m.Needs != "":
		return evidenceFor[m.Needs](m, col, ctx)
	}
	return decidePlain(m, col, ctx)
}

// decidePlain binds an unambiguous header unless its values speak against it.
func decidePlain(m HeaderMatch, col Column, ctx DecideContext) Decision {
	reason := m.Evidence + " alias"
	if m.Kind != KindPlain && m.Kind != KindHours {
		return bindTo(m, m.Field, reason) // flags and words of their own, without the shape of the field
	}
	ctx.Hours = ctx.Hours || m.Kind == KindHours
	d := byShape(m, m.Field, ShapeOf(m.Field, col, ctx.ShapeContext), false, reason)
	if !d.Bind || ctx.Visits == nil {
		return d
	}
	switch m.Field {
	case audit.Minutes:
		if LineOrVisit(ctx.Visits()) == ScopeVisit {
			return ask(m, "the value repeats on all lines of a visit: a visit total, not the minutes of a line")
		}
	case audit.TimedMinutes, audit.TreatmentMinutes:
		if s := ConstantWithinVisits(ctx.Visits()); s.Refused {
			return ask(m, s.Reason)
		}
	}
	return d
}

func decideProfile(m HeaderMatch, _ Column, _ DecideContext) Decision {
	reason := "never read without a profile"
	if m.Note != "" {
		reason += ": " + m.Note
	}
	return ask(m, reason)
}

// decideLineOrVisit binds minutes to the line or to the visit as the values within visits show.
func decideLineOrVisit(m HeaderMatch, col Column, ctx DecideContext) Decision {
	return minutesByScope(m, col, ctx, m.Otherwise, m.HasOther)
}

func minutesByScope(m HeaderMatch, col Column, ctx DecideContext, visitField audit.Field, hasVisitField bool) Decision {
	ctx.Hours = ctx.Hours || m.Hint == HintHours
	if ctx.Visits == nil {
		return ask(m, "minutes of the line or of the visit: no visits to compare")
	}
	switch LineOrVisit(ctx.Visits()) {
	case ScopeLine:
		return byShape(m, audit.Minutes, ShapeOf(audit.Minutes, col, ctx.ShapeContext), true, "minutes that vary within visits, or visits of one line")
	case ScopeVisit:
		if hasVisitField {
			return byShape(m, visitField, ShapeOf(visitField, col, ctx.ShapeContext), true, "minutes that repeat on all lines of a visit")
		}
		return ask(m, "the value repeats on all lines of a visit: timed or treatment total")
	}
	return ask(m, "minutes of the line or of the visit: fewer than 5 visits of several lines")
}

func decideDuration(m HeaderMatch, col Column, ctx DecideContext) Decision {
	for _, other := range ctx.Others {
		if other.Match.Kind == KindScheduled {
			return ask(m, "a column of scheduled length stands beside it")
		}
	}
	if m.Hint != HintMinutes && m.Hint != HintHours {
		s := ShapeOf(audit.TreatmentMinutes, col, ctx.ShapeContext)
		if !s.HoldsStrictly() {
			return ask(m, "neither hint nor values say minutes: "+s.Reason)
		}
	}
	return minutesByScope(m, col, ctx, m.Otherwise, m.HasOther)
}

func decideClockOrMinutes(m HeaderMatch, col Column, ctx DecideContext) Decision {
	values := col.CellValues()
	switch {
	case m.Hint == HintMinutes, m.Hint == HintHours, allWithMinuteUnit(values):
		return minutesByScope(m, col, ctx, audit.TreatmentMinutes, true)
	case allMarked(values):
		s := countShape(col, "times with AM or PM", func(CellValue) bool { return true })
		return byShape(m, audit.StartTime, s, true, "all values have AM or PM")
	}
	return ask(m, "a clock time or a length: neither AM and PM nor a unit of minutes decides")
}

func allWithMinuteUnit(values []CellValue) bool {
	seen := false
	for _, v := range values {
		text, reading := readable(v.Text)
		if reading == Absent {
			continue
		}
		if !minutesText.MatchString(text) && !hourMinText.MatchString(text) {
			return false
		}
		seen = true
	}
	return seen
}

func decideVendor(m HeaderMatch, _ Column, ctx DecideContext) Decision {
	vendor := strings.TrimPrefix(m.Needs, "vendor:")
	if strings.HasPrefix(strings.ToLower(ctx.Vendor), vendor) {
		return bindTo(m, m.Field, "vendor profile "+ctx.Vendor)
	}
	return leave(m, "read in exports of "+vendor+" only")
}
