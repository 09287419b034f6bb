// Package review is the work of people on a sample: it writes worksheets with what the log has and what the rules found, reads them
// back when they are filled in, scores the answers and compares reviewers. What comes out are reviewers' opinions; no finding of a
// rule is counted in them.
package review

import (
	_ "embed"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"

	"otaudit/infile/yamlfile"
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

// ReadQuestions reads questions. Everything that is wrong in them is listed, each as a *yamlfile.Error with its line; the path serves
// the messages.
func ReadQuestions(path string, in io.Reader) (*Questions, error) {
	text, err := io.ReadAll(in)
	if err != nil {
		return nil, err
	}
	var q Questions
	err = yamlfile.Read(path, text, "a list of questions", func(r *yamlfile.Reader, root *yaml.Node) {
		found := r.Problems()
		r.Mapping(root, "a list of questions", yamlfile.Section{
			"title":     func(_, value *yaml.Node) { q.Title = r.Text(value, "title") },
			"pass_mark": func(_, value *yaml.Node) { q.PassMark = r.Number(value, "pass_mark", 1, 100) },
			"questions": func(_, value *yaml.Node) { q.readList(r, value) },
		})
		if r.Problems() > found {
			return
		}
		switch {
		case q.Title == "":
			r.Wrong(root, "there is no title")
		case q.PassMark == 0:
			r.Wrong(root, "there is no pass_mark")
		case len(q.List) == 0:
			r.Wrong(root, "there are no questions")
		}
	})
	if err != nil {
		return nil, err
	}
	return &q, nil
}

// mostQuestions is how many a worksheet has room for: each takes two columns, and nobody answers more.
const mostQuestions = 200

func (q *Questions) readList(r *yamlfile.Reader, list *yaml.Node) {
	if list.Kind != yaml.SequenceNode {
		r.Wrong(list, "questions wants a list, each of the form - name: value")
		return
	}
	if n := len(list.Content); n > mostQuestions {
		r.Wrong(list, "%d questions; a worksheet has room for %d", n, mostQuestions)
		return
	}
	taken := map[string]bool{}
	for _, header := range fixedHeaders() {
		taken[strings.ToLower(header)] = true
	}
	for _, n := range list.Content {
		var one Question
		text := func(into *string, must bool) yamlfile.KeyReader {
			return func(key, value *yaml.Node) {
				if must || value.Kind != yaml.ScalarNode || value.Value != "" && value.Tag != "!!null" {
					*into = r.Text(value, key.Value)
				}
			}
		}
		found := r.Problems()
		r.Mapping(n, "a question", yamlfile.Section{
			"name": text(&one.Name, true), "ask": text(&one.Ask, true),
			"authority": text(&one.Authority, false), "change": text(&one.Change, false), "kept": text(&one.Kept, false),
			"weight": func(_, value *yaml.Node) { one.Weight = r.Number(value, "weight", 1, 100) },
		})
		switch {
		case r.Problems() > found:
		case one.Name == "" || one.Ask == "" || one.Weight == 0:
			r.Wrong(n, "a question wants name, ask and weight")
		case taken[strings.ToLower(one.Name)] || taken[strings.ToLower(one.reasonHeader())]:
			r.Wrong(n, "another column is called %q", one.Name)
		}
		taken[strings.ToLower(one.Name)], taken[strings.ToLower(one.reasonHeader())] = true, true
		q.List = append(q.List, one)
	}
}

// Write writes the questions, so that a sample keeps those it asks.
func (q *Questions) Write(w io.Writer) error {
	e := yaml.NewEncoder(w)
	defer e.Close()
	return e.Encode(q)
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
