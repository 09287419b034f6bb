package audit

// Procedure is what the code table says of one procedure code on one day.
type Procedure struct {
	Code         string
	Kind         string // evaluation, procedure, modality_supervised, group, …
	Timed        bool   // billed by time
	Pooled       bool   // a 15-minute code that joins the Medicare pool of the day
	FirstUnit    int    // minutes from which the first unit of a timed code is earned
	UnitLength   int    // minutes of one unit of a timed code
	MaxUnits     int    // fixed limit of units in its period; 0 if there is none
	TimeVerified string // how sure the time properties are
	Verified     string // how sure the row is
	Row          any    // the table's own row, for the rules; the engine does not look at it
}

// CodeBook gives the row of the code table in force on a day, and nil if there is none.
// Implementations must give the same pointer for the same row and are called from several goroutines.
type CodeBook interface {
	Procedure(code string, on Date) *Procedure
}

// FeeBook estimates the allowed amount of one unit of a code on a day where the log has no amounts.
type FeeBook interface {
	UnitFee(code string, on Date) (Cents, bool)
}

// Discipline is the therapy discipline of a line's plan of care.
type Discipline uint8

// The disciplines. OT is the default of this program: a log that says nothing is an OT log.
const (
	OT Discipline = iota
	PT
	SLP
	OtherDiscipline
)

// String gives the abbreviation.
func (d Discipline) String() string { return [...]string{"OT", "PT", "SLP", "other"}[d] }

// Modifier gives the discipline's therapy modifier.
func (d Discipline) Modifier() string { return [...]string{"GO", "GP", "GN", ""}[d] }

// DisciplineOf takes the discipline from the line's own column, else from the credential. Modifiers are not asked:
// they are what is judged. The second result says whether the line itself shows it.
func DisciplineOf(s *Session) (Discipline, bool) {
	if s.Has(DisciplineField) {
		switch s.Text(DisciplineField) {
		case "OT":
			return OT, true
		case "PT":
			return PT, true
		case "SLP":
			return SLP, true
		default:
			return OtherDiscipline, true
		}
	}
	for _, c := range s.List(Credential) {
		if d, ok := CredentialDiscipline(c); ok {
			return d, true
		}
	}
	return OT, false
}

// CredentialDiscipline says which discipline a credential belongs to; false if to none.
func CredentialDiscipline(credential string) (Discipline, bool) {
	switch credential {
	case "OT", "OT/L", "OTR", "OTR/L", "OTD", "OTD/L", "COTA", "COTA/L", "OTA", "OTA/L", "SOT", "S/OT", "OTS", "SOTA", "S/OTA", "OTAS":
		return OT, true
	case "PT", "DPT", "MPT", "PTA", "SPT", "SPTA":
		return PT, true
	case "SLP", "CCC-SLP", "SLP-CCC", "CCC/SLP", "SLP-CF", "SLPA":
		return SLP, true
	}
	return OtherDiscipline, false
}

// IsAssistant says whether the person on the line is an assistant by credential: then the assistant did the whole
// line unless the minutes are split.
func IsAssistant(s *Session) bool {
	for _, c := range s.List(Credential) {
		switch c {
		case "COTA", "COTA/L", "OTA", "OTA/L", "PTA", "SLPA":
			return true
		}
	}
	return false
}

// IsStudent says whether the person on the line is a student by credential.
func IsStudent(s *Session) bool {
	for _, c := range s.List(Credential) {
		switch c {
		case "SOT", "S/OT", "OTS", "SPT", "SPTA", "SOTA", "S/OTA", "OTAS", "STUDENT", "COTA-S", "COTA/S", "OTA-S", "OTA/S", "OT-S", "OT/S", "PT-S", "PTA-S":
			return true
		}
	}
	return false
}
