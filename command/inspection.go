package command

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/importers"
	"otaudit/report/model"
)

// inspection is what inspect found, whole: the text shows the part of it that matters, --json all.
type inspection struct {
	Sheets   []inspectedSheet   `json:"sheets"`
	Settings []inspectedSetting `json:"settings"`
	Notices  []string           `json:"notices"`
	coverage audit.Coverage
}

// inspectedSheet is one sheet and how it was read.
type inspectedSheet struct {
	Name      string              `json:"name"`
	Kind      string              `json:"kind,omitempty"` // of file, with encoding and delimiter
	Profile   string              `json:"profile,omitempty"`
	HeaderRow int                 `json:"header_row"` // 0 if no table was found
	Notes     []string            `json:"notes,omitempty"`
	NotRead   bool                `json:"not_read,omitempty"` // nothing was: the rest is what the likeliest header would give
	RowsRead  int                 `json:"rows_read"`
	RowsUsed  int                 `json:"rows_used"`
	NonData   []audit.Count       `json:"non_data_rows,omitempty"`
	Excluded  []audit.Count       `json:"excluded_rows,omitempty"`
	Lines     int                 `json:"lines"`
	Columns   []inspectedColumn   `json:"columns,omitempty"`
	Choices   []inspectedChoice   `json:"choices,omitempty"`
	Coverage  audit.SheetCoverage `json:"coverage"`
	Rules     []inspectedRule     `json:"rules,omitempty"`
	answers   model.Answers
}

// inspectedColumn is one column, what it was read as, how sure that is and why.
type inspectedColumn struct {
	Column   string             `json:"column"` // its letters
	Header   string             `json:"header"`
	Field    string             `json:"field,omitempty"` // empty if it was not read
	Grade    string             `json:"grade"`
	Why      string             `json:"why,omitempty"`
	Instead  []inspectedInstead `json:"instead,omitempty"`
	Flag     string             `json:"flag,omitempty"` // what decides it
	Matters  bool               `json:"matters,omitempty"`
	Readable string             `json:"readable,omitempty"` // share of the filled cells
	Shapes   []string           `json:"shapes,omitempty"`   // of values, never the values
}

type inspectedInstead struct {
	Field string `json:"field,omitempty"`
	Why   string `json:"why,omitempty"`
}

// inspectedChoice is a decision about the sheet beside its columns.
type inspectedChoice struct {
	What    string `json:"what"`
	Taken   string `json:"taken"`
	Grade   string `json:"grade"`
	Why     string `json:"why,omitempty"`
	Instead string `json:"instead,omitempty"`
	Flag    string `json:"flag,omitempty"`
}

// inspectedRule is one rule and on how many lines of the sheet alone it could judge.
type inspectedRule struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Evaluated  int    `json:"evaluated"`
	Applicable int    `json:"applicable"`
	Text       string `json:"text"`
}

// inspectionOf gathers what there is to show.
func inspectionOf(book *importers.Book, config audit.Config) *inspection {
	views := map[string]*importers.SheetView{}
	for i := range book.Views {
		views[book.Views[i].Sheet] = &book.Views[i]
	}
	config.Sheets = book.Sheets
	result := audit.Run(book.Sessions, config)
	result.Excluded = book.Excluded
	found := &inspection{coverage: audit.CoverageOf(result)}
	for i := range result.Sheets {
		sheet := &result.Sheets[i]
		one := inspectedSheet{Name: sheet.Name, Profile: sheet.Profile, HeaderRow: sheet.HeaderRow, Notes: sheet.Notes, RowsRead: sheet.RowsRead,
			RowsUsed: sheet.RowsUsed, NonData: sheet.NonData, Excluded: sheet.Excluded, Lines: sheet.Lines, Coverage: sheet.Coverage}
		alone := &audit.Result{Sheets: result.Sheets[i : i+1]}
		for _, row := range result.Excluded {
			if row.Cell.Sheet == sheet.Name {
				alone.Excluded = append(alone.Excluded, row)
			}
		}
		one.answers = model.AnswersOf(alone)
		for _, choice := range sheet.Choices {
			one.Choices = append(one.Choices, inspectedChoice{choice.What, choice.Taken, choice.Grade.String(), choice.Why, choice.Instead, choice.Flag})
		}
		var bound audit.FieldSet
		switch v := views[sheet.Name]; {
		case v != nil:
			one.Kind, one.Columns, bound = sourceText(v.Source), inspectedColumns(sheet, v), v.Bound
		case sheet.IsX12():
			one.Kind = x12Kind
			one.Columns, bound = inspectedElements(sheet)
		}
		if bound != 0 {
			for _, l := range ledger(sessionsOf(book, sheet.Name), config, bound) {
				one.Rules = append(one.Rules, inspectedRule{l.ID, l.Name, l.Evaluated, l.Applicable, l.text()})
			}
		}
		found.Sheets = append(found.Sheets, one)
	}
	for _, n := range book.Notices {
		found.Notices = append(found.Notices, fmt.Sprintf("%s %s: %s", n.Rule, n.Cell, n.Message))
	}
	return found
}

func inspectedColumns(s *audit.Sheet, v *importers.SheetView) []inspectedColumn {
	columns := make([]inspectedColumn, len(s.Columns))
	for i, c := range s.Columns {
		view := &v.Columns[i]
		one := inspectedColumn{Column: audit.ColumnLetters(c.Col), Header: strings.Join(strings.Fields(c.Header), " "), Field: c.Field, Grade: c.Grade.String(),
			Why: c.Why, Flag: c.Flag, Matters: c.Matters, Readable: readableText(view), Shapes: view.Samples}
		if view.Bound && view.Dates != "" {
			one.Why += "; " + view.Dates
		}
		for _, other := range c.Instead {
			one.Instead = append(one.Instead, inspectedInstead{other.Field, other.Why})
		}
		for _, f := range view.Suggest {
			one.Instead = append(one.Instead, inspectedInstead{f.String(), "worded like it"})
		}
		columns[i] = one
	}
	return columns
}

