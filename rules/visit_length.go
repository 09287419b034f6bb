package rules

import (
	"cmp"
	"slices"

	"otaudit/audit"
)

// dayLength is the time that the visits of a day can have taken at most.
type dayLength struct {
	minutes   int
	kind      string // where it comes from
	scheduled bool   // from times that all look like appointment slots
}

// span is a stretch of time of one therapist.
type span struct {
	therapist  int32
	start, end audit.Clock
}

// lengthOf adds up the visits of the day that bill timed units: by their treatment minutes, or their start and end where that is
// more. Times that overlap count once for one therapist. The cause says what is missing of a visit that has neither.
func lengthOf(g *audit.Group) (day dayLength, missing string) {
	var spans []span
	treatment, timed := 0, false
	eachVisit(g.All, func(visit []*audit.Line) {
		own := judgedOf(g, visit)
		if len(own) == 0 || missing != "" {
			return
		}
		minutes, noTotal := stated(visit, audit.TreatmentMinutes)
		times, noTimes := spansOf(own, visit)
		switch {
		case noTotal == "" && (noTimes != "" || minutes >= unionOf(times)):
			treatment += minutes
		case noTimes == "":
			spans, timed = append(spans, times...), true
		default:
			missing = noTimes
		}
	})
	if missing != "" {
		return day, missing
	}
	day = dayLength{minutes: treatment + unionOf(spans), kind: "a treatment time"}
	if timed {
		day.kind = "a visit"
		day.scheduled = treatment == 0 && !slices.ContainsFunc(spans, func(s span) bool { return s.start%15 != 0 || s.end%15 != 0 })
	}
	return day, ""
}

// spansOf gives the times of the lines that bill timed units, or those of other lines of the visit where one of them has none.
func spansOf(own, visit []*audit.Line) (spans []span, missing string) {
	if spans, missing = timesOf(own); missing == "" || len(own) == len(visit) && len(spans) == 0 {
		return spans, missing
	}
	if all, _ := timesOf(visit); len(all) > 0 {
		return all, ""
	}
	return nil, missing
}

// timesOf lists the times of lines, and says what is missing of a line without.
func timesOf(lines []*audit.Line) (spans []span, missing string) {
	for _, l := range lines {
		switch {
		case !l.Has(audit.StartTime):
			missing = audit.Missing(l, audit.StartTime)
		case !l.Has(audit.EndTime):
			missing = audit.Missing(l, audit.EndTime)
		case l.Clock(audit.EndTime) <= l.Clock(audit.StartTime):
			return nil, "end_time: not after start_time"
		default:
			spans = append(spans, span{l.Symbol(audit.Therapist), l.Clock(audit.StartTime), l.Clock(audit.EndTime)})
		}
	}
	return spans, missing
}

// unionOf adds up the minutes of the spans, what one therapist's have in common once.
func unionOf(spans []span) (minutes int) {
	sorted := slices.SortedFunc(slices.Values(spans), func(a, b span) int {
		return cmp.Or(cmp.Compare(a.therapist, b.therapist), cmp.Compare(a.start, b.start))
	})
	for i, s := range sorted {
		from := s.start
		for _, before := range sorted[:i] {
			if before.therapist == s.therapist {
				from = max(from, min(before.end, s.end))
			}
		}
		minutes += int(s.end - from)
	}
	return minutes
}
