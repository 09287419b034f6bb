package rules

import (
	"cmp"
	"strings"

	"otaudit/audit"
)

// leadOf returns the line that stands for several of one day: chosen by what the lines hold, so that it is the same one
// however the rows of the log are ordered. Lines that hold the same are taken as they come.
func leadOf(lines []*audit.Line) *audit.Line {
	lead := lines[0]
	for _, l := range lines[1:] {
		if compareContent(l, lead) < 0 {
			lead = l
		}
	}
	return lead
}

// compareContent orders lines by their service, and then by all else that tells two lines of a day apart.
func compareContent(a, b *audit.Line) int {
	if c := cmp.Compare(a.Text(audit.Code), b.Text(audit.Code)); c != 0 {
		return c
	}
	for f := range audit.NumFields {
		if f.Kind() == audit.Prose {
			continue
		}
		if c := strings.Compare(a.Canonical(f), b.Canonical(f)); c != 0 {
			return c
		}
	}
	return cmp.Compare(a.Prose, b.Prose)
}

// linesOfDay returns those of the lines that lie on one date.
func linesOfDay(lines []*audit.Line, on audit.Date) []*audit.Line {
	var found []*audit.Line
	for _, l := range lines {
		if l.Date(audit.DateOfService) == on {
			found = append(found, l)
		}
	}
	return found
}
