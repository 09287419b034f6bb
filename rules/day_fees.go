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
	lines  []*audit.Line
	values []*refdata.RVUInfo // of each line whose units can be priced; nil for others
	fees   []lineFee
}

// estimate prices the lines at national rates, after the practice-expense reduction (Pub. 100-04 ch.5 §10.7): of the
// always-therapy codes the unit with the highest practice expense is paid in full, every other unit with half of it. A line
// without whole units or without a fee has no amount.
func (d *dayFees) estimate(k *kit) {
	site := siteOf(k.Setting)
	d.values, d.fees = d.values[:0], d.fees[:0]
	for _, l := range d.lines {
		d.values = append(d.values, k.rvuOf(l))
	}
	full := d.fullLine(site)
	for i, l := range d.lines {
		fee := lineFee{}
		if rvu := d.values[i]; rvu != nil {
			sum, ok := feeOfLine(l, rvu, site, i == full)
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

// fullLine finds the line that holds the unit paid in full, the first of equal ones; -1 if there is none.
func (d *dayFees) fullLine(site refdata.Site) int {
	full, highest := -1, int32(-1)
	for i, rvu := range d.values {
		if rvu != nil && rvu.MPPR && (full < 0 || rvu.PE(site) > highest) {
			full, highest = i, rvu.PE(site)
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
