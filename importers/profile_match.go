package importers

import (
	"fmt"
	"slices"

	"otaudit/importers/header"
	"otaudit/importers/profile"
	"otaudit/importers/source"
)

// sheetHead is what is known of a sheet before its table is found.
type sheetHead struct {
	indexes []*header.HeaderIndex // one for each row, or rows, that may be the header
}

func headIndexes(sheet *source.Sheet, headerRow int) (*sheetHead, error) {
	rows, err := headOf(sheet, max(headRows, headerRow))
	if err != nil {
		return nil, err
	}
	h := &sheetHead{}
	for i := range rows {
		if rows[i].number != headerRow && rows[i].holdsDates() {
			continue
		}
		if !slices.ContainsFunc(rows[i].texts, func(text string) bool { return header.ProfileKey(text) != "" }) {
			continue
		}
		h.indexes = append(h.indexes, header.IndexHeaders(rows[i].texts, nil))
		for depth := 2; depth <= min(maxHeaderDepth, i+1) && !rows[i-depth+1].holdsDates(); depth++ {
			t := headerOf(sheet, rows[i-depth+1:i+1], belowHeader{}, nil, 0)
			h.indexes = append(h.indexes, header.IndexHeaders(t.headers, t.lowest))
		}
	}
	return h, nil
}

// chooseProfile finds the profile of a sheet. One that was given counts where its match holds, or without match
// everywhere; else the program's own form is recognised, then a saved profile, then an export that the program knows.
func (o *Options) chooseProfile(h *sheetHead, label string) (*profile.Profile, []string, error) {
	if o.Profile != nil {
		if len(o.Profile.Match) == 0 || h.fits(o.Profile) {
			return o.Profile, nil, nil
		}
	}
	if h.fits(profile.CanonicalProfile()) {
		return profile.CanonicalProfile(), nil, nil
	}
	best := h.best(o.Profiles)
	switch {
	case len(best) == 1:
		return best[0], nil, nil
	case len(best) > 1:
		return nil, nil, &profile.ProfileError{Path: best[0].Path, Line: max(best[0].Line("match"), 1), What: fmt.Sprintf("match: %s fits %q and %q (%s) equally; name more headers in one of them, or give one with --profile",
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

func (h *sheetHead) fits(p *profile.Profile) bool { return slices.ContainsFunc(h.indexes, p.Fits) }

// best gives the fitting profiles with the longest fingerprint.
func (h *sheetHead) best(profiles []*profile.Profile) []*profile.Profile {
	var best []*profile.Profile
	for _, p := range profiles {
		if !h.fits(p) {
			continue
		}
		switch n := len(p.Fingerprint()); {
		case len(best) == 0 || n > len(best[0].Fingerprint()):
			best = []*profile.Profile{p}
		case n == len(best[0].Fingerprint()):
			best = append(best, p)
		}
	}
	return best
}

// profilesOf chooses the profile of each sheet of a file and checks the columns that it names.
func (o *Options) profilesOf(src *source.Source) (map[*source.Sheet]*profile.Profile, map[*source.Sheet][]string, error) {
	chosen, notes := map[*source.Sheet]*profile.Profile{}, map[*source.Sheet][]string{}
	heads := map[*profile.Profile][]*header.HeaderIndex{}
	headerRow := o.HeaderRow
	for _, p := range append([]*profile.Profile{o.Profile.OrNone()}, o.Profiles...) {
		headerRow = max(headerRow, p.HeaderRow)
	}
	for _, sheet := range src.Sheets {
		if !o.reads(sheet) {
			continue
		}
		h, err := headIndexes(sheet, headerRow)
		if err != nil {
			return nil, nil, err
		}
		p, said, err := o.chooseProfile(h, sheetLabel(src, sheet))
		if err != nil {
			return nil, nil, err
		}
		chosen[sheet], notes[sheet] = p, said
		if p != nil && p.ReadsSheet(sheet.Name) {
			heads[p] = append(heads[p], h.indexes...)
		}
	}
	if o.Profile != nil {
		if err := o.Profile.CheckSheets(src); err != nil {
			return nil, nil, err
		}
	}
	for _, sheet := range src.Sheets {
		if p := chosen[sheet]; p != nil && !p.BuiltIn {
			if err := p.CheckColumns(src.Name, heads[p]); err != nil {
				return nil, nil, err
			}
		}
	}
	return chosen, notes, nil
}

// reads says whether the sheet is one of those that the user asks for.
func (o *Options) reads(sheet *source.Sheet) bool { return o.Sheet == "" || sheet.Name == o.Sheet }
