package command

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"otaudit/audit"
	"otaudit/importers"
	"otaudit/importers/source"
	"otaudit/report"
)

// importFiles expands the arguments and reads the files. Files that cannot be read are said and the others go on; if
// nothing at all could be read there is nothing to do.
func importFiles(args []string, o importers.Options, con *console) (*importers.Book, error) {
	if len(args) == 0 {
		return nil, hint(errors.New("no file given"), "name one or more logs: otaudit audit log.xlsx")
	}
	inputs, err := source.Expand(args, report.Recognise)
	var missing *source.Unreadable
	switch {
	case errors.As(err, &missing):
		return nil, hint(err, missing.Hint)
	case err != nil:
		return nil, err
	}
	for _, s := range inputs.Skipped {
		con.note("%s: skipped: %s", s.Path, s.Why)
	}
	if len(inputs.Files) == 0 {
		return nil, hint(errors.New("no log to read: every file was skipped"), "name a log, or a folder that holds one")
	}
	for _, path := range inputs.Repeated {
		con.note("%s: given more than once, read once", path)
	}
	var paths []string
	for _, in := range inputs.Files {
		paths = append(paths, in.Path)
		for _, also := range in.Also {
			con.note("%s: the same bytes as %s, read once", also, in.Path)
		}
	}
	book, err := importers.Import(paths, o)
	if err != nil {
		return nil, err
	}
	for _, s := range book.Skipped {
		con.note("%s: skipped: %s", s.Path, s.What)
	}
	for _, p := range book.Problems {
		con.problem(hint(p, p.Hint))
	}
	for _, p := range slices.Concat(book.Undecided(), book.Unread) {
		con.problem(hint(p, p.Hint))
	}
	for _, joined := range book.Joins {
		con.note("%s", joined)
	}
	tables := filesWithTables(book)
	for _, s := range book.Sheets {
		switch {
		case s.HasTable():
		case tables[s.Input]:
			con.note("%s: %s", s.Name, strings.Join(s.Notes, "; "))
		default:
			con.problem(hint(fmt.Errorf("%s: %s", s.Name, strings.Join(s.Notes, "; ")),
				"if there is a log in it, say where with --sheet and --header-row, or what the columns are in a profile"))
		}
	}
	for _, name := range withoutRows(book) {
		con.problem(hint(fmt.Errorf("%s: a header and no rows below it", name), "export it again with its lines"))
	}
	for _, file := range withoutLines(book) {
		if file.settled {
			con.note("%s", file)
			continue
		}
		con.problem(hint(errors.New(file.String()), file.hint()))
	}
	return book, nil
}

// withoutRows names the files that hold a header and nothing else.
func withoutRows(book *importers.Book) []string {
	tables, rows := filesWithTables(book), map[int]int{}
	for i := range book.Sheets {
		rows[book.Sheets[i].Input] += book.Sheets[i].RowsUsed
		for _, aside := range book.Sheets[i].Excluded {
			rows[book.Sheets[i].Input] += aside.N
		}
	}
	var names []string
	for i, in := range book.Inputs {
		if tables[i] && rows[i] == 0 {
			names = append(names, in.Name)
		}
	}
	return names
}

// readWhole says whether everything that should be audited was read: no file was unreadable or without a table, rows or
// lines, no column without which little can be audited was left unread, and none waits for a decision.
func readWhole(book *importers.Book) bool {
	for _, found := range filesWithTables(book) {
		if !found {
			return false
		}
	}
	for _, file := range withoutLines(book) {
		if !file.settled {
			return false
		}
	}
	return len(book.Problems) == 0 && len(book.Undecided()) == 0 && len(book.Unread) == 0 && len(withoutRows(book)) == 0
}

// filesWithTables says for each input file whether one of its sheets holds a table.
func filesWithTables(book *importers.Book) map[int]bool {
	tables := map[int]bool{}
	for _, s := range book.Sheets {
		tables[s.Input] = tables[s.Input] || s.HasTable()
	}
	return tables
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
