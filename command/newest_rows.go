package command

import (
	"fmt"
	"strings"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// sayBeyondTables says on the console and with each sheet how many lines have dates of service after the newest year or release
// of a table. A threshold or fee of such a date is not evaluated; a code edit or unit limit is the last one that was seen.
func (r *auditRun) sayBeyondTables(sessions []*audit.Session) {
	late := map[string]int{} // lines by sheet
	origins := r.tables.Origins()
	first := firstEnd(origins)
	for _, s := range sessions {
		if first != 0 && s.Has(audit.DateOfService) && s.Date(audit.DateOfService) > first {
			late[s.Layout.Sheet]++
		}
	}
	for i := range r.book.Sheets {
		sheet := &r.book.Sheets[i]
		if n := late[sheet.Name]; n > 0 {
			text := fmt.Sprintf("%s after the newest rows of %s: thresholds and fees of these dates are not evaluated, code edits and unit limits are those of the last release; import newer tables, see docs/calendar.md",
				audit.Plural(n, "line has a date of service", "lines have dates of service"), endsText(origins))
			sheet.Notes = append(sheet.Notes, text)
			r.con.note("%s: %s", sheet.Name, text)
		}
	}
}

// firstEnd is the day on which the first of the tables that follow the calendar ends; 0 if there is none.
func firstEnd(origins []refdata.Origin) (first audit.Date) {
	for _, o := range origins {
		if o.Newest != 0 && (first == 0 || o.Newest < first) {
			first = o.Newest
		}
	}
	return first
}

// endsText names the tables that follow the calendar, with their last days.
func endsText(origins []refdata.Origin) string {
	var ends []string
	for _, o := range origins {
		if o.Newest != 0 {
			ends = append(ends, fmt.Sprintf("%s (%s)", o.Name, o.Newest))
		}
	}
	return strings.Join(ends, ", ")
}
