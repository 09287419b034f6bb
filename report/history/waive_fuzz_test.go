package history

import (
	"bytes"
	"strings"
	"testing"

	"otaudit/audit"
)

// FuzzReadWaivers: whatever a file of accepted findings holds, it is refused in one line that begins with its place, or each of
// its lines ends in an outcome.
func FuzzReadWaivers(f *testing.F) {
	head := "finding_id,by,until,reason\n"
	for _, text := range []string{"", head, head + "U001-1d924ab160a0,me,2026-12-31,on file\n", head + "U001-1d924ab160a0,me,12/31/2026,\"on\nfile\"\n",
		"Reason,By,Until,Finding_ID,x\na,b,2026-02-30,U001-1d924ab160a0,\n", head + "U001-1d924ab160a0,me,9999-12-31,x\nU001-1d924ab160a01234,me,0001-01-01,y\n"} {
		f.Add([]byte(text))
	}
	asOf, _ := audit.ParseDate("2026-03-01")
	f.Fuzz(func(t *testing.T, text []byte) {
		waivers, err := ReadWaivers(bytes.NewReader(text), "w.csv", knownU001)
		if err != nil {
			if message := err.Error(); !strings.HasPrefix(message, "w.csv:") || strings.Contains(message, "\n") {
				t.Errorf("%q: %v", text, err)
			}
			return
		}
		r := run("2026-01-01/4", "2026-01-02/4")
		for i := range waivers[:min(1, len(waivers))] {
			r.Findings[0].ID = waivers[i].FindingID
		}
		ApplyWaivers(r, waivers, asOf)
		if len(r.Waivers) != len(waivers) {
			t.Errorf("%q: %d waivers of %d", text, len(r.Waivers), len(waivers))
		}
		for _, w := range r.Waivers {
			if w.Outcome == "" || w.By == "" || w.Reason == "" {
				t.Errorf("%q: %+v", text, w)
			}
		}
	})
}
