package command

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"otaudit/audit"
	"otaudit/practice/clinic"
)

// runInit drafts the clinic.yaml of a folder from the first month in it.
func runInit(folder string, typed *cli.Context, con *console) (int, error) {
	path := filepath.Join(folder, clinic.FileName)
	if exists(path) && !typed.Bool("force") {
		return exitUsage, hint(fmt.Errorf("%s: exists already", path), "change it by hand, or give --force to draft it again")
	}
	first := &clinic.Clinic{Path: path, Logs: filepath.Join(folder, "logs"), Results: filepath.Join(folder, "results")}
	d := &clinic.Draft{Client: clinicName(folder), Logs: "logs"}
	if !exists(first.Logs) {
		first.Logs, d.Logs = folder, "."
	}
	logs, _, err := first.Incoming("")
	if err != nil {
		return exitUsage, err
	}
	if len(logs) == 0 {
		return exitUsage, hint(fmt.Errorf("%s: holds no log", first.Logs), "put the first month there, such as 2026-01.csv")
	}
	o, err := readOptionsOf(typed)
	if err != nil {
		return exitUsage, err
	}
	o.paths = logs
	l, err := look(o, con)
	if err != nil {
		return exitUsage, err
	}
	fillDraft(d, typed, l.found)
	if err := writeFile(path, 0o600, typed.Bool("force"), d.Write); err != nil {
		return exitUsage, err
	}
	con.line("wrote %s", path)
	con.line("read it through, then: otaudit month %s", folder)
	if !readWhole(l.book) {
		return exitIncomplete, nil
	}
	return exitDone, nil
}

// fillDraft takes down what was read, the flags that were given, and those that would decide what was only assumed.
func fillDraft(d *clinic.Draft, typed *cli.Context, found *inspection) {
	for name, kind := range clinicKeys(typed.Command.Flags) {
		if typed.IsSet(name) {
			values := []string{fmt.Sprint(typed.Value(name))}
			if kind == clinic.List {
				values = typed.StringSlice(name)
			}
			d.Stated = append(d.Stated, clinic.Setting{Flag: name, Kind: kind, Values: values})
		}
	}
	slices.SortFunc(d.Stated, func(a, b clinic.Setting) int { return strings.Compare(a.Flag, b.Flag) })
	decide := func(flag string) {
		if flag != "" && !slices.Contains(d.Decide, flag) {
			d.Decide = append(d.Decide, flag)
		}
	}
	for i := range found.Sheets {
		s := &found.Sheets[i]
		if s.Lines > 0 {
			d.Read = append(d.Read, escaped(fmt.Sprintf("%s: %s", s.Name, audit.Plural(s.Lines, "line", "lines"))))
		}
		for _, c := range s.Columns {
			if c.Matters || c.Grade == audit.Assumed.String() {
				decide(c.Flag)
			}
		}
		for _, c := range s.Choices {
			decide(c.Flag)
		}
	}
	for _, gap := range found.coverage.Gaps {
		decide(gap.Flag)
	}
}

// clinicName is the name of a folder as it would be on a report.
func clinicName(folder string) string {
	if whole, err := filepath.Abs(folder); err == nil {
		folder = whole
	}
	return strings.TrimSpace(strings.NewReplacer("-", " ", "_", " ").Replace(filepath.Base(folder)))
}

func initCommand(con *console, code *int) *cli.Command {
	return &cli.Command{
		Name: "init", Usage: "draft the clinic.yaml of a folder from the first month in it", ArgsUsage: "FOLDER",
		Description: "The logs lie in FOLDER/logs or in FOLDER itself, named for their month: 2026-01.csv. Flags that are given go into the file.",
		Flags:       append([]cli.Flag{&cli.BoolFlag{Name: "force", DisableDefaultText: true, Usage: "replace a clinic.yaml that exists"}}, readFlags()...),
		Action: upTo(1, func(c *cli.Context) (err error) {
			args, err := files(c)
			if err != nil {
				return err
			}
			con.quiet = c.Bool("quiet")
			if info, err := os.Stat(args[0]); err != nil || !info.IsDir() {
				return hint(fmt.Errorf("%s: is no folder", args[0]), "make it, and put the first month into it")
			}
			*code, err = runInit(args[0], c, con)
			return err
		}),
	}
}
