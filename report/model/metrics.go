package model

import (
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
)

// Metric is one figure of the report with everything needed to check it (REP-29 to REP-46). Numerator and Denominator
// are in the unit of Measure, so that dollars and units stay exact.
type Metric struct {
	Requirement string `json:"requirement"` // REP-30
	Name        string `json:"name"`
	Formula     string `json:"formula"`
	Value       string `json:"value"` // as printed (REP-07)
	Numerator   int64  `json:"numerator"`
	Denominator int64  `json:"denominator"` // 1 for a plain count
	Measure     string `json:"measure"`     // lines, visits, items, minutes, thousandths of units, cents
	Coverage    string `json:"coverage"`    // what it rests on; without enough of it the value is not determinable
}

// The measures of numerators and denominators.
const (
	inLines    = "lines"
	inVisits   = "visits"
	inItems    = "items"
	inMinutes  = "minutes"
	inEpisodes = "episodes"
	inUnits    = "thousandths of units"
	InCents    = "cents"
)

// leftOutText says which rules line accuracies do not wait for.
const leftOutText = "rules that could not be evaluated on any line are left out"

// rest gives metrics what they rest on, and takes their value where that is not enough.
func (s support) rest(list ...Metric) []Metric {
	for i := range list {
		list[i].Coverage = s.text
		if !s.enough {
			list[i].Value = NotDeterminable
		}
	}
	return list
}

// Metrics computes the figures over all lines, in the order of the specification. Sums run over evaluated lines only. A rate
// without a denominator or without enough coverage reads "not determinable".
func Metrics(r *audit.Result) []Metric {
	x, t := ratesOf(r), TotalOfAll(r)
	units := x.ofUnits(t)
	ofFamily := func(letter string, evaluated int) support {
		return x.ofChecks(letter, evaluated, t.Lines, "line", "lines")
	}
	list := []Metric{ratio("REP-29", "coverage of the unit check", "lines whose units could be evaluated / lines", inLines, t.UnitLines, t.Lines)}
	list = append(list, ofFamily("", t.LinesEvaluated).rest(
		ratio("REP-31", "line accuracy, overall", "lines with no error / lines on which every applicable rule was evaluated; "+leftOutText, inLines,
			t.LinesEvaluated-t.LinesWithError, t.LinesEvaluated))...)
	for _, f := range t.Families {
		list = append(list, ofFamily(f.Family, f.Evaluated).rest(ratio("REP-30", "line accuracy, "+audit.FamilyName(f.Family),
			"lines with no "+f.Family+" error / lines on which every applicable "+f.Family+" rule was evaluated; "+leftOutText, inLines,
			f.Evaluated-f.Errors, f.Evaluated))...)
	}
	list = append(list, x.ofChecks("", t.VisitsEvaluated, t.Visits, "visit", "visits").rest(
		ratio("REP-32", "visit accuracy", "visits whose lines are all evaluated and without error / visits whose lines are all evaluated",
			inVisits, t.VisitsEvaluated-t.VisitsWithError, t.VisitsEvaluated))...)
	list = append(list, units.rest(
		unitAccuracy(t),
		ratio("REP-34", "over-coded line rate", "lines with b > s / evaluated lines", inLines, t.OverLines, t.UnitLines),
		ratio("REP-34", "under-coded line rate", "lines with b < s / evaluated lines", inLines, t.UnderLines, t.UnitLines))...)
	sums := support{units.text, t.UnitLines > 0 && (x.Timed == 0 || x.Judged > 0)}
	list = append(list, sums.rest(
		unitSum("over units", "Σ max(b − s, 0)", t.OverUnits),
		unitSum("under units", "Σ max(s − b, 0)", t.UnderUnits),
		unitSum("net units", "Σ b − Σ s", t.OverUnits-t.UnderUnits),
		moneySum("potential over dollars", "Σ max(a − c, 0)", t.OverCents),
		moneySum("potential under dollars", "Σ max(c − a, 0)", t.UnderCents),
		Metric{Requirement: "REP-47", Name: "lines without a price", Formula: "evaluated lines with a difference that no price is known for", Value: Count(t.NoPrice),
			Numerator: int64(t.NoPrice), Denominator: 1, Measure: inLines})...)
	list = append(list, units.rest(
		moneyRatio("REP-37", "gross dollar error rate", "(over + under) / Σ a", t.OverCents+t.UnderCents, t.Amount),
		moneyRatio("REP-38", "net dollar error rate", "(over − under) / Σ a", t.OverCents-t.UnderCents, t.Amount))...)
	if m := Family(t, "M"); m != nil {
		list = append(list, ofFamily("M", m.Evaluated).rest(ratio("REP-39", "modifier accuracy", "lines with no M error / lines evaluated for all applicable M rules", inLines,
			m.Evaluated-m.Errors, m.Evaluated))...)
	}
	share := ratio("REP-43", "assistant share", "Σ assistant minutes / Σ minutes, on lines having both", inMinutes, t.AssistantMinutes, t.AssistantOf)
	share.Coverage = "lines that state both"
	return append(list, share, minutesPerUnit(t), unitsPerDay(t))
}

