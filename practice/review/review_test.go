package review

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"otaudit/audit"
	"otaudit/practice/sampling"
)

// shipped are the questions that come with the program.
func shipped(t *testing.T) *Questions {
	t.Helper()
	q, err := ReadQuestions("", bytes.NewReader(Shipped))
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// sampleOf is a sample of so many units and two spares, of two therapists in turn.
func sampleOf(n int) *sampling.Record {
	r := &sampling.Record{Schema: 1, AsOf: "2026-03-31", Unit: sampling.Visit, FrameSize: 600, FrameHash: "f", Strata: []sampling.Drawing{{Stratum: sampling.Stratum{Frame: 600}, Sample: n, Spares: 2}}}
	for i := range n + 2 {
		amount := audit.Cents(10000 + i)
		d := sampling.Drawn{ID: fmt.Sprintf("U%d-ab%d", i+1, i), Position: i + 1, Patient: fmt.Sprintf("P%d", i), Date: fmt.Sprintf("2026-03-%02d", 1+i%28), Codes: []string{"97110", "97530"},
			Therapists: []string{[]string{"Alder, Ann", "Birch, Ben"}[i%2]}, Log: []string{"97110 GO, 2 units, 30 min", "97530 GO, 1 unit, 15 min"}, Amount: &amount}
		if i >= n {
			d.Spare, d.ID = i-n+1, fmt.Sprintf("S%d-ab%d", i-n+1, i)
		}
		r.Drawn = append(r.Drawn, d)
	}
	return r
}

// filledIn writes a worksheet and fills in cells, by row from 0 and header.
func filledIn(t *testing.T, r *sampling.Record, q *Questions, answers func(row int, header string) any) string {
	t.Helper()
	var text bytes.Buffer
	if err := Write(&text, r, q, Found{r.Drawn[0].ID: {"U001 error: too many units", "=1+1"}}); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&text)
	if err != nil {
		t.Fatal(err)
	}
	for col, c := range columnsOf(q, nil) {
		for row := range r.Drawn {
			if value := answers(row, c.header); value != nil {
				cell, _ := excelize.CoordinatesToCellName(col+1, headerRow+1+row)
				book.SetCellValue(sheetName, cell, value)
			}
		}
	}
	path := filepath.Join(t.TempDir(), "review-1.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// read reads worksheets.
func read(t *testing.T, r *sampling.Record, q *Questions, paths ...string) *Worksheets {
	t.Helper()
	w := NewWorksheets(r, q)
	for _, path := range paths {
		if err := w.Read(path); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// hurried answers like a reviewer in a hurry: the first two questions, one reason, the amounts; the name once.
func hurried(row int, header string) any {
	switch header {
	case "Plan of care":
		return Answers[row%4]
	case "Skilled need":
		return "not met"
	case "Skilled need: why":
		return "exercises only"
	case supportedHeader:
		return 90.5 + float64(row)
	case reviewerHeader:
		if row == 0 {
			return "Ann  Reviewer"
		}
	}
	return nil
}

// TestWorksheetIsReadBack: what was filled in comes back, row by row, and every unit has its row.
func TestWorksheetIsReadBack(t *testing.T) {
	r, q := sampleOf(10), shipped(t)
	w := read(t, r, q, filledIn(t, r, q, hurried))
	if len(w.Problems) > 0 || len(w.Opinions) != 12 {
		t.Fatalf("problems %q, %d opinions", w.Problems, len(w.Opinions))
	}
	for i, o := range w.Opinions {
		if o.Unit != &r.Drawn[i] || o.Reviewer != "Ann Reviewer" || o.State != Reviewed || *o.Supported != audit.Cents(9050+100*i) ||
			o.Answers[0] != Answer(Answers[i%4]) || o.Answers[2] != NotMet || o.Reasons[2] != "exercises only" || o.Answers[1] != Unanswered {
			t.Errorf("row %d is read as %+v", i, o)
		}
	}
}

// reshape reads a worksheet's cells, lets them be changed and writes them as a CSV.
func reshape(t *testing.T, path string, change func(header []string, rows [][]string) [][]string) string {
	t.Helper()
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	all, err := book.GetRows(sheetName)
	if err != nil {
		t.Fatal(err)
	}
	width := len(all[headerRow-1])
	for i := range all {
		all[i] = append(all[i], make([]string, width-min(width, len(all[i])))...)
	}
	var text strings.Builder
	for _, row := range change(all[headerRow-1], all[headerRow:]) {
		for i, cell := range row {
			if i > 0 {
				text.WriteByte(',')
			}
			text.WriteString(`"` + strings.ReplaceAll(cell, `"`, `""`) + `"`)
		}
		text.WriteString("\r\n")
	}
	out := filepath.Join(t.TempDir(), "saved.csv")
	if err := os.WriteFile(out, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return out
}

// opinionsOf are the opinions without their places, by unit.
func opinionsOf(w *Worksheets) string {
	var lines []string
	for _, o := range w.Opinions {
		lines = append(lines, fmt.Sprint(o.Unit.ID, o.Reviewer, o.State, o.Why, o.Answers, o.Reasons, *o.Supported))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// TestReshapedWorksheet: sorted rows, moved and added columns, another spelling of answers, and a CSV are the same opinions.
func TestReshapedWorksheet(t *testing.T) {
	r, q := sampleOf(10), shipped(t)
	path := filledIn(t, r, q, hurried)
	want := opinionsOf(read(t, r, q, path))
	random := rand.New(rand.NewPCG(1, 1))
	for range 5 {
		columns := random.Perm(14 + 2*len(q.List))
		saved := reshape(t, path, func(header []string, rows [][]string) [][]string {
			random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
			out := [][]string{{"my review"}, {}}
			for i, row := range append([][]string{header}, rows...) {
				moved := []string{"note of my own"}
				for _, at := range columns {
					cell := row[at]
					if i > 0 && cell == "not met" {
						cell = " Not  Met "
					}
					moved = append(moved, cell)
				}
				out = append(out, moved)
			}
			return out
		})
		w := read(t, r, q, saved)
		if diff := cmp.Diff(want, opinionsOf(w)); diff != "" || len(w.Problems) > 0 {
			t.Errorf("problems %q, %s", w.Problems, diff)
		}
	}
}

// TestWorksheetThroughLibreOffice: a worksheet that LibreOffice opened and saved, as a workbook and as text, holds the same opinions.
func TestWorksheetThroughLibreOffice(t *testing.T) {
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (soffice) is not installed")
	}
	r, q := sampleOf(10), shipped(t)
	path := filledIn(t, r, q, hurried)
	want := opinionsOf(read(t, r, q, path))
	for _, kind := range []string{"xlsx", "csv"} {
		out := t.TempDir()
		convert(t, program, kind, out, path)
		w := read(t, r, q, filepath.Join(out, "review-1."+kind))
		if diff := cmp.Diff(want, opinionsOf(w)); diff != "" || len(w.Problems) > 0 {
			t.Errorf("%s: problems %q, %s", kind, w.Problems, diff)
		}
	}
}

func convert(t *testing.T, program, kind, out, path string) {
	t.Helper()
	command := exec.Command(program, "-env:UserInstallation=file://"+filepath.Join(t.TempDir(), "profile"), "--headless", "--convert-to", kind, "--outdir", out, path)
	if text, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
}

// TestNamedProblems: what cannot be used is named with its place, and everything else is used.
func TestNamedProblems(t *testing.T) {
	r, q := sampleOf(4), shipped(t)
	path := filledIn(t, r, q, hurried)
	for name, c := range map[string]struct {
		change func(header []string, rows [][]string) [][]string
		want   []string
		left   int // opinions
	}{
		"a changed id": {func(h []string, rows [][]string) [][]string {
			rows[1][0] = "U2-zzz"
			return append([][]string{h}, rows...)
		},
			[]string{`saved.csv!A3: no unit of the sample has the id "U2-zzz"; draw U2 has the id "U2-ab1"`, "saved.csv: no row for U2-ab1"}, 5},
		"a lost id": {func(h []string, rows [][]string) [][]string { rows[1][0] = ""; return append([][]string{h}, rows...) },
			[]string{"saved.csv!A3: answers without a unit id", "saved.csv: no row for U2-ab1"}, 5},
		"a lost row": {func(h []string, rows [][]string) [][]string { return append([][]string{h}, rows[1:]...) }, []string{"saved.csv: no row for U1-ab0"}, 5},
		"no answer": {func(h []string, rows [][]string) [][]string {
			rows[0][slices.Index(h, "Goals")] = "maybe"
			return append([][]string{h}, rows...)
		}, []string{`saved.csv!T2: "maybe" is not one of: met, not met, not applicable, cannot tell`}, 6},
		"no amount": {func(h []string, rows [][]string) [][]string {
			rows[0][slices.Index(h, supportedHeader)] = "half"
			return append([][]string{h}, rows...)
		}, []string{`saved.csv!AF2: "half" is not an amount in dollars such as 1250.50`}, 6},
		"a changed amount": {func(h []string, rows [][]string) [][]string {
			rows[0][slices.Index(h, billedHeader)] = "99.00"
			return append([][]string{h}, rows...)
		}, []string{"saved.csv!I2: 99.00 is not the amount of the record, 100.00, which stands"}, 6},
		"a lost column": {func(h []string, rows [][]string) [][]string {
			h[slices.Index(h, "Goals")] = "Aims"
			return append([][]string{h}, rows...)
		}, []string{`saved.csv: the column "Goals" is gone`}, 6},
		"outside without a reason": {func(h []string, rows [][]string) [][]string {
			rows[0][slices.Index(h, stateHeader)] = "not in the frame"
			return append([][]string{h}, rows...)
		}, []string{`saved.csv!J2: "not in the frame" needs its reason under "State: why"`}, 5},
		"a reason alone": {func(h []string, rows [][]string) [][]string {
			rows[0][slices.Index(h, "Goals: why")] = "vague"
			return append([][]string{h}, rows...)
		}, []string{"saved.csv!U2: a reason without an answer"}, 6},
		"twice, differently": {func(h []string, rows [][]string) [][]string {
			again := slices.Clone(rows[0])
			again[slices.Index(h, "Skilled need")] = "met"
			return append([][]string{h, again}, rows...)
		}, []string{"saved.csv!3: Ann Reviewer reviewed U1-ab0 differently in saved.csv!2: neither counts"}, 6},
		"twice, the same": {func(h []string, rows [][]string) [][]string { return append([][]string{h, rows[0]}, rows...) }, nil, 6},
		"two reviewers and a row of nobody": {func(h []string, rows [][]string) [][]string {
			rows[1][slices.Index(h, reviewerHeader)] = "Bo"
			return append([][]string{h}, rows[:3]...)
		}, []string{"saved.csv!AG4: no reviewer, in a file of several", "saved.csv: no row for U4-ab3"}, 2},
	} {
		w := read(t, r, q, reshape(t, path, c.change))
		if diff := cmp.Diff(c.want, w.Problems); diff != "" || len(w.Opinions) != c.left {
			t.Errorf("%s: %d opinions, %s", name, len(w.Opinions), diff)
		}
	}
	if err := NewWorksheets(r, q).Read(reshape(t, path, func(h []string, rows [][]string) [][]string { return rows })); err == nil || !strings.Contains(err.Error(), "no table with the columns Unit id") {
		t.Errorf("a worksheet without its header: %v", err)
	}
}

// TestSameBytes: the same sample gives the same worksheet.
func TestSameBytes(t *testing.T) {
	var first, second bytes.Buffer
	r, q := sampleOf(5), shipped(t)
	if Write(&first, r, q, nil); Write(&second, r, q, nil) != nil || !bytes.Equal(first.Bytes(), second.Bytes()) || first.Len() == 0 {
		t.Error("two worksheets of one sample differ")
	}
}

func TestQuestionsAreChecked(t *testing.T) {
	const one = "title: T\npass_mark: 90\nquestions:\n  - {name: A, ask: a, weight: 1}\n"
	q, err := ReadQuestions("q.yaml", strings.NewReader(one))
	if err != nil || len(q.List) != 1 {
		t.Fatal(err)
	}
	var kept bytes.Buffer
	if err := q.Write(&kept); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{kept.String(), strings.Replace(one, "ask: a", "ask: a, authority: '', kept: , change: ~", 1)} {
		if again, err := ReadQuestions("q.yaml", strings.NewReader(text)); err != nil || !slices.Equal(again.List, q.List) {
			t.Errorf("%s: %v, %v", text, again, err)
		}
	}
	for text, want := range map[string]string{
		"": "q.yaml:1: the file is empty", "title: T\n": "q.yaml:1: there is no pass_mark", "title: T\npass_mark: 90\n": "q.yaml:1: there are no questions",
		"pass_mark: 90\n": "q.yaml:1: there is no title", one + strings.Repeat("  - {name: B}\n", 200): "q.yaml:4: 201 questions; a worksheet has room for 200", "title: [\n": "q.yaml:1: not YAML", "title: T\nquestions: x\n": "q.yaml:2: questions wants a list",
		strings.Replace(one, "weight: 1", "weight: 0", 1):        `q.yaml:4: weight wants a whole number from 1 to 100, not "0"`,
		strings.Replace(one, ", weight: 1", "", 1):               "q.yaml:4: a question wants name, ask and weight",
		strings.Replace(one, "weight: 1", "wait: 1", 1):          `q.yaml:4: "wait" is not a key of a question`,
		strings.Replace(one, "name: A", "name: State", 1):        `q.yaml:4: another column is called "State"`,
		one + "  - {name: a, ask: b, weight: 1}\n":               `q.yaml:5: another column is called "a"`,
		one + "  - {name: 'A: why', ask: b, weight: 1}\n":        "q.yaml:5: another column",
		strings.Replace(one, "ask: a", "ask: ''", 1):             "q.yaml:4: ask wants a single value",
		strings.Replace(one, "pass_mark: 90", "pass_mark: x", 1): "q.yaml:2: pass_mark wants",
		strings.Replace(one, "name: A", "name: [A, B]", 1):       "q.yaml:4: name wants a single value",
	} {
		if _, err := ReadQuestions("q.yaml", strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}
