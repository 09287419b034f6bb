package audit

// Grade is how sure a reading of a log is.
type Grade uint8

// The grades. An Open reading is not taken; an Assumed one is taken and said, and what rests on it is corrected only after
// review; an Evident one leaves no other that is likely; a Stated one was given by a flag or a profile.
const (
	Open Grade = iota
	Assumed
	Evident
	Stated
)

var gradeNames = [...]string{"open", "assumed", "evident", "stated"}

// String returns the word used in reports.
func (g Grade) String() string { return gradeNames[g] }

// Alternative is another reading of a column that was possible.
type Alternative struct {
	Field string // empty: not read
	Why   string
}

// Choice is a decision about a sheet that is not about what one column is: the order of day and month, where the table
// begins, the payer of a log that names none.
type Choice struct {
	What    string // "dates", "header", "payer" …
	Taken   string // in words: "month first"
	Grade   Grade
	Why     string // the reasons in words
	Instead string // the alternative, in words; empty if there is none
	Flag    string // what decides it, ready to be typed: "--dates dmy"; empty if nothing does
	Col     int32  // the column concerned, from 1; 0 if none
}
