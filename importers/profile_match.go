package importers

import (
	"fmt"
	"slices"
	"strings"
)

// fits says whether the headers are those of the profile: every entry of match is among them, apart from case, spaces
// and signs. A profile without match is known by the headers in its columns; without these by nothing.
func (p *Profile) fits(x *headerIndex) bool {
	wanted := p.fingerprint()
	for _, alternatives := range wanted {
		if !slices.ContainsFunc(alternatives, func(name string) bool {
			cols, byName := x.find(name)
			return len(cols) > 0 && (byName || !lettersOnly.MatchString(name))
		}) {
			return false
		}
	}
	return len(wanted) > 0
}

// fingerprint gives the headers by which an export is recognised.
func (p *Profile) fingerprint() [][]string {
	if len(p.Match) > 0 {
		return p.Match
	}
	var headers [][]string
	for _, use := range p.Columns {
		if !lettersOnly.MatchString(use.Header) {
			headers = append(headers, []string{use.Header})
		}
	}
	return headers
}

// sheetHead is what is known of a sheet before its table is found.
type sheetHead struct {
	indexes []*headerIndex // one for each row, or rows, that may be the header
}

func headIndexes(sheet *Sheet, headerRow int) (*sheetHead, error) {
	rows, err := headOf(sheet, max(headRows, headerRow))
	if err != nil {
		return nil, err
	}
	h := &sheetHead{}
	for i := range rows {
		if rows[i].number != headerRow && rows[i].holdsDates() {
			continue
		}
		if !slices.ContainsFunc(rows[i].texts, func(text string) bool { return profileKey(text) != "" }) {
			continue
		}
		h.indexes = append(h.indexes, indexHeaders(rows[i].texts, nil))
		for depth := 2; depth <= min(maxHeaderDepth, i+1) && !rows[i-depth+1].holdsDates(); depth++ {
			t := headerOf(sheet, rows[i-depth+1:i+1], rows[i+1:], nil)
			h.indexes = append(h.indexes, indexHeaders(t.headers, t.lowest))
		}
	}
	return h, nil
}

// chooseProfile finds the profile of a sheet. One that was given counts where its match holds, or without match
// everywhere; else the program's own form is recognised, then a saved profile, then an export that the program knows.
func (o *Options) chooseProfile(h *sheetHead, label string) (*Profile, []string, error) {
	if o.Profile != nil {
		if len(o.Profile.Match) == 0 || h.fits(o.Profile) {
			return o.Profile, nil, nil
		}
	}
	if h.fits(canonicalProfile()) {
		return canonicalProfile(), nil, nil
	}
	best := h.best(o.Profiles)
	switch {
	case len(best) == 1:
		return best[0], nil, nil
	case len(best) > 1:
		return nil, nil, &ProfileError{best[0].Path, max(best[0].Line("match"), 1), fmt.Sprintf("match: %s fits %q and %q (%s) equally; name more headers in one of them, or give one with --profile",
			label, best[0].Name, best[1].Name, best[1].Path)}
	}
	known := h.best(builtInProfiles())
	switch {
	case len(known) == 1:
		return known[0], nil, nil
	case len(known) > 1:
		return nil, []string{fmt.Sprintf("the headers are those of %s and of %s: read by its headers alone", known[0].Name, known[1].Name)}, nil
	}
	return nil, nil, nil
}

func (h *sheetHead) fits(p *Profile) bool { return slices.ContainsFunc(h.indexes, p.fits) }

// best gives the fitting profiles with the longest fingerprint.
func (h *sheetHead) best(profiles []*Profile) []*Profile {
	var best []*Profile
	for _, p := range profiles {
		if !h.fits(p) {
			continue
		}
		switch n := len(p.fingerprint()); {
		case len(best) == 0 || n > len(best[0].fingerprint()):
			best = []*Profile{p}
		case n == len(best[0].fingerprint()):
			best = append(best, p)
		}
	}
	return best
}

// profilesOf chooses the profile of each sheet of a file and checks the columns that it names.
func (o *Options) profilesOf(source *Source) (map[*Sheet]*Profile, map[*Sheet][]string, error) {
	chosen, notes := map[*Sheet]*Profile{}, map[*Sheet][]string{}
	heads := map[*Profile][]*headerIndex{}
	headerRow := o.HeaderRow
	for _, p := range append([]*Profile{o.Profile.orNone()}, o.Profiles...) {
		headerRow = max(headerRow, p.HeaderRow)
	}
	for _, sheet := range source.Sheets {
		if !o.reads(sheet) {
			continue
		}
		h, err := headIndexes(sheet, headerRow)
		if err != nil {
			return nil, nil, err
		}
		p, said, err := o.chooseProfile(h, sheetLabel(source, sheet))
		if err != nil {
			return nil, nil, err
		}
		chosen[sheet], notes[sheet] = p, said
		if p != nil && p.readsSheet(sheet.Name) {
			heads[p] = append(heads[p], h.indexes...)
		}
	}
	if o.Profile != nil {
		if err := o.Profile.checkSheets(source); err != nil {
			return nil, nil, err
		}
	}
	for _, sheet := range source.Sheets {
		if p := chosen[sheet]; p != nil && !p.builtIn {
			if err := p.checkColumns(source.Name, heads[p]); err != nil {
				return nil, nil, err
			}
		}
	}
	return chosen, notes, nil
}

// reads says whether the sheet is one of those that the user asks for.
func (o *Options) reads(sheet *Sheet) bool { return o.Sheet == "" || sheet.Name == o.Sheet }

// readsSheet says whether the profile reads a worksheet of that name. Text files have sheets without a name.
func (p *Profile) readsSheet(name string) bool {
	if p == nil || len(p.Sheets) == 0 || name == "" {
		return true
	}
	return slices.ContainsFunc(p.Sheets, func(s Named) bool { return strings.EqualFold(s.Name, name) })
}

// checkSheets says which worksheet of the profile a workbook does not have.
func (p *Profile) checkSheets(source *Source) error {
	if source.Kind != Workbook {
		return nil
	}
	for _, want := range p.Sheets {
		if !slices.ContainsFunc(source.Sheets, func(s *Sheet) bool { return strings.EqualFold(s.Name, want.Name) }) {
			return &ProfileError{p.Path, want.Line, fmt.Sprintf("sheets: %s has no sheet %q", source.Name, want.Name)}
		}
	}
	return nil
}
