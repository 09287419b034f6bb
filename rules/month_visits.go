package rules

import "otaudit/audit"

// shiftVisits gathers the lines of one therapist, patient and date into visits. The lines of a month come in the order
// of dates, therapists and patients, so that the visits are complete when the next patient begins.
type shiftVisits struct {
	of     *therapistMonth
	key    patientShift
	visits []monthVisit
}

// patientShift names the patient, or the visit where no patient is named.
type patientShift struct {
	therapist, patientID, patientName, birth, visit int32
	date                                            audit.Date
}

// monthVisit is a patient, a date and a visit id with one therapist.
type monthVisit struct {
	id      int32 // symbol of the visit id, 0 without one
	treated bool
	timed   int    // 15-minute lines
	untold  bool   // one of these has no minutes
	minutes int    // of these lines
	stated  int    // the visit's own total of timed minutes; 0 if there is none
	pattern uint64 // what the minutes of each code are, in whatever order the lines stand
}

// add puts a line into its visit. A line that names neither patient nor visit belongs to none.
func (v *shiftVisits) add(t *therapistMonth, l *audit.Line) {
	if !l.Has(audit.PatientID) && !l.Has(audit.PatientName) && !l.Has(audit.VisitID) {
		return
	}
	key := patientShift{therapist: l.Symbol(audit.Therapist), date: l.Date(audit.DateOfService)}
	switch {
	case l.Has(audit.PatientID):
		key.patientID = l.Symbol(audit.PatientID)
	case l.Has(audit.PatientName):
		key.patientName, key.birth = l.Symbol(audit.PatientName), int32(l.Date(audit.BirthDate))
	default:
		key.visit = l.Symbol(audit.VisitID)
	}
	if key != v.key {
		v.close()
		v.of, v.key = t, key
	}
	id := l.Symbol(audit.VisitID)
	for i := range v.visits {
		if v.visits[i].id == id {
			v.visits[i].add(l)
			return
		}
	}
	v.visits = append(v.visits, monthVisit{id: id})
	v.visits[len(v.visits)-1].add(l)
}

func (v *monthVisit) add(l *audit.Line) {
	v.treated = v.treated || isTreatment(l)
	v.stated = max(v.stated, l.Int(audit.TimedMinutes))
	if !isPooled(l) {
		return
	}
	v.timed++
	if !l.Has(audit.Minutes) || isDoubtful(l) {
		v.untold = true
		return
	}
	v.minutes += l.Int(audit.Minutes)
	v.pattern += scatter(uint64(uint32(l.Symbol(audit.Code)))<<32 | uint64(uint32(l.Int(audit.Minutes))))
}

// scatter spreads a number over 64 bits (the finaliser of splitmix64), so that sums of several tell them apart.
func scatter(n uint64) uint64 {
	n = (n ^ n>>30) * 0xbf58476d1ce4e5b9
	n = (n ^ n>>27) * 0x94d049bb133111eb
	return n ^ n>>31
}

// close adds the visits that were gathered to their therapist.
func (v *shiftVisits) close() {
	for i := range v.visits {
		v.of.close(&v.visits[i])
	}
	v.visits = v.visits[:0]
}

func (t *therapistMonth) close(visit *monthVisit) {
	t.visits++
	if visit.treated {
		t.treated++
	}
	if visit.timed == 0 {
		return
	}
	minutes := visit.minutes
	if visit.untold {
		minutes = visit.stated
	} else {
		t.addPattern(visit)
	}
	if minutes >= 8 {
		t.measured++
		if (minutes-8)%15 == 0 {
			t.onFirst++
		}
	}
}

func (t *therapistMonth) addPattern(visit *monthVisit) {
	t.patterned++
	pattern := t.patterns[visit.pattern]
	if pattern == nil {
		pattern = &minutesPattern{minutes: visit.minutes}
		t.patterns[visit.pattern] = pattern
	}
	pattern.visits++
}
