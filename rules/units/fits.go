package units

// Fits says of most days that are billed as the Medicare rule gives them that they are, without working them out: the
// total agrees, each code has its whole blocks or one unit more, and no code that went without has a larger remainder
// than one that did not. It is false for every day that does not fit, and also for days with the family 97129/97130,
// which [Medicare] must work out. It allocates nothing.
func Fits(codes []Code) bool {
	total, billed := 0, 0
	largestWithout, smallestWith := -1, block
	for _, c := range codes {
		if c.Code == cognitiveFirst || c.Code == cognitiveNext || c.Minutes < 0 {
			return false
		}
		total += c.Minutes
		billed += c.Billed
		switch remainder := c.Minutes % block; c.Billed - c.Minutes/block {
		case 0:
			largestWithout = max(largestWithout, remainder)
		case 1:
			smallestWith = min(smallestWith, remainder)
		default:
			return false
		}
	}
	return billed == Supported(total) && smallestWith >= largestWithout
}

// FitsEach says the same of the midpoint rule: every code alone has the units that its minutes support.
func FitsEach(codes []Code) bool {
	for _, c := range codes {
		if c.Code == cognitiveFirst || c.Code == cognitiveNext || c.Minutes < 0 || c.Billed != Midpoint(c.Minutes) {
			return false
		}
	}
	return true
}
