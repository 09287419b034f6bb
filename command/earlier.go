package command

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"otaudit/audit"
	"otaudit/infile"
	"otaudit/report"
	"otaudit/report/auditjson"
	"otaudit/report/history"
	"otaudit/report/model"
	"otaudit/report/privacy"
	"otaudit/report/worklist"
	"otaudit/rules"
)

// runFiles are the results of an earlier run.
type runFiles struct {
	folder  string   // of the run; empty for a result that lies elsewhere
	results []string // an audit.json of each set
}

// filesOfRun finds the results that a path names: the folder of a run, the folder of one of its sets, or an audit.json.
func filesOfRun(path string) (runFiles, error) {
	info, err := infile.Stat(path)
	switch {
	case err != nil:
		return runFiles{}, err
	case !info.IsDir():
		return inSet(path), nil
	}
	files := runFiles{folder: path}
	for _, set := range model.Sets {
		if result := filepath.Join(path, string(set), report.AuditJSON); exists(result) {
			files.results = append(files.results, result)
		}
	}
	result := filepath.Join(path, report.AuditJSON)
	switch {
	case len(files.results) > 0:
		return files, nil
	case exists(result):
		return inSet(result), nil
	}
	return files, hint(fmt.Errorf("%s: holds no %s", path, report.AuditJSON), "name the folder of a run, the folder of one of its sets, or an "+report.AuditJSON)
}

// inSet returns one result, with the folder of its run if it lies in that of a set.
func inSet(result string) runFiles {
	files := runFiles{results: []string{result}}
	path, err := filepath.Abs(result)
	if err != nil {
		return files
	}
	for _, set := range model.Sets {
		if folder := filepath.Dir(path); filepath.Base(folder) == string(set) {
			files.folder = filepath.Join(filepath.Dir(result), "..")
		}
	}
	return files
}

// earlierResult returns the audit.json that a path names: that of a file or of the folder of a set, of the folder of a run the one
// with identifiers as logged, where it is there.
func earlierResult(path string) string {
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return path
	}
	for _, set := range slices.Backward(model.Sets) {
		if result := filepath.Join(path, string(set), report.AuditJSON); exists(result) {
			return result
		}
	}
	return filepath.Join(path, report.AuditJSON)
}

// earlierRun is what --previous names.
type earlierRun struct {
	results   map[model.Set]*audit.Result
	progress  *worklist.Progress // nil if there is no work list
	crosswalk *privacy.Crosswalk // nil if there is none
}

// readEarlierRun reads the results of both sets of an earlier run, where they are there, its work list and its crosswalk.
func readEarlierRun(path string, con *console) (*earlierRun, error) {
	if path == "" {
		return nil, nil
	}
	files, err := filesOfRun(path)
	if err != nil {
		return nil, err
	}
	if files.folder != "" {
		if files, err = filesOfRun(files.folder); err != nil {
			return nil, err
		}
	}
	run := &earlierRun{results: map[model.Set]*audit.Result{}}
	for _, file := range files.results {
		result, err := readResult(file, con)
		if err != nil {
			return nil, err
		}
		run.results[model.SetOf(result)] = result
	}
	if files.folder == "" {
		return run, nil
	}
	internal := filepath.Join(files.folder, string(model.Internal))
	if run.progress, err = readProgress(filepath.Join(internal, report.WorkList)); err != nil {
		return nil, err
	}
	run.crosswalk, err = crosswalkIn(files.folder)
	return run, err
}

// olderCrosswalk is where versions before the sets put the crosswalk.
const olderCrosswalk = "DO-NOT-SEND/crosswalk.csv"

// crosswalkIn reads the crosswalk in the folder of a run; nil if there is none.
func crosswalkIn(folder string) (*privacy.Crosswalk, error) {
	for _, name := range []string{filepath.Join(string(model.Internal), report.Crosswalk), olderCrosswalk} {
		if path := filepath.Join(folder, name); exists(path) {
			return readCrosswalk(path)
		}
	}
	return nil, nil
}

// readProgress reads what people wrote into a work list; nil if there is none.
func readProgress(path string) (*worklist.Progress, error) {
	file, err := infile.OpenAtMost(path, worklist.MostUnpacked)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	progress, err := worklist.Read(file)
	if err != nil {
		return nil, hint(fmt.Errorf("%s: %w", path, err), "save it as a workbook (xlsx) again, or move it away to carry nothing over")
	}
	return progress, nil
}

// readWaivers reads the accepted findings; none without a file.
func readWaivers(path string) ([]model.Waiver, error) {
	return readGiven(path, mostKept, "give a file as otaudit accept writes it: finding_id,by,until,reason", func(r io.Reader) ([]model.Waiver, error) { return history.ReadWaivers(r, path, isRule) })
}

// isRule says whether a rule has a page, which all have.
func isRule(id string) bool { return rules.Doc(id) != "" }

// readResult reads an audit.json.
func readResult(path string, con *console) (*audit.Result, error) {
	size := int64(0)
	if info, err := infile.Stat(path); err == nil { // else the reading says what is wrong
		size = info.Size()
	}
	reading := con.progress("reading "+filepath.Base(path), size, bytesOf)
	result, err := readGiven(path, auditjson.MostBytes, "give the audit.json as a run of this version wrote it, or audit the log again",
		named(path, func(r io.Reader) (*audit.Result, error) { return auditjson.Read(reading.reader(r)) }))
	reading.end()
	var other *auditjson.WrongSchema
	switch {
	case !errors.As(err, &other):
		return result, err
	case other.Older && exists(filepath.Join(filepath.Dir(path), olderCrosswalk)):
		return nil, hint(err, "run the audit of that log again with this version, with --crosswalk "+filepath.Join(filepath.Dir(path), olderCrosswalk)+" so that its codes stay")
	case other.Older:
		return nil, hint(err, "run the audit again with this version")
	}
	return nil, hint(err, "use the version of otaudit that wrote it")
}

// readCrosswalk reads the codes of an earlier run; nil without a file.
func readCrosswalk(path string) (*privacy.Crosswalk, error) {
	return readGiven(path, privacy.MostCrosswalk, "give the crosswalk.csv as an earlier run wrote it, unchanged", func(r io.Reader) (*privacy.Crosswalk, error) { return privacy.ReadCrosswalk(r, path) })
}

// How many bytes a file may have: one that the program wrote, a list of some hundred thousand lines that people keep, and a page that
// they write by hand.
const (
	mostGiven = 64 << 20
	mostKept  = 8 << 20
	mostTyped = 1 << 20
)

// readGiven reads a file that a flag may name, of so many bytes at most; the zero value without one. form is the hint for a file that
// is another one, or damaged.
func readGiven[T any](path string, most int64, form string, read func(io.Reader) (T, error)) (result T, err error) {
	if path == "" {
		return result, nil
	}
	file, err := infile.OpenAtMost(path, most)
	if err != nil {
		return result, err
	}
	defer file.Close()
	if result, err = read(file); err != nil && !errors.As(err, new(hinted)) {
		err = hint(err, form)
	}
	return result, err
}

// named puts the path before the errors of a reader that does not know it.
func named[T any](path string, read func(io.Reader) (T, error)) func(io.Reader) (T, error) {
	return func(r io.Reader) (T, error) {
		result, err := read(r)
		if err != nil {
			err = fmt.Errorf("%s: %w", path, err)
		}
		return result, err
	}
}
