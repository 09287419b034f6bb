package source

import (
	"bytes"
	"errors"
	"strconv"
	"unicode/utf8"
)

// isElement compares the local name of the current tag.
func (s *xmlScanner) isElement(name string) bool { return string(s.name) == name }

// attr gives the value of an attribute as written, by its local name.
func (s *xmlScanner) attr(name string) []byte {
	for rest := s.attrs; ; {
		key, value, after, ok := nextAttr(rest)
		if !ok {
			return nil
		}
		if string(localName(key)) == name {
			return value
		}
		rest = after
	}
}

// attrText gives the value of an attribute with its entities replaced.
func (s *xmlScanner) attrText(name string) (string, error) {
	text, err := appendXMLText(nil, s.attr(name), false)
	return string(text), err
}

// nextAttr splits the first attribute off.
func nextAttr(attrs []byte) (key, value, rest []byte, ok bool) {
	i := 0
	for i < len(attrs) && attrs[i] <= ' ' {
		i++
	}
	start := i
	for i < len(attrs) && attrs[i] != '=' && attrs[i] > ' ' {
		i++
	}
	key = attrs[start:i]
	for i < len(attrs) && attrs[i] <= ' ' {
		i++
	}
	if i == len(attrs) || attrs[i] != '=' || len(key) == 0 {
		return nil, nil, nil, false
	}
	for i++; i < len(attrs) && attrs[i] <= ' '; i++ {
	}
	if i == len(attrs) || attrs[i] != '"' && attrs[i] != '\'' {
		return nil, nil, nil, false
	}
	end := bytes.IndexByte(attrs[i+1:], attrs[i])
	if end < 0 {
		return nil, nil, nil, false
	}
	return key, attrs[i+1 : i+1+end], attrs[i+end+2:], true
}

// appendXMLText appends text with entities replaced and line ends as LF.
func appendXMLText(dst, text []byte, cdata bool) ([]byte, error) {
	if !utf8.Valid(text) {
		return dst, errors.New("text that is not UTF-8")
	}
	for len(text) > 0 {
		i := bytes.IndexAny(text, "&\r")
		if i < 0 {
			return append(dst, text...), nil
		}
		dst = append(dst, text[:i]...)
		if text[i] == '\r' {
			if i+1 == len(text) || text[i+1] != '\n' {
				dst = append(dst, '\n')
			}
			text = text[i+1:]
			continue
		}
		if cdata {
			dst = append(dst, '&')
			text = text[i+1:]
			continue
		}
		end := bytes.IndexByte(text[i:], ';')
		if end < 0 {
			return dst, errors.New("an entity that does not end")
		}
		r, ok := entityRune(string(text[i+1 : i+end]))
		if !ok {
			return dst, errors.New("an unknown entity")
		}
		dst = utf8.AppendRune(dst, r)
		text = text[i+end+1:]
	}
	return dst, nil
}

func entityRune(name string) (rune, bool) {
	switch name {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || n == 0 || !utf8.ValidRune(rune(n)) || n > utf8.MaxRune {
		return 0, false
	}
	return rune(n), true
}
