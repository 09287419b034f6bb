package reading

import (
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/importers/header"
	"otaudit/importers/value"
)

// candidate is a field that a column may be, with what speaks for it.
type candidate struct {
	field   audit.Field
	match   header.HeaderMatch
	words   int // what the header is worth
	values  int // what the values are worth
	related int // what other columns are worth
	reasons []string
	level   level // what the header says of minutes
}

func (c *candidate) score() int { return c.words + c.values + c.related }

// What words of a header are worth. A column stays unread below leftOut: that is what speaks for it being none of the fields.
const (
	wordsKnown   = 60 // the whole header is known, and unambiguous
	wordsLikely  = 40 // the whole header is known, and may mean other things too
	wordsOther   = 32 // the second meaning of such a header
	wordsSeldom  = 26 // a meaning of a header that says little
	wordsWhole   = 45 // every word belongs to the field's name
	wordsPart    = 28 // one word does
	wordsSibling = 10 // less, for the other fields of minutes
	leftOut      = 22
	totalWord    = 8 // less, for a charge that may be the total of the claim
)

// minuteFields are the minutes of a line and of a visit. Words of a header name the family; the level comes from the values.
var minuteFields = audit.Fields(audit.Minutes, audit.TimedMinutes, audit.TreatmentMinutes)

// loose are the meanings of headers that say little; the alias table marks them "profile".
var loose = map[string][]audit.Field{
	"name": {audit.PatientName, audit.Therapist}, "pt": {audit.PatientName, audit.PatientID}, "type": {audit.VisitType, audit.Payer, audit.Status},
	"total": {audit.TreatmentMinutes, audit.Minutes, audit.UnitsBilled, audit.Charge}, "visit": {audit.VisitID, audit.DateOfService, audit.VisitType},
	"planofcareeffectiverange": nil,
}

// headerReason says in words where the meaning of a header comes from.
func headerReason(evidence string) string {
	switch evidence {
	case "seen":
		return "header known"
	case "likely":
		return "header likely"
	case "words":
		return "words of the header"
	case "values":
		return "the values"
	}
	return evidence + " header"
}

// gather lists what a column may be.
func (r *reader) gather(col int) {
	c := &r.Columns[col]
	m := c.Match
	switch {
	case m.Fixed:
		r.decisions[col] = Decision{Bind: m.Binds(), Field: m.Field, Match: m, Grade: audit.Stated, Reason: "stated"}
		return
	case m.Identifier:
		r.leave(col, "identifier: not read")
		return
	case m.NotIt && m.Needs != "profile":
		r.leave(col, "not read: "+m.Note)
		return
	}
	if m.Known && m.Needs == "" && m.Kind != value.KindPlain && m.Kind != value.KindHours { // flags: words of their own, without the shape of the field
		r.decisions[col] = Decision{Bind: true, Field: m.Field, Match: m, Grade: audit.Evident, Reason: headerReason(m.Evidence)}
		return
	}
	why := ""
	consider := func(m header.HeaderMatch, field audit.Field, words int, reason string) {
		if slices.ContainsFunc(r.candidates[col], func(k *candidate) bool { return k.field == field }) {
			return
		}
		if field == audit.Charge && strings.Contains(strings.ToLower(c.Header), "total") {
			words -= totalWord
		}
		m.Known, m.NotIt, m.Field, m.HasOther = true, false, field, false
		if field.Kind() != audit.Integer {
			if m.Kind == value.KindHours {
				m.Kind = value.KindPlain
			}
		} else if m.Kind == value.KindPlain && m.Hint == header.HintHours {
			m.Kind = value.KindHours
		}
		k := &candidate{field: field, match: m, words: words, level: levelOfHeader(c.Header, field)}
		if reason != "" {
			k.reasons = append(k.reasons, reason)
		}
		if refused := r.weigh(k, col); refused != "" {
			if words >= wordsOther && (why == "" || words >= wordsKnown) {
				why = refused
			}
			return
		}
		r.candidates[col] = append(r.candidates[col], k)
	}
	r.byHeader(col, consider)
	if c.Words.Contrary == "" && !m.Known && c.Read && !c.Prose {
		for _, f := range byValues {
			switch {
			case len(c.Words.Candidates) > 0 && !againstHeader.Has(f): // the header names something else
			case c.Header != "" && (f == audit.UnitsBilled || f == audit.Minutes): // numbers under a name that says neither
			default:
				consider(header.HeaderMatch{Hint: c.Words.Hint}, f, 0, "")
			}
		}
	}
	switch {
	case len(r.candidates[col]) > 0:
		return
	case c.Words.Contrary != "":
		r.leave(col, fmt.Sprintf("not read: the header says %q", c.Words.Contrary))
	case why != "":
		d := Decision{Field: m.Field, Match: m, Reason: why, Ask: m.Binds() && c.Total > c.Blank}
		r.decisions[col] = d
	case !m.Known && len(c.Words.Candidates) == 0:
		r.leave(col, "the header is not known")
	default:
		r.leave(col, "its values are not those of the field that the header names")
	}
}

