package importers

import (
	"otaudit/importers/header"
	"otaudit/importers/profile"
	"otaudit/importers/reading"
)

// rebind gives the columns of a header the fields that the profile says (IMP-270: a profile wins over aliases).
func (t *table) rebind(p *profile.Profile) {
	if p == nil {
		return
	}
	t.profile = p
	x := header.IndexHeaders(t.headers, t.lowest)
	specific := map[int]bool{}
	for _, use := range p.Columns {
		cols, byName := x.Find(use.Header)
		for i, col := range cols {
			if specific[col] || byName && !use.None && i > 0 {
				continue
			}
			specific[col] = specific[col] || !byName
			t.matches[col] = use.Match(t.matches[col])
		}
	}
	for _, name := range p.Repeat {
		cols, _ := x.Find(name.Name)
		for i, col := range cols {
			if m := &t.matches[col]; reading.SlotFields.Has(m.Field) && m.Binds() || i > 0 && t.matches[cols[0]].Binds() {
				*m = t.matches[cols[0]]
				m.Series = i + 1
			}
		}
	}
	t.state(p.Flags, x)
	for _, s := range p.Skip {
		cols, _ := x.Find(s.Header)
		t.skipped = append(t.skipped, cols...)
	}
}
