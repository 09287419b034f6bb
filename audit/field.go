package audit

// Field is one of the canonical fields of a logged service line, in the order in which `convert` writes them.
type Field uint8

// The canonical fields. Their meaning, value by value, is described in docs/fields.md.
const (
	VisitID Field = iota
	ClaimID
	PatientID
	PatientName
	BirthDate
	DateOfService
	StartTime
	EndTime
	Code
	Description
	Modifiers
	UnitsBilled
	Minutes
	AssistantMinutes
	TogetherMinutes
	TimedMinutes
	TreatmentMinutes
	Therapist
	Credential
	Assistant
	Supervisor
	NPI
	DisciplineField
	Payer
	Charge
	Allowed
	Diagnoses
	PlaceOfService
	ReferringProvider
	Authorization
	PlanOfCareDate
	CertificationDate
	CertificationEnd
	ProgressReportDate
	SignatureDate
	VisitType
	Subjective
	Objective
	Assessment
	Plan
	Note
	EvalProfile
	EvalDeficits
	EvalDecision
	GroupSize
	Status
	NumFields
)

// Kind is the type of a field's value.
type Kind uint8

// The kinds of values. Each is held in 32 bits: a number, a day, or the number of an interned text.
const (
	Text    Kind = iota // interned text
	Day                 // Date
	Time                // Clock
	List                // interned list of upper-case tokens
	Number              // Units: a decimal with three places
	Integer             // minutes, counts
	Money               // Cents; at most 21 million dollars a cell
	Prose               // note text: only presence, word count and fingerprint are kept
)

var fieldTable = [NumFields]struct {
	name string
	kind Kind
}{
	VisitID: {"visit_id", Text}, ClaimID: {"claim_id", Text}, PatientID: {"patient_id", Text},
	PatientName: {"patient_name", Text}, BirthDate: {"birth_date", Day}, DateOfService: {"date_of_service", Day},
	StartTime: {"start_time", Time}, EndTime: {"end_time", Time}, Code: {"code", Text},
	Description: {"description", Text}, Modifiers: {"modifiers", List}, UnitsBilled: {"units", Number},
	Minutes: {"minutes", Integer}, AssistantMinutes: {"assistant_minutes", Integer},
	TogetherMinutes: {"together_minutes", Integer}, TimedMinutes: {"timed_minutes", Integer},
	TreatmentMinutes: {"treatment_minutes", Integer}, Therapist: {"therapist", Text},
	Credential: {"credential", List}, Assistant: {"assistant", Text}, Supervisor: {"supervisor", Text},
	NPI: {"npi", Text}, DisciplineField: {"discipline", Text}, Payer: {"payer", Text}, Charge: {"charge", Money},
	Allowed: {"allowed", Money}, Diagnoses: {"diagnoses", List}, PlaceOfService: {"place_of_service", Text},
	ReferringProvider: {"referring_provider", Text}, Authorization: {"authorization", Text},
	PlanOfCareDate: {"plan_of_care_date", Day}, CertificationDate: {"certification_date", Day},
	CertificationEnd: {"certification_end", Day}, ProgressReportDate: {"progress_report_date", Day},
	SignatureDate: {"signature_date", Day}, VisitType: {"visit_type", Text}, Subjective: {"subjective", Prose},
	Objective: {"objective", Prose}, Assessment: {"assessment", Prose}, Plan: {"plan", Prose}, Note: {"note", Prose},
	EvalProfile: {"eval_profile", Text}, EvalDeficits: {"eval_deficits", Text}, EvalDecision: {"eval_decision", Text},
	GroupSize: {"group_size", Integer}, Status: {"status", Text},
}

var fieldByName = func() map[string]Field {
	names := make(map[string]Field, NumFields)
	for f := range NumFields {
		names[fieldTable[f].name] = f
	}
	return names
}()

// String gives the canonical name, such as date_of_service.
func (f Field) String() string { return fieldTable[f].name }

// Kind gives the type of the field's values.
func (f Field) Kind() Kind { return fieldTable[f].kind }

// FieldNamed finds a field by its canonical name.
func FieldNamed(name string) (Field, bool) {
	f, ok := fieldByName[name]
	return f, ok
}

// FieldSet is a set of fields, a bit a field. Shifts are masked, which changes nothing and tells the compiler that none goes
// beyond the word.
type FieldSet uint64

// Fields makes a set.
func Fields(fields ...Field) FieldSet {
	var set FieldSet
	for _, f := range fields {
		set |= 1 << (f & 63)
	}
	return set
}

// Has says whether the field is in the set.
func (s FieldSet) Has(f Field) bool { return s&(1<<(f&63)) != 0 }

// With gives the set and one more field.
func (s FieldSet) With(f Field) FieldSet { return s | 1<<(f&63) }

// Without gives the set less one field.
func (s FieldSet) Without(f Field) FieldSet { return s &^ (1 << (f & 63)) }