// RunMetrics computes the figures that need the whole run: documentation completeness (REP-40), signing delay (REP-41),
// certification on time (REP-42), the first-minute share (REP-46) and the amounts in question beside the units (REP-26).
func RunMetrics(r *audit.Result) []Metric {
	met, notMet, made, items := 0, 0, 0, 0
	for i := range r.Rules {
		rule := &r.Rules[i]
		if rule.ID == "" || !slices.Contains(documentationItems, rule.ID) {
			continue
		}
		items++
		if rule.Evaluated > 0 {
			made++
		}
		without := min(rule.Lines, rule.Evaluated)
		met += rule.Evaluated - without
		notMet += without
	}
	first, of := 0, 0
	for minutes, visits := range r.Minutes {
		if minutes >= firstBoundary {
			of += visits
			if isBoundary(minutes) && minutes < len(r.Minutes)-1 {
				first += visits
			}
		}
	}
	share := ratio("REP-46", "first-minute share", "visits whose timed minutes are the first of a band (8, 23, 38 …) / visits with 8 or more timed minutes", inVisits, first, of)
	share.Coverage = fmt.Sprintf("visits with all timed minutes on record, of %s", Plural(len(r.Visits), "visit", "visits"))
	if of > 0 {
		share.Value += "; chance value " + Percent(1, 15) + " (1 of 15)"
	}
	documented := support{fmt.Sprintf("of the %s of %s that this log allows", Count(made), Plural(items, "item", "items")), coveredEnough(made, items)}
	list := documented.rest(ratio("REP-40", "documentation completeness", "items met / (items met + items not met), one item per line and data item", inItems, met, met+notMet))
	return append(list, signingDelay(r), certificationOnTime(r), share, furtherAmounts(r))
}

// furtherAmounts is what findings question beside the units, each line once (REP-26).
func furtherAmounts(r *audit.Result) Metric {
	f := furtherOf(r)
	return Metric{"REP-26", "further amounts in question", "Σ (a − max(a − c, 0)) over the lines of which an open error or warning questions the whole amount",
		Amount(f.Amount) + " on " + Plural(f.Lines, "line", "lines"), int64(f.Amount), 1, InCents, ""}
}

// certificationOnTime counts the episodes of the rule that judges initial certifications. One that is neither certified nor
// late yet is none of them.
func certificationOnTime(r *audit.Result) Metric {
	const name, formula = "certification on time", "episodes with the plan certified within 30 days of the first treatment / episodes evaluated"
	for i := range r.Rules {
		if rule := &r.Rules[i]; rule.ID == "D011" {
			m := ratio("REP-42", name, formula, inEpisodes, rule.Met, rule.Items)
			m.Coverage = fmt.Sprintf("on %s of %s", Count(rule.Evaluated), Plural(rule.Applicable, "line", "lines"))
			return m
		}
	}
	return ratio("REP-42", name, formula, inEpisodes, 0, 0)
}

// firstBoundary is the first minute of the first band: 8 minutes make one unit, and every 15 more another.
const firstBoundary = 8

func isBoundary(minutes int) bool { return minutes >= firstBoundary && (minutes-firstBoundary)%15 == 0 }

func ratio(requirement, name, formula, measure string, n, d int) Metric {
	return Metric{requirement, name, formula, Rate(n, d), int64(n), int64(d), measure, ""}
}

func moneyRatio(requirement, name, formula string, n, d audit.Cents) Metric {
	return Metric{requirement, name, formula, moneyRate(n, d), int64(n), int64(d), InCents, ""}
}

func unitSum(name, formula string, u audit.Units) Metric {
	return Metric{"REP-35", name, formula, GroupUnits(u), int64(u), 1, inUnits, ""}
}

func moneySum(name, formula string, c audit.Cents) Metric {
	return Metric{"REP-36", name, formula, Amount(c), int64(c), 1, InCents, ""}
}

