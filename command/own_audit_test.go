package command

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"otaudit/audit"
	"otaudit/report/model"
	"otaudit/samples/benchlog"
)

// longTests says whether the tests that take minutes are to run: .ci/run asks for them.
func longTests() bool { return os.Getenv("OTAUDIT_LONG") != "" }

// newTestRun is a run of the main job over one log; without an output folder no copy is to be written.
func newTestRun(path, asOf, out string) *auditRun {
	return &auditRun{auditOptions: auditOptions{readOptions: readOptions{paths: []string{path}, asOf: asOf}, out: out, setting: "practitioner",
		apply: "safe", therapist: "name", failOn: "never", target: model.DefaultTarget, force: true, workers: 2}, con: &console{out: io.Discard, err: io.Discard, quiet: true}}
}

// steps runs the job without its reports.
func (r *auditRun) steps(t testing.TB) {
	t.Helper()
	steps := []func() error{r.check, r.read, r.followProfiles, r.audit}
	if r.out != "" {
		steps = append(steps, r.takeFolder, r.correct)
	}
	for _, step := range steps {
		if err := step(); err != nil {
			t.Fatalf("%s: %v", r.paths, err)
		}
	}
	for _, f := range r.result.Failures {
		t.Fatalf("%s: %s: %s", r.paths, f.Rule, f.What)
	}
}

// auditLog audits a log; with an output folder the corrected copy is written too, and its path given.
func auditLog(t testing.TB, path, asOf, out string) (r *auditRun, copied string) {
	t.Helper()
	r = newTestRun(path, asOf, out)
	r.steps(t)
	if out == "" {
		r.closeAccount()
		return r, ""
	}
	if err := r.copies.stand(); err != nil {
		t.Fatalf("%s: %v: %v", path, err, r.copies.list[0].err)
	}
	done := r.copies.list[0].done.Copy
	if done == nil {
		return r, ""
	}
	if err := done.Place(); err != nil {
		t.Fatal(err)
	}
	return r, done.Path
}

// matter is what a finding is about, wherever it stands: findings of months and files have no patient, those of cells that the
// import could not read have neither.
func matter(f *audit.Finding) string {
	switch {
	case f.Scope == audit.ScopeYear:
		return fmt.Sprint(f.Rule, " ", f.Patient)
	case f.Patient != "":
		return fmt.Sprint(f.Rule, " ", f.Patient, " ", f.Date)
	case f.Therapist != "":
		return fmt.Sprint(f.Rule, " ", f.Therapist, " ", f.Code)
	}
	return fmt.Sprint(f.Rule, " ", f.Field, " row ", f.Cell.Row, " column ", f.Cell.Col)
}

// ownAudit corrects a log and audits the copy as it lies on the disk: it has no finding that the log did not have, but that
// typed totals are now off by exactly what was corrected. Its units and charges are those that the account of the run says.
func ownAudit(t testing.TB, path, asOf string) (corrections int) {
	t.Helper()
	before, copied := auditLog(t, path, asOf, t.TempDir())
	if copied == "" {
		return 0
	}
	after, _ := auditLog(t, copied, asOf, "")
	a, b := before.result.Account, after.result.Account
	if len(a.Open)+len(b.Open) > 0 || a.UnitsAfter != b.UnitsBilled || a.ChargeAfter != b.ChargeBilled {
		t.Errorf("%s: units %s after corrections, %s in the copy; charges %s and %s; open %q %q", path, a.UnitsAfter, b.UnitsBilled,
			a.ChargeAfter, b.ChargeBilled, a.Open, b.Open)
	}
	known := map[string]bool{}
	for i := range before.result.Findings {
		f := &before.result.Findings[i]
		known[matter(f)] = true
		if f.Fix.Applied {
			corrections++
		}
	}
	for i := range after.result.Findings {
		f := &after.result.Findings[i]
		if !known[matter(f)] && !typedTotal(f, &a) {
			t.Errorf("%s: the corrected copy has a new %s in row %d: %s (%s)", path, f.Rule, f.Cell.Row, f.Message, f.Working)
		}
	}
	return corrections
}

