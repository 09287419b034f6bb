package command

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"otaudit/audit"
	"otaudit/importers"
	"otaudit/importers/source"
	"otaudit/infile"
)

// collectEarlier has garbage collected earlier where small files make a large heap, as hostile ones do: by itself the heap may grow
// to twice what is in use. A large log may have a multiple of its size, so that its run is not slowed.
func collectEarlier(paths []string) {
	const least, times = 400 << 20, 16
	var bytes int64
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil {
			bytes += info.Size()
		}
	}
	debug.SetMemoryLimit(max(least, times*bytes))
}

// importFiles expands the arguments and reads the files. Files that cannot be read are said and the others go on; if
// nothing at all could be read there is nothing to do.
func importFiles(args []string, o importers.Options, con *console) (*importers.Book, error) {
	if len(args) == 0 {
		return nil, hint(errors.New("no file given"), "name one or more logs: otaudit audit log.xlsx")
	}
	inputs, err := source.Expand(args, ownOutput)
	var missing *source.Unreadable
	switch {
	case errors.Is(err, fs.ErrNotExist) && errors.As(err, &missing):
		return nil, hint(err, didYouMean(nearFile(missing.Path), missing.Hint))
	case errors.As(err, &missing):
		return nil, hint(err, missing.Hint)
	case err != nil:
		return nil, err
	}
	saySkipped(inputs.Skipped, con)
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
	collectEarlier(paths)
	reading := con.watch(paths, &o.Limits)
	book, err := importers.Import(paths, o)
	reading.end()
	var flag *importers.FlagProblem
	switch {
	case errors.As(err, &flag):
		return nil, hint(&flagError{"column", flag.Value, flag}, flag.Hint)
	case err != nil:
		return nil, err
	}
	for _, s := range book.Skipped {
		con.note("%s: skipped: %s", s.Path, s.What)
	}
	for _, p := range book.Problems {
		con.problem(hint(p, p.Hint))
	}
	for _, p := range undecided(book) {
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
				"if there is a log in it, say in which row its header is with --header-row (0: there is none), or what the columns are with --column \"HEADER=date_of_service\" and --column \"HEADER=code\""))
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

// watch shows how far the reading of files is. A file that is passed over again counts from its beginning again.
func (v *console) watch(paths []string, limits *source.Limits) *progress {
	before, total := map[string]int64{}, int64(0)
	for _, path := range paths {
		before[path] = total
		if info, err := infile.Stat(path); err == nil { // else the reading says what is wrong
			total += info.Size()
		}
	}
	p := v.progress("reading", total, bytesOf)
	if p != nil {
		limits.Watch = func(path string, at int64) { p.at(before[path] + at) }
	}
	return p
}

// saySkipped says which files of folders and patterns are left out and why; of many for one reason it counts the most.
func saySkipped(skipped []source.Skipped, con *console) {
	const most = 8
	counts := map[string]int{}
	for _, s := range skipped {
		if counts[s.Why]++; counts[s.Why] <= most {
			con.note("%s: skipped: %s", s.Path, s.Why)
		}
	}
	for _, why := range slices.Sorted(maps.Keys(counts)) {
		if more := counts[why] - most; more > 0 {
			con.note("%d more: skipped: %s", more, why)
		}
	}
}

// undecided lists what waits for a decision and is not said with the columns of the sheets, which name their flags themselves.
func undecided(book *importers.Book) []*source.Unreadable {
	said := map[string]bool{}
	for i := range book.Sheets {
		for _, c := range book.Sheets[i].Columns {
			if c.Flag != "" && c.Field == "" && c.Matters {
				said[audit.Ref{Sheet: book.Sheets[i].Name, Row: int32(book.Sheets[i].HeaderRow), Col: c.Col}.String()] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Concat(book.Undecided(), book.Unread), func(p *source.Unreadable) bool { return said[p.Path] })
}

// withoutRows names the files that hold a header and nothing else.
func withoutRows(book *importers.Book) []string {
	tables, rows, x12 := filesWithTables(book), map[int]int{}, map[int]bool{}
	for i := range book.Sheets {
		x12[book.Sheets[i].Input] = book.Sheets[i].IsX12()
		rows[book.Sheets[i].Input] += book.Sheets[i].RowsUsed
		for _, excluded := range book.Sheets[i].Excluded {
			rows[book.Sheets[i].Input] += excluded.N
		}
	}
	var names []string
	for i, in := range book.Inputs {
		if tables[i] && rows[i] == 0 && !x12[i] {
			names = append(names, in.Name)
		}
	}
	return names
}

// readWhole says whether everything that should be audited was read: no file was unreadable or without a table, rows or
// lines below it. Columns that
// were not read count by the lines that could not be judged for want of them: audit.Coverage.
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
	return len(book.Problems) == 0 && len(withoutRows(book)) == 0
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
	d, err := audit.ParseDay(text)
	if err != nil {
		return 0, &flagError{"as-of", "", err}
	}
	return d, nil
}
