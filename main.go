// Command otaudit audits logs of occupational-therapy sessions: it recalculates timed units, checks modifiers, code edits,
// thresholds and documentation, and writes the user's own sheet back with the corrections marked, a table of findings
// and a PDF report. Here flags become options; what is done with them stands in the run_*.go files.
package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/urfave/cli/v2"
)

func main() { os.Exit(run(os.Args)) }

// run runs the command line and gives the exit code.
func run(args []string) int {
	say := &voice{out: os.Stdout, err: os.Stderr}
	code := exitDone
	app := newApp(say, &code)
	if err := app.Run(args); err != nil {
		say.problem(err)
		return max(code, exitUsage)
	}
	return code
}

func newApp(say *voice, code *int) *cli.App {
	// Left to itself cli prints a version with -v, splits values at commas and answers a wrong flag with the whole help.
	cli.VersionFlag = &cli.BoolFlag{Name: "version", Usage: "print the version", DisableDefaultText: true}
	app := &cli.App{
		Name: "otaudit", Usage: "audit logs of occupational-therapy sessions", Version: version,
		Writer: say.out, ErrWriter: say.err, DisableSliceFlagSeparator: true,
		ExitErrHandler: func(*cli.Context, error) {},
		OnUsageError:   wrongFlag,
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return hint(fmt.Errorf("no command %q", c.Args().First()), "see otaudit --help")
			}
			return cli.ShowAppHelp(c)
		},
		Commands: []*cli.Command{
			auditCommand(say, code), inspectCommand(say, code), convertCommand(say, code), reportCommand(say),
			unitsCommand(say), rulesCommand(say), explainCommand(say), tablesCommand(say), versionCommand(),
		},
	}
	for _, command := range app.Commands {
		for _, one := range append(command.Subcommands, command) {
			one.OnUsageError, one.Before = wrongFlag, notNegative
		}
	}
	return app
}

func wrongFlag(c *cli.Context, err error, _ bool) error {
	return hint(err, "see "+strings.TrimSpace(c.Command.HelpName)+" --help")
}

// notNegative refuses numbers below zero: no flag has a use for them, and 0 stands for the default.
func notNegative(c *cli.Context) error {
	for _, f := range c.Command.Flags {
		if name := f.Names()[0]; c.Int64(name) < 0 || c.Int(name) < 0 {
			return fmt.Errorf("--%s %v: below zero", name, c.Value(name))
		}
	}
	return nil
}

// aName refuses an output that is given without a name.
func aName(flag string) func(*cli.Context, string) error {
	return func(_ *cli.Context, name string) error {
		if name == "" {
			return hint(fmt.Errorf("--%s: the name is empty", flag), "give one, or leave the flag out")
		}
		return nil
	}
}

// upTo refuses arguments beyond the first so many, which would silently do nothing.
func upTo(most int, action cli.ActionFunc) cli.ActionFunc {
	return func(c *cli.Context) error {
		if c.NArg() > most {
			return hint(fmt.Errorf("%s: one argument too many", c.Args().Get(most)), "see "+c.Command.HelpName+" --help")
		}
		return action(c)
	}
}

// flagsFirst refuses flags behind the first argument, which would silently be taken for further ones.
func flagsFirst(c *cli.Context, argument string) error {
	for _, arg := range c.Args().Slice() {
		if strings.HasPrefix(arg, "-") && arg != "-" {
			return hint(fmt.Errorf("%s stands behind a %s", arg, argument),
				"put flags before the first "+argument+": "+c.Command.HelpName+" "+arg+" … "+c.Command.ArgsUsage)
		}
	}
	return nil
}

// files gives the arguments of a command that takes files.
func files(c *cli.Context) ([]string, error) {
	if err := flagsFirst(c, "file"); err != nil {
		return nil, err
	}
	if !c.Args().Present() {
		return nil, hint(errors.New("no file given"), c.Command.HelpName+" "+c.Command.ArgsUsage)
	}
	return c.Args().Slice(), nil
}

