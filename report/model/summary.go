package model

import (
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
)

// Summary is what a manager reads first (REP-10): how bad, where, how much money, what to do next, what was not looked
// at. It is data, so that every form of the report says the same.
type Summary struct {
	Alarms     []string // stand before any result (REP-03, REP-05): first what did not complete, then what was not read
	Incomplete int      `json:"-"` // how many of them say that a part of the run did not complete
	Result     string
	NotAudited []string
	Points     []string // three to five where there is as much to say, largest money first
	Money      Money
	Actions    []string // the first three
	Context    []string // who, what, when, how, why
}

// Money is the potential difference in units of all evaluated lines, and what findings question besides, each line once.
type Money struct {
	Over    audit.Cents
	Under   audit.Cents
	Gross   audit.Cents
	Net     audit.Cents // over less under
	Basis   string
	NoPrice int
	Further Further
	// Accepted counts the accepted findings. What lines come to was summed up without regard to them.
	Accepted int
}

// Further is what open findings question beside differences in units: whole lines, each once.
type Further struct {
	Amount  audit.Cents
	Lines   int
	NoPrice int // of the lines
}

// openQuestions are the lines of which an open error or warning questions the whole amount.
func openQuestions(r *audit.Result) (list []*audit.Questioned) {
	open := map[int32]bool{}
	for i := range r.Findings {
		if f := &r.Findings[i]; Open(f) && f.Severity > audit.Info {
			for _, line := range f.Questions {
				open[line] = true
			}
		}
	}
	for i := range r.Questioned {
		if open[int32(i)] {
			list = append(list, &r.Questioned[i])
		}
	}
	return list
}

// furtherOf sums up what open findings question of whole lines beside the units.
func furtherOf(r *audit.Result) (sum Further) {
	for _, q := range openQuestions(r) {
		if q.Priced && q.Amount == 0 {
			continue // the totals of units hold all of it
		}
		sum.Lines++
		sum.Amount += q.Amount
		if !q.Priced {
			sum.NoPrice++
		}
	}
	return sum
}

func acceptedFindings(r *audit.Result) (n int) {
	for i := range r.Findings {
		if !Open(&r.Findings[i]) {
			n++
		}
	}
	return n
}

// Text says what is questioned beside the units; nothing if no line is.
func (f *Further) Text() string {
	if f.Lines == 0 {
		return ""
	}
	text := fmt.Sprintf("Further amounts in question: %s on %s, not included above. A finding questions the whole amount of %s (codes, duplicates, evaluations and the like).",
		Dollars(f.Amount), Plural(f.Lines, "line", "lines"), Noun(f.Lines, "this line", "each of these lines"))
	if f.NoPrice > 0 {
		text += " " + Plural(f.NoPrice, "line", "lines") + " of these " + Noun(f.NoPrice, "has", "have") + " no price and " + Noun(f.NoPrice, "is", "are") + " not in the dollars."
	}
	return text
}

// Summarise writes the executive summary of a run. The action plan is that of [Actions].
func Summarise(r *audit.Result, actions []Action) Summary {
	all := TotalOfAll(r)
	incomplete, unread := alarms(r)
	s := Summary{Alarms: append(incomplete, unread...), Incomplete: len(incomplete), Result: resultSentence(all), NotAudited: notAudited(r, all),
		Money: Money{Over: all.OverCents, Under: all.UnderCents, Gross: all.OverCents + all.UnderCents, Net: all.OverCents - all.UnderCents,
			Basis: basisText(all), NoPrice: all.NoPrice, Further: furtherOf(r), Accepted: acceptedFindings(r)},
		Points: points(r, all, actions), Context: contextLines(r, all)}
	for _, a := range actions[:min(3, len(actions))] {
		s.Actions = append(s.Actions, actionSentence(a))
	}
	return s
}

