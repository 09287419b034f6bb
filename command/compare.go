package command

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"otaudit/audit"
	"otaudit/infile"
	"otaudit/report/history"
	"otaudit/report/html"
	"otaudit/report/model"
	"otaudit/report/pdf"
)

// runCompare sets results beside each other, those of each clinic in the order of their months.
func runCompare(paths []string, out, paper string, force bool, con *console) error {
	paper, err := pdf.ParsePaper(paper)
	if err != nil {
		return err
	}
	names := []string{"compare.pdf", "compare.html", "compare.csv", "compare.json"}
	box, err := openPapers(out, force, names...)
	if err != nil {
		return err
	}
	defer box.close()
	results, err := readResults(paths, con)
	if err != nil {
		return err
	}
	clinics, err := seriesOf(results)
	if err != nil {
		return err
	}
	d := history.Document(clinics)
	d.Notice = model.SetOf(results[0].Result).Allows()
	defer con.sayWritten()
	if err := box.writePapers([]paperFile{
		{names[0], func(w io.Writer) error { return pdf.WriteDocument(w, d, paper) }},
		{names[1], func(w io.Writer) error { return html.WriteDocument(w, d) }},
		{names[2], func(w io.Writer) error { return history.WriteCSV(w, clinics) }},
		{names[3], func(w io.Writer) error { return history.WriteJSON(w, clinics) }},
	}, con); err != nil {
		return err
	}
	for _, s := range clinics {
		if s.Client != "" {
			con.line("%s: %s", s.Client, s.Sentence())
		} else {
			con.line("%s", s.Sentence())
		}
	}
	return nil
}

// readResults reads the results that paths name: an audit.json, the folder of a run, or a folder of such folders.
func readResults(paths []string, con *console) ([]history.Named, error) {
	var files []string
	for _, path := range paths {
		found, err := resultsIn(path)
		if err != nil {
			return nil, err
		}
		files = append(files, found...)
	}
	if len(files) < 2 {
		return nil, hint(fmt.Errorf("%s to compare", audit.Plural(len(files), "result", "results")), "name the folders of two runs or more: otaudit compare january february")
	}
	var results []history.Named
	for i, path := range files {
		if slices.Contains(files[:i], path) {
			return nil, hint(fmt.Errorf("%s: named twice", path), "name each result once")
		}
		result, err := readResult(path, con)
		if err != nil {
			return nil, err
		}
		results = append(results, history.Named{Path: path, Result: result})
	}
	return results, nil
}

// resultsIn finds the results below a path.
func resultsIn(path string) ([]string, error) {
	path = filepath.Clean(path)
	info, err := infile.Stat(path)
	switch {
	case err != nil:
		return nil, hint(err, didYouMean(nearFile(path), "name the folder of a run, an audit.json, or a folder that holds the folders of runs"))
	case !info.IsDir():
		return []string{path}, nil
	case exists(earlierResult(path)):
		return []string{earlierResult(path)}, nil
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, entry := range entries {
		if result := earlierResult(filepath.Join(path, entry.Name())); entry.IsDir() && exists(result) {
			files = append(files, result)
		}
	}
	if len(files) == 0 {
		return nil, hint(fmt.Errorf("%s: holds no result", path), "name the folder of a run, an audit.json, or a folder that holds the folders of runs")
	}
	return files, nil
}

// seriesOf divides results by clinic, in the order in which the clinics are met.
func seriesOf(results []history.Named) ([]*history.Series, error) {
	var labels []string
	byClinic := map[string][]history.Named{}
	for _, r := range results {
		label := strings.TrimSpace(r.Result.Manifest.Client)
		if !slices.Contains(labels, label) {
			labels = append(labels, label)
		}
		byClinic[label] = append(byClinic[label], r)
		if model.SetOf(r.Result) != model.SetOf(results[0].Result) {
			return nil, hint(fmt.Errorf("%s and %s: one is of the internal set and one of the share set", results[0].Path, r.Path), "name the folders of one set: otaudit compare january/share february/share")
		}
	}
	var list []*history.Series
	for _, label := range labels {
		s, err := history.NewSeries(byClinic[label])
		var unlike *history.UnlikeCodes
		if errors.As(err, &unlike) {
			err = hint(err, "of one clinic, run the later months with --crosswalk and the crosswalk.csv of the first; of several, run each with its own --client")
		}
		if err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, nil
}

func compareCommand(con *console) *cli.Command {
	return &cli.Command{
		Name: "compare", Usage: "set the results of several months beside each other: new, repeated, resolved and accepted findings, rates and money", ArgsUsage: "RESULT RESULT…",
		Description: "A result is the folder of a run, its audit.json, or a folder that holds the folders of runs.\n" +
			"Results of several clinics are told apart by the label that --client gave them.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "out", Value: "otaudit-compare", Usage: "folder of the comparison", Action: aName("out")},
			paperFlag(),
			&cli.BoolFlag{Name: "force", DisableDefaultText: true, Usage: "replace files that otaudit did not write"},
			&cli.BoolFlag{Name: "quiet", DisableDefaultText: true, Usage: "print errors only"},
		},
		Action: func(c *cli.Context) error {
			paths, err := files(c)
			if err != nil {
				return err
			}
			con.quiet = c.Bool("quiet")
			return runCompare(paths, c.String("out"), c.String("paper"), c.Bool("force"), con)
		},
	}
}
