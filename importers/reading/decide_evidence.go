package reading

import (
	"regexp"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/importers/header"
	"otaudit/importers/value"
)

func decideOnlyDate(m header.HeaderMatch, col value.Column, ctx DecideContext) Decision {
	for _, other := range ctx.Others {
		switch {
		case other.Match.Binds() && other.Match.Field == audit.BirthDate:
		case other.Match.Binds() && other.Match.Field.Kind() == audit.Day, other.Match.Kind == value.KindSpanEnd, looksLikeDates(other.Column):
			return ask(m, "the sheet has another date column: "+strings.TrimSpace(other.Column.Header))
		}
	}
	return byShape(m, m.Field, ShapeOf(m.Field, col, ctx.ShapeContext), true, "the only date column apart from birth dates")
}

// looksLikeDates says whether most values of a column are written or formatted as dates.
func looksLikeDates(col value.Column) bool {
	s := countShape(col, "dates", func(v value.CellValue) bool {
		if v.Hint.Number {
			return v.Hint.Style == value.StyleDate || v.Hint.Style == value.StyleDateTime
		}
		text, _ := value.Readable(v.Text)
		form := value.ReadWrittenDate(text).Form
		return form == value.FixedDate || form == value.OrderedDate
	})
	return s.Of > 0 && s.Holds()
}

// decideVisitWords takes a column for the state of the visit when its values are words of a visit: all of a few values, or
// nearly all of many. Words of office work alone leave it; a visit that was not kept among them is asked about.
func decideVisitWords(m header.HeaderMatch, col value.Column, _ DecideContext) Decision {
	notKept := 0
	s := countShape(col, "words of a visit (kept, cancelled, no show)", func(v value.CellValue) bool {
		class := value.ClassifyStatus(v.Text)
		if class == value.StatusNotKept {
			notKept += col.Values[v]
		}
		return class == value.StatusKept || class == value.StatusNotKept
	})
	if s.HoldsStrictly() || s.Of > 0 && s.Fit == s.Of {
		return bindTo(m, m.Field, s.Reason)
	}
	office := countShape(col, "words of a claim, a payment or a note", func(v value.CellValue) bool {
		return value.ClassifyStatus(v.Text) == value.StatusNotAVisit
	})
	if office.Of > 0 && office.Holds() && notKept == 0 {
		return Leave(m, "not read: "+office.Reason)
	}
	return ask(m, s.Reason)
}

func decideProvider(m header.HeaderMatch, col value.Column, ctx DecideContext) Decision {
	filled := countShape(col, "names", func(value.CellValue) bool { return true })
	for _, other := range ctx.Others {
		if other.Match.Kind == value.KindOtherProvider || other.Match.Binds() && other.Match.Field == audit.ReferringProvider {
			return byShape(m, m.Field, filled, true, "billing or referring providers have a column of their own")
		}
	}
	s := countShape(col, "names with a therapy credential", func(v value.CellValue) bool { return value.CredentialsOfName(v.Text) != nil })
	if s.Of >= strictValues && 2*s.Fit >= s.Of {
		return bindTo(m, m.Field, s.Reason)
	}
	return ask(m, m.Note)
}

var twoDigitStart = regexp.MustCompile(`^\d{2}(?:\D|$)`)

func decidePlaceCodes(m header.HeaderMatch, col value.Column, _ DecideContext) Decision {
	s := countShape(col, "texts that begin with a two-digit code", func(v value.CellValue) bool {
		return twoDigitStart.MatchString(value.TrimEdges(v.Text))
	})
	return byShape(m, m.Field, s, true, s.Reason)
}

func decideCodes(m header.HeaderMatch, col value.Column, ctx DecideContext) Decision {
	s := ShapeOf(audit.Code, col, ctx.ShapeContext)
	return byShape(m, audit.Code, s, true, s.Reason)
}

// decideCharges asks for codes first, because a code is an amount too.
func decideCharges(m header.HeaderMatch, col value.Column, ctx DecideContext) Decision {
	codes := ShapeOf(audit.Code, col, ctx.ShapeContext)
	if codes.Of >= strictValues && codes.Fit == codes.Of {
		return bindTo(m, audit.Code, codes.Reason)
	}
	form := value.DecideNumbers(col.CellValues())
	money := countShape(col, "amounts of money", func(v value.CellValue) bool {
		_, reading, _ := form.ParseMoney(v.Text, v.Hint)
		return reading == value.OK
	})
	if codes.Fit == 0 && money.Of >= strictValues && money.Fit == money.Of {
		return bindTo(m, audit.Charge, money.Reason)
	}
	return ask(m, "codes or dollars: "+codes.Reason+", "+money.Reason)
}

const (
	smallestGroup = 2
	largestGroup  = 30
	groupCode     = "97150"
)

func decideGroup(m header.HeaderMatch, col value.Column, ctx DecideContext) Decision {
	s := countShape(col, "whole numbers from 2 to 30", func(v value.CellValue) bool {
		n, reading, _ := value.ParseCount(v.Text)
		return reading == value.OK && n >= smallestGroup && n <= largestGroup
	})
	if ctx.FilledCodes == nil || s.Fit < s.Of {
		return ask(m, m.Note)
	}
	for _, code := range ctx.FilledCodes() {
		if code != groupCode {
			return ask(m, m.Note)
		}
	}
	return byShape(m, m.Field, s, true, "sizes of groups on lines of 97150 only")
}

var noteParts = audit.Fields(audit.Subjective, audit.Objective, audit.Assessment, audit.Plan)