// typedTotal says whether a finding is about a total that stands in the log as typed and is off by what was corrected.
func typedTotal(f *audit.Finding, a *audit.Account) bool {
	return f.Rule == "I004" && (f.Field == "units" && strings.HasSuffix(f.Message, "a difference of "+(-a.UnitsCorrected).String()) ||
		f.Field == "charge" && strings.HasSuffix(f.Message, "a difference of "+(-a.ChargeCorrected).String()))
}

// TestCorrectedSamplesPassTheirOwnAudit: what is handed back has no finding that was not there before.
func TestCorrectedSamplesPassTheirOwnAudit(t *testing.T) {
	for _, name := range sampleLogs {
		if ownAudit(t, filepath.Join("../samples", name), samplesAsOf) == 0 {
			t.Errorf("%s: nothing was corrected", name)
		}
	}
}

// TestCorrectedTablesPassTheirOwnAudit holds it for generated tables: text and workbooks, with totals, copies of the units,
// charges as amounts and as formulas, several columns of modifiers, and days on which much is wrong at once.
func TestCorrectedTablesPassTheirOwnAudit(t *testing.T) {
	tables := 60
	if longTests() {
		tables = 500
	}
	corrections := 0
	for seed := range tables {
		corrections += ownAudit(t, writeWrongTable(t, uint64(seed)), "2026-06-01")
	}
	if corrections < tables {
		t.Errorf("%d corrections in %d tables: they test nothing", corrections, tables)
	}
}

// TestCorrectedLargeLogPassesItsOwnAudit holds it for 30,000 lines.
func TestCorrectedLargeLogPassesItsOwnAudit(t *testing.T) {
	if !longTests() {
		t.Skip("set OTAUDIT_LONG=1, as .ci/run does")
	}
	path := filepath.Join(t.TempDir(), "log.csv")
	benchlog.Write(t, path, 30_000)
	if ownAudit(t, path, "2026-11-01") == 0 {
		t.Error("nothing was corrected")
	}
}

// wrongTable is a generated table: texts of cells, formulas begin with an equals sign and stand with their values.
type wrongTable struct {
	random   *rand.Rand
	header   []string
	rows     [][]string
	formulas bool
}

func (w *wrongTable) one(texts ...string) string { return texts[w.random.IntN(len(texts))] }

func (w *wrongTable) odds(percent int) bool { return w.random.IntN(100) < percent }

