package importers

import (
	"fmt"
	"regexp"
	"strconv"
)

var (
	nthHeader   = regexp.MustCompile(`^(.+?)\s*#(\d{1,2})$`)
	lettersOnly = regexp.MustCompile(`^[A-Z]{1,3}$`)
)

// headerIndex finds columns by their header: the whole text first, of a header over several rows its lowest text too.
type headerIndex struct {
	width  int
	byText map[string][]int
}

func indexHeaders(headers, lowest []string) *headerIndex {
	x := &headerIndex{width: len(headers), byText: map[string][]int{}}
	for _, texts := range [][]string{headers, lowest} {
		found := map[string][]int{}
		for col, text := range texts {
			if key := profileKey(text); key != "" && len(x.byText[key]) == 0 {
				found[key] = append(found[key], col)
			}
		}
		for key, cols := range found {
			x.byText[key] = cols
		}
	}
	return x
}

// profileKey is the form in which a profile's header and a sheet's are compared: case, spaces and signs do not count.
func profileKey(header string) string {
	if len(header) > maxHeaderBytes {
		return ""
	}
	return keysOf(tidyHeader(header)).compact
}

// find gives the columns that a profile means: all of the header's name, the second of "Charge #2", or column "C".
// byName says that the name alone was given.
func (x *headerIndex) find(name string) (cols []int, byName bool) {
	if cols := x.byText[profileKey(name)]; len(cols) > 0 {
		return cols, true
	}
	if m := nthHeader.FindStringSubmatch(name); m != nil {
		n, _ := strconv.Atoi(m[2])
		if cols := x.byText[profileKey(m[1])]; n >= 1 && n <= len(cols) {
			return cols[n-1 : n], false
		}
	}
	if lettersOnly.MatchString(name) {
		if col := columnOfLetters(name); col < x.width {
			return []int{col}, false
		}
	}
	return nil, false
}

// columnOfLetters counts from 0.
func columnOfLetters(letters string) int {
	col := 0
	for _, c := range letters {
		col = col*26 + int(c-'A') + 1
	}
	return col - 1
}

// rebind gives the columns of a header the fields that the profile says (IMP-270: a profile wins over aliases).
func (t *table) rebind(p *Profile) {
	if p == nil {
		return
	}
	t.profile = p
	x := indexHeaders(t.headers, t.lowest)
	specific := map[int]bool{}
	for _, use := range p.Columns {
		cols, byName := x.find(use.Header)
		for i, col := range cols {
			if specific[col] || byName && !use.None && i > 0 {
				continue
			}
			specific[col] = specific[col] || !byName
			t.matches[col] = use.match(t.matches[col])
		}
	}
	for _, name := range p.Repeat {
		cols, _ := x.find(name.Name)
		for i, col := range cols {
			if m := &t.matches[col]; slotFields.Has(m.Field) && m.Binds() || i > 0 && t.matches[cols[0]].Binds() {
				*m = t.matches[cols[0]]
				m.Series = i + 1
			}
		}
	}
	for _, s := range p.Skip {
		cols, _ := x.find(s.Header)
		t.skipped = append(t.skipped, cols...)
	}
}

// match is what the profile makes of a header. What the alias table knows of the same field stays: whether it is a flag,
// one of a pair or of a series.
func (use ColumnUse) match(known HeaderMatch) HeaderMatch {
	if use.None {
		return HeaderMatch{Known: true, NotIt: true, Fixed: true, Note: "the profile leaves it out"}
	}
	m := HeaderMatch{Known: true, Field: use.Field, Evidence: "profile", Fixed: true, Hint: known.Hint}
	if known.Binds() && (known.Field == use.Field || known.HasOther && known.Otherwise == use.Field) {
		m.Kind, m.Flag, m.Series, m.Pair, m.PairLast = known.Kind, known.Flag, known.Series, known.Pair, known.PairLast
	}
	if use.Hours {
		m.Kind = KindHours
	}
	return m
}

// checkColumns says which entry of a profile names a column that none of the file's headers has.
func (p *Profile) checkColumns(file string, indexes []*headerIndex) error {
	missing := func(name string, line int, key string) error {
		for _, x := range indexes {
			if cols, _ := x.find(name); len(cols) > 0 {
				return nil
			}
		}
		return &ProfileError{p.Path, line, fmt.Sprintf("%s: %s has no column %q", key, file, name)}
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
