package command

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"otaudit/practice/sampling"
)

// sampleOptions are the flags of `otaudit sample`, parsed.
type sampleOptions struct {
	readOptions
	out       string
	from      string
	design    sampling.Options
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
			paperFlag(),
			&cli.BoolFlag{Name: "force", DisableDefaultText: true, Usage: "draw again over a sample that is there; what was filled in is kept"},
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
			if err = o.readDesign(c); err != nil {
				return err
			}
			*code, err = runSample(o, con)
			return err
		},
	}
}

// readDesign reads the flags that say what is drawn.
func (o *sampleOptions) readDesign(c *cli.Context) (err error) {
	if o.design.Unit, err = sampling.ParseUnit(c.String("unit")); err != nil {
		return fmt.Errorf("--unit: %w", err)
	}
	for _, text := range c.StringSlice("only") {
		f, err := sampling.ParseFilter(text)
		if err != nil {
			return fmt.Errorf("--only: %w", err)
		}
		o.design.Only = append(o.design.Only, f)
	}
	for _, text := range c.StringSlice("strata") {
		d, err := sampling.ParseDivision(text)
		if err != nil {
			return fmt.Errorf("--strata: %w", err)
		}
		o.design.Strata = append(o.design.Strata, d)
	}
	if (o.positions == "") != (o.generator == "") {
		return hint(errors.New("--positions and --generator go together"), "say what drew the list and by which seed: --generator \"RAT-STATS 2019, seed 123.45\"")
	}
	return o.readSize(c)
}

// readSize reads the flags that say how many units are drawn.
func (o *sampleOptions) readSize(c *cli.Context) error {
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
