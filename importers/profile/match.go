package profile

import (
	"fmt"
	"slices"
	"strings"

	"otaudit/importers/header"
	"otaudit/importers/source"
)

// Fits says whether the headers are those of the profile: every entry of match is among them, apart from case, spaces
// and signs. A profile without match is known by the headers in its columns; without these by nothing.
func (p *Profile) Fits(x *header.HeaderIndex) bool {
	wanted := p.Fingerprint()
	for _, alternatives := range wanted {
		if !slices.ContainsFunc(alternatives, func(name string) bool {
			cols, byName := x.Find(name)
			return len(cols) > 0 && (byName || !header.LettersOnly.MatchString(name))
		}) {
			return false
		}
	}
	return len(wanted) > 0
}

// Fingerprint gives the headers by which an export is recognised.
func (p *Profile) Fingerprint() [][]string {
	if len(p.Match) > 0 {
		return p.Match
	}
	var headers [][]string
	for _, use := range p.Columns {
		if !header.LettersOnly.MatchString(use.Header) {
			headers = append(headers, []string{use.Header})
		}
	}
	return headers
}

// ReadsSheet says whether the profile reads a worksheet of that name. Text files have sheets without a name.
func (p *Profile) ReadsSheet(name string) bool {
	if p == nil || len(p.Sheets) == 0 || name == "" {
		return true
	}
	return slices.ContainsFunc(p.Sheets, func(s Named) bool { return strings.EqualFold(s.Name, name) })
}

// CheckSheets says which worksheet of the profile a workbook does not have.
func (p *Profile) CheckSheets(src *source.Source) error {
	if src.Kind != source.Workbook {
		return nil
	}
	for _, want := range p.Sheets {
		if !slices.ContainsFunc(src.Sheets, func(s *source.Sheet) bool { return strings.EqualFold(s.Name, want.Name) }) {
			return &ProfileError{Path: p.Path, Line: want.Line, What: fmt.Sprintf("sheets: %s has no sheet %q", src.Name, want.Name)}
		}
	}
	return nil
}
