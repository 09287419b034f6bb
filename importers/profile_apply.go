package importers

import (
	"slices"

	"otaudit/audit"
)

// under gives the options of one sheet, which its profile completes.
func (o *Options) under(p *Profile) *Options {
	of := *o
	of.Profile = p
	if p == nil {
		return &of
	}
	if of.HeaderRow == 0 {
		of.HeaderRow = p.HeaderRow
	}
	if p.Dates != OrderUnknown {
		of.DateOrder = p.Dates
	}
	of.Clock24 = of.Clock24 || p.Clock24
	if p.Decimals != DecimalUnknown {
		of.Decimals = p.Decimals
	}
	if o.KnownPayer != nil {
		of.KnownPayer = func(name string) bool { return p.namesPayer(name) || o.KnownPayer(name) }
	}
	return &of
}

func (p *Profile) namesPayer(name string) bool {
	return slices.ContainsFunc(p.Payers, func(t PayerTerms) bool { return t.Class != "" && compactKey(t.Name) == compactKey(name) })
}

// reason says why a column that the profile fixes is used or left out; the profile is named once for the sheet.
func (p *Profile) reason(m HeaderMatch) string {
	if !m.Binds() {
		return "left out by the profile"
	}
	return "profile"
}

// notes tells the reader of the report which profile was taken and what such an export can show (IMP-157 to IMP-168).
func (p *Profile) notes() []string {
	if p == nil {
		return nil
	}
	var notes []string
	if p.builtIn {
		notes = append(notes, "recognised by its headers: "+p.Name)
	}
	if p.Shows != "" {
		notes = append(notes, "can be audited from this export alone: "+p.Shows)
	}
	if p.Lacks != "" {
		notes = append(notes, "cannot be audited from this export alone: "+p.Lacks)
	}
	return notes
}

// meant gives a column with the values that the profile says are meant, so that they are weighed and not the texts.
func (p *Profile) meant(m HeaderMatch, col Column) Column {
	if p == nil || !m.Binds() || len(p.Values[m.Field]) == 0 {
		return col
	}
	values := make(map[CellValue]int, len(col.Values))
	for v, n := range col.Values {
		to, _ := p.translated(m.Field, v)
		values[to] += n
	}
	col.Values = values
	return col
}

// emptyCanonical says whether a column of the program's own form is blank on every row. That form has a column for every
// field, so that such a column is taken as one that was not there: a blank cell would count as missing documentation.
func (b *binder) emptyCanonical(col int) bool {
	raw := b.grid.columns[col]
	return b.profile.orNone().canonical && raw != nil && int(raw.counts[0]) == b.grid.rows.len()
}

// use lists a profile as being in use.
func (b *Book) use(p *Profile) {
	if p != nil && !slices.Contains(b.Profiles, p) {
		b.Profiles = append(b.Profiles, p)
	}
}

// profileUnused says that the profile that was given fits none of the files that were read.
func (b *Book) profileUnused(o *Options) error {
	if o.Profile == nil || len(o.Profile.Match) == 0 || len(b.Sources) == 0 || slices.Contains(b.Profiles, o.Profile) {
		return nil
	}
	return &ProfileError{o.Profile.Path, max(o.Profile.Line("match"), 1), "match: no sheet has all these headers over a table with a date of service and a code, or with the key of a visit"}
}

// leaveOut lists a worksheet that the profile does not read.
func (b *Book) leaveOut(source *Source, sheet *Sheet, input int, p *Profile) {
	b.Sheets = append(b.Sheets, audit.Sheet{Name: sheetLabel(source, sheet), Input: input, Profile: p.Label(), OwnProfile: p.own(),
		Notes: []string{"left out: the profile reads other sheets"}})
}
