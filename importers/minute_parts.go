package importers

import (
	"fmt"

	"otaudit/audit"
	"otaudit/importers/header"
	"otaudit/importers/reading"
	"otaudit/importers/value"
)

// checkParts compares columns of minutes with each other: a visit's timed minutes are part of its treatment minutes, and
// what an assistant furnished is part of the line's minutes. Columns that contradict each other are not read (IMP-133,
// IMP-134).
func (b *binder) checkParts() {
	if timed, treatment := b.columnOf(audit.TimedMinutes, 0), b.columnOf(audit.TreatmentMinutes, 0); timed >= 0 && treatment >= 0 {
		b.leaveIf(reading.TimedWithinTreatment(b.visitTotals(timed, treatment)), timed, treatment)
	}
	for series := range header.MaxSeries + 1 {
		minutes := b.columnOf(audit.Minutes, series)
		assistant, together := b.columnOf(audit.AssistantMinutes, series), b.columnOf(audit.TogetherMinutes, series)
		if minutes >= 0 && (assistant >= 0 || together >= 0) {
			b.leaveIf(reading.PartsWithinMinutes(b.lineParts(minutes, assistant, together)), assistant, together)
		}
	}
}

// columnOf gives the column that is bound to a field in a column group, -1 if there is none.
func (b *binder) columnOf(f audit.Field, series int) int {
	for col, d := range b.decisions {
		if d.Bind && d.Field == f && b.table.matches[col].Series == series && !b.table.matches[col].Fixed {
			return col
		}
	}
	return -1
}

// leaveIf leaves the columns unread if the shape asks it, and says so.
func (b *binder) leaveIf(s reading.Shape, cols ...int) {
	if !s.Ask {
		return
	}
	for _, col := range cols {
		if col < 0 {
			continue
		}
		field := b.decisions[col].Field
		b.settled[col] = true
		b.decisions[col] = reading.Decision{Field: field, Ask: true, Reason: s.Reason}
		b.plan.notices = append(b.plan.notices, audit.Notice{Rule: "I001", Severity: audit.Warning, Field: field.String(),
			Original: b.table.headers[col], Cell: audit.Ref{Sheet: b.plan.sheet, Row: int32(b.table.row), Col: int32(col + 1)},
			Message: fmt.Sprintf("the column is not read as %s: %s; if it is, say so in a profile under columns", field, s.Reason)})
	}
}

// minutesOf reads every content of a column as minutes, -1 for what is not.
func (b *binder) minutesOf(col int) []int32 {
	raw, m := b.grid.Columns[col], b.table.matches[col]
	form, _ := value.DecideMinutes(raw.Single(b.decisions[col].Field), value.MinutesContext{Hours: m.Kind == value.KindHours || m.Hint == header.HintHours})
	minutes := make([]int32, raw.Len())
	for id := range minutes {
		minutes[id] = -1
		v := raw.Value(int32(id))
		if n, reading, _ := form.Parse(v.Text, v.Hint); reading == value.OK {
			minutes[id] = n
		}
	}
	return minutes
}

// visitTotals gives the two totals of each visit, row by row where visits are not known.
func (b *binder) visitTotals(timedCol, treatmentCol int) []reading.VisitTotals {
	timed, treatment := b.minutesOf(timedCol), b.minutesOf(treatmentCol)
	visits := b.visitNumbers(b.table.matches[timedCol])
	seen := map[int32]bool{}
	var totals []reading.VisitTotals
	for row := range min(b.grid.Rows.Len(), evidenceRows) {
		if row < len(visits) {
			if visits[row] < 0 || seen[visits[row]] {
				continue
			}
			seen[visits[row]] = true
		}
		cells := b.grid.Cells(row)
		if v := (reading.VisitTotals{Timed: timed[cells[timedCol]], Treatment: treatment[cells[treatmentCol]]}); v.Timed >= 0 && v.Treatment >= 0 {
			totals = append(totals, v)
		}
	}
	return totals
}

// lineParts gives the minutes of each line and what an assistant had in them; parts that are blank are none.
func (b *binder) lineParts(minutesCol, assistantCol, togetherCol int) []reading.LineParts {
	minutes := b.minutesOf(minutesCol)
	part := func(col int) func(cells []int32) int32 {
		if col < 0 {
			return func([]int32) int32 { return 0 }
		}
		values := b.minutesOf(col)
		return func(cells []int32) int32 { return max(values[cells[col]], 0) }
	}
	assistant, together := part(assistantCol), part(togetherCol)
	var lines []reading.LineParts
	for row := range min(b.grid.Rows.Len(), evidenceRows) {
		cells := b.grid.Cells(row)
		if whole := minutes[cells[minutesCol]]; whole >= 0 {
			lines = append(lines, reading.LineParts{Minutes: whole, Assistant: assistant(cells), Together: together(cells)})
		}
	}
	return lines
}
