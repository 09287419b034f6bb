package corrected

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"otaudit/audit"
)

// cellFact is what a cell of the input holds.
type cellFact struct {
	text    string
	kind    factKind
	formula bool
	blocked string // why the cell cannot be written whatever it holds
	style   int    // workbooks: style index; -1 if the cell is not in the file
}

type factKind uint8

const (
	factBlank factKind = iota
	factText
	factNumber // a number of a workbook
	factOther  // truth values, errors, typed dates of a workbook
)

// columnFact is what the cells of a modifier column have in common.
type columnFact struct {
	separators map[string]int // how often each stands between tokens
	flags      int            // cells with a yes/no word
	lists      int            // cells with modifiers
}

// cellFacts is what was read of the input before anything is decided. Cells that are not there are blank.
type cellFacts struct {
	cells   map[cellAt]cellFact
	columns map[cellAt]*columnFact
	text    bool // delimited text: every value is text
	// writable says whether the file's encoding has all characters of a value; nil if it has any.
	writable func(string) bool
}

// cellsWanted names the cells and columns that the decisions need.
type cellsWanted struct {
	rows    map[string]map[int32][]int32
	columns map[string][]int32
}

// wanted lists for each live edit the columns of its field and of the code, whose text shows lines that share a cell.
func (c *correction) wanted() *cellsWanted {
	w := &cellsWanted{rows: map[string]map[int32][]int32{}, columns: map[string][]int32{}}
	surveyed := map[cellAt]bool{}
	order, _, _ := c.places()
	for _, at := range order {
		if w.rows[at.sheet] == nil {
			w.rows[at.sheet] = map[int32][]int32{}
		}
		row := w.rows[at.sheet]
		for _, col := range c.columnsOf(at, at.field) {
			row[at.row] = append(append(row[at.row], col), c.layouts[at.sheet].Copies[col]...)
		}
		row[at.row] = append(row[at.row], c.columnsOf(at, audit.Code)...)
		if at.field != audit.Modifiers {
			continue
		}
		for _, col := range c.columnsOf(at, at.field) {
			if key := (cellAt{at.sheet, 0, col}); !surveyed[key] {
				surveyed[key] = true
				w.columns[at.sheet] = append(w.columns[at.sheet], col)
			}
		}
	}
	return w
}

// columnsOf gives the columns of a field for the line's column group. A joined sheet has one group only.
func (c *correction) columnsOf(at placeAt, f audit.Field) []int32 {
	slots := c.layouts[at.sheet].Slots
	switch {
	case int(at.slot) < len(slots):
		return slots[at.slot][f]
	case len(slots) > 0:
		return slots[0][f]
	}
	return nil
}

// codeForm recognises a procedure code among the words of a code cell, with the units or modifiers glued to it.
var codeForm = regexp.MustCompile(`\b(\d{4}[0-9A-Za-z]|[A-Za-z]\d{4})([xX]\d+|[A-Za-z]{2})*\b`)

// changesOf says what is to be written for one place, or why nothing can be.
func (c *correction) changesOf(at placeAt, w wantedValue, facts *cellFacts) (map[cellAt]cellChange, string) {
	changes, why := c.proposed(at, w, facts)
	for _, change := range changes {
		if facts.writable != nil && !facts.writable(change.text) {
			return nil, "the file's encoding cannot hold the new value: correct by hand"
		}
	}
	return changes, why
}

func (c *correction) proposed(at placeAt, w wantedValue, facts *cellFacts) (map[cellAt]cellChange, string) {
	cols := c.columnsOf(at, at.field)
	if len(cols) == 0 {
		return nil, fmt.Sprintf("no column for %s: add by hand", at.field)
	}
	codeText := ""
	for _, col := range c.columnsOf(at, audit.Code) {
		codeText = facts.cells[cellAt{at.sheet, at.row, col}].text
		if c.holdsSeveral(codeText) {
			return nil, "the line shares its cell with others: correct by hand"
		}
	}
	for _, col := range cols {
		if why := facts.cells[cellAt{at.sheet, at.row, col}].blocked; why != "" {
			return nil, why
		}
	}
	if at.field == audit.Modifiers {
		return c.modifierChanges(at, cols, codeText, w, facts)
	}
	if len(cols) > 1 {
		return nil, "several columns hold the field: correct by hand"
	}
	changes := map[cellAt]cellChange{}
	for i, col := range append([]int32{cols[0]}, c.layouts[at.sheet].Copies[cols[0]]...) {
		cell := cellAt{at.sheet, at.row, col}
		fact := facts.cells[cell]
		switch {
		case fact.formula && i > 0: // a copy that is calculated follows by itself
			continue
		case fact.formula:
			return nil, correctFormula
		case fact.blocked != "":
			return nil, fact.blocked
		}
		change, why := valueChange(at.field, fact, w, facts.text)
		if why != "" {
			return nil, why
		}
		changes[cell] = change
	}
	return changes, ""
}

// valueChange gives a cell with one value the new one in its own form, or says why it cannot.
func valueChange(field audit.Field, fact cellFact, w wantedValue, delimited bool) (cellChange, string) {
	switch field.Kind() {
	case audit.Money:
		if amount, isAmount := amountIn(fact.text); isAmount && fact.kind == factText {
			return amount.change(fact, w)
		}
		return numberChange(fact, w, delimited)
	case audit.Number, audit.Integer:
		return numberChange(fact, w, delimited)
	case audit.Text:
		return textChange(fact, w)
	}
	return cellChange{}, fmt.Sprintf("a %s is corrected by hand", strings.ReplaceAll(field.String(), "_", " "))
}