// x12Kind is how the files of claims and remittances are called.
const x12Kind = "X12"

// inspectedElements lists the elements of claims as columns, and the fields that they supply.
func inspectedElements(s *audit.Sheet) (columns []inspectedColumn, bound audit.FieldSet) {
	for _, c := range s.Columns {
		columns = append(columns, inspectedColumn{Header: c.Header, Field: c.Field, Grade: c.Grade.String(), Why: c.Why})
		if f, ok := audit.FieldNamed(c.Field); ok {
			bound = bound.With(f)
		}
	}
	return columns, bound
}

// readableText gives the share of the filled cells that could be read.
func readableText(v *importers.ColumnView) string {
	if v.Filled == 0 {
		return ""
	}
	return model.Percent(int64(v.Read), int64(v.Filled))
}

func sessionsOf(book *importers.Book, sheet string) []*audit.Session {
	var of []*audit.Session
	for _, s := range book.Sessions {
		if s.Layout.Sheet == sheet {
			of = append(of, s)
		}
	}
	return of
}

// addNearest shows of sheets without a table what their likeliest header row would give: by that it is seen why they are not read.
func (f *inspection) addNearest(nearest *inspection) {
	for i := range f.Sheets {
		at := slices.IndexFunc(nearest.Sheets, func(s inspectedSheet) bool { return s.Name == f.Sheets[i].Name && len(s.Columns) > 0 })
		if len(f.Sheets[i].Columns) == 0 && at >= 0 {
			f.Sheets[i] = nearest.Sheets[at]
			f.Sheets[i].NotRead = true
		}
	}
}

// print shows what matters, or all. More is shown of the files, if there is a table in them.
func (f *inspection) print(con *console, all bool, files string) {
	for i := range f.Sheets {
		f.Sheets[i].print(con, all)
	}
	f.printSettings(con, all)
	if all {
		for _, notice := range f.Notices {
			con.line("%s", notice)
		}
		return
	}
	if slices.ContainsFunc(f.Sheets, func(s inspectedSheet) bool { return len(s.Columns) > 0 && !s.NotRead }) {
		con.line("otaudit inspect --all %s shows why, and what each rule can judge", files)
	}
}

func (s *inspectedSheet) print(con *console, all bool) {
	kind := s.Kind
	if kind != "" {
		kind = ": " + kind
	}
	con.line("%s%s", s.Name, kind)
	if s.Profile != "" {
		con.line("  profile: %s", s.Profile)
	}
	for _, note := range s.Notes {
		con.line("  %s", note)
	}
	if s.HeaderRow == 0 && len(s.Columns) == 0 {
		return
	}
	if s.NotRead {
		con.line("  what row %d would give as the header:", s.HeaderRow)
		s.printColumns(con, true)
		return
	}
	header := "no header row"
	switch {
	case s.Kind == x12Kind:
		header = "segments are the rows"
	case s.HeaderRow > 0:
		header = fmt.Sprintf("header in row %d", s.HeaderRow)
	}
	con.line("  %s; %s of %s; %s; %s", header, model.Plural(s.Lines, "line", "lines"), model.Plural(s.RowsRead, "row", "rows"),
		countsText("excluded", s.Excluded), countsText("non-data", s.NonData))
	con.line("  %s", s.answers.Units)
	for _, gap := range s.answers.Gaps {
		con.line("  %s", gap)
	}
	s.printColumns(con, all)
	for _, text := range append(s.answers.Assumed, s.answers.Open...) {
		con.line("  %s", text)
	}
	if !all {
		return
	}
	con.line("  what can be audited from this sheet alone, in lines each rule could judge:")
	con.table(func(row func(string, ...any)) {
		for _, r := range s.Rules {
			row("  %s\t%s\t%s", r.ID, r.Name, r.Text)
		}
	})
}

// printColumns lists the columns that were read, and names the others; of all it shows why.
func (s *inspectedSheet) printColumns(con *console, all bool) {
	var left []string
	con.table(func(row func(string, ...any)) {
		format, head := "  %s\t%s\t%s\t%s\t%s\t%s", []any{"column", "header", "field", "how sure", "readable", "values look like"}
		if all {
			format, head = format+"\t%s", append(head, "why")
		}
		row(format, head...)
		for _, c := range s.Columns {
			if c.Field == "" && !all {
				left = append(left, strings.TrimSpace(c.Column+" "+c.Header))
				continue
			}
			cells := []any{c.Column, c.Header, cmp.Or(c.Field, "-"), c.Grade, c.Readable, strings.Join(c.Shapes, "  ")}
			if all {
				cells = append(cells, c.why())
			}
			row(format, cells...)
		}
	})
	if len(left) > 0 {
		con.line("  not read: %s", strings.Join(left, ", "))
	}
}

// why gives the reasons and what else was possible.
func (c *inspectedColumn) why() string {
	text := c.Why
	for _, other := range c.Instead {
		if other.Field != "" {
			text += "; or " + other.Field
			if other.Why != "" {
				text += " (" + other.Why + ")"
			}
		}
	}
	return text
}

func countsText(what string, counts []audit.Count) string {
	var parts []string
	for _, c := range counts {
		parts = append(parts, fmt.Sprintf("%s %s", model.Count(c.N), c.What))
	}
	if len(parts) == 0 {
		return "0 " + what
	}
	return fmt.Sprintf("%s %s (%s)", model.Count(audit.SumOf(counts)), what, strings.Join(parts, ", "))
}
