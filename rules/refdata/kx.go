package refdata

import (
	"fmt"
	"time"

	"otaudit/audit"
)

// KXInfo holds the yearly thresholds of a discipline group.
type KXInfo struct {
	Group        string // OT or PT+SLP
	Year         int
	Amount       audit.Cents // beyond it, KX is due
	Review       audit.Cents // beyond it, a claim may be selected for targeted review
	Note, Source string
	Verified     string
	Row          string
}

type kxKey struct {
	group string
	year  int
}

type kxRow struct {
	Group    groupName    `csv:"discipline_group"`
	Year     count        `csv:"year"`
	From     day          `csv:"effective_from"`
	To       day          `csv:"effective_to"`
	Amount   count        `csv:"amount_cents"`
	Review   count        `csv:"review_threshold_cents"`
	Note     string       `csv:"note"`
	Source   required     `csv:"source"`
	Verified verifiedCell `csv:"verified"`
}

// groupName is OT, or PT+SLP, which share one amount.
type groupName string

func (c *groupName) UnmarshalCSV(text string) error {
	*c = groupName(text)
	return oneOf(text, "OT", "PT+SLP")
}

func (t *Tables) readKX(s *source) {
	t.kx = map[kxKey]*KXInfo{}
	rows, lines := readRows[kxRow](s)
	for i, r := range rows {
		key := kxKey{string(r.Group), int(r.Year)}
		from, to := audit.DateOf(key.year, time.January, 1), audit.DateOf(key.year, time.December, 31)
		if r.From != day(from) || r.To != day(to) {
			s.fault(lines[i], "effective_from", "the threshold counts over the calendar year, so the window must be %s to %s", from, to)
		}
		s.knowsTo(to)
		if t.kx[key] != nil {
			s.fault(lines[i], "", "a second row of %s in %d", key.group, key.year)
		}
		t.kx[key] = &KXInfo{
			Group: key.group, Year: key.year, Amount: audit.Cents(r.Amount), Review: audit.Cents(r.Review), Note: r.Note,
			Source: string(r.Source), Verified: string(r.Verified), Row: fmt.Sprintf("kx_thresholds.csv %s %d", key.group, key.year),
		}
	}
}

// KX gives the thresholds of a discipline group, OT or PT+SLP, in a calendar year. A year without a row has no answer:
// the amount changes every year and is not known before CMS publishes it.
func (t *Tables) KX(group string, year int) (*KXInfo, bool) {
	info, ok := t.kx[kxKey{group, year}]
	return info, ok
}
