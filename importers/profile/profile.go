package profile

import (
	"strings"

	"otaudit/audit"
	"otaudit/importers/value"
	"otaudit/infile/yamlfile"
)

// Profile says how one kind of export is read, where headers and values do not say it (IMP-269). It comes from a YAML
// file, see LoadProfile and docs/profiles.md. The zero value and nil say nothing.
type Profile struct {
	Name string
	Path string // the file it was read from; empty for those of the program itself
	// Vendor names the export system whose own columns may be read, such as webpt.
	Vendor string
	// Match are the headers that must be present; each entry lists alternatives of which one is enough.
	Match [][]string
	// Sheets are the worksheets to read; empty for all.
	Sheets    []Named
	HeaderRow int  // 0 if it is to be found
	NoHeader  bool // header_row: 0, there is none
	Columns   []ColumnUse
	// Repeat are the headers that stand several times in a wide row, once for each code.
	Repeat []Named
	// FillDown are the fields whose blank cells take the value of the row above.
	FillDown audit.FieldSet
	// Constants are values of fields that no column supplies.
	Constants []Constant
	// Values gives, for a field, the value that is meant by a text as written; the key is folded by foldText.
	Values map[audit.Field]map[string]string
	Dates  value.DateOrder
	// Clock24 says that times run from 0 to 23 hours.
	Clock24  bool
	Decimals value.DecimalSign
	Skip     []SkipRows
	// Payers are terms by name of the payer, PayerClasses by class.
	Payers, PayerClasses []PayerTerms
	// Therapists gives the one spelling of a person's name by the others; the key is folded by foldText.
	Therapists map[string]string
	// Downstream says that a billing system adds the therapy modifiers later, so that their absence says nothing.
	Downstream bool
	// ClaimType is professional or institutional, Setting practitioner or outpatient_hospital; empty if not said.
	ClaimType, Setting string
	// SignatureDays is the time within which a note is to be signed, NoteWords the number of words below which a note
	// part is thin; 0 if not said.
	SignatureDays, NoteWords int
	// Authorizations are what payers authorized for patients, MinimumMinutes the minutes from which a code may be billed where the
	// contract says so.
	Authorizations []Authorization
	MinimumMinutes map[string]int
	// CodeColumns says what stands under headers that are codes: minutes or units; empty if not said.
	CodeColumns string
	// Shows and Lacks say in words what can be audited from such an export alone, and what cannot.
	Shows, Lacks string

	// Flags are the columns that --column states; they win over Columns.
	Flags []ColumnUse

	lines     map[string]int // line of the file by top-level key
	base      *Profile       // the profile under the flags; nil if there is none
	BuiltIn   bool           // of the program itself: columns may be missing
	Canonical bool           // the canonical form of this program: every row is a line
}

// Named is a name in the profile and the line on which it stands.
type Named = yamlfile.Named

// ColumnUse is the field that a profile gives to a column.
type ColumnUse struct {
	Header string // header, "Charge #2" for the second of that name, or the letters of a column
	Field  audit.Field
	None   bool // the column is not read
	Hours  bool // minutes are written in hours
	// Assumed says that the program took the column for this and nobody has looked at it yet.
	Assumed bool
	// Flag is the --column flag that says so, and Text its value as given; empty if the profile does.
	Flag, Text string
	Line       int
}

// Constant is the value of a field on every line.
type Constant struct {
	Field audit.Field
	Text  string
	Line  int
}

// SkipRows are rows that are excluded: those whose column is, or contains, one of the texts, whatever their case.
type SkipRows struct {
	Header           string
	Equals, Contains []string
	Line             int
}

// PayerTerms is what a profile says of a payer, or of a class of payers. A zero value leaves the default of the class.
type PayerTerms struct {
	Name     string // of the payer, or of the class
	Class    string // of a payer; empty if its name has one
	UnitRule audit.UnitRule

	DisciplineModifier, AssistantModifier audit.Demand
	KX, MPPR, NCCI, MUE, MedicareStatus   audit.Demand

	CertificationDays, ReportEvery int
	FilingDays                     int
	Limits                         audit.DayLimits // of the contract
	Downstream                     bool
	Line                           int
}

// Label names the profile in reports: its name, or that of its file.
func (p *Profile) Label() string {
	if p = p.Base(); p == nil {
		return ""
	}
	return p.Name
}

// Own says whether the profile is the user's.
func (p *Profile) Own() bool { p = p.Base(); return p != nil && !p.BuiltIn }

// Line gives the line of the file on which a top-level key stands; 0 if it does not.
func (p *Profile) Line(key string) int { return p.lines[key] }

// OrNone gives a profile that says nothing in place of nil.
func (p *Profile) OrNone() *Profile {
	if p == nil {
		return &Profile{}
	}
	return p
}

func (p *Profile) CodeColumnField() (audit.Field, bool) {
	if p == nil || p.CodeColumns == "" {
		return 0, false
	}
	return audit.FieldNamed(p.CodeColumns)
}

// Translated gives the value that is meant by a content of a field's column; the content itself if nothing is said.
func (p *Profile) Translated(f audit.Field, v value.CellValue) (value.CellValue, bool) {
	if p == nil || len(p.Values[f]) == 0 {
		return v, false
	}
	if meant, ok := p.Values[f][FoldText(v.Text)]; ok {
		return value.CellValue{Text: meant}, true
	}
	return v, false
}

// FoldText makes texts comparable that differ in case and spaces only.
func FoldText(text string) string {
	return strings.ToLower(strings.Join(strings.FieldsFunc(text, value.IsEdgeSpace), " "))
}
