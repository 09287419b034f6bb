// Package command is the command line: it turns flags into options, runs a command step by step, and turns what came of it
// into messages and an exit code. Each command has a file, with its flags beside its action; console.go is how the program
// talks. It joins importers, audit, rules and report, which do not know each other; nothing but main imports it.
package command

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"otaudit/near"
	"otaudit/report/atomicfile"
)

// Run runs the command line and gives the exit code.
func Run(args []string) int {
	con := &console{out: os.Stdout, err: os.Stderr}
	printed := &stdout{to: os.Stdout}
	con.out = printed
	endOnSignal(con)
	code := exitDone
	app := newApp(con, &code)
	dropped := ownsWindow() && fromDesktop(args, app.Commands)
	if dropped {
		args = besideFirst(args)
	}
	err := runLine(app, args)
	var unwritten *atomicfile.WriteError
	switch {
	case err != nil:
		con.problem(err)
		if code = max(code, exitUsage); errors.As(err, &unwritten) {
			code = exitIncomplete
		}
	case printed.err != nil:
		con.problem(fmt.Errorf("standard output: cannot be written: %w", printed.err))
		code = exitIncomplete
	}
	atomicfile.Keep()
	if dropped {
		con.waitForEnter()
	}
	return code
}

// runLine runs a command line as it was typed.
func runLine(app *cli.App, line []string) error {
	line, err := arrange(line, app.Commands)
	if err != nil {
		return err
	}
	return app.Run(line)
}

// stdout keeps the first error of printing, for the exit code: most of who prints does not look.
type stdout struct {
	to  *os.File
	err error
}

// Write prints.
func (s *stdout) Write(text []byte) (int, error) {
	n, err := s.to.Write(text)
	var at *fs.PathError
	if s.err == nil && err != nil && !errors.As(err, &at) {
		s.err = err
	} else if s.err == nil && err != nil {
		s.err = at.Err
	}
	return n, err
}

func newApp(con *console, code *int) *cli.App {
	// Left to itself cli prints a version with -v, splits values at commas and answers a wrong flag with the whole help.
	cli.VersionFlag = &cli.BoolFlag{Name: "version", Usage: "print the version", DisableDefaultText: true}
	app := &cli.App{
		Name: "otaudit", Usage: "audit logs of occupational-therapy sessions", Version: versionText(),
		Writer: con.out, ErrWriter: con.err, DisableSliceFlagSeparator: true,
		ExitErrHandler: func(*cli.Context, error) {}, HideHelpCommand: true, Flags: []cli.Flag{cli.HelpFlag},
		UsageText:    "otaudit FILE…\notaudit COMMAND [FLAG…] [FILE…]",
		OnUsageError: wrongFlag,
		Commands: []*cli.Command{
			auditCommand(con, code), inspectCommand(con, code), convertCommand(con, code), reportCommand(con), compareCommand(con), acceptCommand(con), monthCommand(con, code), initCommand(con, code),
			sampleCommand(con, code), scoreCommand(con, code), extrapolateCommand(con, code),
			unitsCommand(con), rulesCommand(con), explainCommand(con), tablesCommand(con), versionCommand(), helpCommand(),
			completionCommand(con), manCommand(con), completeCommand(con),
		},
	}
	for _, command := range app.Commands {
		for _, one := range append(command.Subcommands, command) {
			one.OnUsageError, one.Before, one.HideHelpCommand = wrongFlag, notNegative, true
		}
	}
	return app
}

// invalidValue is how the library says that the value of a flag cannot be read.
var invalidValue = regexp.MustCompile(`^invalid value "(.*)" for flag -(\S+): (.*)$`)

func wrongFlag(c *cli.Context, err error, _ bool) error {
	see := "see " + strings.TrimSpace(c.Command.HelpName) + " --help"
	said := invalidValue.FindStringSubmatch(err.Error())
	if said == nil {
		return hint(err, see)
	}
	value, flag, why := said[1], said[2], said[3]
	switch why {
	case "parse error":
		why = "not a whole number"
	case "value out of range":
		why = "too large"
	}
	meant := near.To(value, choicesOf(flagOf(flag, []*cli.Command{c.Command})))
	return hint(wrong(flag, value, why), didYouMean(meant, see))
}

// versionCommand is for those who do not think of --version.
func versionCommand() *cli.Command {
	return &cli.Command{
		Name: "version", Usage: "print the version",
		Action: upTo(0, func(c *cli.Context) error { cli.ShowVersion(c); return nil }),
	}
}

// helpCommand is for those who do not think of --help.
func helpCommand() *cli.Command {
	return &cli.Command{
		Name: "help", Usage: "explain a command", ArgsUsage: "[COMMAND]",
		Action: func(c *cli.Context) error {
			return runLine(c.App, slices.Concat([]string{c.App.Name}, c.Args().Slice(), []string{"--help"}))
		},
	}
}
