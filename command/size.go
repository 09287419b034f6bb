package command

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// byteSize is a flag that takes a number of bytes, such as 500MB or 2GiB.
type byteSize int64

var sizeUnits = map[string]int64{"": 1, "b": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "kib": 1 << 10, "mib": 1 << 20, "gib": 1 << 30}

// Set reads the value of the flag.
func (s *byteSize) Set(text string) error {
	unitAt := strings.IndexFunc(text, func(c rune) bool { return c < '0' || c > '9' })
	if unitAt < 0 {
		unitAt = len(text)
	}
	number, err := strconv.ParseInt(text[:unitAt], 10, 64)
	unit, known := sizeUnits[strings.ToLower(strings.TrimSpace(text[unitAt:]))]
	switch {
	case err != nil || !known:
		return errors.New("not a size such as 500MB or 2GiB")
	case number > math.MaxInt64/unit:
		return errors.New("too large")
	}
	*s = byteSize(number * unit)
	return nil
}

// String gives the bytes.
func (s *byteSize) String() string { return strconv.FormatInt(int64(*s), 10) }
