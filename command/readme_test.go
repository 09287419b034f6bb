package command

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestReadmeExamples runs what the README shows as typed, in a folder with the samples: it prints what stands below it.
func TestReadmeExamples(t *testing.T) {
	text := readFile(t, "../README.md")
	folder := t.TempDir()
	if err := os.CopyFS(filepath.Join(folder, "samples"), os.DirFS("../samples")); err != nil {
		t.Fatal(err)
	}
	t.Chdir(folder)
	examples := regexp.MustCompile("(?s)```console\n\\$ otaudit ([^\n]*)\n(.*?)```").FindAllStringSubmatch(text, -1)
	if len(examples) < 2 {
		t.Fatalf("the README has %d examples", len(examples))
	}
	for _, example := range examples {
		if diff := cmp.Diff(example[2], runCommand(t, strings.Fields(example[1]))); diff != "" {
			t.Errorf("otaudit %s (-README +program):\n%s", example[1], diff)
		}
	}
}
