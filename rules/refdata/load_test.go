package refdata

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"otaudit/rules/data"
)

func embeddedTables(t testing.TB) *Tables {
	t.Helper()
	tables, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return tables
}

// layer writes one table file into a new folder.
func layer(t testing.TB, name, content string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// refused holds that a table is refused with the text given, in its own folder.
func refused(t *testing.T, name, content, want string) {
	t.Helper()
	dir := layer(t, name, content)
	if _, err := Load(dir); err == nil || err.Error() != filepath.Join(dir, want) {
		t.Errorf("got  %v\nwant %s", err, filepath.Join(dir, want))
	}
}

// embeddedFile gives the text of an embedded table with a replacement made once.
func embeddedFile(t testing.TB, name, from, to string) string {
	t.Helper()
	content, err := data.Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if from != "" && !bytes.Contains(content, []byte(from)) {
		t.Fatalf("%s does not hold %q", name, from)
	}
	return strings.Replace(string(content), from, to, 1)
}

func TestEmbeddedTablesHaveNoProblems(t *testing.T) {
	problems, err := Check("")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Error(p)
	}
}

func TestOriginsCountRowsAndUnverifiedRows(t *testing.T) {
	got := map[string][2]int{}
	for _, o := range embeddedTables(t).Origins() {
		got[o.Name] = [2]int{o.Rows, o.Unverified}
		if o.File != "embedded" || len(o.SHA256) != 64 {
			t.Errorf("origin of %s: %+v", o.Name, o)
		}
	}
	want := map[string][2]int{
		"codes": {320, 238}, "modifiers": {80, 55}, "ncci_ptp": {1265, 34}, "mue": {164, 4}, "kx_thresholds": {18, 0},
		"rvu": {465, 0}, "eval_levels": {12, 0}, "diagnoses": {0, 0}, "telehealth": {85, 85}, "denial_codes": {46, 35}, "reason_codes": {228, 214}, "peer_norms": {0, 0}, "payers": {12, 6}, "payer_names": {536, 536},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A table that is read into typed rows and written again is the same, byte for byte: no value is bent on the way.
func TestWrittenTablesAreWhatWasRead(t *testing.T) {
	tables := embeddedTables(t)
	for name, write := range map[string]func() ([]byte, error){
		"ncci_ptp": func() ([]byte, error) { return tableBytes(baseRows[pairRow](tables, "ncci_ptp")) },
		"mue":      func() ([]byte, error) { return tableBytes(baseRows[mueRow](tables, "mue")) },
		"rvu":      func() ([]byte, error) { return tableBytes(baseRows[rvuRow](tables, "rvu")) },
	} {
		got, err := write()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(embeddedFile(t, name+".csv", "", ""), string(got)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestLoadingIsStrict(t *testing.T) {
	const kxLine = "OT,2019,2019-01-01,2019-12-31,204000,"
	for _, c := range []struct{ name, file, from, to, want string }{
		{"not yes or no", "codes.csv", "97110,,,\"exercise for strength, range, endurance\",yes", "97110,,,\"exercise for strength, range, endurance\",perhaps",
			`codes.csv:97: column timed: "perhaps" is not yes or no`},
		{"decimals in a whole number", "kx_thresholds.csv", "OT,2019,2019-01-01,2019-12-31,204000", "OT,2019,2019-01-01,2019-12-31,2.9",
			`kx_thresholds.csv:3: column amount_cents: "2.9" is not a whole number`},
		{"date not ISO", "modifiers.csv", "CO,2020-01-01", "CO,1/1/2020", `modifiers.csv:5: column effective_from: date "1/1/2020" is not of the form 2026-01-31`},
		{"column missing", "payers.csv", "note,source,verified", "note,source", `payers.csv:2: wrong number of fields`},
		{"unknown column", "kx_thresholds.csv", "review_threshold_cents,note", "review_threshold_cents,remark",
			`kx_thresholds.csv:1: column remark: not a column of this table; its columns are discipline_group, year, effective_from, effective_to, amount_cents, review_threshold_cents, note, source, verified`},
		{"renamed key", "kx_thresholds.csv", "discipline_group,", "group,", `kx_thresholds.csv:1: column group: not a column of this table; its columns are discipline_group, year, effective_from, effective_to, amount_cents, review_threshold_cents, note, source, verified`},
		{"column twice", "payers.csv", "note,source", "source,source", `payers.csv:1: column source: twice in the header`},
		{"unknown word in verified", "eval_levels.csv", "guides,secondary", "guides,sure",
			`eval_levels.csv:2: column verified: "sure" is not one of: published, secondary, unverified`},
		{"overlapping windows", "rvu.csv", "20560,2024,2024-03-09", "20560,2024,2024-03-08",
			`rvu.csv:5: same key as line 4, and the windows 2024-01-01 to 2024-03-08 and 2024-03-08 to 2024-12-31 share days`},
		{"window backwards", "rvu.csv", "20560,2024,2024-03-09,2024-12-31", "20560,2024,2024-12-31,2024-03-09",
			`rvu.csv:5: column effective_to: 2024-03-09 is before effective_from 2024-12-31`},
		{"total that does not add up", "rvu.csv", "0.32,0.44,0.10,0.02,0.78", "0.32,0.44,0.10,0.02,0.79",
			`rvu.csv:2: column total_nonfacility: is not the sum of work, pe and mp, 0.78`},
		{"ragged row", "kx_thresholds.csv", kxLine, kxLine + ",", `kx_thresholds.csv:3: wrong number of fields`},
		{"threshold not of a whole year", "kx_thresholds.csv", "OT,2019,2019-01-01", "OT,2019,2019-02-01",
			`kx_thresholds.csv:3: column effective_from: the threshold counts over the calendar year, so the window must be 2019-01-01 to 2019-12-31`},
		{"class that does not exist", "payer_names.csv", "medigap,,,medicare_b", "medigap,,,medicare_c",
			`payer_names.csv:31: column payer_class: "medicare_c" is not a class of payers.csv`},
		{"small letters in a code", "mue.csv", "97165,practitioner", "g0281,practitioner",
			`mue.csv:2: column code: "g0281" is not a procedure code of five digits or capital letters`},
	} {
		t.Run(c.name, func(t *testing.T) {
			refused(t, c.file, embeddedFile(t, c.file, c.from, c.to), c.want)
		})
	}
}

// gocsv counts records; the place given must be the physical line.
func TestLineNumbersCountQuotedLineBreaks(t *testing.T) {
	content := embeddedFile(t, "kx_thresholds.csv", "review threshold: Pub. 100-04 ch.5 §10.3.4; not every claim above it is reviewed,", "\"one\ntwo\nthree\",")
	content = strings.Replace(content, "OT,2019,2019-01-01,2019-12-31,204000", "OT,2019,2019-01-01,2019-12-31,many", 1)
	refused(t, "kx_thresholds.csv", content, `kx_thresholds.csv:5: column amount_cents: "many" is not a whole number`)
}

func TestHeaderMustHoldEveryColumn(t *testing.T) {
	refused(t, "payer_names.csv", "priority,pattern,effective_from,effective_to,payer_class,comment,source\n10,x,,,commercial,,x\n",
		"payer_names.csv:1: column verified: missing from the header")
}

func TestCheckListsEveryProblem(t *testing.T) {
	content := strings.ReplaceAll(embeddedFile(t, "kx_thresholds.csv", "", ""), "OT,2020", "OT,last")
	problems, err := Check(layer(t, "kx_thresholds.csv", content))
	if err != nil {
		t.Fatal(err)
	}
	if len(problems) != 1 { // OT only: PT+SLP does not end in "OT,"
		t.Errorf("%d problems: %v", len(problems), problems)
	}
	content = strings.ReplaceAll(content, "secondary", "hearsay")
	if problems, _ = Check(layer(t, "kx_thresholds.csv", content)); len(problems) != 13 {
		t.Errorf("%d problems, want 12 words and a year: %v", len(problems), problems)
	}
}

func TestLayerMustNameTables(t *testing.T) {
	for name, want := range map[string]string{
		"code.csv":  "code.csv: not the name of a table; tables are codes, modifiers, ",
		"codes.txt": "holds no table; a layer holds files such as kx_thresholds.csv",
	} {
		_, err := Load(layer(t, name, "x"))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", name, err, want)
		}
	}
	if _, err := Load(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a folder that does not exist was taken for a layer")
	}
}

func TestLayerReplacesATableWhole(t *testing.T) {
	content := "discipline_group,year,effective_from,effective_to,amount_cents,review_threshold_cents,note,source,verified\n" +
		"OT,2027,2027-01-01,2027-12-31,250000,300000,,invented for a test,unverified\n"
	tables, err := Load(layer(t, "kx_thresholds.csv", "\ufeff"+content))
	if err != nil {
		t.Fatal(err)
	}
	if info, ok := tables.KX("OT", 2027); !ok || info.Amount != 250000 || info.Row != "kx_thresholds.csv OT 2027" {
		t.Errorf("2027: %+v %v", info, ok)
	}
	if _, ok := tables.KX("OT", 2026); ok {
		t.Error("a row of the replaced table was kept")
	}
	if len(tables.CodeEver("97110")) != 1 {
		t.Error("a table that the layer does not hold is gone")
	}
	for _, o := range tables.Origins() {
		if layered := o.Name == "kx_thresholds"; layered != (o.File != "embedded") || (layered && (o.Rows != 1 || o.Unverified != 1)) {
			t.Errorf("%+v", o)
		}
	}
}

func TestExportIsALayerThatChangesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "tables")
	if err := embeddedTables(t).Export(dir, writeFiles); err != nil {
		t.Fatal(err)
	}
	tables, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	want, got := embeddedTables(t).Origins(), tables.Origins()
	for i := range want {
		if got[i].File != filepath.Join(dir, want[i].Name+".csv") {
			t.Errorf("%s came from %s", got[i].Name, got[i].File)
		}
		got[i].File = want[i].File
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if err := tables.Export(dir, writeFiles); err == nil || !strings.HasSuffix(err.Error(), "codes.csv: already there; export into an empty folder") {
		t.Errorf("exporting over a layer: %v", err)
	}
}
