package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"time"
)

var (
	advantage = payer{"Humana Gold Plus", medicareRule}
	medicaid  = payer{"State Medicaid", medicareRule}
	lakeshore = payer{"Lakeshore Benefit Trust", midpointRule} // in no payer table: whatever it wants is not known
)

// newExport makes the billing export of another clinic: Medicare, a Medicare Advantage plan, Medicaid, commercial payers
// and one whose name nobody knows. It holds no notes and no plan of care.
func newExport() *clinic {
	c := &clinic{random: rand.New(rand.NewPCG(1926, 3)), texts: map[string]bool{}}
	for _, name := range []string{"Rivermont, Marcus OTR/L", "Ashgrove, Petra OTR/L"} {
		c.therapists = append(c.therapists, &therapist{name: name})
	}
	number := 40117
	for _, t := range c.therapists {
		for i, by := range []payer{medicare, advantage, aetna, medicare, medicaid, blue, medicare, advantage, cigna} {
			evaluation := ""
			if i >= 3 && i <= 5 {
				evaluation = []string{"97165", "97166", "97167"}[i-3]
			}
			c.plan(c.newPatient("", number, by, t), 3, 7, evaluation)
			number += 13
		}
	}
	c.plan(c.newPatient("", number, lakeshore, c.therapists[1]), 9, 4, "")
	c.newVisits()
	assistant := &therapist{name: "Dellwood, Suri COTA/L", supervisor: c.therapists[0]}
	c.therapists = append(c.therapists, assistant)
	c.byAssistant(assistant, 7)
	c.plant(exportDefects)
	c.plant(exportNearMisses)
	c.schedule()
	for i, v := range c.visits {
		v.id = fmt.Sprintf("V%06d", 310450+7*i)
	}
	return c
}

// layExport gives the export its columns: the words of a billing system.
func layExport(c *clinic) {
	c.columns = []column{
		{"Visit ID", "visit_id", 0}, {"Date of Service", "date_of_service", 0}, {"PtID", "patient_id", 0}, {"Patient Last", "patient_last", 0},
		{"Patient First", "patient_first", 0}, {"DOB", "birth_date", 0}, {"Rendering Provider", "therapist", 0}, {"Procedure Code", "code", 0},
		{"CPT Description", "description", 0}, {"Modifier 1", "modifier_1", 0}, {"Modifier 2", "modifier_2", 0}, {"Modifier 3", "modifier_3", 0},
		{"Modifier 4", "modifier_4", 0}, {"Billed Units", "units", 0}, {"Minutes", "minutes", 0}, {"Start Time", "start_time", 0},
		{"End Time", "end_time", 0}, {"Primary Insurance", "payer", 0}, {"Charge Amount", "charge", 0}, {"Diagnosis 1", "diagnosis_1", 0},
		{"Diagnosis 2", "diagnosis_2", 0}, {"Place of Service", "place_of_service", 0}, {"Visit Status", "status", 0},
	}
	c.headerRow, c.firstRow = 1, 2
	for i, status := range []string{"Cancelled", "No Show", "Cancelled", "Late Cancelled", "No Show"} {
		p := c.patients[2*i+1]
		c.aside = append(c.aside, row{defect: "visits that were not kept", cells: map[string]string{"visit_id": fmt.Sprintf("V%06d", 318000+i), "date_of_service": march(4 + 5*i).Format(isoDay),
			"patient_id": p.id, "patient_last": p.last, "patient_first": p.first, "birth_date": date(p.birth), "therapist": p.therapist.name,
			"payer": p.payer.name, "place_of_service": "11", "status": status}})
	}
	c.sheetFinds = append(c.sheetFinds, find{rule: "I004", defect: "visits that were not kept"})
	c.layOut()
	for i, r := range c.rows {
		if r.cells["payer"] == lakeshore.name {
			c.rows[i].finds = append(c.rows[i].finds, find{"I005", "payer", "a payer whose name nobody knows"})
			c.rows[i].defect = cmp.Or(r.defect, "a payer whose name nobody knows")
			break
		}
	}
}

// writeExport writes the log as comma-separated text in the American form of dates and times, with CRLF.
func writeExport(path string, c *clinic) error {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	record := make([]string, len(c.columns))
	for i, col := range c.columns {
		record[i] = col.header
	}
	w.Write(record)
	for _, r := range c.rows {
		for i, col := range c.columns {
			record[i] = american(col.field, r.cells[col.field])
		}
		w.Write(record)
	}
	w.Flush()
	return os.WriteFile(path, out.Bytes(), 0o644)
}

// american writes dates as 3/9/2026 and times as 9:05 AM.
func american(field, text string) string {
	if strings.HasSuffix(field, "_time") {
		if at, err := time.Parse("15:04", text); err == nil {
			return at.Format("3:04 PM")
		}
	}
	if day, err := time.Parse(isoDay, text); err == nil {
		return day.Format("1/2/2006")
	}
	return text
}
