package claims

import (
	"fmt"
	"io"
	"strings"

	"otaudit/audit"
	"otaudit/importers/x12"
)

// Reader reads the X12 files of a run into one set of claims.
type Reader struct {
	Claims    audit.Claims
	texts     map[string]string
	providers map[audit.Provider]*audit.Provider
	lists     map[string][]string // modifiers and diagnoses, which repeat
	services  map[string]procedure
	made      struct {
		claims      slab[audit.Claim]
		lines       slab[audit.ClaimLine]
		remits      slab[audit.Remit]
		remitLines  slab[audit.RemitLine]
		payers      tail[audit.ClaimPayer]
		ofClaims    tail[*audit.ClaimLine]
		ofRemits    tail[*audit.RemitLine]
		adjustments tail[audit.Adjustment]
	}
}

// NewReader returns a reader without claims.
func NewReader() *Reader {
	return &Reader{texts: map[string]string{}, providers: map[audit.Provider]*audit.Provider{}, lists: map[string][]string{},
		services: map[string]procedure{}}
}

// File is what became of one file.
type File struct {
	Segments     int // all of them
	ServiceLines int // of these, service lines of claims
	// Counts are the other segments by what they are.
	Counts   map[string]int
	Billed   []*audit.Claim // a part of Reader.Claims, as the others
	Remits   []*audit.Remit
	Problems []*x12.Problem // what is wrong with the file as such, each one line
	Notices  []audit.Notice // values that cannot be read (I001), and sums that do not add up (I010)
	Lower    bool           // the file is in lower case
	Others   map[string]int // transaction sets that are not read, by id and guide
}

// What other segments are, as keys of File.Counts. Unknown ones have their id behind the word.
const (
	Envelope    = "envelope"
	ClaimPart   = "claim"
	RemitPart   = "remittance"
	OtherSet    = "other transaction"
	Damaged     = "damaged segment"
	UnknownPart = "unknown segment"
)

// file is a file that is being read.
type file struct {
	*Reader
	out     *File
	sheet   string
	segment *x12.Segment
	said    map[string]int // notices by the element they are about
	// Known segments of claims and of remittances, service lines of claims apart.
	claimParts, remitParts int
	billed                 billedLoops
	paid                   paidLoops
}

// Read reads one file. The sheet is the name that its segments have in every audit.Ref. An error is one of reading, or a
// *x12.Problem where the separators of the file are not known; what came before is kept.
func (r *Reader) Read(in io.Reader, sheet string) (*File, error) {
	segments := x12.NewReader(in)
	f := &file{Reader: r, out: &File{Counts: map[string]int{}, Others: map[string]int{}}, sheet: sheet, said: map[string]int{}}
	claims, remits := len(r.Claims.Billed), len(r.Claims.Remits)
	var err error
	for {
		if f.segment, err = segments.Next(); err != nil {
			break
		}
		f.out.Segments++
		f.take(segments.Set())
	}
	f.closeSet()
	for part, n := range map[string]int{ClaimPart: f.claimParts, RemitPart: f.remitParts} {
		if n > 0 {
			f.out.Counts[part] = n
		}
	}
	f.out.Billed, f.out.Remits = r.Claims.Billed[claims:], r.Claims.Remits[remits:]
	f.out.Problems, f.out.Lower = segments.Problems(), segments.Lower
	f.sayFurther()
	if err == io.EOF {
		err = nil
	}
	return f.out, err
}

// take gives a segment to the reader of its transaction, and counts it.
func (f *file) take(set *x12.Set) {
	s := f.segment
	switch {
	case s.Damaged:
		f.out.Counts[Damaged]++
		return
	case inEnvelope(s.ID):
		if s.ID == "ST" {
			f.closeSet()
			f.openSet(set)
		}
		f.out.Counts[Envelope]++
		return
	case !set.Open:
		f.out.Counts[UnknownPart+" "+s.ID]++
		return
	}
	switch {
	case f.billed.open && f.takeBilled():
		if s.ID == "SV1" {
			f.out.ServiceLines++
		} else {
			f.claimParts++
		}
	case f.paid.open && f.takePaid():
		f.remitParts++
	case f.billed.open || f.paid.open:
		f.out.Counts[UnknownPart+" "+s.ID]++
	default:
		f.out.Counts[OtherSet]++
	}
}

func inEnvelope(id string) bool {
	switch id {
	case "ISA", "IEA", "GS", "GE", "ST", "SE", "TA1":
		return true
	}
	return false
}

// openSet decides by the implementation guide that the transaction names how it is read.
func (f *file) openSet(set *x12.Set) {
	guide := strings.ToUpper(set.Guide)
	has := func(marks ...string) bool {
		for _, m := range marks {
			if strings.Contains(guide, m) {
				return true
			}
		}
		return false
	}
	switch {
	case set.ID == "837" && (has("X222") || !has("X22", "X09")):
		f.billed = billedLoops{open: true}
	case set.ID == "835" && !has("X091"):
		f.paid = paidLoops{open: true}
	default:
		f.out.Others[strings.TrimSpace(set.ID+" "+set.Guide)]++
	}
}

// closeSet ends the transaction at hand.
func (f *file) closeSet() {
	if f.billed.open {
		f.closeClaim()
	}
	if f.paid.open {
		f.closePayment()
	}
	f.billed, f.paid = billedLoops{}, paidLoops{}
}

// mostNotices is how many notices about one element of a file stand for themselves.
const mostNotices = 20

// at is the place of the segment at hand.
func (f *file) at() audit.Ref { return audit.Ref{Sheet: f.sheet, Row: int32(f.segment.Number)} }

// unreadable says that an element cannot be read.
func (f *file) unreadable(element int, field, why string) {
	s := f.segment
	f.notice(audit.Notice{Rule: "I001", Cell: f.at(), Field: field, Original: f.text(s.Element(element)),
		Message: fmt.Sprintf("%s, element %d, cannot be read; expected: %s", s.ID, element, why)}, fmt.Sprintf("%s, element %d", s.ID, element))
}

// notice keeps what is to be said about an element, or counts it.
func (f *file) notice(n audit.Notice, about string) {
	if f.said[about]++; f.said[about] <= mostNotices {
		f.out.Notices = append(f.out.Notices, n)
	}
}

// sayFurther says how many notices were not kept.
func (f *file) sayFurther() {
	for about, n := range f.said {
		if n > mostNotices {
			f.out.Notices = append(f.out.Notices, audit.Notice{Rule: "I001", Cell: audit.Ref{Sheet: f.sheet, Row: 1},
				Message: fmt.Sprintf("%d further segments are as those listed: %s", n-mostNotices, about)})
		}
	}
}
