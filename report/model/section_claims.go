package model

import (
	"fmt"
	"strings"

	"otaudit/audit"
)

// titleBridge heads the bridge on page one and in the evidence.
const titleBridge = "From the record to the payment"

// claimBlocks set the log, the claims and the remittances beside each other; nothing in a run without claims and remittances.
func claimBlocks(p *Report) []Block {
	c := p.Result.Reconciled
	if c == nil {
		return nil
	}
	var b blocks
	b.text(Body, "Every line of the log, of the claims (837P) and of the remittances (835) is in this comparison once. Claims that were replaced, voided or sent again, "+
		"and payments that were taken back, are folded into what stands in the end. Lines that the claims or the remittances of the run do not cover are not judged.")
	b.table(bridgeTable(c, titleBridge, 0))
	b.table(matchTable(c))
	if text := historyText(&c.History); text != "" {
		b.text(Body, text)
	}
	for _, d := range denialDimensions {
		b.table(denialTable(c, d.dimension, d.title))
	}
	b.table(beyondTable(c))
	b.text(Note, "No corrected claim is written: a claim is a statement to a payer, which a person makes in the billing system.")
	return b
}

// matchTable counts what met and what did not, on each side.
func matchTable(c *audit.Reconciled) *Table {
	t := &Table{Name: "What met and what did not", Columns: []Column{words("side"), wide("lines that are", 3), numbers("lines"), numbers("units"), numbers("$")}}
	for _, m := range c.Matches {
		if m.Lines > 0 {
			t.Rows = append(t.Rows, []string{m.Side, m.What, Count(m.Lines), GroupUnits(m.Units), Amount(m.Money)})
		}
	}
	return t
}

func historyText(h *audit.History) string {
	var parts []string
	add := func(n int, one, many string) {
		if n > 0 {
			parts = append(parts, Plural(n, one, many))
		}
	}
	add(h.Replaced, "claim was replaced", "claims were replaced")
	add(h.Voided, "claim was voided", "claims were voided")
	add(h.SentAgain, "claim line says again what another says", "claim lines say again what others say")
	add(h.Reversed, "payment of a line was taken back", "payments of lines were taken back")
	if len(parts) == 0 {
		return ""
	}
	return "Folded into the final state: " + strings.Join(parts, ", ") + "."
}

var denialDimensions = []struct{ dimension, title string }{
	{"all", "Denials by reason"}, {"code", "Denials by code"}, {"payer", "Denials by payer"}, {"therapist", "Denials by therapist"},
}

// denialTable tallies denied lines by reason within a dimension.
func denialTable(c *audit.Reconciled, dimension, title string) *Table {
	t := &Table{Name: title, MoreIn: "audit.json", Columns: []Column{words("reason"), wide("in plain words", 3), numbers("lines"), numbers("units"), numbers("charged $")}}
	if dimension != "all" {
		t.Columns = append([]Column{words(dimension)}, t.Columns...)
	}
	for i := range c.Denials {
		d := &c.Denials[i]
		if d.Dimension != dimension {
			continue
		}
		reason := d.Reason
		if d.Remarks != "" {
			reason += " " + d.Remarks
		}
		row := []string{OrNone(reason), d.Meaning, Count(d.Lines), GroupUnits(d.Units), Amount(d.Money)}
		if dimension != "all" {
			row = append([]string{OrNone(d.Key)}, row...)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// beyondTable is what payers took or gave beyond single claims.
func beyondTable(c *audit.Reconciled) *Table {
	t := &Table{Name: "Taken or given beyond single claims (PLB)", Columns: []Column{words("reason"), wide("in plain words", 3), numbers("entries"), numbers("taken $")}}
	for _, m := range c.Beyond {
		t.Rows = append(t.Rows, []string{m.Reason, m.Meaning, fmt.Sprint(m.N), Amount(m.Money)})
	}
	return t
}
