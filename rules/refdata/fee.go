package refdata

import "otaudit/audit"

// Fee is an exact amount of money in half-millionths of a dollar: hundredths of a relative value, halved for the
// practice-expense reduction, times ten-thousandths of a dollar. CMS does not fix where to round; so fees are added
// exactly and rounded once, by [Fee.Cents], at the end.
type Fee int64

const feePerCent = 20_000

// Cents rounds the fee half up.
func (f Fee) Cents() audit.Cents { return audit.Cents((f + feePerCent/2) / feePerCent) }

// Site says which practice expense applies.
type Site uint8

// The two sites of service of the fee schedule.
const (
	NonFacility Site = iota // private practice
	Facility                // hospital and similar settings
)

// Payable says whether Medicare can pay the code under the fee schedule: status A, R or T, values that are used, and not
// zero. A row without a status (2023) counts as payable if its values are used and not zero.
func (r *RVUInfo) Payable() bool {
	switch r.Status {
	case "A", "R", "T", "":
		return !r.ShownNotUsed && (r.TotalNonFacility > 0 || r.TotalFacility > 0)
	default:
		return false
	}
}

// Fee gives the national amount of one unit in full (geographic indices 1.0), without the factor for qualifying APM
// participants. It is false if Medicare does not pay the code by this schedule or the values for the site are missing.
func (r *RVUInfo) Fee(site Site) (Fee, bool) {
	total := r.TotalNonFacility
	if site == Facility {
		total = r.TotalFacility
	}
	if !r.Payable() || total <= 0 {
		return 0, false
	}
	return Fee(2*int64(total)) * Fee(r.ConversionFactor), true
}

// ReducedFee gives the amount of one unit with half the practice expense (Pub. 100-04 ch.5 §10.7). It is false where
// [RVUInfo.Fee] is, and where the practice expense is not known on its own or the code takes no part in the reduction.
func (r *RVUInfo) ReducedFee(site Site) (Fee, bool) {
	if _, ok := r.Fee(site); !ok || !r.MPPR || r.Work == noNumber || r.MP == noNumber {
		return 0, false
	}
	pe := r.PE(site)
	if pe == noNumber {
		return 0, false
	}
	return Fee(2*int64(r.Work)+int64(pe)+2*int64(r.MP)) * Fee(r.ConversionFactor), true
}

// PE gives the practice-expense value by which the units of a day are ranked, in hundredths; -1 if it is not known.
func (r *RVUInfo) PE(site Site) int32 {
	if site == Facility {
		return r.PEFacility
	}
	return r.PENonFacility
}
