package reading

import (
	"cmp"
	"fmt"
	"slices"

	"otaudit/audit"
	"otaudit/importers/header"
	"otaudit/importers/value"
)

// How far a reading must be ahead of the next one.
const (
	evidentAhead = 18
	assumedAhead = 6
)

// severalColumns are the fields that may come in several columns (IMP-27).
var severalColumns = audit.Fields(audit.Modifiers, audit.Diagnoses, audit.Status)

// Deciding are the fields without which little can be audited.
var Deciding = audit.Fields(audit.DateOfService, audit.Code, audit.UnitsBilled, audit.Minutes)

// slot is a field in one column group of a wide row, group 0 outside of them.
type slot struct {
	field  audit.Field
	series int
}

// pair is a column and a field that it may be.
type pair struct {
	col int
	*candidate
}

// assign gives each column at most one field and each field at most one column, the best pairs first.
func (r *reader) assign() {
	var pairs []pair
	for col, list := range r.candidates {
		for _, k := range list {
			pairs = append(pairs, pair{col, k})
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.score(), a.score()), cmp.Compare(a.col, b.col), cmp.Compare(a.field, b.field))
	})
	wide := r.hasCodeSeries()
	taken := map[slot]int{}
	for col := range r.decisions {
		if d := &r.decisions[col]; d.Match.Fixed && d.Bind {
			taken[slot{d.Field, seriesOf(d.Match, wide)}] = col
		}
	}
	done := map[int]bool{}
	for _, p := range pairs {
		if done[p.col] || r.decisions[p.col].Bind {
			continue
		}
		if p.score() <= leftOut {
			done[p.col] = true
			r.leave(p.col, r.unsureReason(p))
			continue
		}
		at := slot{p.field, seriesOf(p.match, wide)}
		holder, held := taken[at]
		switch {
		case severalColumns.Has(p.field), p.match.Pair != "", !held:
		case minuteFields.Has(p.field) && !r.decisions[holder].Match.Fixed:
			// minutes of the line and of the visit are told apart by levels
		default:
			if r.contest(p, holder, taken, wide) {
				done[p.col] = true
				continue
			}
			if r.bestElse(p.col, p.candidate, taken, wide) != nil {
				continue // its next meaning is tried in its turn
			}
			done[p.col] = true
			continue
		}
		done[p.col] = true
		taken[at] = p.col
		r.take(p, taken, wide)
	}
	for col := range r.decisions { // a column that lost every field it may be
		if len(r.candidates[col]) > 0 && !r.decisions[col].Bind && r.decisions[col].Reason == "" {
			k := r.candidates[col][0]
			r.decisions[col] = Decision{Field: k.field, Match: k.match, Grade: audit.Evident, Reason: "another column is " + k.field.String()}
		}
	}
}

func seriesOf(m header.HeaderMatch, wide bool) int {
	if wide && SlotFields.Has(m.Field) {
		return m.Series
	}
	return 0
}

// SlotFields are the fields that repeat with the code in a wide row.
var SlotFields = audit.Fields(audit.Code, audit.Description, audit.Modifiers, audit.UnitsBilled, audit.Minutes,
	audit.AssistantMinutes, audit.TogetherMinutes, audit.Charge, audit.Allowed)

func (r *reader) hasCodeSeries() bool {
	for col := range r.Columns {
		if d := &r.decisions[col]; d.Match.Fixed && d.Bind && d.Field == audit.Code && d.Match.Series > 0 {
			return true
		}
		if k := r.find(col, audit.Code); k != nil && k.match.Series > 0 && k.words >= wordsPart {
			return true
		}
	}
	return false
}

func (r *reader) unsureReason(p pair) string {
	if p.words > 0 {
		return "the header alone does not say what it is"
	}
	return "the header is not known"
}

// bestElse returns the best meaning of a column whose field is free; nil if there is none.
func (r *reader) bestElse(col int, but *candidate, taken map[slot]int, wide bool) *candidate {
	for _, k := range r.sorted(col) {
		if k == but || k.score() > but.score() || k.score() <= leftOut {
			continue
		}
		if _, held := taken[slot{k.field, seriesOf(k.match, wide)}]; !held || minuteFields.Has(k.field) || severalColumns.Has(k.field) {
			return k
		}
	}
	return nil
}

func (r *reader) sorted(col int) []*candidate {
	list := slices.Clone(r.candidates[col])
	slices.SortStableFunc(list, func(a, b *candidate) int { return cmp.Compare(b.score(), a.score()) })
	return list
}

