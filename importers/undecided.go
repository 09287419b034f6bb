package importers

import (
	"strings"

	"otaudit/audit"
	"otaudit/importers/source"
)

// Undecided lists what had to be asked (I002, I003) although little can be audited without it: which column holds the date
// of service, the code, the units or the minutes, which row is the header, what stands under headers that are codes, and
// which of day and month comes first in dates of service. Each names the cell of the header, and what in a profile
// decides it. Of columns with one question the first is given.
func (b *Book) Undecided() []*source.Unreadable {
	var all []*source.Unreadable
	asked := map[string]bool{}
	for i := range b.Notices {
		n := &b.Notices[i]
		tied := n.Rule == "I002" && (n.Severity == audit.Error || n.Field == "")
		days := n.Rule == "I003" && n.Severity != audit.Info && n.Field == audit.DateOfService.String()
		if key := n.Cell.Sheet + "\x00" + n.Message; (tied || days) && !asked[key] {
			asked[key] = true
			what, decides := n.Message, ""
			if at := max(strings.Index(what, "; decide "), strings.Index(what, "; say "), strings.Index(what, "; --")); at >= 0 {
				what, decides = what[:at], what[at+len("; "):]
			}
			all = append(all, &source.Unreadable{Path: n.Cell.String(), What: what, Hint: decides})
		}
	}
	return all
}
