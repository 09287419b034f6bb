package sampling

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"otaudit/audit"
	"otaudit/importers"
)

// read reads a log.
func read(t *testing.T, log string) []*audit.Session {
	t.Helper()
	path := filepath.Join(t.TempDir(), "log.csv")
	if err := os.WriteFile(path, []byte(log), 0o600); err != nil {
		t.Fatal(err)
	}
	book, err := importers.Import([]string{path}, importers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return book.Sessions
}

const smallLog = `Visit ID,Claim ID,Patient ID,Date of Service,CPT,Units,Minutes,Therapist,Payer,Charge
V1,C1,P1,3/3/2026,97110,2,30,"Alder, Ann",Medicare,60.00
V1,C1,P1,3/3/2026,97530,1,15,"Alder, Ann",Medicare,40.00
V2,C1,P1,3/5/2026,97530,1,15,"Birch, Ben",Medicare,40.00
V3,,P2,3/3/2026,97110,1,15,"Alder, Ann",Aetna,30.00
V3,,P2,3/3/2026,97530,1,15,"Birch, Ben",Aetna,40.00
V4,C2,P2,3/3/2026,97018,1,,"Birch, Ben",Aetna,
`

func keys(f *Frame) []string {
	var keys []string
	for _, item := range f.Items {
		keys = append(keys, item.Key)
	}
	return keys
}

// Each unit has its key, and lines that belong to none are counted.
func TestFrameByUnit(t *testing.T) {
	sessions := read(t, smallLog)
	for unit, want := range map[Unit][]string{
		Visit:      {"P1\t2026-03-03\tV1", "P1\t2026-03-05\tV2", "P2\t2026-03-03\tV3", "P2\t2026-03-03\tV4"},
		Claim:      {"C1", "C2"},
		PatientDay: {"P1\t2026-03-03", "P1\t2026-03-05", "P2\t2026-03-03"},
		Line:       {"log.csv\t0000002", "log.csv\t0000003", "log.csv\t0000004", "log.csv\t0000005", "log.csv\t0000006", "log.csv\t0000007"},
	} {
		f, err := NewFrame(sessions, Options{Unit: unit})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, keys(f)); diff != "" {
			t.Errorf("%s: %s", unit, diff)
		}
		left := []audit.Count(nil)
		if unit == Claim {
			left = []audit.Count{{What: "no claim id", N: 2}}
		}
		if diff := cmp.Diff(left, f.LeftOut); diff != "" {
			t.Errorf("%s leaves out: %s", unit, diff)
		}
	}
}

// A unit with a line without an amount has none; the others add up.
func TestFrameAmounts(t *testing.T) {
	f, err := NewFrame(read(t, smallLog), Options{Unit: Visit})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, item := range f.Items {
		got = append(got, fmt.Sprint(item.Amount, item.Priced))
	}
	if want := []string{"100.00 true", "40.00 true", "70.00 true", "0.00 false"}; !slices.Equal(got, want) || f.Basis != "charge" {
		t.Errorf("%v, basis %s", got, f.Basis)
	}
}

// Strata cover the frame without overlap: what has several values or none has a stratum of its own.
func TestFrameStrata(t *testing.T) {
	divide := func(texts ...string) []string {
		var o Options
		for _, text := range texts {
			d, err := ParseDivision(text)
			if err != nil || d.String() != text {
				t.Fatalf("%s is read as %s, %v", text, d, err)
			}
			o.Strata = append(o.Strata, d)
		}
		o.Unit = Visit
		f, err := NewFrame(read(t, smallLog), o)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, st := range f.Strata {
			got = append(got, fmt.Sprintf("%s: %d", st.Name, st.Frame))
		}
		return got
	}
	for want, texts := range map[string][]string{
		"Alder, Ann: 1|Birch, Ben: 2|several therapists: 1":                                               {"therapist"},
		"Aetna: 2|Medicare: 2":                                                                            {"payer"},
		"97018: 1|97530: 1|several codes: 2":                                                              {"code"},
		"above 40.00 up to 70.00: 1|above 70.00: 1|no amount: 1|up to 40.00: 1":                           {"money:40,70"},
		"Aetna / no amount: 1|Aetna / up to 70.00: 1|Medicare / above 70.00: 1|Medicare / up to 70.00: 1": {"payer", "money:70"},
	} {
		if got := strings.Join(divide(texts...), "|"); got != want {
			t.Errorf("%v: %s, want %s", texts, got, want)
		}
	}
	for _, wrong := range []string{"", "patient", "money", "money:", "money:50,50", "money:a", "code:1"} {
		if _, err := ParseDivision(wrong); err == nil {
			t.Errorf("%q is read as a division", wrong)
		}
	}
}

