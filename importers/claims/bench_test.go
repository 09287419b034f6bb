package claims

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"otaudit/importers/importtest"
)

// BenchmarkRead reads 100,000 claims of three lines, and as many remittances, and states the time of each as a multiple of reading the
// bytes and splitting them into segments and elements.
//
//	go test -run none -bench Read -benchtime 5x ./importers/claims
func BenchmarkRead(b *testing.B) {
	const count = 100_000
	for _, kind := range []struct {
		name  string
		write func(*bufio.Writer, int) int
	}{{"claims", writeManyClaims}, {"remittances", writeManyRemits}} {
		b.Run(kind.name, func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "many.x12")
			out, err := os.Create(path)
			if err != nil {
				b.Fatal(err)
			}
			w := bufio.NewWriter(out)
			segments := kind.write(w, count)
			if err := w.Flush(); err != nil {
				b.Fatal(err)
			}
			out.Close()
			importtest.Compare(b, func() {
				in, err := os.Open(path)
				if err != nil {
					b.Fatal(err)
				}
				defer in.Close()
				file, err := NewReader().Read(in, "f")
				if err != nil || len(file.Billed)+len(file.Remits) != count || file.Segments != segments || len(file.Problems) > 0 {
					b.Fatal(err, len(file.Billed), len(file.Remits), file.Segments, segments, file.Problems)
				}
			}, func() { splitBare(b, path, segments) }, "x-splitting")
		})
	}
}

// splitBare reads a file and splits it: the yardstick of speed.
func splitBare(b *testing.B, path string, segments int) {
	in, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer in.Close()
	scanner := bufio.NewScanner(in)
	scanner.Split(func(data []byte, atEOF bool) (int, []byte, error) {
		if end := bytes.IndexByte(data, '~'); end >= 0 {
			return end + 1, bytes.TrimLeft(data[:end], "\n"), nil
		}
		if atEOF {
			return len(data), nil, nil
		}
		return 0, nil, nil
	})
	n, elements := 0, 0
	for scanner.Scan() {
		elements += len(strings.Split(scanner.Text(), "*"))
		n++
	}
	if n < segments || elements < n {
		b.Fatal(n, segments)
	}
}

// writer counts the segments it writes.
type writer struct {
	*bufio.Writer
	segments int
}

func (w *writer) add(format string, args ...any) {
	fmt.Fprintf(w, format+"~\n", args...)
	w.segments++
}

var manyCodes = []string{"97110", "97112", "97530", "97535", "97140"}

func writeManyClaims(out *bufio.Writer, count int) int {
	w := &writer{Writer: out}
	w.add("ISA*00*          *00*          *ZZ*TESTSENDER     *ZZ*TESTRECEIVER   *260401*0900*^*00501*000000001*0*T*:")
	w.add("GS*HC*S*R*20260401*0900*1*X*005010X222A1")
	w.add("ST*837*0001*005010X222A1")
	w.add("HL*1**20*1")
	w.add("NM1*85*2*TEST HAND CLINIC*****XX*1000000004")
	for i := range count {
		w.add("HL*%d*1*22*0", i+2)
		w.add("SBR*P*18*******MB")
		w.add("NM1*IL*1*TESTPERSON%d*ALMA****MI*TESTMBI%d", i/8, i/8)
		w.add("N3*2 TEST STREET")
		w.add("N4*TESTTOWN*OH*441010000")
		w.add("DMG*D8*19%02d0217*F", 30+i/8%40)
		w.add("NM1*PR*2*TEST MEDICARE*****PI*00001")
		w.add("CLM*C%d*300***11:B:1*Y*A*Y*Y", i)
		w.add("HI*ABK:M25511*ABF:R278")
		w.add("NM1*DN*1*TESTDOC*REGINA****XX*1000000012")
		w.add("NM1*82*1*TESTER*THEA****XX*10000000%02d", 20+i%20)
		w.add("PRV*PE*PXC*225X00000X")
		for j := range 3 {
			w.add("LX*%d", j+1)
			w.add("SV1*HC:%s:GO*100*UN*2***1:2", manyCodes[(i+j)%5])
			w.add("DTP*472*D8*202603%02d", i%28+1)
			w.add("REF*6R*C%d-%d", i, j)
		}
	}
	w.add("SE*%d*0001", w.segments-1)
	w.add("GE*1*1")
	w.add("IEA*1*000000001")
	return w.segments
}

func writeManyRemits(out *bufio.Writer, count int) int {
	w := &writer{Writer: out}
	w.add("ISA*00*          *00*          *ZZ*TESTSENDER     *ZZ*TESTRECEIVER   *260401*0900*^*00501*000000001*0*T*:")
	w.add("GS*HP*S*R*20260401*0900*1*X*005010X221A1")
	w.add("ST*835*0001")
	w.add("BPR*I*%d*C*ACH************20260415", count*150)
	w.add("TRN*1*EFT-1*9000000000")
	w.add("N1*PR*TEST MEDICARE")
	w.add("LX*1")
	for i := range count {
		w.add("CLP*C%d*1*300*150*30*MB*ICN%d*11*1", i, i)
		w.add("NM1*QC*1*TESTPERSON%d*ALMA****MI*TESTMBI%d", i/8, i/8)
		for j := range 3 {
			w.add("SVC*HC:%s:GO*100*50**2", manyCodes[(i+j)%5])
			w.add("DTM*472*202603%02d", i%28+1)
			w.add("CAS*CO*45*40")
			w.add("CAS*PR*2*10")
			w.add("REF*6R*C%d-%d", i, j)
			w.add("AMT*B6*60")
		}
	}
	w.add("SE*%d*0001", w.segments-1)
	w.add("GE*1*1")
	w.add("IEA*1*000000001")
	return w.segments
}
