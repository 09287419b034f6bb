package report

import (
	"fmt"
	"strings"

	"otaudit/audit"
)

const (
	symbolsText = "b: units billed on a line; s: units that the record supports; a: dollars as billed; c: dollars as supported. Sums run over judged lines only. " +
		"Accuracy here describes the lines examined."
	netRateText  = "Net rates on allowed or charged amounts are not the net rate on paid amounts that integrity agreements use (5 %)."
	overlapText  = "One line may carry several findings; counts by rule and family overlap."
	ruleSumText  = "Rules overlap: one line may stand under several rules. These rows are not to be added up."
	heldText     = "Applied: written into the corrected sheets. Held back: could have been applied, and the finding says why it was not."
	checkingText = "Met and not met count lines that the rule judged."
	planText     = "Largest dollars first, then lines; what must be supplied stands last. Rows overlap and are not to be added up. " +
		"Owner, dates and status are left for you to fill in."
)

// metricRows: metric, value, formula (REP-14, REP-29 to REP-46).
func metricRows(r *audit.Result, all *audit.Total) [][]string {
	var rows [][]string
	for _, m := range append(Metrics(all), RunMetrics(r)...) {
		rows = append(rows, []string{m.Name, m.Value, m.Formula})
	}
	return rows
}

// familyRows: family, checks of, errors, warnings, notes, line accuracy; families with findings first.
func familyRows(counts []familyCount, all *audit.Total) [][]string {
	var rows [][]string
	seen := map[string]bool{}
	add := func(n familyCount) {
		accuracy := "not evaluated"
		if f := family(all, n.letter); f != nil && f.Evaluated > 0 {
			accuracy = rate(f.Evaluated-f.Errors, f.Evaluated)
		}
		rows = append(rows, []string{n.letter, audit.FamilyName(n.letter), count(n.errors), count(n.warnings), count(n.notes), accuracy})
		seen[n.letter] = true
	}
	for _, n := range counts {
		add(n)
	}
	for _, f := range all.Families {
		if !seen[f.Family] {
			add(familyCount{letter: f.Family})
		}
	}
	return rows
}

// totalsRows: key, lines, judged, supported by units, over units, under units, over $, under $, net $. Over and under
// stand side by side (REP-65).
func totalsRows(list []*audit.Total) [][]string {
	var rows [][]string
	for _, t := range list {
		supported := notDeterminable
		if t.UnitLines > 0 {
			supported = percent(int64(t.UnitLines-t.OverLines-t.UnderLines), int64(t.UnitLines))
		}
		rows = append(rows, []string{keyName(t), count(t.Lines), count(t.UnitLines), supported, groupUnits(t.OverUnits), groupUnits(t.UnderUnits),
			amount(t.OverCents), amount(t.UnderCents), amount(t.OverCents - t.UnderCents)})
	}
	return rows
}

// moneyText says what the dollars are and are not (REP-15).
func moneyText(m *Money) string {
	return strings.Join(present("Potential differences in units "+m.Basis+". Dollars are counted once per line: from the units billed to the units supported. "+
		"They are estimates, not amounts due.", m.Further.text()), " ")
}

// moneyRuleRows: rule, issue, findings, lines, potential over $, potential under $, of rules with dollars (REP-26).
func moneyRuleRows(actions []Action) [][]string {
	var rows [][]string
	for _, a := range actions {
		if a.Kind == KindDifferences && (a.Over > 0 || a.Under > 0) {
			rows = append(rows, []string{a.Rules[0], a.Issue, count(a.Findings), count(a.Lines), amount(a.Over), amount(a.Under)})
		}
	}
	return rows
}

// moneyPayerRows: payer, basis, over $, under $, gross $, net $.
func moneyPayerRows(r *audit.Result) [][]string {
	var rows [][]string
	for _, t := range totalsBy(r, "payer") {
		rows = append(rows, []string{keyName(t), basisText(t), amount(t.OverCents), amount(t.UnderCents), amount(t.OverCents + t.UnderCents), amount(t.OverCents - t.UnderCents)})
	}
	return rows
}

