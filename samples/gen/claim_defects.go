package main

import (
	"slices"
	"strings"
)

// plantBetweenLogAndClaims makes the claims differ from the log.
func (b *billing) plantBetweenLogAndClaims() {
	b.seenOtherwise()

	// A visit that was never billed, and one line of another.
	cl := b.pick(anyClaim)
	for _, l := range cl.lines {
		b.note("logged-not-billed", cl, l, "the visit was not billed").clearClaim()
	}
	b.claims = slices.DeleteFunc(b.claims, func(other *claim) bool { return other == cl })
	cl = b.pick(anyClaim)
	l := cl.lines[1]
	b.note("logged-not-billed", cl, l, "the line was dropped from its claim").line = ""
	cl.without(l)

	// A visit that was not logged, and a line.
	model := b.pick(medicareClaim)
	day := model.day.AddDate(0, 0, 3-int(model.day.Weekday())) // a Wednesday on which the patient did not come
	for slices.ContainsFunc(b.claims, func(other *claim) bool { return other.patient == model.patient && other.day.Equal(day) }) {
		day = day.AddDate(0, 0, 1)
	}
	ghost := &claim{control: "HV26-0901", frequency: "1", patient: model.patient, day: day, diagnoses: model.diagnoses, place: "11", rendering: model.rendering}
	ghost.lines = []*claimLine{{control: "HV26-0901-1", code: "97530", modifiers: []string{"GO"}, units: "2", charge: 12400}}
	b.claims = append(b.claims, ghost)
	b.note("billed-not-logged", ghost, ghost.lines[0], "no visit of this day is in the log")
	cl = b.pick(medicareClaim)
	added := &claimLine{control: cl.control + "-9", code: "97112", modifiers: []string{"GO"}, units: "1", charge: 5600}
	for _, has := range cl.lines {
		if has.code == "97112" {
			added.code, added.charge = "97533", 6000
		}
	}
	cl.lines = append(cl.lines, added)
	b.note("billed-not-logged", cl, added, "the line is not in the log")

	// Units: lowered as the minutes demand, lowered although they support what was logged, raised.
	cl, l = b.withDefect("U001", "2")
	logged := l.units
	l.setUnits(int(logged[0]-'0') - 1)
	b.note("units-lowered-rightly", cl, l, "the minutes support what was billed, not what was logged")
	for range 2 {
		cl = b.pick(twoUnits)
		cl.lines[0].setUnits(1)
		b.note("units-lowered-wrongly", cl, cl.lines[0], "the minutes support what was logged")
	}
	cl = b.pick(twoUnits)
	cl.lines[0].setUnits(3)
	b.note("units-raised", cl, cl.lines[0], "more units than logged")
	cl, l = b.withDefect("U001", "1")
	b.note("units-kept-wrongly", cl, l, "billed as logged, although the minutes support less")

	// What else can change on the way.
	cl = b.pick(func(cl *claim) bool { return medicareClaim(cl) && cl.lines[0].code == "97110" })
	cl.lines[0].code = "97530"
	b.note("code-changed", cl, cl.lines[0], "billed as 97530")
	cl = b.pick(medicareClaim)
	cl.lines[0].modifiers = append(cl.lines[0].modifiers, "59")
	b.note("modifiers-changed", cl, cl.lines[0], "59 was added").finds(cl.lines[0], "M009", "modifiers")
	cl = b.pick(medicareClaim)
	cl.lines[0].modifiers = nil
	b.note("modifiers-changed", cl, cl.lines[0], "GO was lost").finds(cl.lines[0], "M001", "modifiers")
	cl = b.pick(anyClaim)
	cl.diagnoses = []string{"M62.89"}
	b.note("diagnoses-changed", cl, cl.lines[0], "billed with M62.89")
	cl = b.pick(anyClaim)
	for _, t := range b.clinic.therapists {
		if t.name != cl.rendering && !t.isAssistant() {
			cl.rendering = t.name
			break
		}
	}
	b.note("provider-changed", cl, cl.lines[0], "billed under another therapist")
	cl = b.pick(anyClaim)
	cl.place = "12"
	b.note("place-changed", cl, cl.lines[0], "billed at home")

	// Claims that take the place of others. The replacement is right, the claim before it was not.
	cl = b.pick(twoUnits)
	first := cl.copy(cl.control, "1")
	first.lines[0].setUnits(1)
	first.silent, first.withdrawn = true, true
	cl.frequency, cl.original = "7", "SAMPLEICN90001"
	b.claims = slices.Insert(b.claims, slices.Index(b.claims, cl), first)
	b.note("replaced", cl, cl.lines[0], "the claim replaces one with fewer units; nothing else is wrong")
	cl = b.pick(anyClaim)
	void := cl.copy(cl.control, "8")
	void.original, void.silent, void.withdrawn = "SAMPLEICN90002", true, true
	cl.silent, cl.withdrawn = true, true
	b.claims = append(b.claims, void)
	for _, l := range cl.lines {
		b.note("logged-not-billed", cl, l, "the claim was voided and not billed again")
	}
	cl = b.pick(medicareClaim)
	twice := cl.copy(twiceControl, "1")
	for i, l := range twice.lines {
		l.control = strings.Replace(l.control, cl.control, twice.control, 1)
		l.answer = denied(l, "CO", "18")
		e := b.note("billed-twice", twice, l, "the same service is on claim "+cl.control)
		e.reasons, e.paid = "CO-18", "0"
		e.finds(l, "S005", "code")
		e.finds(l, "U008", "units")
		b.planted = append(b.planted, event{kind: "twin", claim: cl.control, line: cl.lines[i].control}) // keeps the first one free of others
	}
	b.claims = append(b.claims, twice)
}

