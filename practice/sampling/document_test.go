package sampling

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"otaudit/audit"
	"otaudit/report/pdf"
)

// TestRecordIsOnePage: the record of a large sample with many strata and files fits on its page, on both papers, and says where the rest is.
func TestRecordIsOnePage(t *testing.T) {
	r := &Record{Tool: "otaudit", AsOf: "2026-03-31", Unit: Visit, KeyOf: Units[0].KeyOf, FrameSize: 99999, FrameHash: strings.Repeat("a1", 32), Seed: "20260131", Generator: Generator,
		Method: GeneratorText, SizeRule: "given by stratum", Divided: []string{"therapist", "payer"}, Reading: []string{"--column", `"Tx Time=minutes"`}}
	for i := range 6 {
		r.Inputs = append(r.Inputs, audit.Input{Name: fmt.Sprintf("a clinic with a long name, month %d.xlsx", i), Bytes: 1 << 24, SHA256: strings.Repeat("0f", 32)})
	}
	for i := range 40 {
		st := Drawing{Stratum{fmt.Sprintf("Featherstonehaugh-Cholmondeley, Maximiliane %d / Medicare Part B", i), 2500}, 60, 5}
		r.Strata = append(r.Strata, st)
		for at := range 65 {
			r.Drawn = append(r.Drawn, Drawn{Stratum: st.Name, Position: 90000 + at, Spare: max(0, at-59)})
		}
	}
	for _, paper := range []string{pdf.PaperLetter, pdf.PaperA4} {
		var out bytes.Buffer
		if err := pdf.WriteDocument(&out, r.Document(), paper); err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(out.Bytes(), []byte("/Type /Page\n")); n != 1 {
			t.Errorf("%s: the record has %d pages", paper, n)
		}
	}
	if lists := strings.Join(r.positionLists(), "\n"); !strings.Contains(lists, "the rest in sample.json") || !strings.Contains(lists, "other strata stand in sample.json") {
		t.Errorf("what is left out is not said:\n%s", lists)
	}
	one := &Record{Strata: []Drawing{{Stratum{"", 5000}, 2000, 2}}}
	for i := range 2002 {
		one.Drawn = append(one.Drawn, Drawn{Position: i + 1, Spare: max(0, i-1999)})
	}
	if list := one.positionLists()[0]; !strings.HasSuffix(list, " … the rest in sample.json") || strings.Count(list, ",") < 200 {
		t.Errorf("a long list ends in %q", list[len(list)-60:])
	}
}
