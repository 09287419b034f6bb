package rules

import (
	"fmt"

	"otaudit/audit"
	"otaudit/rules/units"
)

// coLimits says how many units of a code, or of 97129 and 97130 together, may carry CO.
type coLimits struct {
	least, most  int
	undetermined bool          // no published text decides
	fewer        bool          // of the supported units not all are billed, and which of them is not known
	working      func() string // why least and most are what they are
	cause        string        // why it is not known
}

// coLimitsOf finds the range for lines with so many units. Where their minutes support more, any of the supported units may
// be the billed ones. Lines of one person need no minutes.
func coLimitsOf(lines []*audit.Line, by []furnisher, billed, supported int) coLimits {
	assistant, therapist, minutes := true, true, true
	var shares units.Shares
	for i, f := range by {
		if lines[i].Units() == 0 && !lines[i].Has(audit.Minutes) {
			continue // nothing billed and nothing timed
		}
		assistant, therapist, minutes = assistant && f.assistant, therapist && f.therapist, minutes && f.minutes
		shares.Therapist += f.shares.Therapist
		shares.Assistant += f.shares.Assistant
		shares.Together += f.shares.Together
	}
	first := lines[0]
	switch {
	case assistant:
		return coLimits{least: billed, most: billed, working: func() string {
			return fmt.Sprintf("the assistant furnished the whole of %s, %s", familyName(lines), count(billed, "unit"))
		}}
	case therapist:
		return coLimits{working: func() string {
			return fmt.Sprintf("the assistant furnished nothing of %s alone", familyName(lines))
		}}
	case !minutes:
		return coLimits{cause: "minutes: not known for every person's line of the code"}
	case isTimed(first) && !isPooled(first):
		return coLimits{cause: "minutes: no rule for shares of a code in other steps than 15 minutes"}
	}
	supported = max(supported, billed)
	day := []units.Furnished{{Code: first.Proc.Code, Untimed: !isTimed(first), Shares: shares}}
	s := units.SplitDay(day, []int{supported}, units.RegimeOf(first.Date(audit.DateOfService).Year()))[0].Split
	r := coLimits{working: s.Working, fewer: supported > billed}
	r.least, r.most = s.WithRange()
	if r.fewer {
		r.least, r.most = max(0, r.least-(supported-billed)), min(r.most, billed)
		r.working = func() string {
			return fmt.Sprintf("%s; %d of these units are billed, so %d to %d with CO", s.Working(), billed, r.least, r.most)
		}
		return r
	}
	const block = 15
	if total := shares.Therapist + shares.Assistant + shares.Together; s.Undetermined && billed > (total+block-1)/block {
		return coLimits{cause: "units: above what the minutes of the code can hold"}
	}
	r.undetermined = s.Undetermined
	return r
}

// familyName is the code of the lines, or the name of the family if they have several.
func familyName(lines []*audit.Line) string {
	for _, l := range lines {
		if l.Proc.Code != lines[0].Proc.Code {
			return units.Family(l.Proc.Code)
		}
	}
	return lines[0].Proc.Code
}
