package corrected

import (
	"os"
	"path/filepath"
	"testing"

	"otaudit/audit"
)

// testLayout binds code, units and modifiers to the given columns of a sheet.
func testLayout(sheet string, code, units int32, modifiers ...int32) *audit.Layout {
	var slot audit.Slot
	slot[audit.Code] = []int32{code}
	if units > 0 {
		slot[audit.UnitsBilled] = []int32{units}
	}
	slot[audit.Modifiers] = modifiers
	return &audit.Layout{Sheet: sheet, Symbols: audit.NewSymbols(), Slots: []audit.Slot{slot}}
}

func unitsFinding(sheet string, row, col int32, old, corrected string, safety audit.Safety) audit.Finding {
	cell := audit.Ref{Sheet: sheet, Row: row, Col: col}
	return audit.Finding{Rule: "U001", Name: "timed-units-exceed-minutes", Severity: audit.Error, Cell: cell, Field: "units",
		Original: old, Message: "potential excess of timed units", Working: "24 + 23 = 47 timed minutes: 3 units", Status: "open",
		Cites: []string{"Pub. 100-04 ch.5 §20.2"},
		Fix: audit.Fix{Title: "lower the units", Safety: safety,
			Edits: []audit.Edit{{Cell: cell, Line: row, Field: audit.UnitsBilled, Old: old, New: corrected}}}}
}

func modifierFinding(sheet string, row, col int32, old string, safety audit.Safety, add ...string) audit.Finding {
	cell := audit.Ref{Sheet: sheet, Row: row, Col: col}
	merged := old
	for _, token := range add {
		merged += " " + token
	}
	return audit.Finding{Rule: "M001", Name: "discipline-modifier-missing", Severity: audit.Error, Cell: cell, Field: "modifiers",
		Original: old, Message: "potential missing modifier", Status: "open",
		Fix: audit.Fix{Title: "add the modifier", Safety: safety,
			Edits: []audit.Edit{{Cell: cell, Line: row, Field: audit.Modifiers, Old: old, New: merged, Add: add}}}}
}

func testResult(sheet string, findings ...audit.Finding) *audit.Result {
	return &audit.Result{Findings: findings, Sheets: []audit.Sheet{{Name: sheet, HeaderRow: 1, RowsRead: 6, RowsUsed: 4, Lines: 4,
		NonData: []audit.Count{{What: "title", N: 1}}, Excluded: []audit.Count{{What: "status", N: 1}},
		UnitsRead: audit.WholeUnits(9), UnitsUsed: audit.WholeUnits(9)}}}
}

func correctText(t *testing.T, text string, result *audit.Result, layout *audit.Layout, o Options) (string, Corrected) {
	t.Helper()
	dir := t.TempDir()
	input, output := filepath.Join(dir, "jan.csv"), filepath.Join(dir, "jan.audited.csv")
	if err := os.WriteFile(input, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	done, err := CorrectFile(input, output, result, []*audit.Layout{layout}, o)
	if err != nil {
		t.Fatal(err)
	}
	corrected, err := os.ReadFile(output)
	if err != nil {
		t.Fatal(err)
	}
	after, err := os.ReadFile(input)
	if err != nil || string(after) != text {
		t.Fatalf("the input was changed (REP-02): %v", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 {
		t.Fatalf("left behind beside input and output (REP-02): %v %v", entries, err)
	}
	return string(corrected), done
}

// CorrectFile decides, writes and puts the copy in its place in one step, and withdraws what it cannot write.
func CorrectFile(input, output string, result *audit.Result, layouts []*audit.Layout, o Options) (Corrected, error) {
	plan, err := Plan(input, output, result, layouts, o)
	if err != nil {
		return Corrected{}, err
	}
	done, err := plan.Write()
	switch {
	case err != nil:
		plan.Withdraw()
	case done.Copy != nil:
		err = done.Copy.Place()
	}
	return done, err
}
