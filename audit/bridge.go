package audit

// Reconciled is what the comparison of a log with claims and remittances came to.
type Reconciled struct {
	// HasLog says that the claims were compared with a log; else their own lines were audited.
	HasLog    bool         `json:"has_log"`
	HasRemits bool         `json:"has_remittances"`
	Bridge    []BridgeStep `json:"bridge"`
	Matches   []Matched    `json:"matches"`
	Denials   []Denial     `json:"denials"`
	History   History      `json:"history"`
	// Beyond is what payers took or gave beyond single claims (PLB).
	Beyond []PayerMoney `json:"provider_adjustments"`
}

// BridgeStep is one of supported, logged, billed, allowed and paid, with what leads to it from the step before: the step before and
// its reasons add up to it exactly.
type BridgeStep struct {
	Step    string         `json:"step"`
	Lines   int            `json:"lines"`
	Units   Units          `json:"units"`
	Money   Cents          `json:"cents"`
	Reasons []BridgeReason `json:"reasons"`
}

// BridgeReason is a part of the way from one step to the next.
type BridgeReason struct {
	What  string `json:"what"`
	Lines int    `json:"lines"`
	Units Units  `json:"units"`
	Money Cents  `json:"cents"`
}

// Matched counts the lines of one side that did, or did not, meet the other.
type Matched struct {
	Side  string `json:"side"` // log, claims or remittances
	What  string `json:"what"`
	Lines int    `json:"lines"`
	Units Units  `json:"units"`
	Money Cents  `json:"cents"`
}

// History counts what was folded into the final state of claims.
type History struct {
	Replaced  int `json:"replaced"`   // claims
	Voided    int `json:"voided"`     // claims
	SentAgain int `json:"sent_again"` // claim lines that say the same again as another
	Reversed  int `json:"reversed"`   // answers that took a payment back
}

// PayerMoney is what payers take or give beyond single claims, by reason.
type PayerMoney struct {
	Reason  string `json:"reason"`
	Meaning string `json:"meaning"`
	N       int    `json:"n"`
	Money   Cents  `json:"cents"` // positive: taken
}

// The steps of the bridge.
const (
	StepSupported = "supported"
	StepLogged    = "logged"
	StepBilled    = "billed"
	StepAllowed   = "allowed"
	StepPaid      = "paid"
)

// The reasons, in the order in which the bridge gives them. What one step has and the next does not is below zero.
var bridgeReasons = [...][]string{
	{reasonAbove, reasonBelow, reasonUnjudged},
	{reasonNotBilled, reasonOutside, reasonRightlyLowered, reasonWronglyLowered, reasonLowered, reasonRaisedRight, reasonRaisedWrong, reasonRaised,
		reasonNotLogged, reasonBeyondLog, reasonNoUnits, reasonOtherCharge, reasonNoCharge},
	{reasonDenied, reasonReversed, reasonUnanswered, reasonNotCovered, reasonByClaim, reasonFewerPaid, reasonFee, reasonNotAllowedKnown},
	{reasonPatient, reasonTwice, reasonOtherPart},
}

const (
	reasonAbove           = "logged above the record"
	reasonBelow           = "logged below the record"
	reasonUnjudged        = "units that could not be judged"
	reasonNotBilled       = "logged, not billed"
	reasonOutside         = "logged, not in what the claims cover"
	reasonRightlyLowered  = "lowered, and not below the record"
	reasonWronglyLowered  = "lowered below the record"
	reasonLowered         = "lowered, the record not judged"
	reasonRaisedRight     = "raised, and not above the record"
	reasonRaisedWrong     = "raised above the record"
	reasonRaised          = "raised, the record not judged"
	reasonNotLogged       = "billed, not logged"
	reasonBeyondLog       = "billed, not in what the log covers"
	reasonNoUnits         = "units of the log or the claim not known"
	reasonOtherCharge     = "charged at another amount than logged"
	reasonNoCharge        = "no charge in the log"
	reasonDenied          = "denied"
	reasonReversed        = "paid and taken back"
	reasonUnanswered      = "not answered"
	reasonNotCovered      = "not in what the remittances cover"
	reasonByClaim         = "answered by claim, not by line"
	reasonFewerPaid       = "paid at other units"
	reasonFee             = "charge above what the payer allows"
	reasonNotAllowedKnown = "allowed amount not stated"
	reasonPatient         = "left to the patient or a further payer"
	reasonTwice           = "paid twice"
	reasonOtherPart       = "other reductions and additions"
)

// bridge adds up services step by step. A service goes from step to step with what it has of units and money; each difference is
// booked under its reason, so that the steps add up whatever the reasons are.
type bridge struct {
	steps   [5]BridgeReason
	reasons [4]map[string]*BridgeReason
}

func newBridge() *bridge {
	b := &bridge{}
	for i := range b.reasons {
		b.reasons[i] = map[string]*BridgeReason{}
		for _, what := range bridgeReasons[i] {
			b.reasons[i][what] = &BridgeReason{What: what}
		}
	}
	return b
}

// amount is what a service has at one step.
type amount struct {
	lines int
	units Units
	money Cents
}

func (b *bridge) at(step int, a amount) {
	s := &b.steps[step]
	s.Lines, s.Units, s.Money = s.Lines+a.lines, s.Units+a.units, s.Money+a.money
}

// because books a difference between a step and the next.
func (b *bridge) because(from int, what string, units Units, money Cents) {
	if units == 0 && money == 0 {
		return
	}
	r := b.reasons[from][what]
	r.Lines, r.Units, r.Money = r.Lines+1, r.Units+units, r.Money+money
}

// list gives the steps from one on, with their reasons that have something.
func (b *bridge) list(first int) (list []BridgeStep) {
	for i, name := range [...]string{StepSupported, StepLogged, StepBilled, StepAllowed, StepPaid} {
		if i < first {
			continue
		}
		step := BridgeStep{Step: name, Lines: b.steps[i].Lines, Units: b.steps[i].Units, Money: b.steps[i].Money}
		if i > first {
			for _, what := range bridgeReasons[i-1] {
				if r := b.reasons[i-1][what]; r.Lines > 0 {
					step.Reasons = append(step.Reasons, *r)
				}
			}
		}
		list = append(list, step)
	}
	return list
}
