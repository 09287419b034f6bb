package html

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"unicode/utf8"

	"otaudit/audit"
	"otaudit/report/model"
)

// Every chart gives its title, which says what is counted and of how many, and its drawing; without data the title is
// the sentence that stands instead. The numbers of each stand in a table beside it too (REP-62).

// rowHeight is the height of one bar of a chart with its gap.
const rowHeight = 22.0

// labelRoom is the number of characters that fit before the bars.
const labelRoom = 26

func inLabelRoom(label string) bool { return utf8.RuneCountInString(label) <= labelRoom }

// paretoChart is C1: findings by family, most first, with the cumulative share (REP-54).
func paretoChart(counts []model.FamilyCount) (string, template.HTML) {
	all := 0
	for _, n := range counts {
		all += n.Findings
	}
	if all == 0 {
		return "No open finding: there is nothing to sort by category.", ""
	}
	title := "Findings by category: " + model.Plural(all, "finding", "findings")
	height := rowHeight*float64(len(counts)) + 22
	s := newSVG("pareto", svgWidth, height, title)
	x0, x1 := 150.0, svgWidth-200
	sum, y := 0, 0.0
	for _, n := range counts {
		sum += n.Findings
		w := (x1 - x0) * float64(n.Findings) / float64(counts[0].Findings)
		s.text(x0-8, y+15, "label", "end", n.Letter+"  "+audit.FamilyName(n.Letter))
		s.rect(x0, y+4, w, rowHeight-8, "fill")
		s.text(x0+w+6, y+15, "value", "start", model.Count(n.Findings))
		s.text(svgWidth, y+15, "axis", "end", "cumulative "+model.Percent(int64(sum), int64(all)))
		y += rowHeight
	}
	s.line(x0, 0, x0, y, "base")
	s.text(x0, y+14, "axis", "start", "number of findings, from 0")
	return title, s.done()
}

// butterflyChart is C2: over units to the right, under units to the left of zero, on one scale (REP-55).
func butterflyChart(list []*audit.Total) (string, template.HTML) {
	judged := 0
	var bars []*audit.Total
	for _, t := range list {
		judged += t.UnitLines
		if t.UnitLines > 0 {
			bars = append(bars, t)
		}
	}
	if len(bars) == 0 {
		return "No line of any therapist could be judged for units.", ""
	}
	slices.SortStableFunc(bars, func(a, b *audit.Total) int { return cmp.Compare(b.OverUnits+b.UnderUnits, a.OverUnits+a.UnderUnits) })
	title := fmt.Sprintf("Units over and under by therapist: %s, %s judged", model.Plural(len(list), "therapist", "therapists"), model.Plural(judged, "line", "lines"))
	if more := len(bars) - model.MaxBars; more > 0 {
		title += fmt.Sprintf("; the %d with the largest differences, %s in the table", model.MaxBars, model.Plural(more, "other", "others"))
		bars = bars[:model.MaxBars]
	}
	most := audit.Units(1000)
	for _, t := range bars {
		most = max(most, t.OverUnits, t.UnderUnits)
	}
	s := newSVG("butterfly", svgWidth, rowHeight*float64(len(bars))+22, title)
	s.hatching("hatch")
	const names = 190.0
	zero, half := names+(svgWidth-names)/2, (svgWidth-names)/2-50
	s.text(zero-8, 12, "axis", "end", "‹ units under (potential under-billing)")
	s.text(zero+8, 12, "axis", "start", "units over (potential over-billing) ›")
	y := 20.0
	labels := model.ChartLabels(bars, inLabelRoom)
	for i, t := range bars {
		under, over := half*float64(t.UnderUnits)/float64(most), half*float64(t.OverUnits)/float64(most)
		s.name(0, y+15, "start", labels[i], model.KeyName(t))
		s.hatched(zero-under, y+4, under, rowHeight-8)
		s.rect(zero, y+4, over, rowHeight-8, "fill")
		s.text(zero-under-5, y+15, "value", "end", model.GroupUnits(t.UnderUnits))
		s.text(zero+over+5, y+15, "value", "start", model.GroupUnits(t.OverUnits))
		y += rowHeight
	}
	s.line(zero, 20, zero, y, "base")
	return title, s.done()
}

