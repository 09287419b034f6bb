package command

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/urfave/cli/v2"

	"otaudit/audit"
	"otaudit/report/atomicfile"
	"otaudit/report/findings"
	"otaudit/report/html"
	"otaudit/report/pdf"
)

// rendering says how a result becomes files for readers. The zero value takes what the result says.
type rendering struct {
	paper   string
	client  string
	detail  int
	counsel bool
}

// options are the entries of the manifest that hold a rendering, so that audit.json alone is enough to repeat it.
func (o rendering) options() []audit.Option {
	list := []audit.Option{{Name: "paper", Value: o.paper}}
	if o.counsel {
		list = append(list, audit.Option{Name: "counsel", Value: "true"})
	}
	if o.detail > 0 {
		list = append(list, audit.Option{Name: "detail", Value: strconv.Itoa(o.detail)})
	}
	return list
}

// filled takes what was not asked for from the manifest.
func (o rendering) filled(m *audit.Manifest) rendering {
	for _, option := range m.Options {
		switch {
		case option.Name == "paper" && o.paper == "":
			o.paper = option.Value
		case option.Name == "detail" && o.detail == 0:
			o.detail, _ = strconv.Atoi(option.Value)
		case option.Name == "counsel":
			o.counsel = o.counsel || option.Value == "true"
		}
	}
	if o.client == "" {
		o.client = m.Client
	}
	return o
}

// output is one file of a run.
type output struct {
	name       string
	write      func(io.Writer) error
	canPublish func() error // asked when it is written whether it may appear; nil if nothing speaks against it
}

// readerOutputs are the files for readers. They are made of the published result alone, so that audit.json gives the
// same bytes again.
func readerOutputs(r *audit.Result, o rendering) []output {
	day, _ := audit.ParseDate(r.Manifest.AsOf) // a run always has one
	o = o.filled(&r.Manifest)
	return []output{
		{name: "findings.csv", write: func(w io.Writer) error { return findings.Write(w, r) }},
		{name: "report.html", write: func(w io.Writer) error {
			return html.Write(w, r, html.Options{Client: o.client, Counsel: o.counsel})
		}},
		{name: "report.pdf", write: func(w io.Writer) error {
			return pdf.Write(w, r, pdf.Options{Paper: o.paper, Client: o.client, Counsel: o.counsel, DetailLimit: o.detail, AsOf: day})
		}},
	}
}

// sayUnprintable says what the PDF cannot print as it is written.
func sayUnprintable(r *audit.Result, o rendering, con *console) {
	if fields := pdf.Unprintable(r, o.filled(&r.Manifest).client); len(fields) > 0 {
		con.note("report.pdf shows ? for characters that its fonts lack, in: %s", strings.Join(fields, ", "))
	}
}

// writeOutputs writes files beside each other in time; each is written whole or not at all. None appears before all are
// written, so that a folder never holds the outputs of two runs. If one then cannot be put in its place, the others are taken
// back, but for those that replaced another file.
func writeOutputs(folder string, outputs []output, force bool, con *console) error {
	problems, replaces := make([]error, len(outputs)), make([]bool, len(outputs))
	var group, writing sync.WaitGroup
	var unwritten atomic.Bool
	writing.Add(len(outputs))
	for i, out := range outputs {
		group.Go(func() {
			path := filepath.Join(folder, out.name)
			_, missing := os.Lstat(path)
			replaces[i] = missing == nil
			done := sync.OnceFunc(writing.Done)
			problems[i] = atomicfile.WriteIf(path, 0o644, force, out.write, func() error {
				done()
				writing.Wait()
				switch {
				case unwritten.Load():
					return errOtherUnwritten
				case out.canPublish != nil:
					return out.canPublish()
				}
				return nil
			})
			if problems[i] != nil && problems[i] != errOtherUnwritten {
				unwritten.Store(true)
			}
			done()
		})
	}
	group.Wait()
	failed := errors.Join(slices.DeleteFunc(slices.Clone(problems), func(err error) bool { return err == errOtherUnwritten })...)
	for i, out := range outputs {
		path := filepath.Join(folder, out.name)
		switch {
		case problems[i] != nil:
		case failed != nil && !replaces[i]:
			failed = errors.Join(failed, os.Remove(path))
		default:
			con.wrote(path)
		}
	}
	return failed
}

// errOtherUnwritten says that an output was withdrawn because another could not be written.
var errOtherUnwritten = errors.New("another output could not be written")

// freeToWrite refuses, before any work is done, outputs that are there already, and what cannot be replaced by one.
func freeToWrite(folder string, names []string, force bool) error {
	if info, err := os.Stat(folder); err == nil && !info.IsDir() {
		return hint(fmt.Errorf("%s: is a file, not a folder", folder), "give another --out")
	}
	for _, name := range names {
		path := filepath.Join(folder, name)
		info, err := os.Stat(path)
		switch {
		case err != nil:
		case info.IsDir():
			return hint(fmt.Errorf("%s: is a folder", path), "move it away, or give another --out")
		case !force:
			return hint(fmt.Errorf("%s: exists already", path), "give --force to replace it, or another --out")
		}
	}
	return nil
}

// runReport renders the reports of an earlier run again from its audit.json, without the input. The folder is that of
// audit.json unless another is given.
func runReport(paths []string, folder string, o rendering, force bool, con *console) error {
	if len(paths) != 1 {
		return hint(fmt.Errorf("%s given", audit.Plural(len(paths), "file", "files")), "name one audit.json: otaudit report --out DIR audit.json")
	}
	if _, err := pdf.ParsePaper(o.paper); err != nil {
		return err
	}
	if folder == "" {
		folder = filepath.Dir(paths[0])
	}
	result, err := readEarlier(paths[0])
	if err != nil {
		return err
	}
	outputs := readerOutputs(result, o)
	names := make([]string, len(outputs))
	for i, out := range outputs {
		names[i] = out.name
	}
	if err := freeToWrite(folder, names, force); err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	sayUnprintable(result, o, con)
	defer con.sayWritten()
	return writeOutputs(folder, outputs, force, con)
}

func reportCommand(con *console) *cli.Command {
	return &cli.Command{
		Name: "report", Usage: "write report.pdf, report.html and findings.csv again from an audit.json", ArgsUsage: "audit.json",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "out", DefaultText: "that of audit.json", Usage: "folder of the outputs", Action: aName("out")},
			&cli.StringFlag{Name: "client", DefaultText: "as in the run", Usage: "label of the client"},
			&cli.StringFlag{Name: "paper", DefaultText: "as in the run", Usage: "letter or a4"},
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
			return runReport(paths, c.String("out"), rendering{paper: c.String("paper"), client: c.String("client"), detail: c.Int("detail"),
				counsel: c.Bool("counsel")}, c.Bool("force"), con)
		},
	}
}
