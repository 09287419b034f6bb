package corrected

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// sortAddedModifiers orders added modifiers as billers write them: discipline, assistant, others.
func sortAddedModifiers(tokens []string) {
	rank := func(m string) int {
		switch m {
		case "GO", "GP", "GN":
			return 0
		case "CO", "CQ":
			return 1
		}
		return 2
	}
	slices.SortFunc(tokens, func(a, b string) int { return cmp.Or(rank(a)-rank(b), strings.Compare(a, b)) })
}

const modifierSeparators = " \t\u00a0,;:/|-."

var (
	numericModifier = regexp.MustCompile(`^(\d\d)\.0+$`)
	gluedModifiers  = regexp.MustCompile(`^([A-Z0-9]{2}){2,}$`)
	flagWords       = map[string]bool{"Y": true, "YES": true, "X": true, "1": true, "TRUE": true,
		"N": false, "NO": false, "0": false, "FALSE": false}
	absentWords = map[string]bool{"": true, "-": true, "--": true, "N/A": true, "NA": true, "NONE": true, "NULL": true, "NIL": true,
		"0": true, "00": true}
)

// modifiersIn reads the tokens of a cell and the separator behind the last but one; the separator is empty for fewer
// than two tokens and for tokens glued together (IMP-241 to IMP-243).
func modifiersIn(text string) (tokens []string, separator string) {
	text = strings.ToUpper(strings.TrimSpace(text))
	if absentWords[text] {
		return nil, ""
	}
	if m := numericModifier.FindStringSubmatch(text); m != nil {
		return m[1:], ""
	}
	if gluedModifiers.MatchString(text) {
		for i := 0; i < len(text); i += 2 {
			tokens = append(tokens, text[i:i+2])
		}
		return tokens, ""
	}
	for text != "" {
		end := strings.IndexAny(text, modifierSeparators)
		if end < 0 {
			return append(tokens, text), separator
		}
		if end > 0 {
			tokens = append(tokens, text[:end])
		}
		rest := strings.TrimLeft(text[end:], modifierSeparators)
		if rest != "" && len(tokens) > 0 {
			separator = text[end : len(text)-len(rest)]
		}
		text = rest
	}
	return tokens, separator
}

// survey counts what the text of a number of cells of a modifier column says about the column.
func (f *columnFact) survey(text string, cells int) {
	if _, flag := flagWords[strings.ToUpper(strings.TrimSpace(text))]; flag {
		f.flags += cells
		return
	}
	tokens, separator := modifiersIn(text)
	if len(tokens) == 0 || slices.ContainsFunc(tokens, notAModifier) {
		return
	}
	f.lists += cells
	if separator != "" {
		f.separators[separator] += cells
	}
}

func notAModifier(token string) bool { return len(token) != 2 }

// separator is the one used most in the column; a space if there is none.
func (f *columnFact) separator() string {
	best := " "
	if f == nil {
		return best
	}
	count := 0
	for _, s := range slices.Sorted(maps.Keys(f.separators)) {
		if f.separators[s] > count {
			best, count = s, f.separators[s]
		}
	}
	return best
}

const namedModifier = `(G[OPNAXYZT]|C[OQ]|KX|X[ESPU]|59|95|93|76|77|52|53|22|25)`

// flagHeader finds the modifier for which a yes/no column stands: surely if the header is that modifier alone, as in
// "KX" or "KX modifier"; if it is one word of several, only where no cell of the column holds a modifier.
var (
	flagHeader     = regexp.MustCompile(`(?i)^[^a-z0-9]*` + namedModifier + `[^a-z0-9]*(?:(?:mod|modifier|flag)[^a-z0-9]*)?$`)
	flagHeaderWord = regexp.MustCompile(`(?i)(?:^|[^a-z0-9])` + namedModifier + `(?:$|[^a-z0-9])`)
)

// flagColumn says whether the column is one for yes and no, and for which modifier if the header tells.
func flagColumn(header string, f *columnFact) (modifier string, flag bool) {
	m := flagHeader.FindStringSubmatch(header)
	if m == nil && f.lists == 0 {
		m = flagHeaderWord.FindStringSubmatch(header)
	}
	if m != nil {
		return strings.ToUpper(m[1]), true
	}
	return "", f.flags > 0 && f.lists == 0
}

// leadingCode is what stands before the modifiers of a code cell such as 97535-GO-CO or 97110GO (IMP-244).
var leadingCode = regexp.MustCompile(`^\s*'?(?i:CPT\s*)?[0-9A-Za-z]\d{3}[0-9A-Za-z]`)

