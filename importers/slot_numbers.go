package importers

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"otaudit/audit"
	"otaudit/importers/header"
)

var (
	ordinalFirst = regexp.MustCompile(`(?i)^(1st|2nd|3rd|[4-9]th|first|second|third|fourth|fifth|sixth)[\s_-]+(\pL.*)$`)
	numberInside = regexp.MustCompile(`^(\pL.*?)[\s_#.-]*(\d{1,2})[\s_-]+(\pL.*)$`)
	numberBehind = regexp.MustCompile(`^(\pL.*?)[\s_#.-]*(\d{1,2})$`)
	letterBehind = regexp.MustCompile(`^(\pL.*\pL)[\s_-]+([A-Ha-h])$`)
	ordinals     = []string{"first", "second", "third", "fourth", "fifth", "sixth"}
)

// slotNumber takes the number of a column group out of a header and returns what is left: "1st CPT", "Procedure 1 Units",
// "Service 1", "CPT A". n is 0 if there is none.
func slotNumber(text string) (base string, n int) {
	text = header.TidyHeader(text)
	if m := ordinalFirst.FindStringSubmatch(text); m != nil {
		if n = slices.Index(ordinals, strings.ToLower(m[1])) + 1; n == 0 {
			n = int(m[1][0] - '0')
		}
		return m[2], n
	}
	if m := numberInside.FindStringSubmatch(text); m != nil {
		n, _ = strconv.Atoi(m[2])
		return m[3], n
	}
	if m := numberBehind.FindStringSubmatch(text); m != nil {
		n, _ = strconv.Atoi(m[2])
		return m[1], n
	}
	if m := letterBehind.FindStringSubmatch(text); m != nil {
		return m[1], int(strings.ToUpper(m[2])[0]-'A') + 1
	}
	return "", 0
}

// numberGroups finds the column groups of wide rows whose headers are not known as numbered ones: with the number inside or as a
// letter, or repeated without any. What stands once has no number.
func (t *table) numberGroups(below belowHeader) {
	t.numberedGroups(below)
	t.repeatedGroups(below)
}

func (t *table) numberedGroups(below belowHeader) {
	type numbered struct{ col, n int }
	bases := map[string][]numbered{}
	texts := map[string]string{}
	for col, text := range t.headers {
		if base, n := slotNumber(text); n >= 1 && n <= header.MaxSeries && !t.matches[col].Binds() {
			key := header.CompactKey(base)
			bases[key] = append(bases[key], numbered{col, n})
			texts[key] = base
		}
	}
	for key, cols := range bases {
		if !slices.ContainsFunc(cols, func(c numbered) bool { return c.n == 1 }) || !slices.ContainsFunc(cols, func(c numbered) bool { return c.n == 2 }) {
			continue
		}
		m := matchOfWords(texts[key])
		if slices.ContainsFunc(cols, func(c numbered) bool { return slices.Contains(below.codes, c.col) }) && (!m.Binds() || m.Field != audit.Code) {
			m = header.HeaderMatch{Known: true, Field: audit.Code, Evidence: "numbered"}
		}
		if !m.Binds() || !header.SeriesFields.Has(m.Field) {
			continue
		}
		for _, c := range cols {
			t.matches[c.col] = m
			t.matches[c.col].Series = c.n
		}
	}
}

// matchOfWords is what a header without its number names, as a whole or by its words.
func matchOfWords(text string) header.HeaderMatch {
	m := header.LookupHeader(text)
	if w := header.WordsOf(text); !m.Known && w.Contrary == "" && len(w.Candidates) > 0 {
		m = header.HeaderMatch{Known: true, Field: w.Candidates[0].Field, Evidence: "words", Hint: w.Hint}
	}
	if m.Field == audit.Code {
		m.Needs = "" // a slot of a wide row (IMP-91)
	}
	return m
}

// repeatedGroups numbers column groups that repeat without a number: CPT, Units, Min, CPT, Units, Min.
func (t *table) repeatedGroups(below belowHeader) {
	keys := make([]string, len(t.headers))
	at := map[string][]int{}
	for col, text := range t.headers {
		if keys[col] = header.CompactKey(text); keys[col] != "" {
			at[keys[col]] = append(at[keys[col]], col)
		}
	}
	for first, key := range keys {
		starts := at[key]
		isCode := key != "" && (t.matches[first].Binds() && t.matches[first].Field == audit.Code || slices.Contains(below.codes, first) && !t.matches[first].Binds())
		if !isCode || len(starts) < 2 || starts[0] != first || t.matches[first].Series > 0 {
			continue
		}
		length := starts[1] - first
		alike := func(offset int) bool { // the column so far from the code stands in every group
			for i, start := range starts {
				col := start + offset
				if col < 0 || col >= len(keys) || keys[col] == "" || keys[col] != keys[first+offset] || i > 0 && start-starts[i-1] != length {
					return false
				}
			}
			return first+offset >= 0
		}
		if !alike(0) {
			continue
		}
		from, to := 0, 0
		for from-1 > -length && alike(from-1) {
			from--
		}
		for to+1 < length+from && alike(to+1) {
			to++
		}
		for i, start := range starts {
			for offset := from; offset <= to; offset++ {
				m := &t.matches[start+offset]
				if !m.Known {
					*m = matchOfWords(t.headers[start+offset])
				}
				if offset == 0 && (!m.Binds() || m.Field != audit.Code) {
					*m = header.HeaderMatch{Known: true, Field: audit.Code, Evidence: "repeated"}
				}
				if m.Field == audit.Code {
					m.Needs = ""
				}
				if !m.Known || header.SeriesFields.Has(m.Field) {
					m.Series = i + 1
				}
			}
		}
	}
}
