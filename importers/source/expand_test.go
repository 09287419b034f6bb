package source

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// ownAsTest takes one name and some beginnings for outputs of this program, as the list of outputs does.
func ownAsTest(name string, head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte("finding_id,")):
		return "table of findings"
	case name == "findings.csv" || strings.Contains(name, ".audited."):
		return "corrected copy"
	}
	return ""
}

// folderOf writes files given as name, content, name, content …
func folderOf(t *testing.T, files ...string) string {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i < len(files); i += 2 {
		if err := os.WriteFile(filepath.Join(dir, files[i]), []byte(files[i+1]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// names gives the files of inputs without their folder; "a=b" says that b held
// the same bytes as a.
func names(in *Inputs) (files, skipped []string) {
	for _, f := range in.Files {
		name := filepath.Base(f.Path)
		for _, also := range f.Also {
			name += "=" + filepath.Base(also)
		}
		files = append(files, name)
	}
	for _, s := range in.Skipped {
		skipped = append(skipped, filepath.Base(s.Path)+": "+s.Why)
	}
	return files, skipped
}

// IMP-16, IMP-17: a folder gives its logs; what holds none is named.
func TestExpandFolder(t *testing.T) {
	dir := folderOf(t, "b.csv", "x,y\n", "a.XLSX", "zip", "c.txt", "x,y\n", "note.doc", "no", "~$a.xlsx", "lock", "empty.csv", "",
		"findings.csv", "x", "jan.audited.csv", "x", "old.csv", "finding_id,rule,name,severity,category\n", "report.html", "<!DOCTYPE html>\n<title>Visits</title>")
	if err := os.Mkdir(filepath.Join(dir, "sub.csv"), 0o700); err != nil {
		t.Fatal(err)
	}
	in, err := Expand([]string{dir}, ownAsTest)
	if err != nil {
		t.Fatal(err)
	}
	files, skipped := names(in)
	if want := []string{"a.XLSX", "b.csv=c.txt", "report.html"}; !reflect.DeepEqual(files, want) {
		t.Errorf("files %q, want %q", files, want)
	}
	own := ": an earlier output of this program"
	want := []string{"empty.csv: empty", "findings.csv" + own, "jan.audited.csv" + own,
		"note.doc: its name does not end as that of a spreadsheet or text file does", "old.csv" + own, "sub.csv: a folder inside a folder", "~$a.xlsx: lock file of an open workbook"}
	if !reflect.DeepEqual(skipped, want) {
		t.Errorf("skipped %q, want %q", skipped, want)
	}
}

// IMP-06: neither the order of the arguments nor naming a file twice matters;
// an earlier output is read if it is named.
func TestExpandArguments(t *testing.T) {
	dir := folderOf(t, "b.csv", "1", "a.csv", "22", "jan.audited.csv", "333")
	a, b, own := filepath.Join(dir, "a.csv"), filepath.Join(dir, "b.csv"), filepath.Join(dir, "jan.audited.csv")
	for _, args := range [][]string{{a, b, own}, {own, b, a, b}, {filepath.Join(dir, "*.csv"), own}, {dir, own, dir + "/./a.csv"}} {
		in, err := Expand(args, ownAsTest)
		if err != nil {
			t.Fatal(err)
		}
		if files, skipped := names(in); !reflect.DeepEqual(files, []string{"a.csv", "b.csv", "jan.audited.csv"}) || skipped != nil {
			t.Errorf("%q: files %q, skipped %q", args, files, skipped)
		}
	}
}

// A file is said to be given twice if two arguments lead to it, not if one does.
func TestExpandRepeated(t *testing.T) {
	dir := folderOf(t, "b.csv", "1", "a.csv", "22")
	a, b := filepath.Join(dir, "a.csv"), filepath.Join(dir, "b.csv")
	for want, args := range map[string][]string{"": {a, b}, "a.csv": {a, b, dir + "/./a.csv"}, "b.csv": {dir, b}} {
		in, err := Expand(args, ownAsTest)
		if err != nil {
			t.Fatal(err)
		}
		var got string
		for _, path := range in.Repeated {
			got += filepath.Base(path)
		}
		if got != want {
			t.Errorf("%q: %q", args, in.Repeated)
		}
	}
}

// What an earlier audit wrote beside the corrected copy is refused when it is named, whatever it is called; a log that is
// called like it is read.
func TestExpandOwnOutputNamed(t *testing.T) {
	dir := folderOf(t, "x.csv", "finding_id,rule,name,severity,category\n", "findings.csv", "DOS,CPT\n", "jan.audited.csv", "DOS,CPT\n")
	var refused *Unreadable
	if _, err := Expand([]string{filepath.Join(dir, "x.csv")}, ownAsTest); !errors.As(err, &refused) ||
		refused.What != "table of findings of an earlier audit, not a log" || refused.Hint == "" {
		t.Errorf("x.csv: %v", err)
	}
	for _, name := range []string{"findings.csv", "jan.audited.csv"} {
		if in, err := Expand([]string{filepath.Join(dir, name)}, ownAsTest); err != nil || len(in.Files) != 1 {
			t.Errorf("%s: %v, %v", name, in, err)
		}
	}
}

func TestExpandErrors(t *testing.T) {
	for _, arg := range []string{"gone.csv", "gone*.csv", "[", t.TempDir()} {
		if in, err := Expand([]string{arg}, ownAsTest); err == nil {
			t.Errorf("%s: %v", arg, in)
		}
	}
}

// A file whose name holds the characters of a pattern is a file.
func TestExpandNameLikePattern(t *testing.T) {
	dir := folderOf(t, "log [1].csv", "x")
	in, err := Expand([]string{filepath.Join(dir, "log [1].csv")}, ownAsTest)
	if err != nil || len(in.Files) != 1 {
		t.Errorf("%v, %v", in, err)
	}
}
