package command

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"otaudit/importers/importtest/hostile"
	"otaudit/report/reporttest"
)

// mostHeap is what an audit of a file may take that costs far more than its size.
const mostHeap = 500 << 20

// Every file of the hostile set is refused, with the flag that raises its limit if there is one, or read, within the memory of a
// small computer. Those that take long are tried with OTAUDIT_LONG alone.
func TestHostileFiles(t *testing.T) {
	for _, c := range append(hostile.Text, hostile.Workbooks...) {
		if c.Long && !longTests() {
			continue
		}
		t.Run(c.Name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, c.Name)
			file, err := os.Create(path)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := c.WriteTo(file); err != nil {
				t.Fatal(err)
			}
			file.Close()
			var out, messages bytes.Buffer
			con, code := &console{out: &out, err: &messages}, 0
			stop := reporttest.WatchHeap()
			err = newApp(con, &code).Run([]string{"otaudit", "audit", "--as-of", "2026-11-23", "--out", filepath.Join(dir, "out"), path})
			if used := stop(); used > mostHeap {
				t.Errorf("it takes %d MB", used>>20)
			}
			switch said := messages.String(); {
			case err != nil || strings.Contains(out.String(), "withdrawn"):
				t.Errorf("%v\n%s", err, said)
			case c.Refused != "" && (code != exitIncomplete || !strings.Contains(said, c.Refused) || !strings.Contains(said, "otaudit: hint: ")):
				t.Errorf("exit code %d, want a refusal with %q: %s", code, c.Refused, said)
			case c.Refused == "" && (strings.Contains(said, "--max-") || strings.Contains(said, "damaged")):
				t.Errorf("it is refused: %s", said)
			}
		})
	}
}
