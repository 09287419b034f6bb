package importers

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"otaudit/audit"
	"otaudit/importers/header"
	"otaudit/importers/profile"
)

// convert reads a file and gives its canonical form, as CSV and as a workbook.
func convert(t interface{ Fatal(...any) }, path string) (text, workbook []byte) {
	o := testOptions()
	o.KeepProse = true
	b, err := Import([]string{path}, o)
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Problems) > 0 {
		t.Fatal(b.Problems[0])
	}
	var out, book bytes.Buffer
	if err := b.WriteCanonical(&out, func(int64) {}); err != nil {
		t.Fatal(err)
	}
	if err := b.WriteCanonicalWorkbook(&book, func(int64) {}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), book.Bytes()
}

// fieldsOf gives the canonical columns, without those that name the source.
func fieldsOf(t interface{ Fatal(...any) }, text []byte) [][]string {
	records, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i := range records {
		records[i] = records[i][len(header.CanonicalHead):]
	}
	return records
}

// checkStable converts a file, then its output, then that output again, and the workbook if asked for (IMP-81).
func checkStable(t interface {
	Fatal(...any)
	Errorf(string, ...any)
}, dir, path string, inBook bool) [][]string {
	first, workbook := convert(t, path)
	write := func(name string, text []byte) string {
		out := filepath.Join(dir, name)
		if err := os.WriteFile(out, text, 0o644); err != nil {
			t.Fatal(err)
		}
		return out
	}
	again, _ := convert(t, write("again.csv", first))
	want := fieldsOf(t, first)
	if diff := cmp.Diff(want, fieldsOf(t, again)); diff != "" {
		t.Errorf("the canonical form of %s changes when converted: %s", path, diff)
	}
	third, _ := convert(t, write("again.csv", again))
	if !bytes.Equal(again, third) {
		t.Errorf("a converted file of the same name is not the same bytes: %s", cmp.Diff(string(again), string(third)))
	}
	if !inBook {
		return want
	}
	fromBook, _ := convert(t, write("again.xlsx", workbook))
	if diff := cmp.Diff(want, fieldsOf(t, fromBook)); diff != "" {
		t.Errorf("the canonical workbook of %s changes when converted: %s", path, diff)
	}
	return want
}

// TestConvertOfConvertedIsTheSame: IMP-81, for each field a value that is easily taken for something else.
func TestConvertOfConvertedIsTheSame(t *testing.T) {
	path := writeFiles(t, "log.csv", "Patient ID,Patient Name,DOB,DOS,Start Time,CPT Code,Mods,Units,Minutes,Therapist,Charge,Signed Date,Subjective,Dx\n"+
		"007,\"=Lee, Ann\",1/5/1958,1/5/2026,1:30 PM,97110,GO KX,1.125,30,\"Rivera, Marcus OTR/L\",\"$1,250.00\",1/5/2026,\"said \"\"fine\"\",\nwalked\",M6281\n"+
		"008,-,7/4/1958,1/31/2026,9:00 AM,97530 - Therapeutic activities,GO,two,0:45,Total Care,25.00,on file,-fine,\n"+
		"009,X,,on file,,97140,,1,15,,,,,\n"+strings.Repeat("010,Y,,1/31/2026,,97140,,1,15,,,,,\n", 3))[0]
	records := checkStable(t, t.TempDir(), path, true)
	if len(records) != 7 {
		t.Errorf("%d records: a line with an unreadable date stays a line", len(records))
	}
	at := slices.Index(records[0], "units")
	if records[1][at] != "1.125" {
		t.Errorf("units are %q", records[1][at])
	}
}

