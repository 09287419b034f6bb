package command

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"otaudit/report/model"
	"otaudit/report/reporttest"
	"otaudit/samples/benchlog"
)

// BenchmarkPipeline runs the main job with all outputs over a seeded log and states its time as a multiple of a bare
// encoding/csv loop over the same file, timed right beside it, and the peak of its heap in bytes a line. The sizes show
// whether both grow with the lines.
//
//	go test -run none -bench Pipeline -benchtime 3x .
func BenchmarkPipeline(b *testing.B) {
	for _, lines := range []int{75_000, 150_000, 300_000} {
		dir := b.TempDir()
		path := filepath.Join(dir, "log.csv")
		benchlog.Write(b, path, lines)
		for name, only := range map[string]string{"one": string(model.Internal), "both": ""} {
			b.Run(fmt.Sprintf("lines=%d/sets=%s", lines, name), func(b *testing.B) { benchPipeline(b, path, lines, only) })
		}
	}
}

// benchPipeline runs the job over one log, for one set of outputs or for both.
func benchPipeline(b *testing.B, path string, lines int, only string) {
	var bare, whole time.Duration
	var peak uint64
	out := filepath.Join(filepath.Dir(path), "out")
	for b.Loop() {
		start := time.Now()
		benchlog.ReadBare(b, path)
		bare += time.Since(start)
		runtime.GC()
		if err := os.RemoveAll(out); err != nil { // a first run: to replace a large file costs the file system time
			b.Fatal(err)
		}
		start = time.Now()
		stop := reporttest.WatchHeap()
		con := &console{out: io.Discard, err: io.Discard, quiet: true}
		code, err := runAudit(auditOptions{readOptions: readOptions{paths: []string{path}, asOf: "2026-11-01"}, out: out, setting: "practitioner",
			apply: "safe", therapist: "code", only: only, failOn: "never", target: model.DefaultTarget}, con)
		if err != nil || code != exitDone {
			b.Fatal(code, err)
		}
		whole += time.Since(start)
		peak = max(peak, stop())
	}
	b.ReportMetric(float64(whole)/float64(bare), "x-bare-csv")
	b.ReportMetric(float64(peak)/float64(lines), "peak-B/line")
	b.ReportMetric(float64(whole.Nanoseconds())/float64(b.N)/float64(lines), "ns/line")
}
