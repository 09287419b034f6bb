package refdata

import "otaudit/audit"

// ReasonKind is a list of codes by which payers say why they paid what they paid.
type ReasonKind string

// The kinds of reason codes.
const (
	ReasonGroup    ReasonKind = "group" // who bears an adjustment (CAS01)
	ReasonCARC     ReasonKind = "carc"  // claim adjustment reason code (CAS)
	ReasonRARC     ReasonKind = "rarc"  // remittance advice remark code (LQ, MOA)
	ReasonProvider ReasonKind = "plb"   // provider adjustment (PLB)
)

type reasonRow struct {
	Kind     reasonCell   `csv:"kind"`
	Code     required     `csv:"code"`
	From     day          `csv:"effective_from"`
	To       day          `csv:"effective_to"`
	Meaning  required     `csv:"meaning"`
	Source   required     `csv:"source"`
	Verified verifiedCell `csv:"verified"`
}

// reasonKey names a code of a kind.
type reasonKey struct {
	kind ReasonKind
	code string
}

func (t *Tables) readReasons(s *source) {
	t.reasons = index[reasonKey, string]{}
	rows, lines := readRows[reasonRow](s)
	for i, r := range rows {
		key := reasonKey{ReasonKind(r.Kind), string(r.Code)}
		meaning := string(r.Meaning)
		t.reasons.add(s, lines[i], key, span(r.From, r.To), &meaning)
	}
}

// Reason says what a payer's code means, in our own words, on a day; empty if the code is not in the table.
func (t *Tables) Reason(kind ReasonKind, code string, on audit.Date) string {
	if meaning, ok := t.reasons.at(reasonKey{kind, code}, on); ok {
		return *meaning
	}
	return ""
}
