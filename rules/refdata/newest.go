package refdata

import (
	"time"

	"otaudit/audit"
)

// knowsTo notes that the table has a row up to a day.
func (s *source) knowsTo(last audit.Date) { s.newest = max(s.newest, last) }

// knowsRelease notes that the table has a row of a quarterly release.
func (s *source) knowsRelease(r release) {
	if r == "" {
		return
	}
	year := int(r[0]-'0')*1000 + int(r[1]-'0')*100 + int(r[2]-'0')*10 + int(r[3]-'0')
	quarter := int(r[5] - '0')
	s.knowsTo(audit.DateOf(year, time.Month(3*quarter)+1, 1) - 1)
}
