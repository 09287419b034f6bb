package rules

import (
	"fmt"
	"slices"

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
	// carried are the units on lines with CO; least to most are those that may carry it.
	carried, least, most int
	undetermined         bool          // no published text decides
	working              func() string // why least and most are what they are
	cause                string        // why the code cannot be judged
}

type assistantDayKey struct{}

// assistantDayOf works out the day's codes once for both rules; the two admit the same lines.
func (k *kit) assistantDayOf(g *audit.Group) []assistantCode {
	return g.Shared(assistantDayKey{}, func() any { return newAssistantDay(g) }).([]assistantCode)
}

// takesCO says whether CO can be due on units of the line's code; lines of 0 units add their minutes. Evaluations cannot
// be an assistant's at all (E004), and the supply of a device over 30 days is nobody's treatment.
func (k *kit) takesCO(l *audit.Line) bool {
	if !k.isOTTherapyCode(l) {
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
		if onlyTherapist(lines) || onlyAssistantWithCO(lines) {
			return
		}
		// The lines of a group are only lent to the rule that asks first.
		codes = append(codes, assistantCode{lines: slices.Clone(lines), name: lines[0].Proc.Code})
	})
	for i := range codes {
		c := &codes[i]
		if c.read(g); c.cause == "" {
			c.split()
		}
	}
	return codes
}

// onlyTherapist says whether nothing on the lines is an assistant's: the common case, which needs no arithmetic.
func onlyTherapist(lines []*audit.Line) bool {
	for _, l := range lines {
		if l.Carries(audit.CO) || l.Unreadable(audit.Modifiers) {
			return false
		}
		if by := furnisherOf(l); by.cause != "" || !by.therapist {
			return false
		}
	}
	return true
}

// onlyAssistantWithCO says whether the lines are wholly an assistant's, can be counted and carry CO: nothing is missing and
// nothing too much.
func onlyAssistantWithCO(lines []*audit.Line) bool {
	for _, l := range lines {
		by := furnisherOf(l)
		if by.cause != "" || !by.assistant || !l.Carries(audit.CO) || !l.Has(audit.UnitsBilled) || l.Units() < 0 || !l.Units().Whole() {
			return false
		}
	}
	return true
}

// read takes persons and units of the lines.
func (c *assistantCode) read(g *audit.Group) {
	c.by, c.kept = make([]furnisher, 0, len(c.lines)), make([]int, 0, len(c.lines))
	for _, l := range c.lines {
		by := furnisherOf(l)
		switch {
		case by.cause != "":
			c.cause = by.cause
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
		if l.Proc.Code != c.name {
			c.name = units.Family(l.Proc.Code)
		}
		kept := keptOf(g, l)
		c.by, c.kept = append(c.by, by), append(c.kept, kept)
		c.units += kept
		if l.Carries(audit.CO) {
			c.carried += kept
		}
	}
}

// keptOf gives the units of a line that its day supports, so that the split is that of the corrected units.
func keptOf(g *audit.Group, l *audit.Line) int {
	if isPooled(l) && isUnder(l, audit.UnitRuleCMS8) {
		if d := timedDayOf(g); !d.fits && d.missing == "" && !d.totalOnly {
			if kept, ok := d.kept(l); ok {
				return kept
			}
		}
	}
	if standsAlone(l) && isUnder(l, audit.UnitRuleMidpoint) {
		if d := perCodeDayOf(g); !d.fits {
			if kept, ok := d.kept(l); ok {
				return kept
			}
		}
	}
	return l.Units().Int()
}

// split finds how many of the units may carry CO. Lines of one person need no minutes.
func (c *assistantCode) split() {
	assistant, therapist, minutes := true, true, true
	var shares units.Shares
	for i, by := range c.by {
		if c.lines[i].Units() == 0 && !c.lines[i].Has(audit.Minutes) {
			continue // nothing billed and nothing timed
		}
		assistant, therapist, minutes = assistant && by.assistant, therapist && by.therapist, minutes && by.minutes
		shares.Therapist += by.shares.Therapist
		shares.Assistant += by.shares.Assistant
		shares.Together += by.shares.Together
	}
	first := c.lines[0]
	switch {
	case assistant:
		c.least, c.most = c.units, c.units
		c.working = func() string {
			return fmt.Sprintf("the assistant furnished the whole of %s, %s", c.name, count(c.units, "unit"))
		}
		return
	case therapist:
		c.working = func() string { return fmt.Sprintf("the assistant furnished nothing of %s alone", c.name) }
		return
	case !minutes:
		c.cause = "minutes: not known for every person's line of the code"
		return
	case isTimed(first) && !isPooled(first):
		c.cause = "minutes: no rule for shares of a code in other steps than 15 minutes"
		return
	}
	day := []units.Furnished{{Code: first.Proc.Code, Untimed: !isTimed(first), Shares: shares}}
	regime := units.RegimeOf(first.Date(audit.DateOfService).Year())
	s := units.SplitDay(day, []int{c.units}, regime)[0].Split
	c.least, c.most = s.WithRange()
	c.working = s.Working
	if !s.Undetermined {
		return
	}
	const block = 15
	if total := shares.Therapist + shares.Assistant + shares.Together; c.units > (total+block-1)/block {
		c.cause = "units: above what the minutes of the code can hold"
		return
	}
	c.undetermined = true
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
	return audit.Report{Line: at, Field: audit.Modifiers, Also: without(c.lines, at), Message: message, Working: c.working(),
		TableRows: []string{row.Row}, Unverified: row.Verified == refdata.Unverified, Fix: fix}
}

// splitFix says how many units go on a line with CO and how many on one without. The new line is made by hand.
func (c *assistantCode) splitFix(with int) audit.Fix {
	title := fmt.Sprintf("split the line: %s with CO, %d without", count(with, "unit"), c.units-with)
	if c.undetermined {
		title = fmt.Sprintf("split the line: CO on %d to %d units of %d, as the payer advises", c.least, c.most, c.units)
	}
	return audit.Fix{Title: title, Safety: audit.Review}
}

// assistantModifiers is the first day of CO and CQ.
var assistantModifiers = audit.Since(audit.DateOf(2020, 1, 1))

// withCO puts CO in the place of CQ, or takes CQ off where CO stands already.
func withCO(l *audit.Line) audit.Edit {
	put := "CO"
	if l.Carries(audit.CO) {
		put = ""
	}
	return modifiersEdit(l, func(m string) bool { return m == "CQ" }, put)
}
