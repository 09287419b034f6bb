package history

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/report/chart"
	"otaudit/report/model"
)

// What the paper shows of long lists; compare.csv and compare.json have all.
const (
	mostSteps      = 12 // months in a table
	mostColumns    = 6  // months beside each other
	mostTherapists = 12
	mostPatterns   = 8
	mostOpen       = 10
	mostAccepted   = 12
)

// Title is that of the comparison. It begins as that of the audit report does, by which both are known from logs.
const Title = "Occupational therapy billing audit: months compared"

// Document is the comparison as one to three pages a clinic.
func Document(clinics []*Series) model.Document {
	d := model.Document{Title: Title, Foot: model.ClaimText}
	for _, s := range clinics {
		last := s.last()
		if day, err := audit.ParseDate(last.AsOf); err == nil && day > d.Date {
			d.Date = day
		}
		if len(clinics) > 1 || s.Client != "" {
			d.Blocks = append(d.Blocks, model.Heading(cmp.Or(s.Client, "(clinic not named)")))
		}
		d.Blocks = append(d.Blocks, s.blocks()...)
	}
	return d
}

func (s *Series) last() *Step { return &s.Steps[len(s.Steps)-1] }

func (s *Series) blocks() []model.Block {
	list := []model.Block{model.Paragraph{Style: model.Lead, Text: s.Sentence()}}
	if n := s.differences(); len(n.Items) > 0 {
		list = append(list, n)
	}
	table := func(t *model.Table) {
		if len(t.Rows) > 0 {
			list = append(list, model.Heading(t.Name), t)
		}
	}
	table(s.findingsTable())
	table(s.causesTable())
	table(s.figuresTable())
	list = append(list, model.Plot{Chart: s.rateChart()}, model.Plot{Chart: s.moneyChart()})
	table(s.therapistTable("Supported as billed by therapist", "Below 20 lines there are too few to say.", func(f *Figures) string { return f.Standing.Rate }))
	table(s.therapistTable("Potential dollars of units by therapist", "over / under", func(f *Figures) string {
		return dollars(f.Judged, f.Over) + " / " + dollars(f.Judged, f.Under)
	}))
	table(s.patternsTable())
	table(s.openTable())
	table(s.acceptedTable())
	return list
}

// Sentence is the last month in one sentence.
func (s *Series) Sentence() string {
	last := s.last()
	if len(s.Steps) == 1 {
		return fmt.Sprintf("%s: %s open; there is no other month to compare with.", last.Label, model.Plural(last.Open, "finding is", "findings are"))
	}
	text := fmt.Sprintf("%s: %s open, %s new and %s from before", last.Label, model.Plural(last.Open, "finding is", "findings are"), model.Count(last.New), model.Count(last.Repeat+last.Ended))
	if last.Resolved > 0 {
		text += fmt.Sprintf("; %s resolved", model.Plural(last.Resolved, "other is", "others are"))
	}
	if n := last.NotReexamined + last.OtherVisits; n > 0 {
		text += fmt.Sprintf("; %s open earlier and not examined again", model.Plural(n, "other was", "others were"))
	}
	if last.Accepted > 0 {
		text += fmt.Sprintf("; %s accepted and left out of the figures", model.Plural(last.Accepted, "finding is", "findings are"))
	}
	return text + "."
}

// differences say what else than the record differs between months: it stands before any number.
func (s *Series) differences() model.Notice {
	n := model.Notice{Title: "What else than the record differs between the months"}
	for i := range s.Steps {
		for _, what := range s.Steps[i].Differences {
			n.Items = append(n.Items, s.Steps[i].Label+": "+what)
		}
	}
	return n
}

func column(title string, width float64) model.Column {
	return model.Column{Title: title, Width: width}
}

func number(title string) model.Column { return model.Column{Title: title, Kind: model.Numbers} }

// steps are those that a table has room for.
func (s *Series) steps(most int) []Step { return s.Steps[max(0, len(s.Steps)-most):] }

func (s *Series) earlierNote(most int) string {
	if n := len(s.Steps) - most; n > 0 {
		return model.Plural(n, "earlier month is", "earlier months are") + " in compare.json."
	}
	return ""
}

