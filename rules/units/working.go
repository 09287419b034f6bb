package units

import (
	"fmt"
	"strconv"
	"strings"
)

// Working is the arithmetic in words, for findings and for the calculator:
//
//	24 (97112) + 23 (97110) = 47 timed minutes: 38 to 52 is 3 units; whole 15-minute blocks 1 + 1; …
func (p Pool) Working() string {
	if len(p.Codes) == 0 {
		return "no timed minutes"
	}
	text := sumOfMinutes(p.Codes) + ": " + bandText(p.Units)
	if len(p.Entries) > 1 && p.Units > 0 {
		text += "; whole 15-minute blocks " + p.blocksText() + "; " + p.remainderText()
	}
	return text + familyText(p.Entries, p.capped || p.Unlisted > 0)
}

// Summary is what the Medicare rule gives, as a half sentence for a finding made under the midpoint rule.
func (p Pool) Summary() string {
	minutes := make([]string, len(p.Codes))
	for i, c := range p.Codes {
		minutes[i] = strconv.Itoa(max(c.Minutes, 0))
	}
	sum := strings.Join(minutes, " + ")
	if len(minutes) != 1 {
		sum = strings.TrimPrefix(sum+" = ", " = ") + strconv.Itoa(p.Total)
	}
	return fmt.Sprintf("by the Medicare rule, minutes pooled: %s %s, %s", sum, plural(p.Total, "minute"), count(p.Units))
}

// Working is the arithmetic in words, code by code.
func (s Separate) Working() string {
	if len(s.Codes) == 0 {
		return "no timed minutes"
	}
	parts := make([]string, len(s.Entries))
	for i := range s.Entries {
		parts[i] = s.entryText(i)
	}
	text := strings.Join(parts, "; ")
	if len(parts) > 1 {
		text += "; each code alone: " + s.sumOfUnits()
	}
	return text + familyText(s.Entries, s.Unlisted > 0)
}

// WorkingOf is the arithmetic in words of the code at that position, for a finding about one code.
func (s Separate) WorkingOf(position int) string {
	for i, e := range s.Entries {
		for _, at := range e.Members {
			if at == position {
				return s.entryText(i) + familyText(s.Entries[i:i+1], s.Unlisted > 0)
			}
		}
	}
	return "no timed minutes"
}

// Summary is what the midpoint rule gives, as a half sentence for a finding made under the Medicare rule.
func (s Separate) Summary() string {
	return "by the midpoint rule, each code alone: " + s.sumOfUnits()
}

// sumOfUnits is "1 + 1 = 2 units".
func (s Separate) sumOfUnits() string {
	if len(s.Entries) < 2 {
		return count(s.Units)
	}
	parts := make([]string, len(s.Entries))
	for i, e := range s.Entries {
		parts[i] = strconv.Itoa(Midpoint(e.Minutes))
	}
	return fmt.Sprintf("%s = %d %s", strings.Join(parts, " + "), s.Units, plural(s.Units, "unit"))
}

// entryText is "20 minutes of 97110: 8 to 22 is 1 unit".
func (s Separate) entryText(at int) string {
	e := s.Entries[at]
	return fmt.Sprintf("%d %s of %s: %s", e.Minutes, plural(e.Minutes, "minute"), e.Name, bandText(Midpoint(e.Minutes)))
}

// sumOfMinutes is "24 (97112) + 23 (97110) = 47 timed minutes".
func sumOfMinutes(codes []Code) string {
	total := 0
	parts := make([]string, len(codes))
	for i, c := range codes {
		minutes := max(c.Minutes, 0)
		total += minutes
		parts[i] = fmt.Sprintf("%d (%s)", minutes, c.Code)
	}
	if len(codes) == 1 {
		return fmt.Sprintf("%d timed %s of %s", total, plural(total, "minute"), codes[0].Code)
	}
	return fmt.Sprintf("%s = %d timed %s", strings.Join(parts, " + "), total, plural(total, "minute"))
}

// bandText is "38 to 52 is 3 units".
func bandText(units int) string {
	from, to := Band(units)
	return fmt.Sprintf("%d to %d is %s", from, to, count(units))
}

// blocksText is "1 + 1", with the names where a family makes the order unclear.
func (p Pool) blocksText() string {
	parts := make([]string, len(p.Entries))
	for i, e := range p.Entries {
		parts[i] = strconv.Itoa(e.Blocks)
		if len(p.Entries) < len(p.Codes) {
			parts[i] += " (" + e.Name + ")"
		}
	}
	return strings.Join(parts, " + ")
}

// remainderText says where the units go that are left after the whole blocks.
func (p Pool) remainderText() string {
	var winners, tied, losers []string
	cut := 0 // the remainder all tied entries share
	for _, at := range p.byRemainder() {
		e := p.Entries[at]
		switch e.Extra {
		case ExtraCertain:
			winners = append(winners, fmt.Sprintf("%s (%d)", e.Name, e.Remainder))
		case ExtraTied:
			tied, cut = append(tied, e.Name), e.Remainder
		default:
			losers = append(losers, strconv.Itoa(e.Remainder))
		}
	}
	left := len(winners) + p.extras
	either := fmt.Sprintf("to %s (%d left over each)", choice(p.extras, tied), cut)
	switch {
	case left == 0:
		return "no unit remains"
	case len(winners) == 0:
		return remaining(left) + " " + either
	case len(tied) > 0:
		return fmt.Sprintf("%s first to the largest %s, %s, then %s",
			remaining(left), plural(len(winners), "remainder"), list(winners, "and"), either)
	case len(losers) == 0:
		return fmt.Sprintf("%s to %s", remaining(left), list(winners, "and"))
	case left == 1:
		winner := strings.TrimSuffix(winners[0], ")")
		return fmt.Sprintf("%s to the largest remainder: %s against %s)", remaining(left), winner, list(losers, "and"))
	}
	return fmt.Sprintf("%s to the largest remainders: %s, against %s", remaining(left), list(winners, "and"), list(losers, "and"))
}

// familyText explains the rule of 97129 and 97130 where it shapes the outcome.
func familyText(all []Entry, capped bool) string {
	for _, e := range all {
		switch {
		case Family(e.Name) != cognitive:
			continue
		case capped:
			return "; 97129 is billed once a day and further units are 97130, which the day does not list"
		case len(e.Members) > 1:
			return "; of the units of 97129/97130 the first is 97129 and the others are 97130"
		}
	}
	return ""
}

// choice words a free choice of so many codes.
func choice(units int, codes []string) string {
	switch {
	case units == 1 && len(codes) == 2:
		return "either " + list(codes, "or")
	case units == 1:
		return "any one of " + list(codes, "and")
	}
	return fmt.Sprintf("any %d of %s", units, list(codes, "and"))
}

// remaining is "the remaining unit goes" or "the remaining 2 units go one each".
func remaining(units int) string {
	if units == 1 {
		return "the remaining unit goes"
	}
	return fmt.Sprintf("the remaining %d units go one each", units)
}

// count is "no unit", "1 unit" or "3 units".
func count(units int) string {
	if units == 0 {
		return "no unit"
	}
	return fmt.Sprintf("%d %s", units, plural(units, "unit"))
}

func plural(n int, noun string) string {
	if n == 1 {
		return noun
	}
	return noun + "s"
}

// list is "a, b and c".
func list(items []string, word string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return strings.Join(items[:last], ", ") + " " + word + " " + items[last]
}
