package units

// block is the length in minutes of one timed unit, and threshold the minutes beyond the last whole block that make
// one more unit: the first minute past the middle of a block.
const (
	block     = 15
	threshold = 8
)

// Supported is the number of units that the timed minutes of a whole day support under Medicare: 8 to 22 minutes are
// 1 unit, 23 to 37 are 2, and so on without end (Pub. 100-04, chapter 5, section 20.2).
func Supported(minutes int) int {
	minutes = max(minutes, 0)
	units := minutes / block
	if minutes%block >= threshold {
		units++
	}
	return units
}

// Midpoint is the number of units that the minutes of one code alone support under the CPT midpoint convention. The
// bands are those of [Supported]; the two rules differ in what they are applied to.
func Midpoint(minutes int) int { return Supported(minutes) }

// Band gives the fewest and the most minutes that make so many units: 0 to 7 for none, 8 to 22 for 1.
func Band(units int) (from, to int) {
	if units <= 0 {
		return 0, threshold - 1
	}
	from = (units-1)*block + threshold
	return from, from + block - 1
}
