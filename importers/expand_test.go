package importers

import (
	"os"
	"path/filepath"
	"reflect"
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
		"aside.csv", "source_file,source_sheet,source_row,kind,reason,detail\n", "lines.csv", "source_file,source_sheet,source_row,visit_id\n")
	if err := os.Mkdir(filepath.Join(dir, "sub.csv"), 0o700); err != nil {
		t.Fatal(err)
	}
	in, err := Expand([]string{dir})
	if err != nil {
		t.Fatal(err)
	}
	files, skipped := names(in)
	if want := []string{"a.XLSX", "b.csv=c.txt", "lines.csv"}; !reflect.DeepEqual(files, want) {
		t.Errorf("files %q, want %q", files, want)
	}
	want := []string{"aside.csv: an earlier output of this program", "empty.csv: empty", "findings.csv: an earlier output of this program",
		"jan.audited.csv: an earlier output of this program", "old.csv: an earlier output of this program", "~$a.xlsx: lock file of an open workbook"}
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
