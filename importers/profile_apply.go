package importers

import (
	"slices"

	"otaudit/audit"
	"otaudit/importers/profile"
	"otaudit/importers/source"
	"otaudit/importers/value"
)

// under gives the options of one sheet, which its profile completes.
func (o *Options) under(p *profile.Profile) *Options {
	of := *o
	of.Profile = p
	if p == nil {
		return &of
	}
	if of.HeaderRow == 0 && !of.NoHeader {
		of.HeaderRow, of.NoHeader = p.HeaderRow, p.NoHeader
	}
	if o.DateOrder == value.OrderUnknown { // --dates wins
		of.DateOrder = p.Dates
	}
	of.Clock24 = of.Clock24 || p.Clock24
	if p.Decimals != value.DecimalUnknown {
		of.Decimals = p.Decimals
	}
	if o.KnownPayer != nil {
		of.KnownPayer = func(name string) bool { return p.NamesPayer(name) || o.KnownPayer(name) }
	}
	return &of
}

// emptyCanonical says whether a column of the program's own form is blank on every row. That form has a column for every
// field, so that such a column is taken as one that was not there: a blank cell would count as missing documentation.
func (b *binder) emptyCanonical(col int) bool {
	raw := b.grid.Columns[col]
	return b.profile.OrNone().Canonical && raw != nil && int(raw.Counts[0]) == b.grid.Rows.Len()
}

// use lists a profile as being in use.
func (b *Book) use(p *profile.Profile) {
	if p = p.Base(); p != nil && !slices.Contains(b.Profiles, p) {
		b.Profiles = append(b.Profiles, p)
	}
}

// profileUnused says that the profile that was given fits none of the files that were read.
func (b *Book) profileUnused(o *Options) error {
	if o.Profile == nil || len(o.Profile.Match) == 0 || len(b.Sources) == 0 || slices.Contains(b.Profiles, o.Profile) {
		return nil
	}
	return &profile.ProfileError{Path: o.Profile.Path, Line: max(o.Profile.Line("match"), 1), What: "match: no sheet has all these headers over a table with a date of service and a code, or with the key of a visit"}
}

// leaveOut lists a worksheet that the profile does not read.
func (b *Book) leaveOut(source *source.Source, sheet *source.Sheet, input int, p *profile.Profile) {
	b.Sheets = append(b.Sheets, audit.Sheet{Name: sheetLabel(source, sheet), Input: input, Profile: p.Label(), OwnProfile: p.Own(),
		Notes: []string{"left out: the profile reads other sheets"}})
}
