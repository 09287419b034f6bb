package rules

import (
	"testing"

	"otaudit/audit"
	"otaudit/audit/audittest"
)

// Lowering the units of one line makes it like the other: the corrected sheet would have a finding that the log has not, and the
// correction is for review.
func TestCorrectionsMakeNoDuplicates(t *testing.T) {
	both := func(r *audit.Rule) bool { return r.ID == "U001" || r.ID == "S005" }
	audittest.Check(t, testConfig(t, Options{}, both), "two lines", `patient_id,date_of_service,code,units,minutes,modifiers,payer,want,fix
P1,2026-03-02,97110,1,15,GO,Medicare,,
P1,2026-03-02,97110,2,15,GO,Medicare,U001 error review,units=1
`)
}

func TestDuplicatesAreSharedWithOtherRules(t *testing.T) {
	layout := &audit.Layout{Sheet: "day.csv", Symbols: audit.NewSymbols(), Slots: make([]audit.Slot, 1)}
	line := func(row int32, modifiers ...string) *audit.Line {
		s := &audit.Session{Layout: layout, Row: row}
		s.Set(audit.Code, layout.Symbols.Intern("97110"))
		s.Set(audit.Modifiers, layout.Symbols.InternList(modifiers))
		return audit.NewLine(s, nil, &audit.Terms{})
	}
	day := []*audit.Line{line(2, "GO", "KX"), line(3, "KX", "GO"), line(4, "GO", "59"), line(5, "GO", "KX")}
	repeats := newDuplicates(day)
	if len(repeats) != 2 || repeats[day[1]] != day[0] || repeats[day[3]] != day[0] {
		t.Errorf("repeats are %v", repeats)
	}
}
