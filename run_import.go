package main

import (
	"errors"
	"fmt"
	"time"

	"otaudit/audit"
	"otaudit/importers"
)

// importFiles expands the arguments and reads the files. Files that cannot be read are said and the others go on; if
// nothing at all could be read there is nothing to do.
func importFiles(args []string, o importers.Options, say *voice) (*importers.Book, error) {
	if len(args) == 0 {
		return nil, hint(errors.New("no file given"), "name one or more logs: otaudit audit log.xlsx")
	}
	inputs, err := importers.Expand(args)
	if err != nil {
		return nil, err
	}
	for _, s := range inputs.Skipped {
		say.note("%s: skipped: %s", s.Path, s.Why)
	}
	var paths []string
	for _, in := range inputs.Files {
		paths = append(paths, in.Path)
		for _, also := range in.Also {
			say.note("%s: the same bytes as %s, read once", also, in.Path)
		}
	}
	book, err := importers.Import(paths, o)
	if err != nil {
		return nil, err
	}
	for _, s := range book.Skipped {
		say.note("%s: skipped: %s", s.Path, s.What)
	}
	for _, p := range book.Problems {
		say.problem(hint(p, p.Hint))
	}
	for _, joined := range book.Joins {
		say.note("%s", joined)
	}
	for _, s := range book.Sheets {
		if s.HeaderRow == 0 {
			for _, note := range s.Notes {
				say.note("%s: %s", s.Name, note)
			}
		}
	}
	return book, nil
}

// parseAsOf reads "today": the flag, or the day on which the program runs.
func parseAsOf(text string) (audit.Date, error) {
	if text == "" {
		now := time.Now()
		return audit.DateOf(now.Year(), now.Month(), now.Day()), nil
	}
	d, err := audit.ParseDate(text)
	if err != nil {
		return 0, fmt.Errorf("--as-of: %w", err)
	}
	return d, nil
}
