package corrected

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// xmlWalk steps through the tags of a workbook part as it is unpacked, and keeps how everything is written, so that a part
// can be copied with a few changes. It exists beside excelize because that rewrites what it does not know, and beside
// encoding/xml because a sheet has millions of tags and those are not to be written anew.
type xmlWalk struct {
	src   io.Reader
	buf   []byte
	from  int // of the current step in buf: behind the tag before
	tag   int // of the current tag, counted from there
	at    int // behind the current tag in buf
	end   int // of what is read in buf
	ended bool
	err   error // why there are no more tags, if not for the end of the part

	name    []byte // local name of the current tag
	prefix  []byte // namespace prefix with its colon
	attrs   []byte // what stands between name and end of the tag
	closing bool   // </name>
	empty   bool   // <name/>
}

const (
	xmlBuffer = 64 << 10
	maxXMLTag = 64 << 20 // a tag with the text before it
)

// walkXML steps through a part that is read as it goes.
func walkXML(src io.Reader) *xmlWalk { return &xmlWalk{src: src, buf: make([]byte, xmlBuffer)} }

// walkBytes steps through a part that is at hand.
func walkBytes(data []byte) *xmlWalk { return &xmlWalk{buf: data, end: len(data), ended: true} }

// next steps to the next tag; false at the end of the part. What it points to is valid until the next step.
func (w *xmlWalk) next() bool {
	w.from = w.at
	w.tag = 0
	at := 0
	for {
		if at = w.find(at, "<"); at < 0 {
			w.tag, w.at = w.end-w.from, w.end
			return false
		}
		for w.from+at+len("<![CDATA[") > w.end && w.fill() {
		}
		rest, end := w.buf[w.from+at:w.end], ""
		switch {
		case len(rest) < 2 || rest[1] != '!' && rest[1] != '?':
			return w.readTag(at)
		case rest[1] == '?':
			end = "?>"
		case bytes.HasPrefix(rest, []byte("<!--")):
			end = "-->"
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			end = "]]>"
		default:
			end = ">"
		}
		if at = w.find(at+2, end); at < 0 {
			w.cut()
			return false
		}
		at += len(end)
	}
}

// find gives the place of a text from a place on, both counted from the beginning of the step; -1 if it does not come.
func (w *xmlWalk) find(at int, text string) int {
	for {
		rest, i := w.buf[min(w.from+at, w.end):w.end], 0
		if len(text) == 1 {
			i = bytes.IndexByte(rest, text[0])
		} else {
			i = bytes.Index(rest, []byte(text))
		}
		if i >= 0 {
			return at + i
		}
		at = max(at, w.end-w.from-len(text)+1)
		if !w.fill() {
			return -1
		}
	}
}

// fill reads more behind what is in the buffer; what the step has passed moves to the front.
func (w *xmlWalk) fill() bool {
	if w.ended {
		return false
	}
	w.end = copy(w.buf, w.buf[w.from:w.end])
	w.from = 0
	if w.end == len(w.buf) {
		if len(w.buf) >= maxXMLTag {
			w.ended, w.err = true, errors.New("a tag or text is too long")
			return false
		}
		w.buf = append(w.buf, make([]byte, len(w.buf))...)
	}
	n, err := w.src.Read(w.buf[w.end:])
	w.end += n
	if err != nil {
		w.ended = true
		if err != io.EOF {
			w.err = err
		}
	}
	return n > 0 || err == nil
}

// cut ends the walk inside a tag.
func (w *xmlWalk) cut() {
	w.tag, w.at, w.ended = 0, w.end, true
	if w.err == nil {
		w.err = errors.New("the part is cut short")
	}
}

