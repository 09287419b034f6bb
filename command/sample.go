package command

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"math/big"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"otaudit/audit"
	"otaudit/practice/estimate"
	"otaudit/practice/review"
	"otaudit/practice/sampling"
	"otaudit/report/model"
	"otaudit/report/pdf"
)

// sampleOptions are the flags of `otaudit sample`, parsed.
type sampleOptions struct {
	readOptions
	out       string
	from      string
	frame     sampling.Options
	sizes     sampling.Sizes
	sizeRule  string
	probe     string
	precision int // percent
	seed      string
	positions string
	generator string
	questions string
	reviewers int
	paper     string
	force     bool
}

// sampleRun is one draw on its way from the log to the papers.
type sampleRun struct {
	sampleOptions
	audited *auditRun
	lines   []*audit.Session
	frame   *sampling.Frame
	record  *sampling.Record
	ask     *review.Questions
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
	return freePapers(s.out, names, s.force)
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
	s.sampleOptions.frame.Class = func(name string, on audit.Date) string { return payers.Terms(name, on).Class }
	s.frame, err = sampling.NewFrame(s.lines, s.sampleOptions.frame)
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
		list, err := readGiven(s.positions, mostGiven, named(s.positions, sampling.ReadPositions))
		if err != nil {
			return hint(err, "one position a line, or the order of selection and the position")
		}
		if s.record, err = sampling.DrawListed(s.frame, list, s.generator, s.sizes); err != nil {
			return fmt.Errorf("--positions %s: %w", s.positions, err)
		}
		return s.complete()
	}
	if len(s.sampleOptions.frame.Strata) > 0 && s.sizes.Total > 0 {
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
	r.Tool, r.AsOf, r.Inputs, r.Reading, r.SizeRule = "otaudit "+version, s.audited.day.String(), book.Inputs, s.readOptions.given(), s.sizeRule
	r.RowsRead, r.Lines = account.RowsRead, account.Lines
	for i := range book.Sheets {
		for _, c := range book.Sheets[i].Excluded {
			r.RowsLeft = addCount(r.RowsLeft, c)
		}
		for _, c := range book.Sheets[i].NonData {
			r.RowsLeft = addCount(r.RowsLeft, c)
		}
	}
	for _, f := range s.sampleOptions.frame.Only {
		r.Only = append(r.Only, f.String())
	}
	for _, d := range s.sampleOptions.frame.Strata {
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
	return writePapers(s.out, papers, s.force, s.con)
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

// repeat draws again from a record and compares (REP-143).
func (s *sampleRun) repeat() (int, error) {
	before, err := readRecord(s.from)
	if err != nil {
		return exitUsage, err
	}
	if err := s.follow(before); err != nil {
		return exitUsage, fmt.Errorf("%s: %w", s.from, err)
	}
	if err := s.read(); err != nil {
		return exitUsage, err
	}
	if before.Seed == "" { // drawn elsewhere: the positions are given
		var positions []int
		for _, d := range before.Drawn {
			positions = append(positions, d.Position)
		}
		s.record, err = sampling.DrawListed(s.frame, positions, before.Generator, s.sizes)
	} else {
		s.record, err = sampling.Draw(s.frame, before.Seed, s.sizes)
	}
	if err != nil {
		s.con.problem(err)
	}
	differences := []string{}
	if err == nil {
		differences = before.Same(s.record)
	}
	if err != nil || len(differences) > 0 {
		for _, d := range differences {
			s.con.problem(fmt.Errorf("%s: %s", s.from, d))
		}
		s.con.problem(hint(fmt.Errorf("%s: not the same sample", s.from), "the record was drawn from "+inputsOf(before)+readWith(before)))
		return exitIncomplete, nil
	}
	s.con.line("the same sample: %s and %s at the same positions of the same frame of %s", model.Plural(before.Sampled(), "unit", "units"),
		model.Plural(len(before.Drawn)-before.Sampled(), "spare", "spares"), model.Plural(before.FrameSize, "unit", "units"))
	return s.exitCode(), nil
}

// follow takes the design of a record.
func (s *sampleRun) follow(r *sampling.Record) (err error) {
	o := &s.sampleOptions.frame
	if o.Unit, err = sampling.ParseUnit(string(r.Unit)); err != nil {
		return err
	}
	o.Strata, o.Only = nil, nil
	for _, text := range r.Divided {
		d, err := sampling.ParseDivision(text)
		if err != nil {
			return err
		}
		o.Strata = append(o.Strata, d)
	}
	for _, text := range r.Only {
		f, err := sampling.ParseFilter(text)
		if err != nil {
			return err
		}
		o.Only = append(o.Only, f)
	}
	s.sizes = sampling.Sizes{Total: r.Sampled(), Given: map[string]int{}}
	for _, st := range r.Strata {
		s.sizes.Given[st.Name], s.sizes.Spares = st.Sample, max(s.sizes.Spares, st.Spares)
	}
	return nil
}

func inputsOf(r *sampling.Record) string {
	var names []string
	for _, in := range r.Inputs {
		names = append(names, fmt.Sprintf("%s (SHA-256 %.12s…)", in.Name, in.SHA256))
	}
	return strings.Join(names, ", ")
}

func readWith(r *sampling.Record) string {
	if len(r.Reading) == 0 {
		return ", read without flags"
	}
	return ", read with " + strings.Join(r.Reading, " ")
}

func readRecord(path string) (*sampling.Record, error) {
	return readGiven(path, mostGiven, named(path, sampling.ReadRecord))
}

func sampleCommand(con *console, code *int) *cli.Command {
	return &cli.Command{
		Name: "sample", Usage: "draw a random sample of a log for review by people, with a record that anybody can repeat", ArgsUsage: "FILE|DIR|GLOB…",
		Description: "otaudit sample --from otaudit-sample/sample.json FILE… draws the sample of a record again and says what differs.",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "out", Value: "otaudit-sample", Usage: "folder of the sample", Action: aName("out")},
			choiceFlag("unit", "visit", "what is drawn", "visit", "claim", "line", "patient-day"),
			&cli.StringSliceFlag{Name: "only", Usage: "draw only from payer=NAME or class, therapist=NAME, code=CODE; repeatable"},
			&cli.StringSliceFlag{Name: "strata", Usage: "draw from each `therapist`, payer, code, or class of money:50,100 on its own; repeatable"},
			&cli.IntFlag{Name: "size", DefaultText: "30", Usage: "units to draw in all, shared in proportion to the strata"},
			&cli.IntFlag{Name: "per-stratum", Usage: "units to draw of each stratum, such as of each therapist"},
			&cli.StringFlag{Name: "probe", Usage: "scores.json or table of amounts of a first sample, from which the size for --precision follows"},
			&cli.IntFlag{Name: "precision", Value: 25, Usage: "percent that half the 90 % interval may be of the estimate, with --probe"},
			&cli.StringSliceFlag{Name: "allocate", Usage: "units to draw of one stratum: `NAME=N`; repeatable"},
			&cli.IntFlag{Name: "spares", Value: 2, Usage: "spare units of each stratum, for units that prove not to belong to the frame"},
			&cli.StringFlag{Name: "seed", DefaultText: "drawn and said", Usage: "what decides the draw: any text"},
			&cli.StringFlag{Name: "positions", Usage: "list of positions drawn elsewhere, such as with RAT-STATS; needs --generator"},
			&cli.StringFlag{Name: "generator", Usage: "what drew --positions, with its seed"},
			&cli.StringFlag{Name: "questions", DefaultText: "those that come with the program", Usage: "YAML file of the reviewer's questions"},
			&cli.IntFlag{Name: "reviewers", Value: 1, Usage: "worksheets to write, one a reviewer"},
			&cli.StringFlag{Name: "from", Usage: "record of a sample to draw again and compare"},
			choiceFlag("paper", "letter", "size of the pages", "letter", "a4"),
			&cli.BoolFlag{Name: "force", DisableDefaultText: true, Usage: "replace outputs that exist"},
		}, readFlags()...),
		Action: func(c *cli.Context) (err error) {
			o := sampleOptions{out: c.String("out"), from: c.String("from"), probe: c.String("probe"), precision: c.Int("precision"),
				seed: strings.TrimSpace(c.String("seed")), positions: c.String("positions"),
				generator: strings.TrimSpace(c.String("generator")), questions: c.String("questions"), reviewers: c.Int("reviewers"),
				paper: c.String("paper"), force: c.Bool("force")}
			if o.readOptions, err = readOptionsOf(c); err != nil {
				return err
			}
			con.quiet = o.quiet
			if err = o.design(c); err != nil {
				return err
			}
			*code, err = runSample(o, con)
			return err
		},
	}
}

