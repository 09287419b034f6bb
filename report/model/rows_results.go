package model

import (
	"fmt"
	"strings"

	"otaudit/audit"
)

const (
	SymbolsText = "b: units billed on a line; s: units that the record supports; a: dollars as billed; c: dollars as supported. Sums run over judged lines only. " +
		"Accuracy here describes the lines examined."
	NetRateText  = "Net rates on allowed or charged amounts are not the net rate on paid amounts that integrity agreements use (5 %)."
	OverlapText  = "One line may carry several findings; counts by rule and family overlap."
	RuleSumText  = "Rules overlap: one line may stand under several rules. These rows are not to be added up."
	HeldText     = "Applied: written into the corrected sheets. Held back: could have been applied, and the finding says why it was not."
	CheckingText = "Met and not met count lines that the rule judged."
	PlanText     = "Largest dollars first, then lines; what must be supplied stands last. Rows overlap and are not to be added up. " +
		"Owner, dates and status are left for you to fill in."
)

// metricRows: metric, value, formula (REP-14, REP-29 to REP-46).
func MetricRows(r *audit.Result, all *audit.Total) [][]string {
	var rows [][]string
	for _, m := range append(Metrics(all), RunMetrics(r)...) {
		rows = append(rows, []string{m.Name, m.Value, m.Formula})
	}
	return rows
}

// familyRows: family, checks of, errors, warnings, notes, line accuracy; families with findings first.
func FamilyRows(counts []FamilyCount, all *audit.Total) [][]string {
	var rows [][]string
	seen := map[string]bool{}
	add := func(n FamilyCount) {
		accuracy := "not evaluated"
		if f := Family(all, n.Letter); f != nil && f.Evaluated > 0 {
			accuracy = rate(f.Evaluated-f.Errors, f.Evaluated)
		}
		rows = append(rows, []string{n.Letter, audit.FamilyName(n.Letter), Count(n.errors), Count(n.warnings), Count(n.notes), accuracy})
		seen[n.Letter] = true
	}
	for _, n := range counts {
		add(n)
	}
	for _, f := range all.Families {
		if !seen[f.Family] {
			add(FamilyCount{Letter: f.Family})
		}
	}
	return rows
}

// totalsRows: key, lines, judged, supported by units, over units, under units, over $, under $, net $. Over and under
// stand side by side (REP-65).
func TotalsRows(list []*audit.Total) [][]string {
	var rows [][]string
	for _, t := range list {
		supported := NotDeterminable
		if t.UnitLines > 0 {
			supported = Percent(int64(t.UnitLines-t.OverLines-t.UnderLines), int64(t.UnitLines))
		}
		rows = append(rows, []string{KeyName(t), Count(t.Lines), Count(t.UnitLines), supported, GroupUnits(t.OverUnits), GroupUnits(t.UnderUnits),
			Amount(t.OverCents), Amount(t.UnderCents), Amount(t.OverCents - t.UnderCents)})
	}
	return rows
}

// MoneyText says what the dollars are and are not (REP-15).
func MoneyText(m *Money) string {
	return strings.Join(Present("Potential differences in units "+m.Basis+". Dollars are counted once per line: from the units billed to the units supported. "+
		"They are estimates, not amounts due.", m.Further.Text()), " ")
}

// moneyRuleRows: rule, issue, findings, lines, potential over $, potential under $, of rules with dollars (REP-26).
func MoneyRuleRows(actions []Action) [][]string {
	var rows [][]string
	for _, a := range actions {
		if a.Kind == KindDifferences && (a.Over > 0 || a.Under > 0) {
			rows = append(rows, []string{a.Rules[0], a.Issue, Count(a.Findings), Count(a.Lines), Amount(a.Over), Amount(a.Under)})
		}
	}
	return rows
}

// moneyPayerRows: payer, basis, over $, under $, gross $, net $.
func MoneyPayerRows(r *audit.Result) [][]string {
	var rows [][]string
	for _, t := range TotalsBy(r, "payer") {
		rows = append(rows, []string{KeyName(t), basisText(t), Amount(t.OverCents), Amount(t.UnderCents), Amount(t.OverCents + t.UnderCents), Amount(t.OverCents - t.UnderCents)})
	}
	return rows
}

