// Package benchlog makes the log that the benchmarks read: large, seeded, the same in every run.
package benchlog

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"
)

// ReadBare reads the file with encoding/csv and does nothing with it: the yardstick of speed.
func ReadBare(tb testing.TB, path string) {
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

// Write writes a log into a file, for a benchmark.
func Write(tb testing.TB, path string, lines int) {
	f, err := os.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	if err := errors.Join(WriteTo(f, lines), f.Close()); err != nil {
		tb.Fatal(err)
	}
}

// WriteTo writes a log of visits with notes, 3 % of them billed a unit too high.
func WriteTo(out io.Writer, lines int) error {
	w := bufio.NewWriter(out)
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
	return w.Flush()
}

var words = strings.Fields("reports less pain with reach tolerated activity well needed verbal cues for sequencing of dressing improved " +
	"from last visit continue plan increase resistance as able grip strength measured range within limits")

func prose(random *rand.Rand) string {
	chosen := make([]string, 8+random.IntN(9))
	for i := range chosen {
		chosen[i] = words[random.IntN(len(words))]
	}
	return strings.Join(chosen, " ")
}