// design reads the flags that say what is drawn.
func (o *sampleOptions) design(c *cli.Context) (err error) {
	if o.frame.Unit, err = sampling.ParseUnit(c.String("unit")); err != nil {
		return fmt.Errorf("--unit: %w", err)
	}
	for _, text := range c.StringSlice("only") {
		f, err := sampling.ParseFilter(text)
		if err != nil {
			return fmt.Errorf("--only: %w", err)
		}
		o.frame.Only = append(o.frame.Only, f)
	}
	for _, text := range c.StringSlice("strata") {
		d, err := sampling.ParseDivision(text)
		if err != nil {
			return fmt.Errorf("--strata: %w", err)
		}
		o.frame.Strata = append(o.frame.Strata, d)
	}
	if (o.positions == "") != (o.generator == "") {
		return hint(errors.New("--positions and --generator go together"), "say what drew the list and by which seed: --generator \"RAT-STATS 2019, seed 123.45\"")
	}
	return o.size(c)
}

// size reads the flags that say how many units are drawn.
func (o *sampleOptions) size(c *cli.Context) error {
	o.sizes = sampling.Sizes{Total: c.Int("size"), PerStratum: c.Int("per-stratum"), Spares: c.Int("spares"), Given: map[string]int{}}
	for _, text := range c.StringSlice("allocate") {
		at := strings.LastIndex(text, "=")
		n, err := strconv.Atoi(text[at+1:])
		if at < 1 || err != nil || n < 1 {
			return fmt.Errorf("--allocate %s: not of the form NAME=N", text)
		}
		o.sizes.Given[text[:at]] = n
	}
	switch {
	case o.sizes.PerStratum > 0 && o.sizes.Total > 0:
		return errors.New("--size and --per-stratum: give one of them")
	case o.probe != "" && (o.sizes.PerStratum > 0 || o.sizes.Total > 0):
		return errors.New("--probe gives the size: leave out --size and --per-stratum")
	case o.probe != "" && (o.precision < 1 || o.precision > 100):
		return fmt.Errorf("--precision %d: not a percentage from 1 to 100", o.precision)
	case o.probe != "": // known when the frame is
	case o.sizes.PerStratum > 0:
		o.sizeRule = fmt.Sprintf("%d of each stratum as given, all of a smaller one", o.sizes.PerStratum)
	case o.sizes.Total > 0:
		o.sizeRule = fmt.Sprintf("%d as given", o.sizes.Total)
	case len(o.sizes.Given) > 0:
		o.sizeRule = "given by stratum"
	default:
		o.sizes.Total, o.sizeRule = usualSize, fmt.Sprintf("%d as a probe", usualSize)
	}
	return nil
}
