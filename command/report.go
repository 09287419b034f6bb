package command

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"otaudit/audit"
	"otaudit/report"
	"otaudit/report/model"
	"otaudit/report/pdf"
)

// sayUnprintable says what the PDF cannot print as it is written.
func sayUnprintable(r *audit.Result, o report.Rendering, con *console) {
	if fields := pdf.Unprintable(r, o.Filled(&r.Manifest).Client); len(fields) > 0 {
		con.note("report.pdf and evidence.pdf show ? for characters that its fonts lack, in: %s", strings.Join(fields, ", "))
	}
}

// runReport renders the reports of an earlier run again from its audit.json, without the input: of both sets if the folder of the
// run is named. They go where they were unless another folder is given.
func runReport(paths []string, folder string, o report.Rendering, force bool, con *console) error {
	if len(paths) != 1 {
		return hint(fmt.Errorf("%s given", audit.Plural(len(paths), "folder or file", "folders or files")), "name the folder of one run: otaudit report otaudit-out")
	}
	if _, err := pdf.ParsePaper(o.Paper); err != nil {
		return err
	}
	files, err := filesOfRun(paths[0])
	if errors.Is(err, fs.ErrNotExist) {
		err = hint(err, didYouMean(nearFile(paths[0]), "name the folder of a run, the folder of one of its sets, or an "+report.AuditJSON))
	}
	if err != nil {
		return err
	}
	var results []*audit.Result
	for _, file := range files.results {
		result, err := readResult(file, con)
		if err != nil {
			return err
		}
		results = append(results, result)
	}
	// One result goes into the folder given; those of a run, and those that stay in place, into the folder of their set.
	inSets := folder == "" && files.folder != "" || len(results) > 1
	mode := folderPermissions(model.Share)
	switch {
	case folder == "" && inSets:
		folder = files.folder
	case folder == "":
		folder = filepath.Dir(files.results[0])
	case !inSets:
		mode = folderPermissions(model.SetOf(results[0]))
	}
	box, err := openOutbox(folder, mode, force)
	if err != nil {
		return err
	}
	defer box.close()
	part := func(r *audit.Result) string {
		if inSets {
			return string(model.SetOf(r))
		}
		return ""
	}
	var names []string
	for _, r := range results {
		for _, out := range report.Written(model.SetOf(r), true) {
			names = append(names, path.Join(part(r), out.Name))
		}
	}
	if err := box.check(names...); err != nil {
		return err
	}
	for _, r := range results {
		set := model.SetOf(r)
		if inSets {
			if err := box.folder.Make(part(r), folderPermissions(set)); err != nil {
				return err
			}
		}
		if err := box.render(part(r), report.Written(set, true), r, o, con); err != nil {
			return err
		}
	}
	if err := box.publish(con); err != nil {
		return err
	}
	sayUnprintable(results[0], o, con)
	con.sayWritten()
	return nil
}

func reportCommand(con *console) *cli.Command {
	return &cli.Command{
		Name: "report", Usage: "write report.pdf, evidence.pdf, report.html and findings.csv of a run again, without its logs", ArgsUsage: "FOLDER|audit.json",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "out", DefaultText: "where they were", Usage: "folder of the outputs", Action: aName("out")},
			&cli.StringFlag{Name: "client", DefaultText: "as in the run", Usage: "label of the client"},
			choiceFlag("paper", "", "size of the pages, as in the run without it", "letter", "a4"),
			&cli.IntFlag{Name: "detail", DefaultText: "as in the run", Usage: "findings shown in detail in the PDF"},
			&cli.BoolFlag{Name: "counsel", DisableDefaultText: true, Usage: "print \"Prepared at the direction of counsel\""},
			&cli.BoolFlag{Name: "force", DisableDefaultText: true, Usage: "replace files that otaudit did not write"},
			&cli.BoolFlag{Name: "quiet", DisableDefaultText: true, Usage: "print errors only"},
		},
		Action: func(c *cli.Context) error {
			paths, err := files(c)
			if err != nil {
				return err
			}
			con.quiet = c.Bool("quiet")
			return runReport(paths, c.String("out"), report.Rendering{Paper: c.String("paper"), Client: c.String("client"), Detail: c.Int("detail"),
				Counsel: c.Bool("counsel")}, c.Bool("force"), con)
		},
	}
}
