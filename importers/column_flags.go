package importers

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"otaudit/audit"
	"otaudit/importers/header"
	"otaudit/importers/profile"
	"otaudit/importers/reading"
)

// FlagProblem is a --column flag that cannot be followed.
type FlagProblem struct {
	Value string // of the flag, as given
	What  string // is wrong
	Hint  string // what can be given instead
}

// Error says what is wrong, without the flag.
func (p *FlagProblem) Error() string { return p.What }

// state gives columns the fields that flags state, which nothing else can change.
func (t *table) state(flags []profile.ColumnUse, x *header.HeaderIndex) {
	for _, use := range flags {
		for _, col := range t.columnsOf(use, x) {
			if !use.None && t.stateCode(col, use.Field) {
				continue
			}
			t.matches[col] = use.Match(t.matches[col])
		}
	}
}

// stateCode says what stands under a header that is a code: there, and under all others of which nothing says it.
func (t *table) stateCode(col int, field audit.Field) bool {
	at := slices.IndexFunc(t.codeColumns, func(c codeColumn) bool { return c.col == col })
	if at < 0 || field != audit.Minutes && field != audit.UnitsBilled {
		return false
	}
	for i := range t.codeColumns {
		if c := &t.codeColumns[i]; i == at || !c.said {
			c.field, c.said, c.stated = field, true, i == at || c.stated
		}
	}
	return true
}

// columnsOf finds the columns that a flag names. Of headers that differ in case and signs the one written so is meant.
func (t *table) columnsOf(use profile.ColumnUse, x *header.HeaderIndex) []int {
	cols, byName := x.Find(use.Header)
	if !byName || len(cols) < 2 {
		return cols
	}
	written := func(text string) string { return strings.Join(strings.Fields(text), " ") }
	if same := slices.DeleteFunc(slices.Clone(cols), func(col int) bool { return written(t.headers[col]) != written(use.Header) }); len(same) == 1 {
		return same
	}
	return cols
}

// flagName is the name by which a flag finds a column of the table: its header, or its number if it has none, shares it or holds
// what cannot be typed.
func (t *table) flagName(col int) string {
	key := header.ProfileKey(t.headers[col])
	untyped := strings.ContainsFunc(t.headers[col], func(r rune) bool { return !unicode.IsPrint(r) && !unicode.IsSpace(r) })
	for other, heading := range t.headers {
		if key == "" || untyped || other != col && header.ProfileKey(heading) == key {
			return fmt.Sprintf("#%d", col+1)
		}
	}
	return strings.Join(strings.Fields(t.headers[col]), " ")
}

// settle says whether something hangs on a column that is open or only assumed, and the flag that decides it.
func (b *binder) settle(c *audit.Column, d *reading.Decision) {
	name := func() string { return b.table.flagName(int(c.Col - 1)) }
	switch {
	case d.Hidden > 0:
		b.plan.choices = append(b.plan.choices, audit.Choice{What: "minutes", Taken: quoted(name()) + " as the minutes of each line", Grade: audit.Assumed, Col: c.Col,
			Why:     "header and values point to it",
			Instead: "the total of the visit, by which " + audit.Plural(d.Hidden, "more unit would be", "more units would be") + " above what the minutes support",
			Flag:    profile.TypedFlag(name(), audit.TimedMinutes.String())})
	case d.Equal15:
		b.plan.choices = append(b.plan.choices, audit.Choice{What: "minutes", Taken: quoted(name()) + " as logged", Grade: audit.Assumed, Col: c.Col,
			Why: "they are 15 minutes a unit on every line, and may have been worked out from the units"})
	}
	open := !d.Bind && d.Ask && d.Grade == audit.Open
	switch {
	case d.Bind && d.Grade == audit.Assumed:
		c.Matters = true
	case open && !b.bound(d.Field, d.Match.Series) && !b.totalInstead(d.Field):
		c.Matters = !b.table.visits
	case d.Bind && d.Field == audit.TreatmentMinutes && !b.bound(audit.Minutes, 0) && !b.bound(audit.TimedMinutes, 0): // nothing else to judge units by
	case !open:
		return
	}
	c.Flag = profile.TypedFlag(name(), d.Field.String())
}

// noteFlags remembers which --column flags name a column of the table.
func (b *Book) noteFlags(t *table, p *profile.Profile) error {
	if p == nil || len(p.Flags) == 0 {
		return nil
	}
	if b.flagged == nil {
		b.flagged = map[string]bool{}
	}
	x := header.IndexHeaders(t.headers, t.lowest)
	for _, use := range p.Flags {
		cols := t.columnsOf(use, x)
		if len(cols) > 1 && !use.None {
			names := make([]string, len(cols))
			for i, col := range cols {
				names[i] = fmt.Sprintf("#%d", col+1)
			}
			return &FlagProblem{use.Text, "several columns have this header", "name one of them: " + strings.Join(names, ", ")}
		}
		b.flagged[use.Flag] = b.flagged[use.Flag] || len(cols) > 0
	}
	for _, heading := range t.headers {
		if heading != "" && !slices.Contains(b.headers, heading) {
			b.headers = append(b.headers, heading)
		}
	}
	return nil
}

// flagUnused says that no table has the column of a --column flag. If no table was found at all, that is the matter.
func (b *Book) flagUnused(o *Options) error {
	if b.flagged == nil && !b.onlyX12() {
		return nil
	}
	for i := range o.Columns {
		if flag := o.Columns[i].String(); !b.flagged[flag] {
			if b.onlyX12() {
				return &FlagProblem{o.Columns[i].Text, "claims and remittances have no columns", "leave the flag out: X12 files say themselves what they hold"}
			}
			return &FlagProblem{o.Columns[i].Text, "no such column", "the columns are " + strings.Join(quotedAll(b.headers), ", ")}
		}
	}
	return nil
}

func quotedAll(texts []string) []string {
	list := make([]string, len(texts))
	for i, text := range texts {
		list[i] = quoted(text)
	}
	return list
}

// onlyX12 reports whether all that was read are claims and remittances.
func (b *Book) onlyX12() bool { return len(b.x12.files) > 0 && len(b.Sources) == 0 }
