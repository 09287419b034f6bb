package model

import (
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
)

// FirstPage is the answer to the five questions of a manager: how bad, where, how much, what next, what was not looked at.
type FirstPage struct {
	Period     string     `json:"period"`
	Target     int        `json:"target"` // percent
	Verdict    string     `json:"verdict"`
	Coverage   string     `json:"coverage"`
	Found      string     `json:"found"`
	Where      string     `json:"where"` // empty without a difference in units
	Clinic     Standing   `json:"clinic"`
	Families   []Standing `json:"families"`
	Therapists []Standing `json:"therapists"`
	Exposure   Exposure   `json:"exposure"`
	Trend      string     `json:"trend"`  // empty without an earlier run
	Before     []Standing `json:"before"` // the clinic and the families in the earlier run
	Next       []NextStep `json:"next"`
	NotJudged  []string   `json:"not_judged"`
	Assumed    []string   `json:"assumed"`
}

// FirstPageOf answers for a run. The actions are those of [Actions].
func FirstPageOf(r *audit.Result, actions []Action) FirstPage {
	all, answers, x := TotalOfAll(r), AnswersOf(r), ratesOf(r)
	f := FirstPage{Period: Period(r), Target: TargetOf(r), Coverage: sentence(answers.Units), Found: sentence(answers.Found), Where: whereText(r), Clinic: x.clinicStanding(all), Families: x.standings(all),
		Therapists: x.therapistStandings(r), Exposure: exposureOf(r, all), Trend: trendText(r), Before: before(r), Assumed: slices.Concat(answers.Open, answers.Assumed)}
	f.Verdict = verdict(all, &f)
	if len(answers.Gaps) > 0 {
		gaps := make([]string, len(answers.Gaps))
		for i, gap := range answers.Gaps {
			gaps[i] = strings.TrimPrefix(gap, "not judged: ")
		}
		f.NotJudged = append(f.NotJudged, "units of timed lines: "+strings.Join(gaps, "; "))
	}
	f.NotJudged = append(f.NotJudged, notAudited(r, all)...)
	f.Assumed = append(f.Assumed, assumedPayers(r)...)
	f.Next = firstSteps(nextSteps(actions, &f))
	return f
}

