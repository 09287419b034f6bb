package main

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
)

// billing is what the clinic's billing system made of a month's log: claims that went out, and what the payers said. Each claim is
// right until something is planted in it.
type billing struct {
	random  *rand.Rand
	clinic  *clinic
	claims  []*claim
	remits  []*remit // in the order in which they came
	plb     []plb
	planted []event
	npis    map[string]string // of clinicians and referrers, by name
}

// claim is one patient's visit as billed.
type claim struct {
	control   string
	frequency string
	original  string // the payer's number of the claim that this one replaces or voids
	patient   *patient
	day       time.Time
	diagnoses []string
	place     string
	rendering string
	lines     []*claimLine
	silent    bool // the payer does not answer
	withdrawn bool // void, or replaced by a later one
}

// claimLine is one service line of a claim. row is that of the log, 0 if the log has none.
type claimLine struct {
	control, code string
	modifiers     []string
	units         string
	charge        int // cents
	row           int
	segment       int     // of the file, once it is written
	finds         []find  // of what was planted in the claim
	elsewhere     bool    // what has to be found on the line of the log is found on another line of the claim
	answer        *answer // as planted; nil for the usual payment
}

// reason is one adjustment of a payer.
type reason struct {
	group, code string
	cents       int
}

// answer is what a payer says of a line.
type answer struct {
	paid    int
	allowed int
	units   string // paid
	code    string // paid, where the payer changed it
	reasons []reason
	remarks []string
}

// remit is the answer to one claim.
type remit struct {
	claim   *claim
	control string
	status  string
	number  string // the payer's
	payer   payer
	lines   []remitLine
	whole   []reason // of a claim that is answered as a whole
}

type remitLine struct {
	line    *claimLine
	answer  *answer
	share   int  // per thousand of the charge that this part of a split line is of
	turned  bool // of a reversal: all amounts are negative
	control string
}

// plb is money beyond single claims.
type plb struct {
	payer  payer
	reason string
	ref    string
	cents  int
}

// event is one planted difference, with what it is about.
type event struct {
	kind, row, claim, line string
	patient, date, code    string
	logged, billed, paid   string // units
	reasons                string // of the payer
	what                   string
}

// billMonth makes the claims of a log and the payers' answers, and plants differences between the three.
func billMonth(c *clinic) *billing {
	b := &billing{random: rand.New(rand.NewPCG(2026, 837)), clinic: c, npis: map[string]string{}}
	b.billAll()
	b.plantBetweenLogAndClaims()
	b.answerAll()
	b.plantBetweenClaimsAndPayments()
	return b
}

// billAll makes one claim of each visit as logged. What the log does not say so that it can be billed is not billed.
func (b *billing) billAll() {
	var last *visit
	for i := range b.clinic.rows {
		r := &b.clinic.rows[i]
		number := b.clinic.firstRow + i
		if r.visit == nil {
			continue
		}
		units, err := strconv.ParseFloat(r.cells["units"], 64)
		day, dateErr := time.Parse(isoDay, r.cells["date_of_service"])
		charge, chargeErr := strconv.ParseFloat(r.cells["charge"], 64)
		if err != nil || dateErr != nil || chargeErr != nil || units <= 0 || r.cells["code"] == "" {
			b.planted = append(b.planted, event{kind: "logged-not-billed", row: fmt.Sprint(number), patient: r.visit.patient.id, date: r.cells["date_of_service"],
				code: r.cells["code"], logged: r.cells["units"], what: "the log does not say what can be billed"})
			continue
		}
		if r.visit != last {
			last = r.visit
			b.claims = append(b.claims, b.newClaim(r, day))
		}
		cl := b.claims[len(b.claims)-1]
		cl.lines = append(cl.lines, &claimLine{control: fmt.Sprintf("%s-%d", cl.control, len(cl.lines)+1), code: r.cells["code"], modifiers: strings.Fields(r.cells["modifiers"]),
			units: r.cells["units"], charge: int(charge*100 + 0.5), row: number})
	}
}

func (b *billing) newClaim(r *row, day time.Time) *claim {
	v := r.visit
	cl := &claim{control: fmt.Sprintf("HV26-%04d", len(b.claims)+1), frequency: "1", patient: v.patient, day: day, place: r.cells["place_of_service"], rendering: v.therapist.name}
	if v.therapist.isAssistant() {
		cl.rendering = v.therapist.supervisor.name // who is enrolled with the payer
	}
	for _, dx := range strings.Split(r.cells["diagnoses"], ";") {
		if dx = strings.TrimSpace(dx); dx != "" {
			cl.diagnoses = append(cl.diagnoses, dx)
		}
	}
	return cl
}

// npi gives a person a number that no provider has.
func (b *billing) npi(name string) string {
	if b.npis[name] == "" {
		b.npis[name] = fmt.Sprintf("10000000%02d", len(b.npis)+11)
	}
	return b.npis[name]
}

