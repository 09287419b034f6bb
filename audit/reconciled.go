package audit

import (
	"cmp"
	"slices"
	"strings"
)

// Denial counts the denied lines of one reason and one code, payer or therapist.
type Denial struct {
	Dimension string `json:"dimension"` // all, code, payer, therapist
	Key       string `json:"key"`
	Reason    string `json:"reason"`  // group and reason code, such as CO-50
	Remarks   string `json:"remarks"` // remark codes, such as N115 M25
	Meaning   string `json:"meaning"` // in plain words; empty if the tables have none
	Lines     int    `json:"lines"`
	Units     Units  `json:"units"`
	Money     Cents  `json:"cents"` // charged
}

// sum gives what the comparison came to, when the rules have run.
func (r *reconciliation) sum(cfg *Config) *Reconciled {
	if r == nil {
		return nil
	}
	out := &Reconciled{HasLog: r.claims.Compared, HasRemits: len(r.claims.Remits) > 0}
	b, matches, denials := newBridge(), newMatches(), map[Denial]*Denial{}
	for _, s := range r.services {
		b.cross(s, out.HasLog)
		matches.count(s, out.HasLog)
		countDenial(denials, s, cfg)
		out.History.SentAgain += len(s.Again)
		out.History.Reversed += len(s.Answer.Reversals)
	}
	matches.countRemits(r.claims)
	first := 0
	if !out.HasLog {
		first = 2
	}
	out.Bridge, out.Matches = b.list(first), matches.list
	for _, c := range r.claims.Billed {
		switch c.Withdrawn {
		case Replaced:
			out.History.Replaced++
		case Voided:
			out.History.Voided++
		}
	}
	for _, d := range denials {
		out.Denials = append(out.Denials, *d)
	}
	slices.SortFunc(out.Denials, func(a, b Denial) int {
		return cmp.Or(strings.Compare(a.Dimension, b.Dimension), strings.Compare(a.Key, b.Key), cmp.Compare(b.Money, a.Money), strings.Compare(a.Reason, b.Reason), strings.Compare(a.Remarks, b.Remarks))
	})
	out.Beyond = beyondClaims(r.claims.Adjustments, cfg.ReasonWords)
	return out
}

// loggedMoney is the charge of a line of the log, else that of the claim by its units.
func loggedMoney(l *Line) (Cents, bool) {
	if !billable(l.Session) {
		return 0, false
	}
	if l.Has(Charge) {
		return l.Money(Charge), true
	}
	charge, known := l.Service.Charge()
	billed, told := l.Service.UnitsBilled()
	if !known || !told || billed <= 0 {
		return 0, false
	}
	return charge.Scale(int64(l.Units()), int64(billed)), true
}

// countDenial adds a denied service to the tally, once by each dimension.
func countDenial(tally map[Denial]*Denial, s *Service, cfg *Config) {
	if s.Answer.Outcome != Denied || len(s.Billed) == 0 {
		return
	}
	key := Denial{Reason: s.Answer.ReasonText(), Remarks: s.Answer.RemarkText()}
	key.Meaning = s.Answer.ReasonWords(cfg.ReasonWords)
	units, _ := s.UnitsBilled()
	charge, _ := s.Charge()
	of := s.Billed[0].Session
	if len(s.sessions) > 0 {
		of = s.sessions[0]
	}
	add := func(dimension, name string) {
		key.Dimension, key.Key = dimension, name
		if tally[key] == nil {
			d := key
			tally[key] = &d
		}
		d := tally[key]
		d.Lines, d.Units, d.Money = d.Lines+len(s.Billed), d.Units+units, d.Money+charge
	}
	add("all", "")
	add("code", s.Billed[0].Code)
	if of != nil {
		add("payer", of.Text(Payer))
		add("therapist", of.Text(Therapist))
	}
}

// ReasonText is the main reason of a denial as group and code; empty if none is given. What has not the form of a code is not repeated.
func (a *Answer) ReasonText() string {
	r, ok := a.Reason()
	if !ok {
		return ""
	}
	return CodeText(r.Group) + "-" + CodeText(r.CARC)
}

// RemarkText are the remark codes of a denial.
func (a *Answer) RemarkText() string {
	codes := make([]string, len(a.Remarks))
	for i, code := range a.Remarks {
		codes[i] = CodeText(code)
	}
	return strings.Join(codes, " ")
}

// CodeText is a code of an X12 file, or (unreadable) for what is none: it may be anything.
func CodeText(code string) string {
	const longest = 5
	if code == "" || len(code) > longest || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != "" {
		return "(unreadable)"
	}
	return code
}

