package corrected

import (
	"strings"
	"testing"

	"otaudit/audit"
)

// IMP-241 to IMP-247: how modifiers stand in the row decides where an added one goes.
func TestAddedModifiers(t *testing.T) {
	for name, test := range map[string]struct {
		header, row string // columns Code, then those of the modifiers
		others      string // another row of the log
		old         string
		add         []string
		want        string // the row; empty if nothing is written
		why         string
	}{
		"blank single":              {"Mods", "97110;", "", "", []string{"GO"}, "97110;GO", ""},
		"own separator":             {"Mods", "97110;kx/59", "", "KX 59", []string{"GO"}, "97110;kx/59/GO", ""},
		"separator of the column":   {"Mods", "97110;KX", "97530;GO, KX", "KX", []string{"GO"}, "97110;KX, GO", ""},
		"no separator anywhere":     {"Mods", "97110;KX", "", "KX", []string{"GO", "CO"}, "97110;KX GO CO", ""},
		"glued":                     {"Mods", "97110;KX59", "", "KX 59", []string{"GO"}, "97110;KX59GO", ""},
		"placeholder":               {"Mods", "97110;N/A", "", "", []string{"GO"}, "97110;GO", ""},
		"zero among modifiers":      {"Mods", "97110;0", "97530;GO", "", []string{"GO"}, "97110;GO", ""},
		"header names examples":     {"Modifier (GO, KX)", "97110;KX", "", "KX", []string{"GO"}, "97110;KX GO", ""},
		"changed since":             {"Mods", "97110;59", "", "KX", []string{"GO"}, "", "any more"},
		"first free of a series":    {"Mod 1;Mod 2;Mod 3", "97110;KX;;", "", "KX", []string{"GO", "CO"}, "97110;KX;GO;CO", ""},
		"gap in a series":           {"Mod 1;Mod 2", "97110;;KX", "", "KX", []string{"GO"}, "97110;GO;KX", ""},
		"full series":               {"Mod 1;Mod 2", "97110;KX;", "", "KX", []string{"GO", "CO"}, "", "no free modifier column"},
		"yes/no column is not free": {"Mods;KX", "97110;59;", "97530;GO;Y", "59", []string{"GO"}, "97110;59 GO;", ""},
		"yes/no column counts":      {"Mods;KX", "97110;59;Y", "", "59 KX", []string{"GO"}, "97110;59 GO;Y", ""},
		"yes/no column by hand":     {"Mods;KX", "97110;GO;", "", "GO", []string{"KX"}, "", "set it by hand"},
		"yes/no without a name":     {"Mods;Threshold", "97110;GO;Y", "", "GO KX", []string{"CO"}, "", "yes/no column"},
		"in the code cell":          {"Mods", "97110-GO;59", "", "GO 59", []string{"CO"}, "97110-GO;59 CO", ""},
		"glued to the code":         {"Mods", "97110GO;", "", "GO", []string{"CO"}, "97110GO;CO", ""},
		"several lines in a cell":   {"Mods", "97110x2, 97530x1;GO", "", "GO", []string{"CO"}, "", "shares its cell"},
	} {
		text := "Code;" + test.header + "\n" + test.row + "\n" + test.others + "\n"
		columns := []int32{}
		headers := []audit.Column{}
		for i, header := range strings.Split(test.header, ";") {
			columns = append(columns, int32(i+2))
			headers = append(headers, audit.Column{Col: int32(i + 2), Header: header, Field: "modifiers"})
		}
		result := testResult("jan.csv", modifierFinding("jan.csv", 2, 2, test.old, audit.Safe, test.add...))
		result.Sheets[0].Columns = headers
		got, _ := correctText(t, text, result, testLayout("jan.csv", 1, 0, columns...), Options{Apply: audit.Safe, Delimiter: ';'})
		row := strings.Split(got, "\n")[1]
		e := result.Findings[0].Fix.Edits[0]
		if test.want == "" && (row != test.row || e.Applied || !strings.Contains(e.Why, test.why)) {
			t.Errorf("%s: got %q, why %q, want %q", name, row, e.Why, test.why)
		}
		if test.want != "" && (row != test.want || !e.Applied) {
			t.Errorf("%s: got %q, why %q, want %q", name, row, e.Why, test.want)
		}
	}
}