// usual is what the payer of a claim pays for a line without objection. first is the first line of the claim.
func usual(cl *claim, l *claimLine, first bool) *answer {
	a := &answer{units: l.units}
	if cl.patient.payer.rule == medicareRule {
		a.allowed = l.charge * 62 / 100
		share := a.allowed / 5
		kept := (a.allowed - share) * 2 / 100
		a.paid = a.allowed - share - kept
		a.reasons = []reason{{"CO", "45", l.charge - a.allowed}, {"CO", "253", kept}, {"PR", "2", share}}
		return a
	}
	a.allowed = l.charge * 78 / 100
	a.reasons = []reason{{"CO", "45", l.charge - a.allowed}}
	a.paid = a.allowed
	if first {
		share := min(2000, a.allowed)
		a.paid -= share
		a.reasons = append(a.reasons, reason{"PR", "3", share})
	}
	return a
}

// denied is what a payer says of a line that it does not pay.
func denied(l *claimLine, group, code string, remarks ...string) *answer {
	return &answer{units: l.units, reasons: []reason{{group, code, l.charge}}, remarks: remarks}
}

// answerAll lets the payers answer all claims in their order.
func (b *billing) answerAll() {
	for _, cl := range b.claims {
		if !cl.silent {
			b.answer(cl)
		}
	}
}

func (b *billing) answer(cl *claim) *remit {
	r := &remit{claim: cl, control: cl.control, status: "1", number: fmt.Sprintf("SAMPLEICN%05d", len(b.remits)+1), payer: cl.patient.payer}
	for i, l := range cl.lines {
		a := l.answer
		if a == nil {
			a = usual(cl, l, i == 0)
		}
		r.lines = append(r.lines, remitLine{line: l, answer: a, share: 1000, control: l.control})
	}
	b.remits = append(b.remits, r)
	return r
}

// note keeps a planted difference about a line.
func (b *billing) note(kind string, cl *claim, l *claimLine, what string) *event {
	e := event{kind: kind, claim: cl.control, line: l.control, patient: cl.patient.id, date: cl.day.Format(isoDay), code: l.code, billed: l.units, what: what}
	if l.row > 0 {
		e.row = fmt.Sprint(l.row)
		e.logged = b.clinic.rows[l.row-b.clinic.firstRow].cells["units"]
		e.code = b.clinic.rows[l.row-b.clinic.firstRow].cells["code"]
	}
	b.planted = append(b.planted, e)
	return &b.planted[len(b.planted)-1]
}

// pick takes a claim in which nothing is planted, neither in the log nor here, that fits.
func (b *billing) pick(fits func(*claim) bool) *claim {
	for _, at := range b.random.Perm(len(b.claims)) {
		cl := b.claims[at]
		if cl.lines[0].row == 0 || b.clinic.rows[cl.lines[0].row-b.clinic.firstRow].defect != "" || b.touched(cl) || !fits(cl) {
			continue
		}
		return cl
	}
	panic("no claim fits")
}

func (b *billing) touched(cl *claim) bool {
	for _, e := range b.planted {
		if e.claim == cl.control {
			return true
		}
	}
	return false
}

// withDefect takes the claim of a visit in which a defect is planted that the rule names, with the line, of so many units at least.
func (b *billing) withDefect(rule string, units string) (*claim, *claimLine) {
	for _, cl := range b.claims {
		if b.touched(cl) {
			continue
		}
		for _, l := range cl.lines {
			for _, f := range b.clinic.rows[l.row-b.clinic.firstRow].finds {
				if f.rule == rule && l.units >= units {
					return cl, l
				}
			}
		}
	}
	panic("no claim has a defect of " + rule)
}

func anyClaim(cl *claim) bool { return len(cl.lines) > 1 }

func medicareClaim(cl *claim) bool {
	return anyClaim(cl) && cl.patient.payer.name == medicare.name
}

func commercialClaim(cl *claim) bool { return anyClaim(cl) && cl.patient.payer.rule == midpointRule }

// twoUnits is a claim whose first line bills two units.
func twoUnits(cl *claim) bool { return anyClaim(cl) && cl.lines[0].units == "2" }

// setUnits changes the units of a line and its charge with them.
func (l *claimLine) setUnits(units int) {
	before, _ := strconv.ParseFloat(l.units, 64)
	l.charge = int(float64(l.charge)*float64(units)/before + 0.5)
	l.units = strconv.Itoa(units)
}

// without takes a line out of a claim.
func (cl *claim) without(l *claimLine) {
	kept := cl.lines[:0]
	for _, other := range cl.lines {
		if other != l {
			kept = append(kept, other)
		}
	}
	cl.lines = kept
}

func (cl *claim) charge() (sum int) {
	for _, l := range cl.lines {
		sum += l.charge
	}
	return sum
}

// dollars writes cents as X12 does: without zeros that say nothing.
func dollars(cents int) string {
	sign := ""
	if cents < 0 {
		sign, cents = "-", -cents
	}
	text := fmt.Sprintf("%s%d.%02d", sign, cents/100, cents%100)
	return strings.TrimSuffix(strings.TrimSuffix(text, "0"), ".0")
}

func nameParts(name string) (last, first string) {
	name = strings.TrimSuffix(strings.TrimSuffix(name, " MD"), " DO")
	last, first, _ = strings.Cut(name, ", ")
	return strings.ToUpper(last), strings.ToUpper(cmp.Or(first, ""))
}
