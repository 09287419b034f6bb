package claims

import (
	"fmt"
	"slices"

	"otaudit/audit"
)

// place is the loop of an 837P that a segment stands in, as far as it matters for what the segment means: names and references of
// the loops below claims, lines and other payers are those of other people.
type place uint8

const (
	atHeader    place = iota
	atBilling         // 2000A, 2010AA and below
	atSubscribe       // 2000B, 2010BA, 2010BB
	atPatient         // 2000C, 2010CA
	atClaim           // 2300 itself
	atClaimName       // 2310
	atOther           // 2320
	atOtherName       // 2330
	atLine            // 2400 itself
	atLineName        // 2420
	atLinePaid        // 2430: what another payer paid
)

// billedLoops is where the reading of an 837P is.
type billedLoops struct {
	open       bool
	at         place
	billing    audit.Provider
	subscriber audit.Person
	patient    *audit.Person // nil where the subscriber is the patient
	payer      audit.ClaimPayer
	claim      *audit.Claim
	priced     bool // its charge could be read
	line       *audit.ClaimLine
	number     int              // of the line to come: LX01
	named      audit.Provider   // the provider of the name loop at hand
	naming     **audit.Provider // whose it is
}

// knownBilled are the segments of an 837P that have no meaning here. Those that have are in takeBilled.
var knownBilled = idSet("BHT", "CUR", "PAT", "N2", "N3", "N4", "PER", "CN1", "PWK", "K3", "NTE", "CR1", "CR2", "CR3", "CR5", "CR6", "CR8", "CRC",
	"HCP", "CAS", "OI", "MOA", "MIA", "SV5", "SV4", "SV6", "SV7", "MEA", "HSD", "QTY", "PS1", "LIN", "CTP", "LQ", "FRM", "IMM", "DN1", "DN2", "TOO", "UR", "HI", "AMT", "DMG", "DTP")

