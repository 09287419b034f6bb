package rules

import (
	"cmp"
	"slices"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// eachDateOfPatient hands over the lines of one patient date by date, those of all disciplines together. The lines of a patient
// come discipline by discipline.
func eachDateOfPatient(patient []*audit.Line, do func(day []*audit.Line)) {
	lines := patient
	if lines[0].Discipline != lines[len(lines)-1].Discipline {
		lines = slices.Clone(patient)
		slices.SortStableFunc(lines, func(a, b *audit.Line) int {
			return cmp.Compare(a.Date(audit.DateOfService), b.Date(audit.DateOfService))
		})
	}
	for start, end := 0, 0; start < len(lines); start = end {
		for end = start + 1; end < len(lines) && lines[end].Date(audit.DateOfService) == lines[start].Date(audit.DateOfService); end++ {
		}
		do(lines[start:end])
	}
}

// eachOfPatients hands over the lines of a log patient by patient.
func eachOfPatients(lines []*audit.Line, do func(patient []*audit.Line)) {
	for start, end := 0, 0; start < len(lines); start = end {
		for end = start + 1; end < len(lines) && samePatient(lines[start], lines[end]); end++ {
		}
		do(lines[start:end])
	}
}

// institutional says whether the log is of institutional claims: bill types of hospitals, rehabilitation agencies, CORFs and
// nursing facilities, which one provider bills for all of its disciplines.
func (k *kit) institutional() bool { return k.Institutional || k.Setting == refdata.OutpatientHospital }

// disciplinesOf counts the disciplines of the lines.
func disciplinesOf(lines []*audit.Line) int {
	var seen [audit.OtherDiscipline + 1]bool
	n := 0
	for _, l := range lines {
		if !seen[l.Discipline] {
			seen[l.Discipline] = true
			n++
		}
	}
	return n
}
