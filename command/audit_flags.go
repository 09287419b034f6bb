package command

import (
	"errors"

	"github.com/urfave/cli/v2"

	"otaudit/report/model"
)

// auditOptions are the flags of the main job, parsed.
type auditOptions struct {
	readOptions
	out       string
	setting   string
	state     string
	apply     string
	only      string
	therapist string
	crosswalk string
	opening   string
	previous  string
	waivers   string
	reviews   string
	failOn    string
	client    string
	paper     string
	detail    int
	workers   int
	target    int
	counsel   bool
	force     bool
	// settingGiven says that --setting was given, so that no profile changes it.
	settingGiven bool
}

func auditCommand(con *console, code *int) *cli.Command {
	return &cli.Command{
		Name: "audit", Usage: "the main job: audit logs, write corrected sheets and reports", ArgsUsage: "FILE|DIR|GLOB…",
		Description: "Exit codes: 0 done; 1 findings at or above --fail-on; 2 usage or profile error, nothing audited;\n" +
			"3 something that should have been audited was not.",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "out", Value: defaultOut, Usage: "folder of the outputs", Action: aName("out")},
			choiceFlag("setting", "practitioner", "which code edits apply", "practitioner", "outpatient_hospital"),
			&cli.StringFlag{Name: "state", Usage: "state of the clinic, such as NY: therapists without peers are compared with its norms"},
			choiceFlag("apply", "safe", "corrections to write", "none", "safe", "review"),
			choiceFlag("only", "", "the one set of outputs to write", "share", "internal"),
			&cli.StringFlag{Name: "phi", Hidden: true, Action: noMorePHI},
			choiceFlag("therapists", "code", "what the share set shows of therapists", "code", "name"),
			&cli.StringFlag{Name: "crosswalk", DefaultText: "that of --out or of --previous", Usage: "codes of an earlier run to keep"},
			&cli.StringFlag{Name: "opening", Usage: "CSV of amounts already used this year: patient,year,discipline_group,amount"},
			&cli.StringFlag{Name: "previous", Usage: "folder of an earlier run, to compare with; its work list and its codes are carried over"},
			&cli.StringFlag{Name: "waivers", Usage: "CSV of accepted findings: finding_id,by,until,reason"},
			&cli.StringFlag{Name: "reviews", Usage: "folder or scores.json of a reviewed sample; its opinions become a part of the report of their own"},
			choiceFlag("fail-on", "never", "findings that make the exit code 1", "never", "error", "warning"),
			&cli.StringFlag{Name: "client", Usage: "label of the client on the reports, those for sharing too"},
			paperFlag(),
			&cli.IntFlag{Name: "detail", DefaultText: "200", Usage: "findings shown in detail in the PDF"},
			&cli.IntFlag{Name: "target", Value: model.DefaultTarget, Usage: "percent of lines that a rate is held to"},
			&cli.BoolFlag{Name: "counsel", DisableDefaultText: true, Usage: "print \"Prepared at the direction of counsel\""},
			&cli.BoolFlag{Name: "force", DisableDefaultText: true, Usage: "replace files that otaudit did not write"},
			&cli.IntFlag{Name: "workers", DefaultText: "one a processor", Usage: "goroutines"},
		}, readFlags()...),
		Action: func(c *cli.Context) error {
			o, err := auditOptionsOf(c)
			if err != nil {
				return err
			}
			con.quiet = o.quiet
			*code, err = runAudit(o, con)
			return err
		},
	}
}

func auditOptionsOf(c *cli.Context) (o auditOptions, err error) {
	o = auditOptions{out: c.String("out"), setting: c.String("setting"), state: c.String("state"), apply: c.String("apply"), only: c.String("only"),
		therapist: c.String("therapists"), crosswalk: c.String("crosswalk"), opening: c.String("opening"), previous: c.String("previous"),
		waivers: c.String("waivers"), reviews: c.String("reviews"), failOn: c.String("fail-on"), client: c.String("client"), paper: c.String("paper"),
		detail: c.Int("detail"), target: c.Int("target"), counsel: c.Bool("counsel"), force: c.Bool("force"), workers: c.Int("workers"),
		settingGiven: c.IsSet("setting")}
	o.readOptions, err = readOptionsOf(c)
	return o, err
}

// noMorePHI says what has taken the place of a flag of earlier versions.
func noMorePHI(*cli.Context, string) error {
	return hint(errors.New("--phi: there is no such flag any more: each run writes internal/ with identifiers as logged and share/ with codes"),
		"leave it out; --only internal or --only share writes one of them")
}
