package command

import (
	"errors"
	"fmt"
	"io"

	"otaudit/audit"
	"otaudit/infile"
	"otaudit/report/auditjson"
	"otaudit/report/history"
	"otaudit/report/model"
	"otaudit/report/privacy"
	"otaudit/rules"
)

// readWaivers reads the accepted findings; none without a file.
func readWaivers(path string) ([]model.Waiver, error) {
	return readGiven(path, mostGiven, func(r io.Reader) ([]model.Waiver, error) { return history.ReadWaivers(r, path, isRule) })
}

// isRule says whether a rule has a page, which all have.
func isRule(id string) bool { return rules.Doc(id) != "" }

// readEarlier reads the audit.json of an earlier run; nil without a file.
func readEarlier(path string) (*audit.Result, error) {
	result, err := readGiven(path, auditjson.MostBytes, named(path, auditjson.Read))
	var other *auditjson.WrongSchema
	switch {
	case !errors.As(err, &other):
		return result, err
	case other.Older:
		return nil, hint(err, "run the audit again with this version")
	}
	return nil, hint(err, "use the version of otaudit that wrote it")
}

// readCrosswalk reads the codes of an earlier run; nil without a file.
func readCrosswalk(path string) (*privacy.Crosswalk, error) {
	return readGiven(path, privacy.MostCrosswalk, func(r io.Reader) (*privacy.Crosswalk, error) { return privacy.ReadCrosswalk(r, path) })
}

// mostGiven is how many bytes a file may have that people write: some hundred thousand lines.
const mostGiven = 64 << 20

// readGiven reads a file that a flag may name, of so many bytes at most; the zero value without one.
func readGiven[T any](path string, most int64, read func(io.Reader) (T, error)) (result T, err error) {
	if path == "" {
		return result, nil
	}
	file, err := infile.OpenAtMost(path, most)
	if err != nil {
		return result, err
	}
	defer file.Close()
	return read(file)
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
