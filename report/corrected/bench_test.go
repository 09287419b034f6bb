package corrected

import (
	"fmt"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"otaudit/audit"
	"otaudit/report/reporttest"
)

// BenchmarkWorkbook corrects a log in which three lines of a hundred are corrected, and states its time as a multiple of what
// excelize takes to open the same file and read all rows, and the peak of the heap. With formulas the charges are products of
// units, and total rows sum up the log.
//
//	go test -run none -bench Workbook -benchtime 1x ./report/corrected
func BenchmarkWorkbook(b *testing.B) {
	for _, test := range []struct {
		lines    int
		formulas bool
	}{{30_000, false}, {30_000, true}, {73_000, false}} {
		b.Run(fmt.Sprintf("lines=%d,formulas=%v", test.lines, test.formulas), func(b *testing.B) {
			dir := b.TempDir()
			input := filepath.Join(dir, "jan.xlsx")
			writeLog(b, input, test.lines, test.formulas)
			var bare, own time.Duration
			var peak uint64
			for b.Loop() {
				start := time.Now()
				readBare(b, input)
				bare += time.Since(start)
				var findings []audit.Finding
				for row := int32(2); row <= int32(test.lines); row += 33 {
					findings = append(findings, unitsFinding(logSheet, row, 3, "4", "3", audit.Safe))
				}
				layout := testLayout(logSheet, 1, 3, 2)
				layout.Slots[0][audit.Charge] = []int32{4}
				result := testResult(logSheet, findings...)
				runtime.GC()
				stop := reporttest.WatchHeap()
				start = time.Now()
				done, err := CorrectFile(input, filepath.Join(dir, "out.xlsx"), result, []*audit.Layout{layout}, Options{Apply: audit.Safe})
				own += time.Since(start)
				peak = max(peak, stop())
				if err != nil || done.Cells != len(findings) {
					b.Fatal(done, err)
				}
			}
			b.ReportMetric(float64(own)/float64(bare), "x-bare-excelize")
			b.ReportMetric(float64(peak)/1e6, "peak-MB")
		})
	}
}

// writeLog writes a log of 22 columns.
func writeLog(b *testing.B, path string, lines int, formulas bool) {
	b.Helper()
	f := excelize.NewFile()
	if err := f.SetSheetName("Sheet1", "Log"); err != nil {
		b.Fatal(err)
	}
	w, err := f.NewStreamWriter("Log")
	if err != nil {
		b.Fatal(err)
	}
	put := func(row int, cells []any) {
		if err := w.SetRow(cellName(int32(row), 1), cells); err != nil {
			b.Fatal(err)
		}
	}
	put(1, []any{"Code", "Mods", "Units", "Charge"})
	for row := 2; row <= lines+1; row++ {
		cells := []any{97110, "GO", 4, 100}
		if formulas {
			cells[3] = excelize.Cell{Formula: fmt.Sprintf("C%d*25", row), Value: 100}
		}
		for len(cells) < 22 {
			cells = append(cells, fmt.Sprintf("patient reports less pain with reach %d", row*len(cells)))
		}
		put(row, cells)
	}
	if formulas {
		put(lines+2, []any{"Total", nil, excelize.Cell{Formula: fmt.Sprintf("SUM(C2:C%d)", lines+1), Value: 4 * lines},
			excelize.Cell{Formula: fmt.Sprintf("SUM(D2:D%d)", lines+1), Value: 100 * lines}})
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := f.SaveAs(path); err != nil {
		b.Fatal(err)
	}
}

func readBare(b *testing.B, path string) {
	b.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	if rows, err := f.GetRows("Log"); err != nil || len(rows) == 0 {
		b.Fatal(err)
	}
}
