package review

// Agreement compares the answers of two reviewers to the questions that both answered.
type Agreement struct {
	A     string   `json:"a"`
	B     string   `json:"b"`
	Units int      `json:"units"` // that both reviewed
	Both  int      `json:"answered_by_both"`
	Same  int      `json:"same"`
	Kappa *float64 `json:"kappa"` // Cohen's; nil where chance alone would agree always
	// Questions has both counts for each question.
	Questions []QuestionAgreement `json:"questions"`
}

// QuestionAgreement is the agreement on one question.
type QuestionAgreement struct {
	Name string `json:"name"`
	Both int    `json:"answered_by_both"`
	Same int    `json:"same"`
}

// agreements compares each pair of reviewers that have a unit in common.
func agreements(opinions []*Opinion, reviewers []string, q *Questions) (list []Agreement) {
	for i, a := range reviewers {
		for _, b := range reviewers[i+1:] {
			if one := agreement(opinions, a, b, q); one.Units > 0 {
				list = append(list, one)
			}
		}
	}
	return list
}

func agreement(opinions []*Opinion, a, b string, q *Questions) Agreement {
	result := Agreement{A: a, B: b}
	for _, one := range q.List {
		result.Questions = append(result.Questions, QuestionAgreement{Name: one.Name})
	}
	var pairs [][2]Answer
	for _, mine := range opinions {
		for _, other := range opinions {
			if mine.Reviewer != a || other.Reviewer != b || mine.Unit != other.Unit || mine.State != Reviewed || other.State != Reviewed {
				continue
			}
			result.Units++
			for i := range q.List {
				if mine.Answers[i] == Unanswered || other.Answers[i] == Unanswered {
					continue
				}
				pairs = append(pairs, [2]Answer{mine.Answers[i], other.Answers[i]})
				result.Questions[i].Both++
				if mine.Answers[i] == other.Answers[i] {
					result.Questions[i].Same++
					result.Same++
				}
			}
		}
	}
	result.Both = len(pairs)
	if k, known := kappa(pairs); known {
		result.Kappa = &k
	}
	return result
}

// kappa is Cohen's: (observed − expected) / (1 − expected), where expected is how often the two would agree by chance with the
// answers each of them gave. It is not known where both always gave one and the same answer.
func kappa(pairs [][2]Answer) (float64, bool) {
	if len(pairs) == 0 {
		return 0, false
	}
	n, same := float64(len(pairs)), 0.0
	first, second := map[Answer]float64{}, map[Answer]float64{}
	for _, p := range pairs {
		first[p[0]]++
		second[p[1]]++
		if p[0] == p[1] {
			same++
		}
	}
	chance := 0.0
	for _, answer := range Answers { // in one order, so that sums are the same each time
		chance += first[Answer(answer)] * second[Answer(answer)]
	}
	if chance == n*n {
		return 0, false
	}
	return (same/n - chance/(n*n)) / (1 - chance/(n*n)), true
}