// seenOtherwise notes what defects of the log look like on claims alone.
func (b *billing) seenOtherwise() {
	for _, cl := range b.claims {
		for i, l := range cl.lines {
			if b.finds(l, "U008") { // without their minutes, two lines of a code are one line twice
				l.elsewhere = true
				cl.lines[i+1].finds = append(cl.lines[i+1].finds, find{"S005", "code", "one code on two lines"}, find{"U008", "units", "one code on two lines"})
			}
		}
		if !b.finds(cl.lines[0], "C005") {
			continue
		}
		for _, other := range b.claims { // an evaluation in mid-course: without the plan of care, treatments came before it
			if other.patient == cl.patient {
				other.lines[0].finds = append(other.lines[0].finds, find{"E007", "date_of_service", "treatments before an evaluation, which is of another discipline"})
				break
			}
		}
	}
}

// finds reports whether a rule has to name the line in the log.
func (b *billing) finds(l *claimLine, rule string) bool {
	return slices.ContainsFunc(b.clinic.rows[l.row-b.clinic.firstRow].finds, func(f find) bool { return f.rule == rule })
}

// twiceControl is the number of the claim that bills another one's services again.
const twiceControl = "HV26-0902"

// finds notes what an audit of the claims alone has to say of a planted difference.
func (e *event) finds(l *claimLine, rule, field string) {
	l.finds = append(l.finds, find{rule, field, e.what})
}

// clearClaim takes the claim out of an event whose claim never went out.
func (e *event) clearClaim() { e.claim, e.line, e.billed = "", "", "" }

// copy makes the same claim again.
func (cl *claim) copy(control, frequency string) *claim {
	c := *cl
	c.control, c.frequency, c.lines = control, frequency, nil
	for _, l := range cl.lines {
		same := *l
		c.lines = append(c.lines, &same)
	}
	return &c
}

