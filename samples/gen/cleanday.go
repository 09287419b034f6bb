package main

import "time"

// combinations are the services of a treatment day. None of them is an active edit pair in 2026: paraffin never stands
// beside manual therapy, nor massage beside it.
var combinations = [][]string{
	{"97110", "97140", "97530"}, {"97110", "97530"}, {"97112", "97530"}, {"97140", "97530"}, {"97110", "97112"},
	{"97530", "97535"}, {"97110", "97535"}, {"97018", "97110", "97530"}, {"97112", "97535"}, {"97110", "97140"},
	{"97035", "97110", "97530"}, {"97110", "97530", "97535"}, {"97112", "97140", "97530"}, {"97018", "97112", "97535"},
}

// deck hands out the combinations one after the other in shuffled rounds, so that no therapist bills one of them far more
// often than the others do.
type deck struct {
	clinic *clinic
	left   []int
}

func (d *deck) next() []string {
	if len(d.left) == 0 {
		d.left = d.clinic.random.Perm(len(combinations))
	}
	at := d.left[0]
	d.left = d.left[1:]
	return combinations[at]
}

// newVisits makes the clean visits of all patients.
func (c *clinic) newVisits() {
	decks := map[*therapist]*deck{}
	for _, p := range c.patients {
		if decks[p.therapist] == nil {
			decks[p.therapist] = &deck{clinic: c}
		}
		for i, day := range p.days {
			v := &visit{clinic: c, patient: p, therapist: p.therapist, day: day, kind: "Daily note", note: c.newNote()}
			v.signed = day.AddDate(0, 0, c.random.IntN(3)).Format(time.DateOnly)
			if i == 0 && p.evaluation != "" {
				v.kind = "Evaluation"
				v.setEvaluation(p.evaluation)
			} else {
				v.setTreatment(decks[p.therapist].next())
			}
			c.visits = append(c.visits, v)
		}
	}
}

// treatmentMinutes draws minutes for timed codes that the payer's rule turns into at least a unit each without a choice
// left open, and that neither sit on the threshold of a unit nor fall far short of full units.
func (c *clinic) treatmentMinutes(codes int, rule payerRule) (minutes, units []int) {
	from, spread := 15, 19
	if codes > 2 {
		from, spread = 12, 14
	}
	for {
		minutes = make([]int, codes)
		fits := true
		for i := range minutes {
			minutes[i] = from + c.random.IntN(spread)
			fits = fits && (rule == medicareRule || minutes[i]-15*unitsOf(minutes[i]) >= -3)
		}
		units = separate(minutes)
		if rule == medicareRule {
			var settled bool
			units, settled = pooled(minutes)
			fits = settled && sum(minutes)-15*sum(units) >= -3
			for _, u := range units {
				fits = fits && u > 0
			}
		}
		if fits {
			return minutes, units
		}
	}
}

// setTreatment gives the visit clean lines of the codes.
func (v *visit) setTreatment(codes []string) {
	timed := 0
	for _, code := range codes {
		if !untimed[code] {
			timed++
		}
	}
	minutes, units := v.clinic.treatmentMinutes(timed, v.patient.payer.rule)
	var services []service
	at := 0
	for _, code := range codes {
		if untimed[code] {
			services = append(services, service{code, 1, none})
			continue
		}
		services = append(services, service{code, units[at], minutes[at]})
		at++
	}
	v.set(services...)
}

// evaluationOf is what each level of an evaluation documents: profile, deficits, decision making, and the minutes.
var evaluationOf = map[string]struct {
	profile, deficits, decision string
	minutes                     int
}{
	"97165": {"Brief", "2", "Low", 32},
	"97166": {"Expanded", "4", "Moderate", 44},
	"97167": {"Extensive", "6", "High", 58},
}

// setEvaluation makes the visit an evaluation of the level and some treatment behind it.
func (v *visit) setEvaluation(code string) {
	v.set(service{code, 1, evaluationOf[code].minutes + v.clinic.random.IntN(5)}, service{"97535", 1, 15 + v.clinic.random.IntN(6)})
	v.document(0, code)
}

// document writes the components of an evaluation on a line.
func (v *visit) document(line int, code string) {
	level := evaluationOf[code]
	v.lines[line].cells["eval_profile"] = level.profile
	v.lines[line].cells["eval_deficits"] = level.deficits
	v.lines[line].cells["eval_decision"] = level.decision
}

// byAssistant hands visits to the assistant: never an evaluation, never the first two of a patient, never two in a row.
func (c *clinic) byAssistant(a *therapist, visits int) {
	order := c.random.Perm(len(c.visits))
	seen := map[*patient]int{}
	place := map[*visit]int{}
	for _, v := range c.visits {
		place[v] = seen[v.patient]
		seen[v.patient]++
	}
	for _, at := range order {
		v := c.visits[at]
		if visits == 0 {
			return
		}
		if place[v] < 2 || v.patient.assisted > 0 || v.patient.therapist != a.supervisor {
			continue
		}
		v.therapist = a
		v.patient.assisted++
		for _, l := range v.lines {
			l.modifiers = v.modifiers()
		}
		visits--
	}
}