func (w *xmlWalk) readTag(at int) bool {
	i, inQuote := at+1, byte(0)
	for ; ; i++ {
		for w.from+i >= w.end {
			if !w.fill() {
				w.cut()
				return false
			}
		}
		b := w.buf[w.from+i]
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
	w.tag, w.at = at, w.from+i+1
	tag := w.buf[w.from+at+1 : w.from+i]
	w.closing = len(tag) > 0 && tag[0] == '/'
	if w.closing {
		tag = tag[1:]
	}
	w.empty = len(tag) > 0 && tag[len(tag)-1] == '/'
	if w.empty {
		tag = tag[:len(tag)-1]
	}
	end := 0
	for end < len(tag) && tag[end] > ' ' {
		end++
	}
	w.name, w.attrs, w.prefix = tag[:end], tag[end:], nil
	if colon := bytes.IndexByte(w.name, ':'); colon >= 0 {
		w.prefix, w.name = w.name[:colon+1], w.name[colon+1:]
	}
	return true
}

// step gives what the walk went over in this step: the tag and all that stands before it, as written. At the end of the
// part it gives what stands behind the last tag.
func (w *xmlWalk) step() []byte { return w.buf[w.from:w.at] }

// lead gives what stands before the tag of this step.
func (w *xmlWalk) lead() []byte { return w.buf[w.from : w.from+w.tag] }

// tagText gives the tag as written.
func (w *xmlWalk) tagText() []byte { return w.buf[w.from+w.tag : w.at] }

// is says whether the current tag opens (or is) the named element.
func (w *xmlWalk) is(name string) bool { return !w.closing && string(w.name) == name }

// ends says whether the current tag closes the named element.
func (w *xmlWalk) ends(name string) bool { return w.closing && string(w.name) == name }

// depthChange is what the current tag adds to the number of open elements.
func (w *xmlWalk) depthChange() int {
	switch {
	case w.closing:
		return -1
	case w.empty:
		return 0
	}
	return 1
}

// nextAttr gives the first attribute of a list and what follows it.
func nextAttr(list []byte) (key, value, rest []byte, ok bool) {
	equals := bytes.IndexByte(list, '=')
	if equals < 0 {
		return nil, nil, nil, false
	}
	key = bytes.TrimSpace(list[:equals])
	rest = bytes.TrimLeft(list[equals+1:], " \t\r\n")
	if len(rest) == 0 {
		return nil, nil, nil, false
	}
	end := bytes.IndexByte(rest[1:], rest[0])
	if end < 0 {
		return nil, nil, nil, false
	}
	return key, rest[1 : end+1], rest[end+2:], true
}

// attr gives an attribute by its local name; empty if it is not there.
func (w *xmlWalk) attr(name string) string {
	for list := w.attrs; ; {
		key, value, rest, ok := nextAttr(list)
		if !ok {
			return ""
		}
		list = rest
		if colon := bytes.IndexByte(key, ':'); colon >= 0 && !bytes.HasPrefix(key, []byte("xmlns")) {
			key = key[colon+1:]
		}
		if string(key) == name {
			return unescapeXML(value)
		}
	}
}

// withAttr gives the current tag with an attribute, in place of the one of that name if there is one. The name is as
// written, with its prefix.
func (w *xmlWalk) withAttr(name, value string) string {
	tag, behindName := string(w.tagText()), 1+len(w.prefix)+len(w.name)
	for list := w.attrs; ; {
		key, old, rest, ok := nextAttr(list)
		if !ok {
			return tag[:behindName] + " " + name + `="` + escapeXML(value) + `"` + tag[behindName:]
		}
		if string(key) == name {
			from := behindName + len(w.attrs) - len(rest) - 1 - len(old)
			return tag[:from] + escapeXML(value) + tag[from+len(old):]
		}
		list = rest
	}
}

// appendContent puts the character data before the current tag behind dst, line ends as XML reads them.
func (w *xmlWalk) appendContent(dst []byte) []byte {
	lead := w.lead()
	for {
		open := bytes.IndexByte(lead, '<')
		if open < 0 {
			return appendUnescaped(dst, lead)
		}
		dst = appendUnescaped(dst, lead[:open])
		lead = lead[open:]
		end := "?>"
		switch {
		case bytes.HasPrefix(lead, []byte("<![CDATA[")):
			stop := bytes.Index(lead, []byte("]]>"))
			dst = append(dst, bytes.ReplaceAll(lead[len("<![CDATA["):stop], []byte("\r\n"), []byte("\n"))...)
			end = "]]>"
		case bytes.HasPrefix(lead, []byte("<!--")):
			end = "-->"
		case lead[1] == '!':
			end = ">"
		}
		lead = lead[bytes.Index(lead, []byte(end))+len(end):]
	}
}

// content gives the character data before the current tag.
func (w *xmlWalk) content() string { return string(w.appendContent(nil)) }

func appendUnescaped(dst, raw []byte) []byte {
	if bytes.IndexByte(raw, '&') < 0 && bytes.IndexByte(raw, '\r') < 0 {
		return append(dst, raw...)
	}
	return append(dst, unescapeXML(raw)...)
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

// escapeXML writes a text for a part, in attributes and between tags.
func escapeXML(text string) string { return xmlEscapes.Replace(text) }

var xmlEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\r", "&#13;", "\n", "&#10;", "\t", "&#9;")
