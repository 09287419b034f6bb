package corrected

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// xmlWalk steps through the tags of a workbook part. It exists beside excelize so that the comparison of a corrected
// copy with its input does not rest on the library that wrote the copy, and beside encoding/xml because a sheet has
// millions of tags.
type xmlWalk struct {
	data []byte
	at   int

	name    []byte // local name of the current tag
	attrs   []byte // what stands between name and end of the tag
	closing bool   // </name>
	empty   bool   // <name/>
	text    []byte // character data before the tag, still escaped
	cdata   bool   // text came from a CDATA section and is not escaped
}

// next steps to the next tag; false at the end of the part.
func (w *xmlWalk) next() bool {
	w.text, w.cdata = nil, false
	for {
		open := bytes.IndexByte(w.data[w.at:], '<')
		if open < 0 {
			return false
		}
		if between := w.data[w.at : w.at+open]; len(between) > 0 && !w.cdata {
			w.text = between
		}
		w.at += open
		rest := w.data[w.at:]
		switch {
		case bytes.HasPrefix(rest, []byte("<!--")):
			if !w.skipTo("-->") {
				return false
			}
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			end := bytes.Index(rest, []byte("]]>"))
			if end < 0 {
				return false
			}
			w.text, w.cdata = rest[len("<![CDATA["):end], true
			w.at += end + len("]]>")
		case bytes.HasPrefix(rest, []byte("<?")):
			if !w.skipTo("?>") {
				return false
			}
		case bytes.HasPrefix(rest, []byte("<!")):
			if !w.skipTo(">") {
				return false
			}
		default:
			return w.readTag()
		}
	}
}

func (w *xmlWalk) skipTo(end string) bool {
	i := bytes.Index(w.data[w.at:], []byte(end))
	if i < 0 {
		return false
	}
	w.at += i + len(end)
	return true
}

func (w *xmlWalk) readTag() bool {
	i, inQuote := w.at+1, byte(0)
	for ; i < len(w.data); i++ {
		b := w.data[i]
		if inQuote != 0 {
			if b == inQuote {
				inQuote = 0
			}
			continue
		}
		if b == '"' || b == '\'' {
			inQuote = b
		} else if b == '>' {
			break
		}
	}
	if i >= len(w.data) {
		return false
	}
	tag := w.data[w.at+1 : i]
	w.at = i + 1
	w.closing = len(tag) > 0 && tag[0] == '/'
	if w.closing {
		tag = tag[1:]
	}
	w.empty = len(tag) > 0 && tag[len(tag)-1] == '/'
	if w.empty {
		tag = tag[:len(tag)-1]
	}
	end := bytes.IndexAny(tag, " \t\r\n")
	if end < 0 {
		end = len(tag)
	}
	w.name, w.attrs = tag[:end], tag[end:]
	if colon := bytes.IndexByte(w.name, ':'); colon >= 0 {
		w.name = w.name[colon+1:]
	}
	return true
}

// is says whether the current tag opens (or is) the named element.
func (w *xmlWalk) is(name string) bool { return !w.closing && string(w.name) == name }

// ends says whether the current tag closes the named element.
func (w *xmlWalk) ends(name string) bool { return w.closing && string(w.name) == name }

// attr gives an attribute by its local name; empty if it is not there.
func (w *xmlWalk) attr(name string) string {
	rest := w.attrs
	for {
		rest = bytes.TrimLeft(rest, " \t\r\n")
		equals := bytes.IndexByte(rest, '=')
		if equals < 0 {
			return ""
		}
		key := bytes.TrimSpace(rest[:equals])
		rest = bytes.TrimLeft(rest[equals+1:], " \t\r\n")
		if len(rest) == 0 {
			return ""
		}
		end := bytes.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return ""
		}
		value := rest[1 : end+1]
		rest = rest[end+2:]
		if colon := bytes.IndexByte(key, ':'); colon >= 0 && !bytes.HasPrefix(key, []byte("xmlns")) {
			key = key[colon+1:]
		}
		if string(key) == name {
			return unescapeXML(value)
		}
	}
}

// content gives the character data before the current tag, line ends as XML reads them.
func (w *xmlWalk) content() string {
	if w.cdata {
		return strings.ReplaceAll(string(w.text), "\r\n", "\n")
	}
	return unescapeXML(w.text)
}

var xmlEntities = map[string]string{"amp": "&", "lt": "<", "gt": ">", "quot": `"`, "apos": "'"}

func unescapeXML(raw []byte) string {
	if bytes.IndexByte(raw, '&') < 0 && bytes.IndexByte(raw, '\r') < 0 {
		return string(raw)
	}
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(raw))
	var out strings.Builder
	for {
		amp := strings.IndexByte(text, '&')
		if amp < 0 {
			out.WriteString(text)
			return out.String()
		}
		out.WriteString(text[:amp])
		text = text[amp:]
		end := strings.IndexByte(text, ';')
		if end < 0 {
			out.WriteString(text)
			return out.String()
		}
		out.WriteString(entity(text[1:end], text[:end+1]))
		text = text[end+1:]
	}
}

func entity(name, written string) string {
	if s, ok := xmlEntities[name]; ok {
		return s
	}
	digits, base := strings.TrimPrefix(name, "#"), 10
	if digits == name {
		return written
	}
	if lower := strings.ToLower(digits); strings.HasPrefix(lower, "x") {
		digits, base = lower[1:], 16
	}
	code, err := strconv.ParseUint(digits, base, 32)
	if err != nil || code > utf8.MaxRune {
		return written
	}
	return string(rune(code))
}