func TestFrameOnly(t *testing.T) {
	class := func(payer string, _ audit.Date) string { return map[string]string{"Medicare": "medicare_b"}[payer] }
	for filter, want := range map[string]int{"payer=medicare": 2, "payer=medicare_b": 2, "therapist=birch, ben": 3, "code=97018": 1} {
		only, err := ParseFilter(filter)
		if err != nil {
			t.Fatal(err)
		}
		f, err := NewFrame(read(t, smallLog), Options{Unit: Visit, Only: []Filter{only}, Class: class})
		if err != nil || len(f.Items) != want {
			t.Errorf("%s: %d units, %v, want %d", filter, len(f.Items), err, want)
		}
	}
	if _, err := NewFrame(read(t, smallLog), Options{Unit: Visit, Only: []Filter{{audit.Payer, "nobody"}}}); err == nil || !strings.Contains(err.Error(), "not among the payers chosen") {
		t.Errorf("an empty frame: %v", err)
	}
}

// The frame, and so the draw, does not hang on the order of the lines.
func TestFrameOfShuffledLines(t *testing.T) {
	sessions := read(t, smallLog)
	draw := func() *Record {
		f, err := NewFrame(sessions, Options{Unit: Visit, Strata: []Division{{Field: audit.Payer}}})
		if err != nil {
			t.Fatal(err)
		}
		r, err := Draw(f, "7", Sizes{Total: 2, Spares: 1})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	first := draw()
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		random.Shuffle(len(sessions), func(i, j int) { sessions[i], sessions[j] = sessions[j], sessions[i] })
		if diff := cmp.Diff(first, draw()); diff != "" {
			t.Fatal(diff)
		}
	}
}

// A record that was written and read again is the same, and its page is one page of the same bytes.
func TestRecordIsReadBack(t *testing.T) {
	f, _ := NewFrame(read(t, smallLog), Options{Unit: Visit})
	r, err := Draw(f, "7", Sizes{Total: 3, Spares: 2})
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := r.Write(&text); err != nil {
		t.Fatal(err)
	}
	again, err := ReadRecord(bytes.NewReader(text.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(r, again, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	if r.Sampled() != 3 || len(r.Drawn) != 4 || r.Drawn[3].Spare != 1 || r.Find(strings.ToUpper(r.Drawn[3].ID)) != &r.Drawn[3] || r.Find("1-00000") != nil {
		t.Errorf("drawn: %+v", r.Drawn)
	}
	other, _ := Draw(f, "8", Sizes{Total: 3, Spares: 2})
	if d := r.Same(other); len(d) != 1 || !strings.HasPrefix(d[0], "positions drawn: ") {
		t.Errorf("the draw of another seed differs in %q", d)
	}
	for _, wrong := range []string{"", "{}", `{"schema":1}`, "finding_id,rule"} {
		if _, err := ReadRecord(strings.NewReader(wrong)); err == nil {
			t.Errorf("%q is read as a record", wrong)
		}
	}
}

func TestAllocate(t *testing.T) {
	strata := []Stratum{{"A", 70}, {"B", 25}, {"C", 4}, {"D", 1}}
	for _, c := range []struct {
		sizes Sizes
		want  []int
	}{
		{Sizes{Total: 20}, []int{14, 5, 2, 1}},
		{Sizes{Total: 1000}, []int{70, 25, 4, 1}},
		{Sizes{PerStratum: 10}, []int{10, 10, 4, 1}},
		{Sizes{Given: map[string]int{"A": 5, "B": 1, "C": 4, "D": 9}}, []int{5, 2, 4, 1}},
		{Sizes{PerStratum: 3, Given: map[string]int{"A": 30}}, []int{30, 3, 3, 1}},
		{Sizes{Given: map[string]int{"A": 5}}, nil},
		{Sizes{Total: 10, Given: map[string]int{"E": 5}}, nil},
	} {
		if got, err := c.sizes.allocate(strata); !slices.Equal(got, c.want) || (err != nil) != (c.want == nil) {
			t.Errorf("%+v: %v, %v, want %v", c.sizes, got, err, c.want)
		}
	}
}

func TestReadPositions(t *testing.T) {
	for text, want := range map[string][]int{
		"5\n9\n3\n":                                       {5, 9, 3},
		"Order,Value\r\n1,5\r\n2,9\r\n3,3\r\n":            {5, 9, 3},
		"Random numbers\nseed 12.5\n\n3\t3\n1\t5\n2\t9\n": {5, 9, 3},
		"\ufeff\"1\";\"5\"\n":                             {5},
	} {
		if got, err := ReadPositions(strings.NewReader(text)); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for text, want := range map[string]string{"": "no position", "5\nx\n": "line 2", "1 2 3\n": "line 1"} {
		if _, err := ReadPositions(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// A list made elsewhere is taken in its order; what the frame lacks and what stands twice is named.
func TestDrawListed(t *testing.T) {
	f, _ := NewFrame(read(t, smallLog), Options{Unit: Visit})
	r, err := DrawListed(f, []int{4, 1, 2}, "RAT-STATS, seed 5", Sizes{Total: 2, Spares: 2})
	if err != nil || r.positions() != "4, 1, 2" || r.Sampled() != 2 || r.Drawn[2].Spare != 1 || r.Generator != "RAT-STATS, seed 5" {
		t.Errorf("%+v, %v", r, err)
	}
	for want, list := range map[string][]int{"number 2 of the list is 9": {1, 9}, "stands before": {1, 1}, "has 1 position": {1}} {
		if _, err := DrawListed(f, list, "x", Sizes{Total: 2}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v", list, err)
		}
	}
}
