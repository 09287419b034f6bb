package importers

import (
	"strings"

	"otaudit/audit"
	"otaudit/importers/header"
	"otaudit/importers/profile"
	"otaudit/importers/source"
	"otaudit/importers/value"
)

// headerOf reads one to three rows as a header: the joined text of a column first, then its lowest text alone (IMP-26).
func headerOf(sheet *source.Sheet, rows []headRow, below belowHeader, profile *profile.Profile, said audit.FieldSet) *table {
	lowest := rows[len(rows)-1]
	t := &table{firstRow: rows[0].number, row: lowest.number, said: said, length: below.length}
	width := 0
	for _, r := range rows {
		width = max(width, len(r.texts))
	}
	bands := make([][]string, len(rows))
	for i, r := range rows[:len(rows)-1] {
		bands[i] = bandLabels(sheet, r, width)
	}
	seen := map[string]bool{}
	fields := map[audit.Field]bool{}
	for col := range width {
		own := cellText(lowest.texts, col)
		joined := own
		for i := len(rows) - 2; i >= 0; i-- {
			joined = strings.TrimSpace(bands[i][col] + " " + joined)
		}
		heading, match := own, header.LookupHeader(own)
		if joined != own {
			if m := header.LookupHeader(joined); m.Known {
				heading, match = joined, m
			} else if !match.Known {
				heading = joined
			}
		}
		if c, isCode := codeHeader(own); isCode {
			heading, match = own, header.HeaderMatch{}
			t.takeBand(&c, bands)
			c.col = col
			t.codeColumns = append(t.codeColumns, c)
		}
		t.headers = append(t.headers, heading)
		t.lowest = append(t.lowest, own)
		t.matches = append(t.matches, match)
	}
	for len(t.headers) < below.least { // values behind the last header, on every line
		t.addColumn(header.HeaderMatch{})
	}
	t.dropExtraSeparator(below)
	t.width = len(t.headers)
	t.numberGroups(below)
	t.rebind(profile)
	t.takeWords()
	for col, header := range t.headers {
		t.weigh(header, col, seen, fields)
	}
	t.findKeys(below)
	for col, kind := range lowest.typed {
		if text := strings.TrimSpace(lowest.texts[col]); text != "" && (kind == source.CellNumber || looksLikeValue(text)) {
			if _, isCode := codeHeader(text); !isCode {
				t.score -= 3
			}
		}
	}
	t.score += changeOfType(lowest, below.rows) - 2*(len(rows)-1)
	t.visits = !t.names(audit.Code) && !t.hasCodeHeaders()
	return t
}

// takeBand notes what the band over a header that is a code says of the numbers under it (IMP-177). A label of a text file
// stands over the first of its columns only.
func (t *table) takeBand(c *codeColumn, bands [][]string) {
	for i := len(bands) - 2; i >= 0 && !c.said; i-- {
		for col := len(t.headers); col >= 0 && !c.said; col-- {
			if bands[i][col] != "" {
				if c.field, c.said = minutesOrUnits(bands[i][col]); c.said {
					t.score += 10
				}
				break
			}
		}
	}
}

// weigh scores one header cell: known fields count most, repeats and unknown words little.
func (t *table) weigh(header string, col int, seen map[string]bool, fields map[audit.Field]bool) {
	match, words := t.matches[col], t.words[col]
	switch {
	case header == "":
		return
	case match.Binds() && !fields[match.Field]:
		fields[match.Field] = true
		t.score += 10
	case match.Known:
		t.score += 4
	case len(words.Candidates) > 0 && !fields[words.Candidates[0].Field] && len(header) <= maxHeaderWords:
		fields[words.Candidates[0].Field] = true
		t.score += 6
	case seen[header]:
		t.score--
	default:
		t.score++
	}
	seen[header] = true
}

// looksLikeValue says that a text is a date, a number or an amount rather than the name of a column.
func looksLikeValue(text string) bool {
	digits := 0
	for _, c := range text {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case strings.ContainsRune(".,/-:$% ", c):
		default:
			return false
		}
	}
	return digits > 0
}

// changeOfType counts columns that hold a value right below a name.
func changeOfType(header headRow, below []headRow) int {
	if len(below) == 0 {
		return 0
	}
	changes := 0
	for col, text := range header.texts {
		if text == "" || looksLikeValue(text) {
			continue
		}
		if under := cellText(below[0].texts, col); under != "" && looksLikeValue(under) {
			changes++
		}
	}
	return min(changes, 5)
}

func cellText(texts []string, col int) string {
	if col >= len(texts) {
		return ""
	}
	return value.TrimEdges(texts[col])
}

// bandLabels gives the label over each column: a merged label holds for all columns under it.
func bandLabels(sheet *source.Sheet, r headRow, width int) []string {
	labels := make([]string, width)
	for col := range width {
		labels[col] = cellText(r.texts, col)
	}
	for _, m := range sheet.Merges {
		if r.number < m.FirstRow || r.number > m.LastRow {
			continue
		}
		for col := m.FirstCol; col <= m.LastCol && col < width; col++ {
			labels[col] = cellText(r.texts, m.FirstCol)
		}
	}
	return labels
}
