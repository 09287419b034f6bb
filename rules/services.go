package rules

import (
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// What the rules of family R share. They look at services: what was logged, what was billed and what was paid of one thing. A service of
// several lines is reported at its first.

var (
	unbilledLines    = audit.NewPredicate(func(l *audit.Line) bool { return l.Service != nil && len(l.Service.Billed) == 0 && !zeroUnits(l) })
	comparedServices = audit.NewPredicate(func(l *audit.Line) bool { return l.Service.Compared() && l.Service.First(l) })
	billedServices   = audit.NewPredicate(func(l *audit.Line) bool {
		return l.Service != nil && len(l.Service.Billed) > 0 && l.Service.First(l)
	})
	paidServices = audit.NewPredicate(func(l *audit.Line) bool {
		return l.Service != nil && l.Service.First(l) && l.Service.Answer.Outcome == audit.Paid
	})
)

// eachService makes the Judge of a rule that looks at every service on its own.
func eachService(judge func(*audit.Pass, *audit.Line, *audit.Service)) func(*audit.Pass, *audit.Group) {
	return eachLine(func(p *audit.Pass, l *audit.Line) { judge(p, l, l.Service) })
}

// serviceReport is what all of them say alike: the lines of the service, and the places in the claims.
func serviceReport(l *audit.Line, f audit.Field) audit.Report {
	s := l.Service
	r := audit.Report{Line: l, Field: f}
	for _, also := range s.Logged {
		if also.Index != l.Index {
			r.Also = append(r.Also, also)
		}
	}
	for _, billed := range s.Billed {
		r.Beside = append(r.Beside, billed.At)
	}
	return r
}

// answerReport points at the answers too.
func answerReport(l *audit.Line, f audit.Field) audit.Report {
	r := serviceReport(l, f)
	for _, paid := range l.Service.Answer.Standing {
		r.Beside = append(r.Beside, paid.At)
	}
	return r
}

// worth prices units of a billed service: by what the payer allowed, else by the charge, else as the line of the log is priced.
func worth(p *audit.Pass, l *audit.Line, units audit.Units) audit.Impact {
	s := l.Service
	billed, known := s.UnitsBilled()
	scaled := func(amount audit.Cents, of audit.Units, basis string) audit.Impact {
		return audit.Impact{Units: units, Money: amount.Scale(int64(units), int64(of)), Basis: basis}
	}
	if a := &s.Answer; known && a.Outcome == audit.Paid && a.AllowedKnown && a.Units.Known && a.Units.Units > 0 && a.Twice == 0 {
		return scaled(a.Allowed, a.Units.Units, "allowed")
	}
	if charge, ok := s.Charge(); ok && known && billed > 0 {
		return scaled(charge, billed, "charge")
	}
	if amount, basis := p.Amount(l); basis != "" && l.Units() > 0 {
		return scaled(amount, l.Units(), basis)
	}
	return audit.Impact{Units: units}
}

// charged is the whole charge of a service, as money that was not paid.
func charged(s *audit.Service) audit.Impact {
	charge, known := s.Charge()
	if !known {
		return audit.Impact{}
	}
	return audit.Impact{Money: charge, Basis: "charge"}
}

// lines says of how many lines a service is made where they are several.
func lines(s *audit.Service) string {
	if len(s.Logged) < 2 && len(s.Billed) < 2 {
		return ""
	}
	return fmt.Sprintf(" (%s of the log and %s of claims, compared by their sum)", count(len(s.Logged), "line"), count(len(s.Billed), "line"))
}

// supportText says what the record supports of a billed service.
func supportText(s *audit.Service) string {
	supported, judged := s.Supported()
	billed, known := s.UnitsBilled()
	switch {
	case !judged || !known:
		return "whether the minutes support the units could not be evaluated"
	case supported >= billed:
		return "the record supports the units billed"
	}
	return fmt.Sprintf("the record supports %s of the %s billed", unitsText(supported), unitsText(billed))
}

// supports reports whether the record is known to support what was billed.
func supports(s *audit.Service) bool {
	supported, judged := s.Supported()
	billed, known := s.UnitsBilled()
	return judged && known && supported >= billed
}

// quantities are the units billed, and those that the record supports.
func quantities(s *audit.Service) (billed, supported audit.Quantity) {
	billed.Units, billed.Known = s.UnitsBilled()
	supported.Units, supported.Known = s.Supported()
	return billed, supported
}

// tokensOf collects a list field of all lines of the log.
func tokensOf(s *audit.Service, f audit.Field) (tokens []string, known bool) {
	for _, l := range s.Logged {
		if l.Has(f) {
			known = true
			tokens = append(tokens, l.List(f)...)
		}
	}
	return tokens, known
}

// beyond gives what one list has and the other has not, each once, in order.
func beyond(list, other []string) (more []string) {
	for _, token := range list {
		if !slices.Contains(other, token) && !slices.Contains(more, token) {
			more = append(more, token)
		}
	}
	slices.Sort(more)
	return more
}

// reasonText is a payer's reason with plain words: "CO-50 (not accepted as medically necessary)".
func (k *kit) reasonText(a *audit.Answer) string {
	code := strings.TrimSpace(a.ReasonText() + " " + a.RemarkText())
	if code == "" {
		return "without a reason"
	}
	if words := a.ReasonWords(ReasonWords(k.tables)); words != "" {
		return code + " (" + words + ")"
	}
	return code
}

// ReasonWords gives the plain words for a payer's code of a list: carc, rarc or plb.
func ReasonWords(tables *refdata.Tables) func(list, code string, on audit.Date) string {
	return func(list, code string, on audit.Date) string {
		return tables.Reason(refdata.ReasonKind(list), code, on)
	}
}
