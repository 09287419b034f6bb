package command

import (
	"cmp"
	"crypto/rand"
	"fmt"
	"io"
	"math/big"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"otaudit/audit"
	"otaudit/practice/estimate"
	"otaudit/practice/review"
	"otaudit/practice/sampling"
	"otaudit/report/model"
	"otaudit/report/pdf"
)

// sampleRun is one draw on its way from the log to the papers.
type sampleRun struct {
	sampleOptions
	audited *auditRun
	lines   []*audit.Session
	frame   *sampling.Frame
	record  *sampling.Record
	ask     *review.Questions
	box     *outbox
	con     *console
}

// The files of a sample.
const (
	recordName = "sample.json"
	recordPage = "sample.pdf"
	frameName  = "frame.csv"
)

// usualSize is how many units are drawn unless something else is said: a probe, from which a size can be worked out (REP-144).
const usualSize = 30

// runSample draws a sample, or repeats the draw of a record and says what differs.
func runSample(o sampleOptions, con *console) (int, error) {
	s := &sampleRun{sampleOptions: o, con: con}
	steps := []func() error{s.check, s.read, s.draw, s.write}
	if o.from != "" {
		return s.repeat()
	}
	defer func() { s.box.close() }()
	for _, step := range steps {
		if err := step(); err != nil {
			return exitUsage, err
		}
	}
	s.say()
	return s.exitCode(), nil
}

func (s *sampleRun) check() (err error) {
	if s.paper, err = pdf.ParsePaper(s.paper); err != nil {
		return err
	}
	if s.ask, err = readQuestions(s.questions, ""); err != nil {
		return err
	}
	names := []string{recordName, recordPage, frameName, questionsName}
	for i := range s.reviewers {
		names = append(names, fmt.Sprintf(worksheetName, i+1))
	}
	if drawn := filepath.Join(s.out, recordName); exists(drawn) && !s.force {
		return hint(fmt.Errorf("%s: exists already", drawn), "give --force to draw again, which the record will say, or another --out")
	}
	s.box, err = openPapers(s.out, s.force, names...)
	return err
}

// read reads and audits the log; the worksheets say what the rules found on the units that are drawn.
func (s *sampleRun) read() error {
	s.audited = &auditRun{auditOptions: auditOptions{readOptions: s.readOptions, out: s.out, setting: "practitioner", apply: "none",
		therapist: "name", failOn: "never", force: true}, con: s.con}
	for _, step := range []func() error{s.audited.check, s.audited.read, s.audited.followProfiles} {
		if err := step(); err != nil {
			return err
		}
	}
	s.lines = s.audited.book.Sessions
	if err := s.audited.audit(); err != nil {
		return err
	}
	payers, err := s.audited.payerBook()
	if err != nil {
		return err
	}
	s.design.Class = func(name string, on audit.Date) string { return payers.Terms(name, on).Class }
	s.frame, err = sampling.NewFrame(s.lines, s.design)
	return err
}

// sizeByProbe works out how many units a wanted precision needs.
func (s *sampleRun) sizeByProbe() error {
	probe := extrapolateOptions{path: s.probe, frames: map[string]int{"": s.frame.Size()}, drawn: "a probe"}
	sample, _, err := probe.sample()
	if err != nil {
		return err
	}
	n, text, err := estimate.Size(estimate.Of(sample), s.frame.Size(), float64(s.precision)/100)
	if err != nil {
		return fmt.Errorf("--probe %s: %w", s.probe, err)
	}
	s.sizes.Total, s.sizeRule = max(n, usualSize), text
	if n < usualSize {
		s.sizeRule += fmt.Sprintf("; %d are the fewest that are projected", usualSize)
	}
	return nil
}

// draw draws by the seed, or what a list made elsewhere names.
func (s *sampleRun) draw() (err error) {
	if s.probe != "" {
		if err := s.sizeByProbe(); err != nil {
			return err
		}
	}
	if s.positions != "" {
		list, err := readGiven(s.positions, mostKept, "one position a line, or the order of selection and the position", named(s.positions, sampling.ReadPositions))
		if err != nil {
			return err
		}
		if s.record, err = sampling.DrawListed(s.frame, list, s.generator, s.sizes); err != nil {
			return fmt.Errorf("--positions %s: %w", s.positions, err)
		}
		return s.complete()
	}
	if len(s.design.Strata) > 0 && s.sizes.Total > 0 {
		s.sizeRule += "; shared in proportion to the strata, at least 2 of each"
	}
	if s.seed == "" {
		if s.seed, err = newSeed(); err != nil {
			return err
		}
	}
	if s.record, err = sampling.Draw(s.frame, s.seed, s.sizes); err != nil {
		return hint(err, "give --size, --per-stratum, or --allocate for each stratum: "+strings.Join(strataOf(s.frame), ", "))
	}
	return s.complete()
}

func strataOf(f *sampling.Frame) (names []string) {
	for _, st := range f.Strata {
		names = append(names, fmt.Sprintf("%q (%s)", st.Name, audit.Plural(st.Frame, "unit", "units")))
	}
	return names
}

// newSeed is a seed of eight digits that nobody chose.
func newSeed() (string, error) {
	n, err := rand.Int(rand.Reader, big.NewInt(90_000_000))
	if err != nil {
		return "", fmt.Errorf("no seed can be drawn: %w", err)
	}
	return strconv.FormatInt(n.Int64()+10_000_000, 10), nil
}

