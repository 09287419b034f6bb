package command

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"otaudit/audit"
	"otaudit/infile"
	"otaudit/near"
	"otaudit/report/atomicfile"
	"otaudit/report/history"
	"otaudit/report/model"
)

// acceptOptions are the flags of `otaudit accept`.
type acceptOptions struct {
	ids    []string
	file   string
	result string
	waiver model.Waiver // without the finding
	list   bool
	// ofClinic says that a clinic.yaml names the file, so that the next month takes it by itself.
	ofClinic bool
	remove   bool
}

// runAccept lists accepted findings, adds some or takes some back.
func runAccept(o acceptOptions, con *console) error {
	if !o.list { // what is read is written again: nobody adds to it meanwhile
		folder, err := holdFolderOf(o.file, true)
		if err != nil {
			return err
		}
		defer folder.Leave()
	}
	text, err := infile.ReadAtMost(o.file, mostKept)
	absent := errors.Is(err, fs.ErrNotExist)
	if err != nil && !absent {
		return err
	}
	switch {
	case o.list && len(o.ids) > 0:
		return hint(errors.New("--list takes no finding"), "leave the findings out")
	case absent && (o.list || o.remove):
		return hint(err, "name the file of accepted findings with --file")
	case o.list:
		waivers, err := readWaivers(o.file)
		if err == nil {
			sayWaivers(waivers, con)
		}
		return err
	case len(o.ids) == 0:
		return hint(errors.New("no finding given"), "take ids from findings.csv or the work list: otaudit accept U001-1d924ab160a0 --by NAME --until 2026-12-31 --reason TEXT")
	case o.remove:
		kept, removed, err := history.RemoveWaivers(text, o.file, o.ids, isRule)
		if err != nil {
			return hint(err, "otaudit accept --list --file "+o.file+" shows what is in it")
		}
		return o.save(kept, "no longer accepted", removed, con)
	}
	return o.accept(text, con)
}

// accept adds the findings, which the result must hold.
func (o *acceptOptions) accept(text []byte, con *console) error {
	for _, f := range []struct{ name, value string }{{"by", o.waiver.By}, {"until", o.waiver.Until}, {"reason", o.waiver.Reason}} {
		if strings.TrimSpace(f.value) == "" {
			return hint(fmt.Errorf("--%s is missing", f.name), "a finding is accepted by a person, until a date, for a reason: --by NAME --until 2026-12-31 --reason TEXT")
		}
	}
	until, err := audit.ParseDay(o.waiver.Until)
	if err != nil {
		return fmt.Errorf("--until: %w", err)
	}
	result, err := readResult(earlierResult(o.result), con)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = hint(err, "name the run that found it: --result FOLDER")
		}
		return err
	}
	if asOf, err := audit.ParseDate(result.Manifest.AsOf); err == nil && until < asOf {
		return hint(fmt.Errorf("--until %s: is before the run, which is as of %s", until, asOf), "give the last day on which the findings are accepted")
	}
	list, err := o.waivers(result)
	if err != nil {
		return err
	}
	added, err := history.AddWaivers(text, o.file, list, isRule)
	var known *history.OnFile
	if errors.As(err, &known) {
		return hint(fmt.Errorf("%s: %w", o.file, err), "to accept it anew, take it back first: otaudit accept --remove "+known.Waiver.FindingID+" --file "+o.file)
	}
	if err != nil {
		return err
	}
	if err := o.save(added, "accepted", list, con); err != nil {
		return err
	}
	if !o.ofClinic {
		con.line("use it with --waivers %s", o.file)
	}
	return nil
}

// waivers are those of the findings, in the order given.
func (o *acceptOptions) waivers(result *audit.Result) ([]model.Waiver, error) {
	ids := make([]string, len(result.Findings))
	for i := range result.Findings {
		ids[i] = result.Findings[i].ID
	}
	var list []model.Waiver
	for _, id := range o.ids {
		if !slices.Contains(ids, id) {
			return nil, hint(fmt.Errorf("%s: no finding of %s", id, o.result), didYouMean(near.To(id, ids), "take the id from findings.csv, or name the run that found it: --result FOLDER"))
		}
		w := o.waiver
		w.FindingID = id
		list = append(list, w)
	}
	return list, nil
}

// save writes the file and says what became of the findings.
func (o *acceptOptions) save(text []byte, what string, list []model.Waiver, con *console) error {
	mode := fs.FileMode(0o600)
	if info, err := os.Stat(o.file); err == nil {
		mode = info.Mode().Perm()
	}
	err := atomicfile.Write(o.file, mode, true, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
	if err != nil {
		return err
	}
	con.line("%s: %s in %s", audit.Plural(len(list), "finding", "findings"), what, o.file)
	sayWaivers(list, con)
	return nil
}

// ofClinic is the file of accepted findings that a clinic names, and the last of its results, unless flags name others.
func ofClinic(c *cli.Context) (file, result string, err error) {
	clinics, err := clinicsOf([]string{c.String("clinic")}, auditCommand(nil, nil).Flags)
	if err != nil {
		return "", "", err
	}
	if len(clinics) > 1 {
		return "", "", hint(fmt.Errorf("--clinic %s: holds several clinics", c.String("clinic")), "name one of them")
	}
	one := clinics[0]
	file, result = c.String("file"), c.String("result")
	if !c.IsSet("file") {
		if file = one.Value("waivers"); file == "" {
			return "", "", hint(fmt.Errorf("%s: names no file of accepted findings", one.Path), "write into it: waivers: waivers.csv")
		}
	}
	if results := one.Earlier(""); !c.IsSet("result") && len(results) > 0 {
		result = results[len(results)-1]
	}
	return file, result, nil
}

func sayWaivers(list []model.Waiver, con *console) {
	con.table(func(row func(format string, args ...any)) {
		for _, w := range list {
			row("%s\tuntil %s\tby %s\t%s", w.FindingID, w.Until, w.By, w.Reason)
		}
	})
}

func acceptCommand(con *console) *cli.Command {
	return &cli.Command{
		Name: "accept", Usage: "accept findings until a date, with a person and a reason; list them or take them back", ArgsUsage: "FINDING…",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "by", Usage: "who accepts"},
			&cli.StringFlag{Name: "until", Usage: "last day, as in 2026-12-31"},
			&cli.StringFlag{Name: "reason", Usage: "why; it is printed in the internal set only"},
			&cli.StringFlag{Name: "file", Value: "waivers.csv", Usage: "CSV of accepted findings, for --waivers", Action: aName("file")},
			&cli.StringFlag{Name: "result", Value: defaultOut, Usage: "folder or audit.json of the run that found them"},
			&cli.StringFlag{Name: "clinic", Usage: "clinic.yaml or its folder: the file it names, and the last of its results"},
			&cli.BoolFlag{Name: "list", DisableDefaultText: true, Usage: "list the accepted findings"},
			&cli.BoolFlag{Name: "remove", DisableDefaultText: true, Usage: "take the findings named back"},
		},
		Action: func(c *cli.Context) (err error) {
			file, result := c.String("file"), c.String("result")
			if c.IsSet("clinic") {
				if file, result, err = ofClinic(c); err != nil {
					return err
				}
			}
			return runAccept(acceptOptions{ids: c.Args().Slice(), file: file, result: result, ofClinic: c.IsSet("clinic"), list: c.Bool("list"), remove: c.Bool("remove"),
				waiver: model.Waiver{By: strings.TrimSpace(c.String("by")), Until: c.String("until"), Reason: strings.TrimSpace(c.String("reason"))}}, con)
		},
	}
}
