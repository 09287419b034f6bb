package review

import (
	"fmt"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// opinionsText stands on every paper: what these figures are.
const opinionsText = "Reviewers' opinions. No finding of a rule is counted here; those stand in the audit report."

// privateText says whom the papers name.
const privateText = "Contains protected health information: minimum necessary. For internal use."

// Document is the scores as a paper.
func (s *Scores) Document(day audit.Date) model.Document {
	d := model.Document{Title: s.Questions.Title, Notice: privateText, Foot: opinionsText, Date: day}
	add := func(blocks ...model.Block) { d.Blocks = append(d.Blocks, blocks...) }
	table := func(t *model.Table) {
		if len(t.Rows) > 0 {
			add(model.Heading(t.Name), t)
		}
	}
	add(model.Paragraph{Style: model.Lead, Text: s.headline()},
		model.Paragraph{Style: model.Small, Text: "Score = weights of what is met / weights of what is met and not met. Answers \"not applicable\" and \"cannot tell\", blank ones, and those " +
			"on which reviewers differ count for nothing and are counted beside it. The figures are of the units reviewed; in a sample with strata of unequal shares they are not those of the log."})
	if open := s.openItems(); len(open) > 0 {
		add(model.Notice{Title: "Not scored", Items: open})
	}
	table(s.tallyTable("Therapists", "Therapist", s.Therapists, true))
	table(s.tallyTable("Questions", "Question", s.ByQuestion, false))
	table(s.unitTable())
	for _, b := range s.agreementBlocks() {
		add(b)
	}
	var asked [][]string
	for _, q := range s.Questions.List {
		asked = append(asked, []string{q.Name, q.Ask, q.Authority, fmt.Sprint(q.Weight)})
	}
	table(&model.Table{Name: "What was asked", Small: true, Rows: asked, Columns: []model.Column{{Title: "Question", Width: 1}, {Title: "What is asked", Width: 4},
		{Title: "Authority", Width: 1.6}, {Title: "Weight", Kind: model.Numbers}}})
	return d
}

// headline is the result in one sentence.
func (s *Scores) headline() string {
	return fmt.Sprintf("%s reviewed by %s: score %s, %s.%s", s.CountUnits(s.Clinic.Units), strings.Join(s.Reviewers, " and "),
		s.Clinic.rate(), s.standing(s.Clinic), s.Clinic.uncounted())
}

// CountUnits is a number of what was drawn: 4 visits.
func (s *Scores) CountUnits(n int) string { return model.Plural(n, s.Unit, s.Unit+"s") }

// uncounted says how many answers a score leaves out although somebody looked, in a sentence; nothing if none.
func (t Tally) uncounted() string {
	var parts []string
	for _, one := range []struct {
		n    int
		what string
	}{{t.Open, "on which reviewers differ"}, {t.CannotTell, "\"cannot tell\""}, {t.Unanswered, "blank"}} {
		if one.n > 0 {
			parts = append(parts, model.Count(one.n)+" "+one.what)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return " Answers that count for nothing: " + strings.Join(parts, ", ") + "."
}

// rate is the score with its fraction.
func (t Tally) rate() string { return model.Rate(t.Earned, t.Possible) }

// standing says how a score stands to the mark.
func (s *Scores) standing(t Tally) string {
	mark := fmt.Sprintf("the mark of %d %%", s.Questions.PassMark)
	switch {
	case t.Possible == 0:
		return "nothing to hold to " + mark
	case s.reaches(t):
		return "at or above " + mark
	}
	return "below " + mark
}

// reaches says whether a score reaches the mark, exactly: no rounding helps it.
func (s *Scores) reaches(t Tally) bool { return 100*t.Earned >= s.Questions.PassMark*t.Possible }

// openItems lists what is in no score: problems of the worksheets, units without a review, and what reviewers differ on.
func (s *Scores) openItems() (items []string) {
	items = append(items, s.Problems...)
	waiting := map[State][]string{}
	for _, u := range s.Units {
		if u.State != Reviewed && (u.InSample || u.State == Outside) {
			waiting[u.State] = append(waiting[u.State], u.ID)
		}
	}
	for _, one := range []struct {
		state State
		what  string
	}{{NotReviewed, "not reviewed"}, {Missing, "records missing"}, {Outside, "not in the frame"}} {
		if ids := waiting[one.state]; len(ids) > 0 {
			items = append(items, fmt.Sprintf("%s, %s: %s", model.Plural(len(ids), "unit", "units"), one.what, strings.Join(ids, ", ")))
		}
	}
	for _, one := range []struct {
		ids  []string
		what string
	}{{s.Vacant, "not in the frame, and no spare is left"}, {s.Idle, "spares that were reviewed though no place was free"}} {
		if len(one.ids) > 0 {
			items = append(items, one.what+": "+strings.Join(one.ids, ", "))
		}
	}
	for _, u := range s.Units {
		if u.InSample && len(u.Differ) > 0 {
			items = append(items, fmt.Sprintf("%s: reviewers differ on %s", u.ID, strings.Join(u.Differ, ", ")))
		}
	}
	return items
}

func (s *Scores) tallyTable(name, first string, list []Tally, marked bool) *model.Table {
	t := &model.Table{Name: name, Small: true, Columns: []model.Column{{Title: first, Width: 2}, {Title: "Score", Width: 1.6}}}
	if marked {
		t.Columns = append(t.Columns, model.Column{Title: fmt.Sprintf("Mark %d %%", s.Questions.PassMark), Width: 1})
	}
	for _, title := range []string{"Units", "Met", "Not met", "Not applicable", "Cannot tell", "Blank", "Open"} {
		t.Columns = append(t.Columns, model.Column{Title: title, Kind: model.Numbers})
	}
	for _, one := range list {
		row := []string{one.Name, one.rate()}
		if marked {
			row = append(row, s.side(one))
		}
		for _, n := range []int{one.Units, one.Met, one.NotMet, one.NotApplicable, one.CannotTell, one.Unanswered, one.Open} {
			row = append(row, model.Count(n))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// side says on which side of the mark a score is.
func (s *Scores) side(t Tally) string {
	switch {
	case t.Possible == 0:
		return model.NotDeterminable
	case s.reaches(t):
		return "at or above"
	}
	return "below"
}

func (s *Scores) unitTable() *model.Table {
	t := &model.Table{Name: "Units", Small: true, MoreIn: "scores.json", Columns: []model.Column{{Title: "Unit", Width: 1}, {Title: "Patient", Width: 1.2}, {Title: "Date", Width: 1},
		{Title: "Therapist", Width: 1.8}, {Title: "Codes", Width: 1.5}, {Title: "Score", Width: 2}, {Title: "Mark", Width: 1.3}, {Title: "Not met", Width: 2.2}}}
	for _, u := range s.Units {
		if !u.counts() {
			continue
		}
		var not []string
		for _, a := range u.Answers {
			if a.Answer == NotMet {
				not = append(not, a.Question)
			}
		}
		t.Rows = append(t.Rows, []string{u.ID, u.Patient, u.Date, strings.Join(u.Therapists, " and "), strings.Join(u.Codes, " "), u.Tally.rate(), s.side(u.Tally), strings.Join(not, ", ")})
	}
	return t
}

// agreementBlocks say how far reviewers agree, and where they do not.
func (s *Scores) agreementBlocks() (blocks []model.Block) {
	for _, a := range s.Agreements {
		kappa := model.NotDeterminable
		if a.Kappa != nil {
			kappa = fmt.Sprintf("%.2f", *a.Kappa)
		}
		t := &model.Table{Name: "Agreement", Small: true, Columns: []model.Column{{Title: "Question", Width: 2}, {Title: "Same answer", Width: 2}}}
		for _, q := range a.Questions {
			t.Rows = append(t.Rows, []string{q.Name, model.Rate(q.Same, q.Both)})
		}
		blocks = append(blocks, model.Heading(fmt.Sprintf("Agreement of %s and %s", a.A, a.B)),
			model.Paragraph{Style: model.Small, Text: fmt.Sprintf("The same answer to %s of the answers that both gave, on %s. Cohen's kappa %s: 0 is what chance alone would give, 1 is full agreement; "+
				"(observed - expected) / (1 - expected).", model.Rate(a.Same, a.Both), model.Plural(a.Units, "unit", "units"), kappa)}, t)
	}
	return blocks
}