// checklistRows: area, item, rule, met, not met, not evaluated (REP-17).
func ChecklistRows(r *audit.Result) [][]string {
	rules := map[string]*audit.RuleResult{}
	for i := range r.Rules {
		rules[r.Rules[i].ID] = &r.Rules[i]
	}
	var rows [][]string
	for _, area := range Checklist {
		for i, item := range area.Items {
			name := area.Area
			if i > 0 {
				name = ""
			}
			row := []string{name, item.What, item.Rule, "no rule", "", ""}
			if rule := rules[item.Rule]; rule != nil {
				notMet := min(rule.Lines, rule.Evaluated)
				switch {
				case rule.Applicable == 0:
					row[3] = "not applicable"
				case rule.Evaluated == 0:
					row[3], row[5] = "not evaluated", Count(rule.Applicable)
				default:
					row[3], row[4], row[5] = Count(rule.Evaluated-notMet), Count(notMet), Count(rule.Applicable-rule.Evaluated)
				}
			}
			rows = append(rows, row)
		}
		rows = append(rows, []string{"", Plural(len(area.Questions), "question", "questions") + " for a person", "", "", "", ""})
	}
	return rows
}

// bandRows: timed minutes, units by pooling, visits, on the first minute; and the number of visits in the last cell of
// the histogram, which holds all beyond.
func BandRows(r *audit.Result) (rows [][]string, beyond int) {
	visits := 0
	for _, n := range r.Minutes {
		visits += n
	}
	for units, from := 0, 0; from < len(r.Minutes); units++ {
		to := FirstBoundary + 15*units - 1
		n, first := 0, 0
		for minute := from; minute <= to && minute < len(r.Minutes); minute++ {
			n += r.Minutes[minute]
		}
		if IsBoundary(from) {
			first = r.Minutes[from]
		}
		if n > 0 {
			band := fmt.Sprintf("%d to %d", from, to)
			if to >= len(r.Minutes)-1 {
				band = fmt.Sprintf("%d and more", from)
				beyond = r.Minutes[len(r.Minutes)-1]
			}
			rows = append(rows, []string{band, fmt.Sprint(units), rate(n, visits), Count(first)})
		}
		from = to + 1
	}
	return rows, beyond
}

// SinceText introduces the comparison with an earlier run: the open findings of both.
func SinceText(v *audit.Comparison) string {
	return fmt.Sprintf("Compared with the run as of %s. %s open now, %s open then.", OrNone(v.EarlierAsOf),
		Plural(v.OpenNow, "finding is", "findings are"), Plural(v.OpenEarlier, "was", "were"))
}

// sinceRows: state, findings, meaning (REP-125 to REP-131).
func SinceRows(v *audit.Comparison) [][]string {
	return [][]string{
		{"new", Count(v.New), "in this run, not in the earlier one"},
		{"repeat", Count(v.Repeat), fmt.Sprintf("in both; of these %s with other units billed or supported", Count(v.Changed))},
		{"acceptance ended", Count(v.AcceptanceEnded), "accepted until a date that is past: open again"},
		{"resolved", Count(v.Resolved), "only in the earlier run; its visit is in this input and the rule was evaluated on it"},
		{"not re-examined", Count(v.NotReexamined), "only in the earlier run; visit absent or rule not evaluated: not counted as resolved"},
		{"newly accepted", Count(v.NewlyAccepted), "open earlier, accepted now"},
		{"still accepted", Count(v.StillAccepted), "accepted in both"},
		{"cannot be followed", Count(v.CannotBeFollowed), fmt.Sprintf("without a patient or therapist key; %s in the earlier run", Count(v.CannotBeFollowedEarlier))},
	}
}

// goneRows: finding, issue, patient, state, why, dollars then.
func GoneRows(v *audit.Comparison) [][]string {
	var rows [][]string
	for _, g := range v.Gone {
		rows = append(rows, []string{g.ID, RuleTitle(g.Name), g.Patient, g.State, g.Why, Amount(g.Money)})
	}
	return rows
}

// recurringRows: rule, therapist, earlier findings of evaluated lines, now (REP-132).
func RecurringRows(v *audit.Comparison) [][]string {
	var rows [][]string
	for _, x := range v.Patterns {
		rows = append(rows, []string{x.Rule, x.Therapist, rate(x.EarlierFindings, x.EarlierEvaluated), rate(x.Findings, x.Evaluated)})
	}
	return rows
}
