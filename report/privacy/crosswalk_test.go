package privacy

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"otaudit/audit"
	"otaudit/report/model"
	"otaudit/report/reporttest"
)

func publishCode(t *testing.T, r *audit.Result, c *Crosswalk) (*audit.Result, *Crosswalk) {
	t.Helper()
	published, crosswalk, err := Publish(r, Options{Mode: model.ModeCode, CodeTherapists: true, Crosswalk: c})
	if err != nil {
		t.Fatal(err)
	}
	return published, crosswalk
}

// TestSameInputsSameCodes holds REP-01 and REP-101.
func TestSameInputsSameCodes(t *testing.T) {
	first, a := publishCode(t, reporttest.SecretResult(), nil)
	second, b := publishCode(t, reporttest.SecretResult(), nil)
	reporttest.SameResult(t, first, second)
	if a.ID != b.ID {
		t.Error("the crosswalk's id differs")
	}
	changed := reporttest.SecretResult()
	changed.Manifest.Inputs[0].SHA256 = "ab13"
	third, c := publishCode(t, changed, nil)
	if c.ID == a.ID || slices.Equal(first.Patients, third.Patients) {
		t.Error("other inputs have the same codes")
	}
	for _, patient := range first.Patients {
		if !regexp.MustCompile(`^P-\d{4}$`).MatchString(patient) {
			t.Errorf("the code %q is not of the form P-0041 (REP-91)", patient)
		}
	}
}

// TestSeedIsNotPublic: who knows the checksums of the inputs, which audit.json prints, cannot draw the codes again.
func TestSeedIsNotPublic(t *testing.T) {
	_, a := publishCode(t, &audit.Result{Patients: []string{"A", "B"}}, nil)
	_, b := publishCode(t, &audit.Result{Patients: []string{"A", "C"}}, nil)
	if a.ID == b.ID || a.books[patientKind].codes["A"] == b.books[patientKind].codes["A"] {
		t.Error("the codes follow from the checksums alone")
	}
}

// TestCodesStayWithACrosswalk holds REP-102: codes are kept, new ones added, and finding ids stay with them (REP-123).
func TestCodesStayWithACrosswalk(t *testing.T) {
	january, crosswalk := publishCode(t, reporttest.SecretResult(), nil)
	february := reporttest.SecretResult()
	february.Manifest.Inputs[0].SHA256 = "cd34"
	february.Patients = append([]string{"AAA-1"}, february.Patients...)
	february.Sheets = append(february.Sheets, audit.Sheet{Name: "other.csv"})
	published, extended := publishCode(t, february, crosswalk)
	if extended.ID != crosswalk.ID || !extended.holds(crosswalk) || crosswalk.holds(extended) {
		t.Error("the crosswalk does not grow out of the earlier one")
	}
	for i := range january.Findings {
		if january.Findings[i].ID != published.Findings[i].ID || january.Findings[i].Visit != published.Findings[i].Visit {
			t.Errorf("finding %d: %s became %s", i, january.Findings[i].ID, published.Findings[i].ID)
		}
	}
	if len(published.Patients) != len(january.Patients)+1 {
		t.Errorf("%d patients", len(published.Patients))
	}
	if code := published.Sheets[1].Name; code != "S2" {
		t.Errorf("the new sheet is %s (REP-95)", code)
	}
}

func TestCodesAreDistinct(t *testing.T) {
	r := reporttest.BigResult(0)
	published, _ := publishCode(t, r, nil)
	seen := map[string]bool{}
	for _, code := range published.Visits {
		seen[code] = true
		if len(code) != len("V-")+6 {
			t.Fatalf("the code %s has not the width that 100,000 visits need", code)
		}
	}
	if len(seen) != len(r.Visits) || !slices.IsSorted(published.Visits) {
		t.Errorf("%d codes for %d visits", len(seen), len(r.Visits))
	}
}

// TestCrosswalkHoldsWhatFindingsName: of the visits only those that a finding names can be asked for. A visit has the
// same code whatever else was found, so that runs over one log with other options can be compared (REP-123, REP-127).
func TestCrosswalkHoldsWhatFindingsName(t *testing.T) {
	all, few := reporttest.BigResult(300), reporttest.BigResult(300)
	few.Findings = few.Findings[200:]
	published, crosswalk := publishCode(t, all, nil)
	fewer, smaller := publishCode(t, few, nil)
	named := map[string]bool{}
	for i := range all.Findings {
		named[published.Findings[i].Visit] = true
		if crosswalk.books[visitKind].codes[all.Findings[i].Visit] != published.Findings[i].Visit {
			t.Fatalf("finding %d: the crosswalk does not hold its visit", i)
		}
	}
	if n := len(crosswalk.books[visitKind].codes); n != len(named) {
		t.Errorf("%d visits in the crosswalk, %d named", n, len(named))
	}
	if smaller.ID != crosswalk.ID || !slices.Equal(published.Visits, fewer.Visits) || !slices.Equal(ids(published)[200:], ids(fewer)) {
		t.Error("the codes depend on what was found")
	}
	again, _ := publishCode(t, few, crosswalk)
	if !slices.Equal(ids(fewer), ids(again)) || len(again.Visits) != len(all.Visits) || !slices.IsSorted(again.Visits) {
		t.Error("the earlier crosswalk changes the codes it holds")
	}
	for visit := range named {
		if _, found := slices.BinarySearch(again.Visits, visit); !found {
			t.Fatalf("the visit %s of the earlier run is not seen in this input", visit)
		}
	}
}