// TestConvertedWideRowsAreTheSame: IMP-81 for several lines of one row, a reversal in one group, lists in a cell, and
// flags; what the first conversion made a line is no reversal or list to the second.
func TestConvertedWideRowsAreTheSame(t *testing.T) {
	for name, log := range map[string]string{
		"groups": "Patient ID,DOS,CPT1,Units1,Min1,CPT2,Units2,Min2\nP1,1/31/2026,97110,2,30,97530,-1,15\nP2,1/31/2026,97110,1,15,97530,1,15\nP3,1/31/2026,97110,1,15,97530,1,15\n",
		"lists":  "Patient ID,DOS,CPT,Units,Minutes,KX,Visit Status\nP1,1/31/2026,\"97110, 97530\",\"2,1\",45,Y,Arrived\nP2,1/30/2026,97110GO x2,,30,N,Kept\n",
		"names":  "DOS,CPT,Units,Therapist,Credential,Start Time\n1/31/2026,97110,2,\"Rivera, Marcus OTR/L\",,10:30 AM\n",
		"visits": "Patient ID,DOS,Minutes,Note\nP1,1/31/2026,30,Walked the stairs\nP2,1/30/2026,45,\n",
	} {
		records := checkStable(t, t.TempDir(), writeFiles(t, name+".csv", log)[0], true)
		if want := map[string]int{"groups": 7, "lists": 4, "names": 2, "visits": 3}[name]; len(records) != want {
			t.Errorf("%s: %d records, want %d", name, len(records), want)
		}
	}
}

// TestEmptyCanonicalColumnsAreNotBound: a field that no column of the log supplied counts as unbound after conversion
// too, not as a blank that documentation rules would take as missing (IMP-03, IMP-08).
func TestEmptyCanonicalColumnsAreNotBound(t *testing.T) {
	path := writeFiles(t, "log.csv", "DOS,CPT,Units,Mods\n1/31/2026,97110,2,\n1/31/2026,97530,1,GO\n")[0]
	text, _ := convert(t, path)
	b, err := Import(writeFiles(t, "canonical.csv", string(text)), testOptions())
	if err != nil {
		t.Fatal(err)
	}
	if b.Sheets[0].Profile != profile.CanonicalProfileName {
		t.Fatalf("read with %q", b.Sheets[0].Profile)
	}
	for f, want := range map[audit.Field]audit.State{audit.SignatureDate: audit.Unbound, audit.Modifiers: audit.Blank, audit.UnitsBilled: audit.OK} {
		if got := b.Sessions[0].State(f); got != want {
			t.Errorf("%s is %v, want %v", f, got, want)
		}
	}
}

// TestConvertIsStableForAnyText: IMP-81 over random contents of every field of a log.
func TestConvertIsStableForAnyText(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(r *rapid.T) {
		header := []string{"Patient ID", "Patient Name", "DOS", "CPT Code", "Mods", "Units", "Minutes", "Charge", "Therapist", "Note", "Description", "Start Time", "Place of Service", "Dx"}
		piece := rapid.StringOf(rapid.RuneFrom([]rune("aZé 019.,;:/-=+@'\"\t\n|$()#%")))
		word := func(words ...string) *rapid.Generator[string] {
			return rapid.OneOf(rapid.SampledFrom(words), piece)
		}
		columns := []*rapid.Generator[string]{
			word("P1", "007", "'5"), word("Lee, Ann", "=1+1", "N/A"),
			rapid.SampledFrom([]string{"2026-01-05", "1/31/2026", "1/5/2026", "on file"}), rapid.SampledFrom([]string{"97110", "97530 - Activities", "g0283", "97110GO", "oops"}),
			word("GO", "GO KX", "co/go"), word("1", "2.9", "1.125", "two", "-1"), word("30", "45 min", "0:45"), word("10.00", "1,250.00", "(5.00)", "-"),
			word("Rivera, Marcus OTR/L", "Total"), word("walked", "@home", "n/a"), word("Exercise", "Total"),
			word("1:30 PM", "13:30", "9a"), word("11", "2", "Home"), word("M62.81", "m6281;R27.8"),
		}
		var text strings.Builder
		out := csv.NewWriter(&text)
		_ = out.Write(header)
		for range rapid.IntRange(1, 6).Draw(r, "rows") {
			var row []string
			for i, g := range columns {
				row = append(row, g.Draw(r, header[i]))
			}
			_ = out.Write(row)
		}
		out.Flush()
		path := filepath.Join(dir, "log.csv")
		if err := os.WriteFile(path, []byte(text.String()), 0o644); err != nil {
			r.Fatal(err)
		}
		checkStable(r, dir, path, rapid.IntRange(0, 5).Draw(r, "as a workbook too, if 0") == 0)
	})
}
