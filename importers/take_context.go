package importers

import (
	"fmt"
	"slices"

	"otaudit/audit"
)

// takeContext marks what a line has from titles, sections and names, and from the line above, as not its own: its position is
// that of the row in which it stands.
func (ln *lineBuilder) takeContext(s *audit.Session, row int) {
	c := ln.plan.table.context
	if c != nil {
		for _, column := range c.columns {
			if s.Fills(column.field) {
				s.Derive = s.Derive.With(column.field)
				if at := column.at(row); at != nil && at.row > 0 {
					ln.from(s, column.field, at.row)
				}
			}
		}
	}
	own := s.Layout
	for _, bound := range ln.plan.bindings {
		if from := ln.plan.table.filled[bound.col].from(row); from > 0 && s.Fills(bound.field) {
			s.Derive = s.Derive.With(bound.field)
			ln.from(s, bound.field, from)
			own = nil
		}
	}
	if own == nil {
		s.Layout = ln.layoutWithout(s.Joined)
	}
}

// from says in which row the value of a field stands. Neighbouring lines share what is the same of them.
func (ln *lineBuilder) from(s *audit.Session, f audit.Field, row int32) {
	if s.Joined != nil && s.Joined.Row == row && s.Joined.Layout == ln.layout {
		s.Joined = &audit.Joined{Fields: s.Joined.Fields.With(f), Layout: ln.layout, Row: row, Next: s.Joined.Next}
		return
	}
	s.Joined = &audit.Joined{Fields: audit.Fields(f), Layout: ln.layout, Row: row, Next: s.Joined}
}

// at returns what holds at a row, nil if nothing does.
func (c *contextColumn) at(row int) *contextChange {
	n, found := slices.BinarySearchFunc(c.changes, row, func(ch contextChange, row int) int { return ch.from - row })
	for found && n+1 < len(c.changes) && c.changes[n+1].from == row {
		n++
	}
	if !found {
		n--
	}
	if n < 0 {
		return nil
	}
	return &c.changes[n]
}

// explain says of the columns that stand for titles and sections how sure they are and where their values come from.
func (c *context) explain(col int) (audit.Grade, string) {
	for _, column := range c.columns {
		if column.col == col {
			grade := audit.Assumed
			if column.labelled {
				grade = audit.Evident
			}
			return grade, column.where()
		}
	}
	return audit.Stated, ""
}

// where says where the values stand, in words.
func (c *contextColumn) where() string {
	if c.names {
		return "from the name of the sheet or of the file"
	}
	above, sections := 0, 0
	for _, ch := range c.changes {
		switch {
		case ch.value.Text == "":
		case ch.above:
			above++
		default:
			sections++
		}
	}
	switch {
	case sections == 0:
		return fmt.Sprintf("from row %d above the table", c.lastRow())
	case above == 0:
		return "from " + audit.Plural(sections, "row between the lines", "rows between the lines")
	}
	return "from the rows above the table and " + audit.Plural(sections, "row between the lines", "rows between the lines")
}

// lastRow is the row of the sheet in which the last value stands.
func (c *contextColumn) lastRow() int32 {
	row := int32(0)
	for _, ch := range c.changes {
		if ch.value.Text != "" {
			row = ch.row
		}
	}
	return row
}

// sayNoHeader says where a table without a header begins.
func (t *table) sayNoHeader(choices *[]audit.Choice, stated bool) {
	if !t.noHeader {
		return
	}
	c := audit.Choice{What: "header", Taken: fmt.Sprintf("no header row: the table begins with row %d", t.row+1), Grade: audit.Assumed, Flag: "--header-row ROW",
		Why: "no row names the columns"}
	if stated {
		c.Grade, c.Flag, c.Why = audit.Stated, "", "stated"
	}
	*choices = append(*choices, c)
}

// say lists what lines have from titles, sections and names.
func (c *context) say(notes *[]string, choices *[]audit.Choice) {
	if c == nil {
		return
	}
	for _, column := range c.columns {
		grade, where := c.explain(column.col)
		choice := audit.Choice{What: column.field.String(), Taken: where, Grade: grade, Why: "no column has it"}
		if column.field == audit.Payer {
			choice.Taken, choice.Flag = column.payers()+", "+where, "--payer NAME"
		}
		*choices = append(*choices, choice)
		*notes = append(*notes, fmt.Sprintf("%s of the lines is taken %s", column.field, where))
		if first := column.changes[0]; first.above && column.field == audit.Payer {
			for _, ch := range column.changes[1:] {
				if ch.value.Text != "" && ch.value.Text != first.value.Text {
					*notes = append(*notes, fmt.Sprintf("row %d names another payer than row %d above the table: it holds from there on", ch.row, first.row))
					break
				}
			}
		}
	}
}

// payers lists the payers that are named, each once.
func (c *contextColumn) payers() string {
	var names []string
	for _, ch := range c.changes {
		if ch.value.Text != "" && !slices.Contains(names, ch.value.Text) {
			names = append(names, ch.value.Text)
		}
	}
	if len(names) > 3 {
		return audit.Plural(len(names), "payer", "payers")
	}
	text := ""
	for i, name := range names {
		if i > 0 {
			text += ", "
		}
		text += name
	}
	return text
}
