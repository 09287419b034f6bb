package profile

import (
	"cmp"
	"fmt"

	"otaudit/importers/header"
	"otaudit/importers/value"
)

// Match is what the profile makes of a header. What the alias table knows of the same field stays: whether it is a flag,
// one of a pair or of a series.
func (use ColumnUse) Match(known header.HeaderMatch) header.HeaderMatch {
	if use.None {
		return header.HeaderMatch{Known: true, NotIt: true, Fixed: true, Evidence: use.Flag, Note: "the profile leaves it out"}
	}
	m := header.HeaderMatch{Known: true, Field: use.Field, Evidence: cmp.Or(use.Flag, "profile"), Fixed: true, Assumed: use.Assumed, Hint: known.Hint}
	if known.Binds() && (known.Field == use.Field || known.HasOther && known.Otherwise == use.Field) {
		m.Kind, m.Flag, m.Series, m.Pair, m.PairLast = known.Kind, known.Flag, known.Series, known.Pair, known.PairLast
	}
	if use.Hours {
		m.Kind = value.KindHours
	}
	return m
}

// CheckColumns says which entry of a profile names a column that none of the file's headers has.
func (p *Profile) CheckColumns(file string, indexes []*header.HeaderIndex) error {
	missing := func(name string, line int, key string) error {
		for _, x := range indexes {
			if cols, _ := x.Find(name); len(cols) > 0 {
				return nil
			}
		}
		return &ProfileError{Path: p.Path, Line: line, What: fmt.Sprintf("%s: %s has no column %q", key, file, name)}
	}
	for _, use := range p.Columns {
		if err := missing(use.Header, use.Line, "columns"); err != nil {
			return err
		}
	}
	for _, name := range p.Repeat {
		if err := missing(name.Name, name.Line, "repeat"); err != nil {
			return err
		}
	}
	for _, s := range p.Skip {
		if err := missing(s.Header, s.Line, "skip"); err != nil {
			return err
		}
	}
	return nil
}