// complete adds to the record what the frame does not know, and the earlier draws that it replaces (REP-139).
func (s *sampleRun) complete() error {
	s.audited.closeAccount()
	r, book, account := s.record, s.audited.book, s.audited.result.Account
	r.Tool, r.AsOf, r.Inputs, r.Reading, r.SizeRule = "otaudit "+version, s.audited.day.String(), book.Inputs, s.readOptions.given(), s.sizeSaid()
	r.RowsRead, r.Lines = account.RowsRead, account.Lines
	for i := range book.Sheets {
		for _, c := range book.Sheets[i].Excluded {
			r.RowsLeft = addCount(r.RowsLeft, c)
		}
		for _, c := range book.Sheets[i].NonData {
			r.RowsLeft = addCount(r.RowsLeft, c)
		}
	}
	for _, f := range s.design.Only {
		r.Only = append(r.Only, f.String())
	}
	for _, d := range s.design.Strata {
		r.Divided = append(r.Divided, d.String())
	}
	before, err := readRecord(filepath.Join(s.out, recordName))
	if err == nil && before.FrameHash == r.FrameHash {
		r.Earlier = before.Earlier
		if before.Seed != r.Seed {
			r.Earlier = append(r.Earlier, before.Seed)
		}
	}
	return nil
}

// sizeSaid says by what rule so many units were drawn, where a frame or stratum gave fewer or more than were asked for too.
func (s *sampleRun) sizeSaid() string {
	if asked := s.sizes.Total; asked > s.record.FrameSize && s.record.Sampled() == s.record.FrameSize {
		return fmt.Sprintf("all of the frame; %s were asked for", model.Count(asked))
	}
	said := s.sizeRule
	for _, st := range s.record.Strata {
		asked := cmp.Or(s.sizes.Given[st.Name], s.sizes.PerStratum)
		if asked == 0 && len(s.record.Strata) == 1 {
			asked = s.sizes.Total
		}
		switch {
		case asked > st.Sample && s.sizes.PerStratum == 0:
			return said + "; all of a smaller stratum"
		case 0 < asked && asked < st.Sample:
			return fmt.Sprintf("%s; %d are the fewest", said, st.Sample)
		}
	}
	return said
}

func addCount(list []audit.Count, c audit.Count) []audit.Count {
	for i := range list {
		if list[i].What == c.What {
			list[i].N += c.N
			return list
		}
	}
	return append(list, c)
}

// write writes the record, its page, the frame, and a worksheet for each reviewer with the questions it asks.
func (s *sampleRun) write() error {
	papers := []paperFile{
		{recordName, s.record.Write}, document(recordPage, s.record.Document(), s.paper), {frameName, s.frame.WriteCSV},
		{questionsName, s.ask.Write},
	}
	found := s.found()
	for i := range s.reviewers {
		papers = append(papers, paperFile{fmt.Sprintf(worksheetName, i+1), func(w io.Writer) error { return review.Write(w, s.record, s.ask, found) }})
	}
	return s.box.writePapers(papers, s.con)
}

// found lists what the rules found on the lines of each drawn unit. Findings about months and the whole log are about no unit.
func (s *sampleRun) found() review.Found {
	type row struct {
		sheet string
		row   int32
	}
	units := map[row][]string{} // ids
	for i := range s.record.Drawn {
		d := &s.record.Drawn[i]
		for _, l := range s.frame.Items[d.Position-1].Lines {
			units[row{l.Layout.Sheet, l.Row}] = append(units[row{l.Layout.Sheet, l.Row}], d.ID)
			for j := l.Joined; j != nil; j = j.Next {
				units[row{j.Layout.Sheet, j.Row}] = append(units[row{j.Layout.Sheet, j.Row}], d.ID)
			}
		}
	}
	found := review.Found{}
	for i := range s.audited.result.Findings {
		f := &s.audited.result.Findings[i]
		if f.Scope == audit.ScopeMonth || f.Scope == audit.ScopeLog {
			continue
		}
		text := fmt.Sprintf("%s %s: %s", f.Rule, f.Severity, f.Message)
		for _, cell := range append([]audit.Ref{f.Cell}, f.Related...) {
			for _, id := range units[row{cell.Sheet, cell.Row}] {
				if !slices.Contains(found[id], text) {
					found[id] = append(found[id], text)
				}
			}
		}
	}
	return found
}

// say says what was drawn from what, in counts.
func (s *sampleRun) say() {
	r := s.record
	s.con.line("frame: %s, one a %s; %s", model.Plural(r.FrameSize, "unit", "units"), r.Unit, leftOut(r))
	s.con.line("drawn: %s and %s, %s", model.Plural(r.Sampled(), "unit", "units"), model.Plural(len(r.Drawn)-r.Sampled(), "spare", "spares"), r.SizeRule)
	if r.Seed != "" {
		s.con.line("seed: %s, generator %s", r.Seed, r.Generator)
	}
	for _, seed := range r.Earlier {
		s.con.note("the record says that an earlier draw from this frame had the seed %s", seed)
	}
	s.con.sayWritten()
	if s.reviewers > 0 {
		s.con.line("fill in: %s", filepath.Join(s.out, fmt.Sprintf(worksheetName, 1)))
	}
}

func leftOut(r *sampling.Record) string {
	if len(r.LinesLeft) == 0 {
		return "every line is in it"
	}
	var parts []string
	for _, c := range r.LinesLeft {
		parts = append(parts, model.Plural(c.N, "line", "lines")+" left out: "+c.What)
	}
	return strings.Join(parts, "; ")
}

// exitCode is 3 if something that belongs to the universe was not read.
func (s *sampleRun) exitCode() int {
	if !readWhole(s.audited.book) {
		return exitIncomplete
	}
	return exitDone
}

func readRecord(path string) (*sampling.Record, error) {
	return readGiven(path, mostGiven, "give the "+recordName+" as otaudit sample wrote it", named(path, sampling.ReadRecord))
}
