package command

import (
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"otaudit/audit"
	"otaudit/practice/estimate"
	"otaudit/practice/review"
	"otaudit/practice/sampling"
	"otaudit/report"
	"otaudit/report/pdf"
)

// extrapolateOptions are the flags of `otaudit extrapolate`.
type extrapolateOptions struct {
	path   string
	record string
	frames map[string]int // by stratum
	drawn  string
	out    string
	paper  string
	asOf   string
	force  bool
}

// The files of an estimate.
const (
	estimateName = "estimate.json"
	estimatePage = "estimate.pdf"
)

// runExtrapolate projects the amounts of a reviewed sample to its frame, or says why they must not be.
func runExtrapolate(o extrapolateOptions, con *console) (int, error) {
	paper, err := pdf.ParsePaper(o.paper)
	if err != nil {
		return exitUsage, err
	}
	day, err := parseAsOf(o.asOf)
	if err != nil {
		return exitUsage, err
	}
	if o.out == "" {
		o.out = filepath.Dir(o.path)
	}
	if err := refuseFindings(o.path); err != nil {
		return exitUsage, err
	}
	box, err := openPapers(o.out, o.force, estimateName, estimatePage)
	if err != nil {
		return exitUsage, err
	}
	defer box.close()
	sample, record, err := o.sample()
	if err != nil {
		return exitUsage, err
	}
	drawn := o.drawn
	if record != nil {
		drawn = fmt.Sprintf("by seed %s, generator %s, frame SHA-256 %.12s…", record.Seed, record.Generator, record.FrameHash)
		day, _ = audit.ParseDate(record.AsOf)
	}
	if drawn == "" {
		drawn = "not said"
	}
	e := estimate.Of(sample)
	papers := []paperFile{{estimateName, e.Write}, document(estimatePage, e.Document(day, drawn), paper)}
	if err := box.writePapers(papers, con); err != nil {
		return exitUsage, err
	}
	con.line("%s", e.Headline())
	for _, why := range e.NotSuitable {
		con.line("not suitable: %s", why)
	}
	for _, why := range e.Cautions {
		con.line("caution: %s", why)
	}
	for _, line := range e.Formulas() {
		con.line("%s", line)
	}
	con.sayWritten()
	con.line("open first: %s", filepath.Join(o.out, estimatePage))
	return exitDone, nil
}

// refuseFindings refuses what rules found: they look at every line of the frame, so that nothing is left to be projected.
func refuseFindings(path string) error {
	what, err := readGiven(path, math.MaxInt64, "", func(r io.Reader) (string, error) {
		head, err := io.ReadAll(io.LimitReader(r, 1024))
		return report.Recognise(filepath.Base(path), head), err
	})
	if err != nil {
		return err
	}
	if what != "" {
		return hint(fmt.Errorf("%s: the %s of an audit, which looked at every line: its sums are known and are not projected", path, what),
			"project what reviewers support on a random sample: otaudit extrapolate otaudit-sample/scores.json")
	}
	return nil
}

// sample reads the scores of a sample of this program, or a table of amounts of one drawn elsewhere.
func (o *extrapolateOptions) sample() (estimate.Sample, *sampling.Record, error) {
	if strings.EqualFold(filepath.Ext(o.path), ".json") {
		return o.scored()
	}
	if len(o.frames) == 0 {
		return estimate.Sample{}, nil, hint(fmt.Errorf("%s: a table of amounts, and no size of the frame", o.path), "give --frame N, or --frame NAME=N for each stratum")
	}
	sample, err := estimate.ReadAmounts(o.path, o.frames)
	if err != nil {
		return sample, nil, withHint(err)
	}
	if o.drawn == "" {
		sample.Against = append(sample.Against, "nothing says that the sample was drawn at random: --drawn says by what and by which seed")
	}
	return sample, nil, nil
}

func (o *extrapolateOptions) scored() (estimate.Sample, *sampling.Record, error) {
	scores, err := readGiven(o.path, mostGiven, "give the scores.json of otaudit score, or a table with the columns paid and supported", named(o.path, review.ReadScores))
	if err != nil {
		return estimate.Sample{}, nil, err
	}
	if o.record == "" {
		o.record = filepath.Join(filepath.Dir(o.path), recordName)
	}
	record, err := readRecord(o.record)
	if err != nil {
		return estimate.Sample{}, nil, hint(err, "name the record of the sample with --record")
	}
	return estimate.FromScores(record, scores), record, nil
}

func extrapolateCommand(con *console, code *int) *cli.Command {
	return &cli.Command{
		Name: "extrapolate", Usage: "estimate from a reviewed random sample what its frame comes to, or say why it is not suitable", ArgsUsage: "scores.json|AMOUNTS.csv",
		Description: "A table of amounts has the columns paid (or billed) and supported, and stratum if there are several.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "record", DefaultText: "sample.json beside the scores", Usage: "record of the sample"},
			&cli.StringSliceFlag{Name: "frame", Usage: "of a table of amounts: units in the frame, `N` or NAME=N for each stratum; repeatable"},
			&cli.StringFlag{Name: "drawn", Usage: "of a table of amounts: what drew the sample, with its seed"},
			&cli.StringFlag{Name: "out", DefaultText: "folder of the file", Usage: "folder of the outputs", Action: aName("out")},
			&cli.StringFlag{Name: "as-of", DefaultText: "that of the sample, else today", Usage: "the day of the estimate"},
			paperFlag(),
			&cli.BoolFlag{Name: "force", DisableDefaultText: true, Usage: "replace files that otaudit did not write"},
			&cli.BoolFlag{Name: "quiet", DisableDefaultText: true, Usage: "print errors only"},
		},
		Action: upTo(1, func(c *cli.Context) error {
			paths, err := files(c)
			if err != nil {
				return err
			}
			o := extrapolateOptions{path: paths[0], record: c.String("record"), drawn: strings.TrimSpace(c.String("drawn")), out: c.String("out"),
				paper: c.String("paper"), asOf: c.String("as-of"), force: c.Bool("force")}
			if o.frames, err = parseFrames(c.StringSlice("frame")); err != nil {
				return err
			}
			con.quiet = c.Bool("quiet")
			*code, err = runExtrapolate(o, con)
			return err
		}),
	}
}

// parseFrames reads N, or NAME=N for each stratum.
func parseFrames(texts []string) (map[string]int, error) {
	frames := map[string]int{}
	for _, text := range texts {
		at := strings.LastIndex(text, "=")
		n, err := strconv.Atoi(text[at+1:])
		name := text[:max(at, 0)]
		if _, twice := frames[name]; err != nil || n < 1 || twice {
			return nil, fmt.Errorf("--frame %s: not N, or NAME=N once for each stratum", text)
		}
		frames[name] = n
	}
	if _, simple := frames[""]; simple && len(frames) > 1 {
		return nil, errors.New("--frame: one size, or one for each stratum")
	}
	return frames, nil
}
