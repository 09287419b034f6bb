package reading

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"otaudit/audit"
)

// level is whether minutes are those of a line or of the visit.
type level int8

// The levels that words of a header speak for.
const (
	levelOpen  level = iota
	levelLine        // "Minutes", "CPT Minutes"
	levelVisit       // "Total Minutes", "Session Length"
)

// levelOfHeader returns what the words of a header say of minutes.
func levelOfHeader(text string, f audit.Field) level {
	lower := " " + strings.Join(strings.Fields(strings.ToLower(text)), " ") + " "
	for _, word := range []string{"total", "session", "visit", "ttl", "tot ", "length", "ttcm", "ttt"} {
		if strings.Contains(lower, word) {
			return levelVisit
		}
	}
	if minuteFields.Has(f) {
		return levelLine
	}
	return levelOpen
}

// What speaks for a level, in natural logarithms of how many times as likely it is.
const (
	byHeader      = 2.0 // a word such as "total", or none
	few           = 6.0 // so many values say as much of how often two are alike
	chance        = 0.5 // as is taken for granted without any
	treatmentWord = 1.0 // less: "Treatment Minutes" is said of both
	perVisit      = 2.0 // the most that one visit can say
	surely        = 4.0 // beyond this a level is evident
	likely        = 0.5 // below this it is open where findings would differ
)

// levels decides which columns of minutes are those of the lines and which repeat a total of the visit. What was billed may
// decide only towards the reading that supports fewer units, which is the visit's: it is not asked at all for the line's. Values
// that differ between the lines of a visit speak for the line; values that stay the same, more often than chance would have
// it, for the visit; a column that the lines add up to is the visit's.
func (r *reader) levels() {
	var cols []int
	for col := range r.decisions {
		if d := &r.decisions[col]; d.Bind && !d.Match.Fixed && minuteFields.Has(d.Field) && r.Columns[col].Read && d.Match.Series == 0 {
			cols = append(cols, col)
		}
	}
	visits := r.visitRows()
	if len(cols) == 0 || r.VisitRows {
		r.unitTotals(visits)
		return
	}
	facts := map[int]minuteFacts{}
	for _, col := range cols {
		facts[col] = r.minuteFacts(col, visits)
	}
	r.addUp(cols, facts, visits)
	r.besideUntimed(cols, facts, visits)
	slices.SortStableFunc(cols, func(a, b int) int { return r.scoreOf(b, r.decisions[b].Field) - r.scoreOf(a, r.decisions[a].Field) })
	have := audit.FieldSet(0)
	for col := range r.decisions {
		if d := &r.decisions[col]; d.Match.Fixed && d.Bind {
			have = have.With(d.Field)
		}
	}
	lines := false
	r.preferLines(cols, facts)
	for _, col := range cols {
		lines = lines || r.weight(col, facts[col]) >= 0 && (facts[col].several > 0 || facts[col].sums > 0)
	}
	for _, col := range cols {
		r.decideLevel(col, facts[col], &have, lines)
	}
	for _, col := range cols {
		r.sayEqual15(col)
		r.sayHidden(col, facts[col], visits)
	}
	r.unitTotals(visits)
}

// preferLines lets a column whose header speaks of the line be the line's beside one whose header speaks of the visit.
func (r *reader) preferLines(cols []int, facts map[int]minuteFacts) {
	ofVisit := func(col int) bool {
		k, m := r.find(col, r.decisions[col].Field), r.Columns[col].Match
		return k != nil && k.level == levelVisit || m.Known && m.Needs == "" && (m.Field == audit.TimedMinutes || m.Field == audit.TreatmentMinutes)
	}
	if !slices.ContainsFunc(cols, ofVisit) {
		return
	}
	for _, col := range cols {
		if !ofVisit(col) {
			f := facts[col]
			f.sums += byHeader
			facts[col] = f
		}
	}
}

// weight is what speaks for the line (above 0) or the visit (below) altogether.
func (r *reader) weight(col int, f minuteFacts) float64 {
	w := f.llr + f.sums
	if f.several+f.lone == 0 && r.severalCodes() && !r.lists(col) {
		w -= surely
	}
	d := &r.decisions[col]
	switch k := r.find(col, d.Field); {
	case k == nil:
	case k.level == levelVisit:
		w -= byHeader
	case d.Match.Known && d.Match.Needs == "line-or-visit" || r.Columns[col].Match.Field == audit.TreatmentMinutes || r.Columns[col].Match.Field == audit.TimedMinutes:
		if r.Columns[col].Match.Needs == "" {
			w -= byHeader
		} else {
			w += treatmentWord / 2
		}
	default:
		w += byHeader
	}
	return w
}