// ReasonWords are the plain words for the main reason of a denial and for its remarks; words may be nil.
func (a *Answer) ReasonWords(words func(list, code string, on Date) string) string {
	if words == nil {
		return ""
	}
	var on Date
	if n := len(a.Standing); n > 0 {
		on = paidOn(a.Standing[n-1])
	}
	var parts []string
	if r, ok := a.Reason(); ok {
		parts = append(parts, words("carc", r.CARC, on))
	}
	for _, remark := range a.Remarks {
		parts = append(parts, words("rarc", remark, on))
	}
	return strings.Join(slices.DeleteFunc(parts, func(text string) bool { return text == "" }), "; ")
}

// beyondClaims sums up adjustments that belong to no single claim, by reason.
func beyondClaims(adjustments []ProviderAdjustment, words func(list, code string, on Date) string) (list []PayerMoney) {
	for _, a := range adjustments {
		at := slices.IndexFunc(list, func(m PayerMoney) bool { return m.Reason == CodeText(a.Reason) })
		if at < 0 {
			at = len(list)
			list = append(list, PayerMoney{Reason: CodeText(a.Reason)})
			if words != nil && a.Payment != nil {
				list[at].Meaning = words("plb", a.Reason, a.Payment.Date)
			}
		}
		list[at].N++
		list[at].Money += a.Amount
	}
	slices.SortFunc(list, func(a, b PayerMoney) int { return strings.Compare(a.Reason, b.Reason) })
	return list
}

// matches counts lines by what became of them, in a fixed order.
type matches struct{ list []Matched }

// The sides, and what became of their lines.
const (
	SideLog    = "log"
	SideClaims = "claims"
	SideRemits = "remittances"

	linesAsLogged     = "billed as logged"
	linesChanged      = "billed with changes of units or code"
	linesNotBilled    = "not billed"
	linesNotCompared  = "not compared"
	linesWithoutUnits = "without units: nothing to bill"
	linesLogged       = "logged"
	linesNotLogged    = "not logged"
	linesSentAgain    = "the same service sent again"
	answersKnown      = "answers to a claim of the run"
	answersAlone      = "answers to a claim that the run does not have"
	answersUnsure     = "answers that no claim of the run fits, or several"
)

func newMatches() *matches {
	m := &matches{}
	for _, of := range [...][2]string{{SideLog, linesAsLogged}, {SideLog, linesChanged}, {SideLog, linesNotBilled}, {SideLog, linesNotCompared}, {SideLog, linesWithoutUnits},
		{SideClaims, linesLogged}, {SideClaims, linesNotLogged}, {SideClaims, linesNotCompared}, {SideClaims, linesSentAgain},
		{SideRemits, answersKnown}, {SideRemits, answersAlone}, {SideRemits, answersUnsure}} {
		m.list = append(m.list, Matched{Side: of[0], What: of[1]})
	}
	return m
}

func (m *matches) add(side, what string, lines int, units Units, money Cents) {
	at := slices.IndexFunc(m.list, func(of Matched) bool { return of.Side == side && of.What == what })
	of := &m.list[at]
	of.Lines, of.Units, of.Money = of.Lines+lines, of.Units+units, of.Money+money
}

func (m *matches) count(s *Service, hasLog bool) {
	if !hasLog {
		return
	}
	for _, l := range s.Logged {
		money, _ := loggedMoney(l)
		what := linesAsLogged
		switch {
		case !s.Compared() && !billable(l.Session):
			what = linesWithoutUnits
		case !s.Compared() && s.Missing != "":
			what = linesNotCompared
		case !s.Compared():
			what = linesNotBilled
		default:
			verdict, _, _ := s.Verdict()
			if verdict != UnitsAsLogged && verdict != WronglyKept || !strings.EqualFold(l.Text(Code), s.Billed[0].Code) {
				what = linesChanged
			}
		}
		m.add(SideLog, what, 1, l.Units(), money)
	}
	what := linesLogged
	switch {
	case s.Compared():
	case s.Missing != "":
		what = linesNotCompared
	default:
		what = linesNotLogged
	}
	for _, l := range s.Billed {
		m.add(SideClaims, what, 1, l.Units.Units, l.Charge)
	}
	for _, l := range s.Again {
		m.add(SideClaims, linesSentAgain, 1, l.Units.Units, l.Charge)
	}
}

func (m *matches) countRemits(c *Claims) {
	for _, r := range c.Remits {
		what := answersKnown
		switch {
		case r.Billed == nil:
			what = answersUnsure
		case r.Billed.FromRemit:
			what = answersAlone
		}
		units := Units(0)
		for _, l := range r.Lines {
			units += l.Units.Units
		}
		m.add(SideRemits, what, max(1, len(r.Lines)), units, r.Paid)
	}
}
