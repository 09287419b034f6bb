package profile

import (
	"slices"
	"strings"

	"otaudit/importers/header"
	"otaudit/importers/value"
)

func (p *Profile) NamesPayer(name string) bool {
	return slices.ContainsFunc(p.Payers, func(t PayerTerms) bool { return t.Class != "" && header.CompactKey(t.Name) == header.CompactKey(name) })
}

// Reason says why a column that the profile fixes is used or left out; the profile is named once for the sheet.
func (p *Profile) Reason(m header.HeaderMatch) string {
	flag := strings.HasPrefix(m.Evidence, "--")
	switch {
	case flag:
		return "stated by " + m.Evidence
	case !m.Binds():
		return "left out by the profile"
	case m.Assumed:
		return "assumed: the profile's draft was not confirmed"
	}
	return "profile"
}

// Notes tells the reader of the report which profile was taken and what such an export can show (IMP-157 to IMP-168).
func (p *Profile) Notes() []string {
	if p == nil {
		return nil
	}
	var notes []string
	if p.BuiltIn {
		notes = append(notes, "recognized by its headers: "+p.Name)
	}
	if p.Shows != "" {
		notes = append(notes, "can be audited from this export alone: "+p.Shows)
	}
	if p.Lacks != "" {
		notes = append(notes, "cannot be audited from this export alone: "+p.Lacks)
	}
	return notes
}

// Meant gives a column with the values that the profile says are meant, so that they are weighed and not the texts.
func (p *Profile) Meant(m header.HeaderMatch, col value.Column) value.Column {
	if p == nil || !m.Binds() || len(p.Values[m.Field]) == 0 {
		return col
	}
	values := make(map[value.CellValue]int, len(col.Values))
	for v, n := range col.Values {
		to, _ := p.Translated(m.Field, v)
		values[to] += n
	}
	col.Values = values
	return col
}
