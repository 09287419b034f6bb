// Package review is the work of people on a sample: it writes worksheets with what the log has and what the rules found, reads them
// back when they are filled in, scores the answers and compares reviewers. What comes out are reviewers' opinions; no finding of a
// rule is counted in them.
package review

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Questions are what reviewers answer of each unit, with the weights and the mark that scores are held to.
type Questions struct {
	Title    string     `yaml:"title" json:"title"`
	PassMark int        `yaml:"pass_mark" json:"pass_mark"` // percent
	List     []Question `yaml:"questions" json:"questions"`
}

// Question is one of them. Its name is the header of its column.
type Question struct {
	Name      string `yaml:"name" json:"name"`
	Ask       string `yaml:"ask" json:"ask"`
	Authority string `yaml:"authority" json:"authority"`
	Weight    int    `yaml:"weight" json:"weight"`
	Change    string `yaml:"change" json:"change"` // what a letter says where it is often not met
	Kept      string `yaml:"kept" json:"kept"`     // and where it is met
}

// Shipped are the questions that come with the program, as text to be copied and changed.
//
//go:embed questions.yaml
var Shipped []byte

// ReadQuestions reads questions and says in which line something is wrong.
func ReadQuestions(r io.Reader) (*Questions, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	var q Questions
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(&q); err != nil {
		return nil, plainYAML(err)
	}
	return &q, q.check()
}

// Write writes the questions, so that a sample keeps those it asks.
func (q *Questions) Write(w io.Writer) error {
	e := yaml.NewEncoder(w)
	defer e.Close()
	return e.Encode(q)
}

func plainYAML(err error) error {
	if err == io.EOF {
		return errors.New("it is empty")
	}
	var several *yaml.TypeError
	if errors.As(err, &several) {
		return errors.New(several.Errors[0])
	}
	return errors.New(strings.TrimPrefix(err.Error(), "yaml: "))
}

func (q *Questions) check() error {
	if q.Title == "" {
		return errors.New("it has no title")
	}
	if q.PassMark < 1 || q.PassMark > 100 {
		return fmt.Errorf("pass_mark %d: not a percentage from 1 to 100", q.PassMark)
	}
	if len(q.List) == 0 {
		return errors.New("it has no questions")
	}
	taken := map[string]bool{}
	for _, h := range fixedHeaders() {
		taken[strings.ToLower(h)] = true
	}
	for i, one := range q.List {
		switch {
		case one.Name == "" || one.Ask == "":
			return fmt.Errorf("question %d: it has no name or does not ask", i+1)
		case taken[strings.ToLower(one.Name)] || taken[strings.ToLower(one.reasonHeader())]:
			return fmt.Errorf("question %d: another column is called %q", i+1, one.Name)
		case one.Weight < 1 || one.Weight > 100:
			return fmt.Errorf("question %q: weight %d is not a number from 1 to 100", one.Name, one.Weight)
		}
		taken[strings.ToLower(one.Name)], taken[strings.ToLower(one.reasonHeader())] = true, true
	}
	return nil
}

func (q Question) reasonHeader() string { return q.Name + ": why" }

// Answer is what a reviewer says to a question.
type Answer string

// The answers. A blank cell is no answer: it counts for nothing, and is counted.
const (
	Met           Answer = "met"
	NotMet        Answer = "not met"
	NotApplicable Answer = "not applicable"
	CannotTell    Answer = "cannot tell"
	Unanswered    Answer = ""
)

// Answers are the choices of a cell.
var Answers = []string{string(Met), string(NotMet), string(NotApplicable), string(CannotTell)}

// parseAnswer reads an answer as people write it.
func parseAnswer(text string) (Answer, bool) {
	switch a := Answer(strings.ToLower(strings.Join(strings.Fields(text), " "))); a {
	case Met, NotMet, NotApplicable, CannotTell, Unanswered:
		return a, true
	case "n/a", "na":
		return NotApplicable, true
	}
	return Unanswered, false
}

// State is what became of a drawn unit.
type State string

// The states. A blank cell beside answers is a unit that was reviewed.
const (
	Reviewed    State = "reviewed"
	Outside     State = "not in the frame" // it proves not to belong there: a spare takes its place (REP-140)
	Missing     State = "records missing"  // it stays open until a person decides, and blocks an estimate
	NotReviewed State = ""
)

// States are the choices of a cell.
var States = []string{string(Reviewed), string(Outside), string(Missing)}

func parseState(text string) (State, bool) {
	switch s := State(strings.ToLower(strings.Join(strings.Fields(text), " "))); s {
	case Reviewed, Outside, Missing, NotReviewed:
		return s, true
	}
	return NotReviewed, false
}
