package audit

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// Severity says how much a finding matters.
type Severity uint8

// The severities. An Error would be denied or was paid above what the record supports; a Warning is a risk or missing
// evidence; an Info is a note.
const (
	Info Severity = iota + 1
	Warning
	Error
)

// String gives the word used in reports.
func (s Severity) String() string { return [...]string{"", "info", "warning", "error"}[s] }

// Safety says what may be done with a fix.
type Safety uint8

// The safeties. Safe fixes are written into the corrected sheet, Review fixes only on demand, Manual ones never.
const (
	NoFix Safety = iota
	Manual
	Review
	Safe
)

// String gives the word used in reports.
func (s Safety) String() string { return [...]string{"none", "manual", "review", "safe"}[s] }

// Scope is the group of lines that a rule looks at.
type Scope uint8

// The scopes. ScopeImport marks rules about the reading of the file, which the importers report.
const (
	ScopeImport  Scope = iota + 1
	ScopeSession       // lines, each on its own; the group is whatever lines come together
	ScopeDay           // one patient, one date of service, one discipline
	ScopeYear          // one patient, one calendar year, one discipline
	ScopeEpisode       // one patient, one plan of care
	ScopePatient       // one patient
	ScopeService       // one service as logged, billed and answered; runs when all that the record supports is settled
	ScopeShift         // one therapist, one date of service
	ScopeMonth         // one calendar month, all therapists
	ScopeLog           // all lines of the run, undated ones too
)

// String gives the word used in documents.
func (s Scope) String() string {
	return [...]string{"", "import", "session", "day", "year", "episode", "patient", "service", "shift", "month", "log"}[s]
}

// PayerScope says for which payers a rule holds.
type PayerScope uint8

// The payer scopes. Every scope but AnyPayer needs a known payer.
const (
	AnyPayer            PayerScope = iota
	PooledUnits                    // payers whose unit rule is cms8
	MidpointUnits                  // payers whose unit rule is midpoint
	MedicareStatus                 // payers that apply Medicare's status codes
	KXThreshold                    // payers that apply the KX threshold
	CodeEdits                      // payers that apply the Medicare NCCI edits
	UnitLimits                     // payers that apply the Medicare MUE
	KnownUnitRule                  // payers whose unit rule is known, whichever it is
	DisciplineModifiers            // payers that want GO, GP or GN on therapy lines
	AssistantModifiers             // payers that want CO or CQ on what an assistant furnished
)

// String gives the words used in documents.
func (p PayerScope) String() string {
	return [...]string{"all payers", "payers with the Medicare unit rule", "payers with the midpoint rule",
		"payers that follow Medicare's status codes", "payers with the KX threshold", "payers that apply the NCCI edits",
		"payers that apply the MUE", "payers whose unit rule is known", "payers that want the discipline modifier",
		"payers that want the assistant modifier"}[p]
}

// Cite is an authority for a rule, with the dates on which it was in force. Convention stands for house standards.
type Cite struct {
	Source  string // "Pub. 100-04", "42 CFR 410.59", "Convention"
	Section string // "ch.5 §20.2"
	In      Window
}

// String prints source and section.
func (c Cite) String() string { return strings.TrimSpace(c.Source + " " + c.Section) }

