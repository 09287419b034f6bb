package reading

import (
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/importers/header"
	"otaudit/importers/value"
)

// condition reports whether a header means its field beside the other columns of the sheet, and why.
type condition func(r *reader, col int) (ok bool, reason string)

// conditions are those that the alias table asks of a header by name. Other ambiguous headers are weighed only.
var conditions map[string]condition

func init() {
	conditions = map[string]condition{
		"pair": func(r *reader, col int) (bool, string) {
			m := r.Columns[col].Match
			return halfOfPair(r, col, m.Field, m.PairLast)
		},
		"soap-letters":  allOfSOAP,
		"time-partner":  timePartner,
		"no-payer-name": noOther(audit.Payer, "no column of payer names stands in the sheet"),
		"no-patient-id": noOther(audit.PatientID, "there is no other patient id"),
		"no-patient": func(r *reader, col int) (bool, string) {
			return !r.anyOther(col, func(m header.HeaderMatch, other int) bool {
				return m.Binds() && m.Needs != "no-patient" && (m.Field == audit.PatientName || m.Field == audit.PatientID) ||
					slices.ContainsFunc(r.Columns[other].Words.Candidates, func(w header.Candidate) bool { return w.Field == audit.PatientName || w.Field == audit.PatientID })
			}), "no other column names the patient"
		},
		"note-part":           besideNoteParts,
		"vendor:webpt":        ofVendor,
		"vendor:centralreach": ofVendor,
		"group":               onGroupLines,
		"m-columns":           besideNumberedCodes,
	}
}

// partnered are the conditions that leave nothing open once they hold.
var partnered = map[string]bool{"pair": true, "soap-letters": true, "time-partner": true, "no-payer-name": true, "no-patient-id": true,
	"note-part": true, "vendor:webpt": true, "vendor:centralreach": true, "group": true}

// others calls a function with the header of every other column.
func (r *reader) anyOther(col int, holds func(m header.HeaderMatch, other int) bool) bool {
	for other := range r.Columns {
		if other != col && holds(r.Columns[other].Match, other) {
			return true
		}
	}
	return false
}

func halfOfPair(r *reader, col int, field audit.Field, last bool) (bool, string) {
	return r.anyOther(col, func(m header.HeaderMatch, other int) bool {
		if m.Pair != "" && m.Field == field && m.PairLast != last {
			return true
		}
		return slices.ContainsFunc(r.Columns[other].Words.Candidates, func(w header.Candidate) bool {
			return !m.Known && w.Pair != "" && w.Field == field && w.Last != last
		})
	}), "first and last name"
}

var noteParts = audit.Fields(audit.Subjective, audit.Objective, audit.Assessment, audit.Plan)

func besideNoteParts(r *reader, col int) (bool, string) {
	field := r.Columns[col].Match.Field
	return r.anyOther(col, func(m header.HeaderMatch, _ int) bool { return m.Binds() && noteParts.Has(m.Field) && m.Field != field }),
		"another part of the note stands beside it"
}

// allOfSOAP takes the letters S, O, A and P for the parts of a note only when all four stand in the sheet.
func allOfSOAP(r *reader, col int) (bool, string) {
	have := audit.FieldSet(0)
	for other := range r.Columns {
		if m := r.Columns[other].Match; m.Needs == "soap-letters" {
			have = have.With(m.Field)
		}
	}
	return have == noteParts, "S, O, A and P all exist"
}

// timePartner lets words such as "In" or "Start" mean a time beside their partner.
func timePartner(r *reader, col int) (bool, string) {
	partner := audit.EndTime
	if r.Columns[col].Match.Field == audit.EndTime {
		partner = audit.StartTime
	}
	return r.anyOther(col, func(m header.HeaderMatch, other int) bool {
		return m.Binds() && m.Field == partner ||
			slices.ContainsFunc(r.Columns[other].Words.Candidates, func(w header.Candidate) bool { return !m.Known && w.Field == partner })
	}), "its partner stands in the sheet"
}

func noOther(field audit.Field, reason string) condition {
	return func(r *reader, col int) (bool, string) {
		needs := r.Columns[col].Match.Needs
		return !r.anyOther(col, func(m header.HeaderMatch, _ int) bool { return m.Binds() && m.Field == field && m.Needs != needs }), reason
	}
}

func ofVendor(r *reader, col int) (bool, string) {
	vendor := strings.TrimPrefix(r.Columns[col].Match.Needs, "vendor:")
	return strings.HasPrefix(strings.ToLower(r.Vendor), vendor), "the export is that of " + r.Vendor
}

const groupCode = "97150"

// onGroupLines takes "Group" for the size of a group where it is filled on lines of group therapy only.
func onGroupLines(r *reader, col int) (bool, string) {
	codes := slices.IndexFunc(r.Columns, func(c Column) bool { return c.Match.Binds() && c.Match.Field == audit.Code && c.Read })
	if codes < 0 {
		return false, ""
	}
	seen := false
	for row := range min(r.Rows(), evidenceRows) {
		if r.ID(row, col) == 0 {
			continue
		}
		seen = true
		if strings.TrimSpace(r.Columns[codes].Content(r.ID(row, codes)).Text) != groupCode {
			return false, ""
		}
	}
	return seen, "sizes of groups on lines of 97150 only"
}

// besideNumberedCodes lets M1 to M4 be modifiers, and minutes only beside numbered codes.
func besideNumberedCodes(r *reader, col int) (bool, string) {
	beside := r.anyOther(col, func(m header.HeaderMatch, _ int) bool { return m.Binds() && m.Field == audit.Code && m.Series > 0 })
	c := &r.Columns[col]
	if !beside {
		c.Match.HasOther = false
	}
	modifiers := ShapeOf(audit.Modifiers, c.Column, r.context(false))
	if value.OrNone(r.KnownModifier) == nil || modifiers.Refused || modifiers.Fit < modifiers.Of {
		if beside {
			c.Match.Field, c.Match.HasOther = audit.Minutes, false
			return true, "minutes beside numbered codes"
		}
		return false, ""
	}
	return true, "all values are known modifiers"
}
