package refdata

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Measure is what a norm measures of each therapist.
type Measure string

// The measures.
const (
	CodeShare      Measure = "code_share"      // share of a code in the treatment units
	UnitsPerDay    Measure = "units_per_day"   // units of a code on the patient-days that have it
	HighEvaluation Measure = "high_evaluation" // share of 97167 in the initial evaluations
)

// normRow is the distribution of one measure among the therapists of a state in one year: median and median absolute deviation.
// The embedded table holds none: CMS's file is given by `tables import`.
type normRow struct {
	State      required       `csv:"state"`
	Year       count          `csv:"year"`
	Measure    required       `csv:"measure"`
	Code       required       `csv:"code"`
	Therapists count          `csv:"therapists"`
	Median     tenThousandths `csv:"median"`
	Deviation  tenThousandths `csv:"deviation"`
	Source     required       `csv:"source"`
	Verified   verifiedCell   `csv:"verified"`
}

// Norm is how a measure is distributed among the occupational therapists in private practice of a state, of one year's Medicare
// Part B claims. Services that a therapist gave to fewer than 11 beneficiaries in the year are not in it.
type Norm struct {
	State             string
	Year, Therapists  int
	Median, Deviation float64 // the deviation is the median absolute one
	Row               string  // for the report
}

type normKey struct {
	state   string
	measure Measure
	code    string
}

func (t *Tables) readNorms(s *source) {
	t.norms = map[normKey][]Norm{}
	rows, lines := readRows[normRow](s)
	for i, r := range rows {
		key := normKey{string(r.State), Measure(r.Measure), string(r.Code)}
		year := int(r.Year)
		switch {
		case !isState(key.state):
			s.fault(lines[i], "state", "%q is not a state of two capital letters", key.state)
		case key.measure != CodeShare && key.measure != UnitsPerDay && key.measure != HighEvaluation:
			s.fault(lines[i], "measure", "%q is not %s, %s or %s", key.measure, CodeShare, UnitsPerDay, HighEvaluation)
		case r.Median == noNumber || r.Deviation == noNumber:
			s.fault(lines[i], "median", "a norm needs its median and its deviation")
		case slices.ContainsFunc(t.norms[key], func(n Norm) bool { return n.Year == year }):
			s.fault(lines[i], "", "a norm of this state, year, measure and code stands above")
		default:
			t.norms[key] = append(t.norms[key], Norm{key.state, year, int(r.Therapists), float64(r.Median) / 10000, float64(r.Deviation) / 10000,
				fmt.Sprintf("peer_norms.csv %s %d %s %s", key.state, year, key.measure, key.code)})
		}
	}
}

// isState reports whether a text is written as the abbreviation of a state.
func isState(text string) bool {
	return len(text) == 2 && strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// Norm returns the newest norm that is not of a later year than the one given.
func (t *Tables) Norm(state string, measure Measure, code string, year int) (newest Norm, found bool) {
	for _, n := range t.norms[normKey{state, measure, code}] {
		if n.Year <= year && n.Year > newest.Year {
			newest, found = n, true
		}
	}
	return newest, found
}

// NormStates lists the states of which there are norms.
func (t *Tables) NormStates() []string {
	states := map[string]bool{}
	for key := range t.norms {
		states[key.state] = true
	}
	return slices.Sorted(maps.Keys(states))
}
