package corrected

import (
	"slices"
	"strings"

	"otaudit/audit"
)

// correction is the work on one input: which edits of the result concern its sheets and what becomes of them.
type correction struct {
	input, output string
	read          audit.Input // the input as it was read; zero if that is not known
	result        *audit.Result
	options       Options
	layouts       map[string]*audit.Layout
	sheets        map[string]bool // labels of all sheets of the input, those without a table too
	headers       map[cellAt]string
	shared        map[string]bool // whether the text of a code cell holds several codes
	live          map[int]bool    // findings whose fix may still be applied as a whole
	touched       []int           // findings with an edit in these sheets, in order
	changes       map[cellAt]cellChange
	written       map[placeAt][]cellAt // the cells that hold the new value of a place
	left          map[placeAt]string   // amounts that stay although their units change, with the reason
	// recalculated gives the value that the formula in a cell has in the copy, if that is another than before; nil where
	// there are no formulas.
	recalculated func(cellAt) (string, bool)
}

// cellAt is a cell of the input; row 0 stands for the column.
type cellAt struct {
	sheet    string
	row, col int32
}

// cellChange is what is written into a cell.
type cellChange struct {
	old, text string
	number    bool // written as a number in a workbook
}

// placeAt is one field of one line: edits of one place must agree.
type placeAt struct {
	sheet string
	row   int32
	slot  uint8
	field audit.Field
	line  int32
}

func newCorrection(input, output string, result *audit.Result, layouts []*audit.Layout, o Options) *correction {
	c := &correction{input: input, output: output, result: result, options: o,
		layouts: map[string]*audit.Layout{}, sheets: map[string]bool{}, headers: map[cellAt]string{},
		shared: map[string]bool{}, live: map[int]bool{}}
	inputs := map[int]bool{}
	for _, l := range layouts {
		c.layouts[l.Sheet], c.sheets[l.Sheet], inputs[l.Input] = l, true, true
		if l.Input < len(result.Manifest.Inputs) {
			c.read = result.Manifest.Inputs[l.Input]
		}
	}
	for i := range result.Sheets {
		s := &result.Sheets[i]
		if !inputs[s.Input] && !c.sheets[s.Name] {
			continue
		}
		c.sheets[s.Name] = true
		for _, column := range s.Columns {
			c.headers[cellAt{s.Name, 0, column.Col}] = column.Header
		}
	}
	return c
}

// collect finds the edits of these sheets and sorts out those that may not be applied whatever the cells hold.
func (c *correction) collect() {
	for i := range c.result.Findings {
		f := &c.result.Findings[i]
		here, elsewhere := 0, 0
		for j := range f.Fix.Edits {
			if c.layouts[f.Fix.Edits[j].Cell.Sheet] != nil {
				here++
			} else {
				elsewhere++
			}
		}
		if here == 0 {
			continue
		}
		c.touched = append(c.touched, i)
		why := c.ineligible(f)
		if why == "" && elsewhere > 0 {
			why = "the correction spans several files: correct by hand"
		}
		c.live[i] = why == ""
		c.eachEdit(i, func(e *audit.Edit) {
			e.Applied, e.Why = false, why
			if why == "" && c.isLeft(&f.Fix, e) {
				e.Why = leftForReview
			}
		})
	}
}

// ineligible says why a fix is not applied at the chosen level; empty if it is.
func (c *correction) ineligible(f *audit.Finding) string {
	switch {
	case f.Fix.Safety <= audit.Manual:
		return "to be decided by hand"
	case f.Status == "accepted":
		return "the finding is accepted: left as it is"
	case c.options.Apply == audit.NoFix:
		return "corrections were not asked for"
	case f.Fix.Safety < c.options.Apply:
		return leftForReview
	}
	return ""
}

const leftForReview = "to be reviewed first: applied only on request"

// isLeft says whether the edit waits for review although the fix is written: a line that would have to rise beside
// others that are lowered. A safe correction never raises a line (REP-108).
func (c *correction) isLeft(f *audit.Fix, e *audit.Edit) bool { return f.SafetyOf(e) < c.options.Apply }

