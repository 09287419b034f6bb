package importtest

import (
	"os"
	"testing"
	"time"
)

// Overwrite replaces a test file; rapid's T has no TempDir.
func Overwrite(t interface{ Fatal(...any) }, path string, content []byte) {
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// Compare times a function as the benchmark and reports how many times as long
// it takes as a yardstick. The two take turns, both after one run to warm up,
// so that neither has the quieter machine; the shortest run of each counts.
func Compare(b *testing.B, measured, yardstick func(), unit string) {
	b.Helper()
	b.ReportAllocs()
	timed := func(f func()) time.Duration {
		start := time.Now()
		f()
		return time.Since(start)
	}
	measured()
	yardstick()
	bestMeasured, bestYardstick := time.Duration(1<<62), time.Duration(1<<62)
	for b.Loop() {
		bestMeasured = min(bestMeasured, timed(measured))
		b.StopTimer()
		bestYardstick = min(bestYardstick, timed(yardstick))
		b.StartTimer()
	}
	b.ReportMetric(float64(bestMeasured)/float64(bestYardstick), unit)
}
