package audit

import (
	"slices"
	"strings"
)

// Match settles which claim and which of its lines each remittance answers: [Remit.Billed], [RemitLine.Answers] and the other
// way round [ClaimLine.Paid]. A remittance answers one claim, a remittance line one line of it; a line may have several answers,
// since payers split lines, reverse payments and pay again. Before that it marks what is withdrawn ([Claim.Withdrawn]).
//
// A claim is found by its control number, else by patient, date, code and charge of the lines. What fits several and none best
// stays without a partner. Where the claims are compared with a log, what remittances answer that the run has no claim for becomes one,
// behind the others ([Claim.FromRemit]).
func (c *Claims) Match() {
	c.withdraw()
	c.answer()
	if c.Compared {
		c.Billed = append(c.Billed, c.billedByRemits()...)
	}
}

// answer finds the claims and lines of the remittances.
func (c *Claims) answer() {
	m := claimMatcher{byControl: map[string][]*Claim{}, answered: map[*Claim]int{}}
	for _, claim := range c.Billed {
		if claim.Control != "" {
			key := controlKey(claim.Control)
			m.byControl[key] = append(m.byControl[key], claim)
		}
	}
	for _, remit := range c.Remits {
		claim := m.byNumber(remit)
		if claim == nil {
			claim = m.byLines(c, remit)
		}
		if claim == nil {
			continue
		}
		remit.Billed = claim
		claim.Answers = append(claim.Answers, remit)
		m.answered[claim]++
		matchLines(claim, remit)
	}
}

// withdraw marks voids, and what they and replacements take the place of: of the claims before them with their control number that
// still stand, the one with the most services in common, the latest of several.
func (c *Claims) withdraw() {
	standing := map[string][]*Claim{}
	for _, claim := range c.Billed {
		key := controlKey(claim.Control)
		takes := NotWithdrawn
		switch {
		case claim.Frequency == VoidClaim:
			claim.Withdrawn, takes = VoidItself, Voided
		case claim.Frequency.Replaces():
			takes = Replaced
		}
		if earlier := standing[key]; takes != NotWithdrawn && len(earlier) > 0 && len(earlier) <= mostOfOneNumber && key != "" {
			taken, most := 0, -1
			for i, other := range earlier {
				if n := servicesInCommon(claim, other); n >= most {
					taken, most = i, n
				}
			}
			if most > 0 || len(earlier) == 1 {
				earlier[taken].Withdrawn = takes
				standing[key] = slices.Delete(earlier, taken, taken+1)
			}
		}
		if claim.Withdrawn == NotWithdrawn {
			standing[key] = append(standing[key], claim)
		}
	}
}

// servicesInCommon counts the lines of a claim that another has too: the same code on the same date.
func servicesInCommon(claim, other *Claim) int {
	n := 0
	for _, l := range claim.Lines {
		if slices.ContainsFunc(other.Lines, func(o *ClaimLine) bool { return o.Code == l.Code && o.From == l.From }) {
			n++
		}
	}
	return n
}

// controlKey is a control number as payers give it back: some change its letter case or the spaces around it.
func controlKey(control string) string { return strings.ToUpper(strings.TrimSpace(control)) }

// mostOfOneNumber is how many claims may bear one control number, as those of a patient's account do, for it to tell anything.
const mostOfOneNumber = 1000

type claimMatcher struct {
	byControl map[string][]*Claim
	answered  map[*Claim]int
	lines     map[lineKey][]*ClaimLine // made when first needed
}

// lineKey is what a line and its answer have in common where no number says so.
type lineKey struct {
	patient, code string
	date          Date
	charge        Cents
}

// byNumber finds the claim of the remittance's control number. Some systems give all claims of a patient one number: of several
// the one with the services, the charge and the frequency of the remittance is taken, those first that were not answered yet.
func (m *claimMatcher) byNumber(r *Remit) *Claim {
	claims := m.byControl[controlKey(r.Control)]
	switch {
	case len(claims) == 1:
		return claims[0]
	case len(claims) > mostOfOneNumber:
		return nil
	}
	var best *Claim
	most := 0
	for _, c := range claims {
		services := 0
		for _, paid := range r.Lines {
			if slices.ContainsFunc(c.Lines, func(l *ClaimLine) bool { return sameService(l, paid) }) {
				services++
			}
		}
		if services == 0 && len(r.Lines) > 0 {
			continue
		}
		rank := 8*services + 1
		if c.Charge == max(r.Charge, -r.Charge) {
			rank += 4
		}
		if r.Frequency != "" && c.Frequency == r.Frequency {
			rank += 2
		}
		if (m.answered[c] > 0) == (r.Status == ReversedPayment) {
			rank++
		}
		if rank > most {
			best, most = c, rank
		}
	}
	return best
}