// decideLevel gives a column of minutes its field.
func (r *reader) decideLevel(col int, f minuteFacts, have *audit.FieldSet, lines bool) {
	d := &r.decisions[col]
	w := r.weight(col, f)
	heading := strings.ToLower(r.Columns[col].Header)
	timed := strings.Contains(heading, "timed") || strings.Contains(heading, "direct") || strings.Contains(heading, "ttcm") || r.Columns[col].Match.Field == audit.TimedMinutes && r.Columns[col].Match.Known
	treating := strings.Contains(heading, "treat") || strings.Contains(heading, "tx")
	single := f.several+f.lone == 0
	field, reason := audit.Minutes, ""
	switch {
	case single && w >= 0 && have.Has(audit.Minutes) && r.tieOfMinutes(col):
		return
	case single && !have.Has(audit.Minutes) && !lines && !timed && !treating && !r.severalCodes() && !r.wide():
		reason = "every visit has one line"
	case w >= 0 && !have.Has(audit.Minutes):
		reason = "minutes of the line"
		if f.several > 0 {
			reason = fmt.Sprintf("minutes of the line: they differ between lines on %d of %s", f.several-f.constant, audit.Plural(f.several, "visit of several lines", "visits of several lines"))
		}
	case w >= 0 && !timed && f.several > f.constant && have.Has(audit.Minutes):
		r.decisions[col] = Decision{Field: audit.Minutes, Match: d.Match, Grade: audit.Evident, Reason: "another column holds the minutes of the lines", NotSaid: true}
		return
	default:
		field = audit.TreatmentMinutes
		if timed || saysTotalOnly(heading) && !have.Has(audit.TimedMinutes) && !have.Has(audit.Minutes) && !lines {
			field = audit.TimedMinutes
		}
		reason = fmt.Sprintf("a total of the visit: one value on all lines of %d of %s", f.constant, audit.Plural(f.several, "visit of several lines", "visits of several lines"))
		if f.constant == 0 {
			reason = "a total of the visit"
		}
	}
	if have.Has(field) {
		other := audit.TreatmentMinutes
		if field == audit.TreatmentMinutes {
			other = audit.TimedMinutes
		}
		if have.Has(other) || !timed && other == audit.TimedMinutes {
			r.decisions[col] = Decision{Field: field, Match: d.Match, Ask: true, Reason: "several columns fit " + field.String()}
			return
		}
		field = other
	}
	*have = have.With(field)
	if k := r.find(col, field); k != nil {
		d.Match = k.match
	} else {
		d.Match.Field = field
	}
	d.Field = field
	if reason != "" {
		d.Reason += "; " + reason
	}
	if f.several > 0 && math.Abs(w) < surely && f.sums == 0 {
		level := "the visit's total"
		other := audit.TimedMinutes
		if field != audit.Minutes {
			level, other = "the line's", audit.Minutes
		}
		if d.Grade == audit.Evident && math.Abs(w) < byHeader {
			d.Grade = audit.Assumed
		}
		d.Instead = append(d.Instead, audit.Alternative{Field: other.String(), Why: "they may be " + level})
	}
}

// saysTotalOnly reports a header that names a total and not whether it is of timed minutes or of the whole treatment.
func saysTotalOnly(heading string) bool {
	for _, word := range []string{"treat", "tx", "session", "visit", "length", "duration", "ttt"} {
		if strings.Contains(heading, word) {
			return false
		}
	}
	return true
}

// tieOfMinutes leaves two columns unread whose headers both name the minutes of the line, where nothing tells them apart.
func (r *reader) tieOfMinutes(col int) bool {
	for other := range r.decisions {
		d := &r.decisions[other]
		if other == col || !d.Bind || d.Field != audit.Minutes || d.Match.Fixed {
			continue
		}
		if r.equal(other, col) {
			r.decisions[col] = Decision{Field: audit.Minutes, Match: r.decisions[col].Match, Grade: audit.Evident, NotSaid: true,
				Reason: "the same as column " + audit.ColumnLetters(int32(other+1))}
			return true
		}
		mine, its := r.find(col, audit.Minutes), r.find(other, audit.Minutes)
		if mine == nil || its == nil || mine.words != its.words || mine.level != its.level {
			return false
		}
		for _, c := range []int{other, col} {
			r.decisions[c] = Decision{Field: audit.Minutes, Match: r.find(c, audit.Minutes).match, Ask: true, Reason: "several columns fit minutes"}
		}
		return true
	}
	return false
}
