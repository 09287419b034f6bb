package audittest

import (
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
)

// claimColumns say how a line was billed and paid.
var claimColumns = []string{"logged", "claim", "remit"}

// bill makes the claim and the remittances of a row. It reports whether the row is a line of the log.
func (f *fixture) bill(s *audit.Session, header, record []string) (logged bool, err error) {
	cell := func(column string) string {
		if at := slices.Index(header, column); at >= 0 {
			return record[at]
		}
		return ""
	}
	if !slices.Contains(header, "claim") {
		return true, nil
	}
	if f.claims == nil {
		f.claims = &audit.Claims{}
	}
	logged = cell("logged") != "no"
	how := cell("claim")
	if how == "none" {
		return logged, nil
	}
	line, err := f.claimLine(s, how)
	if err != nil {
		return logged, err
	}
	for _, said := range strings.Split(cell("remit"), "; ") {
		if said == "" {
			continue
		}
		if err := f.answer(line, said); err != nil {
			return logged, err
		}
	}
	return logged, nil
}

// claimLine makes a claim of the line of a row, with what is different on it.
func (f *fixture) claimLine(s *audit.Session, how string) (*audit.ClaimLine, error) {
	day := s.Date(audit.DateOfService)
	last, first, _ := strings.Cut(s.Text(audit.Therapist), ", ")
	provider := &audit.Provider{NPI: s.Text(audit.NPI), Last: last, First: first}
	c := &audit.Claim{At: audit.Ref{Sheet: "sent.837", Row: s.Row}, Control: fmt.Sprint("C", s.Row), Frequency: audit.OriginalClaim, Record: s.Text(audit.PatientID),
		Payers: []audit.ClaimPayer{{Name: s.Text(audit.Payer), Sequence: "P"}}, Rendering: provider, Diagnoses: s.List(audit.Diagnoses)}
	l := &audit.ClaimLine{Claim: c, At: c.At, From: day, To: day, Code: s.Text(audit.Code), Modifiers: s.List(audit.Modifiers), Units: audit.Quantity{Units: s.Units(), Known: true},
		Measure: audit.MeasureUnits, Charge: s.Money(audit.Charge), ChargeKnown: s.Has(audit.Charge), Diagnoses: s.List(audit.Diagnoses), Place: s.Text(audit.PlaceOfService), Rendering: provider, Session: s}
	copies := 1
	for _, word := range splitWords(how) {
		key, value, _ := strings.Cut(word, "=")
		switch key {
		case "units":
			units, err := audit.ParseValue(s.Layout.Symbols, audit.UnitsBilled, value)
			if err != nil {
				return nil, err
			}
			l.Units.Units = audit.Units(units)
		case "minutes":
			l.Measure = audit.MeasureMinutes
		case "code":
			l.Code = value
		case "modifiers":
			l.Modifiers = strings.FieldsFunc(value, func(r rune) bool { return r == ',' })
		case "diagnoses":
			l.Diagnoses = strings.Split(value, ",")
			c.Diagnoses = l.Diagnoses
		case "therapist":
			last, first, _ := strings.Cut(value, ", ")
			l.Rendering = &audit.Provider{Last: last, First: first}
		case "npi":
			l.Rendering = &audit.Provider{NPI: value, Last: provider.Last, First: provider.First}
		case "place":
			l.Place = value
		case "twice":
			copies = 2
		case "void":
			c.Withdrawn = audit.Voided
		default:
			return nil, fmt.Errorf("unknown word %q about the claim", word)
		}
	}
	for i := range copies {
		claim, line := *c, *l
		claim.Control += strings.Repeat("A", i)
		claim.At.Col = int32(i)
		line.Claim, line.At = &claim, claim.At
		claim.Lines = []*audit.ClaimLine{&line}
		f.claims.Billed = append(f.claims.Billed, &claim)
		if i == 0 {
			l = &line
		}
	}
	return l, nil
}

// splitWords divides at blanks in front of words with an equals sign, since names hold blanks.
func splitWords(text string) (words []string) {
	for _, word := range strings.Fields(text) {
		if n := len(words); n > 0 && strings.HasSuffix(words[n-1], ",") {
			words[n-1] += " " + word
			continue
		}
		words = append(words, word)
	}
	return words
}

// answer makes a remittance about one claim line.
func (f *fixture) answer(l *audit.ClaimLine, said string) error {
	n := int32(len(f.claims.Remits))
	r := &audit.Remit{At: audit.Ref{Sheet: "paid.835", Row: 10*n + 1}, Payment: &audit.Payment{Date: l.From + audit.Date(20+n)}, Control: l.Claim.Control, Status: audit.ProcessedPrimary, Billed: l.Claim}
	paid := &audit.RemitLine{Remit: r, At: r.At, From: l.From, To: l.To, Code: l.Code, Modifiers: l.Modifiers, BilledCode: l.Code, BilledMods: l.Modifiers, Units: l.Units, BilledUnits: l.Units,
		Charge: l.Charge, Answers: l}
	for _, word := range strings.Fields(said) {
		key, value, _ := strings.Cut(word, "=")
		if key == "denied" {
			group, carc, _ := strings.Cut(value, "-")
			r.Status, paid.AllowedKnown = audit.DeniedClaim, true
			paid.Adjustments = []audit.Adjustment{{Group: group, CARC: carc, Amount: l.Charge}}
			continue
		}
		if key == "code" {
			paid.Code = value
			continue
		}
		number, err := audit.ParseCents(value)
		if err != nil {
			return err
		}
		switch key {
		case "paid":
			paid.Paid, paid.Allowed, paid.AllowedKnown = number, number, true
		case "allowed":
			paid.Allowed = number
		case "units":
			paid.Units.Units = audit.Units(number * 10)
		case "reversed":
			r.Status, paid.Charge, paid.Paid, paid.Allowed, paid.AllowedKnown = audit.ReversedPayment, -l.Charge, -number, -number, true
		default:
			return fmt.Errorf("unknown word %q about the remittance", word)
		}
	}
	r.Charge, r.Paid, r.Lines = paid.Charge, paid.Paid, []*audit.RemitLine{paid}
	l.Paid = append(l.Paid, paid)
	l.Claim.Answers = append(l.Claim.Answers, r)
	f.claims.Remits = append(f.claims.Remits, r)
	return nil
}
