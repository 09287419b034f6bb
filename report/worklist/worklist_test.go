package worklist

import (
	"bytes"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"otaudit/audit"
	"otaudit/report/reporttest"
)

// finding is a finding of units on a line of Medicare.
func finding(id, rule string, row int32, cents audit.Cents) audit.Finding {
	cell := audit.Ref{Sheet: "log.csv", Row: row, Col: 5}
	return audit.Finding{ID: id, Rule: rule, Name: "timed-units-exceed-minutes", Severity: audit.Error, Scope: audit.ScopeDay, Cell: cell,
		Patient: "P1", Date: "2024-02-29", Code: "97110", Payer: "Medicare", Claim: "C1", Therapist: "Ada", Field: "units", Status: "open",
		Impact: audit.Impact{Units: -1000, Money: cents, Basis: "charge"}, Message: "3 units billed; 2 supported", Working: "=1+1",
		Fix: audit.Fix{Safety: audit.Safe, Edits: []audit.Edit{{Cell: cell, Field: audit.UnitsBilled, Old: "3", New: "2"}}}}
}

func result(findings ...audit.Finding) *audit.Result {
	return &audit.Result{Manifest: audit.Manifest{AsOf: "2024-06-01", Set: "internal"}, Findings: findings,
		Payers: []audit.PayerUse{{Name: "Medicare", Class: "medicare_b"}, {Name: "Aetna", Class: "commercial", Assumed: true}},
		Sheets: []audit.Sheet{{Name: "log.csv", Columns: []audit.Column{{Col: 2, Field: "claim_id", Grade: audit.Evident}, {Col: 7, Field: "minutes", Grade: audit.Assumed}}}}}
}

// written is the list of a result, opened again.
func written(t *testing.T, r *audit.Result, earlier *Progress) (*excelize.File, []byte) {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, r, earlier); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	return book, out.Bytes()
}