func decideNotePart(m header.HeaderMatch, col value.Column, ctx DecideContext) Decision {
	for _, other := range ctx.Others {
		if other.Match.Binds() && noteParts.Has(other.Match.Field) && other.Match.Field != m.Field {
			// Of prose only the number of filled cells is kept, not the texts.
			filled := col.Total - col.Blank
			return byShape(m, m.Field, Shape{Fit: filled, Of: filled}, true, "another part of the note stands beside it")
		}
	}
	return ask(m, m.Note)
}

// decideSOAPLetters takes the letters S, O, A and P for the parts of a note only when all four stand in the sheet.
func decideSOAPLetters(m header.HeaderMatch, _ value.Column, ctx DecideContext) Decision {
	have := audit.Fields(m.Field)
	for _, other := range ctx.Others {
		if other.Match.Needs == m.Needs {
			have = have.With(other.Match.Field)
		}
	}
	if have == noteParts {
		return bindTo(m, m.Field, "S, O, A and P all exist")
	}
	return Leave(m, "not all of S, O, A and P exist")
}

// timePartners are the one-word headers that mean times only beside each other.
var timePartners = map[string][]string{
	"In": {"Out"}, "Out": {"In"},
	"Start": {"End", "Finish"}, "Begin": {"End", "Finish"}, "End": {"Start", "Begin"}, "Finish": {"Start", "Begin"},
}

func decideTimePartner(m header.HeaderMatch, col value.Column, ctx DecideContext) Decision {
	for _, other := range ctx.Others {
		spelledOut := other.Match.Binds() && other.Match.Needs == "" && other.Match.Field != m.Field &&
			(other.Match.Field == audit.StartTime || other.Match.Field == audit.EndTime) // "Start" beside "Time End"
		if spelledOut || slices.Contains(timePartners[m.Alias], other.Match.Alias) {
			s := countShape(col, "times", looksLikeTime)
			return byShape(m, m.Field, s, false, "its partner "+other.Match.Alias+" stands in the sheet")
		}
	}
	return Leave(m, "its partner is missing")
}

func looksLikeTime(v value.CellValue) bool {
	if v.Hint.Number && v.Hint.Style.TimeLike() {
		return true
	}
	text, _ := value.Readable(v.Text)
	_, ok := value.ReadWrittenTime(value.TimeParts(text)[0])
	return ok
}

// decideMColumns tells modifiers from minutes; 25 and 50 are both, so that a column of such values alone stays open.
func decideMColumns(m header.HeaderMatch, col value.Column, ctx DecideContext) Decision {
	known := value.OrNone(ctx.Known)
	modifiers := countShape(col, "known modifiers", func(v value.CellValue) bool {
		found, reading, _ := value.ParseModifiers(v.Text, known)
		return reading == value.Absent || len(found) == 1 && known(found[0])
	})
	allModifiers := modifiers.Fit == modifiers.Of
	minutes := ShapeOf(audit.TreatmentMinutes, col, ctx.ShapeContext)
	allMinutes := minutes.Fit == minutes.Of && !minutes.Refused
	codesBeside := slices.ContainsFunc(ctx.Others, func(n Neighbour) bool {
		return n.Match.Binds() && n.Match.Field == audit.Code && n.Match.Series > 0
	})
	switch {
	case allModifiers && !(allMinutes && codesBeside):
		return byShape(m, audit.Modifiers, modifiers, true, modifiers.Reason)
	case allMinutes && codesBeside && !allModifiers:
		return byShape(m, audit.Minutes, minutes, true, "minutes beside numbered codes")
	}
	return ask(m, "modifiers or minutes")
}

func decideEncounter(m header.HeaderMatch, col value.Column, _ DecideContext) Decision {
	s := countShape(col, "keys with a digit that are no dates", func(v value.CellValue) bool {
		if v.Hint.Style == value.StyleDate || v.Hint.Style == value.StyleDateTime {
			return false
		}
		form := value.ReadWrittenDate(value.TrimEdges(v.Text)).Form
		return strings.ContainsAny(v.Text, "0123456789") && form != value.FixedDate && form != value.OrderedDate
	})
	if s.Fit < s.Of {
		return ask(m, s.Reason)
	}
	return byShape(m, m.Field, s, true, s.Reason)
}

func decidePair(m header.HeaderMatch, _ value.Column, ctx DecideContext) Decision {
	for _, other := range ctx.Others {
		if other.Match.Pair != "" && other.Match.Field == m.Field && other.Match.PairLast != m.PairLast {
			return bindTo(m, m.Field, "half of the pair "+m.Pair)
		}
	}
	return Leave(m, "the other half of the pair "+m.Pair+" is missing")
}

func decideNoPayerName(m header.HeaderMatch, _ value.Column, ctx DecideContext) Decision {
	for _, other := range ctx.Others {
		if other.Match.Binds() && other.Match.Field == audit.Payer && other.Match.Needs != m.Needs {
			return Leave(m, "a column of payer names stands in the sheet")
		}
	}
	return bindTo(m, m.Field, "no column of payer names stands in the sheet")
}

func decideNoPatientID(m header.HeaderMatch, col value.Column, ctx DecideContext) Decision {
	for _, other := range ctx.Others {
		if other.Match.Binds() && other.Match.Field == audit.PatientID && other.Match.Needs == "" {
			return Leave(m, "beside a patient id it is the key of the practice")
		}
	}
	return byShape(m, m.Field, ShapeOf(m.Field, col, ctx.ShapeContext), false, m.Evidence+" alias")
}
