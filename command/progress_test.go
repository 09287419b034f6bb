package command

import (
	"bytes"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"otaudit/importers"
	"otaudit/importers/source"
)

// TestProgress: work has a bar with its share, its rate and the time left, which is gone in the end; a second pass has another.
func TestProgress(t *testing.T) {
	var shown bytes.Buffer
	left := func() string {
		return strings.TrimSpace(shown.String()[strings.LastIndex(strings.TrimRight(shown.String(), "\r"), "\r")+1:])
	}
	p := newProgress(&shown, "reading", 1000, bytesOf, 0)
	p.at(400)
	for _, want := range []string{"reading", "40%", "B/s", "["} {
		if !strings.Contains(shown.String(), want) {
			t.Errorf("%q is not shown: %q", want, shown.String())
		}
	}
	p.at(1000)
	if strings.Contains(shown.String(), "100%") {
		t.Errorf("at the end of a pass: %q", shown.String())
	}
	p.at(300)
	if !strings.Contains(left(), "30%") {
		t.Errorf("the second pass: %q", left())
	}
	p.end()
	if left() != "" {
		t.Errorf("left behind: %q", left())
	}
}

// TestShortWorkHasNoBar: what ends before it is time shows nothing.
func TestShortWorkHasNoBar(t *testing.T) {
	var shown bytes.Buffer
	p := newProgress(&shown, "writing", 3, thingsOf, time.Hour)
	p.add(1)
	p.of(2, 4)
	p.end()
	if shown.Len() > 0 {
		t.Errorf("shown: %q", shown.String())
	}
}

// TestNoProgressInPipes: where nobody looks at a terminal, nothing is counted and nothing shown.
func TestNoProgressInPipes(t *testing.T) {
	con := &console{out: io.Discard, err: io.Discard}
	var limits source.Limits
	p := con.watch([]string{"../samples/clinic-export.csv"}, &limits)
	if p != nil || limits.Watch != nil {
		t.Error("a pipe is taken for a terminal")
	}
	p.at(1)
	p.add(1)
	p.of(1, 2)
	p.end()
	if r := p.reader(os.Stdin); r != os.Stdin {
		t.Error("what nobody sees is counted")
	}
}

// TestReadingIsWatched: the passes over text, over a workbook and over claims come to the end of their file.
func TestReadingIsWatched(t *testing.T) {
	for _, path := range []string{"../samples/clinic-export.csv", "../samples/clinic-month.xlsx", "../samples/clinic-claims.837"} {
		furthest := int64(0)
		o := importers.Options{Limits: source.Limits{Watch: func(of string, at int64) {
			if of != path {
				t.Errorf("%s is said to be %s", path, of)
			}
			furthest = max(furthest, at)
		}}}
		if _, err := importers.Import([]string{path}, o); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil || furthest != info.Size() {
			t.Errorf("%s: %d of %d bytes, %v", path, furthest, info.Size(), err)
		}
	}
}
