package refdata

import (
	"strconv"

	"otaudit/audit"
)

// EvalComponent is what one level of evaluation asks of one component.
type EvalComponent struct {
	Code      string
	Component string // profile, deficits, decision, or time
	Rank      int    // 1 low, 2 moderate, 3 high; the level of an evaluation is the lowest of its components
	Level     string // for profile and decision: brief, expanded, extensive; low, moderate, high
	Min, Max  int    // for deficits: the count, both ends inclusive; Max 0 = no upper end. Counts of two levels overlap
	Typical   int    // for time: typical minutes, never a requirement
	Note      string
	Source    string
	Verified  string
	Window    audit.Window
	Row       string
}

type levelKey struct{ code, component string }

type evalRow struct {
	Code      codeCell      `csv:"code"`
	Component componentCell `csv:"component"`
	From      day           `csv:"effective_from"`
	To        day           `csv:"effective_to"`
	Minimum   string        `csv:"minimum"`
	Maximum   optionalCount `csv:"maximum"`
	Rank      count         `csv:"rank"`
	Unit      unitCell      `csv:"unit"`
	Typical   optionalCount `csv:"typical"`
	Note      string        `csv:"note"`
	Source    required      `csv:"source"`
	Verified  verifiedCell  `csv:"verified"`
}

type unitCell string

func (c *unitCell) UnmarshalCSV(text string) error {
	*c = unitCell(text)
	return oneOf(text, "level", "count", "minutes")
}

func (t *Tables) readEvalLevels(s *source) {
	t.levels = index[levelKey, EvalComponent]{}
	rows, lines := readRows[evalRow](s)
	for i, r := range rows {
		info := &EvalComponent{
			Code: string(r.Code), Component: string(r.Component), Rank: int(r.Rank), Max: int(r.Maximum),
			Typical: int(r.Typical), Note: r.Note, Source: string(r.Source), Verified: string(r.Verified),
			Window: span(r.From, r.To), Row: "eval_levels.csv " + string(r.Code) + " " + string(r.Component),
		}
		switch r.Unit {
		case "count":
			least, err := strconv.Atoi(r.Minimum)
			if err != nil || least < 1 {
				s.fault(lines[i], "minimum", "%q is not a whole number above zero", r.Minimum)
			}
			info.Min = least
		case "level":
			if r.Minimum == "" {
				s.fault(lines[i], "minimum", "empty, but a value is needed")
			}
			info.Level = r.Minimum
		case "minutes":
			if r.Typical == 0 {
				s.fault(lines[i], "typical", "empty, but a value is needed")
			}
		}
		t.levels.add(s, lines[i], levelKey{info.Code, info.Component}, info.Window, info)
	}
}

// EvalComponent gives what an evaluation code asks of a component (profile, deficits, decision, time) on a day.
func (t *Tables) EvalComponent(code, component string, on audit.Date) (*EvalComponent, bool) {
	return t.levels.at(levelKey{code, component}, on)
}