func idSet(ids ...string) map[string]bool {
	set := make(map[string]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return set
}

// takeBilled takes one segment of an 837P; false if its id is not known.
func (f *file) takeBilled() bool {
	b, s := &f.billed, f.segment
	switch s.ID {
	case "HL":
		f.closeClaim()
		f.level()
	case "NM1":
		f.named()
	case "PRV":
		f.specialty()
	case "SBR":
		f.payerStarts()
	case "DMG":
		f.born()
	case "CLM":
		f.claimStarts()
	case "HI":
		f.diagnoses()
	case "REF":
		f.reference()
	case "AMT":
		if b.at == atOther && s.Is(1, "D") {
			b.claim.Payers[len(b.claim.Payers)-1].Paid, _ = f.cents(2, "paid", true)
		}
	case "LX":
		f.nameEnds()
		b.line, b.at = nil, atLine
		n, _ := decimal(s.Element(1), 0)
		b.number = int(n)
	case "SV1":
		f.lineStarts()
	case "SV2", "SV3":
		f.notice(audit.Notice{Rule: "I001", Cell: f.at(), Message: s.ID + " is no service line of a professional claim: it is not read"}, s.ID)
	case "DTP":
		f.dated()
	case "SVD":
		f.nameEnds()
		b.at = atLinePaid
	default:
		return knownBilled[s.ID]
	}
	return true
}

// level begins a billing provider, a subscriber or a patient (HL).
func (f *file) level() {
	b := &f.billed
	switch string(f.segment.Element(3)) {
	case "20":
		*b = billedLoops{open: true, at: atBilling}
	case "22":
		*b = billedLoops{open: true, at: atSubscribe, billing: b.billing}
	case "23":
		b.at, b.patient = atPatient, &audit.Person{}
	default:
		f.notice(audit.Notice{Rule: "I001", Cell: f.at(), Message: "HL, element 3: neither billing provider (20), subscriber (22) nor patient (23)"}, "HL, element 3")
	}
}

// claimStarts begins a claim (CLM).
func (f *file) claimStarts() {
	f.closeClaim()
	b, s := &f.billed, f.segment
	c := f.made.claims.next()
	*c = audit.Claim{At: f.at(), Control: own(s.Element(1)), Place: f.text(s.Component(5, 1)), Frequency: audit.Frequency(f.text(s.Component(5, 3))),
		Subscriber: b.subscriber, Patient: b.subscriber, Billing: f.provider(b.billing)}
	if b.patient != nil {
		c.Patient = *b.patient
	}
	payer := b.payer
	payer.Member = b.subscriber.Member
	c.Payers = f.made.payers.add(nil, payer)
	c.Charge, b.priced = f.cents(2, audit.Charge.String(), true)
	if c.Control == "" {
		f.unreadable(1, audit.ClaimID.String(), "the number that the provider gave the claim")
	}
	if c.Frequency == "" || c.Place == "" {
		f.unreadable(5, audit.PlaceOfService.String(), "place of service and frequency such as 11:B:1; without a frequency the claim is read as an original")
	}
	b.claim, b.line, b.at = c, nil, atClaim
	f.Claims.Billed = append(f.Claims.Billed, c)
}

// diagnoses takes the diagnosis codes of a claim (HI): the principal one and the others.
func (f *file) diagnoses() {
	b, s := &f.billed, f.segment
	if b.claim == nil || b.line != nil {
		return
	}
	codes := slices.Clone(b.claim.Diagnoses)
	for n := 1; n <= s.Len(); n++ {
		switch string(s.Component(n, 1)) {
		case "ABK", "ABF", "BK", "BF":
			if code := f.upper(s.Component(n, 2)); code != "" {
				codes = append(codes, f.text([]byte(dotted(code))))
			}
		}
	}
	b.claim.Diagnoses = f.list(codes)
}

// reference takes a number of the claim or the line itself (REF); those of the loops below belong to others.
func (f *file) reference() {
	b, s := &f.billed, f.segment
	value := func() string { return own(s.Element(2)) }
	kind := string(s.Element(1))
	switch {
	case b.at == atClaim && kind == "F8":
		b.claim.PayerControl = value()
	case b.at == atClaim && kind == "EA":
		b.claim.Record = value()
	case b.at == atClaim && kind == "G1":
		b.claim.Authorization = value()
	case b.at == atLine && b.line != nil && kind == "6R":
		b.line.Control = value()
	case b.at == atLine && b.line != nil && kind == "G1" && len(s.Element(4)) == 0:
		b.line.Authorization = value()
	}
}

// lineStarts begins a service line (SV1).
func (f *file) lineStarts() {
	b, s := &f.billed, f.segment
	f.nameEnds()
	c := b.claim
	if c == nil {
		f.notice(audit.Notice{Rule: "I001", Cell: f.at(), Message: "SV1 stands outside of any claim: the service line is not read"}, "SV1")
		return
	}
	if b.line != nil {
		b.number++
	}
	l := f.made.lines.next()
	*l = audit.ClaimLine{Claim: c, At: f.at(), Number: b.number, Measure: f.upper(s.Element(3)), Units: f.units(4, audit.UnitsBilled.String()),
		Place: f.text(s.Element(5)), Rendering: c.Rendering, Supervising: c.Supervising, Authorization: c.Authorization}
	l.Code, l.Modifiers = f.procedure(s.Element(1))
	if l.Code == "" {
		f.unreadable(1, audit.Code.String(), "a procedure such as HC:97530:GO")
	}
	if !l.Units.Known && len(s.Element(4)) > 0 {
		l.Bad = l.Bad.With(audit.UnitsBilled)
	}
	if l.Charge, l.ChargeKnown = f.cents(2, audit.Charge.String(), true); !l.ChargeKnown && len(s.Element(2)) > 0 {
		l.Bad = l.Bad.With(audit.Charge)
	}
	if l.Place == "" {
		l.Place = c.Place
	}
	if rendering := c.Rendering; rendering == nil && c.Billing != nil && c.Billing.First != "" {
		l.Rendering = c.Billing // a practice of one
	}
	l.Diagnoses = f.pointed(c)
	b.line, b.at = l, atLine
	c.Lines = f.made.ofClaims.add(c.Lines, l)
}

// procedure is a composite procedure: the code and up to four modifiers, behind the kind of code.
type procedure struct {
	code      string
	modifiers []string
}

// procedure takes a composite procedure; few distinct ones make a file.
func (f *file) procedure(part []byte) (code string, modifiers []string) {
	if known, ok := f.services[string(part)]; ok {
		return known.code, known.modifiers
	}
	s := f.segment
	p := procedure{code: f.upper(s.ComponentOf(part, 2))}
	for m := 3; m <= 6; m++ {
		if modifier := f.upper(s.ComponentOf(part, m)); modifier != "" {
			p.modifiers = append(p.modifiers, modifier)
		}
	}
	p.modifiers = f.list(p.modifiers)
	f.services[string(part)] = p
	return p.code, p.modifiers
}

// pointed returns the diagnoses that a line points at (SV107).
func (f *file) pointed(c *audit.Claim) []string {
	s := f.segment
	var list [4]string
	n := 0
	for m := 1; m <= 4; m++ {
		pointer := s.Component(7, m)
		if len(pointer) == 0 {
			continue
		}
		at, ok := decimal(pointer, 0)
		if !ok || at < 1 || int(at) > len(c.Diagnoses) {
			f.unreadable(7, audit.Diagnoses.String(), fmt.Sprintf("pointers to the %s of the claim", audit.Plural(len(c.Diagnoses), "diagnosis", "diagnoses")))
			break
		}
		list[n] = c.Diagnoses[at-1]
		n++
	}
	return f.list(list[:n])
}

// dated takes the date of a service line (DTP*472).
func (f *file) dated() {
	b, s := &f.billed, f.segment
	if b.at != atLine || b.line == nil || !s.Is(1, "472") {
		return
	}
	from, to, ok := days(string(s.Element(2)), s.Element(3))
	if !ok {
		b.line.Bad = b.line.Bad.With(audit.DateOfService)
		f.unreadable(3, audit.DateOfService.String(), "a date such as 20260309, or two joined by a hyphen")
		return
	}
	b.line.From, b.line.To = from, to
}

// closeClaim ends a claim: its charge is that of its lines.
func (f *file) closeClaim() {
	f.nameEnds()
	c := f.billed.claim
	if c == nil {
		return
	}
	f.billed.claim, f.billed.line, f.billed.at = nil, nil, atHeader
	var sum audit.Cents
	for _, l := range c.Lines {
		if !l.ChargeKnown {
			return
		}
		sum += l.Charge
	}
	if len(c.Lines) > 0 && f.billed.priced && sum != c.Charge {
		f.notice(audit.Notice{Rule: "I010", Cell: c.At, Field: audit.Charge.String(), Original: c.Charge.String(),
			Message: fmt.Sprintf("the claim's charge of %s is not the sum of its lines, %s", c.Charge, sum)}, "CLM, element 2, and SV1, element 2")
	}
}
