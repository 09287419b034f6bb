// Package yamlfile reads the YAML files that people write for this program: profiles and clinics. In comes the text and a reader of its
// one mapping; out go all problems, each with its line. It knows no key.
package yamlfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"otaudit/near"
)

// Error is something wrong in a file. Its text begins with file and line.
type Error struct {
	Path string
	Line int // from 1
	What string
}

// Error gives file, line and what is wrong: `clinic.yaml:12: …`.
func (e *Error) Error() string { return fmt.Sprintf("%s:%d: %s", e.Path, e.Line, e.What) }

// Named is a text in the file and the line on which it stands.
type Named struct {
	Name string
	Line int
}

// Reader walks the tree of a YAML file and collects what is wrong in it. The tree is walked by hand, so that every
// problem has its line, and texts such as 02 or NO stay as written.
type Reader struct {
	path     string
	problems []error
}

// Problems is how many were found so far.
func (r *Reader) Problems() int { return len(r.problems) }

// Wrong notes a problem of a node.
func (r *Reader) Wrong(n *yaml.Node, format string, args ...any) {
	r.problems = append(r.problems, &Error{r.path, max(n.Line, 1), fmt.Sprintf(format, args...)})
}

// Wants notes what a value may be, and what it is.
func (r *Reader) Wants(n *yaml.Node, what, allowed string) {
	is := ""
	if n.Kind == yaml.ScalarNode && n.Value != "" {
		is = fmt.Sprintf(", not %q", n.Value)
	}
	r.Wrong(n, "%s wants %s%s", what, allowed, is)
}

// KeyReader reads the value that stands under a key.
type KeyReader func(key, value *yaml.Node)

// Section is a mapping with known keys.
type Section map[string]KeyReader

// Mapping reads a mapping whose keys are known; others are an error.
func (r *Reader) Mapping(n *yaml.Node, what string, keys Section) {
	r.Entries(n, what, func(key, value *yaml.Node) {
		if read, ok := keys[key.Value]; ok {
			read(key, value)
			return
		}
		known := make([]string, 0, len(keys))
		for name := range keys {
			known = append(known, name)
		}
		slices.Sort(known)
		meant := ""
		if name := near.To(key.Value, known); name != "" {
			meant = fmt.Sprintf("did you mean %s? ", name)
		}
		r.Wrong(key, "%q is not a key of %s; %sthe keys are %s", key.Value, what, meant, strings.Join(known, ", "))
	})
}

// Entries calls back for each entry of a mapping. A key given twice is an error.
func (r *Reader) Entries(n *yaml.Node, what string, each KeyReader) {
	if n.Kind != yaml.MappingNode {
		r.Wrong(n, "%s wants entries of the form name: value", what)
		return
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Kind != yaml.ScalarNode {
			r.Wrong(key, "a key of %s is not a plain text", what)
			continue
		}
		if first, twice := seen[key.Value]; twice {
			r.Wrong(key, "%q stands twice, first on line %d", key.Value, first)
			continue
		}
		seen[key.Value] = key.Line
		each(key, value)
	}
}

// Text reads a single value as written.
func (r *Reader) Text(n *yaml.Node, what string) string {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" || strings.TrimSpace(n.Value) == "" {
		r.Wrong(n, "%s wants a single value", what)
		return ""
	}
	return n.Value
}

// Texts reads a list of values, or a single one.
func (r *Reader) Texts(n *yaml.Node, what string) []Named {
	if n.Kind != yaml.SequenceNode {
		if text := r.Text(n, what); text != "" {
			return []Named{{text, n.Line}}
		}
		return nil
	}
	var list []Named
	for _, item := range n.Content {
		if text := r.Text(item, "an entry of "+what); text != "" {
			list = append(list, Named{text, item.Line})
		}
	}
	if len(n.Content) == 0 {
		r.Wrong(n, "%s is an empty list", what)
	}
	return list
}

// Names are the texts alone.
func Names(list []Named) []string {
	texts := make([]string, len(list))
	for i := range list {
		texts[i] = list[i].Name
	}
	return texts
}

// Number reads a whole number from low to high.
func (r *Reader) Number(n *yaml.Node, what string, low, high int) int {
	v, err := strconv.Atoi(n.Value)
	if n.Kind != yaml.ScalarNode || err != nil || v < low || v > high {
		r.Wants(n, what, fmt.Sprintf("a whole number from %d to %d", low, high))
		return 0
	}
	return v
}

// Truth reads true or false.
func (r *Reader) Truth(n *yaml.Node, what string) bool {
	if n.Kind != yaml.ScalarNode || n.Value != "true" && n.Value != "false" {
		r.Wants(n, what, "true or false")
		return false
	}
	return n.Value == "true"
}

// Choice reads one of a few words and gives its place among them; -1 if it is none.
func (r *Reader) Choice(n *yaml.Node, what string, words ...string) int {
	if n.Kind == yaml.ScalarNode {
		if i := slices.Index(words, n.Value); i >= 0 {
			return i
		}
	}
	r.Wants(n, what, strings.Join(words, " or "))
	return -1
}

// rooted finds the one mapping of the document. Anchors and aliases are refused: such a file is short, and an alias can
// lead back into itself.
func (r *Reader) rooted(document *yaml.Node, what string) *yaml.Node {
	if len(document.Content) != 1 {
		r.Wrong(document, "%s has to hold entries of the form name: value", what)
		return nil
	}
	if alias := findAlias(document); alias != nil {
		r.Wrong(alias, "anchors and aliases are not read")
		return nil
	}
	return document.Content[0]
}

func findAlias(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		return n
	}
	for _, child := range n.Content {
		if found := findAlias(child); found != nil {
			return found
		}
	}
	return nil
}

var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)

// Read reads the text of a file that is what it says, such as a profile; the path serves the messages. Everything that is wrong in it is
// listed by line, each as an *Error.
func Read(path string, text []byte, what string, read func(r *Reader, root *yaml.Node)) error {
	r := &Reader{path: path}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	var document, second yaml.Node
	if err := decoder.Decode(&document); err != nil {
		if err == io.EOF {
			return &Error{path, 1, "the file is empty"}
		}
		return syntaxError(path, err)
	}
	if err := decoder.Decode(&second); err == nil {
		r.Wrong(&second, "%s is a single document", what)
	} else if err != io.EOF {
		return syntaxError(path, err)
	}
	if root := r.rooted(&document, what); root != nil {
		read(r, root)
	}
	slices.SortStableFunc(r.problems, func(a, b error) int { return a.(*Error).Line - b.(*Error).Line })
	return errors.Join(r.problems...)
}

// syntaxError gives the message of the YAML reader a file and a line.
func syntaxError(path string, err error) error {
	line := 1
	text := err.Error()
	if m := yamlLine.FindStringSubmatch(text); m != nil {
		if n, err := strconv.Atoi(m[1]); err == nil {
			line = n
		}
		text = text[len(m[0]):]
	}
	return &Error{path, line, "not YAML: " + strings.ReplaceAll(text, "\n", " ")}
}
