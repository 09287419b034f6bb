package rules

import "otaudit/audit"

// monthVisits gathers the lines of a month into visits: a patient, a date and a visit id with one therapist.
type monthVisits struct {
	by      map[visitOf]*monthVisit
	all     []*monthVisit
	last    *monthVisit // of the line before: the lines of a visit mostly follow each other
	lastKey visitOf
	spare   []monthVisit
}

type visitOf struct {
	therapist, patientID, patientName, birth, visit int32
	date                                            audit.Date
}

type monthVisit struct {
	of      *therapistMonth
	treated bool
	timed   int    // 15-minute lines
	untold  bool   // one of these has no minutes
	minutes int    // of these lines
	stated  int    // the visit's own total of timed minutes; 0 if there is none
	pattern uint64 // what the minutes of each code are, in whatever order the lines stand
}

func newMonthVisits() *monthVisits { return &monthVisits{by: map[visitOf]*monthVisit{}} }

// add puts a line into its visit. A line that names neither patient nor visit belongs to none.
func (v *monthVisits) add(t *therapistMonth, l *audit.Line) {
	if !l.Has(audit.PatientID) && !l.Has(audit.PatientName) && !l.Has(audit.VisitID) {
		return
	}
	key := visitOf{therapist: l.Symbol(audit.Therapist), visit: l.Symbol(audit.VisitID), date: l.Date(audit.DateOfService)}
	if l.Has(audit.PatientID) {
		key.patientID = l.Symbol(audit.PatientID)
	} else {
		key.patientName, key.birth = l.Symbol(audit.PatientName), int32(l.Date(audit.BirthDate))
	}
	if v.last != nil && key == v.lastKey {
		v.last.add(l)
		return
	}
	visit := v.by[key]
	if visit == nil {
		visit = v.another(t)
		v.by[key] = visit
		v.all = append(v.all, visit)
	}
	v.last, v.lastKey = visit, key
	visit.add(l)
}

// another makes a visit. Visits are made many at a time.
func (v *monthVisits) another(t *therapistMonth) *monthVisit {
	const atOnce = 256
	if len(v.spare) == 0 {
		v.spare = make([]monthVisit, atOnce)
	}
	visit := &v.spare[0]
	v.spare = v.spare[1:]
	visit.of = t
	return visit
}

func (v *monthVisit) add(l *audit.Line) {
	v.treated = v.treated || isTreatment(l)
	v.stated = max(v.stated, l.Int(audit.TimedMinutes))
	if !isPooled(l) {
		return
	}
	v.timed++
	if !l.Has(audit.Minutes) {
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

// close adds the visits to their therapists.
func (v *monthVisits) close() {
	for _, visit := range v.all {
		t := visit.of
		t.visits++
		if visit.treated {
			t.treated++
		}
		if visit.timed == 0 {
			continue
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
