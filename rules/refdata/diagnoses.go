package refdata

import (
	"strings"

	"otaudit/audit"
)

// diagnosisRow is a complete ICD-10-CM code in one window of days, written without its dot. The embedded table holds none: the
// code book is given by `tables import`.
type diagnosisRow struct {
	Code     required     `csv:"code"`
	From     day          `csv:"effective_from"`
	To       day          `csv:"effective_to"`
	Source   required     `csv:"source"`
	Verified verifiedCell `csv:"verified"`
}

// importedOnly are the tables that are empty until a file is imported.
var importedOnly = []string{"diagnoses", "peer_norms"}

// diagnosisBook holds the windows of each code, and those of all together: the years of which a code file was given.
type diagnosisBook struct {
	codes   index[string, diagnosisRow]
	covered []audit.Window
}

func (t *Tables) readDiagnoses(s *source) {
	t.diagnoses = diagnosisBook{codes: index[string, diagnosisRow]{}}
	rows, lines := readRows[diagnosisRow](s)
	seen := map[audit.Window]bool{}
	for i := range rows {
		r := &rows[i]
		if !isDiagnosis(string(r.Code)) {
			s.fault(lines[i], "code", "%q is not an ICD-10-CM code of 3 to 7 letters and digits, without its dot", string(r.Code))
		}
		if r.From == noDay || r.To == noDay {
			s.fault(lines[i], "effective_from", "a code file holds for its year: the window needs both ends")
		}
		w := span(r.From, r.To)
		t.diagnoses.codes.add(s, lines[i], string(r.Code), w, r)
		if !seen[w] {
			seen[w] = true
			t.diagnoses.covered = append(t.diagnoses.covered, w)
		}
	}
}

// isDiagnosis says whether a text has the form of an ICD-10-CM code without its dot.
func isDiagnosis(code string) bool {
	if len(code) < 3 || len(code) > 7 || code[0] < 'A' || code[0] > 'Z' || code[1] < '0' || code[1] > '9' {
		return false
	}
	return strings.Trim(code, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// KnowsDiagnoses says whether the tables hold the code book of a day.
func (t *Tables) KnowsDiagnoses(on audit.Date) bool {
	for _, w := range t.diagnoses.covered {
		if w.Holds(on) {
			return true
		}
	}
	return false
}

// Diagnosis says whether a code, written without its dot, is complete and in force on a day by the code book.
func (t *Tables) Diagnosis(code string, on audit.Date) bool {
	_, ok := t.diagnoses.codes.at(code, on)
	return ok
}
