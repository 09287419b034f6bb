package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"strings"
	"testing"
	"time"
)

// BenchmarkPipeline runs the main job with all outputs over a seeded log and states its time as a multiple of a bare
// encoding/csv loop over the same file, timed right beside it, and the peak of its heap in bytes a line. The sizes show
// whether both grow with the lines.
//
//	go test -run none -bench Pipeline -benchtime 3x .
func BenchmarkPipeline(b *testing.B) {
	for _, lines := range []int{75_000, 150_000, 300_000} {
		b.Run(fmt.Sprintf("lines=%d", lines), func(b *testing.B) {
			dir := b.TempDir()
			path := filepath.Join(dir, "log.csv")
			writeBenchLog(b, path, lines)
			var bare, whole time.Duration
			var peak uint64
			for b.Loop() {
				start := time.Now()
				readBare(b, path)
				bare += time.Since(start)
				runtime.GC()
				start = time.Now()
				stop := watchHeap()
				say := &voice{out: io.Discard, err: io.Discard, quiet: true}
				code, err := runAudit(auditOptions{paths: []string{path}, out: filepath.Join(dir, "out"), setting: "practitioner",
					apply: "safe", phi: "code", therapist: "name", failOn: "never", asOf: "2026-11-01", force: true}, say)
				if err != nil || code != exitDone {
					b.Fatal(code, err)
				}
				whole += time.Since(start)
				peak = max(peak, stop())
			}
			b.ReportMetric(float64(whole)/float64(bare), "x-bare-csv")
			b.ReportMetric(float64(peak)/float64(lines), "peak-B/line")
			b.ReportMetric(float64(whole.Nanoseconds())/float64(b.N)/float64(lines), "ns/line")
		})
	}
}

// watchHeap samples the size of the heap until the function it gives is called; that gives the largest size seen.
func watchHeap() (stop func() uint64) {
	done, peak := make(chan struct{}), make(chan uint64)
	go func() {
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		largest := uint64(0)
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			metrics.Read(sample)
			largest = max(largest, sample[0].Value.Uint64())
			select {
			case <-done:
				peak <- largest
				return
			case <-tick.C:
			}
		}
	}()
	return func() uint64 {
		close(done)
		return <-peak
	}
}

func readBare(tb testing.TB, path string) {
	f, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	for {
		if _, err := r.Read(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			tb.Fatal(err)
		}
	}
}

// writeBenchLog writes a log of visits with notes, 3 % of them billed a unit too high.
func writeBenchLog(tb testing.TB, path string, lines int) {
	f, err := os.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	defer w.Flush()
	random := rand.New(rand.NewPCG(7, 7))
	fmt.Fprintln(w, "Visit ID,DOS,Patient ID,Patient Name,Therapist,Credential,Insurance,CPT Code,Modifiers,Units,Minutes,"+
		"Total Timed Minutes,Total Treatment Minutes,Charge,Dx,Subjective,Objective,Assessment,Plan,Signed Date,POC Date,Cert Date")
	therapists := []string{"\"Marlow, Ada\",OTR/L", "\"Benedek, Ilo\",OTR/L", "\"Quist, Bo\",COTA/L", "\"Varga, Mia\",OTR/L"}
	codes := []string{"97110", "97112", "97530", "97535"}
	for written, visit := 0, 0; written < lines; visit++ {
		patient, day := visit%(lines/60+1), visit/(lines/60+1)
		date := time.Date(2026, 1, 5+day, 0, 0, 0, 0, time.UTC).Format("1/2/2006")
		who := random.IntN(len(therapists))
		count := 1 + random.IntN(3)
		minutes, units, total := make([]int, count), make([]int, count), 0
		for i := range minutes {
			minutes[i] = 15 * (1 + random.IntN(2))
			units[i] = minutes[i] / 15
			total += minutes[i]
		}
		if random.IntN(100) < 3 {
			units[0]++
		}
		notes := fmt.Sprintf("%q,%q,%q,%q", prose(random), prose(random), prose(random), prose(random))
		payer, modifiers := "Medicare", "GO"
		if random.IntN(3) == 0 {
			payer, modifiers = "Aetna", ""
		} else if strings.Contains(therapists[who], "COTA") {
			modifiers = "GO CO"
		}
		for i := range count {
			fmt.Fprintf(w, "V%07d,%s,P%05d,\"Sample%d, Pat\",%s,%s,%s,%s,%d,%d,%d,%d,%d.00,M62.81,%s,%s,1/5/2026,1/12/2026\n", visit, date,
				patient, patient, therapists[who], payer, codes[(i+visit)%4], modifiers, units[i], minutes[i], total, total+5, 45*units[i], notes, date)
		}
		written += count
	}
}

var benchWords = strings.Fields("reports less pain with reach tolerated activity well needed verbal cues for sequencing of dressing improved " +
	"from last visit continue plan increase resistance as able grip strength measured range within limits")

func prose(random *rand.Rand) string {
	words := make([]string, 8+random.IntN(9))
	for i := range words {
		words[i] = benchWords[random.IntN(len(benchWords))]
	}
	return strings.Join(words, " ")
}
