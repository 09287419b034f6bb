package claims

import (
	"otaudit/audit"
)

// named takes a name: whose it is depends on the loop.
func (f *file) named() {
	b := &f.billed
	f.nameEnds()
	who := string(f.segment.Element(1))
	switch b.at {
	case atBilling:
		if who == "85" {
			b.billing = f.providerNamed()
		}
	case atSubscribe:
		switch who {
		case "IL":
			f.person(&b.subscriber)
		case "PR":
			b.payer.Name, b.payer.ID = f.text(f.segment.Element(3)), f.text(f.segment.Element(9))
		}
	case atPatient:
		if who == "QC" {
			f.person(b.patient)
		}
	case atClaim, atClaimName:
		b.at = atClaimName
		switch who {
		case "82":
			f.nameStarts(&b.claim.Rendering)
		case "DQ":
			f.nameStarts(&b.claim.Supervising)
		case "DN":
			f.nameStarts(&b.claim.Referring)
		}
	case atOther, atOtherName:
		b.at = atOtherName
		other := &b.claim.Payers[len(b.claim.Payers)-1]
		switch who {
		case "IL":
			other.Member = f.text(f.segment.Element(9))
		case "PR":
			other.Name, other.ID = f.text(f.segment.Element(3)), f.text(f.segment.Element(9))
		}
	case atLine, atLineName:
		b.at = atLineName
		switch {
		case b.line == nil:
		case who == "82":
			f.nameStarts(&b.line.Rendering)
		case who == "DQ":
			f.nameStarts(&b.line.Supervising)
		}
	}
}

func (f *file) providerNamed() audit.Provider {
	s := f.segment
	p := audit.Provider{Last: f.text(s.Element(3)), First: f.text(s.Element(4))}
	if s.Is(8, "XX") {
		p.NPI = f.text(s.Element(9))
	}
	return p
}

// nameStarts keeps a provider until its loop ends: its specialty may follow.
func (f *file) nameStarts(whose **audit.Provider) {
	f.billed.named, f.billed.naming = f.providerNamed(), whose
}

func (f *file) nameEnds() {
	if b := &f.billed; b.naming != nil {
		*b.naming = f.provider(b.named)
		b.naming = nil
	}
}

// specialty takes a taxonomy code (PRV).
func (f *file) specialty() {
	b, s := &f.billed, f.segment
	switch {
	case b.at == atBilling && s.Is(1, "BI"):
		b.billing.Taxonomy = f.upper(s.Element(3))
	case b.naming != nil:
		b.named.Taxonomy = f.upper(s.Element(3))
	}
}

func (f *file) person(p *audit.Person) {
	s := f.segment
	p.Last, p.First, p.Member = f.text(s.Element(3)), f.text(s.Element(4)), f.text(s.Element(9))
	if middle := f.text(s.Element(5)); middle != "" {
		p.First += " " + middle
	}
}

// payerStarts begins the payer that the claims are sent to, or within a claim another one (SBR).
func (f *file) payerStarts() {
	b, s := &f.billed, f.segment
	payer := audit.ClaimPayer{Sequence: f.upper(s.Element(1)), Filing: f.upper(s.Element(9))}
	switch {
	case b.claim == nil:
		b.payer = payer
	default:
		f.nameEnds()
		b.claim.Payers = f.made.payers.add(b.claim.Payers, payer)
		b.at = atOther
	}
}

// born takes a birth date (DMG), which only subscribers and patients have.
func (f *file) born() {
	b := &f.billed
	if b.claim != nil || b.at != atSubscribe && b.at != atPatient {
		return
	}
	born, ok := day(f.segment.Element(2))
	switch {
	case !ok:
		f.unreadable(2, audit.BirthDate.String(), "a date such as 19580704")
	case b.at == atPatient:
		b.patient.BirthDate = born
	default:
		b.subscriber.BirthDate = born
	}
}
