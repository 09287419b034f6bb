package source

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

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
		"findings.csv", "x", "jan.audited.csv", "x", "old.csv", "finding_id,rule,name,severity,category\n",
		"aside.csv", "source_file,source_sheet,source_row,kind,reason,detail\n", "feb.audited.tsv", "y", "marked.csv", "\ufefffinding_id,rule,name,severity,category\n",
		"page.html", "<!DOCTYPE html>\n<title>Occupational therapy billing audit – A clinic</title>", "report.html", "<!DOCTYPE html>\n<title>Visits</title>",
		"codes.csv", "kind,code,identifier\n", "lines.csv", "source_file,source_sheet,source_row,visit_id\n")
	if err := os.Mkdir(filepath.Join(dir, "sub.csv"), 0o700); err != nil {
		t.Fatal(err)
	}
	in, err := Expand([]string{dir})
	if err != nil {
		t.Fatal(err)
	}
	files, skipped := names(in)
	if want := []string{"a.XLSX", "b.csv=c.txt", "lines.csv", "report.html"}; !reflect.DeepEqual(files, want) {
		t.Errorf("files %q, want %q", files, want)
	}
	own := ": an earlier output of this program"
	want := []string{"aside.csv" + own, "codes.csv" + own, "empty.csv: empty", "feb.audited.tsv" + own, "findings.csv" + own,
		"jan.audited.csv" + own, "marked.csv" + own, "old.csv" + own, "page.html" + own, "~$a.xlsx: lock file of an open workbook"}
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
		in, err := Expand(args)
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
		in, err := Expand(args)
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
	dir := folderOf(t, "x.csv", "finding_id,rule,name,severity,category\n", "y.csv", "source_file,source_sheet,source_row,kind,reason,detail\n",
		"z.csv", "kind,code,identifier\n", "r.html", "<!DOCTYPE html>\n<title>Occupational therapy billing audit</title>",
		"a.json", "{\n\"account\": {", "findings.csv", "DOS,CPT\n", "report.html", "<!DOCTYPE html>\n<title>Visits</title>")
	for name, want := range map[string]string{"x.csv": "table of findings of an earlier audit, not a log", "y.csv": "set aside, not a log", "z.csv": "crosswalk",
		"r.html": "report of", "a.json": "result of"} {
		var refused *Unreadable
		if _, err := Expand([]string{filepath.Join(dir, name)}); !errors.As(err, &refused) || !strings.Contains(refused.What, want) || refused.Hint == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, name := range []string{"findings.csv", "report.html"} {
		if in, err := Expand([]string{filepath.Join(dir, name)}); err != nil || len(in.Files) != 1 {
			t.Errorf("%s: %v, %v", name, in, err)
		}
	}
}

func TestExpandErrors(t *testing.T) {
	for _, arg := range []string{"gone.csv", "gone*.csv", "[", t.TempDir()} {
		if in, err := Expand([]string{arg}); err == nil {
			t.Errorf("%s: %v", arg, in)
		}
	}
}

// A file whose name holds the characters of a pattern is a file.
func TestExpandNameLikePattern(t *testing.T) {
	dir := folderOf(t, "log [1].csv", "x")
	in, err := Expand([]string{filepath.Join(dir, "log [1].csv")})
	if err != nil || len(in.Files) != 1 {
		t.Errorf("%v, %v", in, err)
	}
}
