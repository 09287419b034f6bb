package command

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"otaudit/audit"
	"otaudit/importers"
)

// BenchmarkReconciliation states what it takes to lay a log, its claims and its remittances side by side, as a multiple of reading the three:
// a run with the claims less one without.
func BenchmarkReconciliation(b *testing.B) {
	const claims = 100_000
	dir := b.TempDir()
	var paths []string
	for name, text := range monthOfClaims(claims) {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, text, 0o600); err != nil {
			b.Fatal(err)
		}
		paths = append(paths, path)
	}
	var reading, with, without time.Duration
	for range b.N {
		start := time.Now()
		book, err := importers.Import(paths, importers.Options{AsOf: audit.DateOf(2026, time.May, 1)})
		if err != nil {
			b.Fatal(err)
		}
		reading += time.Since(start)
		run := func(c *audit.Claims) (*audit.Result, time.Duration) {
			start := time.Now()
			r := audit.Run(book.Sessions, audit.Config{Payers: anyPayers{}, Codes: anyCodes{}, Claims: c})
			return r, time.Since(start)
		}
		_, took := run(nil)
		without += took
		r, took := run(book.Claims)
		with += took
		if bridge := r.Reconciled.Bridge; len(bridge) != 5 || bridge[2].Lines != claims {
			b.Fatalf("%d lines billed", bridge[2].Lines)
		}
	}
	b.ReportMetric((with-without).Seconds()/reading.Seconds(), "x-reading")
}

type (
	anyPayers struct{}
	anyCodes  struct{}
)

func (anyPayers) Terms(string, audit.Date) *audit.Terms        { return &audit.Terms{} }
func (anyCodes) Procedure(string, audit.Date) *audit.Procedure { return nil }

// monthOfClaims are a log, its claims and its remittances: a line each, of 22 days.
func monthOfClaims(n int) map[string][]byte {
	var log, sent, paid bytes.Buffer
	log.WriteString("Patient ID,Patient Name,Date of Service,CPT,Modifiers,Units,Therapist,Payer,Charge\n")
	const isa = "ISA*00*          *00*          *ZZ*TESTSENDER     *ZZ*TESTRECEIVER   *260401*0900*^*00501*000000001*0*T*:~\n"
	sent.WriteString(isa + "GS*HC*S*R*20260401*0900*1*X*005010X222A1~\nST*837*0001*005010X222A1~\nHL*1**20*1~\nNM1*85*2*TEST CLINIC*****XX*1000000038~\n")
	fmt.Fprintf(&paid, isa+"GS*HP*S*R*20260401*0900*1*X*005010X221A1~\nST*835*0001~\nBPR*I*%d*C*ACH************20260415~\nTRN*1*EFT1*9000000000~\nN1*PR*TEST PAYER~\nLX*1~\n", 70*n)
	segments := [2]int{4, 5}
	for i := range n {
		patient, day := i/22, audit.DateOf(2026, time.March, 2+i%22)
		name := fmt.Sprintf("TESTPERSON%c%c", 'A'+patient%26, 'A'+patient/26%26)
		date := day.Time().Format("20060102")
		fmt.Fprintf(&log, "P%d,\"%s, ALMA\",%s,97530,GO,2,\"Testlast, Ann\",Medicare,120.00\n", patient, name, day)
		fmt.Fprintf(&sent, "HL*%d*1*22*0~\nSBR*P*18*******MB~\nNM1*IL*1*%s*ALMA****MI*P%d~\nNM1*PR*2*MEDICARE*****PI*00520~\nCLM*C%d*120***11:B:1*Y*A*Y*Y~\nHI*ABK:M25541~\nLX*1~\nSV1*HC:97530:GO*120*UN*2***1~\nDTP*472*D8*%s~\nREF*6R*C%dL1~\n",
			i+2, name, patient, i, date, i)
		fmt.Fprintf(&paid, "CLP*C%d*1*120*70**MB*ICN%d*11*1~\nNM1*QC*1*%s*ALMA****MI*P%d~\nSVC*HC:97530:GO*120*70**2~\nDTM*472*%s~\nCAS*CO*45*50~\nREF*6R*C%dL1~\nAMT*B6*70~\n", i, i, name, patient, date, i)
		segments[0], segments[1] = segments[0]+10, segments[1]+7
	}
	fmt.Fprintf(&sent, "SE*%d*0001~\nGE*1*1~\nIEA*1*000000001~\n", segments[0])
	fmt.Fprintf(&paid, "SE*%d*0001~\nGE*1*1~\nIEA*1*000000001~\n", segments[1]+1)
	return map[string][]byte{"log.csv": log.Bytes(), "sent.837": sent.Bytes(), "paid.835": paid.Bytes()}
}
