package source

import "bytes"

// quoteSurvey walks over delimited text as encoding/csv will and finds out
// beforehand what that package finds too late or not at all: whether strict
// parsing will succeed, whether a quote never closes, and whether a CR stands
// alone. Offsets count bytes of UTF-8 text. It jumps from quote to quote, so
// that it costs little beside the parsing.
type quoteSurvey struct {
	delim byte

	inQuotes  bool
	quoteSeen bool // inside quotes, the last byte was a quote that closes or escapes
	prev      byte // last byte outside quotes; a line break before the first
	afterCR   bool
	offset    int64 // of the next chunk

	openedAt  int64 // where the current quoted field opened
	hasBreak  bool  // the current quoted field holds a line break
	hasStray  bool  // the current quoted field holds a quote that is not doubled
	loneCR    bool
	bare      int   // quotes inside fields that did not open with one
	stray     int   // quotes inside quoted fields that are not doubled
	ambiguous int64 // offset of the first quoted field with a stray quote and a line break; -1
	hasNUL    bool
}

func newQuoteSurvey(delim byte, offset int64) *quoteSurvey {
	return &quoteSurvey{delim: delim, prev: '\n', offset: offset, ambiguous: -1}
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
				s.close()
				s.prev = b
				i++
			default: // looked at again as content
				s.stray++
				s.hasStray = true
			}
		case s.inQuotes:
			end := bytes.IndexByte(chunk[i:], '"')
			content := chunk[i:]
			if end >= 0 {
				content = chunk[i : i+end]
				s.quoteSeen = true
			}
			if !s.hasBreak && (bytes.IndexByte(content, '\n') >= 0 || bytes.IndexByte(content, '\r') >= 0) {
				s.hasBreak = true
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
				s.inQuotes, s.hasBreak, s.hasStray = true, false, false
				s.openedAt = s.offset + int64(i)
			default:
				s.bare++
				s.prev = '"'
			}
			i++
		}
	}
	s.offset += int64(len(chunk))
}

// finish is called at the end of the text; it reports whether a quote is still
// open, which openedAt then locates.
func (s *quoteSurvey) finish() (unclosed bool) {
	s.loneCR = s.loneCR || s.afterCR
	if s.quoteSeen {
		s.close()
		s.quoteSeen = false
	}
	return s.inQuotes
}

func (s *quoteSurvey) close() {
	if s.hasStray && s.hasBreak && s.ambiguous < 0 {
		s.ambiguous = s.openedAt
	}
	s.inQuotes = false
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
