package importers

import (
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"otaudit/audit"
	"otaudit/importers/importtest"
	"otaudit/samples/benchlog"
)

// BenchmarkImport imports a seeded log of 300,000 lines with notes and states its time as a multiple of a bare
// encoding/csv loop over the same file (ns-ratio, each repeat beside its own yardstick), and the memory that stays live.
//
//	go test -run none -bench BenchmarkImport$ -benchtime 5x ./importers
func BenchmarkImport(b *testing.B) {
	const lines = 300_000
	path := filepath.Join(b.TempDir(), "log.csv")
	benchlog.Write(b, path, lines)
	asOf := audit.DateOf(2026, time.November, 1)
	live := uint64(0)
	importtest.Compare(b, func() {
		book, err := Import([]string{path}, Options{AsOf: asOf, KnownModifier: importtest.KnownModifier})
		if err != nil || len(book.Sessions) < lines {
			b.Fatal(err)
		}
		if live == 0 {
			var with, without runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&with)
			n := len(book.Sessions)
			runtime.KeepAlive(book)
			book = nil
			runtime.GC()
			runtime.ReadMemStats(&without)
			live = (with.HeapAlloc - without.HeapAlloc) / uint64(n)
		}
	}, func() { benchlog.ReadBare(b, path) }, "x-bare-csv")
	b.ReportMetric(float64(live), "live-B/line")
}
