package audit

// Result is the outcome of a run: everything the reporters print, without the sessions.
type Result struct {
	Manifest Manifest      `json:"manifest"`
	Sheets   []Sheet       `json:"sheets"`
	Excluded []ExcludedRow `json:"excluded"`
	Account  Account       `json:"account"`
	Findings []Finding     `json:"findings"`
	Rules    []RuleResult  `json:"rules"`
	Failures []Failure     `json:"failures"`
	Totals   []Total       `json:"totals"`
	// Questioned are the lines of which findings question the whole amount, which no total holds.
	Questioned []Questioned `json:"questioned"`
	// Reconciled is the comparison of the log with claims and remittances; nil if the run has neither.
	Reconciled *Reconciled `json:"reconciled"`
	// Minutes counts the visits by their timed minutes, 0 to 240 and more.
	Minutes []int `json:"minutes"`
	// SignDelays counts the visits by the days from service to signature, 0 to 365 and more; SignedBefore those signed
	// before the service.
	SignDelays   []int `json:"sign_delays"`
	SignedBefore int   `json:"signed_before"`
	// Payers says which terms were applied to each payer of the log.
	Payers []PayerUse `json:"payers"`
	// Patients lists every patient key, sorted; Visits every visit key.
	Patients []string `json:"patients"`
	Visits   []string `json:"visits"`
	// Corrections counts edits by what became of them.
	Corrections Corrections `json:"corrections"`
	// Waivers are those given to the run, with what became of each.
	Waivers []Waiver `json:"waivers"`
	// Comparison with an earlier run; nil if none was given.
	Comparison *Comparison `json:"comparison"`
	// Opinions are those of reviewers on a random sample; nil if none were given.
	Opinions *Opinions `json:"opinions"`
}

// Manifest says what was run on what.
type Manifest struct {
	Tool    string   `json:"tool"` // name and version
	RuleSet string   `json:"rule_set"`
	AsOf    string   `json:"as_of"`
	Options []Option `json:"options"`
	Set     string   `json:"set"` // of outputs, by what they show of patients: internal, share
	// CrosswalkID names the crosswalk whose codes the finding ids of this result are made of.
	CrosswalkID string  `json:"crosswalk_id"`
	Client      string  `json:"client"`
	Inputs      []Input `json:"inputs"`
	Tables      []Table `json:"tables"`
}

// Option is one option of the run as given.
type Option struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Input is one file of the run.
type Input struct {
	Name    string `json:"name"` // without folders; in the share set a number
	Bytes   int64  `json:"bytes"`
	SHA256  string `json:"sha256"`
	Kind    string `json:"kind"`
	Problem string `json:"problem"` // why the file could not be read; empty if it was
}

// Table is one reference table in force.
type Table struct {
	Name       string `json:"name"`
	Origin     string `json:"origin"`
	SHA256     string `json:"sha256"`
	Rows       int    `json:"rows"`
	Unverified int    `json:"unverified"`
}

// Sheet is the account and the mapping of one sheet.
type Sheet struct {
	Name      string `json:"name"` // as in Ref.Sheet
	Input     int    `json:"input"`
	HeaderRow int    `json:"header_row"` // 0 if no table was found
	Profile   string `json:"profile"`
	// OwnProfile says that the profile is the user's, whose name may tell the clinic.
	OwnProfile bool    `json:"own_profile"`
	RowsRead   int     `json:"rows_read"`
	NonData    []Count `json:"non_data_rows"` // rows that hold no service, by kind
	Excluded   []Count `json:"excluded"`      // rows that something kept from being audited, by reason
	RowsUsed   int     `json:"rows_used"`     // rows that became lines
	Lines      int     `json:"lines"`
	// Claims and Remits are the claims and remittances of an X12 file, whose rows are its segments.
	Claims int `json:"claims"`
	Remits int `json:"remittances"`
	// Units and charges of the sheet: in the rows that became lines and in the excluded rows.
	UnitsRead      Units         `json:"units_read"`
	UnitsUsed      Units         `json:"units_used"`
	UnitsExcluded  Units         `json:"units_excluded"`
	ChargeRead     Cents         `json:"charge_read_cents"`
	ChargeUsed     Cents         `json:"charge_used_cents"`
	ChargeExcluded Cents         `json:"charge_excluded_cents"`
	Columns        []Column      `json:"columns"`
	Choices        []Choice      `json:"choices"`
	Coverage       SheetCoverage `json:"coverage"`
	Notes          []string      `json:"notes"`
}

