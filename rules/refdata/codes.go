package refdata

import (
	"strings"

	"otaudit/audit"
)

// CodeInfo is a procedure code in one window of days.
type CodeInfo struct {
	Code  string
	Label string // our own short wording, not the AMA descriptor

	Timed            bool
	Pooled15         bool // its minutes join the Medicare pool of 15-minute codes
	MinutesPerUnit   int  // 0 if the code is not timed
	FirstUnitMinutes int  // minutes from which the first unit is earned, of an untimed code the least it takes; for an add-on, minutes of the whole family; 0 if not known
	UnitPeriod       string
	MaxUnits         int // in UnitPeriod, by the code's own definition; 0 = no fixed limit, see the MUE

	Kind           string // evaluation, procedure, modality_supervised, …
	Class          TherapyClass
	Disciplines    []string // OT, PT, SLP: where the code is allowed or customary
	DisciplineLock bool     // only with a lock does another discipline's use support an error
	AddOnOf        []string // the codes of which one must stand on the same day

	MedicareStatus      string // newest status seen, not a history
	MedicareReplacement string // the code Medicare wants instead
	Successors          []string
	MPPR                bool // takes part in the practice-expense reduction; false also where this is not known

	Note, Source string
	Verified     string
	TimeVerified string // of the timing columns
	Window       audit.Window
	Row          string // "codes.csv 97530"

	number int      // of the row in the table
	edits  []uint64 // the rows of codes that stand in column 2 of an edit with this one in column 1, a bit a row
}

type codeRow struct {
	Code         codeCell      `csv:"code"`
	From         day           `csv:"effective_from"`
	To           day           `csv:"effective_to"`
	Label        required      `csv:"label"`
	Timed        yesNo         `csv:"timed"`
	PerUnit      optionalCount `csv:"minutes_per_unit"`
	Pooled       yesNo         `csv:"pooled15"`
	FirstUnit    optionalCount `csv:"first_unit_minutes"`
	Period       periodCell    `csv:"unit_period"`
	Kind         required      `csv:"kind"`
	Class        TherapyClass  `csv:"therapy_class"`
	Disciplines  disciplines   `csv:"disciplines"`
	Lock         yesNo         `csv:"discipline_lock"`
	MaxUnits     optionalCount `csv:"max_units_per_day_if_fixed"`
	AddOnOf      codeList      `csv:"addon_of"`
	Status       statusCell    `csv:"medicare_status"`
	Replacement  codeList      `csv:"medicare_replacement"`
	Successor    codeList      `csv:"successor"`
	MPPR         yesNoOrEmpty  `csv:"mppr"`
	Note         string        `csv:"note"`
	TimeVerified verifiedCell  `csv:"time_verified"`
	Source       required      `csv:"source"`
	Verified     verifiedCell  `csv:"verified"`
}

// disciplines is a list of OT, PT and SLP; it may be empty.
type disciplines string

func (c *disciplines) UnmarshalCSV(text string) error {
	*c = disciplines(text)
	return eachToken(text, func(token string) error { return oneOf(token, "OT", "PT", "SLP") })
}

func (t *Tables) readCodes(s *source) {
	t.codes = index[string, CodeInfo]{}
	rows, lines := readRows[codeRow](s)
	for i, r := range rows {
		switch {
		case bool(r.Timed) != (r.PerUnit > 0):
			s.fault(lines[i], "minutes_per_unit", "a timed code needs minutes, an untimed one must have none")
		case bool(r.Pooled) && r.PerUnit != 15:
			s.fault(lines[i], "pooled15", "only 15-minute codes are pooled")
		}
		info := &CodeInfo{
			Code: string(r.Code), Label: string(r.Label),
			Timed: bool(r.Timed), Pooled15: bool(r.Pooled), MinutesPerUnit: int(r.PerUnit),
			FirstUnitMinutes: int(r.FirstUnit), UnitPeriod: string(r.Period), MaxUnits: int(r.MaxUnits),
			Kind: string(r.Kind), Class: r.Class, Disciplines: strings.Fields(string(r.Disciplines)),
			DisciplineLock: bool(r.Lock), AddOnOf: strings.Fields(string(r.AddOnOf)),
			MedicareStatus: string(r.Status), MedicareReplacement: string(r.Replacement),
			Successors: strings.Fields(string(r.Successor)), MPPR: r.MPPR == "yes",
			Note: r.Note, Source: string(r.Source), Verified: string(r.Verified), TimeVerified: string(r.TimeVerified),
			Window: span(r.From, r.To), Row: "codes.csv " + string(r.Code), number: i,
		}
		t.codes.add(s, lines[i], info.Code, info.Window, info)
	}
}

// Code gives the row of a code that is in force on a day.
func (t *Tables) Code(code string, on audit.Date) (*CodeInfo, bool) { return t.codes.at(code, on) }

// CodeEver gives all rows of a code, oldest first; none if the code is not in the table.
func (t *Tables) CodeEver(code string) []*CodeInfo { return t.codes.ever(code) }
