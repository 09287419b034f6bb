package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"slices"
	"strconv"
)

// truth is the table of what was planted, in the order of planting.
func (b *billing) truth() []byte {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Write([]string{"kind", "log_row", "claim", "line", "patient", "date", "code", "logged_units", "billed_units", "paid_units", "reasons", "what"})
	for _, e := range b.planted {
		w.Write([]string{e.kind, e.row, e.claim, e.line, e.patient, e.date, e.code, e.logged, e.billed, e.paid, e.reasons, e.what})
	}
	w.Flush()
	return out.Bytes()
}

// judgedOnClaims are the rules that need nothing but what is on a claim.
var judgedOnClaims = []string{"C001", "C002", "C003", "C005", "E005", "E007", "M001", "M002", "M003", "M006", "M009", "N003", "S005", "U006", "U007", "U008", "U009", "U010"}

// expectedOfClaims is what an audit of the claims alone has to find: what was planted in the log, was billed, and shows on a claim; and
// what was planted on the way. The row is the segment.
func (b *billing) expectedOfClaims() []byte {
	type place struct {
		segment int
		find
	}
	var all []place
	for _, cl := range b.claims {
		if cl.withdrawn {
			continue
		}
		for _, l := range cl.lines {
			finds := l.finds
			if l.row > 0 && cl.first() && !l.elsewhere {
				finds = slices.Concat(b.clinic.rows[l.row-b.clinic.firstRow].finds, l.finds)
			}
			for _, f := range finds {
				if slices.Contains(judgedOnClaims, f.rule) {
					all = append(all, place{l.segment, f})
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b place) int { return cmp.Or(a.segment-b.segment, cmp.Compare(a.rule, b.rule)) })
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Write([]string{"row", "column", "field", "rule", "defect"})
	for _, reason := range []string{"claims that a later one replaces", "claims that are void"} {
		w.Write([]string{"1", "", "", "I004", reason})
	}
	for _, p := range all {
		w.Write([]string{strconv.Itoa(p.segment), "", p.field, p.rule, p.defect})
	}
	w.Flush()
	return out.Bytes()
}

// first reports whether a claim is the first one of its visit, and not a second one for the same.
func (cl *claim) first() bool { return cl.control != twiceControl }
