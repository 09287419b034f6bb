package main

// defect is one known defect: its name, which visits it can be planted in, and how.
type defect struct {
	name  string
	fits  func(*visit) bool
	plant func(*visit)
}

// plant puts each defect into a clean visit of its own.
func (c *clinic) plant(defects []defect) {
	order := c.random.Perm(len(c.visits))
	for _, d := range defects {
		planted := false
		for _, at := range order {
			v := c.visits[at]
			if v.defect != "" || !d.fits(v) {
				continue
			}
			v.defect = d.name
			d.plant(v)
			planted = true
			break
		}
		if !planted {
			panic("no visit fits the defect: " + d.name)
		}
	}
}

// The visits that defects choose among. An evaluation and a visit by the assistant are chosen only by name.

func plain(v *visit) bool { return v.kind == "Daily note" && !v.therapist.isAssistant() }

func ofMedicare(v *visit) bool { return plain(v) && v.patient.payer.name == medicare.name }

func ofCommercial(v *visit) bool { return plain(v) && v.patient.payer.rule == midpointRule }

func assistantOfMedicare(v *visit) bool {
	return v.therapist.isAssistant() && v.patient.payer.name == medicare.name
}

// inCourse says whether the patient's care began before the month.
func inCourse(fits func(*visit) bool) func(*visit) bool {
	return func(v *visit) bool { return fits(v) && v.patient.evaluation == "" }
}

func evaluated(code string, rule payerRule) func(*visit) bool {
	return func(v *visit) bool {
		return v.kind == "Evaluation" && v.lines[0].code == code && v.patient.payer.rule == rule
	}
}

// later says whether the visit is one of a patient evaluated in the month, well after the evaluation.
func later(v *visit) bool {
	return ofCommercial(v) && v.patient.evaluation != "" && v.day.Sub(v.patient.days[0]).Hours() >= 7*24
}
