package command

import (
	"io"
	"path/filepath"
	"strings"
	"testing"

	"otaudit/report/model"
)

// TestSamplesPayersAnswers: of the likely denials of the sample claims those that the payers were made to deny so are hits, and one
// denied for another reason is a miss.
func TestSamplesPayersAnswers(t *testing.T) {
	out := t.TempDir()
	con := &console{out: io.Discard, err: io.Discard, quiet: true}
	paths := []string{filepath.Join("../samples", "clinic-claims.837"), filepath.Join("../samples", "clinic-remits.835")}
	_, err := runAudit(auditOptions{readOptions: readOptions{paths: paths, asOf: samplesAsOf, quiet: true}, out: out, setting: "practitioner", apply: "safe",
		therapist: "name", failOn: "never", target: model.DefaultTarget}, con)
	if err != nil {
		t.Fatal(err)
	}
	denied, planted := map[string]string{}, map[string]string{} // by rule and segment
	for _, row := range readTable(t, expectedOf("clinic-claims.837")) {
		planted[row["rule"]+row["row"]] = row["defect"]
	}
	hits, misses := 0, 0
	for _, row := range readTable(t, filepath.Join(out, "internal", "findings.csv")) {
		answer := row["payer_answer"]
		switch {
		case strings.HasPrefix(row["rule"], "R"):
			if answer != "" {
				t.Errorf("%s is about the answer itself: %q", row["rule"], answer)
			}
		case strings.HasPrefix(answer, "hit: "):
			hits++
			denied[row["rule"]+row["row"]] = answer
		case strings.HasPrefix(answer, "miss: "):
			misses++
		case answer != "":
			t.Errorf("%s: %q is neither hit nor miss", row["rule"], answer)
		}
	}
	for key, answer := range denied {
		if planted[key] == "" {
			t.Errorf("%s is a hit of nothing planted: %s", key, answer)
		}
		if strings.HasPrefix(key, "M001") && answer != "hit: denied CO-4 (code and modifier do not fit, or a needed modifier is absent)" {
			t.Errorf("%s: %s", key, answer)
		}
	}
	if hits != 5 || misses < 10 { // GO missing once; the two lines of a claim sent twice, each by two rules
		t.Errorf("%d hits, %d misses", hits, misses)
	}
}