// HasTable reports whether a table was found on the sheet, be it one without a header row, or claims or remittances.
func (s *Sheet) HasTable() bool { return s.HeaderRow > 0 || len(s.Columns) > 0 || s.IsX12() }

// IsX12 reports whether the sheet is an X12 file, whose rows are segments.
func (s *Sheet) IsX12() bool { return s.Claims+s.Remits > 0 }

// Column is one column of a sheet and what it was read as.
type Column struct {
	Col     int32         `json:"col"` // from 1
	Header  string        `json:"header"`
	Field   string        `json:"field"` // empty if the column was not read
	Grade   Grade         `json:"grade"` // of the reading, or of leaving the column unread
	Why     string        `json:"why"`   // the reasons in words
	Instead []Alternative `json:"instead"`
	Flag    string        `json:"flag"`    // what decides the column, ready to be typed: --column "Time=minutes"; empty if nothing is to be decided
	Matters bool          `json:"matters"` // not read, or only assumed, although something hangs on it
	Bad     int           `json:"bad"`     // unreadable cells
}

// PayerUse is one payer as the log names it, with the terms applied to its lines.
type PayerUse struct {
	Name     string `json:"name"`
	Listed   bool   `json:"listed"` // see Terms.Listed; it is settled when a result is published
	Class    string `json:"class"`  // empty if the payer is unknown
	UnitRule string `json:"unit_rule"`
	Assumed  bool   `json:"assumed"` // the unit rule is only the default of the class
	Source   string `json:"source"`
	Lines    int    `json:"lines"`
	// FilingDays are the days from the service in which a claim has to be filed, as a profile states them; 0 if none does.
	FilingDays int `json:"filing_days"`
}

// Count is a number of things of one kind.
type Count struct {
	What string `json:"what"`
	N    int    `json:"n"`
}

// The kinds of rows that became no line.
const (
	KindExcluded = "excluded" // something kept it from being audited
	KindNonData  = "non-data" // it holds no service: a title, a repeated header, a total
)

// ExcludedRow is one row that became no line.
type ExcludedRow struct {
	Cell     Ref      `json:"cell"`
	Kind     string   `json:"kind"` // excluded or non-data
	Reason   string   `json:"reason"`
	Detail   string   `json:"detail"`
	Units    Quantity `json:"units"`
	Charge   Cents    `json:"charge_cents"`
	Priced   bool     `json:"priced"`   // Charge is known
	Original string   `json:"original"` // the row as written; empty in the share set
	Offender string   `json:"offender"` // the offending cell alone
}

// Account is the closing sum of the run over all sheets.
type Account struct {
	RowsRead       int   `json:"rows_read"`
	NonData        int   `json:"non_data_rows"`
	Excluded       int   `json:"excluded"`
	RowsUsed       int   `json:"rows_used"`
	Lines          int   `json:"lines"`
	UnitsBilled    Units `json:"units_billed"` // of all lines, as logged
	UnitsAfter     Units `json:"units_after"`  // the same after applied corrections
	UnitsCorrected Units `json:"units_corrected"`
	// Charges of the lines, as units.
	ChargeBilled    Cents    `json:"charge_billed_cents"`
	ChargeAfter     Cents    `json:"charge_after_cents"`
	ChargeCorrected Cents    `json:"charge_corrected_cents"`
	Open            []string `json:"open"` // sums that do not close, in words; empty if all do
}

// Closes says whether every sum closes.
func (a *Account) Closes() bool { return len(a.Open) == 0 }

// RuleResult is the full count of one rule. Applicable lines are evaluated or not evaluated, never both.
type RuleResult struct {
	ID           string   `json:"id"`
	Name         string   `json:"name"`
	Purpose      string   `json:"purpose"`
	Severity     Severity `json:"severity"`
	Scope        Scope    `json:"scope"`
	Cites        []string `json:"cites"`
	Applicable   int      `json:"applicable"`
	Evaluated    int      `json:"evaluated"`
	NotEvaluated []Count  `json:"not_evaluated"`
	Findings     int      `json:"findings"`
	Lines        int      `json:"lines"` // distinct lines pointed at
	Items        int      `json:"items"` // what was judged as a whole, such as episodes
	Met          int      `json:"met"`   // of these, as they should be
}

