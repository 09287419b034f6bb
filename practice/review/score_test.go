package review

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"otaudit/audit"
	"otaudit/practice/sampling"
	"otaudit/report/model"
	"otaudit/report/pdf"
)

// three are questions of the weights 3, 2 and 1.
var three = &Questions{Title: "T", PassMark: 75, List: []Question{{Name: "A", Ask: "a", Weight: 3}, {Name: "B", Ask: "b", Weight: 2}, {Name: "C", Ask: "c", Weight: 1}}}

// said are worksheets of opinions: unit, reviewer and answers by their first letters, m n a c and - for none.
func said(r *sampling.Record, opinions ...[3]any) *Worksheets {
	w := NewWorksheets(r, three)
	for _, o := range opinions {
		opinion := &Opinion{Unit: &r.Drawn[o[0].(int)], Reviewer: o[1].(string), State: Reviewed, Reasons: make([]string, 3)}
		for _, c := range o[2].(string) {
			opinion.Answers = append(opinion.Answers, map[rune]Answer{'m': Met, 'n': NotMet, 'a': NotApplicable, 'c': CannotTell, '-': Unanswered}[c])
		}
		w.Opinions = append(w.Opinions, opinion)
	}
	return w
}

func scored(t *testing.T, w *Worksheets, final string) *Scores {
	t.Helper()
	s, err := w.Score(final)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// counts writes a tally as earned/possible and the counts of its answers.
func counts(t Tally) string {
	return fmt.Sprintf("%d/%d m%d n%d a%d c%d -%d o%d of %d", t.Earned, t.Possible, t.Met, t.NotMet, t.NotApplicable, t.CannotTell, t.Unanswered, t.Open, t.Units)
}

// TestScores: weights of what is met over those of what is met and not met; everything else is counted beside it.
func TestScores(t *testing.T) {
	r := sampleOf(4) // the therapists of the units are Alder, Birch, Alder, Birch
	s := scored(t, said(r, [3]any{0, "x", "mmn"}, [3]any{1, "x", "nac"}, [3]any{2, "x", "m-m"}), "")
	for name, c := range map[string][2]string{
		"clinic":     {counts(s.Clinic), "9/13 m4 n2 a1 c1 -1 o0 of 3"},
		"unit 1":     {counts(s.Units[0].Tally), "5/6 m2 n1 a0 c0 -0 o0 of 1"},
		"unit 2":     {counts(s.Units[1].Tally), "0/3 m0 n1 a1 c1 -0 o0 of 1"},
		"Alder":      {counts(s.Therapists[0]), "9/10 m4 n1 a0 c0 -1 o0 of 2"},
		"Birch":      {counts(s.Therapists[1]), "0/3 m0 n1 a1 c1 -0 o0 of 1"},
		"question A": {counts(s.ByQuestion[0]), "6/9 m2 n1 a0 c0 -0 o0 of 3"},
		"question C": {counts(s.ByQuestion[2]), "1/2 m1 n1 a0 c1 -0 o0 of 3"},
	} {
		if c[0] != c[1] {
			t.Errorf("%s: %s, want %s", name, c[0], c[1])
		}
	}
	// 9 of 12 is the mark of 75 % to the point; 9 of 13 is below it.
	if s.reaches(s.Clinic) || !s.reaches(Tally{audit.OpinionCount{Earned: 9, Possible: 12}}) || s.reaches(Tally{audit.OpinionCount{Earned: 749, Possible: 1000}}) {
		t.Error("the mark is not held exactly")
	}
}

// TestReviewersAreKeptApart: what two reviewers differ on counts for nothing until one of them is said to be final.
func TestReviewersAreKeptApart(t *testing.T) {
	r := sampleOf(2)
	w := said(r, [3]any{0, "x", "mmn"}, [3]any{0, "y", "mn-"}, [3]any{1, "x", "mmm"})
	s := scored(t, w, "")
	if got := counts(s.Units[0].Tally); got != "3/4 m1 n1 a0 c0 -0 o1 of 1" || !slices.Equal(s.Units[0].Differ, []string{"B"}) || len(s.Units[0].Answers[1].By) != 2 {
		t.Errorf("%s, %+v", got, s.Units[0])
	}
	if got := counts(scored(t, w, "Y").Units[0].Tally); got != "3/6 m1 n2 a0 c0 -0 o0 of 1" {
		t.Errorf("with y final: %s", got)
	}
	if _, err := w.Score("z"); err == nil || !strings.Contains(err.Error(), "the reviewers are x, y") {
		t.Errorf("with z final: %v", err)
	}
}

// TestSparesTakePlaces is REP-140: a spare counts in the place of a unit that is not in the frame, in order, and no other counts.
func TestSparesTakePlaces(t *testing.T) {
	for states, want := range map[string]string{ // two units, two spares: done, out, missing, - not looked at
		"dd--": "1 2|", "od--": "2 3|", "od-d": "2 3| idle 4", "oddd": "2 3| idle 4", "odo-": "2 4|", "odod": "2 4|", "oo--": "3 4|", "ooo-": "4| vacant 2", "oooo": "| vacant 1 2",
		"ddd-": "1 2| idle 3", "mdd-": "1 2| idle 3", "-d--": "1 2|",
	} {
		s := &Scores{}
		for i, c := range states {
			u := Unit{ID: fmt.Sprint(i + 1), Spare: max(0, i-1), State: map[rune]State{'d': Reviewed, 'o': Outside, 'm': Missing, '-': NotReviewed}[c]}
			s.Units = append(s.Units, u)
		}
		s.place()
		var in []string
		for _, u := range s.Units {
			if u.InSample {
				in = append(in, u.ID)
			}
		}
		got := strings.Join(in, " ") + "|"
		if len(s.Vacant) > 0 {
			got += " vacant " + strings.Join(s.Vacant, " ")
		}
		if len(s.Idle) > 0 {
			got += " idle " + strings.Join(s.Idle, " ")
		}
		if got != want {
			t.Errorf("%s: %s, want %s", states, got, want)
		}
	}
}

// TestOpinionsOfTheReport: counts without a name of therapist or reviewer, and the user's own questions marked.
func TestOpinionsOfTheReport(t *testing.T) {
	q := shipped(t)
	r := sampleOf(2)
	w := NewWorksheets(r, &Questions{Title: "T", PassMark: 80, List: []Question{q.List[0], {Name: "Harbor Clinic form", Ask: "Is it there?", Weight: 2}}})
	for i, who := range []string{"Xavier", "Yolanda"} {
		w.Opinions = append(w.Opinions, &Opinion{Unit: &r.Drawn[0], Reviewer: who, State: Reviewed, Answers: []Answer{Met, []Answer{Met, NotMet}[i]}, Reasons: make([]string, 2)})
	}
	o := scored(t, w, "Xavier").Opinions(r)
	if o.Frame != 600 || o.Drawn != 2 || o.Reviewers != 2 || o.PassMark != 80 || o.All.Earned != 4 || o.All.Possible != 4 || o.Questions[0].Own || !o.Questions[1].Own || *o.Agreement != (audit.AnswersAgree{Both: 2, Same: 1}) {
		t.Errorf("%+v", o)
	}
	if text := fmt.Sprintf("%+v", *o); strings.Contains(text, "Alder") || strings.Contains(text, "Xavier") {
		t.Errorf("a name is in %s", text)
	}
}

// TestKappa is Cohen's by hand: of 50 units both say met 20 times and not met 15 times, 5 and 10 times they differ;
// observed 0.7, expected 0.5 × 0.6 + 0.5 × 0.4 = 0.5, kappa 0.4.
func TestKappa(t *testing.T) {
	var pairs [][2]Answer
	for _, c := range []struct {
		n    int
		a, b Answer
	}{{20, Met, Met}, {5, Met, NotMet}, {10, NotMet, Met}, {15, NotMet, NotMet}} {
		for range c.n {
			pairs = append(pairs, [2]Answer{c.a, c.b})
		}
	}
	if k, known := kappa(pairs); !known || math.Abs(k-0.4) > 1e-12 {
		t.Errorf("kappa %f", k)
	}
	if _, known := kappa([][2]Answer{{Met, Met}, {Met, Met}}); known {
		t.Error("kappa is known where both always say the same")
	}
	if k, known := kappa([][2]Answer{{Met, NotMet}, {NotMet, Met}}); !known || k != -1 {
		t.Errorf("kappa of full disagreement: %f", k)
	}
}

func TestAgreement(t *testing.T) {
	r := sampleOf(3)
	s := scored(t, said(r, [3]any{0, "x", "mmn"}, [3]any{0, "y", "mn-"}, [3]any{1, "x", "mmm"}, [3]any{1, "y", "mmm"}, [3]any{2, "z", "mmm"}), "")
	if len(s.Agreements) != 1 {
		t.Fatalf("%+v", s.Agreements)
	}
	a := s.Agreements[0]
	if a.A != "x" || a.B != "y" || a.Units != 2 || a.Both != 5 || a.Same != 4 || a.Questions[1].Both != 2 || a.Questions[1].Same != 1 || a.Questions[2].Both != 1 {
		t.Errorf("%+v", a)
	}
}

// TestScoresAreReadBack: what is written is read again, and nothing else is taken for it.
func TestScoresAreReadBack(t *testing.T) {
	s := scored(t, said(sampleOf(2), [3]any{0, "x", "mmn"}), "")
	var text bytes.Buffer
	if err := s.Write(&text); err != nil {
		t.Fatal(err)
	}
	again, err := ReadScores(bytes.NewReader(text.Bytes()))
	if err != nil || counts(again.Clinic) != counts(s.Clinic) || again.FrameHash != "f" || again.Unit != "visit" {
		t.Errorf("%+v, %v", again, err)
	}
	for _, wrong := range []string{"", "{}", "{\"schema\": 2, \"findings\": []}", "[1]"} {
		if _, err := ReadScores(strings.NewReader(wrong)); err == nil {
			t.Errorf("%q is read as scores", wrong)
		}
	}
}

// TestLetter: three things to change by the weight they cost, examples by code with their reasons, and what went well.
func TestLetter(t *testing.T) {
	q := shipped(t)
	w := NewWorksheets(sampleOf(8), q)
	for i := 0; i < 8; i += 2 { // the units of Alder
		o := &Opinion{Unit: &w.record.Drawn[i], Reviewer: "x", State: Reviewed, Reasons: make([]string, len(q.List))}
		for j := range q.List {
			answer := Met
			if j >= 2 && j < 6 && i < 8-2*(j-2) { // skilled need 4 times, medical necessity 3, goals 2, progress 1
				answer = NotMet
				if i == 2 {
					o.Reasons[j] = "because " + q.List[j].Name
				}
			}
			o.Answers = append(o.Answers, answer)
		}
		w.Opinions = append(w.Opinions, o)
	}
	letters := scored(t, w, "").Letters(0)
	if len(letters) != 1 || letters[0].Therapist != "Alder, Ann" {
		t.Fatalf("%+v", letters)
	}
	text := textOfDocument(letters[0].Document)
	for _, want := range []string{"To Alder, Ann", "4 visits of yours from 2026-03-01 to 2026-03-07", "1. Skilled need: not met on 4 of 4 visits", "2. Medical necessity: not met on 3 of 4 visits",
		"3. Goals: not met on 2 of 4 visits", "97110, 97530 on 2026-03-03, patient P2 (U3-ab2): because Goals", "Plans of care were in force and complete. Met on 4 of 4 visits.", "below the mark of 90 %"} {
		if !strings.Contains(text, want) {
			t.Errorf("the letter lacks %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "Progress:") || strings.Contains(text, "U001") {
		t.Errorf("the letter holds too much:\n%s", text)
	}
}

// textOfDocument is what a document says, block by block.
func textOfDocument(d model.Document) string {
	var lines []string
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case model.Heading:
			lines = append(lines, string(b))
		case model.Paragraph:
			lines = append(lines, b.Text)
		case model.List:
			lines = append(lines, b.Items...)
		}
	}
	return strings.Join(lines, "\n")
}

// TestLongLettersFitOnAPage, on both papers, with the longest texts that are let through.
func TestLongLettersFitOnAPage(t *testing.T) {
	q := shipped(t)
	w := NewWorksheets(sampleOf(40), q)
	long := strings.Repeat("a long reason with many words ", 40)
	for i := range w.record.Drawn {
		d := &w.record.Drawn[i]
		d.Therapists, d.Patient = []string{"Featherstonehaugh-Cholmondeley, Maximiliane Wilhelmina"}, "Patient with a very long name indeed"
		d.Codes = []string{"97110", "97112", "97140", "97530", "97535", "97760"}
		o := &Opinion{Unit: d, Reviewer: "A reviewer with a long name, OTR/L, CHT", State: Reviewed}
		for j := range q.List {
			o.Answers, o.Reasons = append(o.Answers, []Answer{Met, NotMet}[j%2]), append(o.Reasons, long)
		}
		w.Opinions = append(w.Opinions, o)
	}
	for _, paper := range []string{pdf.PaperLetter, pdf.PaperA4} {
		var out bytes.Buffer
		if err := pdf.WriteDocument(&out, scored(t, w, "").Letters(audit.Date(20000))[0].Document, paper); err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(out.Bytes(), []byte("/Type /Page\n")); n != 1 {
			t.Errorf("%s: the letter has %d pages", paper, n)
		}
	}
}
