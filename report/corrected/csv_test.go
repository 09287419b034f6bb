package corrected

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"otaudit/audit"
	"otaudit/report/model"
)

const logText = "\ufeffClinic log\r\n\r\nDate,Code,Mods,Units,Note\r\n" +
	"1/5/2026,97110,\"KX, 59\",4,\"two\r\nlines\"\r\n" +
	"1/5/2026,97530,,\"3.0\",\"said \"\"hi\"\"\"\r\n" +
	"1/6/2026,97110,KX,2 units,\r\n" +
	"1/6/2026,97110\r\n"

// REP-114: title rows, blank lines, quoting, line ends and the byte order mark stay; rows count as a spreadsheet
// program shows them, so that the line break in row 4 shifts nothing.
func TestCSVChangesOnlyCorrectedFields(t *testing.T) {
	result := testResult("jan.csv",
		unitsFinding("jan.csv", 4, 4, "4", "3", audit.Safe),
		modifierFinding("jan.csv", 4, 3, "KX 59", audit.Safe, "GO"),
		modifierFinding("jan.csv", 5, 3, "", audit.Safe, "GO", "CO"),
		unitsFinding("jan.csv", 5, 4, "3", "2", audit.Safe),
		unitsFinding("jan.csv", 6, 4, "2", "1", audit.Safe),
		unitsFinding("jan.csv", 7, 4, "", "1", audit.Safe),
	)
	got, done := correctText(t, logText, result, testLayout("jan.csv", 2, 4, 3), Options{Apply: audit.Safe})
	want := strings.NewReplacer(`"KX, 59",4,`, `"KX, 59, GO",3,`, `97530,,"3.0"`, `97530,"GO, CO","2.0"`).Replace(logText)
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if done.Cells != 4 {
		t.Errorf("%d cells changed, want 4", done.Cells)
	}
	for i, wantWhy := range []string{"", "", "", "", "plain number", "row ends before"} {
		e := result.Findings[i].Fix.Edits[0]
		if e.Applied != (wantWhy == "") || !strings.Contains(e.Why, wantWhy) || result.Findings[i].Fix.Applied != e.Applied {
			t.Errorf("finding %d: applied %v, why %q, want %q", i, e.Applied, e.Why, wantWhy)
		}
		if (result.Findings[i].Fix.Held == "") != e.Applied {
			t.Errorf("finding %d: held %q", i, result.Findings[i].Fix.Held)
		}
	}
}