// alarms lists the parts of the run that did not complete, and apart from them the sheets without a table in files that
// have another sheet with one: those mostly hold no services at all.
func alarms(r *audit.Result) (incomplete, unread []string) {
	for _, in := range r.Manifest.Inputs {
		if in.Problem != "" {
			incomplete = append(incomplete, fmt.Sprintf("file %s was not read: %s", in.Name, in.Problem))
		}
	}
	read := map[int]bool{}
	for i := range r.Sheets {
		read[r.Sheets[i].Input] = read[r.Sheets[i].Input] || r.Sheets[i].HasTable()
	}
	for i := range r.Sheets {
		switch s := &r.Sheets[i]; {
		case s.HasTable():
		case read[s.Input]:
			unread = append(unread, fmt.Sprintf("not read: sheet %s: no table was found, nothing in it was audited", s.Name))
		default:
			incomplete = append(incomplete, fmt.Sprintf("sheet %s: no table was found, nothing in it was audited", s.Name))
		}
	}
	for _, f := range r.Failures {
		incomplete = append(incomplete, strings.TrimSpace(fmt.Sprintf("failure of the program: %s %s: %s", f.Rule, f.Cell, f.What)))
	}
	for _, open := range r.Account.Open {
		incomplete = append(incomplete, "the totals do not agree: "+open)
	}
	return incomplete, unread
}

// AlarmTitle heads the alarms by their kind.
func (s *Summary) AlarmTitle() string {
	if s.Incomplete > 0 {
		return "Read this first: parts of the run did not complete"
	}
	return "Sheets that were not read"
}

// resultSentence is the result with its fraction. Lines that could not be judged are never counted as supported.
func resultSentence(all *audit.Total) string {
	rest := all.Lines - all.UnitLines
	if all.Lines == 0 {
		return "No line was audited."
	}
	if all.UnitLines == 0 {
		return fmt.Sprintf("Units could not be evaluated on any of the %s; the points below come from the other checks.", Plural(all.Lines, "line", "lines"))
	}
	supported := all.UnitLines - all.OverLines - all.UnderLines
	text := fmt.Sprintf("Documented minutes support the units billed on %s of %s", Count(supported), Plural(all.UnitLines, "line", "lines"))
	if rest > 0 {
		return text + "; " + Plural(rest, "more line", "more lines") + " could not be evaluated."
	}
	return text + "; every line could be evaluated."
}

// notAudited says what the run did not look at, widest first.
func notAudited(r *audit.Result, all *audit.Total) []string {
	var list []string
	if n := r.Account.Excluded; n > 0 {
		list = append(list, fmt.Sprintf("%s excluded and not audited (reasons in %q; rows in %s)", Plural(n, "row was", "rows were"), titleAccount, excludedRowsIn(r)))
	}
	if n := all.Lines - all.UnitLines; n > 0 && all.Lines > 0 {
		list = append(list, "units could not be evaluated on "+Rate(n, all.Lines)+" of the lines")
	}
	none, partly := 0, 0
	for i := range r.Rules {
		switch rule := &r.Rules[i]; {
		case rule.Applicable > 0 && rule.Evaluated == 0:
			none++
		case rule.Evaluated < rule.Applicable:
			partly++
		}
	}
	if none > 0 {
		list = append(list, Plural(none, "rule", "rules")+" could not be evaluated on any line"+widestGap(r))
	}
	if partly > 0 {
		list = append(list, fmt.Sprintf("%s could be evaluated on some lines only (see %q)", Plural(partly, "more rule", "more rules"), titleCoverage))
	}
	return append(list, "clinical judgment, medical necessity and quality of care were not assessed")
}

// widestGap names the most frequent cause among the rules without any evaluated line.
func widestGap(r *audit.Result) string {
	rules := map[string]int{}
	for i := range r.Rules {
		if rule := &r.Rules[i]; rule.Applicable > 0 && rule.Evaluated == 0 {
			for _, c := range rule.NotEvaluated {
				rules[c.What]++
			}
		}
	}
	best := ""
	for _, cause := range SortedKeys(rules) {
		if best == "" || rules[cause] > rules[best] {
			best = cause
		}
	}
	if best == "" {
		return ""
	}
	return ", most often because of missing data: " + causeText(best)
}