func (s *Series) findingsTable() *model.Table {
	t := &model.Table{Name: "Findings month by month", Small: true, Columns: []model.Column{column("month", 2), number("open"), number("new"), number("repeated"), number("acceptance ended"),
		number("resolved"), number("not re-examined"), number("of other visits"), number("accepted")}}
	for i, step := range s.steps(mostSteps) {
		row := []string{step.Label, model.Count(step.Open)}
		if i == 0 && len(s.Steps) <= mostSteps {
			row = append(row, "–", "–", "–", "–", "–", "–")
		} else {
			for _, n := range []int{step.New, step.Repeat, step.Ended, step.Resolved, step.NotReexamined, step.OtherVisits} {
				row = append(row, model.Count(n))
			}
		}
		t.Rows = append(t.Rows, append(row, model.Count(step.Accepted)))
	}
	t.Note = strings.Join(model.Present("Open: new, repeated, acceptance ended, and those that cannot be followed. Not re-examined and of other visits: open in an earlier month and not resolved; "+
		"the rule was not evaluated on the visit, or the log does not hold it.", s.earlierNote(mostSteps)), " ")
	return t
}

// causesTable tells what the record made from what another version made.
func (s *Series) causesTable() *model.Table {
	t := &model.Table{Name: "What made findings come, change and go", Small: true, Columns: []model.Column{column("month", 2), number("the record"), number("rules or tables"), number("could be either")}}
	either := false
	for _, step := range s.steps(mostSteps) {
		if c := step.Causes; len(step.Differences) > 0 && c != (Causes{}) {
			t.Rows = append(t.Rows, []string{step.Label, model.Count(c.Record), model.Count(c.Rules), model.Count(c.Either)})
			either = either || c.Either > 0
		}
	}
	t.Note = "Months in which only the record differs are left out. Counted: new, changed and resolved findings."
	if either {
		t.Note += " To tell the rest apart, audit the earlier log again with this version and compare both results of that log."
	}
	return t
}

func (s *Series) figuresTable() *model.Table {
	t := &model.Table{Name: "Rates and money month by month", Small: true, Columns: []model.Column{column("month", 2), number("lines"), number("supported as billed"), column("coverage", 3), column("target", 1),
		number("potential over $"), number("potential under $")}}
	for _, step := range s.steps(mostSteps) {
		f := &step.Clinic
		t.Rows = append(t.Rows, []string{step.Label, model.Count(f.Lines), f.Standing.Rate, f.Standing.Coverage, f.Standing.Verdict, dollars(f.Judged, f.Over), dollars(f.Judged, f.Under)})
	}
	t.Note = strings.Join(model.Present(fmt.Sprintf("Target: %d %%, which no rule sets. Dollars: all that is in question, each amount once. Accepted findings are left out.", s.Target), s.earlierNote(mostSteps)), " ")
	return t
}

func dollars(judged bool, c audit.Cents) string {
	if !judged && c == 0 {
		return model.NotDeterminable
	}
	return model.Amount(c)
}

func (s *Series) rateChart() *chart.Chart {
	standings := make([]model.Standing, len(s.Steps))
	for i := range s.Steps {
		standings[i] = s.Steps[i].Clinic.Standing
		standings[i].What = s.Steps[i].Label
	}
	return model.RateTrend(standings, s.Target)
}

func (s *Series) moneyChart() *chart.Chart {
	var pairs []chart.Pair
	for _, step := range s.steps(mostSteps) {
		if f := &step.Clinic; f.Judged || f.Over+f.Under > 0 {
			pairs = append(pairs, chart.Pair{Label: model.SafeText(step.Label), Left: float64(f.Under), Right: float64(f.Over), LeftText: model.Amount(f.Under), RightText: model.Amount(f.Over)})
		}
	}
	if len(pairs) == 0 {
		return chart.Missing("Dollars are not drawn: units were judged in no month.")
	}
	return chart.Butterfly("Dollars in question by month, from 0", "‹ potential under $", "potential over $ ›", pairs, nil)
}

