package command

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"otaudit/audit"
	"otaudit/report"
	"otaudit/report/atomicfile"
	"otaudit/report/pdf"
)

// sayUnprintable says what the PDF cannot print as it is written.
func sayUnprintable(r *audit.Result, o report.Rendering, con *console) {
	if fields := pdf.Unprintable(r, o.Filled(&r.Manifest).Client); len(fields) > 0 {
		con.note("report.pdf and evidence.pdf show ? for characters that its fonts lack, in: %s", strings.Join(fields, ", "))
	}
}

// runReport renders the reports of an earlier run again from its audit.json, without the input. The folder is that of
// audit.json unless another is given.
func runReport(paths []string, folder string, o report.Rendering, force bool, con *console) error {
	if len(paths) != 1 {
		return hint(fmt.Errorf("%s given", audit.Plural(len(paths), "file", "files")), "name one audit.json: otaudit report --out DIR audit.json")
	}
	if _, err := pdf.ParsePaper(o.Paper); err != nil {
		return err
	}
	if folder == "" {
		folder = filepath.Dir(paths[0])
	}
	result, err := readEarlier(paths[0])
	if err != nil {
		return err
	}
	outputs := report.Written(true)
	if err := freeToWrite(folder, outputs, force); err != nil {
		return err
	}
	if err := atomicfile.MakeFolder(folder); err != nil {
		return err
	}
	sayUnprintable(result, o, con)
	defer con.sayWritten()
	job := writing{folder: folder, outputs: outputs, result: result, rendering: o, force: force}
	return job.write(con)
}

func reportCommand(con *console) *cli.Command {
	return &cli.Command{
		Name: "report", Usage: "write report.pdf, evidence.pdf, report.html and findings.csv again from an audit.json", ArgsUsage: "audit.json",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "out", DefaultText: "that of audit.json", Usage: "folder of the outputs", Action: aName("out")},
			&cli.StringFlag{Name: "client", DefaultText: "as in the run", Usage: "label of the client"},
			choiceFlag("paper", "", "size of the pages, as in the run without it", "letter", "a4"),
			&cli.IntFlag{Name: "detail", DefaultText: "as in the run", Usage: "findings shown in detail in the PDF"},
			&cli.BoolFlag{Name: "counsel", DisableDefaultText: true, Usage: "print \"Prepared at the direction of counsel\""},
			&cli.BoolFlag{Name: "force", DisableDefaultText: true, Usage: "replace outputs that exist"},
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
