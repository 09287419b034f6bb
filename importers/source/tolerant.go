package source

import (
	"bufio"
	"errors"
	"io"
	"strings"
)

// tolerantReader splits text whose quotes or delimiters do not follow the rules. It works line by line, so that a quote that
// never closes spoils its own record and no other.
type tolerantReader struct {
	dialect
	lines  *bufio.Reader
	ahead  []string // lines read but not taken
	line   int      // lines taken
	ended  bool
	failed error
}

// tolerantRecord is one record and what is wrong with it.
type tolerantRecord struct {
	cells []string
	line  int // on which it begins, from 1
	lines int // how many it takes
	// broken: the cells may not be those of their columns.
	broken bool
	// openedAt is the line of a quote that is taken for a part of its field because it does not close; 0 if there is none.
	openedAt int
	loose    bool // a rule was stretched that others who read the text may not stretch
	inside   int  // quotes inside fields that are not doubled
	guards   int  // texts written as ="00123"
}

func newTolerantReader(text io.Reader, d dialect) *tolerantReader {
	return &tolerantReader{dialect: d, lines: bufio.NewReaderSize(&lineBreaks{src: text}, chunkBytes)}
}

// furthestQuote is how many lines a quoted text may take, longestQuote about how many bytes.
const (
	furthestQuote = 500
	longestQuote  = DefaultMaxLine
)

// peek returns the i-th line behind those taken.
func (r *tolerantReader) peek(i int) (string, bool) {
	for len(r.ahead) <= i && !r.ended {
		line, err := r.lines.ReadString('\n')
		if err != nil {
			r.ended = true
			if !errors.Is(err, io.EOF) {
				r.failed = err
			}
			if line == "" {
				break
			}
		}
		r.ahead = append(r.ahead, strings.TrimSuffix(line, "\n"))
	}
	if i >= len(r.ahead) {
		return "", false
	}
	return r.ahead[i], true
}

// next returns the next record, that of a blank line too; io.EOF behind the last.
func (r *tolerantReader) next() (tolerantRecord, error) {
	if _, ok := r.peek(0); !ok {
		if r.failed != nil {
			return tolerantRecord{}, r.failed
		}
		return tolerantRecord{}, io.EOF
	}
	p := recordParser{reader: r}
	p.parse()
	if p.strays > 0 && p.taken > 1 && r.width > 0 && len(p.cells) != r.width {
		p = recordParser{reader: r, oneLine: true}
		p.parse()
	}
	irregular := p.strays > 0 || p.opened || r.gap > 0
	record := tolerantRecord{cells: p.cells, line: r.line + 1, lines: p.taken, loose: p.loose || p.opened,
		inside: p.strays + p.inside, guards: p.guards,
		broken: p.cut || p.torn || irregular && r.width > 0 && len(p.cells) != r.width}
	if p.cut {
		record.openedAt = record.line
	}
	r.line += p.taken
	r.ahead = append(r.ahead[:0], r.ahead[p.taken:]...)
	return record, r.failed
}

// recordParser takes one record apart.
type recordParser struct {
	reader  *tolerantReader
	oneLine bool // quoted texts do not run over line breaks
	text    string
	taken   int // lines in text
	cells   []string
	strays  int  // quotes inside quoted texts that are not doubled
	opened  bool // a quote at the beginning of a field does not open a text
	cut     bool // and it may have been meant to open one that runs over the line
	opening bool // a quote was met that may have opened a text inside a field
	torn    bool // and one behind it that may have closed that text in a later field
	loose   bool
	inside  int
	guards  int
}

func (p *recordParser) parse() {
	p.text, _ = p.reader.peek(0)
	p.taken = 1
	if p.reader.gap > 0 {
		p.text = strings.Trim(p.text, " ")
	}
	for at := 0; ; {
		end := p.field(at)
		if end >= len(p.text) {
			return
		}
		at = end + 1
		if p.reader.gap > 0 {
			for at = end; at < len(p.text) && p.text[at] == ' '; {
				at++
			}
		}
	}
}