// follows says whether the edit gives an amount what belongs to the new units of its line. Such an amount may stay as it is,
// and is listed: it is a formula, say. Only an amount beside units of 0 must not stay.
func follows(f *audit.Fix, e *audit.Edit) bool {
	return (e.Field == audit.Charge || e.Field == audit.Allowed) && slices.ContainsFunc(f.Edits, func(o audit.Edit) bool {
		return o.Field == audit.UnitsBilled && o.Line == e.Line && o.Cell.Sheet == e.Cell.Sheet && !sameNumber(o.New, "0")
	})
}

// mayStay says whether a place may be left as it is without harm to the fixes that would change it.
func (c *correction) mayStay(edits []*audit.Edit, owners []int) bool {
	for k, e := range edits {
		if !follows(&c.result.Findings[owners[k]].Fix, e) {
			return false
		}
	}
	return true
}

// eachEdit visits the edits of a finding that lie in these sheets.
func (c *correction) eachEdit(finding int, do func(*audit.Edit)) {
	edits := c.result.Findings[finding].Fix.Edits
	for j := range edits {
		if c.layouts[edits[j].Cell.Sheet] != nil {
			do(&edits[j])
		}
	}
}

// places groups the live edits by the field they change, in the order of the findings.
func (c *correction) places() (order []placeAt, edits map[placeAt][]*audit.Edit, owners map[placeAt][]int) {
	edits, owners = make(map[placeAt][]*audit.Edit, len(c.touched)), make(map[placeAt][]int, len(c.touched))
	for _, i := range c.touched {
		if !c.live[i] {
			continue
		}
		fix := &c.result.Findings[i].Fix
		c.eachEdit(i, func(e *audit.Edit) {
			if c.isLeft(fix, e) {
				return
			}
			at := placeAt{e.Cell.Sheet, e.Cell.Row, e.Slot, e.Field, e.Line}
			if edits[at] == nil {
				order = append(order, at)
			}
			edits[at], owners[at] = append(edits[at], e), append(owners[at], i)
		})
	}
	return order, edits, owners
}

// decide settles which live edits can be written, given what the cells hold. A fix is written as a whole, but for what
// waits for review, or not at all: half of it could raise one line without lowering the other. So the plan is made
// again until none drops out. refused gives changed cells that cannot be written after all, each with the reason; it is
// asked when all else agrees.
func (c *correction) decide(facts *cellFacts, refused func() map[cellAt]string) {
	for {
		order, edits, owners := c.places()
		c.changes, c.written = make(map[cellAt]cellChange, len(order)), make(map[placeAt][]cellAt, len(order))
		c.left = map[placeAt]string{}
		dropped := false
		drop := func(at placeAt, why string) {
			for k, e := range edits[at] {
				e.Why = why
				c.live[owners[at][k]] = false
			}
			dropped = true
		}
		writers := make(map[cellAt]placeAt, len(order))
		for _, at := range order {
			wanted, why := mergeWanted(edits[at])
			var changes map[cellAt]cellChange
			if why == "" {
				changes, why = c.changesOf(at, wanted, facts)
			}
			if why != "" && c.mayStay(edits[at], owners[at]) {
				c.left[at] = why
				continue
			}
			if why != "" {
				drop(at, why)
				continue
			}
			for cell, change := range changes {
				if other, taken := writers[cell]; taken && c.changes[cell] != change {
					drop(at, disagreement)
					drop(other, disagreement)
				}
				c.changes[cell], writers[cell] = change, at
				c.written[at] = append(c.written[at], cell)
			}
		}
		if !dropped && refused != nil {
			cells := refused()
			for _, at := range order {
				for _, cell := range c.written[at] {
					if why := cells[cell]; why != "" {
						drop(at, why)
						break
					}
				}
			}
		}
		if !dropped {
			c.apply(order, edits)
			return
		}
		c.holdRest()
	}
}

const (
	disagreement = "two corrections of this cell disagree: to be reviewed"
	partOfFix    = "another cell of the same correction cannot be written: correct by hand"
)

