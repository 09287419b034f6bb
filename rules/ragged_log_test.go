package rules

import (
	"pgregory.net/rapid"

	"otaudit/audit"
)

// raggedFields vary from line to line: there, unreadable, blank, or without a column.
var raggedFields = []audit.Field{audit.VisitID, audit.Code, audit.Modifiers, audit.UnitsBilled, audit.Minutes,
	audit.TimedMinutes, audit.TreatmentMinutes, audit.Credential, audit.Supervisor, audit.Charge, audit.Diagnoses,
	audit.ReferringProvider, audit.PlanOfCareDate, audit.CertificationDate, audit.SignatureDate, audit.Subjective,
	audit.Objective, audit.Assessment, audit.Plan, audit.Note, audit.Payer, audit.PlaceOfService}

// raggedTexts are the values of a few fields; others take one that says nothing.
var raggedTexts = map[audit.Field][]string{
	audit.VisitID:        {"v1", "v2"},
	audit.Code:           {"97530", "97535", "97165", "97014", "97161", "G8978", "99999"},
	audit.Modifiers:      {"GO", "GO KX", "GP", "CO", "GO CO", "GP CQ", "GO 59", "GO GO", "GN GP", "95 GO", "ZZ", "GA KX GO", "GO KX 59 76 77"},
	audit.UnitsBilled:    {"0", "1", "2", "1.5", "-1"},
	audit.Credential:     {"OTR/L", "COTA", "PT"},
	audit.Payer:          {"Medicare", "Aetna", "Nobody"},
	audit.PlaceOfService: {"11", "02"},
}

// raggedLog makes a log of two sheets, whose columns differ, with a few patients and days.
func raggedLog(t *rapid.T) []*audit.Session {
	symbols := audit.NewSymbols()
	var log []*audit.Session
	for _, sheet := range []string{"one.csv", "two.csv"} {
		layout := &audit.Layout{Sheet: sheet, Symbols: symbols, Slots: make([]audit.Slot, 1)}
		fields := append([]audit.Field{audit.PatientID, audit.DateOfService}, raggedFields...)
		for i, f := range fields {
			if i < 2 || rapid.IntRange(0, 4).Draw(t, "bound") > 0 {
				layout.Slots[0][f] = []int32{int32(i + 1)}
			}
		}
		for row := range rapid.IntRange(1, 12).Draw(t, "rows") {
			s := &audit.Session{Layout: layout, Row: int32(row + 2)}
			s.Set(audit.PatientID, symbols.Intern(rapid.SampledFrom([]string{"p1", "p2"}).Draw(t, "patient")))
			s.Set(audit.DateOfService, int32(audit.DateOf(2026, 3, 1))+rapid.Int32Range(0, 3).Draw(t, "day"))
			for _, f := range raggedFields {
				if len(layout.Slots[0][f]) > 0 {
					fillRagged(t, s, f)
				}
			}
			log = append(log, s)
		}
	}
	return log
}

func fillRagged(t *rapid.T, s *audit.Session, f audit.Field) {
	switch rapid.IntRange(0, 9).Draw(t, "state") {
	case 0:
		s.SetBad(f, "?")
		return
	case 1, 2:
		return // blank
	}
	texts := raggedTexts[f]
	if texts == nil {
		texts = []string{map[audit.Kind]string{audit.Day: "2026-03-01", audit.Integer: "20", audit.Money: "80", audit.Prose: "a b c d e"}[f.Kind()]}
	}
	value, err := audit.ParseValue(s.Layout.Symbols, f, rapid.SampledFrom(texts).Draw(t, f.String()))
	if err != nil {
		t.Fatal(err)
	}
	s.Set(f, value)
}