// REP-114: with no edits the copy equals the input byte for byte.
func TestCSVWithoutEditsIsEqual(t *testing.T) {
	for _, text := range []string{logText, "", "a", "a\r", "\n\n", "sep=;\na;b\n", "\"open", "a,\"b\" c,\"d\"\"\n"} {
		got, _ := correctText(t, text, testResult("jan.csv"), testLayout("jan.csv", 2, 4, 3), Options{Apply: audit.Safe})
		if got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

// REP-112: correcting a corrected file changes nothing more, and two runs give the same bytes.
func TestCSVTwiceChangesNothingMore(t *testing.T) {
	text := "Date,Code,Mods,Units\n1/5/2026,97110,KX,4\n"
	fresh := func() *audit.Result {
		return testResult("jan.csv", unitsFinding("jan.csv", 2, 4, "4", "3", audit.Safe), modifierFinding("jan.csv", 2, 3, "KX", audit.Safe, "GO"))
	}
	layout := testLayout("jan.csv", 2, 4, 3)
	once, _ := correctText(t, text, fresh(), layout, Options{Apply: audit.Safe})
	again := fresh()
	twice, done := correctText(t, once, again, layout, Options{Apply: audit.Safe})
	if twice != once || done.Cells != 0 {
		t.Errorf("corrected again: %q, first %q", twice, once)
	}
	for _, f := range again.Findings {
		if f.Fix.Applied || !strings.Contains(f.Fix.Edits[0].Why, "already holds") {
			t.Errorf("%s: applied %v, why %q", f.Rule, f.Fix.Applied, f.Fix.Edits[0].Why)
		}
	}
}

// REP-108: review edits are written on demand only, manual ones and those of accepted findings never.
func TestCSVSafetyLevels(t *testing.T) {
	text := "Code,Mods,Units\n97110,GO,4\n97110,GO,4\n97110,GO,4\n97110,GO,4\n"
	for _, test := range []struct {
		apply audit.Safety
		want  string
	}{{audit.NoFix, "4444"}, {audit.Safe, "3444"}, {audit.Review, "3344"}} {
		result := testResult("jan.csv", unitsFinding("jan.csv", 2, 3, "4", "3", audit.Safe), unitsFinding("jan.csv", 3, 3, "4", "3", audit.Review),
			unitsFinding("jan.csv", 4, 3, "4", "3", audit.Manual), unitsFinding("jan.csv", 5, 3, "4", "3", audit.Safe))
		result.Findings[3].Status = "accepted"
		got, _ := correctText(t, text, result, testLayout("jan.csv", 1, 3, 2), Options{Apply: test.apply})
		units := ""
		for _, line := range strings.Split(strings.TrimSpace(got), "\n")[1:] {
			units += line[len(line)-1:]
		}
		if units != test.want {
			t.Errorf("apply %s: units %s, want %s", test.apply, units, test.want)
		}
		for i, f := range result.Findings {
			if !f.Fix.Applied && f.Fix.Edits[0].Why == "" {
				t.Errorf("apply %s: finding %d has no reason", test.apply, i)
			}
		}
	}
}

// REP-112: two edits with different values for a cell are both left; additions to one list are merged.
func TestCSVDisagreementAndMerge(t *testing.T) {
	text := "Code,Mods,Units\n97110,KX,4\n"
	result := testResult("jan.csv", unitsFinding("jan.csv", 2, 3, "4", "3", audit.Safe), unitsFinding("jan.csv", 2, 3, "4", "2", audit.Review),
		modifierFinding("jan.csv", 2, 2, "KX", audit.Review, "CO"), modifierFinding("jan.csv", 2, 2, "KX", audit.Safe, "GO"))
	got, _ := correctText(t, text, result, testLayout("jan.csv", 1, 3, 2), Options{Apply: audit.Review})
	if want := "Code,Mods,Units\n97110,KX GO CO,4\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for i, applied := range []bool{false, false, true, true} {
		if e := result.Findings[i].Fix.Edits[0]; e.Applied != applied || !applied && e.Why != disagreement {
			t.Errorf("finding %d: applied %v, why %q", i, e.Applied, e.Why)
		}
	}
	if e := result.Findings[2].Fix.Edits[0]; e.New != "KX GO CO" {
		t.Errorf("merged value %q", e.New)
	}
}

// A fix is applied as a whole or not at all: half of it could raise one line without lowering the other.
func TestCSVFixIsWhole(t *testing.T) {
	text := "Code,Mods,Units\n97110,GO,4\n97530,GO,2 units\n"
	finding := unitsFinding("jan.csv", 2, 3, "4", "3", audit.Safe)
	finding.Fix.Edits = append(finding.Fix.Edits, unitsFinding("jan.csv", 3, 3, "2", "1", audit.Safe).Fix.Edits...)
	result := testResult("jan.csv", finding)
	got, _ := correctText(t, text, result, testLayout("jan.csv", 1, 3, 2), Options{Apply: audit.Safe})
	if got != text {
		t.Errorf("half a correction was written: %q", got)
	}
	if edits := result.Findings[0].Fix.Edits; edits[0].Why != partOfFix || !strings.Contains(edits[1].Why, "plain number") {
		t.Errorf("reasons %q, %q", edits[0].Why, edits[1].Why)
	}
}

// REP-108: a safe correction never raises a line. The edit of a line that would have to rise waits for review, and what
// lowers the others is written.
func TestCSVSafeFixLeavesRises(t *testing.T) {
	text := "Code,Mods,Units\n97110,GO,4\n97530,GO,0\n"
	for apply, want := range map[audit.Safety]string{audit.Safe: "3 0", audit.Review: "3 1"} {
		finding := unitsFinding("jan.csv", 2, 3, "4", "3", audit.Safe)
		rise := unitsFinding("jan.csv", 3, 3, "0", "1", audit.Safe).Fix.Edits[0]
		rise.Review = true
		finding.Fix.Edits = append(finding.Fix.Edits, rise)
		result := testResult("jan.csv", finding)
		got, _ := correctText(t, text, result, testLayout("jan.csv", 1, 3, 2), Options{Apply: apply})
		lines := strings.Split(strings.TrimSpace(got), "\n")
		if units := lines[1][len(lines[1])-1:] + " " + lines[2][len(lines[2])-1:]; units != want {
			t.Errorf("apply %s: units %s, want %s", apply, units, want)
		}
		fix := result.Findings[0].Fix
		if !fix.Applied || fix.Edits[1].Applied != (apply == audit.Review) || fix.Edits[1].Applied == (fix.Edits[1].Why != "") {
			t.Errorf("apply %s: fix %v, edit %v, why %q", apply, fix.Applied, fix.Edits[1].Applied, fix.Edits[1].Why)
		}
		if shown := model.Corrected(&result.Findings[0]); strings.HasSuffix(shown, "C3=1 (review)") != (apply == audit.Safe) {
			t.Errorf("apply %s: shown %q", apply, shown)
		}
	}
}

// REP-115: the new value is written in the file's encoding.
func TestCSVEncodings(t *testing.T) {
	plain := "Code;Notiz;Mods;Units\n97110;\u00dcbung \u2013 gut;;4\n"
	for _, encoding := range []string{"utf-8", "utf-16le", "utf-16be", "windows-1252"} {
		for _, bom := range []string{"", "\ufeff"} {
			if encoding == "windows-1252" && bom != "" {
				continue
			}
			form := textForm{encoding: encoding, unit: 1}
			if strings.HasPrefix(encoding, "utf-16") {
				form.unit, form.bigEndian = 2, encoding == "utf-16be"
			}
			written, _ := form.encode(bom + plain)
			want, _ := form.encode(bom + strings.Replace(plain, ";;4", ";GO;3", 1))
			for _, o := range []Options{{Apply: audit.Safe}, {Apply: audit.Safe, Encoding: encoding, Delimiter: ';'}} {
				result := testResult("jan.csv", unitsFinding("jan.csv", 2, 4, "4", "3", audit.Safe), modifierFinding("jan.csv", 2, 3, "", audit.Safe, "GO"))
				got, _ := correctText(t, string(written), result, testLayout("jan.csv", 1, 4, 3), o)
				if got != string(want) {
					t.Errorf("%s, mark %v, given %q: got %q, want %q", encoding, bom != "", o.Encoding, got, want)
				}
			}
		}
	}
}

func TestHTMLInputIsNotRewritten(t *testing.T) {
	dir := t.TempDir()
	input, output := filepath.Join(dir, "jan.xls"), filepath.Join(dir, "jan.audited.csv")
	if err := os.WriteFile(input, []byte("<html><table><tr><td>4</td></tr></table>"), 0o600); err != nil {
		t.Fatal(err)
	}
	result := testResult("jan.xls", unitsFinding("jan.xls", 1, 1, "4", "3", audit.Safe))
	done, err := CorrectFile(input, output, result, []*audit.Layout{testLayout("jan.xls", 2, 1, 3)}, Options{Apply: audit.Safe})
	if err != nil || done.Copy != nil || done.Note == "" {
		t.Errorf("%+v, %v", done, err)
	}
	if why := result.Findings[0].Fix.Edits[0].Why; why != "the input is an HTML table: correct by hand" {
		t.Errorf("why %q", why)
	}
	if _, err := os.Stat(output); err == nil {
		t.Error("a file was written")
	}
}

// Text whose fields only a tolerant reader finds is left as it is: the correction would land in another field.
func TestTextThatIsNoCSVIsNotRewritten(t *testing.T) {
	dir := t.TempDir()
	input, output := filepath.Join(dir, "jan.csv"), filepath.Join(dir, "jan.audited.csv")
	if err := os.WriteFile(input, []byte("Code, Units\n\"97110\", 4\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	result := testResult("jan.csv", unitsFinding("jan.csv", 2, 2, "4", "3", audit.Safe))
	done, err := CorrectFile(input, output, result, []*audit.Layout{testLayout("jan.csv", 1, 2, 0)}, Options{Apply: audit.Safe, ByHand: "the input's quotes are loose"})
	if err != nil || done.Copy != nil || done.Note == "" {
		t.Errorf("%+v, %v", done, err)
	}
	if why := result.Findings[0].Fix.Edits[0].Why; why != "the input's quotes are loose: correct by hand" {
		t.Errorf("why %q", why)
	}
}

// REP-02: naming the input as the output is refused.
func TestInputIsNeverOverwritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "jan.csv")
	if err := os.WriteFile(path, []byte("Units\n4\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	result := testResult("jan.csv", unitsFinding("jan.csv", 2, 1, "4", "3", audit.Safe))
	if _, err := CorrectFile(path, path, result, []*audit.Layout{testLayout("jan.csv", 2, 1, 3)}, Options{Apply: audit.Safe}); err == nil {
		t.Error("the input was accepted as the output")
	}
}
