package audit

// Opinions is what reviewers say of a random sample of the log, in counts. No finding is counted in it, and it is in no other sum.
type Opinions struct {
	Unit      string         `json:"unit"`      // what was drawn: visit, claim, line, patient-day
	Frame     int            `json:"frame"`     // units that could have been drawn
	Drawn     int            `json:"drawn"`     // units of the sample
	Strata    int            `json:"strata"`    // 1 in a simple design
	Reviewers int            `json:"reviewers"` // people
	PassMark  int            `json:"pass_mark"` // percent that scores are held to
	OtherLog  bool           `json:"other_log"` // the sample was drawn from other files than this run read
	All       OpinionCount   `json:"all"`       // of all questions
	Questions []OpinionCount `json:"questions"` // of each
	Agreement *AnswersAgree  `json:"agreement"` // of the first two reviewers; nil if one reviewed alone
}

// OpinionCount counts answers. The score is Earned over Possible: the weights of what is met, of those of what is met and not met.
type OpinionCount struct {
	Name          string `json:"name"`
	Own           bool   `json:"own"`   // the question is the user's, whose words may tell the clinic
	Units         int    `json:"units"` // reviewed
	Earned        int    `json:"earned"`
	Possible      int    `json:"possible"`
	Met           int    `json:"met"`
	NotMet        int    `json:"not_met"`
	NotApplicable int    `json:"not_applicable"`
	CannotTell    int    `json:"cannot_tell"`
	Unanswered    int    `json:"unanswered"`
	Open          int    `json:"open"` // reviewers differ and nobody settled it
}

// AnswersAgree says how often two reviewers gave the same answer.
type AnswersAgree struct {
	Both int `json:"answered_by_both"`
	Same int `json:"same"`
}
