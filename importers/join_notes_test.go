package importers

import (
	"slices"
	"strings"
	"testing"

	"otaudit/audit"
)

// notesLog has, in March, a patient whose only visit has no note (row 6), and one line in April.
const notesLog = `Visit ID,Patient ID,DOS,CPT,Units,Therapist
V1,P1,2026-03-02,97110,2,Marlow
V2,P1,2026-03-05,97530,1,Marlow
V2,P1,2026-03-05,97110,1,Marlow
V3,P2,2026-03-09,97110,2,Marlow
V4,P4,2026-03-10,97530,2,Marlow
V5,P2,2026-03-12,97530,2,Marlow
V6,P1,2026-04-01,97110,2,Marlow
`

// TestLineWithoutANote: a line whose visit has no row in the export of notes has a blank note only where the export surely
// would hold one; else its note is left open.
func TestLineWithoutANote(t *testing.T) {
	const notes = "Patient ID,Date of Service,Subjective,Signed Date\nP1,2026-03-02,better,2026-03-02\nP1,2026-03-05,same,2026-03-05\n" +
		"P2,2026-03-09,sore,2026-03-09\nP2,2026-03-12,better,2026-03-12\n"
	const alone, after = 6, 8 // rows
	for _, c := range []struct {
		name, log, notes string
		blank, open      []int32 // rows
	}{
		{name: "the only visit of a patient, and a visit after the last note", log: notesLog, notes: notes, blank: []int32{alone}, open: []int32{after}},
		{name: "a row of the day under another visit id", log: notesLog,
			notes: "Visit ID,Patient ID,Date of Service,Subjective\nV1,P1,2026-03-02,a\nV2,P1,2026-03-05,b\nV3,P2,2026-03-09,c\nV44,P4,2026-03-10,d\nV5,P2,2026-03-12,e\n",
			open:  []int32{alone, after}},
		{name: "a day with two rows", log: notesLog, notes: notes + "P4,2026-03-10,a,\nP4,2026-03-10,b,\n", open: []int32{alone, after}},
		{name: "a row without a day", log: notesLog, notes: notes + "P4,,a,\n", open: []int32{alone, after}},
		{name: "a cancelled visit hides nothing", log: notesLog,
			notes: strings.NewReplacer("Signed Date", "Visit Status", ",2026-03-02\n", ",Completed\n", ",2026-03-05\n", ",Completed\n", ",2026-03-09\n", ",Completed\n",
				",2026-03-12\n", ",Completed\n").Replace(notes) + "P4,,,Cancelled\n",
			blank: []int32{alone}, open: []int32{after}},
		{name: "another therapist, none of whose visits has a note", log: strings.Replace(notesLog, "97530,2,Marlow", "97530,2,Quist", 1), notes: notes,
			open: []int32{alone, after}},
		{name: "another therapist, and another visit of the patient has its note",
			log: strings.NewReplacer("P4", "P2", "97530,2,Marlow\nV5", "97530,2,Quist\nV5").Replace(notesLog), notes: notes, open: []int32{alone, after}},
		{name: "a row with a visit id that no charge has, and no patient", log: notesLog,
			notes: "Visit ID,Patient ID,Date of Service,Subjective\nV1,P1,2026-03-02,a\nV2,P1,2026-03-05,b\nV3,P2,2026-03-09,c\nV44,,2026-03-10,d\nV5,P2,2026-03-12,e\n",
			open:  []int32{alone, after}},
		{name: "no therapist named, five lines in six with a note", log: strings.NewReplacer(",Therapist", "", ",Marlow", "").Replace(notesLog), notes: notes,
			open: []int32{alone, after}},
		{name: "half of the lines", log: notesLog, notes: "Patient ID,Date of Service,Subjective\nP1,2026-03-02,a\nP2,2026-03-09,b\nP2,2026-03-12,c\n", open: []int32{3, 4, alone, after}},
		{name: "no notes in the export", log: notesLog, notes: strings.Replace(notes, "Subjective", "Plan Name", 1)},
		{name: "notes in the log itself", log: strings.NewReplacer("Therapist\n", "Therapist,Subjective\n", "Marlow\n", "Marlow,\n").Replace(notesLog), notes: notes},
	} {
		t.Run(c.name, func(t *testing.T) {
			var blank, open []int32
			for _, s := range importFiles(t, map[string]string{"log.csv": c.log, "notes.csv": c.notes}).Sessions {
				for j := s.Joined; j != nil; j = j.Next {
					if j.Row > 0 {
						continue
					}
					if j.Open.Has(audit.Subjective) && s.State(audit.Subjective) == audit.Unbound {
						open = append(open, s.Row)
					}
					if j.Fields.Has(audit.Subjective) && s.State(audit.Subjective) == audit.Blank {
						blank = append(blank, s.Row)
						if ref := s.Ref(audit.Subjective).String(); !strings.HasPrefix(ref, "log.csv") {
							t.Errorf("the missing note is in %s", ref)
						}
					}
					if (j.Fields | j.Open).Has(audit.SignatureDate) {
						t.Error("the date of the signature is no note")
					}
				}
			}
			if !slices.Equal(blank, c.blank) || !slices.Equal(open, c.open) {
				t.Errorf("blank %v, want %v; open %v, want %v", blank, c.blank, open, c.open)
			}
		})
	}
}

// TestNotesOfSeveralExports: exports of notes by month are taken together.
func TestNotesOfSeveralExports(t *testing.T) {
	log := notesLog + "V7,P1,2026-04-03,97110,2,Marlow\nV8,P2,2026-04-07,97110,2,Marlow\n"
	book := importFiles(t, map[string]string{"log.csv": log,
		"march.csv": "Patient ID,Date of Service,Subjective\nP1,2026-03-02,a\nP1,2026-03-05,b\nP2,2026-03-09,c\nP2,2026-03-12,d\n",
		"april.csv": "Patient ID,Date of Service,Subjective\nP1,2026-04-01,a\nP2,2026-04-07,b\n"})
	want := []string{"2: (1+word)", "3: (1+word)", "4: (1+word)", "5: (1+word)", "6: -", "7: (1+word)", "8: (1+word)", "9: -", "10: (1+word)"}
	if got := showLines(book.Sessions, "subjective"); !slices.Equal(got, want) {
		t.Errorf("lines %q, want %q", got, want)
	}
}
