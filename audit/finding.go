package audit

import (
	"cmp"
	"strings"
)

// Finding is one difference between the record and a rule: plain data, without pointers into the sessions, so that it
// can be compared, sorted and written. Its texts hold no identifier; those stand in fields of their own.
type Finding struct {
	ID        string   `json:"id"` // stable from month to month; given when the result is published
	Rule      string   `json:"rule"`
	Name      string   `json:"name"`
	Severity  Severity `json:"severity"`
	Scope     Scope    `json:"scope"`
	Cell      Ref      `json:"cell"`
	Related   []Ref    `json:"related"`
	Beside    []Ref    `json:"beside"`  // places in claims and remittances
	Patient   string   `json:"patient"` // key of the patient
	Visit     string   `json:"visit"`
	Date      string   `json:"date"`      // date of service; only its year in the de-identified mode
	PlanDate  string   `json:"plan_date"` // plan-of-care date of an episode finding
	Code      string   `json:"code"`
	Therapist string   `json:"therapist"`
	Payer     string   `json:"payer"`
	Claim     string   `json:"claim"`
	Field     string   `json:"field"`    // canonical field
	Original  string   `json:"original"` // the value as logged
	Billed    Quantity `json:"billed"`
	Supported Quantity `json:"supported"`
	Impact    Impact   `json:"impact"`
	// InDoubt names the rule whose finding leaves open whether this one stands: it changes no sum then, and belongs into no headline.
	// Empty if it stands whatever the doubtful value means.
	InDoubt  string    `json:"in_doubt"`
	Readings []Reading `json:"readings"` // what it would change under each reading, where they differ
	// Assumes names what the finding rests on that was only assumed: the payer, or fields whose columns or values were read as
	// the likelier of several. It is corrected only after review.
	Assumes   []string `json:"assumes"`
	Questions []int32  `json:"questions"` // the lines of which it questions the whole amount, by their place in Result.Questioned
	Message   string   `json:"message"`
	Working   string   `json:"working"`    // the arithmetic in words
	OtherRule string   `json:"other_rule"` // what the other unit rule would give
	Cites     []string `json:"cites"`
	TableRows []string `json:"table_rows"`
	Denial    string   `json:"denial"`
	// Answer is what payers did with its lines, beside the likely denial: "hit: denied CO-4 (…)", "miss: paid". Empty if none answered or no
	// denial is likely.
	Answer   string     `json:"payer_answer"`
	Fix      Fix        `json:"fix"`
	Status   string     `json:"status"` // open, accepted, acceptance ended; new, repeat when an earlier run is given
	Accepted Acceptance `json:"accepted"`
	Action   string     `json:"action"` // the evidence to pull or the question to ask
}

// Quantity is a number of units that may be unknown.
type Quantity struct {
	Units Units
	Known bool
}

// String prints the units, or nothing if they are not known.
func (q Quantity) String() string {
	if !q.Known {
		return ""
	}
	return q.Units.String()
}

// Some makes a known quantity of whole units.
func Some(units int) Quantity { return Quantity{WholeUnits(units), true} }

// Impact is what a correction would change, as corrected less as billed: negative numbers are potential over-billing.
type Impact struct {
	Units Units  `json:"units"`
	Money Cents  `json:"money_cents"`
	Basis string `json:"basis"` // allowed, charge, estimated fee; empty if no price is known
}

// Fix is a proposed correction.
type Fix struct {
	Title   string `json:"title"`
	Safety  Safety `json:"safety"`
	Edits   []Edit `json:"edits"`
	Applied bool   `json:"applied"` // written into the corrected sheet
	Held    string `json:"held"`    // why it was not applied although it could have been
}

// Edit is one changed field of one line. Cell is the first cell of the field; a list field may spread over several.
type Edit struct {
	Cell  Ref      `json:"cell"`
	Line  int32    `json:"line"` // number of the line in the run's order
	Slot  uint8    `json:"slot"`
	Field Field    `json:"field"`
	Old   string   `json:"old"` // canonical
	New   string   `json:"new"` // canonical
	Add   []string `json:"add"` // for list fields: tokens put behind the old ones; New then follows from Old
	// Follows says that the edit only follows from the others of its fix, as a charge follows the units. Where it cannot be
	// written, the others may stand, unless they lower the line to 0 units.
	Follows bool `json:"follows"`
	// Review holds this edit back to Review although the fix is Safe: a line that would have to rise.
	Review bool `json:"review"`
	// Applied says that the corrected sheet holds the new value; Why says why not.
	Applied bool   `json:"applied"`
	Why     string `json:"why"`
}

// Voids says whether the edit leaves no unit of its line: the line is then to be voided. Reports say so beside the edit; the log
// itself never does, since a word under Status would take the minutes of the line out of the day.
func (e *Edit) Voids() bool {
	units, err := parseDecimal(e.New, 3)
	return e.Field == UnitsBilled && err == nil && units == 0
}

// SafetyOf gives the safety of one edit of the fix: that of the fix, or less.
func (f *Fix) SafetyOf(e *Edit) Safety {
	if e.Review {
		return min(f.Safety, Review)
	}
	return f.Safety
}

// Acceptance is a waiver that covers a finding.
type Acceptance struct {
	By     string `json:"by"`
	Until  string `json:"until"`
	Reason string `json:"reason"`
}

// Compare is the one total order of findings: sheet, row, column, rule, then everything that can tell two findings of
// one cell and rule apart.
func Compare(a, b *Finding) int {
	return cmp.Or(
		a.Cell.Compare(b.Cell),
		strings.Compare(a.Rule, b.Rule),
		strings.Compare(a.Field, b.Field),
		cmp.Compare(b.Severity, a.Severity),
		strings.Compare(a.Message, b.Message),
		strings.Compare(a.Working, b.Working),
		compareRefs(a.Related, b.Related),
		strings.Compare(a.Code, b.Code),
		compareEdits(a.Fix.Edits, b.Fix.Edits),
	)
}

// compareEdits tells the lines of one cell apart that says the same of each: 97110, 97140 with GO GO and GO GO.
func compareEdits(a, b []Edit) int {
	for i := range min(len(a), len(b)) {
		if c := cmp.Compare(a[i].Line, b[i].Line); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(a), len(b))
}

func compareRefs(a, b []Ref) int {
	for i := range min(len(a), len(b)) {
		if c := a[i].Compare(b[i]); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(a), len(b))
}
