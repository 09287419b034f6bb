package sampling

import (
	"bytes"
	"crypto/sha256"
	"slices"
	"strconv"
)

// Generator names the way in which positions are put in order, and GeneratorText says it so that anybody can do it again with
// any program that computes SHA-256 (REP-137).
const (
	Generator     = "sha256-order-1"
	GeneratorText = "For each position i from 1 to N take the SHA-256 of the text SEED:i, in a stratum of SEED:STRATUM:i with i counted inside the " +
		"stratum (frame.csv has it as place). Sort the positions by the hexadecimal digest. The first n are the sample, in this order, and the next are the spares."
)

// Order returns the positions 1 to n in the order in which a seed draws them. The stratum is empty in a simple design.
func Order(seed, stratum string, n int) []int {
	type drawn struct {
		digest   [sha256.Size]byte
		position int
	}
	prefix := seed + ":"
	if stratum != "" {
		prefix += stratum + ":"
	}
	list := make([]drawn, n)
	for i := range list {
		list[i] = drawn{sha256.Sum256(strconv.AppendInt([]byte(prefix), int64(i+1), 10)), i + 1}
	}
	slices.SortFunc(list, func(a, b drawn) int { return bytes.Compare(a.digest[:], b.digest[:]) })
	positions := make([]int, n)
	for i, d := range list {
		positions[i] = d.position
	}
	return positions
}
