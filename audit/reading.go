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
	Field string `json:"field"` // empty: not read
	Why   string `json:"why"`
}

// Choice is a decision about a sheet that is not about what one column is: the order of day and month, where the table
// begins, the payer of a log that names none.
type Choice struct {
	What    string `json:"what"`  // "dates", "header", "payer" …
	Taken   string `json:"taken"` // in words: "month first"
	Grade   Grade  `json:"grade"`
	Why     string `json:"why"`     // the reasons in words
	Instead string `json:"instead"` // the alternative, in words; empty if there is none
	Flag    string `json:"flag"`    // what decides it, ready to be typed: "--dates dmy"; empty if nothing does
	Col     int32  `json:"col"`     // the column concerned, from 1; 0 if none
}
