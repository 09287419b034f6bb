package source

import "bytes"

// quoteSurvey walks over delimited text and finds out beforehand whether the
// record reader takes it: whether its quotes follow the rules and whether a CR
// stands alone. It jumps from quote to quote, so that it costs little beside
// the parsing.
type quoteSurvey struct {
	delim byte

	inQuotes  bool
	quoteSeen bool // inside quotes, the last byte was a quote that closes or escapes
	prev      byte // last byte outside quotes; a line break before the first
	afterCR   bool

	loneCR    bool
	irregular int // quotes inside fields that did not open with one, or inside quoted fields and not doubled
	hasNUL    bool
}

// feed takes the next chunk of text.
func (s *quoteSurvey) feed(chunk []byte) {
	s.hasNUL = s.hasNUL || bytes.IndexByte(chunk, 0) >= 0
	if !s.loneCR {
		s.findLoneCR(chunk)
	}
	for i := 0; i < len(chunk); {
		switch {
		case s.quoteSeen:
			s.quoteSeen = false
			switch b := chunk[i]; b {
			case '"':
				i++
			case s.delim, '\n', '\r':
				s.inQuotes = false
				s.prev = b
				i++
			default: // looked at again as content
				s.irregular++
			}
		case s.inQuotes:
			end := bytes.IndexByte(chunk[i:], '"')
			content := chunk[i:]
			if end >= 0 {
				content = chunk[i : i+end]
				s.quoteSeen = true
			}
			i += len(content)
			if end >= 0 {
				i++
			}
		default:
			next := bytes.IndexByte(chunk[i:], '"')
			if next < 0 {
				s.prev = chunk[len(chunk)-1]
				i = len(chunk)
				break
			}
			before := s.prev
			if next > 0 {
				before = chunk[i+next-1]
			}
			i += next
			switch before {
			case s.delim, '\n', '\r':
				s.inQuotes = true
			default:
				s.irregular++
				s.prev = '"'
			}
			i++
		}
	}
}

// finish is called at the end of the text; it reports whether a quote is still
// open.
func (s *quoteSurvey) finish() (unclosed bool) {
	s.loneCR = s.loneCR || s.afterCR
	unclosed = s.inQuotes && !s.quoteSeen
	s.inQuotes, s.quoteSeen = false, false
	return unclosed
}

func (s *quoteSurvey) findLoneCR(chunk []byte) {
	if len(chunk) == 0 {
		return
	}
	if s.afterCR && chunk[0] != '\n' {
		s.loneCR = true
		return
	}
	s.afterCR = chunk[len(chunk)-1] == '\r'
	for i := 0; ; i++ {
		next := bytes.IndexByte(chunk[i:], '\r')
		if next < 0 {
			return
		}
		if i += next; i+1 < len(chunk) && chunk[i+1] != '\n' {
			s.loneCR = true
			return
		}
	}
}