// whereText names the therapist, the code and the payer with the largest differences in units.
func whereText(r *audit.Result) string {
	var parts []string
	for _, dimension := range []string{"therapist", "code", "payer"} {
		if list := topTotals(TotalsBy(r, dimension)); len(list) > 0 {
			amount := UnitsText(list[0].OverUnits + list[0].UnderUnits)
			if money := list[0].OverCents + list[0].UnderCents; money > 0 {
				amount = Dollars(money)
			}
			parts = append(parts, fmt.Sprintf("%s %s (%s)", dimension, strings.TrimPrefix(keyName(list[0]), dimension+" "), amount))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "The largest differences, over and under together: " + strings.Join(parts, ", ") + "."
}

// sentence makes a line of the console a sentence of a page.
func sentence(line string) string {
	if line == "" {
		return ""
	}
	return strings.ToUpper(line[:1]) + line[1:] + "."
}

// verdict is the result in one plain sentence.
func verdict(all *audit.Total, f *FirstPage) string {
	e := &f.Exposure
	question := "no amount is in question"
	switch {
	case e.Over > 0 && e.Under > 0:
		question = fmt.Sprintf("in question are %s potential over and %s potential under", Dollars(e.Over), Dollars(e.Under))
	case e.Over > 0:
		question = "in question are " + Dollars(e.Over) + " potential over"
	case e.Under > 0:
		question = "in question are " + Dollars(e.Under) + " potential under"
	case e.NoPriceLines > 0 || e.NoPriceUnits > 0:
		question = "what is in question has no price"
	}
	switch {
	case all.Lines == 0:
		return "No line was audited, so there is no result for units; " + question + "."
	case f.Clinic.Rate == NotDeterminable:
		return "Whether the units billed are supported is not determinable from this log; of what could be judged, " + question + "."
	}
	good := all.UnitLines - all.OverLines - all.UnderLines
	text := fmt.Sprintf("The record supports the units billed on %s of the %s evaluated", Count(good), Plural(all.UnitLines, "line", "lines"))
	switch f.Clinic.Verdict {
	case standsBelow:
		text += fmt.Sprintf(", %s: below the target of %d %%", f.Clinic.Rate, f.Target)
	case standsAt:
		text += fmt.Sprintf(", %s (target %d %%: pass)", f.Clinic.Rate, f.Target)
	default:
		text += " (" + fewLines + ")"
	}
	return text + "; " + question + "."
}

// trendTable sets the run beside the earlier one.
func trendTable(p *Report) *Table {
	c := p.Result.Comparison
	if c == nil {
		return nil
	}
	now, then := &p.First.Clinic, &p.First.Before[0]
	t := &Table{Name: "Then and now", Columns: []Column{wide("since the run of "+OrNone(c.EarlierAsOf), 2), wide("then: "+OrNone(c.EarlierPeriod), 2), wide("now: "+p.First.Period, 2)}, Note: p.First.Trend,
		Rows: [][]string{
			{"lines supported as billed", then.Text(), now.Text()},
			{"potential over of units", judgedDollars(&c.Earlier, c.Earlier.OverCents), judgedDollars(p.All, p.All.OverCents)},
			{"potential under of units", judgedDollars(&c.Earlier, c.Earlier.UnderCents), judgedDollars(p.All, p.All.UnderCents)},
			{"open findings", Count(c.OpenEarlier + c.CannotBeFollowedEarlier), Count(c.OpenNow + c.CannotBeFollowed)},
		}}
	return t
}

// trendText says what became of the findings since the earlier run.
func trendText(r *audit.Result) string {
	c := r.Comparison
	if c == nil {
		return ""
	}
	return fmt.Sprintf("%s new, %s repeated, %s resolved, %s.", Plural(c.New, "finding is", "findings are"), Count(c.Repeat), Count(c.Resolved), goneText(c))
}

// before are the rates of the earlier run: the clinic's, then those of the families.
func before(r *audit.Result) []Standing {
	if r.Comparison == nil {
		return nil
	}
	x, all := ratesBefore(r), &r.Comparison.Earlier
	return append([]Standing{x.clinicStanding(all)}, x.standings(all)...)
}

func judgedDollars(t *audit.Total, c audit.Cents) string {
	if t.UnitLines == 0 {
		return NotDeterminable
	}
	return Dollars(c)
}

// goneText says of the earlier findings that are neither here nor resolved how many are of visits that this log does not have,
// and how many could not be judged again.
func goneText(c *audit.Comparison) string {
	text := Count(c.OtherVisits) + " of visits that this log does not have"
	if c.NotReexamined > 0 {
		text += ", " + Count(c.NotReexamined) + " not re-examined"
	}
	return text
}

// assumedPayers names the payers whose unit rule is only the default of their class.
func assumedPayers(r *audit.Result) []string {
	var names []string
	lines, named := 0, map[string]bool{}
	for i := range r.Payers {
		if p := &r.Payers[i]; p.Assumed {
			lines += p.Lines
			if name := OrNone(p.Name); !named[name] {
				names, named[name] = append(names, name), true
			}
		}
	}
	if len(names) == 0 {
		return nil
	}
	const shown = 3
	text := strings.Join(names[:min(shown, len(names))], ", ")
	if more := len(names) - shown; more > 0 {
		text += " and " + Count(more) + " more"
	}
	return []string{fmt.Sprintf("the unit rule of %s, on %s: %s", Plural(len(names), "payer", "payers"), Plural(lines, "line", "lines"), text)}
}

// firstPageBlocks lay the answer out.
func firstPageBlocks(p *Report) []Block {
	f := &p.First
	var b blocks
	b.text(Lead, f.Verdict)
	coverage := f.Coverage
	if c := audit.CoverageOf(p.Result); f.Exposure.Judged && p.All.UnitLines > 0 && p.All.Lines != c.Timed {
		coverage += fmt.Sprintf(" With the untimed codes, %s of %s could be evaluated.", Count(p.All.UnitLines), Plural(p.All.Lines, "line", "lines"))
	}
	b.text(Body, coverage+" "+f.Found)
	if f.Where != "" {
		b.text(Body, f.Where)
	}
	b.table(f.Exposure.Table())
	if c := p.Result.Reconciled; c != nil {
		b.table(bridgeTable(c, titleBridge, mostReasons))
	}
	if then := trendTable(p); then != nil {
		b.table(then)
	}
	b.table(stepTable(f.Next))
	if len(f.NotJudged) > 0 {
		b.add(Notice{Title: "What was not judged", Items: firstItems(f.NotJudged, 6)})
	}
	if len(f.Assumed) > 0 {
		b.add(Heading("What was assumed or is open"), List{Items: firstItems(f.Assumed, 3)})
	}
	return b
}

// firstItems are the first of a list, and how many more audit.json has.
func firstItems(list []string, most int) []string {
	if len(list) <= most {
		return list
	}
	return append(slices.Clone(list[:most-1]), Count(len(list)-most+1)+" more in audit.json")
}
