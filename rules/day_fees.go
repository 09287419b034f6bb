package rules

import (
	"otaudit/audit"
	"otaudit/rules/refdata"
)

// lineFee is the estimated allowed amount of a line.
type lineFee struct {
	amount     audit.Cents
	known      bool
	unverified bool
}

// siteOf says which practice expense applies in a setting.
func siteOf(s refdata.Setting) refdata.Site {
	if s == refdata.OutpatientHospital {
		return refdata.Facility
	}
	return refdata.NonFacility
}

// dayFees are the estimated allowed amounts of the lines of one patient's day. It may be used for one day after the other.
type dayFees struct {
	lines []*audit.Line
	fees  []lineFee
}

// estimate prices the lines at national rates, after the practice-expense reduction (Pub. 100-04 ch.5 §10.7): of the
// always-therapy codes the unit with the highest practice expense is paid in full, every other unit with half of it. A line
// without whole units or without a fee has no amount.
func (d *dayFees) estimate(k *kit) {
	site := siteOf(k.Setting)
	full := k.fullLine(d.lines, site)
	d.fees = d.fees[:0]
	for _, l := range d.lines {
		fee := lineFee{}
		if rvu := k.rvuOf(l); rvu != nil {
			sum, ok := feeOfLine(l, rvu, site, l == full)
			fee = lineFee{sum.Cents(), ok, rvu.Verified == refdata.Unverified}
		}
		d.fees = append(d.fees, fee)
	}
}

// rvuOf gives the relative values of a line whose units can be priced; nil if there are none.
func (k *kit) rvuOf(l *audit.Line) *refdata.RVUInfo {
	if !l.Has(audit.UnitsBilled) || !l.Units().Whole() || l.Units() <= 0 || !l.Has(audit.Code) {
		return nil
	}
	rvu, ok := k.tables.RVU(l.Text(audit.Code), l.Date(audit.DateOfService))
	if !ok {
		return nil
	}
	return rvu
}

// fullLine finds the line that holds the unit paid in full; the first of equal ones.
func (k *kit) fullLine(day []*audit.Line, site refdata.Site) *audit.Line {
	var full *audit.Line
	highest := int32(-1)
	for _, l := range day {
		if rvu := k.rvuOf(l); rvu != nil && rvu.MPPR && (full == nil || rvu.PE(site) > highest) {
			full, highest = l, rvu.PE(site)
		}
	}
	return full
}

func feeOfLine(l *audit.Line, rvu *refdata.RVUInfo, site refdata.Site, holdsFull bool) (refdata.Fee, bool) {
	fee, ok := rvu.Fee(site)
	units := refdata.Fee(l.Units().Int())
	if !ok || !rvu.MPPR || l.Terms.MPPR != audit.Yes {
		return fee * units, ok
	}
	if holdsFull && units == 1 {
		return fee, true
	}
	reduced, ok := rvu.ReducedFee(site)
	if holdsFull {
		return fee + reduced*(units-1), ok
	}
	return reduced * units, ok
}
