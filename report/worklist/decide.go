package worklist

import (
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// Act is what a biller does with a line.
type Act string

// The four things to do.
const (
	Refund Act = "review for refund"
	Hold   Act = "hold before billing"
	Rebill Act = "rebill"
	Ask    Act = "ask the therapist"
)

// rank orders the acts of one line: the money that may have to go back comes before everything else.
func (a Act) rank() int {
	switch a {
	case Refund:
		return 4
	case Hold:
		return 3
	case Rebill:
		return 2
	case Ask:
		return 1
	}
	return 0
}

// Case is what the choice of an act depends on.
type Case struct {
	Rule     string
	Severity audit.Severity
	Safety   audit.Safety // of the proposed correction
	Changes  bool         // a correction of the claim line is proposed
	Effect   string       // model.FilterOver, model.FilterUnder, or empty
	Whole    bool         // the whole amount of the line is in question
	InDoubt  bool         // another finding leaves open whether this one stands
	Unbilled bool         // the log has claim numbers or amounts of the payer, and none on this line
}

// Decide returns what to do about a finding. It is a pure function, so that two runs and two readers decide alike.
//
// What is in doubt, and what only the treating person can answer (documentation, times, evaluation, modifiers that attest), is
// asked. An error on a line not yet billed holds the line. What is above the record on a billed line is reviewed for refund; any
// other correction of a billed line is billed again.
func Decide(c Case) Act {
	over := c.Effect == model.FilterOver || c.Whole
	switch {
	case c.InDoubt:
		return Ask
	case c.Unbilled && (c.Severity == audit.Error || over || c.Changes):
		return Hold
	case over:
		return Refund
	case attests(c.Rule):
		return Ask
	case c.Effect == model.FilterUnder && c.Safety >= audit.Review, c.Changes && c.Safety >= audit.Review:
		return Rebill
	}
	return Ask
}

// attests says that a correction after this rule would state something that only the clinician knows (REP-72): what the note
// holds, the level of an evaluation, whose plan a service was under, who furnished it, whether it was distinct or one of two.
func attests(rule string) bool {
	switch rule {
	case "M002", "M005", "M009", "N001", "U008":
		return true
	}
	return rule != "" && strings.ContainsAny(rule[:1], "DTPIE")
}
