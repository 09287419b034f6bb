package command

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"otaudit/near"
)

// nearFile gives the file that a path with a slip in its last part most likely means; empty if none is close.
func nearFile(path string) string {
	entries, _ := os.ReadDir(filepath.Dir(path))
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	meant := near.To(filepath.Base(path), names)
	if meant == "" {
		return ""
	}
	return filepath.Join(filepath.Dir(path), meant)
}

// noChoice says that a word is none of those that may stand there.
func noChoice(what, word string, words []string, example string) error {
	if word == "" {
		return hint(fmt.Errorf("no %s given", what), example)
	}
	return hint(fmt.Errorf("%s: no %s of that name", word, what), didYouMean(near.To(word, words), example))
}

// didYouMean is a hint that begins with what was meant, if that is known.
func didYouMean(meant, otherwise string) string {
	if meant == "" {
		return otherwise
	}
	return strings.TrimSpace("did you mean " + meant + "? " + otherwise)
}
