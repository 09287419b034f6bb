package command

import (
	"errors"
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"otaudit/audit"
	"otaudit/report/atomicfile"
	"otaudit/rules/refdata"
)

// listTables prints where each table in force comes from.
func listTables(dir string, con *console) error {
	tables, err := refdata.Load(dir)
	if err != nil {
		return ofFlag("tables", err)
	}
	for _, o := range tables.Origins() {
		con.line("%-16s %6d rows, %4d not verified  %s  %s", o.Name, o.Rows, o.Unverified, o.SHA256[:12], o.File)
	}
	return nil
}

// checkTables lists everything that is wrong with a layer.
func checkTables(dir string, con *console) error {
	problems, err := refdata.Check(dir)
	if err != nil {
		return err
	}
	for _, p := range problems {
		con.problem(p)
	}
	if len(problems) > 0 {
		return fmt.Errorf("%s in the tables", audit.Plural(len(problems), "problem", "problems"))
	}
	con.line("the tables are in order")
	return nil
}

// exportTables writes the tables in force as a layer that can be edited.
func exportTables(layer, dir string, con *console) error {
	if dir == "" {
		return hint(errors.New("no folder given"), "for example: otaudit tables export my-tables")
	}
	tables, err := refdata.Load(layer)
	if err != nil {
		return ofFlag("tables", err)
	}
	folder, err := takeFolder(dir, 0o777, "name another folder")
	if err != nil {
		return err
	}
	defer folder.Leave()
	if err := tables.Export(dir, writeTables); err != nil {
		return err
	}
	con.line("wrote %s: keep the tables that you change, and use it with --tables %s", dir, dir)
	return nil
}

// writeTables puts tables in their places once all are finished.
func writeTables(files []refdata.File) error {
	pending := make([]*atomicfile.Pending, 0, len(files))
	defer func() {
		for _, p := range pending {
			p.Discard()
		}
	}()
	for _, f := range files {
		p, err := atomicfile.Prepare(f.Path, 0o666, func(w io.Writer) error {
			_, err := w.Write(f.Content)
			return err
		})
		if err != nil {
			return err
		}
		pending = append(pending, p)
	}
	return atomicfile.Together(func() error {
		for _, p := range pending {
			if err := p.Place(); err != nil {
				return err
			}
		}
		return nil
	})
}

// importTables makes a layer of the files that CMS publishes.
func importTables(paths []string, out string, con *console) error {
	folder, err := takeFolder(out, 0o777, "give another --out")
	if err != nil {
		return err
	}
	defer folder.Leave()
	reading := con.progress("reading", 0, bytesOf)
	report, err := refdata.Import(paths, out, writeTables, func(done, total int64) { reading.of(int(done), int(total)) })
	reading.end()
	if err != nil {
		return err
	}
	for _, f := range report.Files {
		if f.NotUsed != "" {
			con.line("%s: not used: %s", f.Name, f.NotUsed)
			continue
		}
		con.line("%s: %s %s: %s, %d kept, %d of other codes, %d never in force, %d repeated", f.Name, f.Kind, f.Release,
			audit.Plural(f.Rows, "row read", "rows read"), f.Kept, f.OtherCodes, f.NeverInForce, f.Repeated)
	}
	for _, t := range report.Tables {
		con.line("wrote %s: %s, %d of them carried over", t.File, audit.Plural(t.Rows, "row", "rows"), t.Carried)
	}
	for _, w := range report.Warnings {
		con.warn(w)
	}
	con.line("use it with --tables %s", out)
	return nil
}

func tablesCommand(con *console) *cli.Command {
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
				Action: upTo(0, func(c *cli.Context) error { return listTables(c.String("tables"), con) })},
			{Name: "check", Usage: "list everything that is wrong with a layer; without one, with the embedded tables", ArgsUsage: "[DIR]",
				Action: upTo(1, func(c *cli.Context) error { return checkTables(c.Args().First(), con) })},
			{Name: "export", Usage: "write the tables in force as a layer", ArgsUsage: "DIR", Flags: []cli.Flag{layer},
				Action: upTo(1, func(c *cli.Context) error { return exportTables(c.String("tables"), c.Args().First(), con) })},
			{Name: "import", Usage: "make a layer of the files that CMS publishes", ArgsUsage: "FILE…",
				Flags: []cli.Flag{&cli.StringFlag{Name: "out", Value: "tables", Usage: "folder of the layer", Action: aName("out")}},
				Action: func(c *cli.Context) error {
					paths, err := files(c)
					if err != nil {
						return err
					}
					return importTables(paths, c.String("out"), con)
				}},
		},
	}
}
