package corrected

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// REP-113, REP-114: a copy of a text that is not the input with its corrections is not released.
func TestSpoiledSpliceIsRefused(t *testing.T) {
	const input = "Id,Units,Note\r\n1,4,\"two\r\nlines\"\r\n2,4,x\r\n3,10,y"
	dir := t.TempDir()
	path, copied := filepath.Join(dir, "jan.csv"), filepath.Join(dir, "copy.csv")
	if err := os.WriteFile(path, []byte(input), 0o600); err != nil {
		t.Fatal(err)
	}
	form := &textForm{encoding: "utf-8", unit: 1, delimiter: ','}
	found, err := form.locate(path, &textRequest{rows: map[int32][]int32{2: {2}, 4: {2}}})
	if err != nil {
		t.Fatal(err)
	}
	job := &correction{changes: map[cellAt]cellChange{{"jan.csv", 2, 2}: {old: "4", text: "3"}, {"jan.csv", 4, 2}: {old: "10", text: "9"}}}
	const good = "Id,Units,Note\r\n1,3,\"two\r\nlines\"\r\n2,4,x\r\n3,9,y"
	for _, c := range []struct {
		what, copied, want string
		written            string // in the first corrected field, in place of 3
	}{
		{what: "as it should be", copied: good},
		{what: "another field", copied: strings.Replace(good, "2,4,x", "2,5,x", 1), want: "outside the corrections"},
		{what: "another correction", copied: strings.Replace(good, "1,3", "1,2", 1), want: "outside the corrections"},
		{what: "too long", copied: good + "\n", want: "outside the corrections"},
		{what: "cut off", copied: good[:len(good)-1], want: "outside the corrections"},
		{what: "cut off in a correction", copied: good[:len(good)-3], want: "outside the corrections"},
		{what: "a field more", copied: strings.Replace(good, "1,3", "1,3,3", 1), written: "3,3", want: "other rows or fields"},
		{what: "a row more", copied: strings.Replace(good, "1,3", "1,3\n", 1), written: "3\n", want: "other rows or fields"},
		{what: "an open quote", copied: strings.Replace(good, "1,3", "1,\"3", 1), written: "\"3", want: "other rows or fields"},
		{what: "another value", copied: strings.Replace(good, "1,3", "1,5", 1), written: "5", want: "does not hold its new value: B2"},
	} {
		changes := job.fieldChanges(form, found)
		if c.written != "" {
			changes[0].bytes = []byte(c.written)
		}
		patches := []patch{changes[0].patch, changes[1].patch}
		if err := os.WriteFile(copied, []byte(c.copied), 0o600); err != nil {
			t.Fatal(err)
		}
		file, err := os.Open(copied)
		if err != nil {
			t.Fatal(err)
		}
		check := newComparison(file, patches)
		if err = check.next([]byte(input)); err == nil {
			err = check.end()
		}
		if err == nil {
			err = verifyRows(file, form, changes)
		}
		file.Close()
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: error %v, want %q", c.what, err, c.want)
		}
	}
}

// The separator of a modifier column is that of most cells, wherever the corrected rows stand.
func TestTextSurveyCountsEveryRow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "jan.csv")
	if err := os.WriteFile(path, []byte("Mod\nGO;KX\nGO;KX\n\"GO,KX\"\nGO;CO\nN\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	form := &textForm{encoding: "utf-8", unit: 1, delimiter: ','}
	found, err := form.locate(path, &textRequest{columns: []int32{1}})
	if err != nil {
		t.Fatal(err)
	}
	if fact := found.columns[1]; fact.separator() != ";" || fact.lists != 4 || fact.flags != 1 || fact.separators[","] != 1 {
		t.Errorf("the survey is %+v", fact)
	}
}
