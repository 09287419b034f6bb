package worklist

// column is one column of the list.
type column struct {
	header string
	width  float64
	note   string // comment on the header; empty for none
}

// The columns that are read back from an earlier list.
const (
	statusHeader = "Status"
	doneByHeader = "Done by"
	datesHeader  = "60 days run from"
	notesHeader  = "Notes"
	idsHeader    = "Finding ids"
)

// The places of the columns, from 0.
const (
	colAct = iota
	colPayer
	colClaim
	colPatient
	colDay
	colCode
	colChange
	colMoney
	colRule
	colWorking
	colSure
	colDeadline
	colSixty
	colWho
	colStatus
	colDoneBy
	colNotes
	colSeverity
	colPlace
	colIDs
)

var columns = []column{
	colAct: {"What to do", 19, "Decided for each finding by its rule, how much it matters, whether its correction is safe, whether it is over or under, and whether " +
		"the log shows a claim. Where the log does not show whether a line was billed, it is taken for billed."},
	colPayer: {"Payer", 20, ""}, colClaim: {"Claim", 14, ""}, colPatient: {"Patient", 16, ""}, colDay: {"Date of service", 12, ""}, colCode: {"Code", 9, ""},
	colChange: {"Was → should be", 34, "As the record was logged. The corrections are proposals: look at the note first."},
	colMoney: {"Dollars", 12, "Potential difference, corrected less billed: negative is over-billing, positive is under-billing. Of several findings on a line the " +
		"largest amount, those in doubt only where nothing else has a price. Blank: no price is known."},
	colRule: {"Why (rule)", 46, ""}, colWorking: {"Working and next step", 56, ""},
	colSure: {"Rests on", 28, "Blank: nothing is assumed. In doubt: another finding on the record leaves open whether this one stands. Settle this first."},
	colDeadline: {"Filing deadline", 12, "Medicare Part B: 12 months from the date of service. Other payers set their own limit by contract: blank, unless the profile states filing_days of the payer. Blank also for a refund review, " +
		"and where only the year of the service is shown."},
	colSixty: {datesHeader, 13, "For you to fill in. A potential overpayment is to be reported and returned within 60 days of being identified; only the provider can say on " +
		"which day that was (42 CFR 401.305)."},
	colWho: {"Who", 22, ""}, colStatus: {statusHeader, 13, "Choose from the list."},
	colDoneBy: {doneByHeader, 14, "Choose from the list; add names on the sheet How to use."}, colNotes: {notesHeader, 26, ""},
	colSeverity: {"Severity", 10, ""}, colPlace: {"Place in the log", 26, ""}, colIDs: {idsHeader, 24, ""},
}

// statuses are the words of the status column.
var statuses = []string{toDo, "in progress", "waiting", "done", "not needed", checkAgain}

const (
	toDo       = "to do"
	checkAgain = "check again"
)
