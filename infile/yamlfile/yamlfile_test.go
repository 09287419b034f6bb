package yamlfile

import (
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestProblemsHaveLines: every problem is listed with its line, and a slip of the keyboard is answered with what was meant.
func TestProblemsHaveLines(t *testing.T) {
	for text, want := range map[string]string{
		"":                           "a.yaml:1: the file is empty",
		"a: [":                       "a.yaml:1: not YAML",
		"client: Oak\npayr: x\n":     `a.yaml:2: "payr" is not a key of a clinic; did you mean payer? the keys are client, flag, payer`,
		"zzz: 1\n":                   `a.yaml:1: "zzz" is not a key of a clinic; the keys are client, flag, payer`,
		"client: a\nclient: b\n":     `a.yaml:2: "client" stands twice, first on line 1`,
		"client: &a b\n":             "a.yaml:1: anchors and aliases are not read",
		"flag: maybe\n":              `a.yaml:1: flag wants true or false, not "maybe"`,
		"- a\n":                      "a.yaml:1: a clinic wants entries",
		"client: a\n---\nclient: b":  "a clinic is a single document",
		"client: [a]\npayer: [b, c]": "a.yaml:1: client wants a single value\na.yaml:2: payer wants a single value",
	} {
		got := Read("a.yaml", []byte(text), "a clinic", func(r *Reader, root *yaml.Node) {
			read := func(k, v *yaml.Node) { r.Text(v, k.Value) }
			r.Mapping(root, "a clinic", Section{"client": read, "payer": read, "flag": func(k, v *yaml.Node) { r.Truth(v, k.Value) }})
		})
		if got == nil || !strings.Contains(got.Error(), want) {
			t.Errorf("%q: %v, want %q", text, got, want)
		}
	}
}