func auditCommand(say *voice, code *int) *cli.Command {
	return &cli.Command{
		Name: "audit", Usage: "the main job: audit logs, write corrected sheets and reports", ArgsUsage: "FILE|DIR|GLOB…",
		Description: "Exit codes: 0 done; 1 findings at or above --fail-on; 2 usage or profile error, nothing audited;\n" +
			"3 something that should have been audited was not.",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "out", Value: "otaudit-out", Usage: "folder of the outputs", Action: aName("out")},
			&cli.StringFlag{Name: "payer", Usage: "payer class of logs without a payer column, such as medicare_b"},
			&cli.StringFlag{Name: "setting", Value: "practitioner", Usage: "practitioner or outpatient_hospital: which code edits apply"},
			&cli.StringFlag{Name: "apply", Value: "safe", Usage: "corrections to write: none, safe, review"},
			&cli.StringFlag{Name: "phi", Value: "code", Usage: "what reports show of patients: code, id, full"},
			&cli.StringFlag{Name: "therapists", Value: "name", Usage: "what reports show of therapists: name, code"},
			&cli.StringFlag{Name: "crosswalk", Usage: "codes of an earlier run to keep"},
			&cli.StringFlag{Name: "opening", Usage: "CSV of amounts already used this year: patient,year,discipline_group,amount"},
			&cli.StringFlag{Name: "previous", Usage: "audit.json of an earlier run, to compare with"},
			&cli.StringFlag{Name: "waivers", Usage: "CSV of accepted findings: finding_id,by,until,reason"},
			&cli.StringFlag{Name: "fail-on", Value: "never", Usage: "exit 1 on findings: never, error, warning"},
			&cli.StringFlag{Name: "client", Usage: "label of the client on the report"},
			&cli.StringFlag{Name: "paper", Value: "letter", Usage: "letter or a4"},
			&cli.IntFlag{Name: "detail", DefaultText: "200", Usage: "findings shown in detail in the PDF"},
			&cli.BoolFlag{Name: "counsel", DisableDefaultText: true, Usage: "print \"Prepared at the direction of counsel\""},
			&cli.BoolFlag{Name: "force", DisableDefaultText: true, Usage: "replace outputs that exist"},
			&cli.IntFlag{Name: "workers", DefaultText: "one a processor", Usage: "goroutines"},
		}, readFlags()...),
		Action: func(c *cli.Context) (err error) {
			o := auditOptions{out: c.String("out"), payer: c.String("payer"), setting: c.String("setting"), apply: c.String("apply"),
				phi: c.String("phi"), therapist: c.String("therapists"), crosswalk: c.String("crosswalk"), opening: c.String("opening"), previous: c.String("previous"), waivers: c.String("waivers"), failOn: c.String("fail-on"),
				client: c.String("client"), paper: c.String("paper"), detail: c.Int("detail"), counsel: c.Bool("counsel"),
				force: c.Bool("force"), workers: c.Int("workers"), tables: c.String("tables"), asOf: c.String("as-of"),
				sheet: c.String("sheet"), headerRow: c.Int("header-row"), maxUnzip: maxUnzipOf(c), quiet: c.Bool("quiet"),
				profiles: profilesOf(c), settingGiven: c.IsSet("setting")}
			if o.paths, err = files(c); err != nil {
				return err
			}
			say.quiet = o.quiet
			*code, err = runAudit(o, say)
			return err
		},
	}
}

// readFlags are the flags of every command that reads logs.
func readFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "profile", Usage: "profile that says how the logs are read (see docs/profiles.md)"},
		&cli.StringFlag{Name: "profiles", Usage: "folder of profiles; each is taken for the logs whose headers it names"},
		&cli.StringFlag{Name: "tables", Usage: "folder of a table layer (see otaudit tables)"},
		&cli.StringFlag{Name: "as-of", DefaultText: "today", Usage: "the day of the audit, such as 2026-01-31"},
		&cli.StringFlag{Name: "sheet", Usage: "read this worksheet only"},
		&cli.IntFlag{Name: "header-row", DefaultText: "found", Usage: "row of the header", Action: func(_ *cli.Context, row int) error {
			if row == 0 {
				return hint(errors.New("--header-row 0: rows count from 1"), "leave it out to have the header found")
			}
			return nil
		}},
		&cli.GenericFlag{Name: "max-unzip", Value: new(byteSize), DefaultText: "2GiB", Usage: "what a workbook may unpack to, in bytes or such as 500MB"},
		&cli.BoolFlag{Name: "quiet", DisableDefaultText: true, Usage: "print errors only"},
	}
}

func reportCommand(say *voice) *cli.Command {
	return &cli.Command{
		Name: "report", Usage: "write report.pdf, report.html and findings.csv again from an audit.json", ArgsUsage: "audit.json",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "out", DefaultText: "that of audit.json", Usage: "folder of the outputs", Action: aName("out")},
			&cli.StringFlag{Name: "client", DefaultText: "as in the run", Usage: "label of the client"},
			&cli.StringFlag{Name: "paper", DefaultText: "as in the run", Usage: "letter or a4"},
			&cli.IntFlag{Name: "detail", DefaultText: "as in the run", Usage: "findings shown in detail in the PDF"},
			&cli.BoolFlag{Name: "counsel", DisableDefaultText: true, Usage: "print \"Prepared at the direction of counsel\""},
			&cli.BoolFlag{Name: "force", DisableDefaultText: true, Usage: "replace outputs that exist"},
			&cli.BoolFlag{Name: "quiet", DisableDefaultText: true, Usage: "print errors only"},
		},
		Action: func(c *cli.Context) error {
			paths, err := files(c)
			if err != nil {
				return err
			}
			say.quiet = c.Bool("quiet")
			return runReport(paths, c.String("out"), rendering{paper: c.String("paper"), client: c.String("client"), detail: c.Int("detail"),
				counsel: c.Bool("counsel")}, c.Bool("force"), say)
		},
	}
}

