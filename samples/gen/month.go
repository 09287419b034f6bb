package main

import "math/rand/v2"

var (
	medicare = payer{"Medicare Part B", medicareRule}
	aetna    = payer{"Aetna", midpointRule}
	blue     = payer{"Blue Cross PPO", midpointRule}
	cigna    = payer{"Cigna", midpointRule}
)

// newMonth makes the hand-kept log of the Harborview clinic: four therapists and an assistant, Medicare and commercial
// payers, March 2026.
func newMonth() *clinic {
	c := &clinic{random: rand.New(rand.NewPCG(2026, 3)), texts: map[string]bool{}}
	for _, name := range []string{"Thistlewood, Ada", "Merriweather, Jonas", "Okonvale, Ruth", "Sandovar, Leo"} {
		c.therapists = append(c.therapists, &therapist{name: name, credential: "OTR/L"})
	}
	number := 1001
	levels := []string{"97165", "97166", "97167"}
	for _, t := range c.therapists {
		for i, by := range []payer{medicare, medicare, medicare, medicare, medicare, aetna, aetna, blue, cigna} {
			p := c.newPatient("HV-", number, by, t)
			number++
			evaluation, from := "", 2
			if i >= 3 && i <= 5 {
				evaluation, from = levels[(i+len(t.name))%3], 2+c.random.IntN(6)
			}
			c.plan(p, from, 7+i%2, evaluation)
		}
	}
	c.newVisits()
	assistant := &therapist{name: "Pinkerlane, Mae", credential: "COTA/L", supervisor: c.therapists[0]}
	c.therapists = append(c.therapists, assistant)
	c.byAssistant(assistant, 8)
	c.plant(monthDefects)
	c.plant(monthRecordDefects)
	c.plant(monthNearMisses)
	c.schedule()
	return c
}
