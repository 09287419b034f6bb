package importers

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
	"strings"
	"testing"
	"time"

	"otaudit/audit"
)

// BenchmarkImport imports a seeded log of 300,000 lines with notes and states its time as a multiple of a bare
// encoding/csv loop over the same file (ns-ratio, each repeat beside its own yardstick), and the memory that stays live.
//
//	go test -run none -bench BenchmarkImport$ -benchtime 5x ./importers
func BenchmarkImport(b *testing.B) {
	const lines = 300_000
	path := filepath.Join(b.TempDir(), "log.csv")
	writeBenchLog(b, path, lines)
	asOf := audit.DateOf(2026, time.November, 1)
	live := uint64(0)
	compare(b, func() {
		book, err := Import([]string{path}, Options{AsOf: asOf, KnownModifier: knownModifier})
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
	}, func() { readBare(b, path) }, "x-bare-csv")
	b.ReportMetric(float64(live), "live-B/line")
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

// writeBenchLog writes a log of visits with notes.
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
		count := 1 + random.IntN(3)
		minutes, total := make([]int, count), 0
		for i := range minutes {
			minutes[i] = 15 * (1 + random.IntN(2))
			total += minutes[i]
		}
		notes := fmt.Sprintf("%q,%q,%q,%q", benchProse(random), benchProse(random), benchProse(random), benchProse(random))
		for i := range count {
			fmt.Fprintf(w, "V%07d,%s,P%05d,\"Sample%d, Pat\",%s,Medicare,%s,GO,%d,%d,%d,%d,%d.00,M62.81,%s,%s,1/5/2026,1/12/2026\n", visit, date,
				patient, patient, therapists[patient%4], codes[(i+visit)%4], minutes[i]/15, minutes[i], total, total+5, 3*minutes[i], notes, date)
		}
		written += count
	}
}

var benchWords = strings.Fields("reports less pain with reach tolerated activity well needed verbal cues for sequencing of dressing improved " +
	"from last visit continue plan increase resistance as able grip strength measured range within limits")

func benchProse(random *rand.Rand) string {
	words := make([]string, 8+random.IntN(9))
	for i := range words {
		words[i] = benchWords[random.IntN(len(benchWords))]
	}
	return strings.Join(words, " ")
}
