package command

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"otaudit/audit"
)

// example takes a named example out of docs/profiles.md.
func example(t *testing.T, page, name string) string {
	t.Helper()
	m := regexp.MustCompile("<!-- example: " + name + " -->\n```\\w+\n((?s).*?)```").FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("docs/profiles.md has no example %q", name)
	}
	return m[1]
}

func profilesPage(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../docs/profiles.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestProfileExample runs the example of docs/profiles.md: the log with the profile gives the result that the page shows.
func TestProfileExample(t *testing.T) {
	page, dir := profilesPage(t), t.TempDir()
	for name, part := range map[string]string{"log.csv": "log", "clinic.yaml": "profile"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(example(t, page, part)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var out, problems bytes.Buffer
	o := readOptions{paths: []string{filepath.Join(dir, "log.csv")}, asOf: "2026-11-23", profiles: profileFlags{folder: dir}}
	if code, err := runConvert(o, "", false, &console{out: &out, err: &problems}); code != exitDone || err != nil {
		t.Fatal(code, err, problems.String())
	}
	want, err := csv.NewReader(strings.NewReader(example(t, page, "result"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	all, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var got [][]string
	for _, record := range all {
		var shown []string
		for _, name := range want[0] {
			shown = append(shown, record[slices.Index(all[0], name)])
		}
		got = append(got, shown)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestProfilePageListsTheFields: every field stands in the table of docs/profiles.md, in its order.
func TestProfilePageListsTheFields(t *testing.T) {
	_, table, _ := strings.Cut(profilesPage(t), "## The fields")
	var got, want []string
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\|").FindAllStringSubmatch(table, -1) {
		got = append(got, m[1])
	}
	for f := range audit.NumFields {
		want = append(want, f.String())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
