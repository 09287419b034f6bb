package privacy

import (
	"bytes"
	"strings"
	"testing"

	"otaudit/report/reporttest"
)

// FuzzReadCrosswalk: whatever a file called crosswalk.csv holds, it is refused in one line that begins with its place, or it is
// kept: the codes of the next run grow out of it, and what that run writes is read again.
func FuzzReadCrosswalk(f *testing.F) {
	for _, rows := range []string{"", "patient,P-0041,MRN-1\n", "patient,P-99999999,Z\nsheet,S1,log.csv!A\npayer,payer 99999999,Aetna\n",
		"crosswalk,cd34,\n", "visit,V-+5,\"a\nb\"\n", "patient,P-1,'=1\nfile,input 1,\nmonth,month 01,2026-01\n", "therapist,T--1,x\n", "patient,\"P-1,x"} {
		f.Add([]byte("kind,code,identifier\ncrosswalk,ab12,\n" + rows))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		earlier, err := ReadCrosswalk(bytes.NewReader(text), "c.csv")
		if err != nil {
			if message := err.Error(); !strings.HasPrefix(message, "c.csv:") || strings.Contains(message, "\n") {
				t.Errorf("%q: %v", text, err)
			}
			return
		}
		grown, err := Assign(reporttest.SecretResult(), earlier)
		if err != nil {
			return
		}
		if !grown.holds(earlier) {
			t.Errorf("%q: codes were lost", text)
		}
		var written bytes.Buffer
		if err := grown.WriteCSV(&written); err != nil {
			t.Fatal(err)
		}
		again, err := ReadCrosswalk(&written, "c.csv")
		if err != nil || !again.holds(grown.Crosswalk) {
			t.Errorf("%q: what was written is read differently: %v", text, err)
		}
	})
}
