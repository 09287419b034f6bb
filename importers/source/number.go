package source

import "strconv"

// maxPlainZeros bounds the zeros written to keep a workbook number free of an
// exponent; beyond it no number of a therapy log lies.
const maxPlainZeros = 20

// appendDecimal appends a workbook number at 15 significant digits, the
// precision a spreadsheet program shows and compares at, as the shortest plain
// decimal: 2.9000000000000004 becomes 2.9 and 4.6188E4 becomes 46188 (IMP-21).
// It reports whether the text is a finite number; if not, nothing is appended.
func appendDecimal(dst []byte, written []byte) ([]byte, bool) {
	if isPlainInteger(written) {
		return append(dst, written...), true
	}
	f, err := strconv.ParseFloat(string(written), 64)
	if err != nil || f-f != 0 || !onlyDecimalBytes(written) {
		return dst, false
	}
	if f == 0 {
		return append(dst, '0'), true
	}
	var scratch [32]byte
	e := strconv.AppendFloat(scratch[:0], f, 'e', 14, 64) // -d.dddddddddddddde±xx
	if e[0] == '-' {
		dst = append(dst, '-')
		e = e[1:]
	}
	exponent, _ := strconv.Atoi(string(e[17:]))
	copy(e[1:], e[2:16]) // closes the gap of the point
	digits := e[:15]
	for len(digits) > 1 && digits[len(digits)-1] == '0' {
		digits = digits[:len(digits)-1]
	}
	switch {
	case exponent > maxPlainZeros || exponent < -maxPlainZeros:
		dst = append(dst, digits[0])
		if len(digits) > 1 {
			dst = append(append(dst, '.'), digits[1:]...)
		}
		return strconv.AppendInt(append(dst, 'E'), int64(exponent), 10), true
	case exponent < 0:
		dst = append(dst, '0', '.')
		for i := -1; i > exponent; i-- {
			dst = append(dst, '0')
		}
		return append(dst, digits...), true
	}
	for i := 0; i <= exponent || i < len(digits); i++ {
		if i == exponent+1 {
			dst = append(dst, '.')
		}
		if i < len(digits) {
			dst = append(dst, digits[i])
		} else {
			dst = append(dst, '0')
		}
	}
	return dst, true
}

// isPlainInteger recognises the integers that are already their own shortest
// decimal, by far the most frequent numbers of a log.
func isPlainInteger(b []byte) bool {
	if len(b) > 1 && b[0] == '-' {
		b = b[1:]
		if b[0] == '0' {
			return false
		}
	}
	if len(b) == 0 || len(b) > 15 || b[0] == '0' && len(b) > 1 {
		return false
	}
	for _, c := range b {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// onlyDecimalBytes keeps out the forms that Go reads and XML Schema's double
// does not have: hexadecimal, underscores, "infinity".
func onlyDecimalBytes(b []byte) bool {
	for _, c := range b {
		if (c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E' {
			return false
		}
	}
	return true
}
