package clinic

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var testFlags = map[string]Kind{"client": Text, "waivers": File, "column": List, "counsel": Truth, "header-row": Text, "profile": File}

func TestMonthOf(t *testing.T) {
	for name, want := range map[string]string{
		"2026-03.csv": "2026-03", "oak_202603.xlsx": "2026-03", "export-20260331.csv": "2026-03", "2026_12": "2026-12", "log 03-2026.csv": "2026-03",
		"2026-13.csv": "", "120260": "", "march.csv": "", "12026-031.csv": "", "20260399x.csv": "",
	} {
		if got := MonthOf(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func load(t interface{ Fatal(...any) }, dir, text string) (*Clinic, error) {
	path := filepath.Join(dir, FileName)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return Load(path, testFlags)
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	c, err := load(t, dir, "client: Oak\nlogs: in\ncolumn: [A=skip, B=skip]\nheader_row: 3\ncounsel: true\nwaivers: w.csv\nprofile: p.yaml\n")
	if err != nil {
		t.Fatal(err)
	}
	want := []Setting{{"client", []string{"Oak"}, 1, Text}, {"column", []string{"A=skip", "B=skip"}, 3, List}, {"header-row", []string{"3"}, 4, Text}, {"counsel", []string{"true"}, 5, Truth},
		{"waivers", []string{filepath.Join(dir, "w.csv")}, 6, File}, {"profile", []string{filepath.Join(dir, "p.yaml")}, 7, File}}
	if diff := cmp.Diff(want, c.Settings); diff != "" || c.Logs != filepath.Join(dir, "in") || c.Results != filepath.Join(dir, "results") {
		t.Errorf("%q, %q (-want +got):\n%s", c.Logs, c.Results, diff)
	}
	if _, err := load(t, dir, "client: Oak\nwaiver: w.csv\ncounsel: perhaps\n"); err == nil ||
		!strings.Contains(err.Error(), `:2: "waiver" is not a key of a clinic; did you mean waivers?`) || !strings.Contains(err.Error(), ":3: counsel wants true or false") {
		t.Errorf("error %v", err)
	}
}

// TestWrong: what cannot be followed is named by the line of its value, of a list by that of the entry; of what the file does not say,
// nothing is.
func TestWrong(t *testing.T) {
	c, err := load(t, t.TempDir(), "client: Oak\ncolumn:\n  - A=skip\n  - B=units\nheader_row: 3\nlogs: in\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []struct{ flag, value, want string }{
		{"column", "B=units", ":4: column: B=units: no"}, {"column", "C=units", ":2: column: C=units: no"},
		{"header-row", "3", ":5: header_row: 3: no"}, {"logs", "", ":6: logs: no"}, {"client", "", ":1: client: no"},
	} {
		if got := c.Wrong(w.flag, w.value, "no"); got == nil || got.Error() != c.Path+w.want {
			t.Errorf("%s: %v", w.flag, got)
		}
	}
	for _, absent := range []string{"counsel", "results"} {
		if got := c.Wrong(absent, "", "no"); got != nil {
			t.Errorf("%s: %v", absent, got)
		}
	}
}

// TestDraftIsRead: whatever a clinic is called and whatever was given, the draft is a file that loads and says the same.
func TestDraftIsRead(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[A-Za-z0-9#:'"&*é -]{0,12}[a-z]`)
		d := Draft{Client: word.Draw(t, "client"), Logs: ".", Read: []string{"a.csv: 3 lines"}, Decide: []string{`--column "Time=minutes"`},
			Stated: []Setting{{Flag: "column", Kind: List, Values: rapid.SliceOfN(word, 1, 3).Draw(t, "columns")}}}
		var text bytes.Buffer
		if err := d.Write(&text); err != nil {
			t.Fatal(err)
		}
		c, err := load(t, dir, text.String())
		if err != nil {
			t.Fatalf("%v\n%s", err, text.String())
		}
		if c.Value("client") != d.Client || !slices.Equal(c.Settings[len(c.Settings)-1].Values, d.Stated[0].Values) {
			t.Fatalf("%+v\n%s", c, text.String())
		}
	})
}

func TestIncoming(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"2026-01.csv", "2026-02 a.csv", "2026-02 b.csv", ".2026-03.csv", "waivers.csv", "results/2026-01/x", "results/2026-02/x", "results/compare/x"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c, err := load(t, dir, "logs: .\nwaivers: waivers.csv\n")
	if err != nil {
		t.Fatal(err)
	}
	names := func(paths []string) (list []string) {
		for _, p := range paths {
			list = append(list, filepath.Base(p))
		}
		return list
	}
	for month, want := range map[string][]string{"": {"2026-02 a.csv", "2026-02 b.csv"}, "2026-01": {"2026-01.csv"}, "2026-05": nil} {
		if paths, _, err := c.Incoming(month); err != nil || !slices.Equal(names(paths), want) {
			t.Errorf("%q: %q, %v", month, paths, err)
		}
	}
	if got := names(c.Earlier("2026-02")); !slices.Equal(got, []string{"2026-01"}) {
		t.Errorf("earlier: %q", got)
	}
	for _, name := range []string{"2026-01.csv", "2026-02 a.csv", "2026-02 b.csv"} {
		os.Remove(filepath.Join(dir, name))
	}
	if err := os.WriteFile(filepath.Join(dir, "march.csv"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if paths, month, _ := c.Incoming(""); month != "" || !slices.Equal(names(paths), []string{"march.csv"}) {
		t.Errorf("without a month in any name: %q, %q", paths, month)
	}
}