func cell(t *testing.T, book *excelize.File, col, line int) string {
	t.Helper()
	text, err := book.GetCellValue(listSheet, cellName(col, headerRow+line))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestOneRowALine(t *testing.T) {
	modifier := finding("M001-a", "M001", 4, 0)
	modifier.Impact, modifier.Fix.Edits = audit.Impact{}, []audit.Edit{{Cell: audit.Ref{Sheet: "log.csv", Row: 4, Col: 6}, Field: audit.Modifiers, New: "GO"}}
	accepted := finding("U001-acc", "U001", 9, -100)
	accepted.Status = "accepted"
	other := finding("U001-b", "U001", 5, 2550)
	other.Payer, other.Date, other.Impact.Units = "Aetna", "2024-03-01", 1000
	note := finding("E002-n", "E002", 8, 0)
	note.Severity, note.Fix = audit.Info, audit.Fix{}
	book, _ := written(t, result(finding("U001-a", "U001", 4, -3050), modifier, accepted, other, note), nil)
	for _, want := range []struct {
		col, line int
		text      string
	}{
		{colPayer, 1, "Aetna"}, {colAct, 1, "rebill"}, {colDeadline, 1, ""}, {colMoney, 1, "$25.50"},
		{colPayer, 2, "Medicare"}, {colAct, 2, "review for refund"}, {colClaim, 2, "C1"}, {colPatient, 2, "P1"}, {colDay, 2, "2024-02-29"}, {colCode, 2, "97110"},
		{colChange, 2, "units 3 → 2; modifiers blank → GO"}, {colMoney, 2, "-$30.50"}, {colWorking, 2, "=1+1"}, {colWho, 2, "biller"}, {colStatus, 2, "to do"},
		{colIDs, 2, "U001-a; M001-a"}, {colIDs, 3, ""}, {colAct, -1, "2"}, {colMoney, -1, "-$5.00"},
		{colSure, 1, "assumed: the unit rule of the payer; assumed: column G is minutes"}, {colSixty, 2, ""},
	} {
		if got := cell(t, book, want.col, want.line); got != want.text {
			t.Errorf("line %d, %s: %q, want %q", want.line, columns[want.col].header, got, want.text)
		}
	}
	if formula, _ := book.GetCellFormula(listSheet, cellName(colWorking, headerRow+2)); formula != "" {
		t.Errorf("a text of the log became the formula %q", formula)
	}
	if formula, _ := book.GetCellFormula(listSheet, cellName(colMoney, totalRow)); formula != "SUBTOTAL(109,H5:H6)" {
		t.Errorf("the dollars are totalled by %q", formula)
	}
	for total, want := range map[int]string{colAct: "2", colMoney: "-5"} { // the stored values are those that the formulas give
		if got, err := book.CalcCellValue(listSheet, cellName(total, totalRow), excelize.Options{RawCellValue: true}); err != nil || got != want {
			t.Errorf("%s recalculates to %q, want %q (%v)", columns[total].header, got, want, err)
		}
	}
	rules, err := book.GetDataValidations(listSheet)
	if err != nil || len(rules) != 2 || rules[0].Sqref != "O5:O6" || !strings.Contains(rules[0].Formula1, "not needed") || rules[1].Formula1 != "'How to use'!$D$5:$D$34" {
		t.Errorf("the choices are %+v (%v)", rules, err)
	}
	if panes, err := book.GetPanes(listSheet); err != nil || !panes.Freeze || panes.YSplit != headerRow {
		t.Errorf("the panes are %+v (%v)", panes, err)
	}
	help := fmt.Sprint(book.GetRows(helpSheet))
	for _, part := range []string{"On this list: 2 lines", "1 accepted finding, 1 note"} {
		if !strings.Contains(help, part) {
			t.Errorf("the help does not say %q", part)
		}
	}
}

// TestDeadline: 12 months for Medicare Part B, what the profile states for others, and only from a whole date; a refund has none.
func TestDeadline(t *testing.T) {
	for want, change := range map[string]func(*audit.Finding){
		"2025-03-01": func(f *audit.Finding) { f.Date = "2024-03-01" },
		"":           func(f *audit.Finding) { f.Date = "2024" },
	} {
		f := finding("M001-a", "M001", 4, 0)
		f.Impact = audit.Impact{}
		change(&f)
		book, _ := written(t, result(f), nil)
		if got := cell(t, book, colDeadline, 1); got != want {
			t.Errorf("service on %s: deadline %q, want %q", f.Date, got, want)
		}
	}
	other := result(finding("M001-a", "M001", 4, 0))
	other.Findings[0].Impact, other.Findings[0].Date = audit.Impact{}, "2024-03-01"
	for want, payer := range map[string]audit.PayerUse{"": {Class: "commercial"}, "2024-05-30": {Class: "commercial", FilingDays: 90}} {
		payer.Name = other.Findings[0].Payer
		other.Payers = []audit.PayerUse{payer}
		book, _ := written(t, other, nil)
		if got := cell(t, book, colDeadline, 1); got != want {
			t.Errorf("a payer with %d days: deadline %q, want %q", payer.FilingDays, got, want)
		}
	}
	book, _ := written(t, result(finding("U001-a", "U001", 4, -100)), nil)
	if got := cell(t, book, colDeadline, 1); got != "" {
		t.Errorf("a refund review has the deadline %q", got)
	}
}

func TestMoneyOfALineIsCountedOnce(t *testing.T) {
	doubt := finding("U004-a", "U004", 4, -9900)
	doubt.InDoubt = "U014"
	book, _ := written(t, result(doubt, finding("U001-a", "U001", 4, -1000), finding("C002-a", "C002", 4, -3000)), nil)
	if got := cell(t, book, colMoney, 1); got != "-$30.00" {
		t.Errorf("the line is worth %s", got)
	}
	if got := cell(t, book, colSure, 1); !strings.Contains(got, "in doubt: U004 depends on U014") {
		t.Errorf("the doubt is said as %q", got)
	}
}

// TestHeldUntilBilled: a line without a claim number in a log that has them is held; where the mode hides claims it is not.
func TestHeldUntilBilled(t *testing.T) {
	f := finding("U001-a", "U001", 4, -1000)
	f.Claim = ""
	r := result(f)
	book, _ := written(t, r, nil)
	if got := cell(t, book, colAct, 1); got != string(Hold) {
		t.Errorf("without a claim: %q", got)
	}
	r.Manifest.Set = "share"
	book, _ = written(t, r, nil)
	if got := cell(t, book, colAct, 1); got != string(Refund) {
		t.Errorf("with claims hidden: %q", got)
	}
	if notice := cell(t, book, 0, noticeRow-headerRow); !strings.Contains(notice, "coded") {
		t.Errorf("the coded list says %q", notice)
	}
}

// TestProgressIsCarriedOver: by finding id, out of a list that people sorted and whose columns they moved.
func TestProgressIsCarriedOver(t *testing.T) {
	first := result(finding("U001-a", "U001", 4, -1000), finding("U001-b", "U001", 5, -1000), finding("U001-c", "U001", 6, -1000))
	book, _ := written(t, first, nil)
	set := func(col, line int, text string) {
		if err := book.SetCellValue(listSheet, cellName(col, headerRow+line), text); err != nil {
			t.Fatal(err)
		}
	}
	for line, status := range []string{"done", "waiting", "not needed"} {
		set(colStatus, line+1, status)
		set(colDoneBy, line+1, "Ben")
	}
	set(colSixty, 1, "2024-05-02")
	if err := book.RemoveCol(listSheet, "C"); err != nil {
		t.Fatal(err)
	}
	var saved bytes.Buffer
	if err := book.Write(&saved); err != nil {
		t.Fatal(err)
	}
	earlier, err := Read(&saved)
	if err != nil {
		t.Fatal(err)
	}
	again, _ := written(t, result(finding("U001-a", "U001", 14, -1000), finding("U001-b", "U001", 15, -1000), finding("C002-new", "C002", 15, -1000)), earlier)
	for _, want := range []struct {
		col, line int
		text      string
	}{
		{colStatus, 1, "done"}, {colDoneBy, 1, "Ben"}, {colSixty, 1, "2024-05-02"},
		{colStatus, 2, "check again"}, {colDoneBy, 2, ""}, {colNotes, 2, "earlier: U001-b: waiting, Ben"},
	} {
		if got := cell(t, again, want.col, want.line); got != want.text {
			t.Errorf("line %d, %s: %q, want %q", want.line, columns[want.col].header, got, want.text)
		}
	}
	rows, err := again.GetRows(goneSheet)
	if err != nil || len(rows) != 4 || !slices.Equal(rows[3], []string{"U001-c", "Medicare, P1, 2024-02-29, 97110", "not needed", "Ben"}) {
		t.Errorf("no longer found: %q (%v)", rows, err)
	}
}

func TestReadRefusesOtherWorkbooks(t *testing.T) {
	book := excelize.NewFile()
	defer book.Close()
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(&out); err != errNoList {
		t.Errorf("another workbook: %v", err)
	}
	if _, err := Read(strings.NewReader("no workbook")); err == nil {
		t.Error("a text is read as a list")
	}
}

// TestTwoWritingsAreEqual holds REP-01.
func TestTwoWritingsAreEqual(t *testing.T) {
	for size, of := range reporttest.Sizes {
		r := reporttest.SampleResult(of)
		_, a := written(t, r, nil)
		_, b := written(t, r, nil)
		if !bytes.Equal(a, b) {
			t.Errorf("%s: two writings differ", size)
		}
	}
}

// TestMemory: 20,000 findings stay under 200 MB of live memory.
func TestMemory(t *testing.T) {
	r := reporttest.BigResult(20_000)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var out bytes.Buffer
	if err := Write(&out, r, nil); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if grown := (after.Sys - before.Sys) >> 20; grown > 200 {
		t.Errorf("writing took %d MB from the system", grown)
	}
}
