package model

import "fmt"

// Mode says how much of the identity of patients an output may show.
type Mode string

// The modes (REP-91 to REP-98). ModeCode is the default and is built on the Safe Harbor list of 45 CFR 164.514(b)(2).
const (
	ModeCode Mode = "code" // random codes, years, numbered sheets
	ModeID   Mode = "id"   // patient and claim ids, dates, cells; no names
	ModeFull Mode = "full" // as logged; never birth dates or note text
)

// ParseMode reads the value of --phi. The empty text is the default, code.
func ParseMode(text string) (Mode, error) {
	switch m := Mode(text); m {
	case "":
		return ModeCode, nil
	case ModeCode, ModeID, ModeFull:
		return m, nil
	}
	return "", fmt.Errorf("--phi: unknown mode %q; use code, id or full", text)
}

// PrivacyStatement says what the privacy mode shows, what was left out, and what the reader must know (REP-98, REP-99).
// It never claims that a report is de-identified: that judgement is the covered entity's. An unknown mode gets the
// statement of the mode that shows most.
func PrivacyStatement(mode Mode) []string {
	switch mode {
	case ModeCode:
		return []string{
			"Privacy mode: code. Patients and visits are shown by random codes; dates by their year, months by numbers; files and sheets by numbers.",
			"Left out: names, patient and record ids, days and months of service, birth dates and ages, claim, authorization and NPI numbers, " +
				"names of files and sheets, note text, and every cell that is not of the form of its column. Therapists are named unless they were coded on request, payers by name only where the payer table holds it.",
			"The mode is built on the list of 45 CFR 164.514(b)(2). Whether this report is de-identified, actual knowledge included, is for the covered entity to judge.",
			"The crosswalk of codes and the corrected sheets hold what the inputs hold. They are internal: do not send them with this report.",
		}
	case ModeID:
		return []string{
			"Contains protected health information: minimum necessary.",
			"Privacy mode: id. Patient, visit and claim ids, dates of service, file and sheet names are shown. For internal use.",
			"Left out: patient names, birth dates and ages, note text, authorization and NPI numbers.",
			"Corrected sheets hold what the inputs hold and are internal.",
		}
	}
	return []string{
		"Contains protected health information: minimum necessary.",
		"Privacy mode: full. Identifiers are shown as they stand in the record. For internal use.",
		"Left out of the findings: birth dates, ages and note text. Excluded rows are listed as written, with all they hold.",
		"Corrected sheets hold what the inputs hold and are internal.",
	}
}
