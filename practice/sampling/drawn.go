package sampling

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// drawn is the unit with what the log has on it.
func drawn(item *Item) Drawn {
	d := Drawn{Stratum: item.Stratum, Position: item.Position, Place: item.Place, Key: item.Key,
		Therapists: item.Values(audit.Therapist), Payers: item.Values(audit.Payer), Codes: item.Values(audit.Code)}
	first := item.Lines[0]
	d.Patient = cmp.Or(plain(first.Text(audit.PatientID)), plain(first.Text(audit.PatientName)))
	var dates []string
	for _, s := range item.Lines {
		dates = append(dates, s.Canonical(audit.DateOfService))
		d.Log = append(d.Log, describe(s))
	}
	slices.Sort(dates)
	d.Date = strings.Join(slices.DeleteFunc(slices.Compact(dates), func(s string) bool { return s == "" }), ", ")
	if item.Priced {
		amount := item.Amount
		d.Amount = &amount
	}
	return d
}

// describe says what the log has on a line: its code with modifiers, units and minutes.
func describe(s *audit.Session) string {
	parts := []string{strings.Join(slices.DeleteFunc([]string{s.Written(audit.Code), s.Written(audit.Modifiers)}, func(t string) bool { return t == "" }), " ")}
	switch {
	case s.Has(audit.UnitsBilled):
		parts = append(parts, model.UnitsText(s.Units()))
	case s.Fills(audit.UnitsBilled):
		parts = append(parts, s.Written(audit.UnitsBilled)+" units")
	}
	if s.Fills(audit.Minutes) {
		parts = append(parts, s.Written(audit.Minutes)+" min")
	}
	return strings.Join(parts, ", ")
}

// checksum ties the unit to its frame, so that a mistyped id, or the worksheet of another sample, is known.
func (d *Drawn) checksum(frame string) string {
	return fmt.Sprintf("%x", sha256.Sum256([]byte(fmt.Sprintf("%s:%d", frame, d.Position))))[:5]
}
