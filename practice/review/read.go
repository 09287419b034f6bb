package review

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/practice/filled"
	"otaudit/practice/sampling"
)

// Opinion is what one reviewer says of one unit.
type Opinion struct {
	Unit      *sampling.Drawn
	Reviewer  string
	On        string // as written
	State     State
	Why       string   // of the state
	Answers   []Answer // in the order of the questions
	Reasons   []string
	Billed    *audit.Cents // where the log has no amount
	Supported *audit.Cents
	place     string
}

// Worksheets are those read so far.
type Worksheets struct {
	Opinions []*Opinion
	// Problems are rows and cells that cannot be used, each with its place; everything else is used.
	Problems []string
	Notes    []string // what was taken where nothing was written

	record    *sampling.Record
	questions *Questions
	reviewers map[string]string // as first spelled
}

// NewWorksheets begins to read the worksheets of a sample.
func NewWorksheets(r *sampling.Record, q *Questions) *Worksheets {
	return &Worksheets{record: r, questions: q, reviewers: map[string]string{}}
}

// Read reads one worksheet, of one reviewer or several. Rows may have been sorted, columns moved or added, and the sheet saved as text.
func (w *Worksheets) Read(path string) error {
	t, err := filled.Read(path, idHeader)
	if err != nil {
		return err
	}
	for _, header := range w.inputs() {
		if !t.Has(header) && header != supportedHeader {
			w.problem("%s: the column %q is gone", t.Name, header)
		}
	}
	supported, err := t.Money(supportedHeader)
	w.unreadable(err)
	billed, err := t.Money(billedHeader)
	w.unreadable(err)
	reviewer := w.usualReviewer(t)
	before := len(w.Opinions)
	for i := range t.Rows {
		if o := w.opinion(&t.Rows[i], reviewer); o != nil {
			o.Supported = supported[i]
			w.billed(o, billed[i], &t.Rows[i])
			w.add(o, before)
		}
	}
	w.lost(t)
	return nil
}

func (w *Worksheets) problem(format string, args ...any) {
	w.Problems = append(w.Problems, fmt.Sprintf(format, args...))
}

func (w *Worksheets) unreadable(err error) {
	var several interface{ Unwrap() []error }
	if errors.As(err, &several) {
		for _, one := range several.Unwrap() {
			w.problem("%v", one)
		}
	}
}

// inputs are the headers of what reviewers fill in.
func (w *Worksheets) inputs() []string {
	headers := []string{stateHeader, supportedHeader}
	for _, q := range w.questions.List {
		headers = append(headers, q.Name)
	}
	return headers
}

// reasons are the headers of why.
func (w *Worksheets) reasons() []string {
	headers := []string{stateWhyHeader}
	for _, q := range w.questions.List {
		headers = append(headers, q.reasonHeader())
	}
	return headers
}

