package refdata

import "otaudit/audit"

// How sure a value is, as the column `verified` says.
const (
	Published  = "published"  // seen in the official file, manual or contractor page
	Secondary  = "secondary"  // seen in a secondary source
	Unverified = "unverified" // recollection or inference: a finding that rests on it must not be an error
)

type verifiedCell string

func (c *verifiedCell) UnmarshalCSV(text string) error {
	*c = verifiedCell(text)
	return oneOf(text, Published, Secondary, Unverified)
}

// verifiedOrEmpty is for columns that only some rows fill.
type verifiedOrEmpty string

func (c *verifiedOrEmpty) UnmarshalCSV(text string) error {
	*c = verifiedOrEmpty(text)
	if text == "" {
		return nil
	}
	return oneOf(text, Published, Secondary, Unverified)
}

// Setting says which of Medicare's two sets of edits applies.
type Setting uint8

// The settings of the NCCI and MUE tables.
const (
	Practitioner Setting = iota
	OutpatientHospital
)

var settingNames = []string{"practitioner", "outpatient_hospital"}

// String gives the name used in tables and on the command line.
func (s Setting) String() string { return settingNames[s] }

// ParseSetting reads practitioner or outpatient_hospital.
func ParseSetting(text string) (Setting, error) {
	if text == settingNames[OutpatientHospital] {
		return OutpatientHospital, nil
	}
	return Practitioner, oneOf(text, settingNames...)
}

// UnmarshalCSV reads the setting cell of a table.
func (s *Setting) UnmarshalCSV(text string) (err error) {
	*s, err = ParseSetting(text)
	return err
}

// MarshalCSV writes the setting cell of a table.
func (s Setting) MarshalCSV() (string, error) { return s.String(), nil }

// TherapyClass says whether Medicare treats a code as therapy.
type TherapyClass string

// The therapy classes.
const (
	AlwaysTherapy    TherapyClass = "always"    // a discipline modifier is due on every line
	SometimesTherapy TherapyClass = "sometimes" // due only under a therapy plan of care
	NotTherapy       TherapyClass = "none"      // no discipline modifier for Medicare
)

// UnmarshalCSV reads the therapy_class cell of a table.
func (c *TherapyClass) UnmarshalCSV(text string) error {
	*c = TherapyClass(text)
	return oneOf(text, string(AlwaysTherapy), string(SometimesTherapy), string(NotTherapy))
}

// demandCell is yes, no or by_contract.
type demandCell audit.Demand

func (c *demandCell) UnmarshalCSV(text string) error {
	switch text {
	case "yes":
		*c = demandCell(audit.Yes)
	case "no":
		*c = demandCell(audit.No)
	case "by_contract":
		*c = demandCell(audit.ByContract)
	default:
		return oneOf(text, "yes", "no", "by_contract")
	}
	return nil
}

// yesNoOrEmpty is a demandCell whose empty form means not known.
type yesNoOrEmpty string

func (c *yesNoOrEmpty) UnmarshalCSV(text string) error {
	*c = yesNoOrEmpty(text)
	if text == "" {
		return nil
	}
	return oneOf(text, "yes", "no")
}

type unitRuleCell audit.UnitRule

func (c *unitRuleCell) UnmarshalCSV(text string) error {
	for _, rule := range []audit.UnitRule{audit.UnitRuleCMS8, audit.UnitRuleMidpoint, audit.UnitRuleNone} {
		if text == rule.String() {
			*c = unitRuleCell(rule)
			return nil
		}
	}
	return oneOf(text, audit.UnitRuleCMS8.String(), audit.UnitRuleMidpoint.String(), audit.UnitRuleNone.String())
}

// basisCell says whether a rule or only custom stands behind a payer class's unit rule.
type basisCell string

func (c *basisCell) UnmarshalCSV(text string) error {
	*c = basisCell(text)
	return oneOf(text, "rule", "by_contract")
}

// periodCell is the span over which a code's unit limit counts.
type periodCell string

func (c *periodCell) UnmarshalCSV(text string) error {
	*c = periodCell(text)
	return oneOf(text, "day", "7_days", "30_days", "month", "episode")
}

// startBasisCell says where the start of an edit's window comes from.
type startBasisCell string

func (c *startBasisCell) UnmarshalCSV(text string) error {
	*c = startBasisCell(text)
	return oneOf(text, "published", "inferred", "unknown")
}

// indicatorCell is the NCCI modifier indicator of an edit that is or was in force.
type indicatorCell string

func (c *indicatorCell) UnmarshalCSV(text string) error {
	*c = indicatorCell(text)
	return oneOf(text, "0", "1")
}

// adjudicationCell is the MUE adjudication indicator.
type adjudicationCell string

func (c *adjudicationCell) UnmarshalCSV(text string) error {
	*c = adjudicationCell(text)
	return oneOf(text, "1", "2", "3")
}

type mappingCell string

func (c *mappingCell) UnmarshalCSV(text string) error {
	*c = mappingCell(text)
	return oneOf(text, "stated", "by_meaning")
}

// groupCell says who is liable for a denied amount: the provider (CO) or the patient (PR).
type groupCell string

func (c *groupCell) UnmarshalCSV(text string) error {
	*c = groupCell(text)
	return oneOf(text, "CO", "PR", "OA", "PI")
}

// reasonCell is a list of the codes of remittances.
type reasonCell string

func (c *reasonCell) UnmarshalCSV(text string) error {
	*c = reasonCell(text)
	return oneOf(text, string(ReasonGroup), string(ReasonCARC), string(ReasonRARC), string(ReasonProvider))
}

// componentCell is a part of an evaluation that decides its level, or its typical time.
type componentCell string

func (c *componentCell) UnmarshalCSV(text string) error {
	*c = componentCell(text)
	return oneOf(text, "profile", "deficits", "decision", "time")
}
