package review

import (
	"otaudit/audit"
	"otaudit/practice/sampling"
)

// Opinions are the scores as the audit report has them: counts, without the names of therapists and reviewers.
func (s *Scores) Opinions(r *sampling.Record) *audit.Opinions {
	o := &audit.Opinions{Unit: s.Unit, Frame: r.FrameSize, Drawn: r.Sampled(), Strata: len(r.Strata), Reviewers: len(s.Reviewers), PassMark: s.Questions.PassMark, All: s.Clinic.OpinionCount}
	for _, t := range s.ByQuestion {
		o.Questions = append(o.Questions, t.OpinionCount)
	}
	if len(s.Agreements) > 0 {
		o.Agreement = &audit.AnswersAgree{Both: s.Agreements[0].Both, Same: s.Agreements[0].Same}
	}
	return o
}
