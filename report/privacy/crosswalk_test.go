package privacy

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"otaudit/audit"
	"otaudit/report/model"
	"otaudit/report/reporttest"
)

// publishSet gives a result its codes and publishes one set of it.
func publishSet(t testing.TB, r *audit.Result, o Options, earlier *Crosswalk) (*audit.Result, *Crosswalk) {
	t.Helper()
	codes, err := Assign(r, earlier)
	if err != nil {
		t.Fatal(err)
	}
	return Publish(r, codes, o), codes.Crosswalk
}

func publishCode(t *testing.T, r *audit.Result, c *Crosswalk) (*audit.Result, *Crosswalk) {
	t.Helper()
	return publishSet(t, r, Options{Set: model.Share}, c)
}

// holds reports whether c has every code of the other crosswalk.
func (c *Crosswalk) holds(other *Crosswalk) bool {
	joined, agree := c.Join(other)
	if !agree {
		return false
	}
	for kind := range joined.books {
		if len(joined.books[kind].codes) != len(c.books[kind].codes) {
			return false
		}
	}
	return true
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
	changed.Patients = append(changed.Patients, "ZZZ-1")
	third, c := publishCode(t, changed, nil)
	if c.ID == a.ID || slices.Equal(first.Patients, third.Patients[:len(first.Patients)]) {
		t.Error("other patients have the same codes")
	}
	shuffled := reporttest.SecretResult() // as by rows in another order: other bytes, the findings elsewhere
	shuffled.Manifest.Inputs[0].SHA256 = "ab13"
	slices.Reverse(shuffled.Findings)
	fourth, d := publishCode(t, shuffled, nil)
	slices.Reverse(fourth.Findings)
	if d.ID != a.ID || !d.holds(a) || !slices.Equal(first.Visits, fourth.Visits) {
		t.Error("the order of the rows changes the codes")
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
	february.Patients = append([]string{"AAA-1"}, february.Patients...)
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

// TestTheSameLogAgain: a rerun that is given its own crosswalk gives everything the same code, those visits included that no finding
// names and the crosswalk does not hold.
func TestTheSameLogAgain(t *testing.T) {
	first, crosswalk := publishCode(t, reporttest.BigResult(300), nil)
	again, kept := publishCode(t, reporttest.BigResult(300), crosswalk)
	if !kept.holds(crosswalk) || !crosswalk.holds(kept) {
		t.Error("the crosswalk changed")
	}
	reporttest.SameResult(t, first, again)
}

// TestJoin: two crosswalks are joined if they have one id and do not contradict each other.
func TestJoin(t *testing.T) {
	book := func(id string, codes map[string]string) *Crosswalk {
		c := &Crosswalk{ID: id}
		for identifier, code := range codes {
			c.books[visitKind].set(identifier, code, numberOf(visitKind, code))
		}
		return c
	}
	one := book("ab12", map[string]string{"a": "V-0001", "b": "V-0002"})
	for name, c := range map[string]struct {
		other *Crosswalk
		agree bool
	}{
		"none":             {nil, true},
		"more":             {book("ab12", map[string]string{"b": "V-0002", "c": "V-0003"}), true},
		"another code":     {book("ab12", map[string]string{"b": "V-0009"}), false},
		"a code for other": {book("ab12", map[string]string{"d": "V-0001"}), false},
		"another id":       {book("cd34", nil), false},
	} {
		joined, agree := one.Join(c.other)
		if agree != c.agree || agree && (!joined.holds(one) || c.other != nil && !joined.holds(c.other)) {
			t.Errorf("%s: agree %v", name, agree)
		}
	}
	if joined, agree := (*Crosswalk)(nil).Join(one); !agree || joined != one {
		t.Error("none with one is not the one")
	}
}
