package main

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// layOut writes the visits as rows, values by field; rows that hold no service are put in between.
func (c *clinic) layOut() {
	for _, v := range c.visits {
		for i, l := range v.lines {
			r := row{cells: v.cells(l), finds: l.finds, defect: v.defect, visit: v}
			if i == 0 {
				r.cells["subjective"], r.cells["objective"], r.cells["assessment"], r.cells["plan"] = v.note[0], v.note[1], v.note[2], v.note[3]
			}
			c.rows = append(c.rows, r)
		}
	}
	step := len(c.rows) / (len(c.aside) + 1)
	for i, r := range c.aside {
		c.rows = slices.Insert(c.rows, step*(i+1)+i, r)
	}
}

// cells gives a line's values by field; what the line itself says goes before what follows from its visit.
func (v *visit) cells(l *line) map[string]string {
	p := v.patient
	cells := map[string]string{
		"visit_id": v.id, "patient_id": p.id, "patient_name": p.last + ", " + p.first, "patient_last": p.last, "patient_first": p.first,
		"birth_date": p.birth.Format(isoDay), "date_of_service": v.day.Format(isoDay), "visit_type": v.kind,
		"start_time": clock(v.start), "end_time": clock(v.end()), "therapist": v.therapist.name, "credential": v.therapist.credential,
		"supervisor": l.supervise, "payer": p.payer.name, "code": l.code, "description": words[l.code], "modifiers": l.modifiers,
		"units": l.units, "minutes": l.minutes, "assistant_minutes": l.assistant, "timed_minutes": fmt.Sprint(v.timed),
		"treatment_minutes": fmt.Sprint(v.treatment), "charge": l.charge, "diagnoses": strings.Join(p.diagnoses, "; "),
		"signature_date": v.signed, "plan_of_care_date": date(p.planned), "certification_date": date(p.signed),
		"progress_report_date": date(p.report), "referring_provider": p.referrer, "place_of_service": "11", "status": "Kept",
	}
	if v.therapist.isAssistant() {
		cells["supervisor"] = v.therapist.supervisor.name
	}
	if v.credentialMissing {
		cells["credential"] = ""
	}
	if v.noTimed {
		cells["timed_minutes"] = ""
	}
	if v.noTotal {
		cells["treatment_minutes"] = ""
	}
	for i, m := range strings.Fields(l.modifiers) {
		cells[fmt.Sprintf("modifier_%d", i+1)] = m
	}
	for i, dx := range p.diagnoses {
		cells[fmt.Sprintf("diagnosis_%d", i+1)] = dx
	}
	for field, value := range l.cells {
		cells[field] = value
	}
	return cells
}

// clock writes minutes after midnight as a time.
func clock(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

func date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(isoDay)
}
