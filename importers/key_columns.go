package importers

import (
	"slices"

	"otaudit/audit"
	"otaudit/importers/header"
)

// takeWords takes the headers apart that are not known as a whole.
func (t *table) takeWords() {
	t.words = make([]header.Words, len(t.headers))
	for col, text := range t.headers {
		if _, isCode := codeHeader(text); !t.matches[col].Known && text != "" && !isCode {
			t.words[col] = header.WordsOf(text)
		}
	}
}

// names reports whether a header names the field, as a whole or by its words, or, of dates and codes, what stands below does.
func (t *table) names(f audit.Field) bool {
	switch {
	case t.binds(f):
		return true
	case f == audit.DateOfService:
		return len(t.dates) > 0
	case f == audit.Code:
		return len(t.codes) > 0
	}
	return slices.ContainsFunc(t.words, func(w header.Words) bool {
		return slices.ContainsFunc(w.Candidates, func(c header.Candidate) bool { return c.Field == f })
	})
}

func (t *table) namesAny(fields audit.FieldSet) bool {
	for f := range audit.NumFields {
		if fields.Has(f) && t.names(f) {
			return true
		}
	}
	return false
}

// findKeys finds the columns of dates of service and of codes: by whole headers, else by their words where values do not speak
// against it, else by the values. A row that names fewer than half of the columns below it, such as a title, is no header for
// what its words do not say.
func (t *table) findKeys(below belowHeader) {
	t.dates = t.keys(audit.DateOfService, below.dates, below)
	t.codes = t.keys(audit.Code, below.codes, below)
	for _, cols := range [...][]int{t.dates, t.codes} {
		if slices.ContainsFunc(cols, func(col int) bool { return !t.matches[col].Binds() }) {
			t.score += 6
		}
	}
}

func (t *table) keys(f audit.Field, byValue []int, below belowHeader) []int {
	var whole, words, values []int
	for col, m := range t.matches {
		switch {
		case m.Binds() && m.Field == f:
			whole = append(whole, col)
		case slices.ContainsFunc(t.words[col].Candidates, func(c header.Candidate) bool { return c.Field == f }) &&
			(slices.Contains(byValue, col) || below.blank(col)):
			words = append(words, col)
		case !slices.Contains(byValue, col) || m.Fixed || 2*t.named() < below.least:
		case f == audit.Code || !m.Known && t.words[col].Contrary == "" && len(t.words[col].Candidates) == 0:
			values = append(values, col)
		}
	}
	switch {
	case len(whole) > 0:
		return whole
	case len(words) > 0:
		return words
	}
	for _, col := range values { // whatever the header is known for, it is not that
		if t.matches[col].Known {
			t.matches[col], t.words[col] = header.HeaderMatch{}, header.WordsOf(t.headers[col])
		}
	}
	return values
}

// blank reports whether a column has nothing in it below the header.
func (b *belowHeader) blank(col int) bool {
	return !slices.ContainsFunc(b.rows, func(r headRow) bool { return r.at(col) != cellBlank })
}

// dropExtraSeparator takes the one nameless cell out of a header that is a cell longer than every record below it: a separator
// too many, by which the names behind it would stand over the wrong columns.
func (t *table) dropExtraSeparator(below belowHeader) {
	if below.length == 0 || below.least != below.most || len(t.headers) != below.length+1 {
		return
	}
	at := slices.Index(t.headers, "")
	if at < 0 || slices.Contains(t.headers[at+1:], "") {
		return
	}
	for i := range t.codeColumns {
		if t.codeColumns[i].col > at {
			t.codeColumns[i].col--
		}
	}
	t.headers, t.lowest, t.matches = slices.Delete(t.headers, at, at+1), slices.Delete(t.lowest, at, at+1), slices.Delete(t.matches, at, at+1)
}
