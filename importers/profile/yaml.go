package profile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// ProfileError is something wrong in a profile. Its text begins with file and line.
type ProfileError struct {
	Path string
	Line int // from 1
	What string
}

// Error gives file, line and what is wrong: `clinic.yaml:12: …`.
func (e *ProfileError) Error() string { return fmt.Sprintf("%s:%d: %s", e.Path, e.Line, e.What) }

// profileReader walks the tree of a YAML file and collects what is wrong in it. The tree is walked by hand, so that every
// problem has its line, and texts such as 02 or NO stay as written.
type profileReader struct {
	canParse CanParse
	path     string
	problems []error
}

func (r *profileReader) wrong(n *yaml.Node, format string, args ...any) {
	r.problems = append(r.problems, &ProfileError{r.path, max(n.Line, 1), fmt.Sprintf(format, args...)})
}

// keyReader reads the value that stands under a key.
type keyReader func(key, value *yaml.Node)

// section is a mapping with known keys.
type section map[string]keyReader

// mapping reads a mapping whose keys are known; others are an error.
func (r *profileReader) mapping(n *yaml.Node, what string, keys section) {
	r.entries(n, what, func(key, value *yaml.Node) {
		if read, ok := keys[key.Value]; ok {
			read(key, value)
			return
		}
		known := make([]string, 0, len(keys))
		for name := range keys {
			known = append(known, name)
		}
		slices.Sort(known)
		r.wrong(key, "%q is not a key of %s; the keys are %s", key.Value, what, strings.Join(known, ", "))
	})
}

// entries calls back for each entry of a mapping. A key given twice is an error.
func (r *profileReader) entries(n *yaml.Node, what string, each keyReader) {
	if n.Kind != yaml.MappingNode {
		r.wrong(n, "%s wants entries of the form name: value", what)
		return
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Kind != yaml.ScalarNode {
			r.wrong(key, "a key of %s is not a plain text", what)
			continue
		}
		if first, twice := seen[key.Value]; twice {
			r.wrong(key, "%q stands twice, first on line %d", key.Value, first)
			continue
		}
		seen[key.Value] = key.Line
		each(key, value)
	}
}

// text reads a single value as written.
func (r *profileReader) text(n *yaml.Node, what string) string {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" || strings.TrimSpace(n.Value) == "" {
		r.wrong(n, "%s wants a single value", what)
		return ""
	}
	return n.Value
}

// texts reads a list of values, or a single one.
func (r *profileReader) texts(n *yaml.Node, what string) []Named {
	if n.Kind != yaml.SequenceNode {
		if text := r.text(n, what); text != "" {
			return []Named{{text, n.Line}}
		}
		return nil
	}
	var list []Named
	for _, item := range n.Content {
		if text := r.text(item, "an entry of "+what); text != "" {
			list = append(list, Named{text, item.Line})
		}
	}
	if len(n.Content) == 0 {
		r.wrong(n, "%s is an empty list", what)
	}
	return list
}

func namesOf(list []Named) []string {
	texts := make([]string, len(list))
	for i := range list {
		texts[i] = list[i].Name
	}
	return texts
}

// number reads a whole number from low to high.
func (r *profileReader) number(n *yaml.Node, what string, low, high int) int {
	v, err := strconv.Atoi(n.Value)
	if n.Kind != yaml.ScalarNode || err != nil || v < low || v > high {
		r.wrong(n, "%s wants a whole number from %d to %d", what, low, high)
		return 0
	}
	return v
}

// truth reads true or false.
func (r *profileReader) truth(n *yaml.Node, what string) bool {
	if n.Kind != yaml.ScalarNode || n.Value != "true" && n.Value != "false" {
		r.wrong(n, "%s wants true or false", what)
		return false
	}
	return n.Value == "true"
}

// choice reads one of a few words and gives its place among them; -1 if it is none.
func (r *profileReader) choice(n *yaml.Node, what string, words ...string) int {
	if n.Kind == yaml.ScalarNode {
		if i := slices.Index(words, n.Value); i >= 0 {
			return i
		}
	}
	r.wrong(n, "%s wants %s", what, strings.Join(words, " or "))
	return -1
}

// rooted finds the one mapping of the document. Anchors and aliases are refused: a profile is short, and an alias can
// lead back into itself.
func (r *profileReader) rooted(document *yaml.Node) *yaml.Node {
	if len(document.Content) != 1 {
		r.wrong(document, "a profile has to hold entries of the form name: value")
		return nil
	}
	if alias := findAlias(document); alias != nil {
		r.wrong(alias, "anchors and aliases are not read")
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