// holdsSeveral says whether the text of a code cell names more than one code. The few texts of a column repeat on every row.
func (c *correction) holdsSeveral(codeText string) bool {
	several, known := c.shared[codeText]
	if !known {
		several = len(codeForm.FindAllStringIndex(codeText, 2)) > 1
		c.shared[codeText] = several
	}
	return several
}

const correctFormula = "correct the formula by hand"

// plainNumber is the only form of a number that is rewritten: what stands beside it would have to be understood.
var plainNumber = regexp.MustCompile(`^-?\d+(\.\d+)?$`)

// listOfNumbers is a cell with several values.
var listOfNumbers = regexp.MustCompile(`^-?\d+(\.\d+)?(\s*[;,/|]\s*-?\d+(\.\d+)?)+$`)

func numberChange(fact cellFact, w wantedValue, delimited bool) (cellChange, string) {
	core := strings.TrimSpace(fact.text)
	change := cellChange{old: fact.text, text: w.new, number: fact.kind == factNumber || fact.kind == factBlank && !delimited}
	switch {
	case !plainNumber.MatchString(w.new):
		return change, "the new value is no plain number: correct by hand"
	case core == "" && w.old == "":
		return change, ""
	case fact.kind == factOther:
		return change, "the cell holds no plain number: correct by hand"
	case listOfNumbers.MatchString(core) && !sameNumber(core, w.old):
		return change, "the cell holds several values: correct by hand"
	case !plainNumber.MatchString(core):
		return change, "the cell holds more or other than a plain number: correct by hand"
	case sameNumber(core, w.new):
		return change, "the cell already holds the value"
	case !sameNumber(core, w.old):
		return change, fmt.Sprintf("the cell does not hold %s any more: correct by hand", w.old)
	}
	if !change.number {
		change.text = strings.Replace(fact.text, core, likeDecimals(core, w.new), 1)
	}
	return change, ""
}

// sameNumber compares decimals by value at the 15 digits a workbook keeps: 3, 3.0, 2.9 and 2.9000000000000004.
func sameNumber(a, b string) bool {
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	if errX != nil || errY != nil {
		return false
	}
	return x == y && x != 0 || strconv.FormatFloat(x, 'g', 15, 64) == strconv.FormatFloat(y, 'g', 15, 64)
}

// likeDecimals writes a number with as many decimals as the old one had: 3.0 becomes 2.0.
func likeDecimals(old, number string) string {
	_, decimals, has := strings.Cut(old, ".")
	_, own, _ := strings.Cut(number, ".")
	if !has || len(own) >= len(decimals) {
		return number
	}
	whole, _, _ := strings.Cut(number, ".")
	return whole + "." + own + strings.Repeat("0", len(decimals)-len(own))
}

// amountText is a text such as $1,234.50 or 100,00.
type amountText struct {
	written, sign, number string // all of it, what stands before the number, the number without commas
	grouped, comma        bool   // the comma parts thousands, or the cents
}

var (
	amountForm = regexp.MustCompile(`^(\$ ?)?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?$`)
	commaCents = regexp.MustCompile(`^(\d+),(\d{2})$`)
	thousands  = regexp.MustCompile(`(\d)(\d{3})($|,|\.)`)
)

// amountIn reads a text that is an amount and more than a plain number.
func amountIn(text string) (amountText, bool) {
	core := strings.TrimSpace(text)
	if m := commaCents.FindStringSubmatch(core); m != nil {
		return amountText{written: core, number: m[1] + "." + m[2], comma: true}, true
	}
	m := amountForm.FindStringSubmatch(core)
	if m == nil || plainNumber.MatchString(core) {
		return amountText{}, false
	}
	return amountText{written: core, sign: m[1], number: strings.ReplaceAll(m[2], ",", "") + m[3], grouped: strings.Contains(m[2], ",")}, true
}

// change writes an amount as the old one is written.
func (a amountText) change(fact cellFact, w wantedValue) (cellChange, string) {
	change := cellChange{old: fact.text}
	if !plainNumber.MatchString(w.new) || strings.HasPrefix(w.new, "-") {
		return change, "the new value is no plain number: correct by hand"
	}
	if !sameNumber(a.number, w.old) {
		return change, fmt.Sprintf("the cell does not hold %s any more: correct by hand", w.old)
	}
	number := likeDecimals(a.number, w.new)
	for before := ""; a.grouped && before != number; {
		before = number
		whole, rest, _ := strings.Cut(number, ".")
		number = thousands.ReplaceAllString(whole, "$1,$2$3")
		if rest != "" {
			number += "." + rest
		}
	}
	if a.comma {
		number = strings.Replace(number, ".", ",", 1)
	}
	change.text = strings.Replace(fact.text, a.written, a.sign+number, 1)
	return change, ""
}

func textChange(fact cellFact, w wantedValue) (cellChange, string) {
	core := strings.TrimSpace(fact.text)
	change := cellChange{old: fact.text, text: strings.Replace(fact.text, core, w.new, 1)}
	if core == "" {
		change.text = w.new
	}
	switch {
	case fact.kind == factOther:
		return change, "the cell holds no text: correct by hand"
	case core == w.new:
		return change, "the cell already holds the value"
	case !strings.EqualFold(core, w.old):
		return change, "the cell does not hold the old value as it was read: correct by hand"
	case fact.kind == factNumber:
		if change.number = plainNumber.MatchString(w.new) && (w.new == "0" || w.new[0] != '0'); !change.number {
			return change, "the cell holds a number: correct by hand"
		}
	}
	return change, ""
}