// holdRest gives the other edits of dropped fixes their reason.
func (c *correction) holdRest() {
	for _, i := range c.touched {
		if !c.live[i] {
			c.eachEdit(i, func(e *audit.Edit) {
				if e.Why == "" {
					e.Why = partOfFix
				}
			})
		}
	}
}

// wantedValue is what the merged edits of one place ask for.
type wantedValue struct {
	old, new string
	add      []string // tokens to be put behind the old ones; nil if the whole value is replaced
}

// mergeWanted joins the additions to one list and refuses values that disagree (REP-112).
func mergeWanted(edits []*audit.Edit) (wantedValue, string) {
	w := wantedValue{old: edits[0].Old}
	held := strings.Fields(w.old)
	replaced := false
	for _, e := range edits {
		if e.Add == nil {
			if replaced && w.new != e.New {
				return w, disagreement
			}
			w.new, replaced = e.New, true
			continue
		}
		for _, token := range e.Add {
			if !slices.Contains(held, token) && !slices.Contains(w.add, token) {
				w.add = append(w.add, token)
			}
		}
	}
	sortAddedModifiers(w.add)
	if len(w.add) > 0 {
		joined := strings.Join(slices.Concat(held, w.add), " ")
		if replaced && w.new != joined {
			return w, disagreement
		}
		w.new = joined
	} else if !replaced {
		w.new = w.old
	}
	if w.new == w.old {
		return w, "the cell already holds the value"
	}
	return w, ""
}

// apply marks the edits that are about to be written; additions get the value their list ends up with.
func (c *correction) apply(order []placeAt, edits map[placeAt][]*audit.Edit) {
	for _, at := range order {
		wanted, _ := mergeWanted(edits[at])
		why, value := c.left[at], wanted.new
		if why != "" {
			if amount, lower := c.formulaAmount(at, wanted.old); lower {
				why, value = "", amount
			}
		}
		for _, e := range edits[at] {
			if e.Applied, e.Why = why == "", why; e.Applied {
				e.New = value
			}
		}
	}
	c.closeFixes()
}

// formulaAmount gives the amount that the formula at a place comes to by itself in the copy, with its new units; false if it
// stays what it is. The account counts what the copy holds, be it another amount than the one in proportion.
func (c *correction) formulaAmount(at placeAt, old string) (string, bool) {
	cols := c.columnsOf(at, at.field)
	if c.recalculated == nil || len(cols) != 1 {
		return "", false
	}
	value, changed := c.recalculated(cellAt{at.sheet, at.row, cols[0]})
	before, errBefore := audit.ParseCents(old)
	after, errAfter := audit.ParseCents(value)
	if !changed || errBefore != nil || errAfter != nil || after < 0 || after > before {
		return "", false
	}
	return after.String(), true
}

// closeFixes brings the state of the fixes in line with their edits.
func (c *correction) closeFixes() {
	for _, i := range c.touched {
		fix := &c.result.Findings[i].Fix
		applied, why := false, ""
		for _, e := range fix.Edits {
			applied = applied || e.Applied
		}
		for _, e := range fix.Edits {
			if !e.Applied && !c.isLeft(fix, &e) && !follows(fix, &e) {
				applied = false
				if why == "" || why == partOfFix {
					why = e.Why
				}
			}
		}
		fix.Applied = applied
		switch {
		case applied:
			fix.Held = ""
		case fix.Held == "" && c.ineligibleByLevel(fix):
			// Left to the reviewer or to the person: that is no obstacle.
		case fix.Held == "":
			fix.Held = why
		}
	}
}

func (c *correction) ineligibleByLevel(fix *audit.Fix) bool {
	return fix.Safety <= audit.Manual || fix.Safety == audit.Review && c.options.Apply != audit.Review
}

// refuseAll says of every edit that would have been applied why it is not.
func (c *correction) refuseAll(why string) {
	for _, i := range c.touched {
		if c.live[i] {
			c.live[i] = false
			c.eachEdit(i, func(e *audit.Edit) { e.Applied, e.Why = false, why })
		}
	}
}