// take binds a column and says how sure that is.
func (r *reader) take(p pair, taken map[slot]int, wide bool) {
	next := leftOut
	var instead []audit.Alternative
	for _, k := range r.sorted(p.col) {
		if k == p.candidate || minuteFields.Has(k.field) && minuteFields.Has(p.field) {
			continue
		}
		if holder, held := taken[slot{k.field, seriesOf(k.match, wide)}]; held && holder != p.col && r.scoreOf(holder, k.field) > k.score() {
			continue // another column is that
		}
		if k.score() > leftOut && len(instead) < 2 {
			instead = append(instead, audit.Alternative{Field: k.field.String(), Why: because(k)})
		}
		next = max(next, k.score())
	}
	grade := audit.Evident
	if p.words < wordsKnown && p.score()-next < evidentAhead {
		grade = audit.Assumed
	}
	r.decisions[p.col] = Decision{Bind: true, Field: p.field, Match: p.match, Grade: grade, Reason: because(p.candidate), Instead: instead}
}

func because(k *candidate) string {
	if len(k.reasons) == 0 {
		return "its values fit"
	}
	text := k.reasons[0]
	for _, reason := range k.reasons[1:] {
		text += "; " + reason
	}
	return text
}

// contest settles two columns that claim one field; it reports whether the later one is decided by it. Equal columns are copies,
// and keys of the same persons are one; of others the clearly better one is taken, and where two are as good none is, if
// findings would differ.
func (r *reader) contest(p pair, holder int, taken map[slot]int, wide bool) bool {
	h := &r.decisions[holder]
	name := "column " + audit.ColumnLetters(int32(holder+1))
	if h.Match.Fixed {
		r.decisions[p.col] = Decision{Field: p.field, Match: p.match, Grade: audit.Stated, Reason: "the profile takes " + name, NotSaid: true}
		return true
	}
	keys := p.field == audit.PatientID || p.field == audit.Therapist || p.field == audit.PatientName
	if r.equal(p.col, holder) || keys && r.oneToOne(p.col, holder) {
		left, right := min(p.col, holder), max(p.col, holder)
		if left != holder && r.scoreOf(left, p.field) >= r.scoreOf(holder, p.field) {
			r.decisions[left] = Decision{}
			r.take(pair{left, r.find(left, p.field)}, taken, wide)
		} else {
			left, right = holder, p.col
		}
		same := 0
		if r.equal(left, right) {
			same = left + 1
		}
		r.decisions[right] = Decision{Field: p.field, Match: r.find(right, p.field).match, Grade: audit.Evident, NotSaid: true, SameAs: same,
			Reason: "the same as column " + audit.ColumnLetters(int32(left+1))}
		return true
	}
	ahead := r.scoreOf(holder, p.field) - p.score()
	if ahead >= assumedAhead || !Deciding.Has(p.field) && ahead >= 0 {
		if ahead < evidentAhead {
			h.Grade = min(h.Grade, audit.Assumed)
			h.Instead = append(h.Instead, audit.Alternative{Field: "", Why: fmt.Sprintf("column %s may be %s too", audit.ColumnLetters(int32(p.col+1)), p.field)})
			r.decisions[p.col] = Decision{Field: p.field, Match: p.match, Grade: audit.Assumed, Reason: name + " is taken for " + p.field.String(), NotSaid: true}
			return true
		}
		return false
	}
	for _, col := range []int{holder, p.col} {
		r.decisions[col] = Decision{Field: p.field, Match: r.find(col, p.field).match, Ask: true, Reason: fmt.Sprintf("several columns fit %s", p.field)}
	}
	return true
}

func (r *reader) scoreOf(col int, f audit.Field) int {
	if k := r.find(col, f); k != nil {
		return k.score()
	}
	return 0
}

// equal reports columns with the same text on every row.
func (r *reader) equal(first, second int) bool {
	if !r.Columns[first].Read || !r.Columns[second].Read || r.Columns[first].Prose || r.Columns[second].Prose {
		return false
	}
	text := func(row, col int) string {
		if id := r.ID(row, col); id != 0 {
			return value.TrimEdges(r.Columns[col].Content(id).Text)
		}
		return ""
	}
	codes := r.likeliest(audit.Code)
	for row := range r.Rows() {
		if text(row, first) != text(row, second) && (codes < 0 || r.ID(row, codes) != 0) {
			return false // and not a total, which often stands below one of them
		}
	}
	return r.Rows() > 0
}

// likeliest gives the column that fits a field best, -1 if none does.
func (r *reader) likeliest(f audit.Field) int {
	best := -1
	for col := range r.Columns {
		if r.find(col, f) != nil && (best < 0 || r.scoreOf(col, f) > r.scoreOf(best, f)) {
			best = col
		}
	}
	return best
}
