package rules

import (
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/rules/refdata"
	"otaudit/rules/units"
)

// assistantCode is what M004 and M005 know of one code of a day, or of 97129 and 97130 together.
type assistantCode struct {
	lines []*audit.Line
	by    []furnisher
	kept  []int // units of each line, less what U001 or U004 takes off
	name  string
	units int
	// supported are the units with those that U003 or U005 would add.
	supported int
	carried   int // units on lines with the assistant modifier
	coLimits
}

// modifier is that of the assistants of the lines' discipline: CO or CQ. The lines of a day are of one discipline.
func (c *assistantCode) modifier() string { return assistantModifier(c.lines[0].Discipline) }

// carries says whether a line of the code carries it.
func (c *assistantCode) carries(l *audit.Line) bool { return l.Carries(assistantBit(l.Discipline)) }

// words puts the modifier of the discipline into a text about CO.
func (c *assistantCode) words(text string) string {
	return strings.ReplaceAll(text, "CO", c.modifier())
}

type assistantDayKey struct{}

// assistantDayOf works out the day's codes once for both rules; the two admit the same lines.
func (k *kit) assistantDayOf(g *audit.Group) []assistantCode {
	return g.Shared(assistantDayKey{}, func() any { return newAssistantDay(g) }).([]assistantCode)
}

// takesAssistants says whether the assistant modifier, CO of OT or CQ of PT, can be due on units of the line's code; lines of 0
// units add their minutes. Evaluations cannot be an assistant's at all (E004), and the supply of a device over 30 days is
// nobody's treatment.
func (k *kit) takesAssistants(l *audit.Line) bool {
	if assistantBit(l.Discipline) == 0 || !k.isTherapyCode(l) {
		return false
	}
	row := k.codeRow(l)
	return row.Kind != "evaluation" && row.UnitPeriod != "30_days"
}

func newAssistantDay(g *audit.Group) []assistantCode {
	if onlyTherapist(g.Lines) {
		return nil
	}
	var codes []assistantCode
	all := func(*audit.Line) bool { return true }
	sameFamily := func(a, b *audit.Line) bool { return units.Family(a.Proc.Code) == units.Family(b.Proc.Code) }
	parts(g.Lines, all, sameFamily, func(lines []*audit.Line) {
		if onlyTherapist(lines) || onlyAssistantMarked(lines) {
			return
		}
		// The lines of a group are only lent to the rule that asks first.
		codes = append(codes, assistantCode{lines: slices.Clone(lines), name: lines[0].Proc.Code})
	})
	for i := range codes {
		c := &codes[i]
		if c.read(g); c.cause == "" {
			c.coLimits = coLimitsOf(c.lines, c.by, c.units, c.supported)
		}
	}
	return codes
}

// onlyTherapist says whether nothing on the lines is an assistant's: the common case, which needs no arithmetic.
func onlyTherapist(lines []*audit.Line) bool {
	for _, l := range lines {
		if l.Carries(assistantBit(l.Discipline)) || l.Unreadable(audit.Modifiers) {
			return false
		}
		if by := furnisherOf(l); by.cause != "" || !by.therapist {
			return false
		}
	}
	return true
}

// onlyAssistantMarked says whether the lines are wholly an assistant's, can be counted and carry the modifier: nothing is missing and
// nothing too much.
func onlyAssistantMarked(lines []*audit.Line) bool {
	for _, l := range lines {
		by := furnisherOf(l)
		if by.cause != "" || !by.assistant || !l.Carries(assistantBit(l.Discipline)) || !l.Has(audit.UnitsBilled) || l.Units() < 0 || !l.Units().Whole() {
			return false
		}
	}
	return true
}

