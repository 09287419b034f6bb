package audit

// Claims is what was billed and what was paid: the claims that went out (X12 837P) and the remittances that came back
// (X12 835), beside or instead of a log. It is filled by the importers and read by the reconciliation.
//
// Where the run has a log, the lines of the log are audited and the claims are compared with them. Where it has claims and no
// log, the lines of the claims are audited themselves.
type Claims struct {
	Compared    bool     // the run has a log
	Billed      []*Claim // in the order of files and segments; the voided and replaced ones among them
	Remits      []*Remit // the same
	Payments    []*Payment
	Adjustments []ProviderAdjustment // PLB, of no single claim
}

// Empty reports whether the run has neither claims nor remittances.
func (c *Claims) Empty() bool {
	return c == nil || len(c.Billed)+len(c.Remits)+len(c.Payments)+len(c.Adjustments) == 0
}

// Frequency says what a claim does to an earlier one (CLM05-3 and CLP09). It is kept as sent: other values exist.
type Frequency string

// The frequencies that professional claims have.
const (
	OriginalClaim    Frequency = "1"
	CorrectedClaim   Frequency = "6" // no longer in use for most payers; read as a replacement
	ReplacementClaim Frequency = "7"
	VoidClaim        Frequency = "8"
)

// Replaces reports whether the claim takes the place of an earlier one.
func (f Frequency) Replaces() bool { return f == ReplacementClaim || f == CorrectedClaim }

// Claim is one claim as billed (837P, loop 2300). Amounts are those of the claim, not the sums of its lines.
// In every Ref of claims and remittances the row is the segment of the file, from 1, its ISA being the first; the column is 0.
type Claim struct {
	At            Ref       // the CLM segment
	Control       string    // CLM01: the provider's number of the claim, which comes back as CLP01
	Frequency     Frequency // CLM05-3
	Charge        Cents     // CLM02
	Place         string    // CLM05-1: place of service
	PayerControl  string    // REF*F8: the payer's number of the claim that this one replaces or voids
	Record        string    // REF*EA: medical record number
	Patient       Person
	Subscriber    Person       // the patient, if the two are the same
	Payers        []ClaimPayer // the destination first, then the others in the order of the claim
	Diagnoses     []string     // HI: with the dot, in order; lines point at them
	Billing       *Provider    // nil if the file names none; shared by its claims
	Rendering     *Provider    // nil: the billing provider itself
	Supervising   *Provider    // nil if none is named
	Referring     *Provider    // nil if none is named
	Authorization string       // REF*G1
	// Withdrawn is set on a claim that another claim of the run replaces or voids, and on the void itself: nothing is asked
	// of the payer by it any more, and its lines are not audited.
	Withdrawn Withdrawal
	// FromRemit says that the run has no such claim: it is what a remittance says was billed.
	FromRemit bool
	Lines     []*ClaimLine
	Answers   []*Remit // the remittances that answer it, in the order of files and segments
}

// Withdrawal says why nothing is asked of the payer by a claim any more.
type Withdrawal uint8

// The withdrawals. An original and the claim that takes its place are matched by Control.
const (
	NotWithdrawn Withdrawal = iota
	Replaced                // by a later claim of the run with frequency 7
	Voided                  // by a later claim of the run with frequency 8
	VoidItself              // it has frequency 8
)

// ClaimLine is one service line of a claim (837P, loop 2400). What the line does not say is that of its claim.
type ClaimLine struct {
	Claim         *Claim
	At            Ref      // the SV1 segment
	Number        int      // LX01
	Control       string   // REF*6R: the provider's number of the line, which comes back with the payment; may be empty
	From, To      Date     // DTP*472, equal for one day; 0 if not there or not readable
	Code          string   // SV101-2, upper case
	Modifiers     []string // up to four, upper case, as sent
	Units         Quantity // SV104 in the measure of Measure; not known if not there or not readable
	Measure       string   // SV103: UN units, MJ minutes
	Charge        Cents    // SV102
	ChargeKnown   bool     // false if SV102 is not there or not readable
	Diagnoses     []string // those that SV107 points at, in its order
	Place         string   // SV105
	Rendering     *Provider
	Supervising   *Provider
	Authorization string
	Bad           FieldSet // of date, units and charge: those that are there and cannot be read
	// Session is the line as one of a log: among those that are audited where the run has no log, else for what is said of lines that
	// the log lacks. nil for a line that was excluded.
	Session *Session
	// Paid are the payments that the line met, in the order of files and segments: answers, reversals and corrections. A
	// payment is an answer to one line only.
	Paid []*RemitLine
}

// Provider is who rendered the line, else who billed its claim; nil if neither is named.
func (l *ClaimLine) Provider() *Provider {
	switch {
	case l.Rendering != nil:
		return l.Rendering
	case l.Claim.Rendering != nil:
		return l.Claim.Rendering
	}
	return l.Claim.Billing
}

// Person is a patient or subscriber. Every part may be empty. It never leaves the program in coded outputs.
type Person struct {
	Member    string // the payer's number of the member (NM109)
	Last      string
	First     string // with the middle name behind a space
	BirthDate Date   // 0 if not there
}

// Name returns "Last, First", the form that logs use.
func (p *Person) Name() string {
	if p.First == "" {
		return p.Last
	}
	return p.Last + ", " + p.First
}

// Provider is an organization or a person who renders, supervises, refers or bills.
type Provider struct {
	NPI      string
	Last     string // or the name of the organization
	First    string
	Taxonomy string // PRV03: a provider taxonomy code, such as 225X00000X for occupational therapists
}

// ClaimPayer is one payer of a claim (loops 2000B with 2010BB, and 2320 with 2330B).
type ClaimPayer struct {
	Name     string
	ID       string // NM109
	Sequence string // SBR01: P primary, S secondary, T tertiary, A to H further
	Filing   string // SBR09: the kind of payer, such as MB for Medicare Part B
	Member   string // the number of its subscriber
	Paid     Cents  // AMT*D: what it has paid already
}