// byValues are the fields that values alone can show.
var byValues = []audit.Field{audit.Code, audit.DateOfService, audit.BirthDate, audit.PatientName, audit.Therapist, audit.Payer, audit.Modifiers,
	audit.Diagnoses, audit.UnitsBilled, audit.Minutes, audit.NPI, audit.StartTime, audit.EndTime, audit.PatientID, audit.Charge}

// againstHeader are the fields that values show although single words of the header name another one.
var againstHeader = audit.Fields(audit.Code, audit.Therapist)

// byHeader considers what the header names, as a whole and by its words.
func (r *reader) byHeader(col int, consider func(header.HeaderMatch, audit.Field, int, string)) {
	c := &r.Columns[col]
	m := c.Match
	hint := func(field audit.Field) string { return fmt.Sprintf("the header names %s", field) }
	switch {
	case !m.Known:
	case m.Needs == "profile":
		for i, f := range loose[header.CompactKey(c.Header)] {
			consider(m, f, wordsSeldom-3*i, hint(f))
		}
		return
	case m.Needs == "":
		consider(m, m.Field, wordsKnown, headerReason(m.Evidence))
	case conditions[m.Needs] != nil:
		ok, reason := conditions[m.Needs](r, col)
		if !ok {
			if m.HasOther {
				consider(m, m.Otherwise, wordsOther, hint(m.Otherwise))
			}
			return
		}
		words := wordsLikely
		if partnered[m.Needs] {
			words = wordsKnown
		}
		consider(m, m.Field, words, reason)
		if m.HasOther {
			consider(m, m.Otherwise, wordsOther, hint(m.Otherwise))
		}
	default:
		consider(m, m.Field, wordsLikely, hint(m.Field))
		if m.HasOther {
			consider(m, m.Otherwise, wordsOther, hint(m.Otherwise))
		}
	}
	if m.Known && m.Needs != "" && m.Field == audit.StartTime && m.HasOther {
		consider(m, audit.TreatmentMinutes, wordsOther, hint(audit.TreatmentMinutes))
	}
	if !m.Known {
		for _, w := range c.Words.Candidates {
			words := wordsPart
			if w.Whole {
				words = wordsWhole
			}
			match := header.HeaderMatch{Hint: c.Words.Hint, Pair: w.Pair, PairLast: w.Last}
			if header.SeriesFields.Has(w.Field) {
				match.Series = w.Series
			}
			if match.Pair != "" {
				if ok, _ := halfOfPair(r, col, w.Field, w.Last); !ok {
					continue
				}
				words = wordsKnown
			}
			consider(match, w.Field, words, hint(w.Field))
		}
	}
	r.siblings(col, consider)
}

// siblings considers the other fields of minutes where the header names one: its values may be those of the visit although the
// header, or its values as minutes of a line, speak for the line, and the other way round.
func (r *reader) siblings(col int, consider func(header.HeaderMatch, audit.Field, int, string)) {
	c := &r.Columns[col]
	match, words := c.Match, 0
	switch {
	case c.Match.Binds() && (minuteFields.Has(c.Match.Field) || c.Match.HasOther && minuteFields.Has(c.Match.Otherwise)) && c.Match.Needs != "m-columns":
		words = wordsOther
		if c.Match.Needs == "" {
			words = wordsKnown
		}
	case !c.Match.Known:
		for _, w := range c.Words.Candidates {
			if minuteFields.Has(w.Field) {
				match = header.HeaderMatch{Hint: c.Words.Hint}
				if w.Series > 0 {
					match.Series = w.Series
				}
				words = wordsPart
				if w.Whole {
					words = wordsWhole
				}
				break
			}
		}
	}
	if words == 0 {
		return
	}
	for _, f := range []audit.Field{audit.Minutes, audit.TimedMinutes, audit.TreatmentMinutes} {
		consider(match, f, words-wordsSibling, "the header names minutes")
	}
}

func (r *reader) leave(col int, reason string) {
	c := &r.Columns[col]
	r.decisions[col] = Decision{Field: c.Match.Field, Match: c.Match, Grade: audit.Evident, Reason: reason}
}