// unitsPerDayChart is C6: billed units per treatment day, the median as a line (REP-59).
func unitsPerDayChart(list []*audit.Total) (string, template.HTML) {
	var whole []*audit.Total
	for _, t := range list {
		if t.TreatmentDays > 0 && t.Key != "" {
			whole = append(whole, t)
		}
	}
	if len(whole) == 0 {
		return "Units per treatment day are not drawn: no therapist has a treatment day.", ""
	}
	value := func(t *audit.Total) float64 { return float64(t.TreatmentUnits) / 1000 / float64(t.TreatmentDays) }
	sorted := slices.Clone(whole)
	slices.SortStableFunc(sorted, func(a, b *audit.Total) int { return cmp.Compare(value(a), value(b)) })
	median, most := value(sorted[(len(sorted)-1)/2]), max(1, value(sorted[len(sorted)-1]))
	title := fmt.Sprintf("Billed units per treatment day: %s; evaluations excluded", model.Plural(len(sorted), "therapist", "therapists"))
	if more := len(whole) - model.MaxBars; more > 0 {
		title += fmt.Sprintf("; the %d furthest from the median, %s not drawn", model.MaxBars, model.Plural(more, "other", "others"))
	}
	whole = model.Furthest(whole, median, value)
	s := newSVG("perday", svgWidth, rowHeight*float64(len(whole))+20, title)
	x0, x1, y := 190.0, svgWidth-130, 0.0
	labels := model.ChartLabels(whole, inLabelRoom)
	for i, t := range whole {
		x := x0 + (x1-x0)*value(t)/most
		s.name(0, y+15, "start", labels[i], model.KeyName(t))
		s.line(x0, y+11, x, y+11, "rail")
		s.dot(x, y+11, 4)
		s.text(svgWidth, y+15, "value", "end", fmt.Sprintf("%.1f on %s", value(t), model.Plural(t.TreatmentDays, "day", "days")))
		y += rowHeight
	}
	s.line(x0, 0, x0, y, "base")
	if len(sorted) >= 3 {
		x := x0 + (x1-x0)*median/most
		s.line(x, 0, x, y, "mark")
		s.text(x, y+14, "axis", "middle", fmt.Sprintf("median %.1f", median))
	} else {
		s.text(x0, y+14, "axis", "start", "units per treatment day, from 0")
	}
	return title, s.done()
}

// monthChart is C3: the share of judged lines supported as billed by month, with the 95 % reference (REP-49, REP-56).
func monthChart(list []*audit.Total) (string, template.HTML) {
	var months []*audit.Total
	for _, t := range list {
		if t.UnitLines > 0 && t.Key != "" {
			months = append(months, t)
		}
	}
	if len(months) < 2 {
		return "The trend is not drawn: fewer than two months have judged lines.", ""
	}
	months = months[max(0, len(months)-model.MaxMonths):]
	title := fmt.Sprintf("Lines supported as billed by units, share of judged lines by month: the last %s with judged lines", model.Plural(len(months), "month", "months"))
	const height, top, x0 = 150.0, 12.0, 44.0
	s := newSVG("months", svgWidth, height+top+50, title)
	base, x1 := top+height, svgWidth-6
	at := func(share float64) float64 { return base - share*height }
	for _, mark := range []int{0, 50, 100} {
		s.line(x0, at(float64(mark)/100), x1, at(float64(mark)/100), "rail")
		s.text(x0-6, at(float64(mark)/100)+4, "axis", "end", fmt.Sprintf("%d %%", mark))
	}
	s.line(x0, at(0.95), x1, at(0.95), "mark")
	s.text(x1, base+44, "axis", "end", "dashed: 95 %, a reference used in practice; no rule sets it")
	step := (x1 - x0) / float64(len(months))
	var lastX, lastY float64
	for i, t := range months {
		good := t.UnitLines - t.OverLines - t.UnderLines
		x, y := x0+(float64(i)+0.5)*step, at(float64(good)/float64(t.UnitLines))
		if i > 0 {
			s.line(lastX, lastY, x, y, "trend")
		}
		lastX, lastY = x, y
		s.dot(x, y, 3.5)
		label := y + 18
		if y > base-40 {
			label = y - 9
		}
		s.text(x, label, "value", "middle", strings.TrimSuffix(model.Percent(int64(good), int64(t.UnitLines)), " %"))
		s.text(x, base+14, "axis", "middle", t.Key)
		s.text(x, base+27, "axis", "middle", "n "+model.Count(t.UnitLines))
	}
	return title, s.done()
}