// usualReviewer is whom rows of a file are by that name nobody: the only reviewer named in it, else the file. With several names
// in it there is none.
func (w *Worksheets) usualReviewer(t *filled.Table) string {
	var names []string
	unnamed := false
	for i := range t.Rows {
		row := &t.Rows[i]
		if name := row.Text(reviewerHeader); name != "" {
			names = append(names, w.spelled(name))
		} else {
			unnamed = unnamed || row.Filled(w.inputs())
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	if !unnamed || len(names) > 1 {
		return ""
	}
	who := strings.TrimSuffix(t.Name, filepath.Ext(t.Name))
	if len(names) == 1 {
		who = names[0]
	}
	w.Notes = append(w.Notes, fmt.Sprintf("%s: rows without a reviewer are taken to be by %q", t.Name, who))
	return w.spelled(who)
}

// spelled is the name of a reviewer as it was first written: spaces and case tell nobody apart.
func (w *Worksheets) spelled(name string) string {
	name = strings.Join(strings.Fields(name), " ")
	key := strings.ToLower(name)
	if w.reviewers[key] == "" {
		w.reviewers[key] = name
	}
	return w.reviewers[key]
}

// opinion reads one row; nil if nothing is filled in, or if it cannot be told of which unit or by whom.
func (w *Worksheets) opinion(row *filled.Row, usual string) *Opinion {
	if !row.Filled(w.inputs()) && !row.Filled(w.reasons()) {
		return nil
	}
	id := row.Text(idHeader)
	unit := w.record.Find(id)
	switch {
	case id == "":
		w.problem("%s: answers without a unit id", row.Cell(idHeader))
		return nil
	case unit == nil:
		w.problem("%s: no unit of the sample has the id %q%s", row.Cell(idHeader), id, w.near(id))
		return nil
	}
	o := &Opinion{Unit: unit, Reviewer: usual, On: row.Text(reviewedHeader), Why: row.Text(stateWhyHeader), place: row.Place.String()}
	if name := row.Text(reviewerHeader); name != "" {
		o.Reviewer = w.spelled(name)
	}
	if o.Reviewer == "" {
		w.problem("%s: no reviewer, in a file of several", row.Cell(reviewerHeader))
		return nil
	}
	for _, q := range w.questions.List {
		answer, known := parseAnswer(row.Text(q.Name))
		if !known {
			w.problem("%s: %q is not one of: %s", row.Cell(q.Name), row.Text(q.Name), strings.Join(Answers, ", "))
		} else if answer == Unanswered && row.Text(q.reasonHeader()) != "" {
			w.problem("%s: a reason without an answer", row.Cell(q.reasonHeader()))
		}
		o.Answers, o.Reasons = append(o.Answers, answer), append(o.Reasons, row.Text(q.reasonHeader()))
	}
	state, known := parseState(row.Text(stateHeader))
	answered := slices.ContainsFunc(o.Answers, func(a Answer) bool { return a != Unanswered }) || row.Text(supportedHeader) != ""
	switch {
	case !known:
		w.problem("%s: %q is not one of: %s", row.Cell(stateHeader), row.Text(stateHeader), strings.Join(States, ", "))
		return nil
	case state == NotReviewed && answered:
		state = Reviewed
	case state == Outside && o.Why == "":
		w.problem("%s: %q needs its reason under %q", row.Cell(stateHeader), Outside, stateWhyHeader)
		return nil
	}
	o.State = state
	return o
}

// near names the unit that an id was likely meant for.
func (w *Worksheets) near(id string) string {
	number, _, _ := strings.Cut(id, "-")
	for _, d := range w.record.Drawn {
		if own, _, _ := strings.Cut(d.ID, "-"); strings.EqualFold(own, strings.TrimSpace(number)) {
			return fmt.Sprintf("; draw %s has the id %q", own, d.ID)
		}
	}
	return ""
}

// billed takes the amount that a reviewer wrote where the log has none, and says where one was changed.
func (w *Worksheets) billed(o *Opinion, written *audit.Cents, row *filled.Row) {
	switch {
	case o.Unit.Amount == nil:
		o.Billed = written
	case written != nil && *written != *o.Unit.Amount:
		w.problem("%s: %s is not the amount of the record, %s, which stands", row.Cell(billedHeader), written, o.Unit.Amount)
	}
}

// add adds an opinion. The same unit twice by one reviewer counts once if both say the same, and not at all if they differ.
func (w *Worksheets) add(o *Opinion, before int) {
	at := slices.IndexFunc(w.Opinions, func(other *Opinion) bool { return other.Unit == o.Unit && other.Reviewer == o.Reviewer })
	switch {
	case at < 0:
		w.Opinions = append(w.Opinions, o)
	case !w.Opinions[at].same(o):
		w.problem("%s: %s reviewed %s differently in %s: neither counts", o.place, o.Reviewer, o.Unit.ID, w.Opinions[at].place)
		w.Opinions[at].State, w.Opinions[at].Answers, w.Opinions[at].Supported = NotReviewed, make([]Answer, len(o.Answers)), nil
	}
}

func (o *Opinion) same(other *Opinion) bool {
	equal := func(a, b *audit.Cents) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }
	return o.State == other.State && slices.Equal(o.Answers, other.Answers) && equal(o.Supported, other.Supported) && equal(o.Billed, other.Billed)
}

// lost names the units of the sample that have no row in a worksheet.
func (w *Worksheets) lost(t *filled.Table) {
	var ids []string
	for _, d := range w.record.Drawn {
		if d.Spare == 0 && !slices.ContainsFunc(t.Rows, func(r filled.Row) bool { return strings.EqualFold(r.Text(idHeader), d.ID) }) {
			ids = append(ids, d.ID)
		}
	}
	if len(ids) > 0 {
		w.problem("%s: no row for %s", t.Name, strings.Join(ids, ", "))
	}
}
