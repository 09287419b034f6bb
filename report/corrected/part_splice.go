package corrected

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// insertion puts a text into a part in place of the bytes from start to end; nearly always these are none.
type insertion struct {
	start, end int
	text       string
}

// spliced gives a part with insertions, which do not overlap. Insertions at one place keep their order.
func spliced(part []byte, insertions []insertion) []byte {
	slices.SortStableFunc(insertions, func(a, b insertion) int { return cmp.Compare(a.start, b.start) })
	var out []byte
	at := 0
	for _, i := range insertions {
		out = append(append(out, part[at:i.start]...), i.text...)
		at = i.end
	}
	return append(out, part[at:]...)
}

// xmlElement is where an element stands in a part.
type xmlElement struct {
	name, prefix  string
	start, end    int // of all of it
	inner, behind int // of its content
	children      int
	tag           string // the opening tag
	attrs         string
}

// none says that an element has no place for content: <name/>.
func (e *xmlElement) none() bool { return e.inner == e.end }

// rootChildren finds the root of a part and the elements in it.
func rootChildren(part []byte) (root xmlElement, children []xmlElement, err error) {
	depth := 0
	w := walkBytes(part)
	for w.next() {
		start := w.from + w.tag
		if w.closing {
			depth--
		}
		element := xmlElement{name: string(w.name), prefix: string(w.prefix), start: start, end: w.at, inner: w.at, behind: w.at,
			tag: string(w.tagText()), attrs: string(w.attrs)}
		switch {
		case depth == 0 && w.closing:
			root.behind, root.end = start, w.at
		case depth == 0:
			root = element
		case depth == 1 && w.closing && len(children) > 0:
			children[len(children)-1].behind, children[len(children)-1].end = start, w.at
		case depth == 1:
			children = append(children, element)
			root.children++
		case depth == 2 && !w.closing && len(children) > 0:
			children[len(children)-1].children++
		}
		if !w.closing && !w.empty {
			depth++
		}
	}
	if w.err != nil {
		return root, nil, w.err
	}
	if depth != 0 || root.name == "" {
		return root, nil, errors.New("the part is cut short")
	}
	return root, children, nil
}

// inside gives what puts a text at the end of an element's content.
func (e *xmlElement) inside(text string) []insertion {
	if !e.none() {
		return []insertion{{e.behind, e.behind, text}}
	}
	open := strings.TrimRight(strings.TrimSuffix(e.tag, "/>"), " \t\r\n") + ">"
	return []insertion{{e.start, e.end, open + text + "</" + e.prefix + e.name + ">"}}
}

// prefixed gives the tags of a text the prefix that the part gives its own.
func prefixed(prefix, text string) string {
	if prefix == "" {
		return text
	}
	return strings.NewReplacer("</", "</"+prefix, "<", "<"+prefix).Replace(text)
}

// appendToRoot puts a text at the end of the root of a part. Its tags get the prefix of the root.
func appendToRoot(part []byte, text string) ([]byte, error) {
	root, _, err := rootChildren(part)
	if err != nil {
		return nil, err
	}
	return spliced(part, root.inside(prefixed(root.prefix, text))), nil
}

// elementOrder is the order in which a format wants the elements of a part.
type elementOrder []string

// rank is the place of an element in the order; false for elements that the order does not know.
func (o elementOrder) rank(name string) (int, bool) {
	i := slices.Index(o, name)
	return i, i >= 0
}

// placeFor finds where a new element belongs: behind the last one of its kind or of those that go before it.
func (o elementOrder) placeFor(name string, root xmlElement, children []xmlElement) int {
	at := root.inner
	wanted, _ := o.rank(name)
	for i := range children {
		if rank, known := o.rank(children[i].name); known && rank <= wanted {
			at = children[i].end
		}
	}
	return at
}

// partError names the part in an error.
func partError(name string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("part %s: %w", name, err)
}