// modifierChanges puts added tokens behind the old ones of a single column, or into free columns of a series, or
// rewrites the list. Yes/no columns are never written: what Y means stands in a header that the layout does not hold.
func (c *correction) modifierChanges(at placeAt, cols []int32, codeText string, w wantedValue, facts *cellFacts) (map[cellAt]cellChange, string) {
	var held []string
	var cells []cellAt // of columns that hold tokens
	for _, col := range cols {
		cell := cellAt{at.sheet, at.row, col}
		text := facts.cells[cell].text
		column := facts.columns[cellAt{at.sheet, 0, col}]
		if column == nil {
			column = &columnFact{}
		}
		modifier, flag := flagColumn(c.headers[cellAt{at.sheet, 0, col}], column)
		tokens, _ := modifiersIn(text)
		yes, isWord := flagWords[strings.ToUpper(strings.TrimSpace(text))]
		switch {
		case !flag && isWord && len(tokens) > 0, flag && modifier == "":
			return nil, "a yes/no column holds the modifier: correct by hand"
		case !flag:
			held, cells = append(held, tokens...), append(cells, cell)
		case slices.Contains(w.add, modifier):
			return nil, fmt.Sprintf("column %s is for yes and no: set it by hand", modifier)
		case yes:
			held = append(held, modifier)
		case !isWord:
			held = append(held, tokens...)
		}
	}
	inCode, _ := modifiersIn(leadingCode.ReplaceAllString(codeText, ""))
	old := strings.Fields(w.old)
	switch {
	case len(cells) == 0:
		return nil, "only yes/no columns for modifiers: add by hand"
	case contains(held, strings.Fields(w.new)) && len(w.add) > 0:
		return nil, "the cell already holds the value"
	case !contains(slices.Concat(held, inCode), old) || !contains(old, held):
		return nil, "the cell does not hold the old modifiers any more: correct by hand"
	case len(w.add) == 0 && !contains(held, old):
		return nil, "some of the modifiers stand in the code column: correct by hand"
	case len(w.add) == 0 && len(cells) > 1:
		return replaceInSeries(cells, strings.Fields(w.new), facts)
	case len(cells) > 1:
		return addToSeries(cells, w.add, facts)
	}
	return changeSingle(cells[0], w, facts)
}

// contains says whether every token of part is in whole.
func contains(whole, part []string) bool {
	for _, token := range part {
		if !slices.Contains(whole, token) {
			return false
		}
	}
	return true
}

func changeSingle(cell cellAt, w wantedValue, facts *cellFacts) (map[cellAt]cellChange, string) {
	fact := facts.cells[cell]
	tokens, separator := modifiersIn(fact.text)
	switch {
	case fact.formula:
		return nil, correctFormula
	case fact.kind == factNumber || fact.kind == factOther:
		return nil, "the cell holds a number, not text: correct by hand"
	case separator == "" && len(tokens) < 2:
		separator = facts.columns[cellAt{cell.sheet, 0, cell.col}].separator()
	}
	change := cellChange{old: fact.text, text: strings.Join(strings.Fields(w.new), separator)}
	if len(w.add) > 0 {
		kept := strings.TrimRight(fact.text, modifierSeparators)
		if len(tokens) == 0 {
			kept = ""
		}
		change.text = strings.Join(slices.Concat(nonEmpty(kept), w.add), separator)
	}
	return map[cellAt]cellChange{cell: change}, ""
}

func nonEmpty(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

// addToSeries puts each token into the first empty column of the row.
func addToSeries(cells []cellAt, add []string, facts *cellFacts) (map[cellAt]cellChange, string) {
	changes := map[cellAt]cellChange{}
	for _, cell := range cells {
		fact := facts.cells[cell]
		tokens, _ := modifiersIn(fact.text)
		if len(changes) == len(add) {
			break
		}
		if len(tokens) > 0 || fact.formula || fact.kind == factOther {
			continue
		}
		changes[cell] = cellChange{old: fact.text, text: add[len(changes)]}
	}
	if len(changes) < len(add) {
		return nil, "no free modifier column: add by hand"
	}
	return changes, ""
}

// replaceInSeries writes a changed list of the same length place by place, and empties the columns of dropped tokens.
func replaceInSeries(cells []cellAt, tokens []string, facts *cellFacts) (map[cellAt]cellChange, string) {
	var filled []cellAt
	for _, cell := range cells {
		held, _ := modifiersIn(facts.cells[cell].text)
		if len(held) > 1 {
			return nil, "a modifier column holds several modifiers: correct by hand"
		}
		if len(held) == 1 {
			filled = append(filled, cell)
		}
	}
	wanted := make([]string, len(filled))
	if len(tokens) == len(filled) {
		copy(wanted, tokens)
	} else {
		left := slices.Clone(tokens)
		for i, cell := range filled {
			held, _ := modifiersIn(facts.cells[cell].text)
			if k := slices.Index(left, held[0]); k >= 0 {
				wanted[i], left = held[0], slices.Delete(left, k, k+1)
			}
		}
		if len(left) > 0 {
			return nil, "several modifier columns change at once: correct by hand"
		}
	}
	changes := map[cellAt]cellChange{}
	for i, cell := range filled {
		fact := facts.cells[cell]
		held, _ := modifiersIn(fact.text)
		switch {
		case held[0] == wanted[i]:
			continue
		case fact.formula:
			return nil, correctFormula
		case fact.kind == factNumber && wanted[i] != "" && !plainNumber.MatchString(wanted[i]):
			return nil, "the cell holds a number, not text: correct by hand"
		}
		changes[cell] = cellChange{old: fact.text, text: wanted[i], number: fact.kind == factNumber && wanted[i] != ""}
	}
	if len(changes) == 0 {
		return nil, "the cell already holds the value"
	}
	return changes, ""
}
