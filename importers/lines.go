package importers

import (
	"fmt"
	"slices"

	"otaudit/audit"
	"otaudit/importers/grid"
	"otaudit/importers/header"
	"otaudit/importers/value"
)

// lineBuilder makes sessions of the rows of a grid.
type lineBuilder struct {
	plan         *plan
	grid         *grid.Grid
	layout       *audit.Layout
	book         *Book
	account      *sheetAccount
	arena        audit.SessionArena
	lists        map[[maxListParts]int32]int32 // combined lists and names by the numbers of their parts
	bad          map[int]int                   // unreadable cells by column
	unstored     map[int]unstored              // of them, formulas without a stored result
	glued        map[int32][]string            // credentials in therapists' names, by the name's number
	start        int                           // the sheet's first session in the book
	keepProse    bool
	repeatsSheet string      // another sheet, all of whose lines this one repeats; empty if it is no copy
	negative     bool        // some row that is one line has negative units or a negative charge
	sums         runningSums // above the next total row
	repeats      *paymentRepeats
	quotes       map[int]map[int32]bool // by column, contents with a stray quotation mark
	blanks       map[int]int            // by column, blank cells of lines, as far as asked
	rules        profileRules           // what the profile does to rows and lines
}

// unstored counts the formulas without a stored result in the lines of a column.
type unstored struct {
	n     int
	first int32 // row
}

// maxListParts is how many columns can make one list: Mod 1 to Mod 4, twelve diagnoses, flags.
const maxListParts = 16

// rowLines makes the lines of one row: one for each filled slot, or for each code of a list. The reason is set if the row
// became none.
func (ln *lineBuilder) rowLines(row int) (lines []*audit.Session, reason, detail string) {
	cells := ln.grid.Cells(row)
	p := ln.plan
	if p.table.visits || ln.rules.everyRow || ln.codeUndecided() {
		s := ln.arena.New(ln.layout, ln.grid.Rows.At(row).Number, 0)
		ln.fill(s, row, cells, nil)
		return []*audit.Session{s}, "", ""
	}
	for slot := range p.slots {
		code, items := ln.codeOf(slot, cells)
		switch {
		case code.Reading == value.Absent:
			if p.slots > 1 && p.codes[slot] == "" && ln.slotFilled(slot, cells) {
				ln.excludeSlot(row, slot, cells)
			}
			continue
		case code.Reading == value.Bad:
			s := ln.arena.New(ln.layout, ln.grid.Rows.At(row).Number, slot)
			ln.fill(s, row, cells, nil)
			lines = append(lines, s)
		default:
			made, why := ln.listed(row, slot, cells, items)
			if why != "" {
				return nil, "list-length", why
			}
			lines = append(lines, made...)
		}
	}
	if len(lines) == 0 {
		return nil, "no-code", "no group of the row has a code"
	}
	ln.leaveUndivided(lines)
	ln.excludeUndivided(row, lines)
	return lines, "", ""
}

// codeOf gives the code of a slot: its cell, or the header itself where headers are codes.
func (ln *lineBuilder) codeOf(slot int, cells []int32) (value.Parsed, []value.CodeItem) {
	p := ln.plan
	if code := p.codes[min(slot, len(p.codes)-1)]; code != "" {
		for _, f := range underCodes {
			for _, bound := range p.byField[slot][f] {
				if v := &bound.parsed[cells[bound.col]]; bound.match.Hint == header.HintCode && (v.Reading == value.Bad || v.Reading == value.OK && v.Value != 0) {
					return value.Parsed{Reading: value.OK}, []value.CodeItem{{Code: code}}
				}
			}
		}
		return value.Parsed{}, nil
	}
	for _, bound := range p.byField[slot][audit.Code] {
		v := bound.parsed[cells[bound.col]]
		return v, v.Detail().Items
	}
	return value.Parsed{}, nil
}

// underCodes is what stands under headers that are codes. A code with neither was not done.
var underCodes = [...]audit.Field{audit.Minutes, audit.UnitsBilled}

func (ln *lineBuilder) slotFilled(slot int, cells []int32) bool {
	for _, f := range []audit.Field{audit.UnitsBilled, audit.Minutes} {
		if !ln.plan.headings.Has(f) {
			continue
		}
		for _, bound := range ln.plan.byField[slot][f] {
			if v := bound.parsed[cells[bound.col]]; v.Reading == value.Bad || v.Reading == value.OK && v.Value != 0 {
				return true
			}
		}
	}
	return false
}

// listed makes one line of each code of a cell. Units and minutes of several codes must be lists of the same length, or
// stand with the codes (IMP-178).
func (ln *lineBuilder) listed(row, slot int, cells []int32, items []value.CodeItem) ([]*audit.Session, string) {
	number := ln.grid.Rows.At(row).Number
	if len(items) == 1 {
		s := ln.arena.New(ln.layout, number, slot)
		ln.fill(s, row, cells, &items[0])
		return []*audit.Session{s}, ""
	}
	var parts [audit.NumFields][]string
	for f := range audit.NumFields {
		if !listFields.Has(f) {
			continue
		}
		texts, why := ln.split(slot, f, cells, items)
		if why != "" {
			return nil, why
		}
		parts[f] = texts
	}
	var lines []*audit.Session
	own := ln.modifiersByCode(slot, cells, len(items))
	for i := range items {
		s := ln.arena.New(ln.layout, number, slot)
		s.SetListed()
		ln.fill(s, row, cells, &items[i])
		if own != nil {
			s.Set(audit.Modifiers, ln.layout.Symbols.InternList(slices.Concat(items[i].Modifiers, own[i])))
		}
		for f, texts := range parts {
			ln.fillPart(s, audit.Field(f), texts, i, cells)
		}
		lines = append(lines, s)
	}
	return lines, ""
}