func unitsCommand(say *voice) *cli.Command {
	return &cli.Command{
		Name: "units", Usage: "the calculator: timed units with the working, by both unit rules", ArgsUsage: "CODE=MINUTES…",
		Flags: []cli.Flag{&cli.StringFlag{Name: "as-of", DefaultText: "today", Usage: "date of service"}},
		Action: func(c *cli.Context) error {
			if err := flagsFirst(c, "code"); err != nil {
				return err
			}
			return runUnits(c.Args().Slice(), c.String("as-of"), say)
		},
	}
}

func rulesCommand(say *voice) *cli.Command {
	return &cli.Command{
		Name: "rules", Usage: "list the rule book",
		Flags:  []cli.Flag{&cli.StringFlag{Name: "format", Value: "table", Usage: "table, json or markdown"}},
		Action: upTo(0, func(c *cli.Context) error { return runRules(c.String("format"), say) }),
	}
}

func explainCommand(say *voice) *cli.Command {
	return &cli.Command{
		Name: "explain", Usage: "print the page of a rule", ArgsUsage: "ID",
		Action: upTo(1, func(c *cli.Context) error { return runExplain(c.Args().First(), say) }),
	}
}

func convertCommand(say *voice, code *int) *cli.Command {
	return &cli.Command{
		Name: "convert", Usage: "write any layout in the canonical form", ArgsUsage: "FILE…",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "out", DefaultText: "standard output", Usage: "file to write, .csv or .xlsx", Action: aName("out")},
			&cli.BoolFlag{Name: "force", DisableDefaultText: true, Usage: "replace an output that exists"},
		}, readFlags()...),
		Action: func(c *cli.Context) error {
			o, err := readOptionsOf(c)
			say.quiet = o.quiet
			if err == nil {
				say.quiet = c.Bool("quiet")
				*code, err = runConvert(o, c.String("out"), c.Bool("force"), say)
			}
			return err
		},
	}
}

func inspectCommand(say *voice, code *int) *cli.Command {
	return &cli.Command{
		Name: "inspect", Usage: "show what is recognised: sheet, header row, columns, what can be audited", ArgsUsage: "FILE…",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "write-profile", Usage: "file to write the draft of a profile to", Action: aName("write-profile")},
			&cli.BoolFlag{Name: "force", DisableDefaultText: true, Usage: "replace a profile that exists"},
		}, readFlags()...),
		Action: func(c *cli.Context) error {
			o, err := readOptionsOf(c)
			say.quiet = o.quiet
			if err == nil {
				say.quiet = c.Bool("quiet")
				*code, err = runInspect(inspectOptions{o, c.String("write-profile"), c.Bool("force")}, say)
			}
			return err
		},
	}
}

func readOptionsOf(c *cli.Context) (readOptions, error) {
	paths, err := files(c)
	return readOptions{paths: paths, tables: c.String("tables"), asOf: c.String("as-of"), sheet: c.String("sheet"),
		headerRow: c.Int("header-row"), maxUnzip: maxUnzipOf(c), quiet: c.Bool("quiet"), profiles: profilesOf(c)}, err
}

func maxUnzipOf(c *cli.Context) int64 { return int64(*c.Generic("max-unzip").(*byteSize)) }

func profilesOf(c *cli.Context) profileFlags {
	return profileFlags{file: c.String("profile"), folder: c.String("profiles")}
}

// versionCommand is for those who do not think of --version.
func versionCommand() *cli.Command {
	return &cli.Command{
		Name: "version", Usage: "print the version",
		Action: upTo(0, func(c *cli.Context) error { cli.ShowVersion(c); return nil }),
	}
}

func tablesCommand(say *voice) *cli.Command {
	layer := &cli.StringFlag{Name: "tables", Usage: "folder of a table layer"}
	return &cli.Command{
		Name: "tables", Usage: "reference tables: list, check, export, import", HideHelpCommand: true,
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return hint(fmt.Errorf("no command %q of tables", c.Args().First()), "see otaudit tables --help")
			}
			return cli.ShowSubcommandHelp(c)
		},
		Subcommands: []*cli.Command{
			{Name: "list", Usage: "say where each table in force comes from", Flags: []cli.Flag{layer},
				Action: upTo(0, func(c *cli.Context) error { return listTables(c.String("tables"), say) })},
			{Name: "check", Usage: "list everything that is wrong with a layer; without one, with the embedded tables", ArgsUsage: "[DIR]",
				Action: upTo(1, func(c *cli.Context) error { return checkTables(c.Args().First(), say) })},
			{Name: "export", Usage: "write the tables in force as a layer", ArgsUsage: "DIR", Flags: []cli.Flag{layer},
				Action: upTo(1, func(c *cli.Context) error { return exportTables(c.String("tables"), c.Args().First(), say) })},
			{Name: "import", Usage: "make a layer of the files that CMS publishes", ArgsUsage: "FILE…",
				Flags: []cli.Flag{&cli.StringFlag{Name: "out", Value: "tables", Usage: "folder of the layer", Action: aName("out")}},
				Action: func(c *cli.Context) error {
					paths, err := files(c)
					if err != nil {
						return err
					}
					return importTables(paths, c.String("out"), say)
				}},
		},
	}
}