// plantBetweenClaimsAndPayments makes the payers object. What they answer already is in b.remits, in the order of the claims.
func (b *billing) plantBetweenClaimsAndPayments() {
	deny := func(cl *claim, l *claimLine, group, code, what string, remarks ...string) {
		r := b.remitOf(cl)
		for i := range r.lines {
			if r.lines[i].line == l {
				r.lines[i].answer = denied(l, group, code, remarks...)
			}
		}
		e := b.note("denied", cl, l, what)
		e.paid, e.reasons = "0", group+"-"+code
		if len(remarks) > 0 {
			e.reasons += " " + strings.Join(remarks, " ")
		}
	}
	cl, l := b.withDefect("M001", "1")
	deny(cl, l, "CO", "4", "the modifier GO is missing, as the audit says")
	cl, l = b.withDefect("U001", "1")
	deny(cl, l, "CO", "151", "the payer holds the units for unsupported, as the audit says")
	cl, l = b.withDefect("U004", "1")
	deny(cl, l, "CO", "197", "denied for another reason than the audit names")
	cl = b.pick(medicareClaim)
	deny(cl, cl.lines[0], "CO", "50", "not accepted as medically necessary", "N115")
	cl = b.pick(commercialClaim)
	deny(cl, cl.lines[0], "CO", "197", "no prior authorization")
	cl = b.pick(commercialClaim)
	deny(cl, cl.lines[0], "PR", "204", "not covered by the plan")

	cl = b.pick(anyClaim) // as a whole, without service lines
	r := b.remitOf(cl)
	r.status, r.lines, r.whole = "4", nil, []reason{{"CO", "29", cl.charge()}}
	for _, l := range cl.lines {
		e := b.note("denied", cl, l, "the claim was denied as a whole: filing limit")
		e.paid, e.reasons = "0", "CO-29"
	}

	cl = b.pick(twoUnits)
	r = b.remitOf(cl)
	l = cl.lines[0]
	half := &claimLine{charge: l.charge / 2}
	a := usual(cl, half, true)
	a.units = "1"
	a.reasons = append(a.reasons, reason{"CO", "151", l.charge - half.charge})
	r.lines[0].answer = a
	e := b.note("paid-fewer-units", cl, l, "one of two units was paid")
	e.paid, e.reasons = "1", "CO-151"

	cl = b.pick(medicareClaim)
	r = b.remitOf(cl)
	changed := *r.lines[0].answer
	changed.code = "97533"
	r.lines[0].answer = &changed
	e = b.note("code-changed-by-payer", cl, cl.lines[0], "paid as 97533")
	e.paid = cl.lines[0].units

	cl = b.pick(twoUnits) // two parts of one line; nothing is wrong
	r = b.remitOf(cl)
	part := r.lines[0]
	part.share = 500
	r.lines = slices.Insert(r.lines, 1, part)
	r.lines[0].share = 500
	b.note("split", cl, cl.lines[0], "the payer paid the line in two parts; nothing is wrong").paid = cl.lines[0].units

	cl = b.pick(medicareClaim)
	again := *b.remitOf(cl)
	again.number = "SAMPLEICN90003"
	b.remits = append(b.remits, &again)
	for _, l := range cl.lines {
		b.note("paid-twice", cl, l, "two payments for one claim").paid = l.units
	}

	cl = b.pick(medicareClaim)
	b.remits = append(b.remits, b.remitOf(cl).reversed())
	for _, l := range cl.lines {
		b.note("reversed", cl, l, "the payment was taken back and not made again").paid = "0"
	}
	cl = b.pick(medicareClaim)
	back, anew := b.remitOf(cl).reversed(), *b.remitOf(cl)
	anew.number = "SAMPLEICN90004"
	b.remits = append(b.remits, back, &anew)
	b.note("corrected", cl, cl.lines[0], "taken back and paid again; nothing is wrong").paid = cl.lines[0].units

	cl = b.pick(anyClaim)
	r = b.remitOf(cl)
	b.remits = slices.DeleteFunc(b.remits, func(other *remit) bool { return other == r })
	for _, l := range cl.lines {
		b.note("billed-not-answered", cl, l, "no remittance answers the claim")
	}
	stranger := &claim{control: "HV25-7777", frequency: "1", patient: b.clinic.patients[0], day: march(2).AddDate(0, -2, 0), place: "11", rendering: b.clinic.therapists[0].name}
	stranger.lines = []*claimLine{{control: "HV25-7777-1", code: "97140", modifiers: []string{"GO"}, units: "1", charge: 4800}}
	b.answer(stranger)
	b.note("paid-not-billed", stranger, stranger.lines[0], "the claim is not among those sent").billed = ""
	b.plb = []plb{{medicare, "WO", "SAMPLEICN80001", 4150}, {medicare, "L6", "", -120}}
	b.planted = slices.DeleteFunc(b.planted, func(e event) bool { return e.kind == "twin" })
}

// remitOf finds the answer to a claim.
func (b *billing) remitOf(cl *claim) *remit {
	for _, r := range b.remits {
		if r.claim == cl {
			return r
		}
	}
	panic("no answer to " + cl.control)
}

// reversed takes a payment back.
func (r *remit) reversed() *remit {
	back := *r
	back.status, back.lines = "22", nil
	for _, l := range r.lines {
		l.turned = true
		back.lines = append(back.lines, l)
	}
	return &back
}
