package review

import (
	"bytes"
	"slices"

	"otaudit/audit"
	"otaudit/practice/sampling"
)

// Opinions are the scores as the audit report has them: counts, without the names of therapists and reviewers.
func (s *Scores) Opinions(r *sampling.Record) *audit.Opinions {
	o := &audit.Opinions{Unit: s.Unit, Frame: r.FrameSize, Drawn: r.Sampled(), Strata: len(r.Strata), Reviewers: len(s.Reviewers), PassMark: s.Questions.PassMark, All: s.Clinic.count()}
	shipped, _ := ReadQuestions(bytes.NewReader(Shipped)) // its own text, which a test reads
	for i, t := range s.ByQuestion {
		one := t.count()
		one.Own = !slices.Contains(shipped.List, s.Questions.List[i])
		o.Questions = append(o.Questions, one)
	}
	if len(s.Agreements) > 0 {
		o.Agreement = &audit.AnswersAgree{Both: s.Agreements[0].Both, Same: s.Agreements[0].Same}
	}
	return o
}

func (t Tally) count() audit.OpinionCount {
	return audit.OpinionCount{Name: t.Name, Units: t.Units, Earned: t.Earned, Possible: t.Possible, Met: t.Met, NotMet: t.NotMet,
		NotApplicable: t.NotApplicable, CannotTell: t.CannotTell, Unanswered: t.Unanswered, Open: t.Open}
}
