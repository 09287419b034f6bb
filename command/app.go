// Package command is the command line: it turns flags into options, runs a command step by step, and turns what came of it
// into messages and an exit code. Each command has a file, with its flags beside its action; console.go is how the program
// talks. It joins importers, audit, rules and report, which do not know each other; nothing but main imports it.
package command

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

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
	err := app.Run(flagsToFront(args, app.Commands))
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
	return code
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
		Name: "otaudit", Usage: "audit logs of occupational-therapy sessions", Version: version,
		Writer: con.out, ErrWriter: con.err, DisableSliceFlagSeparator: true,
		ExitErrHandler: func(*cli.Context, error) {},
		OnUsageError:   wrongFlag,
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return hint(fmt.Errorf("no command %q", c.Args().First()), "see otaudit --help")
			}
			return cli.ShowAppHelp(c)
		},
		Commands: []*cli.Command{
			auditCommand(con, code), inspectCommand(con, code), convertCommand(con, code), reportCommand(con),
			sampleCommand(con, code),
			unitsCommand(con), rulesCommand(con), explainCommand(con), tablesCommand(con), versionCommand(),
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

// versionCommand is for those who do not think of --version.
func versionCommand() *cli.Command {
	return &cli.Command{
		Name: "version", Usage: "print the version",
		Action: upTo(0, func(c *cli.Context) error { cli.ShowVersion(c); return nil }),
	}
}