// minutesChart is C5: visits by timed minutes, with the starts of the bands marked (REP-58).
func (h *htmlReport) minutesChart() (string, template.HTML) {
	minutes := h.r.Minutes
	visits, last, most := 0, 0, 0
	for m, n := range minutes {
		visits += n
		most = max(most, n)
		if n > 0 {
			last = m
		}
	}
	if visits == 0 {
		return "No visit states the timed minutes of all its timed lines: there is no histogram to draw.", ""
	}
	last = min(max(60, last), len(minutes)-1)
	title := fmt.Sprintf("Visits by timed minutes: %s with all timed minutes on record", model.Plural(visits, "visit", "visits"))
	const height, top, x0 = 150.0, 30.0, 44.0
	s := newSVG("minutes", svgWidth, height+top+40, title)
	base := top + height
	w := (svgWidth - x0) / float64(last+1)
	s.text(0, 12, "axis", "start", "band starts")
	for minute := model.FirstBoundary; minute <= last; minute += 15 {
		x := x0 + float64(minute)*w
		s.line(x, 17, x, base, "mark")
		s.text(max(x, 70), 12, "axis", "middle", fmt.Sprint(minute))
	}
	for minute, n := range minutes[:last+1] {
		class := "soft"
		if model.IsBoundary(minute) {
			class = "fill"
		}
		bar := height * float64(n) / float64(most)
		s.rect(x0+float64(minute)*w+0.3, base-bar, max(0.8, w-0.6), bar, class)
	}
	s.line(x0, base, svgWidth, base, "base")
	s.text(x0-6, base+3, "axis", "end", "0")
	s.text(x0-6, top+4, "axis", "end", model.Count(most))
	step := 15
	if last > 120 {
		step = 30
	}
	for minute := 0; minute <= last; minute += step {
		s.text(x0+(float64(minute)+0.5)*w, base+14, "axis", "middle", fmt.Sprint(minute))
	}
	s.text(svgWidth, base+30, "axis", "end", "timed minutes of the visit; dark bars: first minute of a band")
	return title, s.done()
}

// coverageBar is one row of C7: lines evaluated without and with a finding, and not evaluated, in three patterns (REP-60).
func coverageBar(rule *audit.RuleResult, row int) template.HTML {
	found := min(rule.Lines, rule.Evaluated)
	rest, none := rule.Evaluated-found, rule.Applicable-rule.Evaluated
	const width, height = 140.0, 14.0
	s := newSVG(fmt.Sprint("rule", row), width, height, fmt.Sprintf("%s without finding, %s with finding, %s not evaluated", model.Count(rest), model.Count(found), model.Count(none)))
	unit := (width - 1) / float64(max(1, rule.Applicable))
	s.rect(0.5, 1, float64(rest)*unit, height-2, "soft")
	s.rect(0.5+float64(rest)*unit, 1, float64(found)*unit, height-2, "fill")
	if none > 0 {
		s.hatching("gap")
		s.hatched(0.5+float64(rest+found)*unit, 1, float64(none)*unit, height-2)
	}
	s.rect(0.5, 1, width-1, height-2, "edge")
	return s.done()
}

// coverageLegend names the three patterns.
func coverageLegend() template.HTML {
	var b strings.Builder
	for i, label := range []string{"evaluated, no finding", "evaluated, with finding", "not evaluated"} {
		s := newSVG(fmt.Sprint("legend", i), 24, 12, label)
		switch i {
		case 0:
			s.rect(0.5, 0.5, 23, 11, "soft")
		case 1:
			s.rect(0.5, 0.5, 23, 11, "fill")
		default:
			s.hatching("gap")
			s.hatched(0.5, 0.5, 23, 11)
		}
		fmt.Fprintf(&b, "<span>%s%s</span>", s.done(), template.HTMLEscapeString(label))
	}
	return template.HTML(b.String())
}
