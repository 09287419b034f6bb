package command

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"otaudit/infile"
)

// flagError is a flag that cannot be followed as it was given. A clinic.yaml says flags too: month names its line instead.
type flagError struct {
	flag, value string // the value as given; empty where the reason names it
	why         error
}

// Error gives the flag as it is typed, and why.
func (e *flagError) Error() string {
	switch {
	case e.value == "":
		return fmt.Sprintf("--%s: %s", e.flag, e.why)
	case strings.ContainsAny(e.value, shellSigns):
		return fmt.Sprintf("--%s %s: %s", e.flag, strconv.Quote(e.value), e.why)
	}
	return fmt.Sprintf("--%s %s: %s", e.flag, e.value, e.why)
}

// Unwrap gives the reason.
func (e *flagError) Unwrap() error { return e.why }

// wrong is the error of a value that a flag cannot have.
func wrong(flag, value, why string) error { return &flagError{flag, value, errors.New(why)} }

// ofFlag says which flag names a file or folder that cannot be opened. What is wrong inside has a place of its own, which is enough.
func ofFlag(flag string, err error) error {
	var unopened *infile.Error
	if !errors.As(err, &unopened) {
		return err
	}
	what := ""
	var h hinted
	switch {
	case errors.As(err, &h):
		what = h.hint
	case errors.Is(err, fs.ErrNotExist):
		what = didYouMean(nearFile(unopened.Path), "")
	}
	return hint(&flagError{flag, "", unopened}, what)
}

// notNegative refuses numbers below zero: no flag has a use for them, and 0 stands for the default.
func notNegative(c *cli.Context) error {
	for _, f := range c.Command.Flags {
		if name := f.Names()[0]; c.Int64(name) < 0 || c.Int(name) < 0 {
			return wrong(name, fmt.Sprint(c.Value(name)), "below zero")
		}
	}
	return nil
}

// aName refuses an output that is given without a name.
func aName(flag string) func(*cli.Context, string) error {
	return func(_ *cli.Context, name string) error {
		if name == "" {
			return hint(wrong(flag, "", "the name is empty"), "give one, or leave the flag out")
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
