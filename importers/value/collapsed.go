package value

import "regexp"

// collapsedNumber is a number in the short form in which a spreadsheet shows long ones.
var collapsedNumber = regexp.MustCompile(`^(\d)(?:[.,](\d+))?[Ee]\+?(\d{1,2})$`)

// CollapsedID reports whether a text is a number of which a spreadsheet has kept the first digits only: `1.23457E+11`. Several
// identifiers are written so, so that nothing may be grouped by it.
func CollapsedID(text string) bool {
	text, reading := Readable(text)
	if reading != OK {
		return false
	}
	m := collapsedNumber.FindStringSubmatch(text)
	return m != nil && m[2] != "" && atoi(m[3]) > len(m[2])
}
