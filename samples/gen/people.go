package main

import (
	"fmt"
	"time"
)

// All names are invented.
var (
	lastNames = []string{"Amberly", "Brackenfold", "Corvane", "Dunmarrow", "Eskelvane", "Fennimoor", "Gallowmere", "Hartsedge",
		"Ilvermoor", "Jorrowby", "Kestrelby", "Lindqvale", "Marchbane", "Nettlecroft", "Oakhallow", "Pellimore", "Quillfeather",
		"Ravenstoke", "Silverthwaite", "Tamsbrook", "Umberlane", "Vellacott-Moss", "Wexhollow", "Yarrowmere", "Zellwick"}
	firstNames = []string{"Ada", "Bram", "Cleo", "Dov", "Edda", "Finn", "Greta", "Hollis", "Inge", "Joss", "Kit", "Lotte", "Milo", "Nell",
		"Orrin", "Pia", "Quin", "Runa", "Stellan", "Thea", "Ulla", "Vito", "Wren"}
	referrers  = []string{"Ferncastle, Iris MD", "Holmgate, Piers MD", "Brightwater, Ola DO", "Stonelark, Wim MD"}
	conditions = [][]string{{"M25.641", "M62.81"}, {"S52.501D"}, {"M65.4"}, {"G56.01", "R20.2"}, {"M79.641"}, {"S62.616D", "M25.641"},
		{"I69.351"}, {"M18.11"}, {"M77.11", "M79.621"}, {"S66.121D"}}
)

// newPatient invents a patient; the number makes names and ids distinct.
func (c *clinic) newPatient(prefix string, number int, by payer, t *therapist) *patient {
	p := &patient{id: fmt.Sprintf("%s%d", prefix, number), last: lastNames[number%len(lastNames)], first: firstNames[number%len(firstNames)],
		payer: by, therapist: t, diagnoses: conditions[c.random.IntN(len(conditions))], referrer: referrers[c.random.IntN(len(referrers))]}
	p.birth = time.Date(1935+c.random.IntN(25), time.Month(1+c.random.IntN(12)), 1+c.random.IntN(28), 0, 0, 0, 0, time.UTC)
	if by.rule == midpointRule {
		p.birth = p.birth.AddDate(32, 0, 0)
	}
	c.patients = append(c.patients, p)
	return p
}

// weekdays are the pairs of days on which patients come.
var weekdays = [][2]time.Weekday{{time.Monday, time.Thursday}, {time.Tuesday, time.Friday}, {time.Wednesday, time.Friday},
	{time.Monday, time.Wednesday}, {time.Tuesday, time.Thursday}}

// march gives a day of March 2026, the month of both logs.
func march(day int) time.Time { return time.Date(2026, time.March, day, 0, 0, 0, 0, time.UTC) }

// plan gives the patient so many visits from a day on, and the dates of the plan of care. A patient with an evaluation
// begins on the first of them; others came before the month, with a progress report in its last days.
func (c *clinic) plan(p *patient, from, visits int, evaluation string) {
	days := weekdays[c.random.IntN(len(weekdays))]
	for day := march(from); len(p.days) < visits && day.Month() == time.March; day = day.AddDate(0, 0, 1) {
		if day.Weekday() == days[0] || day.Weekday() == days[1] {
			p.days = append(p.days, day)
		}
	}
	p.evaluation = evaluation
	if evaluation != "" {
		p.planned = p.days[0]
		p.signed = p.planned.AddDate(0, 0, 4+c.random.IntN(6))
		return
	}
	p.planned = time.Date(2026, time.February, 3+c.random.IntN(16), 0, 0, 0, 0, time.UTC)
	p.signed = p.planned.AddDate(0, 0, 3+c.random.IntN(9))
	p.report = time.Date(2026, time.February, 24+c.random.IntN(4), 0, 0, 0, 0, time.UTC)
}