// checklistRows: area, item, rule, met, not met, not evaluated (REP-17).
func checklistRows(r *audit.Result) [][]string {
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
					row[3], row[5] = "not evaluated", count(rule.Applicable)
				default:
					row[3], row[4], row[5] = count(rule.Evaluated-notMet), count(notMet), count(rule.Applicable-rule.Evaluated)
				}
			}
			rows = append(rows, row)
		}
		rows = append(rows, []string{"", plural(len(area.Questions), "question", "questions") + " for a person", "", "", "", ""})
	}
	return rows
}

// bandRows: timed minutes, units by pooling, visits, on the first minute; and the number of visits in the last cell of
// the histogram, which holds all beyond.
func bandRows(r *audit.Result) (rows [][]string, beyond int) {
	visits := 0
	for _, n := range r.Minutes {
		visits += n
	}
	for units, from := 0, 0; from < len(r.Minutes); units++ {
		to := firstBoundary + 15*units - 1
		n, first := 0, 0
		for minute := from; minute <= to && minute < len(r.Minutes); minute++ {
			n += r.Minutes[minute]
		}
		if isBoundary(from) {
			first = r.Minutes[from]
		}
		if n > 0 {
			band := fmt.Sprintf("%d to %d", from, to)
			if to >= len(r.Minutes)-1 {
				band = fmt.Sprintf("%d and more", from)
				beyond = r.Minutes[len(r.Minutes)-1]
			}
			rows = append(rows, []string{band, fmt.Sprint(units), rate(n, visits), count(first)})
		}
		from = to + 1
	}
	return rows, beyond
}

// sinceText introduces the comparison with an earlier run: the open findings of both.
func sinceText(v *audit.Comparison) string {
	return fmt.Sprintf("Compared with the run as of %s. %s open now, %s open then.", orNone(v.EarlierAsOf),
		plural(v.OpenNow, "finding is", "findings are"), plural(v.OpenEarlier, "was", "were"))
}

// sinceRows: state, findings, meaning (REP-125 to REP-131).
func sinceRows(v *audit.Comparison) [][]string {
	return [][]string{
		{"new", count(v.New), "in this run, not in the earlier one"},
		{"repeat", count(v.Repeat), fmt.Sprintf("in both; of these %s with other units billed or supported", count(v.Changed))},
		{"acceptance ended", count(v.AcceptanceEnded), "accepted until a date that is past: open again"},
		{"resolved", count(v.Resolved), "only in the earlier run; its visit is in this input and the rule was evaluated on it"},
		{"not re-examined", count(v.NotReexamined), "only in the earlier run; visit absent or rule not evaluated: not counted as resolved"},
		{"newly accepted", count(v.NewlyAccepted), "open earlier, accepted now"},
		{"still accepted", count(v.StillAccepted), "accepted in both"},
		{"cannot be followed", count(v.CannotBeFollowed), fmt.Sprintf("without a patient or therapist key; %s in the earlier run", count(v.CannotBeFollowedEarlier))},
	}
}

// goneRows: finding, issue, patient, state, why, dollars then.
func goneRows(v *audit.Comparison) [][]string {
	var rows [][]string
	for _, g := range v.Gone {
		rows = append(rows, []string{g.ID, ruleTitle(g.Name), g.Patient, g.State, g.Why, amount(g.Money)})
	}
	return rows
}

// recurringRows: rule, therapist, earlier findings of evaluated lines, now (REP-132).
func recurringRows(v *audit.Comparison) [][]string {
	var rows [][]string
	for _, x := range v.Patterns {
		rows = append(rows, []string{x.Rule, x.Therapist, rate(x.EarlierFindings, x.EarlierEvaluated), rate(x.Findings, x.Evaluated)})
	}
	return rows
}
