package reading

import (
	"otaudit/audit"
	"otaudit/importers/header"
)

const (
	scopePercent = 95 // percent of rows that must agree for two columns not to contradict each other

	// fewContradictions of two columns of minutes among rows that agree say nothing of the columns, however short the log:
	// they are findings of U012 and others about their visits, which a column left unread would hide.
	fewContradictions = 4
)

// checkParts compares columns of minutes with each other: a visit's timed minutes are part of its treatment minutes, and what an
// assistant furnished is part of the line's minutes. Columns that contradict each other are not read (IMP-133, IMP-134).
func (r *reader) checkParts() {
	r.tooShort()
	timed, treatment := r.columnOf(audit.TimedMinutes, 0), r.columnOf(audit.TreatmentMinutes, 0)
	if timed >= 0 && treatment >= 0 {
		fit, of := r.timedWithinTreatment(timed, treatment)
		if contradicted(fit, of) {
			r.refuse("treatment minutes are below timed minutes on too many visits: are the two columns swapped?", timed, treatment)
		}
	}
	for series := range header.MaxSeries + 1 {
		minutes := r.columnOf(audit.Minutes, series)
		assistant, together := r.columnOf(audit.AssistantMinutes, series), r.columnOf(audit.TogetherMinutes, series)
		if minutes >= 0 && (assistant >= 0 || together >= 0) {
			fit, of := r.partsWithinMinutes(minutes, assistant, together)
			if contradicted(fit, of) {
				r.refuse("assistant and together minutes exceed the minutes on too many lines", assistant, together)
			}
		}
	}
}

// tooShort leaves a column unread that was taken for a total of the visit and is below the minutes of its lines on most visits: it
// holds something else.
func (r *reader) tooShort() {
	minutes := r.columnOf(audit.Minutes, 0)
	visits := r.visitRows()
	if minutes < 0 || len(visits) == 0 {
		return
	}
	sums := map[int32]int32{}
	values := r.minutesOf(minutes, audit.Minutes)
	for row, v := range visits {
		if m := values[r.ID(row, minutes)]; v >= 0 && m > 0 {
			sums[v] += m
		}
	}
	for _, f := range []audit.Field{audit.TreatmentMinutes, audit.TimedMinutes} {
		total := r.columnOf(f, 0)
		if total < 0 {
			continue
		}
		stated, seen, below, of := r.minutesOf(total, f), map[int32]bool{}, 0, 0
		for row, v := range visits {
			m := stated[r.ID(row, total)]
			if v < 0 || m < 0 || sums[v] == 0 || seen[v] {
				continue
			}
			seen[v] = true
			of++
			if m < sums[v] {
				below++
			}
		}
		d := &r.decisions[total]
		switch k := r.find(total, f); {
		case 2*below <= of:
		case k == nil || k.words < wordsKnown-wordsSibling:
			*d = Decision{Field: f, Match: d.Match, Grade: audit.Evident, NotSaid: true,
				Reason: "not read: it is below the minutes of the lines on most visits, so that it is no total of them"}
		case below > fewContradictions:
			*d = Decision{Field: f, Match: d.Match, Ask: true, Reason: "it is below the minutes of the lines on most visits"}
		}
	}
}

// columnOf returns the column that is bound to a field in a column group, -1 if there is none, or a profile fixes it.
func (r *reader) columnOf(f audit.Field, series int) int {
	for col := range r.decisions {
		if d := &r.decisions[col]; d.Bind && d.Field == f && d.Match.Series == series && !d.Match.Fixed && r.Columns[col].Read {
			return col
		}
	}
	return -1
}

func (r *reader) refuse(reason string, cols ...int) {
	for _, col := range cols {
		if col >= 0 {
			d := &r.decisions[col]
			*d = Decision{Field: d.Field, Match: d.Match, Ask: true, Reason: reason}
		}
	}
}

// timedWithinTreatment counts the visits, or where these are not known the rows, whose treatment minutes hold the timed ones.
func (r *reader) timedWithinTreatment(timedCol, treatmentCol int) (fit, of int) {
	timed, treatment := r.minutesOf(timedCol, audit.TimedMinutes), r.minutesOf(treatmentCol, audit.TreatmentMinutes)
	visits := r.visitRows()
	seen := map[int32]bool{}
	for row := range min(r.Rows(), evidenceRows) {
		a, b := timed[r.ID(row, timedCol)], treatment[r.ID(row, treatmentCol)]
		if a < 0 || b < 0 {
			continue
		}
		if row < len(visits) {
			if visits[row] < 0 || seen[visits[row]] {
				continue
			}
			seen[visits[row]] = true
		}
		of++
		if b >= a {
			fit++
		}
	}
	return fit, of
}

// partsWithinMinutes counts the lines whose minutes hold what an assistant had a hand in; blank parts are none.
func (r *reader) partsWithinMinutes(minutesCol, assistantCol, togetherCol int) (fit, of int) {
	minutes := r.minutesOf(minutesCol, audit.Minutes)
	part := func(col int, f audit.Field) func(row int) int32 {
		if col < 0 {
			return func(int) int32 { return 0 }
		}
		values := r.minutesOf(col, f)
		return func(row int) int32 { return max(values[r.ID(row, col)], 0) }
	}
	assistant, together := part(assistantCol, audit.AssistantMinutes), part(togetherCol, audit.TogetherMinutes)
	for row := range min(r.Rows(), evidenceRows) {
		whole := minutes[r.ID(row, minutesCol)]
		if whole < 0 {
			continue
		}
		of++
		if assistant(row)+together(row) <= whole {
			fit++
		}
	}
	return fit, of
}

// contradicted reports two columns that contradict each other: on many of the rows, or in a short log on all of several.
func contradicted(fit, of int) bool {
	against := of - fit
	return 100*fit < scopePercent*of && (against > fewContradictions || against == of && against > 1)
}