// Failure is something that went wrong in the program, kept apart from findings about the data.
type Failure struct {
	Rule string `json:"rule"`
	Cell Ref    `json:"cell"`
	What string `json:"what"`
}

// Corrections counts the edits of the run.
type Corrections struct {
	Applied int `json:"applied"`
	Review  int `json:"review"`
	Manual  int `json:"manual"`
	Held    int `json:"held"`
}

// Total sums the lines of one group: all, or one therapist, code, payer, month or family.
type Total struct {
	Dimension string `json:"dimension"` // all, therapist, code, payer, month
	Key       string `json:"key"`
	Lines     int    `json:"lines"`
	Visits    int    `json:"visits"`
	// Lines whose units could be judged, and what they came to.
	UnitLines    int   `json:"unit_lines"`
	Billed       Units `json:"billed"`
	Supported    Units `json:"supported"`
	OverLines    int   `json:"over_lines"`
	UnderLines   int   `json:"under_lines"`
	OverUnits    Units `json:"over_units"`
	UnderUnits   Units `json:"under_units"`
	OverCents    Cents `json:"over_cents"`
	UnderCents   Cents `json:"under_cents"`
	Amount       Cents `json:"amount_cents"`   // of the judged lines
	NoPrice      int   `json:"no_price"`       // judged lines with a difference and no price
	NoPriceUnits Units `json:"no_price_units"` // their differences without sign
	// Assumed is the part of the differences where only the default of the payer's class says by which rule units are counted, or
	// where the payer or a column of the day's units is assumed;
	// Estimated the part of the others whose price is an estimated fee. The rest is as logged.
	Assumed          Part `json:"assumed"`
	Estimated        Part `json:"estimated"`
	LinesEvaluated   int  `json:"lines_evaluated"`  // lines on which every applicable rule could be evaluated
	LinesWithError   int  `json:"lines_with_error"` // of these
	VisitsEvaluated  int  `json:"visits_evaluated"`
	VisitsWithError  int  `json:"visits_with_error"`
	AssistantMinutes int  `json:"assistant_minutes"`
	AssistantOf      int  `json:"assistant_of"` // minutes of the lines that state both
	TimedMinutes     int  `json:"timed_minutes"`
	TimedUnits       int  `json:"timed_units"`
	// TreatmentUnits of all lines but evaluations, and the patient-days that have such lines.
	TreatmentUnits Units         `json:"treatment_units"`
	TreatmentDays  int           `json:"treatment_days"`
	Families       []FamilyTotal `json:"families"`
	Bases          []Count       `json:"bases"` // lines by basis of money
}

// Checks say how much of what a run could check was checked.
type Checks struct {
	Timed    int            `json:"timed"`  // lines of 15-minute codes with units
	Judged   int            `json:"judged"` // of these, with their units judged
	Families []FamilyChecks `json:"families"`
}

// FamilyChecks are the rules of one family.
type FamilyChecks struct {
	Family    string `json:"family"`
	Checks    int    `json:"checks"`    // rules
	Made      int    `json:"made"`      // of these, evaluated on a line
	Lines     int    `json:"lines"`     // that the rule with the most applies to
	Evaluated int    `json:"evaluated"` // lines on which every applicable rule of the family was evaluated
}

// Part is what some of the priced lines with a difference in units come to.
type Part struct {
	Lines      int   `json:"lines"`
	OverCents  Cents `json:"over_cents"`
	UnderCents Cents `json:"under_cents"`
}

// add counts a line whose amount would change: down if it is negative.
func (p *Part) add(change Cents) {
	p.Lines++
	p.OverCents += max(0, -change)
	p.UnderCents += max(0, change)
}

// FamilyTotal is the line accuracy of one family of rules.
type FamilyTotal struct {
	Family    string `json:"family"`
	Evaluated int    `json:"evaluated"` // lines on which every applicable rule of the family was evaluated
	Errors    int    `json:"errors"`    // of these, lines with an error of the family
}
