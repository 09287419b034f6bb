package command

import (
	"errors"
	"fmt"
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

func readOptionsOf(c *cli.Context) (readOptions, error) {
	paths, err := files(c)
	return readOptions{paths: paths, tables: c.String("tables"), asOf: c.String("as-of"), sheet: c.String("sheet"),
		headerRow: c.Int("header-row"), maxUnzip: maxUnzipOf(c), quiet: c.Bool("quiet"), profiles: profilesOf(c)}, err
}

func maxUnzipOf(c *cli.Context) int64 { return int64(*c.Generic("max-unzip").(*byteSize)) }

func profilesOf(c *cli.Context) profileFlags {
	return profileFlags{file: c.String("profile"), folder: c.String("profiles")}
}