// points are three to five sentences. The largest amount in each direction is always among them, so that
// under-billing stands beside over-billing (REP-65).
func points(r *audit.Result, all *audit.Total, actions []Action) []string {
	var list []string
	var over, under, other int
	for _, a := range actions {
		if a.Kind != KindDifferences {
			continue
		}
		switch {
		case a.Over >= a.Under && a.Over > 0 && over < 2:
			over++
		case a.Under > a.Over && under < 1:
			under++
		case a.Over == 0 && a.Under == 0 && other < 1:
			other++
		default:
			continue
		}
		list = append(list, pointSentence(a))
	}
	if code := largest(TotalsBy(r, "code")); code != nil {
		list = append(list, fmt.Sprintf("Where: code %s has the largest difference in units, %s over and %s under on %s.",
			keyName(code), GroupUnits(code.OverUnits), GroupUnits(code.UnderUnits), Plural(code.UnitLines, "line", "lines")))
	}
	if people := NamedTherapists(r); len(people) > 1 && all.OverLines+all.UnderLines > 0 {
		touched := 0
		for _, t := range people {
			if t.OverLines+t.UnderLines > 0 {
				touched++
			}
		}
		list = append(list, fmt.Sprintf("Who: differences in units are on lines of %s of %s therapists.", Count(touched), Count(len(people))))
	}
	if len(list) == 0 && all.Lines > 0 {
		text := "No difference was found on " + Plural(all.UnitLines, "line", "lines")
		if rest := all.Lines - all.UnitLines; rest > 0 {
			text += "; " + Plural(rest, "more line", "more lines") + " could not be evaluated for units"
		}
		list = append(list, text+".")
	}
	return list[:min(5, len(list))]
}

func pointSentence(a Action) string {
	text := fmt.Sprintf("%s %s: %s on %s", a.Rules[0], a.Issue, Plural(a.Findings, "finding", "findings"), Plural(a.Lines, "line", "lines"))
	switch {
	case a.Over > 0 && a.Under > 0:
		text += fmt.Sprintf(", potentially %s over and %s under", Dollars(a.Over), Dollars(a.Under))
	case a.Over > 0:
		text += ", potentially " + Dollars(a.Over) + " over"
	case a.Under > 0:
		text += ", potentially " + Dollars(a.Under) + " under"
	}
	return text + "."
}

func actionSentence(a Action) string {
	if a.Kind == KindComplete {
		return fmt.Sprintf("Complete the record: %s, on %s: %s.", strings.TrimPrefix(a.Issue, "not evaluated: "), Plural(a.Lines, "line", "lines"), a.Proposal)
	}
	return fmt.Sprintf("%s %s (%s): %s", a.Rules[0], a.Issue, Plural(a.Lines, "line", "lines"), a.Proposal)
}

// largest finds the total with the largest difference in units; nil if there is none.
func largest(list []*audit.Total) *audit.Total {
	var best *audit.Total
	for _, t := range list {
		if size := t.OverUnits + t.UnderUnits; size > 0 && (best == nil || size > best.OverUnits+best.UnderUnits) {
			best = t
		}
	}
	return best
}

// contextLines answer who, what, when, how and why in at most five lines.
func contextLines(r *audit.Result, all *audit.Total) []string {
	evaluated := 0
	for i := range r.Rules {
		if r.Rules[i].Evaluated > 0 {
			evaluated++
		}
	}
	return []string{
		fmt.Sprintf("What: %s of %s by %s, for %s.", Plural(all.Lines, "service line", "service lines"), Plural(len(r.Visits), "visit", "visits"),
			Plural(len(NamedTherapists(r)), "therapist", "therapists"), Plural(len(r.Patients), "patient", "patients")),
		fmt.Sprintf("When: services of %s; evaluated as of %s.", periodText(r), OrNone(r.Manifest.AsOf)),
		fmt.Sprintf("How: every line of the files supplied, no sample; %s of %s evaluated at least one line.", Count(evaluated), Plural(len(r.Rules), "rule", "rules")),
		"Why: internal review of coding, units and documentation before or after billing.",
	}
}

func OrNone(text string) string {
	if strings.TrimSpace(text) == "" {
		return "(not stated)"
	}
	return text
}

// NamedTherapists lists the sums of the therapists that lines name.
func NamedTherapists(r *audit.Result) []*audit.Total {
	return slices.DeleteFunc(TotalsBy(r, "therapist"), func(t *audit.Total) bool { return strings.TrimSpace(t.Key) == "" })
}

// periodText is the period with what the numbers of months in the share set count from.
func periodText(r *audit.Result) string {
	period := Period(r)
	if Set(r.Manifest.Set) != Share || period == noMonth {
		return period
	}
	return period + " (months are numbered from the first of the log, or of the crosswalk given)"
}

const noMonth = "no stated month"

// Period is the first and last month with a line, as the result names its months.
func Period(r *audit.Result) string {
	var months []string
	for _, t := range TotalsBy(r, "month") {
		if t.Key != "" {
			months = append(months, t.Key)
		}
	}
	slices.Sort(months)
	switch len(months) {
	case 0:
		return noMonth
	case 1:
		return months[0]
	}
	return months[0] + " to " + months[len(months)-1]
}
