package audit

// UnitRule names how timed minutes become units.
type UnitRule uint8

// The unit rules. UnitRuleUnknown means that the payer's rule is not known and unit rules are not evaluated.
const (
	UnitRuleUnknown  UnitRule = iota
	UnitRuleCMS8              // Medicare: the day's minutes are pooled (Pub. 100-04 ch.5 §20.2)
	UnitRuleMidpoint          // CPT: each code alone, from 8 minutes
	UnitRuleNone              // paid by the stay or the period: Medicare Part A, home health
)

// String gives the name used in tables and profiles.
func (u UnitRule) String() string {
	switch u {
	case UnitRuleCMS8:
		return "cms8"
	case UnitRuleMidpoint:
		return "midpoint"
	case UnitRuleNone:
		return "none"
	default:
		return "unknown"
	}
}

// Demand says whether a payer wants a thing.
type Demand uint8

// The demands a payer can make. ByContract means that no default is honest: a rule that needs to know is not evaluated.
const (
	ByContract Demand = iota
	Yes
	No
)

// Terms are the rules of one payer on one day: the defaults of its class, or what a profile says of it.
type Terms struct {
	Class string // medicare_b, medicare_advantage, …; empty if the payer is unknown
	// Listed says that the payer's whole name is made of names of the payer table: it may be printed where nobody may be named.
	Listed   bool
	UnitRule UnitRule
	Assumed  bool // the unit rule is only the default of the class, no profile or regulation states it
	// AssumedPayer says that the log does not name the payer, or by a name that no table knows: the class itself is assumed. Only
	// what is wrong by both unit rules stands then; the rest is in doubt.
	AssumedPayer       bool
	DisciplineModifier Demand
	AssistantModifier  Demand
	KX                 Demand
	MPPR               Demand
	NCCI               Demand
	MUE                Demand
	MedicareStatus     Demand     // Medicare's status codes (97014 not valid, 97010 bundled) apply
	CertificationDays  int        // 0 if the class has no default
	ReportEvery        int        // treatment days between progress reports; 0 if the class has no default
	FilingDays         int        // days from the service in which a claim has to be filed; 0 if no profile states them
	Downstream         bool       // a billing system adds the therapy modifiers later: their absence says nothing
	Limits             *DayLimits // of the payer's contract; nil if no profile states any
	Source             string
	Verified           string // published, secondary, unverified, or profile
}

// PaysByStay says whether the payer pays for the stay or the period and not for the service: no rule about units, therapy
// modifiers or thresholds applies to such lines.
func (t *Terms) PaysByStay() bool { return t.UnitRule == UnitRuleNone }

// DayLimits are what a payer's contract allows a patient in a day: over all disciplines, and for each alone.
type DayLimits struct {
	Combined DayLimit
	By       map[Discipline]DayLimit
}

// DayLimit limits a day; 0 for no limit.
type DayLimit struct{ Units, Minutes int }

// Known says whether the payer's class is known.
func (t *Terms) Known() bool { return t.Class != "" }

// UnnamedPayer is the payer that is assumed of a log which names none, for the unit rules.
const UnnamedPayer = "Medicare Part B"

// JudgesUnits reports whether units can be judged by the terms: the payer is known, or one is assumed for the unit rules.
func (t *Terms) JudgesUnits() bool { return t.Known() || t.AssumedPayer }

// PayerBook gives the terms of a payer as it is written in the log. An unknown payer has Terms without a class.
// The name may be empty: then only a run-wide default (`--payer`) can answer.
// Implementations must give the same pointer for the same answer and are called from several goroutines.
type PayerBook interface {
	Terms(name string, on Date) *Terms
}
