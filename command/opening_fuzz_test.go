package command

import (
	"bytes"
	"strings"
	"testing"

	"otaudit/audit"
)

// TestOpeningQuotesNothing: where columns have changed places, a message would quote a patient.
func TestOpeningQuotesNothing(t *testing.T) {
	head := strings.Join(openingHeader, ",") + "\n"
	for _, row := range []string{"2026,HV-1,OT,1.00", "HV-2,2026,HV-1,1.00", "HV-2,2026,OT,HV-1", "HV-1,2026,OT", "HV-2,2026,OT,1\nHV-2,2026,OT,1"} {
		if _, err := parseOpening(strings.NewReader(head+row), "o.csv"); err == nil || !strings.HasPrefix(err.Error(), "o.csv:") || strings.Contains(err.Error(), "HV-") {
			t.Errorf("%s: %v", row, err)
		}
	}
}

// FuzzOpening: whatever a file of opening amounts holds, it is refused in one line that begins with its place, or all its amounts
// are known by the line they stand on and can be added up.
func FuzzOpening(f *testing.F) {
	head := strings.Join(openingHeader, ",") + "\n"
	for _, text := range []string{"", head, head + "P1,2026,OT,1250.00\nP1,2026,PT+SLP,0\n", head + "P1,2026,OT,92233720368547758.07\n",
		head + "P1,2026,OT,-1\n", head + "\" P1\n\",2100,OT,1e9\n", "\ufeff" + head + "P1,+2026,OT,.5\n", head + "P1,2026,OT\n"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		opening, err := parseOpening(bytes.NewReader(text), "o.csv")
		if err != nil {
			if message := err.Error(); !strings.HasPrefix(message, "o.csv:") || strings.Contains(message, "\n") {
				t.Errorf("%q: %v", text, err)
			}
			return
		}
		sum := audit.Cents(0)
		for key, cents := range opening.amounts {
			if sum += cents; cents < 0 || sum < 0 || opening.lines[key] < 2 || key.Patient == "" {
				t.Errorf("%q: %+v is %d on line %d", text, key, cents, opening.lines[key])
			}
		}
	})
}
