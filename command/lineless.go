package command

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"otaudit/importers"
)

// linelessFile is a file with rows below its header of which no line was made.
type linelessFile struct {
	name    string
	reasons []string // why the rows were excluded, the most frequent first
	counts  map[string]int
	settled bool // all rows hold nothing that should be audited: visits not kept, lines taken back, rows a profile skips
}

// nothingToAudit are the reasons for which a row is excluded without anything being missed.
var nothingToAudit = map[string]bool{"status": true, "reversal": true, "profile-skip": true, "claim-voided": true, "claim-replaced": true}

// withoutLines lists the files that have rows and gave no line.
func withoutLines(book *importers.Book) []linelessFile {
	excluded, used := map[int]map[string]int{}, map[int]int{}
	for i := range book.Sheets {
		s := &book.Sheets[i]
		used[s.Input] += s.RowsUsed
		for _, reason := range s.Excluded {
			if excluded[s.Input] == nil {
				excluded[s.Input] = map[string]int{}
			}
			excluded[s.Input][reason.What] += reason.N
		}
	}
	var files []linelessFile
	for i, in := range book.Inputs {
		counts := excluded[i]
		if used[i] > 0 || len(counts) == 0 {
			continue
		}
		file := linelessFile{name: in.Name, counts: counts, settled: true}
		file.reasons = slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
			return cmp.Or(counts[b]-counts[a], strings.Compare(a, b))
		})
		for reason := range counts {
			file.settled = file.settled && nothingToAudit[reason]
		}
		files = append(files, file)
	}
	return files
}

func (f linelessFile) String() string {
	why := make([]string, len(f.reasons))
	for i, reason := range f.reasons {
		why[i] = fmt.Sprintf("%d %s", f.counts[reason], reason)
	}
	return fmt.Sprintf("%s: no line to audit; excluded rows below the header: %s", f.name, strings.Join(why, ", "))
}

// hint says what can be done about the most frequent reason.
func (f linelessFile) hint() string {
	switch f.reasons[0] {
	case "ragged":
		return "the rows have filled cells behind the last header: name those columns in the header row, or empty the cells"
	case "no-date":
		return "the column of dates of service is blank: fill it, or say which column holds the date with --column \"HEADER=date_of_service\""
	case "no-code":
		return "the rows have no procedure code: fill the column, or say which column holds the code with --column \"HEADER=code\""
	case "list-length":
		return "a cell with several codes needs as many values of units and minutes: write one row for each code"
	}
	return "look at the file with otaudit inspect FILE; --column says what a column is"
}
