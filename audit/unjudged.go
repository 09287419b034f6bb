package audit

// Unjudged says where rules left lines unjudged, for those who must know whether a rule looked at one visit. A run fills it if
// its configuration asks for it.
type Unjudged struct {
	// Visits lists, by the id of a rule that looks at no more than a day, the visits of the days on which it could not judge
	// some line. Patients lists, by the id of a rule that looks at more of a patient, the patients. A rule that is in neither
	// left more lines than are listed, or its groups are no patient's.
	Visits, Patients map[string][]string
}

// mostUnjudged is how many lines a rule may leave unjudged and be listed: where most of a log lacks something, a list of all
// visits says nothing.
const mostUnjudged = 5000

// gather notes what the rules left, once all of them are done.
func (u *Unjudged) gather(lines []Line, cfg *Config, out *tally) {
	u.Visits, u.Patients = map[string][]string{}, map[string][]string{}
	var listed ruleSet
	for number, r := range cfg.Rules {
		switch left := out.rules[number].applicable - out.rules[number].evaluated(); {
		case left > mostUnjudged || r.Scope == ScopeShift || r.Scope == ScopeMonth:
			continue
		case r.Scope <= ScopeDay:
			u.Visits[r.ID] = nil
		default:
			u.Patients[r.ID] = nil
		}
		listed.add(number)
	}
	for start, end := 0, 0; start < len(lines); start = end {
		var left ruleSet
		for end = start; end < len(lines) && lines[end].day == lines[start].day; end++ {
			unjudged := lines[end].unjudged(out.unjudged.sets)
			left.join(&unjudged)
		}
		if left.keep(&listed); left != (ruleSet{}) {
			u.add(left, lines[start:end], cfg.Rules)
		}
	}
}

// add lists the visits of a day, and its patient.
func (u *Unjudged) add(left ruleSet, day []Line, rules []*Rule) {
	var visits []string
	for i := range day {
		if i == 0 || !SameVisit(&day[i-1], &day[i]) || day[i-1].Has(VisitID) != day[i].Has(VisitID) {
			visits = append(visits, visitKey(&day[i]))
		}
	}
	patient := PatientKey(day[0].Session)
	for number := left.first(); number >= 0; number = left.first() {
		left.remove(number)
		switch r := rules[number]; {
		case r.Scope <= ScopeDay:
			u.Visits[r.ID] = append(u.Visits[r.ID], visits...)
		default:
			u.Patients[r.ID] = append(u.Patients[r.ID], patient)
		}
	}
}