// read takes persons and units of the lines.
func (c *assistantCode) read(g *audit.Group) {
	c.name = familyName(c.lines)
	if c.by, c.cause = furnishersOf(c.lines); c.cause != "" {
		return
	}
	c.kept = make([]int, 0, len(c.lines))
	for _, l := range c.lines {
		switch {
		case l.Unreadable(audit.Modifiers):
			c.cause = audit.Missing(l, audit.Modifiers)
		case !l.Has(audit.UnitsBilled) && (l.State(audit.UnitsBilled) != audit.Blank || !l.Has(audit.Minutes)):
			c.cause = audit.Missing(l, audit.UnitsBilled)
		case l.Units() < 0 || !l.Units().Whole():
			c.cause = "units: not a whole number"
		}
		if c.cause != "" {
			return
		}
		supported := supportedOn(g, l)
		if supported != l.Units().Int() && unitsUnverified(g, l) {
			c.cause = "units: what the day supports rests on a table row that is not verified"
			return
		}
		kept := min(supported, l.Units().Int())
		c.kept = append(c.kept, kept)
		c.units += kept
		c.supported += supported
		if c.carries(l) {
			c.carried += kept
		}
	}
}

// unitsUnverified says whether what the day supports on the line rests on a table row that nobody verified: the units then
// are for a person to decide, and with them those that carry CO.
func unitsUnverified(g *audit.Group, l *audit.Line) bool {
	if isPooled(l) && isUnder(l, audit.UnitRuleCMS8) {
		return timedDayOf(g).unverified
	}
	return standsAlone(l) && isUnder(l, audit.UnitRuleMidpoint) && perCodeDayOf(g).unverified
}

// toSplit says whether some line holds units of both persons and carries CO or not, as asked, and is not among the edits: it
// has to be split before a line that is wholly one person's gets a modifier against its record.
func (c *assistantCode) toSplit(carries bool, edits []audit.Edit) bool {
	for i, l := range c.lines {
		edited := slices.ContainsFunc(edits, func(e audit.Edit) bool { return e.Line == l.Index })
		if c.by[i].part() == byBoth && c.kept[i] > 0 && c.carries(l) == carries && !edited {
			return true
		}
	}
	return false
}

// begin counts the code as not evaluated if it cannot be judged, and says whether it can.
func (c *assistantCode) begin(p *audit.Pass) bool {
	if c.cause != "" {
		notEvaluated(p, c.lines, c.cause)
		return false
	}
	return true
}

// report is what the findings about the code say alike.
func (c *assistantCode) report(k *kit, at *audit.Line, message string, fix audit.Fix) audit.Report {
	row := k.codeRow(at)
	return audit.Report{Line: at, Field: audit.Modifiers, Also: without(c.lines, at), Message: c.words(message), Working: c.words(c.working()),
		TableRows: []string{row.Row}, Unverified: row.Verified == refdata.Unverified, Fix: fix}
}

// splitFix says how many units go on a line with the modifier and how many on one without. The new line is made by hand.
func (c *assistantCode) splitFix(with int) audit.Fix {
	title := fmt.Sprintf("split the line: %s with CO, %d without", count(with, "unit"), c.units-with)
	if c.undetermined {
		title = fmt.Sprintf("split the line: CO on %d to %d units of %d, as the payer advises", c.least, c.most, c.units)
	}
	return audit.Fix{Title: c.words(title), Safety: audit.Review}
}

// assistantModifiers is the first day of CO and CQ.
var assistantModifiers = audit.Since(audit.DateOf(2020, 1, 1))

// withOwn puts the assistant modifier of the line's discipline in the place of the other one, or takes that off where the own
// stands already.
func withOwn(l *audit.Line) audit.Edit {
	put := assistantModifier(l.Discipline)
	other := map[string]string{"CO": "CQ", "CQ": "CO"}[put]
	if l.Carries(assistantBit(l.Discipline)) {
		put = ""
	}
	return modifiersEdit(l, func(m string) bool { return m == other }, put)
}

// carriesOtherAssistant says whether an OT line carries CQ, or a PT line CO.
func carriesOtherAssistant(l *audit.Line) bool {
	own := assistantBit(l.Discipline)
	return own != 0 && l.Carries((audit.CO|audit.CQ)&^own)
}
