package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"otaudit/audit"
)

// runInspect shows what is recognised in each file: sheet, header row, columns and what they are used for.
func runInspect(o readOptions, say *voice) (int, error) {
	options, err := o.importOptions()
	if err != nil {
		return exitUsage, err
	}
	book, err := importFiles(o.paths, options, say)
	if err != nil {
		return exitUsage, err
	}
	for i := range book.Sheets {
		inspectSheet(&book.Sheets[i], say)
	}
	for _, n := range book.Notices {
		fmt.Fprintf(say.out, "%s %s: %s\n", n.Rule, n.Cell, n.Message)
	}
	if len(book.Problems) > 0 {
		return exitIncomplete, nil
	}
	return exitDone, nil
}

func inspectSheet(s *audit.Sheet, say *voice) {
	fmt.Fprintf(say.out, "%s\n", s.Name)
	for _, note := range s.Notes {
		fmt.Fprintf(say.out, "  %s\n", note)
	}
	if s.HeaderRow == 0 {
		return
	}
	fmt.Fprintf(say.out, "  header in row %d; %d rows read = %d in use + %s + %s; %d lines\n", s.HeaderRow, s.RowsRead, s.RowsUsed,
		countsText("set aside", s.SetAside), countsText("furniture", s.Furniture), s.Lines)
	table := tabwriter.NewWriter(say.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "  column\theader\tfield\twhy")
	for _, c := range s.Columns {
		field := c.Field
		if field == "" {
			field = "-"
		}
		why := c.Why
		if c.Bad > 0 {
			why += fmt.Sprintf("; %d cells unreadable", c.Bad)
		}
		fmt.Fprintf(table, "  %s\t%s\t%s\t%s\n", audit.ColumnLetters(c.Col), c.Header, field, why)
	}
	table.Flush()
}

func countsText(what string, counts []audit.Count) string {
	sum := 0
	var parts []string
	for _, c := range counts {
		sum += c.N
		parts = append(parts, fmt.Sprintf("%d %s", c.N, c.What))
	}
	if len(parts) == 0 {
		return "0 " + what
	}
	return fmt.Sprintf("%d %s (%s)", sum, what, strings.Join(parts, ", "))
}
