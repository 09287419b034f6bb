package reading

import (
	"strings"

	"otaudit/audit"
	"otaudit/importers/header"
	"otaudit/importers/value"
)

// Neighbour is another column of the same sheet.
type Neighbour struct {
	Match  header.HeaderMatch
	Column value.Column
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
	Kind   value.ColumnKind
	Reason string
}

func bindTo(m header.HeaderMatch, field audit.Field, reason string) Decision {
	kind := m.Kind
	if field == audit.Minutes && m.Hint == header.HintHours {
		kind = value.KindHours
	}
	return Decision{Bind: true, Field: field, Kind: kind, Reason: reason}
}

func Leave(m header.HeaderMatch, reason string) Decision {
	return Decision{Field: m.Field, Kind: m.Kind, Reason: reason}
}

func ask(m header.HeaderMatch, reason string) Decision {
	return Decision{Field: m.Field, Kind: m.Kind, Reason: reason, Ask: true}
}

// byShape binds while the shape holds: strictly for ambiguous headers, by the majority of values for others.
func byShape(m header.HeaderMatch, field audit.Field, s Shape, strict bool, reason string) Decision {
	switch {
	case strict && s.HoldsStrictly(), !strict && s.Holds():
		return bindTo(m, field, reason)
	case strict && !s.Refused && s.Of < strictValues:
		return ask(m, "too few values to decide what the column holds")
	case strict || s.Ask:
		return ask(m, s.Reason)
	}
	return Leave(m, s.Reason)
}

// evidence decides about one kind of ambiguous header.
type evidence func(header.HeaderMatch, value.Column, DecideContext) Decision

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
func Decide(m header.HeaderMatch, col value.Column, ctx DecideContext) Decision {
	switch {
	case !m.Known:
		return Leave(m, "the header is not known")
	case m.Identifier:
		return Leave(m, "identifier: not read")
	case m.Needs == "profile":
		return decideProfile(m, col, ctx)
	case m.NotIt:
		return Leave(m, "not read: "+m.Note)
	case m.Needs != "":
		return evidenceFor[m.Needs](m, col, ctx)
	}
	return decidePlain(m, col, ctx)
}

// decidePlain binds an unambiguous header unless its values speak against it.
func decidePlain(m header.HeaderMatch, col value.Column, ctx DecideContext) Decision {
	reason := m.Evidence + " alias"
	if m.Kind != value.KindPlain && m.Kind != value.KindHours {
		return bindTo(m, m.Field, reason) // flags and words of their own, without the shape of the field
	}
	ctx.Hours = ctx.Hours || m.Kind == value.KindHours
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

func decideProfile(m header.HeaderMatch, _ value.Column, _ DecideContext) Decision {
	reason := "never read without a profile"
	if m.Note != "" {
		reason += ": " + m.Note
	}
	return ask(m, reason)
}

// decideLineOrVisit binds minutes to the line or to the visit as the values within visits show.
func decideLineOrVisit(m header.HeaderMatch, col value.Column, ctx DecideContext) Decision {
	return minutesByScope(m, col, ctx, m.Otherwise, m.HasOther)
}

func minutesByScope(m header.HeaderMatch, col value.Column, ctx DecideContext, visitField audit.Field, hasVisitField bool) Decision {
	ctx.Hours = ctx.Hours || m.Hint == header.HintHours
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

func decideDuration(m header.HeaderMatch, col value.Column, ctx DecideContext) Decision {
	for _, other := range ctx.Others {
		if other.Match.Kind == value.KindScheduled {
			return ask(m, "a column of scheduled length stands beside it")
		}
	}
	if m.Hint != header.HintMinutes && m.Hint != header.HintHours {
		s := ShapeOf(audit.TreatmentMinutes, col, ctx.ShapeContext)
		if !s.HoldsStrictly() {
			return ask(m, "neither hint nor values say minutes: "+s.Reason)
		}
	}
	return minutesByScope(m, col, ctx, m.Otherwise, m.HasOther)
}

func decideClockOrMinutes(m header.HeaderMatch, col value.Column, ctx DecideContext) Decision {
	values := col.CellValues()
	switch {
	case m.Hint == header.HintMinutes, m.Hint == header.HintHours, allWithMinuteUnit(values):
		return minutesByScope(m, col, ctx, audit.TreatmentMinutes, true)
	case value.AllMarked(values):
		s := countShape(col, "times with AM or PM", func(value.CellValue) bool { return true })
		return byShape(m, audit.StartTime, s, true, "all values have AM or PM")
	}
	return ask(m, "a clock time or a length: neither AM and PM nor a unit of minutes decides")
}

func allWithMinuteUnit(values []value.CellValue) bool {
	seen := false
	for _, v := range values {
		text, reading := value.Readable(v.Text)
		if reading == value.Absent {
			continue
		}
		if !value.MinutesText.MatchString(text) && !value.HourMinText.MatchString(text) {
			return false
		}
		seen = true
	}
	return seen
}

func decideVendor(m header.HeaderMatch, _ value.Column, ctx DecideContext) Decision {
	vendor := strings.TrimPrefix(m.Needs, "vendor:")
	if strings.HasPrefix(strings.ToLower(ctx.Vendor), vendor) {
		return bindTo(m, m.Field, "vendor profile "+ctx.Vendor)
	}
	return Leave(m, "read in exports of "+vendor+" only")
}
