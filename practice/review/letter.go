package review

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// Letter is what one therapist is told.
type Letter struct {
	Therapist string
	Document  model.Document
}

// What fits on the page of a letter.
const (
	changes  = 3   // things to change
	keeps    = 3   // things that went well
	examples = 2   // of each thing to change
	quoted   = 150 // characters of a reason
)

// Letters are one page for each therapist with reviewed units: three things to change with examples, and what went well.
func (s *Scores) Letters(day audit.Date) []Letter {
	var letters []Letter
	for _, t := range s.Therapists {
		if t.Name != unnamedTherapist {
			letters = append(letters, Letter{t.Name, s.letter(t, day)})
		}
	}
	return letters
}

// aspect is one question as it came out for a therapist.
type aspect struct {
	of    Question
	tally Tally
	not   []Unit // of which it is not met
}

func (s *Scores) letter(t Tally, day audit.Date) model.Document {
	units := s.of(t.Name)
	d := model.Document{Title: "Review of your records", Notice: privateText, Foot: opinionsText, Date: day}
	add := func(blocks ...model.Block) { d.Blocks = append(d.Blocks, blocks...) }
	add(model.Paragraph{Style: model.Strong, Text: "To " + t.Name},
		model.Paragraph{Text: fmt.Sprintf("%s of yours from %s drawn at random and read by %s. Your score is %s, %s. It counts what was found met and not met in the record.%s It is the reviewers' opinion, and you may answer it.",
			s.CountUnits(len(units)), periodOf(units)+" "+model.Noun(len(units), "was", "were"), strings.Join(s.Reviewers, " and "), t.rate(), s.standing(t), t.uncounted())})
	aspects := s.aspects(units)
	toChange := slices.DeleteFunc(slices.Clone(aspects), func(a aspect) bool { return a.tally.NotMet == 0 })
	slices.SortStableFunc(toChange, func(a, b aspect) int { return cmp.Compare(b.tally.NotMet*b.of.Weight, a.tally.NotMet*a.of.Weight) })
	add(model.Heading(changeTitle(len(toChange))))
	for i, a := range toChange[:min(changes, len(toChange))] {
		add(model.Paragraph{Style: model.Strong, Text: fmt.Sprintf("%d. %s: not met on %d of %s", i+1, a.of.Name, a.tally.NotMet, s.CountUnits(a.tally.Met+a.tally.NotMet))},
			model.Paragraph{Text: cmp.Or(a.of.Change, a.of.Ask) + authority(a.of.Authority)}, model.List{Items: a.examples()})
	}
	if len(toChange) == 0 {
		add(model.Paragraph{Text: "Nothing was found not met."})
	}
	add(model.Heading("What went well"))
	var well []string
	for _, a := range best(aspects) {
		well = append(well, fmt.Sprintf("%s Met on %d of %s.", cmp.Or(a.of.Kept, a.of.Name+"."), a.tally.Met, s.CountUnits(a.tally.Met+a.tally.NotMet)))
	}
	if len(well) == 0 {
		add(model.Paragraph{Text: "No question was met more often than not."})
	} else {
		add(model.List{Items: well})
	}
	add(model.SignOff{"reviewer", "date", "therapist, seen"})
	return d
}

func changeTitle(n int) string {
	switch n {
	case 1:
		return "One thing to change"
	case 2:
		return "Two things to change"
	case 0:
		return "To change"
	}
	return "Three things to change"
}

func authority(text string) string {
	if text == "" {
		return ""
	}
	return " (" + text + ")"
}

// of lists the reviewed units of a therapist.
func (s *Scores) of(therapist string) (units []Unit) {
	for _, u := range s.Units {
		if u.counts() && slices.Contains(u.Therapists, therapist) {
			units = append(units, u)
		}
	}
	return units
}

func periodOf(units []Unit) string {
	var dates []string
	for _, u := range units {
		dates = append(dates, u.Date)
	}
	slices.Sort(dates)
	if len(dates) == 0 || dates[0] == dates[len(dates)-1] {
		return strings.Join(dates[:min(1, len(dates))], "")
	}
	return dates[0] + " to " + dates[len(dates)-1]
}

func (s *Scores) aspects(units []Unit) []aspect {
	list := make([]aspect, len(s.Questions.List))
	for i, q := range s.Questions.List {
		list[i].of = q
		for _, u := range units {
			list[i].tally.answer(u.Answers[i], q.Weight)
			if u.Answers[i].Answer == NotMet {
				list[i].not = append(list[i].not, u)
			}
		}
	}
	return list
}

// best are the questions that were met most, and more often than not, by the share of what was met.
func best(aspects []aspect) []aspect {
	list := slices.DeleteFunc(slices.Clone(aspects), func(a aspect) bool { return a.tally.Met <= a.tally.NotMet })
	slices.SortStableFunc(list, func(a, b aspect) int {
		return cmp.Or(cmp.Compare(b.tally.Met*(a.tally.Met+a.tally.NotMet), a.tally.Met*(b.tally.Met+b.tally.NotMet)), cmp.Compare(b.of.Weight*b.tally.Met, a.of.Weight*a.tally.Met))
	})
	return list[:min(keeps, len(list))]
}

// examples name units by their codes, those with a reason first.
func (a aspect) examples() []string {
	reason := func(u Unit) string {
		for _, answered := range u.Answers {
			if answered.Question != a.of.Name {
				continue
			}
			for _, by := range answered.By {
				if by.Answer == NotMet && by.Why != "" {
					return short(by.Why)
				}
			}
		}
		return ""
	}
	units := slices.Clone(a.not)
	slices.SortStableFunc(units, func(x, y Unit) int {
		return cmp.Compare(min(1, len(reason(y))), min(1, len(reason(x))))
	})
	var list []string
	for _, u := range units[:min(examples, len(units))] {
		text := fmt.Sprintf("%s on %s, patient %s (%s)", strings.Join(u.Codes, ", "), u.Date, u.Patient, u.ID)
		if why := reason(u); why != "" {
			text += ": " + why
		}
		list = append(list, text)
	}
	return list
}

// short cuts a reason to what fits on the page.
func short(s string) string {
	runes := []rune(strings.Join(strings.Fields(s), " "))
	if len(runes) > quoted {
		runes = append(runes[:quoted-1], '…')
	}
	return string(runes)
}
