package model

import (
	"fmt"

	"otaudit/audit"
)

// opinionBlocks are what reviewers say of a random sample, apart from every finding (REP-22).
func opinionBlocks(p *Report) []Block {
	o := p.Result.Opinions
	if o == nil {
		return nil
	}
	var b blocks
	b.text(Lead, fmt.Sprintf("%s reviewed by %s: score %s, the mark is %d %%.", Plural(o.All.Units, o.Unit, o.Unit+"s"), Plural(o.Reviewers, "person", "people"),
		Rate(o.All.Earned, o.All.Possible), o.PassMark))
	if o.OtherLog {
		b.add(Notice{Title: "Of another log", Items: []string{"The sample was drawn from other files than this audit read."}})
	}
	drawn := fmt.Sprintf("%s of %s drawn at random", Count(o.Drawn), Count(o.Frame))
	if o.Strata > 1 {
		drawn += fmt.Sprintf(" from %d strata, so that the score is of the units reviewed and not of the log", o.Strata)
	}
	b.text(Body, "These are opinions of people. No finding of a rule is counted in them, and none of them is in any other figure of this report. "+drawn+".")
	b.text(Small, "Score = weights of what is met / weights of what is met and not met. The other answers count for nothing and are counted beside it; open are those on which reviewers differ.")
	t := &Table{Name: "Answers", Small: true, Columns: []Column{wide("question", 2), wide("score", 2), numbers("met"), numbers("not met"), numbers("not applicable"),
		numbers("cannot tell"), numbers("blank"), numbers("open")}}
	for _, q := range o.Questions {
		t.Rows = append(t.Rows, opinionRow(q))
	}
	all := o.All
	all.Name = "all questions"
	t.Rows = append(t.Rows, opinionRow(all))
	b.table(t)
	if a := o.Agreement; a != nil {
		b.text(Small, "Two reviewers gave the same answer to "+Rate(a.Same, a.Both)+" of the questions that both answered.")
	}
	return b
}

func opinionRow(c audit.OpinionCount) []string {
	return []string{c.Name, Rate(c.Earned, c.Possible), Count(c.Met), Count(c.NotMet), Count(c.NotApplicable), Count(c.CannotTell), Count(c.Unanswered), Count(c.Open)}
}