// modifiersByCode gives each of several codes its own part of a list of modifiers, where the list is as long as that of the codes and
// names one twice, as no line can: "GO, GO" beside two codes. Nil for any other list, which is every line's.
func (ln *lineBuilder) modifiersByCode(slot int, cells []int32, codes int) (own [][]string) {
	all := ln.plan.byField[slot][audit.Modifiers]
	if len(all) != 1 {
		return nil
	}
	parts := value.SplitList(ln.textAt(all[0].col, cells), audit.Modifiers)
	if len(parts) != codes {
		return nil
	}
	seen, twice := map[string]bool{}, false
	for _, part := range parts {
		modifiers, reading, _ := value.ParseModifiers(part, nil)
		if reading != value.OK {
			return nil
		}
		for _, m := range modifiers {
			twice, seen[m] = twice || seen[m], true
		}
		own = append(own, modifiers)
	}
	if !twice {
		return nil
	}
	return own
}

// split gives the parts of a cell beside several codes, nil if the cell is blank. Units are a list as long as that of the
// codes, or the sum of those that stand with the codes: others would be lost or counted twice (IMP-01).
func (ln *lineBuilder) split(slot int, f audit.Field, cells []int32, items []value.CodeItem) ([]string, string) {
	all := ln.plan.byField[slot][f]
	if len(all) == 0 || all[0].parsed[cells[all[0].col]].Reading == value.Absent {
		return nil, ""
	}
	parts := value.SplitList(ln.textAt(all[0].col, cells), f)
	v := &all[0].parsed[cells[all[0].col]]
	oneForAll := len(parts) == 1 && f == audit.UnitsBilled && v.Reading == value.OK && !sumsTo(items, audit.Units(v.Value))
	if len(parts) > 1 && len(parts) != len(items) || oneForAll {
		return nil, fmt.Sprintf("%d codes and %d values of %s in one cell", len(items), len(parts), f)
	}
	return parts, ""
}

// sumsTo says whether every code has units of its own and they make the sum.
func sumsTo(items []value.CodeItem, sum audit.Units) bool {
	for i := range items {
		if !items[i].HasUnits {
			return false
		}
		sum -= items[i].Units
	}
	return sum == 0
}

// fillPart gives a line its own part of a list. One value for several codes is not divided: it is bad.
func (ln *lineBuilder) fillPart(s *audit.Session, f audit.Field, parts []string, i int, cells []int32) {
	if len(parts) == 0 || len(parts) == 1 && f == audit.UnitsBilled && s.Has(f) {
		return // none, or the codes have units of their own
	}
	bound := ln.plan.byField[s.Slot][f][0]
	if val, reading, _ := bound.part(parts[0]); len(parts) == 1 && f == audit.Minutes && reading == value.OK {
		s.Set(f, val)
		toVisit(s)
		return
	}
	if len(parts) == 1 {
		s.SetBad(f, parts[0])
		if i == 0 {
			ln.unreadable(s, f, bound.col, parts[0], "a value for each code; one for several codes is not divided")
		}
		return
	}
	val, reading, why := bound.part(parts[i])
	switch reading {
	case value.OK:
		s.Set(f, val)
		if bound.minutes.Hours {
			s.Derive = s.Derive.With(f)
		}
	case value.Bad:
		s.SetBad(f, parts[i])
		ln.unreadable(s, f, bound.col, parts[i], why)
	}
}

// part reads one value of a list as the column's other values are read.
func (bound *binding) part(text string) (int32, value.Reading, string) {
	switch bound.field.Kind() {
	case audit.Number:
		u, reading, why := bound.numbers.ParseUnits(text, value.CellHint{})
		return int32(u), reading, why
	case audit.Money:
		v := parseMoney(bound.numbers, value.CellValue{Text: text})
		return v.Value, v.Reading, v.Why
	}
	return bound.minutes.Parse(text, value.CellHint{})
}

// leaveUndivided marks what stands once in a wide row that made several lines.
func (ln *lineBuilder) leaveUndivided(lines []*audit.Session) {
	if ln.plan.slots == 1 || len(lines) == 1 {
		return
	}
	for _, f := range []audit.Field{audit.UnitsBilled, audit.Minutes, audit.Charge, audit.Allowed} {
		if ln.plan.headings.Has(f) {
			continue
		}
		for _, s := range lines {
			if f == audit.Minutes {
				toVisit(s)
			} else {
				ln.undivided(s, f)
			}
		}
	}
}

// toVisit makes minutes that stand once for several codes those of the visit: they are divided among its lines by nobody.
func toVisit(s *audit.Session) {
	if !s.Has(audit.Minutes) {
		return
	}
	if !s.Has(audit.TimedMinutes) {
		s.Set(audit.TimedMinutes, int32(s.Int(audit.Minutes)))
		s.Derive = s.Derive.With(audit.TimedMinutes)
	}
	s.Clear(audit.Minutes)
}

// undivided marks an amount that stands for several codes: which line it belongs to cannot be known.
func (ln *lineBuilder) undivided(s *audit.Session, f audit.Field) {
	if s.Has(f) {
		written := s.Canonical(f)
		s.SetBad(f, written)
	}
}
