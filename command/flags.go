package command

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

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

// flagsToFront puts the flags of a command line before its other arguments, so that they may stand anywhere; the library takes
// those behind the first argument for further arguments. What follows -- stays where it is.
func flagsToFront(args []string, commands []*cli.Command) []string {
	for i := 1; i < len(args); i++ {
		at := slices.IndexFunc(commands, func(c *cli.Command) bool { return c.HasName(args[i]) })
		if at < 0 {
			return args
		}
		command := commands[at]
		if i+1 < len(args) && slices.ContainsFunc(command.Subcommands, func(c *cli.Command) bool { return c.HasName(args[i+1]) }) {
			commands = command.Subcommands
			continue
		}
		return append(slices.Clone(args[:i+1]), sortedArguments(args[i+1:], command)...)
	}
	return args
}

func sortedArguments(args []string, command *cli.Command) []string {
	var flags, others []string
	for i := 0; i < len(args); i++ {
		switch arg := args[i]; {
		case arg == "--":
			return slices.Concat(flags, args[i:i+1], others, args[i+1:])
		case len(arg) < 2 || arg[0] != '-':
			others = append(others, arg)
		case takesNext(arg, command) && i+1 < len(args):
			flags = append(flags, arg, args[i+1])
			i++
		default:
			flags = append(flags, arg)
		}
	}
	return append(flags, others...)
}

// takesNext says that a flag's value is the next argument.
func takesNext(arg string, command *cli.Command) bool {
	name := strings.TrimLeft(arg, "-")
	return slices.ContainsFunc(command.Flags, func(f cli.Flag) bool {
		documented, ok := f.(cli.DocGenerationFlag)
		return ok && documented.TakesValue() && slices.Contains(f.Names(), name)
	})
}
