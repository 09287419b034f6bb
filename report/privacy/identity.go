package privacy

import (
	"cmp"
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

// nameFindings gives each finding its id.
func (c *Crosswalk) nameFindings(list []audit.Finding) {
	ids := newIdentities(len(list))
	for i := range list {
		ids.add(&list[i], c.subject(&list[i]))
	}
	ids.assign(list)
}

// subject returns the two keys that a finding is followed by (REP-121), and false if it has none (REP-124). They are codes: the
// visit, the plan or the therapist's day stands for the date, so that no date, name or id can be found by trying (REP-123).
func (c *Crosswalk) subject(f *audit.Finding) subject {
	patient, visit, therapist := c.code(patientKind, f.Patient), c.code(visitKind, f.Visit), c.code(therapistKind, f.Therapist)
	switch f.Scope {
	case audit.ScopeSession, audit.ScopeDay, audit.ScopePatient, audit.ScopeService:
		return subject{patient, visit, patient != ""}
	case audit.ScopeYear:
		return subject{patient, yearOf(f.Date), patient != ""}
	case audit.ScopeEpisode:
		return subject{patient, cmp.Or(c.code(planKind, planKey(f)), visit), patient != ""}
	case audit.ScopeShift:
		return subject{therapist, c.code(dayKind, dayKey(f)), therapist != ""}
	case audit.ScopeMonth:
		return subject{therapist, c.code(monthKind, monthKey(f)), therapist != ""}
	}
	return subject{}
}

// planKey names the plan of care that a finding is about; empty if it is about none or the plan has no date.
func planKey(f *audit.Finding) string {
	if f.Scope != audit.ScopeEpisode || f.PlanDate == "" {
		return ""
	}
	return f.Patient + "|" + f.PlanDate
}

// dayKey names the therapist's day that a finding is about; empty if it is about none.
func dayKey(f *audit.Finding) string {
	if f.Scope != audit.ScopeShift || f.Therapist == "" {
		return ""
	}
	return f.Therapist + "|" + f.Date
}

// monthKey names the month that a finding is about; empty if it is about none.
func monthKey(f *audit.Finding) string {
	const month = len("2006-01")
	if f.Scope != audit.ScopeMonth || len(f.Date) < month {
		return ""
	}
	return f.Date[:month]
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
	ids.buffer = identityKey(ids.buffer[:0], f.Rule, s, harmlessCode(f.Code), harmlessField(f.Field))
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