// writeWrongTable writes the table of a seed into a file and gives its path.
func writeWrongTable(t testing.TB, seed uint64) string {
	t.Helper()
	w := &wrongTable{random: rand.New(rand.NewPCG(seed, 12))}
	workbook := w.odds(30)
	w.formulas = workbook && w.odds(50)
	w.fill()
	if workbook {
		return w.writeWorkbook(t, seed)
	}
	path := filepath.Join(t.TempDir(), fmt.Sprintf("table%d.csv", seed))
	var text strings.Builder
	for _, row := range append([][]string{w.header}, w.rows...) {
		for i, cell := range row {
			if i > 0 {
				text.WriteByte(',')
			}
			if strings.Contains(cell, ",") {
				cell = `"` + cell + `"`
			}
			text.WriteString(cell)
		}
		text.WriteByte('\n')
	}
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// fill draws the columns and the lines.
func (w *wrongTable) fill() {
	charge, copyOfUnits, times, total, visitTotal := w.odds(75), w.odds(20), w.odds(40), w.odds(30), w.odds(40)
	dollar, status := w.one("", "$"), w.odds(30)
	w.header = []string{"Patient ID", "Date of Service", "CPT Code", "Units", "Minutes", "Therapist", "Credential", "Payer"}
	split := w.odds(30)
	if split {
		w.header = append(w.header, "Mod 1", "Mod 2", "Mod 3")
	} else {
		w.header = append(w.header, "Modifiers")
	}
	add := func(there bool, names ...string) {
		if there {
			w.header = append(w.header, names...)
		}
	}
	add(charge, "Charge")
	add(copyOfUnits, "Billed Units")
	add(times, "Start Time", "End Time")
	add(visitTotal, "Total Timed Minutes")
	add(status, "Visit Status")
	unitSum, chargeSum := 0, 0
	for range 4 + w.random.IntN(8) {
		patient, date, payer := w.one("P1", "P2", "P3"), w.one("03/02/2026", "03/03/2026", "03/16/2026", "04/20/2026"), w.one("Medicare", "Medicare", "Aetna", "Cigna", "Acme Unknown")
		start := w.random.IntN(3)
		therapist, credential, kept := w.one("Ann Lee", "Bo Quist"), w.one("OTR/L", "OTR/L", "COTA/L", ""), w.one("Kept", "Kept", "Kept", "Kept", "No Show", "Cancelled")
		timed := w.one("", "15", "30", "45", "53")
		for range 1 + w.random.IntN(4) {
			code := w.one("97530", "97530", "97110", "97112", "97535", "97129", "97130", "97150", "97165", "97166", "97168", "97018", "98977", "97014", "G0283")
			units := w.random.IntN(5)
			minutes := w.one("", "0", "1", "5", "8", "15", "23", "30", "38", "45", "60", "250")
			row := []string{patient, date, code, fmt.Sprint(units), minutes, therapist, credential, payer}
			modifiers := strings.Fields(w.one("", "GO", "GO", "GO", "GO 59", "GO CO", "GP", "KX GO"))
			if split {
				for i := range 3 {
					row = append(row, strings.Join(modifiers[min(i, len(modifiers)):min(i+1, len(modifiers))], ""))
				}
			} else {
				row = append(row, strings.Join(modifiers, " "))
			}
			if charge {
				cents := units * 4000
				switch {
				case w.formulas:
					row = append(row, fmt.Sprintf("=D%d*40", len(w.rows)+2))
				case w.odds(15):
					cents = 10000
					fallthrough
				default:
					row = append(row, dollar+fmt.Sprintf("%d.%02d", cents/100, cents%100))
				}
				if !status || kept == "Kept" {
					chargeSum += cents
				}
			}
			if copyOfUnits {
				row = append(row, fmt.Sprint(units))
			}
			if times {
				row = append(row, fmt.Sprintf("%d:00", 9+start), fmt.Sprintf("%d:%d", 9+start, 30+w.random.IntN(2)*15))
			}
			if visitTotal {
				row = append(row, timed)
			}
			if status {
				row = append(row, kept)
			}
			if !status || kept == "Kept" {
				unitSum += units
			}
			w.rows = append(w.rows, row)
			if w.odds(8) {
				w.rows = append(w.rows, row)
				unitSum += units
			}
		}
	}
	if total && !w.formulas {
		row := make([]string, len(w.header))
		row[0], row[3] = "Total", fmt.Sprint(unitSum)
		w.rows = append(w.rows, row)
	}
}

func (w *wrongTable) writeWorkbook(t testing.TB, seed uint64) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range append([][]string{w.header}, w.rows...) {
		for j, text := range row {
			cell, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				t.Fatal(err)
			}
			var number int
			switch n, _ := fmt.Sscanf(text, "%d", &number); {
			case strings.HasPrefix(text, "="):
				fmt.Sscanf(row[3], "%d", &number)
				err = f.SetCellValue("Sheet1", cell, number*40)
				if err == nil {
					err = f.SetCellFormula("Sheet1", cell, fmt.Sprintf("D%d*40", i+1))
				}
			case n == 1 && fmt.Sprint(number) == text:
				err = f.SetCellValue("Sheet1", cell, number)
			default:
				err = f.SetCellValue("Sheet1", cell, text)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	path := filepath.Join(t.TempDir(), fmt.Sprintf("table%d.xlsx", seed))
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}