// therapistTable is one figure of each therapist of the last months, most findings in the last one first.
func (s *Series) therapistTable(name, note string, figure func(*Figures) string) *model.Table {
	steps := s.steps(mostColumns)
	t := &model.Table{Name: name, Small: true, Columns: []model.Column{column("therapist", 2)}, Note: note}
	var names []string
	findings := map[string]int{}
	for _, step := range steps {
		t.Columns = append(t.Columns, number(step.Label))
		for _, f := range step.Therapists {
			if !slices.Contains(names, f.Name) {
				names = append(names, f.Name)
			}
			findings[f.Name] = f.Findings
		}
	}
	slices.SortStableFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(findings[b], findings[a]), strings.Compare(a, b))
	})
	for _, name := range names[:min(mostTherapists, len(names))] {
		row := []string{name}
		for _, step := range steps {
			cell := "–"
			if i := slices.IndexFunc(step.Therapists, func(f Figures) bool { return f.Name == name }); i >= 0 {
				cell = figure(&step.Therapists[i])
			}
			row = append(row, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	if n := len(names) - len(t.Rows); n > 0 {
		t.Note += ". " + model.Plural(n, "more therapist is", "more therapists are") + " in compare.json."
	}
	return t
}

// patternsTable is the rules that met a therapist in the last two months on different visits (REP-132).
func (s *Series) patternsTable() *model.Table {
	t := &model.Table{Name: "What comes back: rules that met a therapist in the last two months on different visits", Small: true,
		Columns: []model.Column{column("rule", 1), column("therapist", 2), number("month before: findings of evaluated lines"), number("last month")}}
	list := slices.Clone(s.last().Patterns)
	slices.SortStableFunc(list, func(a, b audit.Recurrence) int { return cmp.Compare(b.Findings, a.Findings) })
	for _, x := range list[:min(mostPatterns, len(list))] {
		t.Rows = append(t.Rows, []string{x.Rule, x.Therapist, model.Rate(x.EarlierFindings, x.EarlierEvaluated), model.Rate(x.Findings, x.Evaluated)})
	}
	if n := len(list) - len(t.Rows); n > 0 {
		t.Note = model.Count(n) + " more in compare.json."
	}
	return t
}

// openTable is the findings that are open for longest.
func (s *Series) openTable() *model.Table {
	t := &model.Table{Name: "Open for longest", Small: true, Columns: []model.Column{column("finding", 2), column("issue", 3), column("therapist", 2), column("open since", 1), column("state", 2), number("potential $")}}
	var list []*Course
	for i := range s.Findings {
		if c := &s.Findings[i]; c.stillOpen() && c.since() < len(s.Steps)-1 {
			list = append(list, c)
		}
	}
	slices.SortStableFunc(list, func(a, b *Course) int {
		return cmp.Or(cmp.Compare(a.since(), b.since()), cmp.Compare(max(b.Money, -b.Money), max(a.Money, -a.Money)), strings.Compare(a.ID, b.ID))
	})
	for _, c := range list[:min(mostOpen, len(list))] {
		t.Rows = append(t.Rows, []string{c.ID, model.RuleTitle(c.Name), c.Therapist, s.Steps[c.since()].Label, c.States[len(c.States)-1].Is, model.Amount(c.Money)})
	}
	if n := len(list) - len(t.Rows); n > 0 {
		t.Note = model.Count(n) + " more in compare.csv."
	}
	return t
}

// stillOpen reports whether a finding is open in the last step, or was and has not been looked at again.
func (c *Course) stillOpen() bool {
	is := c.States[len(c.States)-1].Is
	return is != "" && is != model.StatusAccepted && is != model.StatusResolved
}

// since is the first step of the time that a finding has been open without an end.
func (c *Course) since() int {
	first := len(c.States) - 1
	for first > 0 && c.States[first-1].Is != "" && c.States[first-1].Is != model.StatusResolved && c.States[first-1].Is != model.StatusAccepted {
		first--
	}
	return first
}

// acceptedTable is the findings accepted in the last step, with person, end and reason.
func (s *Series) acceptedTable() *model.Table {
	t := &model.Table{Name: "Accepted findings", Small: true, Columns: []model.Column{column("finding", 2), column("issue", 2), column("by", 1), column("until", 1), column("reason", 3), number("potential $")}}
	n := 0
	for i := range s.Findings {
		c := &s.Findings[i]
		if c.States[len(c.States)-1].Is != model.StatusAccepted {
			continue
		}
		if n++; n <= mostAccepted {
			t.Rows = append(t.Rows, []string{c.ID, model.RuleTitle(c.Name), c.Accepted.By, c.Accepted.Until, c.Accepted.Reason, model.Amount(c.Money)})
		}
	}
	if n > mostAccepted {
		t.Note = model.Count(n-mostAccepted) + " more in compare.csv."
	}
	return t
}
