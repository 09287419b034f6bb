package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/report/chart"
)

// The most bars and months that a chart draws; the tables have all (REP-62).
const (
	maxBars   = 15
	maxMonths = 13
)

// familyChart is findings by category, most first, with the cumulative share (REP-54).
func familyChart(counts []familyCount) *chart.Chart {
	all, sum := 0, 0
	for _, n := range counts {
		all += n.Findings
	}
	if all == 0 {
		return chart.Missing("No open finding: there is nothing to sort by category.")
	}
	bars := make([]chart.Bar, len(counts))
	for i, n := range counts {
		sum += n.Findings
		bars[i] = chart.Bar{Label: strings.TrimSpace(n.Letter + "  " + audit.FamilyName(n.Letter)), Value: float64(n.Findings), Number: Count(n.Findings), Aside: "cumulative " + Percent(int64(sum), int64(all))}
	}
	if len(bars) > maxBars { // the last bar is the sum of those left out
		last, rest := &bars[len(bars)-1], bars[maxBars-1:]
		last.Label, last.Value = Plural(len(rest), "other", "others"), 0
		for _, n := range counts[maxBars-1:] {
			last.Value += float64(n.Findings)
		}
		last.Number = Count(int(last.Value))
		bars = append(bars[:maxBars-1], *last)
	}
	return chart.Bars("Findings by category: "+Plural(all, "finding", "findings"), "number of findings, from 0", bars)
}

// therapistChart is units over to the right and under to the left of zero, on one scale (REP-55).
func therapistChart(list []*audit.Total) *chart.Chart {
	lines := 0
	var shown []*audit.Total
	for _, t := range list {
		lines += t.UnitLines
		if t.UnitLines > 0 {
			shown = append(shown, t)
		}
	}
	if len(shown) == 0 {
		return chart.Missing("Units could not be evaluated on any line of any therapist.")
	}
	slices.SortStableFunc(shown, func(a, b *audit.Total) int { return cmp.Compare(b.OverUnits+b.UnderUnits, a.OverUnits+a.UnderUnits) })
	var pairs []chart.Pair
	for _, t := range shown[:min(maxBars, len(shown))] {
		pairs = append(pairs, chart.Pair{Label: SafeText(keyName(t)), Left: float64(t.UnderUnits) / 1000, Right: float64(t.OverUnits) / 1000,
			LeftText: GroupUnits(t.UnderUnits), RightText: GroupUnits(t.OverUnits)})
	}
	var rest *chart.Pair
	if len(shown) > maxBars { // a bar of all others would dwarf the rest
		var over, under audit.Units
		for _, t := range shown[maxBars:] {
			over, under = over+t.OverUnits, under+t.UnderUnits
		}
		rest = &chart.Pair{Label: Plural(len(shown)-maxBars, "other", "others"), LeftText: "together " + GroupUnits(under), RightText: GroupUnits(over) + " together (not drawn)"}
	}
	return chart.Butterfly(fmt.Sprintf("Units over and under by therapist: %s, %s evaluated", Plural(len(list), "therapist", "therapists"), Plural(lines, "line", "lines")),
		"‹ units under (potential under-billing)", "units over (potential over-billing) ›", pairs, rest)
}

// unitsPerDayChart is billed units per treatment day, the median as a line (REP-59).
func unitsPerDayChart(list []*audit.Total) *chart.Chart {
	list = slices.DeleteFunc(slices.Clone(list), func(t *audit.Total) bool { return t.TreatmentDays <= 0 || t.Key == "" })
	if len(list) == 0 {
		return chart.Missing("Units per treatment day are not drawn: no therapist has a treatment day.")
	}
	value := func(t *audit.Total) float64 { return float64(t.TreatmentUnits) / 1000 / float64(t.TreatmentDays) }
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b *audit.Total) int { return cmp.Compare(value(a), value(b)) })
	median, medianText := value(sorted[(len(sorted)-1)/2]), ""
	if len(sorted) >= 3 {
		medianText = fmt.Sprintf("median %.1f", median)
	}
	title := fmt.Sprintf("Billed units per treatment day: %s; evaluations excluded", Plural(len(list), "therapist", "therapists"))
	if more := len(list) - maxBars; more > 0 {
		title += fmt.Sprintf("; the %d furthest from the median, %s not drawn", maxBars, Plural(more, "other", "others"))
		list = furthest(list, median, value)
	}
	var values []chart.Value
	for _, t := range list {
		values = append(values, chart.Value{Label: SafeText(keyName(t)), Amount: value(t), Text: fmt.Sprintf("%.1f on %s", value(t), Plural(t.TreatmentDays, "day", "days"))})
	}
	return chart.Dots(title, "units per treatment day", values, median, medianText)
}

// furthest keeps the totals furthest from the median, in the order of the list.
func furthest(list []*audit.Total, median float64, value func(*audit.Total) float64) []*audit.Total {
	far := slices.Clone(list)
	distance := func(t *audit.Total) float64 { return max(value(t)-median, median-value(t)) }
	slices.SortStableFunc(far, func(a, b *audit.Total) int { return cmp.Compare(distance(b), distance(a)) })
	far = far[:min(maxBars, len(far))]
	return slices.DeleteFunc(slices.Clone(list), func(t *audit.Total) bool { return !slices.Contains(far, t) })
}

