package estimate

import (
	"fmt"
	"strings"

	"otaudit/audit"
	"otaudit/practice/review"
	"otaudit/practice/sampling"
)

// FromScores takes the amounts that reviewers support from the scores of a sample. What is open speaks against a projection (REP-151).
func FromScores(r *sampling.Record, s *review.Scores) Sample {
	out := Sample{Basis: r.Basis}
	if s.FrameHash != r.FrameHash {
		out.Against = append(out.Against, "the scores are of another frame than the record of the sample")
	}
	reasons := map[string][]string{}
	var order []string
	against := func(why, id string) {
		if reasons[why] == nil {
			order = append(order, why)
		}
		reasons[why] = append(reasons[why], id)
	}
	for _, d := range r.Strata {
		st := Stratum{Name: d.Name, Frame: d.Frame}
		for _, u := range s.Units {
			switch {
			case u.Stratum != d.Name || !u.InSample:
			case u.State == review.NotReviewed:
				against("not reviewed", u.ID)
			case u.State == review.Missing:
				against("records missing: somebody must decide", u.ID)
			case u.Billed == nil:
				against("no amount billed", u.ID)
			case u.Supported == nil:
				against("no supported amount that reviewers agree on", u.ID)
			default:
				st.Units = append(st.Units, Unit{*u.Billed, *u.Supported})
			}
		}
		out.Strata = append(out.Strata, st)
	}
	for _, id := range s.Vacant {
		against("not in the frame, and no spare is left", id)
	}
	for _, why := range order {
		out.Against = append(out.Against, fmt.Sprintf("%s, %s: %s", audit.Plural(len(reasons[why]), "unit", "units"), why, strings.Join(reasons[why], ", ")))
	}
	if len(s.Idle) > 0 {
		out.Doubts = append(out.Doubts, "spares that were reviewed though no place was free are not in it: "+strings.Join(s.Idle, ", "))
	}
	if n := replaced(s.Units); n > 0 {
		out.Doubts = append(out.Doubts, fmt.Sprintf("%s not to be in the frame and a spare took the place: the frame likely holds more of the kind, and its size still counts them",
			audit.Plural(n, "unit proved", "units proved")))
	}
	return out
}

func replaced(units []review.Unit) (n int) {
	for _, u := range units {
		if u.State == review.Outside && u.Spare == 0 {
			n++
		}
	}
	return n
}
