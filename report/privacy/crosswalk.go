package privacy

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"maps"
	mathbits "math/bits"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"otaudit/audit"
)

// Crosswalk joins the codes of de-identified outputs with the identifiers they stand for. It never leaves the
// organisation (REP-102).
type Crosswalk struct {
	ID    string // printed on every output that uses its codes
	books [numKinds]codeBook
}

// codeKind is a kind of identifier.
type codeKind uint8

const (
	patientKind codeKind = iota
	visitKind
	claimKind
	therapistKind
	planKind
	payerKind
	fileKind
	sheetKind
	monthKind
	numKinds
)

// codeKinds says how the codes of a kind look: prefix and least number of digits. Those of persons and their visits
// are random; files, sheets and months are numbered as they come.
var codeKinds = [numKinds]struct {
	name, prefix string
	width        int
	random       bool
}{
	patientKind: {"patient", "P-", 4, true}, visitKind: {"visit", "V-", 4, true}, claimKind: {"claim", "C-", 4, true},
	therapistKind: {"therapist", "T-", 4, true}, planKind: {"plan", "E-", 4, true}, payerKind: {"payer", "payer ", 1, false},
	fileKind: {"file", "input ", 1, false}, sheetKind: {"sheet", "S", 1, false}, monthKind: {"month", "month ", 2, false},
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

// newCodes prepares the crosswalk of a run: the earlier one's codes if there is one, else none, and a source of
// random numbers that is the same for the same inputs.
//
// The seed is SHA-256 over the checksums of the inputs and over all identifiers of the run. The checksums alone would
// not do: they are printed in audit.json, so that a reader could draw the same numbers and learn from a code the place
// of its identifier in the sorted list (REP-101).
func newCodes(r *audit.Result, earlier *Crosswalk) (*Crosswalk, error) {
	hash := sha256.New()
	buffer := make([]byte, 0, 1<<16)
	write := func(text string) {
		if len(buffer)+8+len(text) > cap(buffer) {
			hash.Write(buffer)
			buffer = buffer[:0]
		}
		buffer = append(binary.BigEndian.AppendUint64(buffer, uint64(len(text))), text...)
	}
	c := &Crosswalk{}
	if earlier != nil {
		c = earlier.clone()
		write(c.ID)
	}
	var sums []string
	for _, in := range r.Manifest.Inputs {
		sums = append(sums, in.SHA256)
	}
	slices.Sort(sums)
	for _, list := range [...][]string{sums, r.Patients, r.Visits} {
		write(strconv.Itoa(len(list)))
		for _, text := range list {
			write(text)
		}
	}
	for i := range r.Totals {
		if r.Totals[i].Dimension == "therapist" {
			write(r.Totals[i].Key)
		}
	}
	hash.Write(buffer)
	seed := hash.Sum(nil)
	if c.ID == "" {
		id := sha256.Sum256(append([]byte("crosswalk id "), seed...))
		c.ID = hex.EncodeToString(id[:8])
	}
	return c, c.prepare(r, seed)
}

// prepare gives each kind its random source and the width of its new codes.
func (c *Crosswalk) prepare(r *audit.Result, seed []byte) error {
	atMost := [numKinds]int{patientKind: len(r.Patients), visitKind: len(r.Visits), claimKind: len(r.Findings),
		planKind: len(r.Findings), therapistKind: len(r.Totals)}
	for kind := range numKinds {
		b := &c.books[kind]
		b.random = rand.NewChaCha8(sha256.Sum256(append([]byte(codeKinds[kind].name+" "), seed...)))
		b.width = codeKinds[kind].width
		for need := roominess * (len(b.codes) + atMost[kind]); power(b.width) < need; {
			b.width++
		}
		if b.width > mostDigits || !codeKinds[kind].random && b.last > power(mostDigits)/2 {
			return fmt.Errorf("crosswalk: too many codes of the kind %s; start a new crosswalk", codeKinds[kind].name)
		}
		if b.codes == nil {
			b.codes = map[string]string{}
		}
	}
	return nil
}

// mostDigits bounds the numbers of a crosswalk.
const mostDigits = 8

func power(digits int) int {
	n := 1
	for range digits {
		n *= 10
	}
	return n
}

// code gives the code of an identifier, a new one if it has none yet.
func (c *Crosswalk) code(kind codeKind, identifier string) string {
	b := &c.books[kind]
	if code, ok := b.codes[identifier]; ok {
		return code
	}
	width, number := codeKinds[kind].width, b.last+1
	if codeKinds[kind].random {
		width, number = b.width, b.draw()
	}
	code := string(appendCode(make([]byte, 0, 16), kind, width, number))
	b.set(identifier, code, number)
	return code
}

func appendCode(buffer []byte, kind codeKind, width, number int) []byte {
	buffer = append(buffer, codeKinds[kind].prefix...)
	for digits, all := number*10, power(width); digits < all; digits *= 10 {
		buffer = append(buffer, '0')
	}
	return strconv.AppendInt(buffer, int64(number), 10)
}

// visitCodes gives the codes of all visits of a run, sorted. Of new ones only those that somebody will ask for, since a
// finding names them, enter the crosswalk; the others, most of a log, say no more than that there is such a visit. Still
// every visit draws its number, in the order of the keys, so that the same log gives a visit the same code whatever
// was found in it.
func (c *Crosswalk) visitCodes(keys []string, named map[string]bool) []string {
	b := &c.books[visitKind]
	codes := make([]string, 0, len(keys))
	earlier := len(b.codes) > 0
	var drawn bits
	for _, key := range keys {
		names := named[key]
		if earlier || names || key == "" {
			if code, known := b.codes[key]; known || key == "" {
				codes = append(codes, code)
				continue
			}
		}
		number := b.draw()
		drawn.add(number)
		b.taken.add(number)
		if names {
			b.set(key, string(appendCode(nil, visitKind, b.width, number)), number)
		}
	}
	length := len(codeKinds[visitKind].prefix) + b.width
	text := make([]byte, 0, length*(len(keys)-len(codes)))
	drawn.each(func(number int) { text = appendCode(text, visitKind, b.width, number) })
	for all := string(text); all != ""; all = all[length:] {
		codes = append(codes, all[:length])
	}
	slices.Sort(codes)
	return codes
}

// draw gives a random number that is not taken. There is always one: a quarter of the numbers at most is taken.
func (b *codeBook) draw() int {
	for {
		if n := 1 + int(b.random.Uint64()%uint64(power(b.width)-1)); !b.taken.has(n) {
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

func (c *Crosswalk) empty() bool {
	for kind := range c.books {
		if len(c.books[kind].codes) > 0 {
			return false
		}
	}
	return true
}

func (c *Crosswalk) clone() *Crosswalk {
	copied := &Crosswalk{ID: c.ID}
	for kind := range c.books {
		b := &c.books[kind]
		copied.books[kind] = codeBook{codes: maps.Clone(b.codes), taken: slices.Clone(b.taken), last: b.last}
	}
	return copied
}

// holds says whether c has every code of the other crosswalk.
func (c *Crosswalk) holds(other *Crosswalk) bool {
	for kind := range other.books {
		for identifier, code := range other.books[kind].codes {
			if c.books[kind].codes[identifier] != code {
				return false
			}
		}
	}
	return c.ID == other.ID
}

// join gives a crosswalk with the codes of both, which have one id, and false if they contradict each other: runs over
// one log give its identifiers the same codes, but claims and plans are numbered as findings name them.
func (c *Crosswalk) join(other *Crosswalk) (*Crosswalk, bool) {
	if c.ID != other.ID {
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

// numberOf gives the number of a code; 0 for what is none.
func numberOf(kind codeKind, code string) int {
	number, _ := strconv.Atoi(strings.TrimPrefix(code, codeKinds[kind].prefix))
	return number
}

// bits is a set of small numbers.
type bits []uint64

func (b bits) has(n int) bool { return n/64 < len(b) && b[n/64]&(1<<(n%64)) != 0 }

func (b *bits) add(n int) {
	if missing := n/64 + 1 - len(*b); missing > 0 {
		*b = append(*b, make(bits, missing)...)
	}
	(*b)[n/64] |= 1 << (n % 64)
}

// each visits the numbers in ascending order.
func (b bits) each(visit func(n int)) {
	for i, word := range b {
		for ; word != 0; word &= word - 1 {
			visit(i*64 + mathbits.TrailingZeros64(word))
		}
	}
}
