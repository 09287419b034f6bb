// Package privacy replaces the identifiers of a result. Assign gives every identifier a code and every finding its id, which is
// made of codes alone and so the same in every set of outputs; Publish makes the result of one set. In the share set what the
// log says is printed only if it is known to be harmless; the internal set shows it as logged. The package knows no output.
package privacy

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"

	"otaudit/audit"
)

// Codes are the codes of one result.
type Codes struct {
	*Crosswalk          // those that outputs may name, with the ones of earlier runs
	visits     []string // of all visits, sorted
}

// Assign gives the identifiers of a result their codes, of which those of an earlier crosswalk are kept; nil without one. It
// gives the findings of the result their ids and changes nothing else. The only error is a crosswalk that has no free numbers left.
func Assign(r *audit.Result, earlier *Crosswalk) (*Codes, error) {
	c, seed := &Crosswalk{}, seedOf(r)
	if earlier != nil {
		c = earlier.clone()
	} else {
		id := sha256.Sum256(append([]byte("crosswalk id "), seed...))
		c.ID = hex.EncodeToString(id[:8])
	}
	for kind := range numKinds {
		c.books[kind].random = rand.NewChaCha8(sha256.Sum256(append([]byte(codeKinds[kind].name+" "), seed...)))
	}
	named := identifiersOf(r)
	for _, kind := range [...]codeKind{patientKind, therapistKind, dayKind, planKind, payerKind, monthKind} {
		if err := c.add(kind, slices.Sorted(maps.Keys(named[kind]))); err != nil {
			return nil, err
		}
	}
	visits, err := c.addVisits(r.Visits, named[visitKind])
	if err != nil {
		return nil, err
	}
	c.nameFindings(r.Findings)
	return &Codes{c, visits}, nil
}

// seedOf returns the seed of the codes, SHA-256 over the sorted identifiers of persons and visits: the same log gives the same
// codes, whatever the order of its rows, and nobody who lacks one of the identifiers can draw them again (REP-101).
func seedOf(r *audit.Result) []byte {
	hash := sha256.New()
	buffer := make([]byte, 0, 1<<16)
	write := func(text string) {
		if len(buffer)+8+len(text) > cap(buffer) {
			hash.Write(buffer)
			buffer = buffer[:0]
		}
		buffer = append(binary.BigEndian.AppendUint64(buffer, uint64(len(text))), text...)
	}
	var therapists []string
	for i := range r.Totals {
		if r.Totals[i].Dimension == "therapist" {
			therapists = append(therapists, r.Totals[i].Key)
		}
	}
	for _, list := range [...][]string{r.Patients, r.Visits, therapists} {
		write(strconv.Itoa(len(list)))
		for _, text := range list {
			write(text)
		}
	}
	hash.Write(buffer)
	return hash.Sum(nil)
}

// identifiersOf lists by kind what gets a code in any case; of visits those that findings name.
func identifiersOf(r *audit.Result) (named [numKinds]map[string]bool) {
	for kind := range named {
		named[kind] = map[string]bool{}
	}
	note := func(kind codeKind, identifier string) {
		if identifier != "" {
			named[kind][identifier] = true
		}
	}
	for _, key := range r.Patients {
		note(patientKind, key)
	}
	for _, u := range r.Payers {
		note(payerKind, u.Name)
	}
	for i := range r.Totals {
		switch t := &r.Totals[i]; t.Dimension {
		case "therapist":
			note(therapistKind, t.Key)
		case "payer":
			note(payerKind, t.Key)
		case "month":
			note(monthKind, t.Key)
		}
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		note(patientKind, f.Patient)
		note(visitKind, f.Visit)
		note(therapistKind, f.Therapist)
		note(payerKind, f.Payer)
		note(planKind, planKey(f))
		note(dayKind, dayKey(f))
		note(monthKind, monthKey(f))
	}
	if r.Reconciled != nil {
		for _, d := range r.Reconciled.Denials { // of claims that the log may not have
			switch d.Dimension {
			case "therapist":
				note(therapistKind, d.Key)
			case "payer":
				note(payerKind, d.Key)
			}
		}
	}
	for _, u := range r.Payers { // these are shown by name
		if u.Listed {
			delete(named[payerKind], u.Name)
		}
	}
	delete(named[payerKind], audit.UnnamedPayer)
	return named
}
