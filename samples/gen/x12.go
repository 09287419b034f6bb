package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// writeClaims writes the claims, the remittances and what was planted between them and the log.
func writeClaims(folder string, b *billing) error {
	b.claimFile() // once, to number the segments
	for name, content := range map[string][]byte{"clinic-claims.837": b.claimFile(), "clinic-remits.835": b.remitFile(),
		"expected/clinic-claims.csv": b.expectedOfClaims(), "expected/clinic-reconciliation.csv": b.truth()} {
		if err := os.WriteFile(filepath.Join(folder, filepath.FromSlash(name)), content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// segments collects the segments of a file and counts those of the transaction.
type segments struct {
	out          bytes.Buffer
	total, count int // of the file and of the transaction
}

func (s *segments) add(elements ...string) {
	for len(elements) > 1 && elements[len(elements)-1] == "" {
		elements = elements[:len(elements)-1]
	}
	s.out.WriteString(strings.Join(elements, "*") + "~\n")
	s.total++
	s.count++
}

const clinicNPI, clinicTax = "1000000004", "990000001"

func (s *segments) open(group, guide string) {
	s.add("ISA", "00", strings.Repeat(" ", 10), "00", strings.Repeat(" ", 10), "ZZ", fmt.Sprintf("%-15s", "SAMPLESENDER"), "ZZ", fmt.Sprintf("%-15s", "SAMPLERECEIVER"),
		"260401", "0900", "^", "00501", "000000001", "0", "T", ":")
	s.add("GS", group, "SAMPLESENDER", "SAMPLERECEIVER", "20260401", "0900", "1", "X", guide)
}

func (s *segments) close(transactions int) []byte {
	s.add("GE", strconv.Itoa(transactions), "1")
	s.add("IEA", "1", "000000001")
	return s.out.Bytes()
}

// filing is the kind of a payer as claims say it (SBR09).
func filing(p payer) string {
	switch p.name {
	case medicare.name:
		return "MB"
	case blue.name:
		return "BL"
	}
	return "CI"
}

func payerID(p payer) string {
	return fmt.Sprintf("SAMPLE%d", 1+slices.IndexFunc([]payer{medicare, aetna, blue, cigna}, func(o payer) bool { return o.name == p.name }))
}

// claimFile writes the 837P: one subscriber level for each claim.
func (b *billing) claimFile() []byte {
	s := &segments{}
	s.open("HC", "005010X222A1")
	s.count = 0
	s.add("ST", "837", "0001", "005010X222A1")
	s.add("BHT", "0019", "00", "1", "20260401", "0900", "CH")
	s.add("NM1", "41", "2", "SAMPLE BILLING SERVICE", "", "", "", "", "46", "SAMPLE1")
	s.add("PER", "IC", "SAMPLE CONTACT", "TE", "5550100")
	s.add("NM1", "40", "2", "SAMPLE CLEARINGHOUSE", "", "", "", "", "46", "SAMPLE2")
	s.add("HL", "1", "", "20", "1")
	s.add("NM1", "85", "2", "HARBORVIEW HAND AND OT", "", "", "", "", "XX", clinicNPI)
	s.add("N3", "1 SAMPLE STREET")
	s.add("N4", "SAMPLETOWN", "OH", "441010000")
	s.add("REF", "EI", clinicTax)
	for i, cl := range b.claims {
		b.writeClaim(s, i+2, cl)
	}
	s.add("SE", strconv.Itoa(s.count+1), "0001")
	return s.close(1)
}

func (b *billing) writeClaim(s *segments, level int, cl *claim) {
	p := cl.patient
	s.add("HL", strconv.Itoa(level), "1", "22", "0")
	s.add("SBR", "P", "18", "", "", "", "", "", "", filing(p.payer))
	s.add("NM1", "IL", "1", strings.ToUpper(p.last), strings.ToUpper(p.first), "", "", "", "MI", "SAMPLE-"+p.id)
	s.add("N3", "2 SAMPLE STREET")
	s.add("N4", "SAMPLETOWN", "OH", "441010000")
	s.add("DMG", "D8", p.birth.Format("20060102"), "U")
	s.add("NM1", "PR", "2", strings.ToUpper(p.payer.name), "", "", "", "", "PI", payerID(p.payer))
	s.add("CLM", cl.control, dollars(cl.charge()), "", "", cl.place+":B:"+cl.frequency, "Y", "A", "Y", "Y")
	if cl.original != "" {
		s.add("REF", "F8", cl.original)
	}
	s.add("REF", "EA", p.id)
	var codes []string
	for i, dx := range cl.diagnoses {
		codes = append(codes, map[bool]string{true: "ABK:", false: "ABF:"}[i == 0]+strings.ReplaceAll(dx, ".", ""))
	}
	if len(codes) > 0 {
		s.add(append([]string{"HI"}, codes...)...)
	}
	last, first := nameParts(p.referrer)
	s.add("NM1", "DN", "1", last, first, "", "", "", "XX", b.npi(p.referrer))
	last, first = nameParts(cl.rendering)
	s.add("NM1", "82", "1", last, first, "", "", "", "XX", b.npi(cl.rendering))
	s.add("PRV", "PE", "PXC", "225X00000X")
	var pointers []string
	for i := range min(len(cl.diagnoses), 4) {
		pointers = append(pointers, strconv.Itoa(i+1))
	}
	for i, l := range cl.lines {
		s.add("LX", strconv.Itoa(i+1))
		s.add("SV1", strings.Join(append([]string{"HC", l.code}, l.modifiers...), ":"), dollars(l.charge), "UN", l.units, "", "", strings.Join(pointers, ":"))
		l.segment = s.total
		s.add("DTP", "472", "D8", cl.day.Format("20060102"))
		s.add("REF", "6R", l.control)
	}
}
