package importers

import (
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/importers/value"
)

// fill gives a session everything its row says. item is the code of the line, nil if it could not be read.
func (ln *lineBuilder) fill(s *audit.Session, row int, cells []int32, item *value.CodeItem) {
	s.Prose = ln.grid.Rows.At(row).Prose
	for _, fb := range ln.fillPlain(s, cells) {
		switch {
		case s.Listed() && listFields.Has(fb.field): // the line gets its part, see listed
		case fb.quick != nil:
			if q := fb.quick[cells[fb.col]]; q.how == quickSet {
				s.Set(fb.field, q.value)
			} else if q.how == quickSlow {
				ln.fillOne(s, fb.field, fb.bindings[0], cells)
			}
		case fb.counted:
			if words := cells[fb.col]; words > 0 {
				s.Set(fb.field, words)
			}
		case len(fb.bindings) > 1 || fb.bindings[0].match.Pair != "":
			ln.fillCombined(s, fb.field, fb.bindings, cells)
		default:
			ln.fillOne(s, fb.field, fb.bindings[0], cells)
		}
	}
	if item != nil {
		ln.fillItem(s, item)
	}
	ln.takeContext(s, row)
	ln.checkSpan(s, cells)
	ln.documentingPerson(s)
	ln.credentialOfName(s)
	ln.applyProfile(s)
}

// fillPlain sets the fields of a session without values up to the first whose cell is more than a plain value, all in one
// go, and gives the others. Of most lines there are none.
func (ln *lineBuilder) fillPlain(s *audit.Session, cells []int32) (others []fieldBindings) {
	var values [audit.NumFields]int32
	var fields audit.FieldSet
	others = ln.plan.order[s.Slot]
	n := 0
	for len(others) > 0 && !s.Listed() {
		fb := &others[0]
		var q quickValue
		switch id := cells[fb.col]; {
		case fb.quick != nil:
			q = fb.quick[id]
		case fb.counted && id > 0:
			q = quickValue{id, quickSet}
		case !fb.counted:
			q.how = quickSlow
		}
		if q.how == quickSlow {
			break
		}
		if q.how == quickSet {
			values[n], fields = q.value, fields.With(fb.field)
			n++
		}
		others = others[1:]
	}
	s.SetAll(fields, values[:n])
	return others
}

// fillOne takes the value of the one column that supplies the field.
func (ln *lineBuilder) fillOne(s *audit.Session, field audit.Field, bound *binding, cells []int32) {
	id := cells[bound.col]
	v := &bound.parsed[id]
	switch v.Reading {
	case value.OK:
		s.Set(field, v.Value)
		if ln.keepProse && field.Kind() == audit.Prose {
			ln.book.prose[proseKey{s, field}] = v.Detail().Text
		}
		if v.Derived {
			s.Derive = s.Derive.With(field)
		}
		if v.HasEnd && !s.Has(audit.EndTime) {
			s.Set(audit.EndTime, v.End)
			s.Derive = s.Derive.With(audit.EndTime)
		}
	case value.Bad:
		ln.setBad(s, field, bound, id, v.Detail().Why)
	}
}

func (ln *lineBuilder) setBad(s *audit.Session, field audit.Field, bound *binding, id int32, why string) {
	written := ln.grid.Columns[bound.col].Text(id)
	s.SetBad(field, written)
	ln.unreadable(s, field, bound.col, written, why)
}

