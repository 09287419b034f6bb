package audit

import (
	"fmt"
	"strconv"
	"strings"
)

// Cents is an amount of US dollars in cents. Amounts are never held as floating point.
type Cents int64

// String gives the canonical form 1234.50, with a leading minus sign if negative.
func (c Cents) String() string {
	sign, size := "", uint64(c)
	if c < 0 {
		sign, size = "-", -size
	}
	return fmt.Sprintf("%s%d.%02d", sign, size/100, size%100)
}

// Scale gives the amount times numerator over denominator, rounded half away from zero.
// The denominator must be positive.
func (c Cents) Scale(numerator, denominator int64) Cents {
	product := int64(c) * numerator
	half := denominator / 2
	if product < 0 {
		return Cents(-((-product + half) / denominator))
	}
	return Cents((product + half) / denominator)
}

// Units is a number of billing units in thousandths, so that a logged 2.9 stays what it is.
type Units int64

// WholeUnits makes Units of a whole number.
func WholeUnits(n int) Units { return Units(n * 1000) }

// Whole says whether the units are a whole number.
func (u Units) Whole() bool { return u%1000 == 0 }

// Int gives the whole units, cut towards zero; ask Whole first.
func (u Units) Int() int { return int(u / 1000) }

// String gives the shortest decimal form: 3, 2.9, -1.
func (u Units) String() string {
	if u.Whole() {
		return strconv.Itoa(u.Int())
	}
	sign, size := "", uint64(u)
	if u < 0 {
		sign, size = "-", -size
	}
	return strings.TrimRight(fmt.Sprintf("%s%d.%03d", sign, size/1000, size%1000), "0")
}
