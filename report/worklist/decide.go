package worklist

import (
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// Act is what a biller does with a line.
type Act string

// The things to do.
const (
	Refund Act = "review for refund"
	Hold   Act = "hold before billing"
	Appeal Act = "appeal"
	Rebill Act = "rebill"
	Bill   Act = "bill"
	Ask    Act = "ask the therapist"
)

// rank orders the acts of one line: the money that may have to go back comes before everything else.
func (a Act) rank() int {
	switch a {
	case Refund:
		return 6
	case Hold:
		return 5
	case Appeal:
		return 4
	case Rebill:
		return 3
	case Bill:
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
	Denial   string       // the payer's reason, or the likely one
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
	case strings.HasPrefix(c.Rule, "R"):
		return decideClaim(c, over)
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

// decideClaim returns what to do about a difference between log, claim and payment.
func decideClaim(c Case, over bool) Act {
	switch c.Rule {
	case "R001":
		return Bill
	case "R010":
		return Rebill
	case "R011", "R012", "R013", "R015":
		switch {
		case over:
			return Refund
		case correctFirst(c.Denial):
			return Rebill
		case c.Effect == model.FilterUnder:
			return Appeal
		}
		return Ask
	}
	switch {
	case over:
		return Refund
	case c.Effect == model.FilterUnder:
		return Rebill
	}
	return Ask
}

// correctFirst reports a reason for which the claim is to be corrected and sent again, or sent to another payer: an appeal of a claim
// that was wrong answers nothing.
func correctFirst(reason string) bool {
	_, carc, _ := strings.Cut(reason, "-")
	carc, _, _ = strings.Cut(carc, " ")
	switch carc {
	case "4", "5", "6", "7", "11", "16", "22", "31", "109", "125", "140", "146", "181", "182", "206", "207", "208", "252":
		return true
	}
	return false
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
