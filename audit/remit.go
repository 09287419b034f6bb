package audit

// Payment is one remittance advice (835 transaction): one check or transfer.
type Payment struct {
	At     Ref // the BPR segment
	Amount Cents
	Method string // BPR04: CHK check, ACH transfer, NON no payment, …
	Trace  string // TRN02: number of the check or transfer
	Date   Date   // BPR16; 0 if not there
	Payer  string // N1*PR
	Payee  Provider
}

// ClaimStatus is what the payer did with a claim (CLP02). It is kept as sent: other values exist.
type ClaimStatus string

// The statuses of claims.
const (
	ProcessedPrimary            ClaimStatus = "1"
	ProcessedSecondary          ClaimStatus = "2"
	ProcessedTertiary           ClaimStatus = "3"
	DeniedClaim                 ClaimStatus = "4"
	ProcessedPrimaryForwarded   ClaimStatus = "19"
	ProcessedSecondaryForwarded ClaimStatus = "20"
	ProcessedTertiaryForwarded  ClaimStatus = "21"
	ReversedPayment             ClaimStatus = "22" // takes an earlier payment back: its amounts are negative
	NotOurClaim                 ClaimStatus = "23" // forwarded to another payer
	Predetermination            ClaimStatus = "25" // no payment
)

// Remit is what a payer says of one claim (835, loop 2100). Amounts of a reversal are negative, as sent.
type Remit struct {
	At                    Ref      // the CLP segment
	Payment               *Payment // never nil
	Control               string   // CLP01, as CLM01 of the claim
	Status                ClaimStatus
	Charge                Cents     // CLP03
	Paid                  Cents     // CLP04
	PatientResponsibility Cents     // CLP05
	PayerControl          string    // CLP07: the payer's number of the claim
	Frequency             Frequency // CLP09; may be empty
	Place                 string    // CLP08; may be empty
	Patient               Person
	Rendering             *Provider    // nil if none is named
	Adjustments           []Adjustment // of the claim, beside those of its lines
	Remarks               []string     // MOA: remark codes of the claim
	From, To              Date         // DTM 232 and 233; 0 if not there
	// Lines are the service lines; none where the payer answered for the claim as a whole.
	Lines []*RemitLine
	// Billed is the claim that this answers; nil if it is not in the run.
	Billed *Claim
}

// RemitLine is what a payer says of one service line (835, loop 2110). A line that the payer split comes back several times,
// one whose code the payer changed has its billed code in Billed.
type RemitLine struct {
	Remit       *Remit
	At          Ref    // the SVC segment
	Control     string // REF*6R, as sent with the claim; may be empty
	From, To    Date   // DTM 472, or 150 and 151; else those of the claim
	Code        string // SVC01-2: what was paid
	Modifiers   []string
	BilledCode  string   // SVC06-2: what was billed, where it differs; else Code
	BilledMods  []string // its modifiers
	Units       Quantity // SVC05: paid; 1 if not there
	BilledUnits Quantity // SVC07: billed, where it differs; else Units
	Charge      Cents    // SVC02
	Paid        Cents    // SVC03
	// Allowed is AMT*B6, else what follows from the payment and its adjustments; not known if another payer paid before.
	Allowed      Cents
	AllowedKnown bool
	Adjustments  []Adjustment
	Remarks      []string // LQ*HE
	// Answers is the billed line that this pays or denies; nil if it is not in the run.
	Answers *ClaimLine
}

// Denied reports whether the payer paid nothing and allowed nothing of a charge.
func (l *RemitLine) Denied() bool {
	return l.Charge > 0 && l.Paid == 0 && (l.AllowedKnown && l.Allowed == 0 || l.Remit.Status == DeniedClaim)
}

// Reversal reports whether the line takes an earlier payment back.
func (l *RemitLine) Reversal() bool { return l.Remit.Status == ReversedPayment }

// Adjustment is one reason why less, or more, was paid than charged (CAS). Amounts are subtracted from the charge.
type Adjustment struct {
	At     Ref    // the CAS segment
	Group  string // CO contractual, PR patient, OA other, PI payer initiated, CR correction
	CARC   string // claim adjustment reason code
	Amount Cents
	Units  Quantity // taken off the billed units; mostly not there
}

// ProviderAdjustment is money that a payer takes or gives beyond single claims (PLB), such as interest or the recovery of an
// overpayment. A positive amount lowers the check.
type ProviderAdjustment struct {
	At      Ref
	Payment *Payment
	Reason  string // PLB03-1: WO overpayment recovery, L6 interest, FB forwarding balance, CS adjustment, …
	Ref     string // PLB03-2: often the payer's number of a claim
	Amount  Cents
}
