package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// xmlKind is the kind of an XML token.
type xmlKind uint8

const (
	xmlStart xmlKind = iota
	xmlEnd
	xmlText
)

const (
	maxXMLToken = 64 << 20 // one tag or one run of text
	maxXMLDepth = 200
)

var errXMLCut = errors.New("the XML ends too early")

// xmlScanner reads the parts of a workbook. It exists beside encoding/xml for
// two reasons: it is several times as fast, and it must never take damaged
// XML for the end of the data: tags have to match and the root has to close
// (IMP-11). It knows what workbook parts use of XML: no document type, no
// namespaces beyond dropping the prefix.
type xmlScanner struct {
	src      io.Reader
	buf      []byte
	pos, end int
	srcDone  bool

	kind  xmlKind
	name  []byte // local name of a start or end tag
	attrs []byte // of a start tag, as written
	text  []byte // of a text token, as written
	cdata bool   // text holds no entities

	pendingEnd bool // the start tag just given was <x/>
	open       []byte
	marks      []int // where the names of the open elements begin in open
	rootSeen   bool
}

func newXMLScanner(src io.Reader) *xmlScanner {
	return &xmlScanner{src: src, buf: make([]byte, chunkBytes)}
}

// fill reads more of the source behind what is buffered from pos on.
func (s *xmlScanner) fill() error {
	if s.srcDone {
		return errXMLCut
	}
	if s.pos > 0 {
		copy(s.buf, s.buf[s.pos:s.end])
		s.end -= s.pos
		s.pos = 0
	}
	if s.end == len(s.buf) {
		if len(s.buf) >= maxXMLToken {
			return errors.New("an XML tag or text is too long")
		}
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	n, err := s.src.Read(s.buf[s.end:])
	s.end += n
	if err == io.EOF {
		s.srcDone = true
		return nil
	}
	return err
}

// next reads the next token; its slices are valid until the following call.
// After the end of the root element it gives io.EOF.
func (s *xmlScanner) next() error {
	if s.pendingEnd {
		s.pendingEnd = false
		return s.closeElement(s.open[s.marks[len(s.marks)-1]:])
	}
	for {
		if s.pos == s.end {
			if s.srcDone {
				if len(s.marks) > 0 || !s.rootSeen {
					return errXMLCut
				}
				return io.EOF
			}
			if err := s.fill(); err != nil {
				return err
			}
			continue
		}
		if s.buf[s.pos] != '<' {
			if more, err := s.scanText(); err != nil || more {
				return err
			}
			continue
		}
		if given, err := s.scanMarkup(); err != nil || given {
			return err
		}
	}
}

// scanText reads up to the next tag. Outside the root only white space and a
// byte order mark may stand.
func (s *xmlScanner) scanText() (given bool, err error) {
	from := 0
	for {
		if i := bytes.IndexByte(s.buf[s.pos+from:s.end], '<'); i >= 0 {
			s.text = s.buf[s.pos : s.pos+from+i]
			break
		}
		if s.srcDone {
			s.text = s.buf[s.pos:s.end]
			break
		}
		from = s.end - s.pos
		if err := s.fill(); err != nil {
			return false, err
		}
	}
	s.pos += len(s.text)
	if len(s.marks) == 0 {
		if len(bytes.Trim(s.text, " \t\r\n\ufeff")) > 0 {
			return false, errors.New("text outside the root element")
		}
		return false, nil
	}
	s.kind, s.cdata = xmlText, false
	return true, nil
}

func (s *xmlScanner) scanMarkup() (given bool, err error) {
	for s.end-s.pos < len("<![CDATA[") && !s.srcDone {
		if err := s.fill(); err != nil {
			return false, err
		}
	}
	switch rest := s.buf[s.pos:s.end]; {
	case bytes.HasPrefix(rest, []byte("<?")):
		_, err = s.upTo("?>")
		return false, err
	case bytes.HasPrefix(rest, []byte("<!--")):
		_, err = s.upTo("-->")
		return false, err
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		body, err := s.upTo("]]>")
		if err != nil {
			return false, err
		}
		if len(s.marks) == 0 {
			return false, errors.New("text outside the root element")
		}
		s.text = body[len("<![CDATA["):]
		s.kind, s.cdata = xmlText, true
		return true, nil
	case bytes.HasPrefix(rest, []byte("<!")):
		return false, errors.New("a document type, which workbooks do not have")
	case bytes.HasPrefix(rest, []byte("</")):
		body, err := s.upTo(">")
		if err != nil {
			return false, err
		}
		return true, s.closeElement(bytes.TrimRight(body[2:], " \t\r\n"))
	}
	tag, err := s.startTag()
	if err != nil {
		return false, err
	}
	return true, s.openElement(tag)
}

// upTo consumes markup up to and with its terminator and gives what stands
// before the terminator. The terminator cannot begin within the first bytes
// that callers have looked at.
func (s *xmlScanner) upTo(terminator string) ([]byte, error) {
	from := 2
	for {
		if s.pos+from <= s.end {
			if i := bytes.Index(s.buf[s.pos+from:s.end], []byte(terminator)); i >= 0 {
				body := s.buf[s.pos : s.pos+from+i]
				s.pos += from + i + len(terminator)
				return body, nil
			}
			from = max(2, s.end-s.pos-len(terminator)+1)
		}
		if err := s.fill(); err != nil {
			return nil, err
		}
	}
}

// startTag consumes a start tag and gives what stands between its brackets. A
// bracket inside an attribute's quotes does not end it.
func (s *xmlScanner) startTag() ([]byte, error) {
	quote := byte(0)
	for i := 1; ; i++ {
		if s.pos+i == s.end {
			if err := s.fill(); err != nil {
				return nil, err
			}
			if s.pos+i == s.end {
				i--
				continue
			}
		}
		switch b := s.buf[s.pos+i]; {
		case quote != 0:
			if b == quote {
				quote = 0
			}
		case b == '"' || b == '\'':
			quote = b
		case b == '<':
			return nil, errors.New("a tag inside a tag")
		case b == '>':
			tag := s.buf[s.pos+1 : s.pos+i]
			s.pos += i + 1
			return tag, nil
		}
	}
}

func (s *xmlScanner) openElement(tag []byte) error {
	if n := len(tag); n > 0 && tag[n-1] == '/' {
		s.pendingEnd = true
		tag = tag[:n-1]
	}
	name := tag
	s.attrs = nil
	for i, b := range tag {
		if b <= ' ' {
			name, s.attrs = tag[:i], tag[i:]
			break
		}
	}
	switch {
	case len(name) == 0:
		return errors.New("a tag without a name")
	case len(s.marks) == 0 && s.rootSeen:
		return errors.New("two root elements")
	case len(s.marks) == maxXMLDepth:
		return errors.New("XML elements are nested too deeply")
	}
	s.rootSeen = true
	s.marks = append(s.marks, len(s.open))
	s.open = append(s.open, name...)
	s.kind, s.name = xmlStart, localName(name)
	return nil
}

func (s *xmlScanner) closeElement(name []byte) error {
	if len(s.marks) == 0 {
		return fmt.Errorf("</%s> without a start", name)
	}
	start := s.marks[len(s.marks)-1]
	if opened := s.open[start:]; !bytes.Equal(opened, name) {
		return fmt.Errorf("<%s> is closed by </%s>", opened, name)
	}
	// name may lie in s.open; the bytes stay until the next element opens.
	s.open = s.open[:start]
	s.marks = s.marks[:len(s.marks)-1]
	s.kind, s.name = xmlEnd, localName(name)
	return nil
}

func localName(name []byte) []byte {
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		return name[i+1:]
	}
	return name
}
