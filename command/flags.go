package command

import (
	"fmt"

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