// fillItem takes what stands with the code: the code itself, modifiers glued to it, units, minutes and wording.
func (ln *lineBuilder) fillItem(s *audit.Session, item *value.CodeItem) {
	symbols := ln.layout.Symbols
	s.Set(audit.Code, symbols.Intern(item.Code))
	if len(item.Modifiers) > 0 {
		s.Set(audit.Modifiers, symbols.InternList(append(slices.Clone(item.Modifiers), s.List(audit.Modifiers)...)))
		s.Derive = s.Derive.With(audit.Modifiers)
	}
	if item.HasUnits && !s.Has(audit.UnitsBilled) {
		s.Set(audit.UnitsBilled, int32(item.Units))
		s.Derive = s.Derive.With(audit.UnitsBilled)
	}
	if item.HasMinutes && !s.Has(audit.Minutes) {
		s.Set(audit.Minutes, item.Minutes)
		s.Derive = s.Derive.With(audit.Minutes)
	}
	if item.Description != "" && !s.Has(audit.Description) {
		s.Set(audit.Description, symbols.Intern(item.Description))
		s.Derive = s.Derive.With(audit.Description)
	}
}

// credentialOfName takes the credential from the therapist's name where no column gives it (IMP-261).
func (ln *lineBuilder) credentialOfName(s *audit.Session) {
	if ln.rules.everyRow || s.State(audit.Credential) != audit.Unbound || !s.Has(audit.Therapist) {
		return
	}
	name := s.Symbol(audit.Therapist)
	credentials, seen := ln.glued[name]
	if !seen {
		credentials = value.CredentialsOfName(s.Text(audit.Therapist))
		ln.glued[name] = credentials
	}
	if len(credentials) > 0 {
		s.Set(audit.Credential, ln.layout.Symbols.InternList(credentials))
		s.Derive = s.Derive.With(audit.Credential)
	}
}

// fillCombined joins what several columns say of one field.
func (ln *lineBuilder) fillCombined(s *audit.Session, field audit.Field, bindings []*binding, cells []int32) {
	var key [maxListParts]int32
	key[maxListParts-1] = int32(field)<<8 | int32(s.Slot)
	filled := false
	for i, bound := range bindings[:min(len(bindings), maxListParts-1)] {
		id := cells[bound.col]
		v := &bound.parsed[id]
		if v.Reading == value.Bad {
			ln.setBad(s, field, bound, id, v.Detail().Why)
			return
		}
		if v.Reading == value.OK {
			filled = true
			key[i] = id
		}
	}
	if !filled {
		return
	}
	value, known := ln.lists[key]
	if !known {
		value = ln.combine(field, bindings, cells)
		ln.lists[key] = value
	}
	if value >= 0 {
		s.Set(field, value)
	}
}

// combine works the joined value out; -1 if there is none.
func (ln *lineBuilder) combine(field audit.Field, bindings []*binding, cells []int32) int32 {
	symbols := ln.layout.Symbols
	switch field {
	case audit.Modifiers, audit.Diagnoses:
		var all []string
		for _, bound := range bindings {
			for _, token := range bound.parsed[cells[bound.col]].Detail().List {
				if field == audit.Modifiers || !slices.Contains(all, token) {
					all = append(all, token)
				}
			}
		}
		if len(all) == 0 {
			return -1
		}
		return symbols.InternList(all)
	case audit.Status:
		for _, bound := range bindings {
			if v := &bound.parsed[cells[bound.col]]; v.Status == value.StatusNotKept {
				return v.Value
			}
		}
		return bindings[0].parsed[cells[bindings[0].col]].Value
	}
	for _, bound := range bindings {
		if bound.match.Pair != "" {
			return symbols.Intern(ln.joinName(bindings, cells))
		}
	}
	for _, bound := range bindings { // what several columns say apart from each other: the first that says something
		if v := &bound.parsed[cells[bound.col]]; v.Reading == value.OK {
			return v.Value
		}
	}
	return -1
}

// joinName writes first and last name as "Last, First"; a single column stays as it is.
func (ln *lineBuilder) joinName(bindings []*binding, cells []int32) string {
	var first, last string
	for _, bound := range bindings {
		text := ln.layout.Symbols.Text(bound.parsed[cells[bound.col]].Value)
		switch {
		case bound.match.Pair == "":
			return text
		case bound.match.PairLast:
			last = text
		default:
			first = text
		}
	}
	if last == "" || first == "" {
		return strings.TrimSpace(last + first)
	}
	return value.JoinName(last, first)
}