// field takes the field that begins at a place and returns its end: that of the text or the place of a delimiter.
func (p *recordParser) field(start int) int {
	quote := start
	for p.reader.gap == 0 && quote < len(p.text) && p.text[quote] == ' ' {
		quote++
	}
	if guard := `="`; p.reader.quote == '"' && strings.HasPrefix(p.text[quote:], guard) {
		if end := strings.Index(p.text[quote+2:], `"`); end >= 0 && p.divides(quote+2+end+1) {
			inner := p.text[quote+2:][:end]
			p.cells = append(p.cells, inner)
			p.guards++
			p.loose = p.loose || strings.IndexByte(inner, p.reader.delim) >= 0 || quote > start
			return quote + 2 + end + 1
		}
	}
	if quote < len(p.text) && p.text[quote] == p.reader.quote {
		if end, ok := p.quoted(quote); ok {
			p.loose = p.loose || quote > start
			return end
		}
		p.opened = true
	}
	end := start
	for end < len(p.text) && !p.divides(end) {
		end++
	}
	if p.reader.quote == '"' {
		p.looseQuotes(p.text[start:end])
	}
	p.cells = append(p.cells, p.withoutLoneQuote(p.text[start:end]))
	return end
}

// looseQuotes looks at the quotes of a field that is not in quotes. One that stands before a word, and one in a later field, may be
// those of a text of which the delimiter between them is a part.
func (p *recordParser) looseQuotes(field string) {
	count := strings.Count(field, `"`)
	p.inside += count
	if count%2 == 0 {
		return
	}
	p.torn = p.torn || p.opening
	before := strings.LastIndexByte(field, '"') + 1
	p.opening = p.opening || before < len(field) && field[before] != ' '
}

// divides reports whether a field ends at a place.
func (p *recordParser) divides(at int) bool {
	if at >= len(p.text) {
		return true
	}
	switch gap := p.reader.gap; {
	case p.text[at] == '\n':
		return true
	case p.text[at] != p.reader.delim:
		return false
	case gap == 0:
		return true
	default:
		return strings.HasPrefix(p.text[at:], "  "[:gap])
	}
}

// quoted takes a text in quotes. It is not ok if the quote is no opening one: another opens behind a delimiter before it closes,
// or none closes.
func (p *recordParser) quoted(open int) (end int, ok bool) {
	quote, text, taken, strays, escaped := p.reader.quote, p.text, p.taken, 0, false
	for i := open + 1; ; i++ {
		if i >= len(text) {
			line, more := "", false
			if !p.oneLine && quote == '"' && p.reader.gap == 0 && taken < furthestQuote && len(text) < longestQuote {
				line, more = p.reader.peek(taken)
			}
			if !more {
				p.cut = p.cut || quote == '"'
				return 0, false
			}
			text += "\n" + line
			taken++
			continue
		}
		if text[i] != quote {
			continue
		}
		next := recordParser{reader: p.reader, text: text}
		switch {
		case i > open+1 && text[i-1] == '\\' && !next.divides(i+1) && (text[i+1] != quote || next.divides(i+2)):
			escaped = true
		case next.divides(i + 1):
			inner := strings.ReplaceAll(text[open+1:i], string([]byte{quote, quote}), string(quote))
			if escaped {
				inner = strings.ReplaceAll(inner, `\"`, `"`)
			}
			if unguarded := Unguard(inner); len(unguarded) < len(inner) {
				inner = unguarded
				p.guards++
			}
			if strays > 0 {
				inner = p.withoutLoneQuote(inner)
			}
			p.cells = append(p.cells, inner)
			p.text, p.taken, p.strays, p.loose = text, taken, p.strays+strays, p.loose || escaped
			return i + 1, true
		case text[i+1] == quote:
			i++
		case i > open+1 && p.behindDelimiter(text, i):
			p.cut = p.cut || taken > p.taken
			return 0, false
		default:
			strays++
		}
	}
}

// behindDelimiter reports whether a quote stands where a field begins.
func (p *recordParser) behindDelimiter(text string, at int) bool {
	before := text[at-1]
	return before == p.reader.delim && p.reader.gap == 0 || before == '\n'
}

// withoutLoneQuote takes the quote off the beginning of a text in which no other closes it.
func (p *recordParser) withoutLoneQuote(text string) string {
	if quote := string(p.reader.quote); quote == `"` && strings.HasPrefix(text, quote) && strings.Count(text, quote)%2 == 1 {
		p.strays++
		return text[1:]
	}
	return text
}
