package audit

import "testing"

// TestForetold: a likely denial is met by its reason code, with its remark where it has one, whoever bears the amount.
func TestForetold(t *testing.T) {
	denied := func(remarks []string, codes ...string) *Answer {
		a := &Answer{Outcome: Denied, Remarks: remarks}
		for _, code := range codes {
			a.Reasons = append(a.Reasons, Adjustment{Group: "CO", CARC: code, Amount: 100})
		}
		return a
	}
	paid := &Answer{Outcome: Paid, Standing: []*RemitLine{{Adjustments: []Adjustment{{Group: "CO", CARC: "45", Amount: 1}, {Group: "CO", CARC: "151", Amount: 50}}}}}
	for _, c := range []struct {
		likely string
		answer *Answer
		said   string
		hit    bool
	}{
		{"CO-4", denied(nil, "4"), "denied CO-4", true},
		{"PR-4", denied(nil, "4"), "denied CO-4", true},
		{"CO-16 N822 or CO-4", denied([]string{"N822"}, "16"), "denied CO-16 N822", true},
		{"CO-16 N822", denied([]string{"N706"}, "16"), "denied CO-16 N706", false},
		{"CO-16 N822", denied(nil, "16"), "denied CO-16", false},
		{"CO-45", denied(nil, "4"), "denied CO-4", false},
		{"CO-151", paid, "reduced CO-151", true},
		{"CO-4", paid, "paid", false},
		{"CO-4", &Answer{Outcome: ByClaim}, "paid", false},
		{"CO-4", &Answer{Outcome: Reversed}, "paid and taken back", false},
	} {
		said, hit := c.answer.foretold(c.likely)
		if said != c.said || hit != c.hit {
			t.Errorf("%s: %q, %v", c.likely, said, hit)
		}
	}
}

// TestAnswerBesideALikelyDenial: of the lines of a finding one that meets the denial is enough; unanswered ones say nothing.
func TestAnswerBesideALikelyDenial(t *testing.T) {
	line := func(a Answer) *Line { return &Line{Service: &Service{Answer: a}} }
	hit := Answer{Outcome: Denied, Reasons: []Adjustment{{Group: "CO", CARC: "18", Amount: 1}}}
	p := &Pass{Rule: &Rule{ID: "S005"}, words: func(list, code string, _ Date) string { return list + " " + code }}
	for _, c := range []struct {
		likely string
		lines  []*Line
		want   string
	}{
		{"CO-18", []*Line{line(Answer{Outcome: Paid}), line(hit)}, "hit: denied CO-18 (carc 18)"},
		{"CO-4", []*Line{line(hit)}, "miss: denied CO-18 (carc 18)"},
		{"CO-18", []*Line{line(Answer{}), line(Answer{Outcome: Paid})}, "miss: paid"},
		{"CO-18", []*Line{line(Answer{}), {}}, ""},
		{"", []*Line{line(hit)}, ""},
	} {
		if got := p.answerTo(c.likely, c.lines...); got != c.want {
			t.Errorf("%q instead of %q", got, c.want)
		}
	}
}