// monthChart is the share of lines supported as billed by month, with the target (REP-49, REP-56). A month with too little judged for
// a rate is not drawn.
func monthChart(x *rates, list []*audit.Total) *chart.Chart {
	months := make([]Standing, len(list))
	for i, t := range list {
		months[i] = x.unitStanding(t.Key, t)
	}
	return RateTrend(months, x.target)
}

// RateTrend draws the rates of months, which are named by What, with the target; those that are not determinable are left out.
func RateTrend(months []Standing, target int) *chart.Chart {
	var points []chart.Point
	left := 0
	for i := range months {
		s := &months[i]
		if !s.drawn() || s.What == "" {
			left++
			continue
		}
		points = append(points, chart.Point{Label: SafeText(s.What), Below: "n " + Count(s.Of), Share: s.share(), Number: strings.TrimSuffix(s.Rate, " %")})
	}
	if len(points) < 2 {
		return chart.Missing("The trend is not drawn: fewer than two months have enough evaluated lines for a rate.")
	}
	points = points[max(0, len(points)-maxMonths):]
	title := fmt.Sprintf("Lines supported as billed, percent of the n lines evaluated, by month: the last %s with enough of them", Plural(len(points), "month", "months"))
	if left > 0 {
		title += "; " + Plural(left, "month is", "months are") + " not drawn"
	}
	return chart.Trend(title, points, float64(target)/100, targetCaption(target))
}

func targetCaption(target int) string {
	return fmt.Sprintf("dashed: target of %d %%; no rule sets it", target)
}

// thenAndNow is the rates of the earlier run and of this one, those that both have.
func thenAndNow(p *Report) *chart.Chart {
	now := append([]Standing{p.First.Clinic}, p.First.Families...)
	now[0].What = "supported as billed"
	var rows []chart.Change
	for i := range now {
		for j := range p.First.Before {
			then := &p.First.Before[j]
			if same := i == 0 && j == 0 || i > 0 && j > 0 && then.What == now[i].What; same && then.drawn() && now[i].drawn() {
				rows = append(rows, chart.Change{Label: now[i].What, Then: then.share(), Now: now[i].share(), Text: fmt.Sprintf("%s of %s › %s of %s", then.Rate, Count(then.Of), now[i].Rate, Count(now[i].Of))})
			}
		}
	}
	if len(rows) == 0 {
		return chart.Missing("Then and now are not drawn: no rate is determinable in both runs.")
	}
	return chart.ThenNow("Then and now: percent of the lines evaluated that are supported as billed, and that have no error of a category", rows, float64(p.First.Target)/100, targetCaption(p.First.Target))
}

// minutesChart is visits by timed minutes, with the first minutes that make a further unit marked (REP-58).
func minutesChart(r *audit.Result) *chart.Chart {
	visits, last, most := 0, 0, 0
	for minutes, n := range r.Minutes {
		visits += n
		most = max(most, n)
		if n > 0 {
			last = minutes
		}
	}
	if visits == 0 {
		return chart.Missing("No visit states the timed minutes of all its timed lines: there is no histogram to draw.")
	}
	last = min(max(60, last), len(r.Minutes)-1)
	title := fmt.Sprintf("Visits by timed minutes: %s with all timed minutes on record", Plural(visits, "visit", "visits"))
	if r.Minutes[len(r.Minutes)-1] > 0 {
		title += fmt.Sprintf("; the last bar is %d minutes or more", len(r.Minutes)-1)
	}
	return chart.Histogram(title, r.Minutes[:last+1], isBoundary, "next unit at", Count(most), "timed minutes of the visit; dark bars: first minute of the next unit")
}

// coverageChart is for each rule the lines evaluated without and with a finding, and not evaluated (REP-60).
func coverageChart(r *audit.Result) *chart.Chart {
	var rules []*audit.RuleResult
	for i := range r.Rules {
		if r.Rules[i].Applicable > 0 {
			rules = append(rules, &r.Rules[i])
		}
	}
	if len(rules) == 0 {
		return chart.Missing("No rule applies to any line of these files.")
	}
	title := fmt.Sprintf("Lines evaluated and not evaluated: %s that apply to any line", Plural(len(rules), "rule", "rules"))
	slices.SortStableFunc(rules, func(a, b *audit.RuleResult) int {
		return cmp.Or(cmp.Compare(b.Applicable-b.Evaluated, a.Applicable-a.Evaluated), cmp.Compare(b.Findings, a.Findings))
	})
	if more := len(rules) - maxBars; more > 0 {
		title += fmt.Sprintf("; the %d with the most lines not evaluated, %s in the table", maxBars, Plural(more, "other", "others"))
		rules = rules[:maxBars]
	}
	slices.SortStableFunc(rules, func(a, b *audit.RuleResult) int { return cmp.Compare(a.ID, b.ID) })
	var bars []chart.Segments
	for _, rule := range rules {
		found := min(rule.Lines, rule.Evaluated)
		parts := [3]int{rule.Evaluated - found, found, rule.Applicable - rule.Evaluated}
		bars = append(bars, chart.Segments{Label: SafeText(rule.ID + "  " + RuleTitle(rule.Name)), Parts: parts, Text: Count(parts[0]) + " / " + Count(parts[1]) + " / " + Count(parts[2])})
	}
	return chart.Shares(title, [3]string{"evaluated, no finding", "evaluated, with finding", "not evaluated"}, "no finding / with finding / not evaluated", bars)
}
