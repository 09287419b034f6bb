package importers

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"otaudit/audit"
	"otaudit/importers/header"
	"otaudit/importers/value"
)

// WriteDraft writes a profile for sheets like this one: what was recognised as entries, what was not as comments with
// suggestions. The draft can be used as it stands.
func (v *SheetView) WriteDraft(w io.Writer, name string) error {
	out := bufio.NewWriter(w)
	line := func(format string, args ...any) { fmt.Fprintf(out, format+"\n", args...) }
	line("# Says how logs like %s are read. Change what is wrong, then give it with --profile,", oneLine(v.Source.Name))
	line("# or keep it in a folder and give that with --profiles: it is found again by its headers.")
	line("name: %s", quoted(name))
	line("")
	switch {
	case v.NoHeader:
		line("header_row: 0 # there is none")
	case v.HeaderRow > 0:
		line("header_row: %d", v.HeaderRow)
	}
	v.draftMatch(line)
	line("# Each column and its field; skip leaves a column unread. assumed: true marks what the program took for likely: remove the")
	line("# mark once you have confirmed it.")
	unknown := !slices.ContainsFunc(v.Columns, func(c ColumnView) bool { return c.Bound })
	if unknown && !slices.ContainsFunc(v.Columns, func(c ColumnView) bool { return c.Header != "" }) {
		line("# columns: no row was found that could be the header")
		return out.Flush()
	}
	line("columns:")
	headers := make([]string, len(v.Columns))
	for col := range v.Columns {
		headers[col] = v.Columns[col].Header
	}
	for col, c := range v.Columns {
		key := columnName(headers, col)
		switch {
		case unknown && c.Header != "":
			why := c.Why
			if why == "" {
				why = "not known"
			}
			line("  %s: skip # %s", quoted(key), oneLine(why))
		case c.IsCode:
			line("  # %s: under code_columns", quoted(key))
		case c.Bound && (c.Hours || c.Assumed):
			line("  %s: {%s} # %s", quoted(key), c.entry(), oneLine(c.Why))
		case c.Bound:
			line("  %s: %s # %s", quoted(key), c.Field, oneLine(c.Why))
		case c.Header == "":
		case c.Ask:
			line("  # %s: %s # %s", quoted(key), c.Field, oneLine(c.Why))
		case c.Left:
			line("  # %s: skip # %s", quoted(key), oneLine(c.Why))
		case len(c.Suggest) > 0:
			line("  # %s: %s # not known; its wording is like that of %s", quoted(key), c.Suggest[0], fieldNames(c.Suggest))
		default:
			line("  # %s: skip # not known", quoted(key))
		}
	}
	v.draftRest(line)
	return out.Flush()
}

// entry is what a draft says of a column beyond its field. An assumed reading stays one until somebody removes the mark.
func (c *ColumnView) entry() string {
	text := "field: " + c.Field.String()
	if c.Hours {
		text += ", hours: true"
	}
	if c.Assumed {
		text += ", assumed: true"
	}
	return text
}

// draftMatch names the headers by which the export is found again. Headers of a profile are told apart by name only.
func (v *SheetView) draftMatch(line func(string, ...any)) {
	if !slices.ContainsFunc(v.Columns, func(c ColumnView) bool { return header.ProfileKey(c.Header) != "" }) {
		line("# The log has no headers by which it could be recognized: give the profile with --profile.")
		line("")
		return
	}
	seen := map[string]bool{}
	unknown := !slices.ContainsFunc(v.Columns, func(c ColumnView) bool { return c.Bound })
	line("# The headers by which such a log is recognized; all must be there.")
	line("match:")
	for _, c := range v.Columns {
		if key := header.ProfileKey(c.Header); (c.Bound || unknown) && !c.IsCode && key != "" && !seen[key] {
			seen[key] = true
			line("  - %s", quoted(c.Header))
		}
	}
	line("")
}

func (v *SheetView) draftRest(line func(string, ...any)) {
	line("")
	for _, c := range v.Columns {
		if c.IsCode {
			line("# What stands under headers that are procedure codes.")
			line("code_columns: %s", c.Field)
			line("")
			break
		}
	}
	order := value.OrderUnknown.String()
	for _, c := range v.Columns {
		if c.Bound && c.Dates != "" {
			order = c.Dates
		}
	}
	if !v.DateAssumed && (order == value.MonthFirst.String() || order == value.DayFirst.String()) {
		line("formats:")
		line("  date: %s", strings.ReplaceAll(order, " ", "-"))
	} else {
		line("# formats:")
		line("#   date: month-first # or day-first")
	}
	line("")
	for _, comment := range []string{
		"constants: # fields that hold on every line and have no column",
		"  therapist: \"Last, First\"",
		"fill_down: [patient_id, date_of_service] # fields written on the first row of a block only",
		"values: # what is meant by a text as written",
		"  place_of_service: {Home: 12}",
		"skip: # rows to leave out",
		"  - {column: \"Status\", equals: [draft]}",
		"payers:",
		"  \"Name as written\": {class: commercial, unit_rule: midpoint}",
		"therapists:",
		"  \"Last, First\": [other spellings]",
	} {
		line("# %s", comment)
	}
}

// columnName names a column so that a profile finds it: by its header, one of several of that name as "Charge #2", without a
// header by its letters.
func columnName(headers []string, col int) string {
	key, nth, of := header.ProfileKey(headers[col]), 0, 0
	if key == "" {
		return audit.ColumnLetters(int32(col + 1))
	}
	for other, heading := range headers {
		if header.ProfileKey(heading) == key {
			of++
			if other <= col {
				nth++
			}
		}
	}
	if of > 1 {
		return fmt.Sprintf("%s #%d", strings.TrimSpace(headers[col]), nth)
	}
	return headers[col]
}

// nameOf is the name by which a profile finds a column of the table.
func (t *table) nameOf(col int) string { return columnName(t.headers, col) }

// quoted writes a text as a YAML string in double quotes, whose escapes are those of Go.
func quoted(text string) string { return strconv.Quote(text) }

// oneLine keeps a comment on its line.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func fieldNames(fields []audit.Field) string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.String()
	}
	return strings.Join(names, ", ")
}
