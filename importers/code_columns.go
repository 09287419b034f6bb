package importers

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/importers/header"
	"otaudit/importers/profile"
	"otaudit/importers/reading"
	"otaudit/importers/value"
)

// codeColumn is a column whose header is a procedure code: under it stand the minutes or the units of that code.
type codeColumn struct {
	col    int
	code   string
	field  audit.Field // minutes or units, valid if said
	said   bool        // the header, a band over it or a flag says which
	stated bool        // a flag does
}

var codeWord = regexp.MustCompile(`(?i)(?:^|[^\pL\d])(\d{5}|\d{4}[ft]|[a-z]\d{4})(?:$|[^\pL\d])`)

// codeHeader reads a header that is a procedure code, alone or with a label and a word for what stands below: "97110",
// "97110 (min)", "TherEx 97110", "Units 97110", "97110/TH u". A header that says money or what is planned is none.
func codeHeader(text string) (c codeColumn, ok bool) {
	text = header.TidyHeader(text)
	found := codeWord.FindAllStringSubmatchIndex(text, -1)
	if len(text) > maxHeaderWords || len(found) != 1 {
		return c, false
	}
	c.code = strings.ToUpper(text[found[0][2]:found[0][3]])
	if !value.IsProcedureCode(c.code) || c.code != strings.ToUpper(text) && !isTherapyCode(c.code) {
		return c, false
	}
	rest := text[:found[0][2]] + " " + text[found[0][3]:]
	if strings.ContainsAny(rest, "$%") || header.WordsOf(rest).Contrary != "" || otherAmount.MatchString(rest) {
		return c, false
	}
	c.field, c.said = minutesOrUnits(rest)
	return c, true
}

var (
	otherAmount = regexp.MustCompile(`(?i)\b(?:charges?|fees?|amount|rate|price|cost|modifiers?|mods?|dates?|goals?|notes?)\b`)
	minuteWord  = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:m|mins?|minutes?)(?:$|[^\pL])`)
	unitWord    = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:u|un|uts?|units?|qty)(?:$|[^\pL])`)
)

// minutesOrUnits reads the word for what stands under a code.
func minutesOrUnits(text string) (audit.Field, bool) {
	minutes, units := minuteWord.MatchString(text), unitWord.MatchString(text)
	if text = strings.TrimSpace(text); strings.Contains(text, "15") && minutes {
		return audit.UnitsBilled, true // "(15 min)" is the length of a unit
	}
	switch {
	case minutes && !units:
		return audit.Minutes, true
	case units && !minutes:
		return audit.UnitsBilled, true
	}
	return 0, false
}

// layOutCodeHeaders gives a sheet whose headers are codes one slot for each code (IMP-177). Minutes or units is what the profile,
// the header or a band over it says, else what the values are like.
func (b *binder) layOutCodeHeaders() {
	if len(b.table.codes) > 0 || len(b.table.codeColumns) == 0 {
		return
	}
	p := b.plan
	assumed, why := b.codeValues()
	slots := map[string]int{}
	for i := range b.table.codeColumns {
		c := &b.table.codeColumns[i]
		if b.table.matches[c.col].Fixed || b.grid.Columns[c.col] == nil {
			continue
		}
		d := reading.Decision{Bind: true, Grade: audit.Evident, Reason: "the header is the code"}
		switch field, stated := b.profile.CodeColumnField(); {
		case stated:
			c.field, d.Grade = field, audit.Stated
		case c.stated:
			d.Grade, d.Reason = audit.Stated, "the header is the code; a flag says what stands below"
		case c.said:
		case why != "":
			c.field, d.Grade, d.Reason = assumed, audit.Assumed, "the header is the code; "+why
		default:
			p.notices = append(p.notices, audit.Notice{Rule: "I002", Cell: b.headerCell(c.col), Original: b.table.headers[c.col],
				Message: "the header is a procedure code, and nothing says whether the numbers under it are minutes or units; " +
					profile.TypedFlag(b.table.flagName(c.col), "minutes") + " or " + profile.TypedFlag(b.table.flagName(c.col), "units") + " decides"})
			continue
		}
		slot, known := slots[c.code]
		if !known {
			if p.slots == 0 {
				p.codes = nil
			}
			slot = p.slots
			slots[c.code] = slot
			p.codes = append(p.codes, c.code)
			p.slots++
		}
		p.bindings = slices.DeleteFunc(p.bindings, func(bound *binding) bool { return bound.col == c.col })
		p.bindings = append(p.bindings, &binding{col: c.col, field: c.field, slot: slot, match: header.HeaderMatch{Hint: header.HintCode}})
		p.headings = p.headings.With(c.field).With(audit.Code)
		d.Field = c.field
		b.decisions[c.col] = d
	}
	if why != "" && p.slots > 0 {
		other := audit.Minutes
		if assumed == audit.Minutes {
			other = audit.UnitsBilled
		}
		p.choices = append(p.choices, audit.Choice{What: "codes as headers", Taken: assumed.String(), Grade: audit.Assumed, Why: why, Instead: other.String(),
			Flag: profile.TypedFlag(b.table.flagName(b.table.codeColumns[0].col), other.String())})
	}
}

// isCodeColumn reports whether the header of a column is a procedure code with something else than a code below it.
func (t *table) isCodeColumn(col int) bool {
	return t.hasCodeHeaders() && slices.ContainsFunc(t.codeColumns, func(c codeColumn) bool { return c.col == col })
}

// mostUnits is the number above which a code is hardly billed in units in one visit, and below which it hardly took minutes.
const mostUnits = 8

// codeValues says what the numbers are under those headers that say nothing: units if all are small, minutes if they are at their
// middle as long as a unit is at least. why is empty if the values do not tell, or the headers do.
func (b *binder) codeValues() (field audit.Field, why string) {
	var numbers []int
	for _, c := range b.table.codeColumns {
		raw := b.grid.Columns[c.col]
		if c.said || raw == nil || raw.Prose || b.table.matches[c.col].Fixed {
			continue
		}
		for id := range int32(raw.Len()) {
			if n, reading, _ := value.ParseCount(raw.Text(id)); id > 0 && reading == value.OK && n > 0 {
				for range raw.Counts[id] {
					numbers = append(numbers, int(n))
				}
			}
		}
	}
	if len(numbers) == 0 {
		return 0, ""
	}
	slices.Sort(numbers)
	switch {
	case numbers[len(numbers)-1] <= mostUnits:
		return audit.UnitsBilled, fmt.Sprintf("none of the numbers under the codes is above %d", mostUnits)
	case numbers[len(numbers)/2] >= mostUnits:
		return audit.Minutes, fmt.Sprintf("half of the numbers under the codes are %d or more", mostUnits)
	}
	return 0, ""
}
