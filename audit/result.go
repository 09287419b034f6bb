package audit

// Result is the outcome of a run: everything the reporters print, without the sessions.
type Result struct {
	Manifest Manifest
	Sheets   []Sheet
	Excluded []ExcludedRow
	Account  Account
	Findings []Finding
	Rules    []RuleResult
	Failures []Failure
	Totals   []Total
	// Questioned are the lines of which findings question the whole amount, which no total holds.
	Questioned []Questioned
	// Minutes counts the visits by their timed minutes, 0 to 240 and more.
	Minutes []int
	// SignDelays counts the visits by the days from service to signature, 0 to 365 and more; SignedBefore those signed
	// before the service.
	SignDelays   []int
	SignedBefore int
	// Payers says which terms were applied to each payer of the log.
	Payers []PayerUse
	// Patients lists every patient key, sorted; Visits every visit key.
	Patients []string
	Visits   []string
	// Corrections counts edits by what became of them.
	Corrections Corrections
	// Waivers are those given to the run, with what became of each.
	Waivers []Waiver
	// Comparison with an earlier run; nil if none was given.
	Comparison *Comparison
}

// Manifest says what was run on what.
type Manifest struct {
	Tool    string // name and version
	RuleSet string
	AsOf    string
	Options []Option
	Mode    string // privacy mode: code, id, full
	// CrosswalkID names the crosswalk that the codes of this result follow; empty outside the mode code.
	CrosswalkID string
	Client      string
	Inputs      []Input
	Tables      []Table
}

// Option is one option of the run as given.
type Option struct{ Name, Value string }

// Input is one file of the run.
type Input struct {
	Name    string // without folders; in the mode code a number
	Bytes   int64
	SHA256  string
	Kind    string
	Problem string // why the file could not be read; empty if it was
}

// Table is one reference table in force.
type Table struct {
	Name, Origin, SHA256 string
	Rows, Unverified     int
}

// Sheet is the account and the mapping of one sheet.
type Sheet struct {
	Name      string // as in Ref.Sheet
	Input     int
	HeaderRow int // 0 if no table was found
	Profile   string
	// OwnProfile says that the profile is the user's, whose name may tell the clinic.
	OwnProfile bool
	RowsRead   int
	NonData    []Count // rows that hold no service, by kind
	Excluded   []Count // rows set aside, by reason
	RowsUsed   int     // rows that became lines
	Lines      int
	// Units and charges of the sheet: in the rows that became lines and in the rows set aside.
	UnitsRead, UnitsUsed, UnitsAside    Units
	ChargeRead, ChargeUsed, ChargeAside Cents
	Columns                             []Column
	Choices                             []Choice
	Coverage                            SheetCoverage
	Notes                               []string
}

// Column is one column of a sheet and what it was read as.
type Column struct {
	Col     int32 // from 1
	Header  string
	Field   string // empty if the column was not read
	Grade   Grade  // of the reading, or of leaving the column unread
	Why     string // the reasons in words
	Instead []Alternative
	Flag    string // what decides the column, ready to be typed: --column "Time=minutes"; empty if nothing is to be decided
	Matters bool   // not read, or only assumed, although something hangs on it
	Bad     int    // unreadable cells
}

// PayerUse is one payer as the log names it, with the terms applied to its lines.
type PayerUse struct {
	Name     string
	Class    string // empty if the payer is unknown
	UnitRule string
	Assumed  bool // the unit rule is only the default of the class
	Source   string
	Lines    int
}

// Count is a number of things of one kind.
type Count struct {
	What string
	N    int
}

// ExcludedRow is one row that became no line.
type ExcludedRow struct {
	Cell     Ref
	Kind     string // set-aside or furniture
	Reason   string
	Detail   string
	Units    Quantity
	Charge   Cents
	Priced   bool   // Charge is known
	Original string // the row as written; shaped in the de-identified mode
	Offender string // the offending cell alone
}

// Account is the closing sum of the run over all sheets.
type Account struct {
	RowsRead, Furniture, SetAside, RowsUsed int
	Lines                                   int
	UnitsBilled, UnitsAfter                 Units // of all lines, before and after applied corrections
	UnitsCorrected                          Units
	Open                                    []string // sums that do not close, in words; empty if all do
}

// Closes says whether every sum closes.
func (a *Account) Closes() bool { return len(a.Open) == 0 }

// RuleResult is the full count of one rule. Applicable lines are evaluated or not evaluated, never both.
type RuleResult struct {
	ID, Name, Purpose string
	Severity          Severity
	Scope             Scope
	Cites             []string
	Applicable        int
	Evaluated         int
	NotEvaluated      []Count
	Findings          int
	Lines             int // distinct lines pointed at
	Items, Met        int // what was judged as a whole, such as episodes; of these, as they should be
}

// Failure is something that went wrong in the program, kept apart from findings about the data.
type Failure struct {
	Rule string
	Cell Ref
	What string
}

// Corrections counts the edits of the run.
type Corrections struct {
	Applied, Review, Manual, Held int
}

// Total sums the lines of one group: all, or one therapist, code, payer, month or family.
type Total struct {
	Dimension string // all, therapist, code, payer, month
	Key       string
	Lines     int
	Visits    int
	// Lines whose units could be judged, and what they came to.
	UnitLines                int
	Billed, Supported        Units
	OverLines, UnderLines    int
	OverUnits, UnderUnits    Units
	OverCents, UnderCents    Cents
	Amount                   Cents // of the judged lines
	NoPrice                  int   // judged lines with a difference and no price
	LinesEvaluated           int   // lines on which every applicable rule could be evaluated
	LinesWithError           int   // of these
	VisitsEvaluated          int
	VisitsWithError          int
	AssistantMinutes         int
	AssistantOf              int // minutes of the lines that state both
	TimedMinutes, TimedUnits int
	// TreatmentUnits of all lines but evaluations, and the patient-days that have such lines.
	TreatmentUnits Units
	TreatmentDays  int
	Families       []FamilyTotal
	Bases          []Count // lines by basis of money
}

// FamilyTotal is the line accuracy of one family of rules.
type FamilyTotal struct {
	Family    string
	Evaluated int // lines on which every applicable rule of the family was evaluated
	Errors    int // of these, lines with an error of the family
}
