package source

import (
	"bytes"
	"regexp"
)

// dialect is how delimited text divides its records into fields.
type dialect struct {
	delim byte // between fields
	quote byte // around texts: " or '
	gap   int  // fields are divided by runs of at least so many spaces; 0 if by delim
	width int  // how many fields most records have; 0 if that is not known
}

// plain reports whether the record reader takes the text, if its quotes follow the rules.
func (d dialect) plain() bool { return d.gap == 0 && d.quote == '"' }

// singleQuoted finds fields in single quotes, whatever the delimiter; doubleQuoted those in double quotes.
var (
	singleQuoted = regexp.MustCompile(`(?m)(?:^|[,;|\t ])'[^'\r\n]*'(?:[,;|\t ]|\r?$)`)
	doubleQuoted = regexp.MustCompile(`(?m)(?:^|[,;|\t ])"`)
)

// detectDialect finds delimiter and quotes over the first records.
func detectDialect(head []byte) dialect {
	d := dialect{quote: '"'}
	if len(singleQuoted.FindAllIndex(head, 2)) == 2 && !doubleQuoted.Match(head) {
		d.quote = '\''
	}
	d.delim = detectDelimiter(head, d.quote)
	var share float64
	d.width, share = usualWidth(head, d)
	if share >= evenShare && d.width >= spacedFields {
		return d
	}
	// Spaces divide words too, so that they are tried only where nothing else divides the records evenly.
	for _, gap := range [...]int{2, 1} {
		spaced := dialect{delim: ' ', quote: d.quote, gap: gap}
		width, share := usualWidth(head, spaced)
		if share >= evenShare && width >= max(spacedFields, 2*d.width) {
			spaced.width = width
			return spaced
		}
	}
	return d
}

const (
	evenShare    = 0.8 // of the records have the same number of fields
	spacedFields = 4   // fields that a record divided by spaces has at least
)

// usualWidth counts the fields of the first records and returns the most frequent count above one, and its share of the
// records; the larger of two equally frequent ones.
func usualWidth(head []byte, d dialect) (width int, share float64) {
	counts, total := map[int]int{}, 0
	r := newTolerantReader(bytes.NewReader(wholeLines(head)), d)
	for total < delimiterRecords {
		record, err := r.next()
		if err != nil {
			break
		}
		if AllEmpty(record.cells) {
			continue
		}
		total++
		counts[len(record.cells)]++
	}
	for n, times := range counts {
		if n > 1 && (times > counts[width] || times == counts[width] && n > width) {
			width = n
		}
	}
	if total == 0 {
		return 0, 0
	}
	return max(width, 1), float64(counts[max(width, 1)]) / float64(total)
}

// wholeLines cuts the head of a longer text behind its last line break.
func wholeLines(head []byte) []byte {
	if len(head) < delimiterHead {
		return head
	}
	if end := bytes.LastIndexAny(head, "\r\n"); end > 0 {
		return head[:end+1]
	}
	return head
}