// byLines finds the only claim that has a line for each line of the remittance.
func (m *claimMatcher) byLines(c *Claims, r *Remit) *Claim {
	if m.lines == nil {
		m.lines = map[lineKey][]*ClaimLine{}
		for _, claim := range c.Billed {
			for _, l := range claim.Lines {
				for _, patient := range personKeys(&claim.Patient) {
					key := lineKey{patient, l.Code, l.From, l.Charge}
					m.lines[key] = append(m.lines[key], l)
				}
			}
		}
	}
	found := map[*Claim]int{}
	for _, l := range r.Lines {
		met := map[*Claim]bool{}
		for _, patient := range personKeys(&r.Patient) {
			for _, billed := range m.lines[lineKey{patient, l.BilledCode, l.From, max(l.Charge, -l.Charge)}] {
				met[billed.Claim] = true
			}
		}
		for claim := range met {
			found[claim]++
		}
	}
	var only *Claim
	for claim, n := range found {
		switch {
		case n < len(r.Lines):
		case only != nil:
			return nil
		default:
			only = claim
		}
	}
	return only
}

// personKeys are the ways in which a person is the same in two files: the member number, and the name with the birth date.
// A payer's answer mostly has no birth date, so the name alone is one too.
func personKeys(p *Person) []string {
	var keys []string
	if p.Member != "" {
		keys = append(keys, "#"+strings.ToUpper(p.Member))
	}
	if p.Last != "" {
		first, _, _ := strings.Cut(p.First, " ")
		keys = append(keys, strings.ToUpper(p.Last+","+first))
	}
	return keys
}

// matchLines finds for each line of a remittance the line of the claim that it answers: by the line's number, else by what was
// billed. Without a number, each line of the claim answers once, unless it is the only one that can be meant.
func matchLines(claim *Claim, r *Remit) {
	taken := map[*ClaimLine]bool{}
	for _, steps := range lineLikeness {
		for _, paid := range r.Lines {
			if paid.Answers != nil || steps.byControl && paid.Control == "" {
				continue
			}
			var fits []*ClaimLine
			for _, l := range claim.Lines {
				if (steps.byControl || steps.again || !taken[l]) && steps.alike(l, paid) {
					fits = append(fits, l)
				}
			}
			if len(fits) == 1 || len(fits) > 1 && !steps.alone {
				paid.Answers = fits[0]
				taken[fits[0]] = true
				fits[0].Paid = append(fits[0].Paid, paid)
			}
		}
	}
}

// lineLikeness are the ways to find a line, the surest first. Lines that are alike in all of code, modifiers, date and charge are
// taken in their order.
var lineLikeness = []struct {
	alike     func(*ClaimLine, *RemitLine) bool
	byControl bool
	alone     bool // only where one line fits
	again     bool // also a line that has an answer in the same remittance: the payer split it
}{
	{alike: func(l *ClaimLine, p *RemitLine) bool {
		return l.Control != "" && controlKey(l.Control) == controlKey(p.Control)
	}, byControl: true},
	{alike: func(l *ClaimLine, p *RemitLine) bool {
		return sameService(l, p) && sameCharge(l, p) && sameModifiers(l.Modifiers, p.BilledMods)
	}},
	{alike: func(l *ClaimLine, p *RemitLine) bool { return sameService(l, p) && sameCharge(l, p) }, alone: true},
	{alike: sameService, alone: true, again: true},
}

func sameService(l *ClaimLine, p *RemitLine) bool {
	return l.Code == p.BilledCode && (l.From == p.From || p.From == 0)
}

func sameCharge(l *ClaimLine, p *RemitLine) bool { return l.Charge == max(p.Charge, -p.Charge) }

// sameModifiers compares modifiers whatever their order.
func sameModifiers(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for _, m := range a {
		if !slices.Contains(b, m) {
			return false
		}
	}
	return true
}