func ids(r *audit.Result) []string {
	var list []string
	for i := range r.Findings {
		list = append(list, r.Findings[i].ID)
	}
	return list
}

func TestCrosswalkRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := &Crosswalk{ID: "ab12"}
		for i, id := range rapid.SliceOfDistinct(rapid.StringMatching(`['=+@, "|a-z-]{0,4}é?`), rapid.ID).Draw(t, "ids") {
			kind := codeKind(i % int(numKinds))
			c.books[kind].width = 4
			c.books[kind].set(id, codeKinds[kind].prefix+"00"+string('1'+rune(i%9)), i%9+1)
		}
		for kind := range c.books { // one identifier a number
			byNumber := map[string]string{}
			for id, code := range c.books[kind].codes {
				if _, twice := byNumber[code]; twice {
					delete(c.books[kind].codes, id)
				}
				byNumber[code] = id
			}
		}
		var text bytes.Buffer
		if err := c.WriteCSV(&text); err != nil {
			t.Fatal(err)
		}
		got, err := ReadCrosswalk(bytes.NewReader(text.Bytes()), "crosswalk")
		if err != nil {
			t.Fatalf("%v\n%s", err, text.String())
		}
		if !got.holds(c) || !c.holds(got) {
			t.Fatalf("read back differently:\n%s", text.String())
		}
	})
}

func TestReadCrosswalkSaysWhatIsWrong(t *testing.T) {
	head := "kind,code,identifier\ncrosswalk,ab12,\n"
	for text, want := range map[string]string{
		"":                                               "crosswalk:1: the file is empty",
		"a,b,c\n":                                        "the header is not",
		"kind,code,identifier\n":                         "no line with its id",
		"kind,code,identifier\ncrosswalk,a/b,\n":         "crosswalk:2: the id",
		head + "crosswalk,cd34,\n":                       "crosswalk:3: the id stands twice",
		head + "patient,41,Quill\n":                      "crosswalk:3: the code is not of the form P-41",
		head + "patient,P-0,Quill\n":                     "the code is not of the form",
		head + "patient,P-+1,Quill\n":                    "the code is not of the form",
		head + "patient,P-99999999999,Quill\n":           "the code is not of the form",
		head + "patient,P-1,Quill\npatient,P-2,Quill\n":  "crosswalk:4: the code or the identifier stands twice",
		head + "patient,P-1,Quill\npatient,P-01,Quell\n": "crosswalk:4: the code or the identifier stands twice",
		head + "pet,P-1,Quill\n":                         "unknown kind",
		head + "patient,P-1\n":                           "wrong number of fields",
	} {
		_, err := ReadCrosswalk(strings.NewReader(text), "crosswalk")
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", text, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "Quill") {
			t.Errorf("the error names an identifier: %v", err)
		}
	}
}

// TestSaveCrosswalk holds the permissions of REP-102, and that no code of a report that was handed out is lost.
func TestSaveCrosswalk(t *testing.T) {
	dir := t.TempDir()
	_, first := publishCode(t, reporttest.SecretResult(), nil)
	if err := SaveCrosswalk(dir, first); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]fs.FileMode{crosswalkFolder: 0o700, crosswalkFolder + "/" + crosswalkFile: 0o600} {
		info, err := os.Stat(filepath.Join(dir, path))
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != want {
			t.Errorf("%s has the mode %o, want %o", path, info.Mode().Perm(), want)
		}
	}
	other := reporttest.SecretResult()
	other.Manifest.Inputs[0].SHA256 = "ff"
	_, second := publishCode(t, other, nil)
	if err := SaveCrosswalk(dir, second); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]*Crosswalk{crosswalkFile: second, "crosswalk-" + first.ID + ".csv": first} {
		text, err := os.ReadFile(filepath.Join(dir, crosswalkFolder, name))
		if err != nil {
			t.Fatal(err)
		}
		got, err := ReadCrosswalk(bytes.NewReader(text), "crosswalk")
		if err != nil || !got.holds(want) || !want.holds(got) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := SaveCrosswalk(dir, second); err != nil {
		t.Errorf("saving it again: %v", err)
	}
	if entries, _ := os.ReadDir(filepath.Join(dir, crosswalkFolder)); len(entries) != 2 {
		t.Errorf("there are %d files", len(entries))
	}
}

// TestSaveCrosswalkOfOneLog: runs over one log with other options share an id; neither loses its codes.
func TestSaveCrosswalkOfOneLog(t *testing.T) {
	dir := t.TempDir()
	book := func(codes map[string]string) *Crosswalk {
		c := &Crosswalk{ID: "ab12"}
		for identifier, code := range codes {
			c.books[visitKind].set(identifier, code, numberOf(visitKind, code))
		}
		return c
	}
	for _, codes := range []map[string]string{{"a": "V-0001", "b": "V-0002"}, {"b": "V-0002", "c": "V-0003"}, {"b": "V-0009"}, {"d": "V-0009"}} {
		if err := SaveCrosswalk(dir, book(codes)); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]string{
		"crosswalk-ab12.csv":   "visit,V-0001,a\nvisit,V-0002,b\nvisit,V-0003,c\n",
		"crosswalk-ab12-2.csv": "visit,V-0009,b\n",
		crosswalkFile:          "visit,V-0009,d\n",
	} {
		text, err := os.ReadFile(filepath.Join(dir, crosswalkFolder, name))
		if err != nil || !strings.HasSuffix(string(text), "crosswalk,ab12,\n"+want) {
			t.Errorf("%s: %v\n%s", name, err, text)
		}
	}
}
