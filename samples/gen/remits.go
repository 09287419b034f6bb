package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// remitFile writes the 835: one transaction for each payer.
func (b *billing) remitFile() []byte {
	s := &segments{}
	s.open("HP", "005010X221A1")
	transactions := 0
	for _, by := range []payer{medicare, aetna, blue, cigna} {
		var remits []*remit
		total := 0
		for _, r := range b.remits {
			if r.payer.name == by.name {
				remits = append(remits, r)
				total += r.paid()
			}
		}
		var beyond []plb
		for _, p := range b.plb {
			if p.payer.name == by.name {
				beyond = append(beyond, p)
				total -= p.cents
			}
		}
		transactions++
		control := fmt.Sprintf("%04d", transactions)
		s.count = 0
		s.add("ST", "835", control)
		s.add("BPR", "I", dollars(total), "C", "ACH", "CCP", "01", "000000000", "DA", "0", "9000000000", "", "01", "000000000", "DA", "0", "20260420")
		s.add("TRN", "1", fmt.Sprintf("SAMPLEEFT%d", transactions), "9000000000")
		s.add("N1", "PR", strings.ToUpper(by.name))
		s.add("N1", "PE", "HARBORVIEW HAND AND OT", "XX", clinicNPI)
		s.add("LX", "1")
		for _, r := range remits {
			b.writeRemit(s, r)
		}
		if len(beyond) > 0 {
			elements := []string{"PLB", clinicNPI, "20261231"}
			for _, p := range beyond {
				elements = append(elements, strings.TrimSuffix(p.reason+":"+p.ref, ":"), dollars(p.cents))
			}
			s.add(elements...)
		}
		s.add("SE", strconv.Itoa(s.count+1), control)
	}
	return s.close(transactions)
}

// part is a share of an amount, per thousand; the second of two parts of an odd amount is the larger.
func (l *remitLine) part(cents int, second bool) int {
	n := cents * l.share / 1000
	if second {
		n = cents - n
	}
	if l.turned {
		n = -n
	}
	return n
}

// second reports whether a line is the second part of one that the payer split.
func (r *remit) second(i int) bool {
	return r.lines[i].share < 1000 && i > 0 && r.lines[i-1].line == r.lines[i].line
}

func (r *remit) charge() (sum int) {
	for i := range r.lines {
		sum += r.lines[i].part(r.lines[i].line.charge, r.second(i))
	}
	if len(r.lines) == 0 {
		return r.claim.charge()
	}
	return sum
}

// paidFor is what was paid for a line or a part of it: its charge less its adjustments, to the cent.
func (r *remit) paidFor(i int) int {
	l, second := &r.lines[i], r.second(i)
	paid := l.part(l.line.charge, second)
	for _, why := range l.answer.reasons {
		paid -= l.part(why.cents, second)
	}
	return paid
}

func (r *remit) paid() (sum int) {
	for i := range r.lines {
		sum += r.paidFor(i)
	}
	return sum
}

func (b *billing) writeRemit(s *segments, r *remit) {
	owed := 0
	for i := range r.lines {
		for _, why := range r.lines[i].answer.reasons {
			if why.group == "PR" {
				owed += r.lines[i].part(why.cents, r.second(i))
			}
		}
	}
	p := r.claim.patient
	s.add("CLP", r.control, r.status, dollars(r.charge()), dollars(r.paid()), dollars(max(owed, 0)), filing(r.payer), r.number, r.claim.place, r.claim.frequency)
	for _, why := range r.whole {
		s.add("CAS", why.group, why.code, dollars(why.cents))
	}
	s.add("NM1", "QC", "1", strings.ToUpper(p.last), strings.ToUpper(p.first), "", "", "", "MI", "SAMPLE-"+p.id)
	last, first := nameParts(r.claim.rendering)
	s.add("NM1", "82", "1", last, first, "", "", "", "XX", b.npi(r.claim.rendering))
	for i := range r.lines {
		b.writeRemitLine(s, r, i)
	}
}

func (b *billing) writeRemitLine(s *segments, r *remit, i int) {
	l, second := &r.lines[i], r.second(i)
	a := l.answer
	billed := strings.Join(append([]string{"HC", l.line.code}, l.line.modifiers...), ":")
	paid, original, units, originalUnits := billed, "", a.units, ""
	if a.code != "" {
		paid, original = "HC:"+a.code, billed
	}
	if a.paid+a.allowed == 0 {
		units, originalUnits = "0", l.line.units
	} else if units != l.line.units {
		originalUnits = l.line.units
	}
	if l.share < 1000 {
		units = "1"
	}
	if l.turned {
		units = "-" + units
	}
	s.add("SVC", paid, dollars(l.part(l.line.charge, second)), dollars(r.paidFor(i)), "", units, original, originalUnits)
	s.add("DTM", "472", r.claim.day.Format("20060102"))
	var groups []string
	for _, why := range a.reasons {
		if !slices.Contains(groups, why.group) {
			groups = append(groups, why.group)
		}
	}
	for _, group := range groups {
		elements := []string{"CAS", group}
		for _, why := range a.reasons {
			if why.group == group {
				elements = append(elements, why.code, dollars(l.part(why.cents, second)), "")
			}
		}
		s.add(elements...)
	}
	s.add("REF", "6R", l.control)
	s.add("AMT", "B6", dollars(l.part(a.allowed, second)))
	for _, remark := range a.remarks {
		s.add("LQ", "HE", remark)
	}
}
