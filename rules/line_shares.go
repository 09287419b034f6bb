package rules

import (
	"cmp"
	"slices"

	"otaudit/audit"
	"otaudit/rules/units"
)

// share gives each line its part of its code's target; it is worked out once. Lines keep what they have; what is too much
// is taken off, and what is missing put on, unit by unit. The split between assistant and therapist decides first, so that
// the units with CO and those without are what the minutes of the code give, as far as the lines allow; then the minutes
// of the lines.
func (d *codeDay) share() []int {
	if d.part != nil {
		return d.part
	}
	d.part = make([]int, len(d.lines))
	for i, l := range d.lines {
		d.part[i] = l.Units().Int()
	}
	for code, target := range d.target {
		if over := d.codes[code].Billed - target; over > 0 {
			d.takeOff(code, over)
		}
	}
	for code, target := range d.target {
		if short := target - d.codes[code].Billed; short > 0 {
			d.putOn(code, short)
		}
	}
	return d.part
}

// takeOff lowers the line that has most units for its minutes; of equal ones the first keeps its unit.
func (d *codeDay) takeOff(code, over int) {
	lines := d.linesOf(code)
	if len(lines) == 1 {
		d.part[lines[0]] -= over
		return
	}
	f := d.furnishedFamily(code, func(at int) int { return min(d.target[at], d.codes[at].Billed) })
	for ; over > 0; over-- {
		modifier, person := f.surplus(f.modifier, d.part), f.surplus(f.person, d.part)
		d.part[slices.MinFunc(lines, func(i, j int) int {
			return cmp.Or(before(d.part[i] > 0, d.part[j] > 0),
				before(isPart(f.modifier[i], modifier), isPart(f.modifier[j], modifier)),
				before(isPart(f.person[i], person), isPart(f.person[j], person)),
				cmp.Compare(d.uncovered(i), d.uncovered(j)), cmp.Compare(j, i))
		})]--
	}
}

// putOn raises the line that has most minutes for its units, one that bills something before others: the units of a code
// belong on one line (U008).
func (d *codeDay) putOn(code, short int) {
	lines := d.linesOf(code)
	if len(lines) == 1 {
		d.part[lines[0]] += short
		return
	}
	f := d.furnishedFamily(code, func(at int) int { return d.target[at] })
	for ; short > 0; short-- {
		modifier, person := f.lack(f.modifier, d.part), f.lack(f.person, d.part)
		d.part[slices.MinFunc(lines, func(i, j int) int {
			return cmp.Or(before(isPart(f.modifier[i], modifier), isPart(f.modifier[j], modifier)),
				before(isPart(f.person[i], person), isPart(f.person[j], person)),
				before(d.part[i] > 0, d.part[j] > 0),
				cmp.Compare(d.uncovered(j), d.uncovered(i)), cmp.Compare(i, j))
		})]++
	}
}

// before orders what is so before what is not.
func before(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// isPart says whether units of one person's are looked for and these are such.
func isPart(these, sought personPart) bool { return sought != byBoth && these == sought }

// linesOf gives the places of the code's lines.
func (d *codeDay) linesOf(code int) (lines []int) {
	for i, at := range d.at {
		if at == code {
			lines = append(lines, i)
		}
	}
	return lines
}

func (d *codeDay) isFamily(a, b int) bool {
	return units.Family(d.codes[a].Code) == units.Family(d.codes[b].Code)
}

// uncovered gives the minutes of a line beyond its units; below zero if it has more units than whole blocks.
func (d *codeDay) uncovered(line int) int {
	const block = 15
	return d.lines[line].Int(audit.Minutes) - block*d.part[line]
}

// furnished is what the split between assistant and therapist says of the lines of one code, or of 97129 and 97130
// together, once they have their units.
type furnished struct {
	coLimits
	units int // of the code, once corrected
	// For each line of the day, whether it bills units with CO or without, and whose it is; byBoth for lines of other
	// codes, and for all where the split is not known.
	modifier, person []personPart
}

// furnishedFamily works the split out for the units that each code ends up with.
func (d *codeDay) furnishedFamily(code int, end func(code int) int) furnished {
	f := furnished{modifier: make([]personPart, len(d.lines)), person: make([]personPart, len(d.lines))}
	var at []int
	var lines []*audit.Line
	for i, l := range d.lines {
		if d.isFamily(d.at[i], code) {
			at, lines = append(at, i), append(lines, l)
		}
	}
	supported := 0
	for other := range d.codes {
		if d.isFamily(other, code) {
			f.units += end(other)
			supported += d.target[other]
		}
	}
	by, cause := furnishersOf(lines)
	if cause != "" || !assistantModifiers.Holds(lines[0].Date(audit.DateOfService)) || !showsAssistant(lines) {
		return f
	}
	f.coLimits = coLimitsOf(lines, by, f.units, supported)
	if f.cause != "" {
		return f
	}
	for j, i := range at {
		f.person[i], f.modifier[i] = by[j].part(), byTherapist
		if d.lines[i].Carries(audit.CO | audit.CQ) {
			f.modifier[i] = byAssistant
		}
	}
	return f
}

// surplus says whose units there are too many of. No line is of the kind that is looked for where the split is not known.
func (f *furnished) surplus(kind []personPart, part []int) personPart {
	switch assistants, therapists := ofEach(kind, part); {
	case assistants > f.most:
		return byAssistant
	case therapists > f.units-f.least:
		return byTherapist
	}
	return byBoth
}

// lack says whose units there are too few of.
func (f *furnished) lack(kind []personPart, part []int) personPart {
	switch assistants, therapists := ofEach(kind, part); {
	case assistants < f.least:
		return byAssistant
	case therapists < f.units-f.most:
		return byTherapist
	}
	return byBoth
}

// ofEach adds up the units of lines of each kind.
func ofEach(kind []personPart, part []int) (assistants, therapists int) {
	for i, of := range kind {
		switch of {
		case byAssistant:
			assistants += part[i]
		case byTherapist:
			therapists += part[i]
		}
	}
	return assistants, therapists
}
