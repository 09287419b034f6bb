package rules

import (
	"fmt"
	"strings"

	"otaudit/audit"
)

// hit is a line that edits deny, with the lines of column 1 that they deny it for.
type hit struct {
	line     *audit.Line
	partners []*audit.Line
	edits    []codePair // one for each partner
}

// mostPartners is how many lines of one code of column 1 are named with a line that its edit denies.
const mostPartners = 10

// eachHit calls do for every line that active edits of one indicator deny. Both lines must have the same payer, and a
// line of an edit with indicator 1 is spared where a distinct-service modifier counts.
func (k *kit) eachHit(p *audit.Pass, g *audit.Group, helps bool, do func(hit)) {
	pairs, codes := k.pairsOfDay(g), codesOfDay(g.All)
	for _, l := range g.Lines {
		if l.Proc == nil {
			p.NotEvaluated(l, "code: no table row for the date")
			continue
		}
		if !k.tables.KnowsEdits(l.Proc.Code) && codes.another(l.Proc.Code) {
			p.NotEvaluated(l, "edits: the table holds none of the code")
			continue
		}
		h := hit{line: l}
		for _, pair := range pairs {
			if pair.edit.Column2 != l.Proc.Code || pair.edit.ModifierHelps != helps || !meetsEdits(l) {
				continue
			}
			named := 0
			for _, first := range pair.column1 {
				if named == mostPartners {
					break
				}
				if first.Symbol(audit.Payer) == l.Symbol(audit.Payer) && (!helps || !isBypassed(first, l)) {
					h.partners = append(h.partners, first)
					h.edits = append(h.edits, pair)
					named++
				}
			}
		}
		if h.partners != nil {
			do(h)
		}
	}
}

// twoCodes are two codes that were billed on a day and may meet edits; empty where there are not so many.
type twoCodes [2]string

func codesOfDay(day []*audit.Line) (codes twoCodes) {
	for _, l := range day {
		switch {
		case !meetsEdits(l):
		case codes[0] == "":
			codes[0] = l.Proc.Code
		case l.Proc.Code != codes[0]:
			codes[1] = l.Proc.Code
			return codes
		}
	}
	return codes
}

// another says whether another code was billed on the day: a code alone meets no edit.
func (c twoCodes) another(code string) bool { return c[1] != "" || c[0] != "" && c[0] != code }

// codes names the codes of column 1, each once.
func (h *hit) codes() string {
	var codes []string
	for _, pair := range h.edits {
		if n := len(codes); n == 0 || codes[n-1] != pair.edit.Column1 {
			codes = append(codes, pair.edit.Column1)
		}
	}
	return strings.Join(codes, ", ")
}

// report is what the two rules say alike.
func (h *hit) report(k *kit, message, action string) audit.Report {
	r := audit.Report{Line: h.line, Field: audit.Code, Also: h.partners, AtStake: true, Unverified: true,
		Message: message, Action: action}
	var working []string
	on := h.line.Date(audit.DateOfService)
	for i, pair := range h.edits {
		r.Unverified = r.Unverified && inDoubt(pair.edit, on)
		if i > 0 && h.edits[i-1].edit == pair.edit {
			continue
		}
		r.TableRows = append(r.TableRows, pair.edit.Row)
		working = append(working, fmt.Sprintf("column 1 %s, column 2 %s, %s edits, in force %s (%s)",
			pair.edit.Column1, pair.edit.Column2, k.Setting, inForce(pair.edit.Window), strings.ToLower(pair.edit.Rationale)))
	}
	r.Working = strings.Join(working, "; ")
	return r
}

// inForce prints the window of an edit. An edit without a known first day counts as in force on every earlier day.
func inForce(w audit.Window) string {
	switch {
	case w.HasFrom && w.HasTo:
		return fmt.Sprintf("from %s to %s", w.From, w.To)
	case w.HasFrom:
		return fmt.Sprintf("since %s", w.From)
	case w.HasTo:
		return fmt.Sprintf("until %s", w.To)
	default:
		return "since a day that is not known"
	}
}
