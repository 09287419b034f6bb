package estimate

import (
	"fmt"

	"otaudit/audit"
)

// The bounds of REP-151.
const (
	fewestUnits    = 30
	widePrecision  = 0.25 // of the two-sided 90 % interval
	fewDifferences = 10
	// selfDisclosureUnits is the smallest sample of OIG's self-disclosure protocol.
	selfDisclosureUnits = 100
)

// judge says why a sample must not be projected (REP-151).
func (e *Estimate) judge(p *Projection) {
	against := func(format string, args ...any) { e.NotSuitable = append(e.NotSuitable, fmt.Sprintf(format, args...)) }
	if e.Sample < fewestUnits {
		against("%s with reviewed amounts: fewer than %d", audit.Plural(e.Sample, "unit", "units"), fewestUnits)
	}
	before := len(e.NotSuitable)
	for _, part := range e.Parts {
		switch {
		case part.Sample > part.Frame:
			against("%smore units reviewed (%d) than the frame holds (%d)", inStratum(part.Name), part.Sample, part.Frame)
		case !part.Census && part.Sample < 2:
			against("%s%d of %d units reviewed: the spread cannot be told from fewer than 2", inStratum(part.Name), part.Sample, part.Frame)
		}
	}
	switch {
	case len(e.NotSuitable) > before: // no figure can be trusted
	case p.SE == 0:
		against("all differences are equal: the sample shows no spread to judge the estimate by")
	case p.Point <= 0:
		against("the point estimate is not above zero: on balance the sample shows no over-billing")
	}
}

func inStratum(name string) string {
	if name == "" {
		return ""
	}
	return "stratum " + name + ": "
}

// caution says what makes an estimate weak.
func (e *Estimate) caution(p *Projection, doubts []string) {
	e.Cautions = append(e.Cautions, doubts...)
	if p.Precision > widePrecision {
		e.Cautions = append(e.Cautions, "the precision is above the usual target of 25 %: a larger sample would narrow the interval")
	}
	if e.Rates.InError < fewDifferences {
		e.Cautions = append(e.Cautions, fmt.Sprintf("only %s a difference: with fewer than %d the interval may hold less often than it says",
			audit.Plural(e.Rates.InError, "unit has", "units have"), fewDifferences))
	}
	if 4*e.Rates.Largest > e.Rates.Gross {
		e.Cautions = append(e.Cautions, "one unit holds more than a quarter of all differences")
	}
}