// A replaced list keeps the separator of a single column; in a series only the columns concerned change.
func TestReplacedModifiers(t *testing.T) {
	for name, test := range map[string]struct{ header, row, old, new, want, why string }{
		"one by another":     {"Mods", "97110;GP, KX", "GP KX", "GO KX", "97110;GO, KX", ""},
		"repeat":             {"Mods", "97110;GO GO", "GO GO", "GO", "97110;GO", ""},
		"series, by another": {"Mod 1;Mod 2", "97110;GP;KX", "GP KX", "GO KX", "97110;GO;KX", ""},
		"series, repeat":     {"Mod 1;Mod 2;Mod 3", "97110;GO;KX;GO", "GO KX GO", "GO KX", "97110;GO;KX;", ""},
		"series, more":       {"Mod 1;Mod 2", "97110;GP;", "GP", "GO KX", "", "several modifier columns"},
		"in the code":        {"Mods", "97110-GP;KX", "GP KX", "GO KX", "", "code column"},
	} {
		finding := modifierFinding("jan.csv", 2, 2, test.old, audit.Safe)
		finding.Fix.Edits[0].New, finding.Fix.Edits[0].Add = test.new, nil
		var columns []int32
		for i := range strings.Split(test.header, ";") {
			columns = append(columns, int32(i+2))
		}
		result := testResult("jan.csv", finding)
		got, _ := correctText(t, "Code;"+test.header+"\n"+test.row+"\n", result, testLayout("jan.csv", 1, 0, columns...), Options{Apply: audit.Safe, Delimiter: ';'})
		row, e := strings.Split(got, "\n")[1], result.Findings[0].Fix.Edits[0]
		if test.want == "" && (row != test.row || !strings.Contains(e.Why, test.why)) || test.want != "" && row != test.want {
			t.Errorf("%s: got %q, why %q, want %q %q", name, row, e.Why, test.want, test.why)
		}
	}
}

// A line sep=; is row 1, and its delimiter holds.
func TestSepLineIsARow(t *testing.T) {
	result := testResult("jan.csv", unitsFinding("jan.csv", 3, 3, "4", "3", audit.Safe))
	got, _ := correctText(t, "sep=|\nCode|Mods|Units\n97110|GO, KX; 59|4\n", result, testLayout("jan.csv", 1, 3, 2), Options{Apply: audit.Safe})
	if want := "sep=|\nCode|Mods|Units\n97110|GO, KX; 59|3\n"; got != want {
		t.Errorf("got %q, why %q", got, result.Findings[0].Fix.Edits[0].Why)
	}
}

// Units are rewritten as plain numbers only; what stands beside a number would have to be understood.
func TestNumbersWritten(t *testing.T) {
	for text, want := range map[string]string{"4": "3", "4.0": "3.0", " 4 ": " 3 ", "4 units": "", "x4": "", "4; 1": "", "5": "", "4,0": "", "": "", "$4": ""} {
		change, why := numberChange(cellFact{text: text, kind: factText}, wantedValue{old: "4", new: "3"}, true)
		if (why == "") != (want != "") || want != "" && change.text != want {
			t.Errorf("%q became %q, why %q", text, change.text, why)
		}
	}
	number := cellFact{text: "2.8999999999999999", kind: factNumber}
	if change, why := numberChange(number, wantedValue{old: "2.9", new: "2"}, false); why != "" || !change.number || change.text != "2" {
		t.Errorf("%+v, %q", change, why)
	}
}