// unitAccuracy is 1 − Σ|b − s| / Σ s, printed as computed also below zero (REP-33).
func unitAccuracy(t *audit.Total) Metric {
	off := t.OverUnits + t.UnderUnits
	m := Metric{"REP-33", "unit accuracy", "1 − Σ|b − s| / Σ s", Percent(int64(t.Supported-off), int64(t.Supported)),
		int64(t.Supported - off), int64(t.Supported), inUnits, ""}
	if m.Value != NotDeterminable {
		m.Value += fmt.Sprintf(" (1 − %s/%s)", GroupUnits(off), GroupUnits(t.Supported))
	}
	return m
}

// minutesPerUnit is Σ timed minutes / Σ timed units billed with one decimal, half away from zero (REP-44).
func minutesPerUnit(t *audit.Total) Metric {
	m := Metric{"REP-44", "minutes per timed unit", "Σ timed minutes / Σ timed units billed", NotDeterminable,
		int64(t.TimedMinutes), int64(t.TimedUnits), inMinutes, "timed lines that state minutes and units"}
	if t.TimedUnits > 0 {
		tenths := (t.TimedMinutes*20 + t.TimedUnits) / (2 * t.TimedUnits)
		m.Value = fmt.Sprintf("%d.%d (%s of %s)", tenths/10, tenths%10, Count(t.TimedMinutes), Count(t.TimedUnits))
	}
	return m
}

// unitsPerDay is Σ units / patient-days, evaluations excluded, with one decimal (REP-45).
func unitsPerDay(t *audit.Total) Metric {
	m := Metric{"REP-45", "units per treatment day", "Σ units / patient-days, evaluations excluded", NotDeterminable,
		int64(t.TreatmentUnits), int64(t.TreatmentDays), inUnits, "all lines but evaluations"}
	if days := int64(t.TreatmentDays); days > 0 {
		tenths := (int64(t.TreatmentUnits)*20/1000 + days) / (2 * days)
		m.Value = fmt.Sprintf("%d.%d (%s of %s)", tenths/10, tenths%10, GroupUnits(t.TreatmentUnits), Count(t.TreatmentDays))
	}
	return m
}

// signingDelay gives the median and the 90th percentile of the days from service to signature (REP-41).
func signingDelay(r *audit.Result) Metric {
	visits := r.SignedBefore
	for _, n := range r.SignDelays {
		visits += n
	}
	m := Metric{"REP-41", "signing delay", "median and 90th percentile of signature date − date of service, in days", NotDeterminable,
		0, int64(visits), inVisits, fmt.Sprintf("visits with a signature date, of %s", Plural(len(r.Visits), "visit", "visits"))}
	if visits > 0 {
		m.Value = fmt.Sprintf("median %s, 90th percentile %s (%s)", delayAt(r, (visits+1)/2), delayAt(r, (visits*9+9)/10), Plural(visits, "visit", "visits"))
	}
	return m
}

// delayAt gives the delay of the visit with the given place in the order of delays.
func delayAt(r *audit.Result, place int) string {
	if place -= r.SignedBefore; place <= 0 {
		return "before the service"
	}
	for days, n := range r.SignDelays {
		if place -= n; place <= 0 {
			return Plural(days, "day", "days")
		}
	}
	return "more"
}

func Family(t *audit.Total, letter string) *audit.FamilyTotal {
	for i := range t.Families {
		if t.Families[i].Family == letter {
			return &t.Families[i]
		}
	}
	return nil
}

// TotalOfAll finds the sum over all lines; an empty one if the run had none.
func TotalOfAll(r *audit.Result) *audit.Total {
	for i := range r.Totals {
		if r.Totals[i].Dimension == "all" {
			return &r.Totals[i]
		}
	}
	return &audit.Total{Dimension: "all"}
}

// TotalsBy lists the sums of one dimension in the order of the result.
func TotalsBy(r *audit.Result, dimension string) []*audit.Total {
	var list []*audit.Total
	for i := range r.Totals {
		if r.Totals[i].Dimension == dimension {
			list = append(list, &r.Totals[i])
		}
	}
	return list
}

// keyName prints the key of a total; lines without one are named as such.
func keyName(t *audit.Total) string {
	if strings.TrimSpace(t.Key) == "" {
		return "(no " + t.Dimension + " on the line)"
	}
	return t.Key
}

// basisText says on what the dollars of a total are measured (REP-48).
func basisText(t *audit.Total) string {
	words := map[string]string{"allowed": "allowed amounts", "charge": "charges", "estimated fee": "estimated fees"}
	var parts []string
	for _, b := range t.Bases {
		name := words[b.What]
		if name == "" {
			name = b.What
		}
		parts = append(parts, name+" ("+Plural(b.N, "line", "lines")+")")
	}
	if len(parts) == 0 {
		return "no price known"
	}
	return "on " + strings.Join(parts, ", ")
}
