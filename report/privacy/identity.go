package privacy

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"

	"otaudit/audit"
	"otaudit/report/model"
)

// idDigits are the hex digits of a finding id, and longDigits those of ids that would else be one (REP-121).
const (
	idDigits   = 12
	longDigits = 16
)

// subject holds the keys of whom and when a finding is about.
type subject struct {
	first, second string
	known         bool
}

// identityKey joins what names a finding so that it can be followed from month to month (REP-121): the rule, the subject's
// two keys, procedure code and canonical field, each ended by the byte 1F. The id is the rule, a hyphen and the first 12
// hex digits of SHA-256 over this and the ordinal among otherwise equal findings.
func identityKey(buffer []byte, rule string, s subject, code, field string) []byte {
	for _, part := range [...]string{rule, s.first, s.second, code, field} {
		buffer = append(buffer, part...)
		buffer = append(buffer, 0x1F)
	}
	return buffer
}

func identitySum(key []byte, ordinal int) [sha256.Size]byte {
	return sha256.Sum256(strconv.AppendInt(key, int64(ordinal), 10))
}

// identities collects the digests of a run's findings, in the order of the findings, and gives the ids at the end,
// when it is known which of them need more digits.
type identities struct {
	ordinals map[string]int
	sums     [][sha256.Size]byte
	position []int // number by position, 0 for a finding that can be followed
	buffer   []byte
}

func newIdentities(findings int) *identities {
	return &identities{ordinals: make(map[string]int, findings), sums: make([][sha256.Size]byte, 0, findings),
		position: make([]int, 0, findings)}
}

func (ids *identities) add(f *audit.Finding, s subject) {
	if !s.known {
		ids.ordinals[f.Rule]++ // no key of a followed finding is a bare rule id
		ids.sums = append(ids.sums, [sha256.Size]byte{})
		ids.position = append(ids.position, ids.ordinals[f.Rule])
		return
	}
	ids.buffer = identityKey(ids.buffer[:0], f.Rule, s, f.Code, f.Field)
	ordinal := ids.ordinals[string(ids.buffer)] + 1
	ids.ordinals[string(ids.buffer)] = ordinal
	ids.sums = append(ids.sums, identitySum(ids.buffer, ordinal))
	ids.position = append(ids.position, 0)
}

func (ids *identities) assign(findings []audit.Finding) {
	type short [idDigits / 2]byte
	seen := make(map[short]int, len(findings))
	for i := range findings {
		if ids.position[i] == 0 {
			seen[short(ids.sums[i][:])]++
		}
	}
	for i := range findings {
		f := &findings[i]
		if n := ids.position[i]; n > 0 {
			f.ID = fmt.Sprintf("%s-%c%05d", f.Rule, model.PositionMark, n)
			continue
		}
		digits := idDigits
		if seen[short(ids.sums[i][:])] > 1 {
			digits = longDigits
		}
		var digest [longDigits]byte
		hex.Encode(digest[:], ids.sums[i][:longDigits/2])
		f.ID = f.Rule + "-" + string(digest[:digits])
	}
}