// Rule is one check, declared as a constant value. The engine counts for each rule the lines it applies to, and of
// these the lines it could not judge; Judge sees the others.
type Rule struct {
	ID       string // U001; given once, never reused
	Name     string // names the defect: timed-units-exceed-minutes
	Purpose  string // one sentence: "Checks that …"
	Doc      string // the Markdown page
	Severity Severity
	Cites    []Cite
	In       Window // dates of service on which the rule is in force
	Payers   PayerScope
	Columns  FieldSet // columns that must be mapped; a blank cell is the rule's business
	Needs    FieldSet // fields that must be readable on a line
	Denial   string   // the denial it would likely meet, from the table of denial codes; may be empty
	// Aside says which lines beside those of the log the rule judges, which no other rule sees; it sees no other line then.
	Aside Aside
	// PerFile sums up what the rule found in one file, given how many things it compared there and how many were as they should
	// be (see Pass.Compared): it gives what takes the place of the findings. nil if each stands for itself.
	PerFile func(found []Finding, compared, met int) []Finding
	// HoldsFixes says that a correction which makes the rule find something new is left for review: it is no failure of the
	// program. That holds for every warning.
	HoldsFixes bool
	// YieldsTo lists rules of the same patient that say the same and more: where a finding of theirs covers all lines of one of
	// this rule, the latter is not given. One cause is one finding.
	YieldsTo []string
	// MaxSafety is the highest safety a fix of this rule may have.
	MaxSafety Safety
	Scope     Scope
	// Concerns reports which lines the rule is about; nil for all. It may look at the line's code, terms and discipline, at
	// the states of its fields, and at what it Carries, never at a value: it is asked once for all lines that have these in
	// common.
	Concerns func(*Line) bool
	// JudgesUnits marks the rules that say of timed lines whether their minutes support the units billed: a line that one of
	// them judged is covered (SheetCoverage).
	JudgesUnits bool
	// Applies says about which of these lines it has anything to say; nil for every one.
	Applies *Predicate
	// Judge looks at one group of the scope. It must be a pure function of the group.
	Judge func(*Pass, *Group)
}

// Family is the letter of the rule's section, with which its id begins.
func (r *Rule) Family() byte { return r.ID[0] }

var familyNames = map[string]string{"C": "codes", "D": "documentation", "E": "evaluations", "I": "import", "M": "modifiers",
	"N": "code edits", "P": "patterns", "R": "reconciliation", "S": "schedule", "T": "thresholds", "U": "units", "X": "payer limits"}

// FamilyName gives the words for the letter of a family.
func FamilyName(letter string) string {
	if name := familyNames[letter]; name != "" {
		return name
	}
	return "family " + letter
}

var (
	idForm   = regexp.MustCompile(`^[A-Z]\d{3}$`)
	nameForm = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
)

// Aside is a kind of lines that stand beside those of the log: they are in no sum and in no group of the others.
type Aside uint8

// The kinds.
const (
	NotAside Aside = iota
	NotKept        // of visits that were cancelled, missed or voided
	Unlogged       // billed, and not in the log (see [Service])
)

// Reconciles reports whether the rule compares with claims and remittances: it is out of a run without.
func (r *Rule) Reconciles() bool { return r.Scope == ScopeService || r.Aside == Unlogged }

// Validate refuses rules that are not completely declared, and ids or names used twice.
func Validate(rules []*Rule) error {
	var problems []error
	if len(rules) > mostRules {
		problems = append(problems, fmt.Errorf("%d rules: the engine counts at most %d", len(rules), mostRules))
	}
	ids, names := map[string]bool{}, map[string]bool{}
	for _, r := range rules {
		complain := func(format string, args ...any) {
			problems = append(problems, fmt.Errorf("rule %q: "+format, append([]any{r.ID}, args...)...))
		}
		if !idForm.MatchString(r.ID) || !strings.Contains(families, r.ID[:1]) {
			complain("the id is not the letter of a family and three digits")
		}
		if ids[r.ID] {
			complain("the id is used twice")
		}
		if !nameForm.MatchString(r.Name) || names[r.Name] {
			complain("the name %q is not unique words joined by hyphens", r.Name)
		}
		ids[r.ID], names[r.Name] = true, true
		if !strings.HasPrefix(r.Purpose, "Checks that ") || !strings.HasSuffix(r.Purpose, ".") {
			complain("the purpose is not a sentence \"Checks that ….\"")
		}
		if strings.TrimSpace(r.Doc) == "" {
			complain("there is no doc")
		}
		if len(r.Cites) == 0 {
			complain("there is no citation, nor the word Convention")
		}
		if r.Severity < Info || r.Severity > Error {
			complain("there is no severity")
		}
		if r.Scope < ScopeImport || r.Scope > ScopeLog {
			complain("there is no scope")
		}
		if (r.Judge == nil) != (r.Scope == ScopeImport) {
			complain("a rule has a Judge function unless the importers report it")
		}
	}
	return errors.Join(problems...)
}
