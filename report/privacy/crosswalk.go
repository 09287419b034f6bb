package privacy

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// Crosswalk joins the codes of the share set and of all finding ids with the identifiers they stand for. It never leaves the
// organization (REP-102).
type Crosswalk struct {
	ID    string // printed on every output
	books [numKinds]codeBook
}

// codeKind is a kind of identifier.
type codeKind uint8

const (
	patientKind codeKind = iota
	visitKind
	therapistKind
	dayKind
	planKind
	payerKind
	monthKind
	// Of these no codes are given out any more; those of an earlier version are kept.
	claimKind
	fileKind
	sheetKind
	numKinds
)

// codeKinds says how the codes of a kind look: prefix and least number of digits. Those of persons and of what happened on a
// day are random; payers and months are numbered.
var codeKinds = [numKinds]struct {
	name, prefix string
	width        int
	random       bool
}{
	patientKind: {"patient", "P-", 4, true}, visitKind: {"visit", "V-", 4, true}, therapistKind: {"therapist", "T-", 4, true},
	dayKind: {"therapist-day", "D-", 4, true}, planKind: {"plan", "E-", 4, true},
	payerKind: {"payer", "payer ", 1, false}, monthKind: {"month", "month ", 2, false},
	claimKind: {"claim", "C-", 4, true}, fileKind: {"file", "input ", 1, false}, sheetKind: {"sheet", "S", 1, false},
}

// codeBook holds the codes of one kind.
type codeBook struct {
	codes  map[string]string // identifier to code
	taken  bits
	last   int // highest number taken
	width  int // digits of new random numbers
	random *rand.ChaCha8
}

// roominess is how many numbers there are at least for one identifier, so that codes added in a later month lie among
// the old ones and do not show who is new.
const roominess = 4

// mostDigits bounds the numbers of a crosswalk.
const mostDigits = 8

// makeRoom sets the width of new codes for so many new identifiers, where it suffices those of the earlier ones.
func (c *Crosswalk) makeRoom(kind codeKind, unknown int) error {
	b := &c.books[kind]
	b.width = codeKinds[kind].width
	for need := roominess * (len(b.codes) + unknown); power(b.width) < need; {
		b.width++
	}
	if b.width > mostDigits || !codeKinds[kind].random && b.last > power(mostDigits)/2 {
		return fmt.Errorf("crosswalk: too many codes of the kind %s; start a new crosswalk", codeKinds[kind].name)
	}
	return nil
}

func power(digits int) int {
	n := 1
	for range digits {
		n *= 10
	}
	return n
}

// code returns the code of an identifier; empty if it has none.
func (c *Crosswalk) code(kind codeKind, identifier string) string {
	return c.books[kind].codes[identifier]
}

// add gives codes to the identifiers that have none yet, in their order.
func (c *Crosswalk) add(kind codeKind, identifiers []string) error {
	b := &c.books[kind]
	unknown := slices.DeleteFunc(slices.Clone(identifiers), func(s string) bool { return b.codes[s] != "" })
	if err := c.makeRoom(kind, len(unknown)); err != nil {
		return err
	}
	for _, identifier := range unknown {
		width, number := codeKinds[kind].width, b.last+1
		if codeKinds[kind].random {
			width, number = b.width, b.draw(b.taken)
		}
		b.set(identifier, string(appendCode(make([]byte, 0, 16), kind, width, number)), number)
	}
	return nil
}

func appendCode(buffer []byte, kind codeKind, width, number int) []byte {
	buffer = append(buffer, codeKinds[kind].prefix...)
	for digits, all := number*10, power(width); digits < all; digits *= 10 {
		buffer = append(buffer, '0')
	}
	return strconv.AppendInt(buffer, int64(number), 10)
}

// addVisits returns the codes of all visits of a run, sorted. Of new ones only those that a finding names enter the crosswalk;
// the others, most of a log, say no more than that there is such a visit. Still every visit draws its number, in the order of
// the keys and whatever the crosswalk holds: so the same log gives a visit the same code, whatever was found in it, and again
// where its crosswalk is given.
func (c *Crosswalk) addVisits(keys []string, named map[string]bool) ([]string, error) {
	b := &c.books[visitKind]
	unknown := 0
	for _, key := range keys {
		if key != "" && b.codes[key] == "" {
			unknown++
		}
	}
	if err := c.makeRoom(visitKind, unknown); err != nil {
		return nil, err
	}
	var drawn bits
	numbers := make([]int32, len(keys))
	for i := range keys {
		n := b.draw(drawn)
		drawn.add(n)
		numbers[i] = int32(n)
	}
	codes := make([]string, 0, len(keys))
	var unnamed bits
	for i, key := range keys {
		if code := b.codes[key]; code != "" || key == "" {
			codes = append(codes, code)
			continue
		}
		number := int(numbers[i])
		if b.taken.has(number) { // by a visit of another log
			number = b.draw(b.taken, drawn)
			drawn.add(number)
		}
		if named[key] {
			code := string(appendCode(nil, visitKind, b.width, number))
			b.set(key, code, number)
			codes = append(codes, code)
			continue
		}
		unnamed.add(number)
	}
	length := len(codeKinds[visitKind].prefix) + b.width
	text := make([]byte, 0, length*(len(keys)-len(codes)))
	unnamed.each(func(number int) { text = appendCode(text, visitKind, b.width, number) })
	for all := string(text); all != ""; all = all[length:] {
		codes = append(codes, all[:length])
	}
	slices.Sort(codes)
	return codes, nil
}

// draw returns a random number that no set has. There is always one: half of the numbers at most are taken.
func (b *codeBook) draw(taken ...bits) int {
	for {
		n := 1 + int(b.random.Uint64()%uint64(power(b.width)-1))
		if !slices.ContainsFunc(taken, func(set bits) bool { return set.has(n) }) {
			return n
		}
	}
}

func (b *codeBook) set(identifier, code string, number int) {
	if b.codes == nil {
		b.codes = map[string]string{}
	}
	b.codes[identifier] = code
	b.taken.add(number)
	b.last = max(b.last, number)
}

func (c *Crosswalk) clone() *Crosswalk {
	copied := &Crosswalk{ID: c.ID}
	for kind := range c.books {
		b := &c.books[kind]
		copied.books[kind] = codeBook{codes: maps.Clone(b.codes), taken: slices.Clone(b.taken), last: b.last}
	}
	return copied
}

// Join returns a crosswalk with the codes of both, and false if they have different ids or contradict each other. One of them
// may be nil.
func (c *Crosswalk) Join(other *Crosswalk) (*Crosswalk, bool) {
	switch {
	case c == nil:
		return other, true
	case other == nil:
		return c, true
	case c.ID != other.ID:
		return nil, false
	}
	joined := c.clone()
	for kind := range numKinds {
		own, taken := &joined.books[kind], bits{}
		for _, code := range own.codes {
			taken.add(numberOf(kind, code))
		}
		for identifier, code := range other.books[kind].codes {
			number := numberOf(kind, code)
			switch has, known := own.codes[identifier]; {
			case known && has == code:
			case known || taken.has(number):
				return nil, false
			default:
				own.set(identifier, code, number)
			}
		}
	}
	return joined, true
}

// numberOf returns the number of a code; 0 for what is none.
func numberOf(kind codeKind, code string) int {
	number, _ := strconv.Atoi(strings.TrimPrefix(code, codeKinds[kind].prefix))
	return number
}
