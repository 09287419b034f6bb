package review

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/report/jsonfile"
)

// Scores are the opinions of reviewers on a sample, counted. They hold no finding of a rule.
type Scores struct {
	Schema     int         `json:"schema"`
	What       string      `json:"what"` // says what it is and is not
	Tool       string      `json:"tool"`
	FrameHash  string      `json:"frame_sha256"` // of the sample
	Unit       string      `json:"unit"`         // what was drawn: visit, claim, line, patient-day
	Questions  *Questions  `json:"questions"`
	Reviewers  []string    `json:"reviewers"`
	Final      string      `json:"final"` // the reviewer who settles disagreements; empty if there is none
	Clinic     Tally       `json:"clinic"`
	ByQuestion []Tally     `json:"by_question"`
	Therapists []Tally     `json:"therapists"`
	Units      []Unit      `json:"units"`
	Agreements []Agreement `json:"agreements"`
	// Vacant are units that are not in the frame and for which no spare is left; Idle are spares that were reviewed though no place
	// was free. Neither is in any sum.
	Vacant   []string `json:"vacant"`
	Idle     []string `json:"idle"`
	Problems []string `json:"problems"` // of the worksheets
}

// scoresSchema is the number of the layout.
const scoresSchema = 1

// whatScores says what the scores are.
const whatScores = "Reviewers' opinions on a sample. No finding of a rule is counted here."

// Tally counts answers as the audit report prints them.
type Tally struct{ audit.OpinionCount }

// Unit is one drawn unit with what reviewers say of it.
type Unit struct {
	ID         string       `json:"id"`
	Spare      int          `json:"spare"`
	InSample   bool         `json:"in_sample"` // drawn and in the frame, or a spare in the place of one that is not
	Stratum    string       `json:"stratum"`
	Patient    string       `json:"patient"`
	Date       string       `json:"date_of_service"`
	Therapists []string     `json:"therapists"`
	Codes      []string     `json:"codes"`
	State      State        `json:"state"`
	Why        string       `json:"why"`
	Billed     *audit.Cents `json:"billed_cents"`
	Supported  *audit.Cents `json:"supported_cents"`
	// Differ names what reviewers differ on and nobody settled: questions, the state or the amount.
	Differ  []string   `json:"differ"`
	Tally   Tally      `json:"tally"`
	Answers []Answered `json:"answers"`
}

// Answered is the answer to one question, with what each reviewer said.
type Answered struct {
	Question string    `json:"question"`
	Answer   Answer    `json:"answer"` // that counts; empty where it is open or nobody answered
	Open     bool      `json:"open"`
	By       []Replied `json:"by"`
}

// Replied is what one reviewer said.
type Replied struct {
	Reviewer string `json:"reviewer"`
	Answer   Answer `json:"answer"`
	Why      string `json:"why"`
}

// Score counts the opinions. Where reviewers differ, what final says counts; without it, what they differ on is open and counts
// for nothing.
func (w *Worksheets) Score(final string) (*Scores, error) {
	s := &Scores{Schema: scoresSchema, What: whatScores, FrameHash: w.record.FrameHash, Unit: string(w.record.Unit), Questions: w.questions, Problems: w.Problems}
	for _, o := range w.Opinions {
		s.Reviewers = append(s.Reviewers, o.Reviewer)
	}
	slices.Sort(s.Reviewers)
	s.Reviewers = slices.Compact(s.Reviewers)
	if final != "" {
		at := slices.IndexFunc(s.Reviewers, func(name string) bool { return strings.EqualFold(name, final) })
		if at < 0 {
			return nil, errors.New("no worksheet is by " + final + ": the reviewers are " + strings.Join(s.Reviewers, ", "))
		}
		s.Final = s.Reviewers[at]
	}
	shipped, _ := ReadQuestions("", bytes.NewReader(Shipped)) // the program's own text, which a test reads
	for _, q := range w.questions.List {
		s.ByQuestion = append(s.ByQuestion, Tally{audit.OpinionCount{Name: q.Name, Own: !slices.Contains(shipped.List, q)}})
	}
	therapists := map[string]*Tally{}
	for i := range w.record.Drawn {
		s.Units = append(s.Units, w.unit(&w.record.Drawn[i], s.Final))
	}
	s.place()
	for i := range s.Units {
		if u := &s.Units[i]; u.counts() {
			s.count(u, therapists)
		}
	}
	for _, t := range therapists {
		s.Therapists = append(s.Therapists, *t)
	}
	slices.SortFunc(s.Therapists, func(a, b Tally) int { return strings.Compare(a.Name, b.Name) })
	s.Agreements = agreements(w.Opinions, s.Reviewers, w.questions)
	return s, nil
}

// counts says whether the unit is in the scores.
func (u *Unit) counts() bool { return u.InSample && u.State == Reviewed }

// count adds a reviewed unit to the sums it belongs to. A unit of two therapists counts for both.
func (s *Scores) count(u *Unit, therapists map[string]*Tally) {
	s.Clinic.add(&u.Tally)
	for i := range u.Answers {
		t := &s.ByQuestion[i]
		t.Units++
		t.answer(u.Answers[i], s.Questions.List[i].Weight)
	}
	names := u.Therapists
	if len(names) == 0 {
		names = []string{unnamedTherapist}
	}
	for _, name := range names {
		if therapists[name] == nil {
			therapists[name] = &Tally{audit.OpinionCount{Name: name}}
		}
		therapists[name].add(&u.Tally)
	}
}

const unnamedTherapist = "no therapist named"

func (t *Tally) add(other *Tally) {
	t.Units++
	t.Earned += other.Earned
	t.Possible += other.Possible
	t.Met += other.Met
	t.NotMet += other.NotMet
	t.NotApplicable += other.NotApplicable
	t.CannotTell += other.CannotTell
	t.Unanswered += other.Unanswered
	t.Open += other.Open
}

func (t *Tally) answer(a Answered, weight int) {
	switch {
	case a.Open:
		t.Open++
	case a.Answer == Met:
		t.Met++
		t.Earned += weight
		t.Possible += weight
	case a.Answer == NotMet:
		t.NotMet++
		t.Possible += weight
	case a.Answer == NotApplicable:
		t.NotApplicable++
	case a.Answer == CannotTell:
		t.CannotTell++
	default:
		t.Unanswered++
	}
}

// Write writes the scores as JSON.
func (s *Scores) Write(w io.Writer) error {
	return jsonfile.Write(w, s, "\t")
}

// errNoScores says that a file holds no scores.
var errNoScores = errors.New("not the scores of a review")

// ReadScores reads scores.
func ReadScores(r io.Reader) (*Scores, error) {
	var s Scores
	if err := json.NewDecoder(r).Decode(&s); err != nil || s.Schema != scoresSchema || s.What != whatScores || s.Questions == nil {
		return nil, errNoScores
	}
	return &s, nil
}
