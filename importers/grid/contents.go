package grid

import (
	"otaudit/audit"
	"otaudit/importers/value"
)

// DictColumn holds the distinct contents of one column, numbered as they were met. Number 0 is the blank cell.
type DictColumn struct {
	texts  audit.TextList
	Counts []int32            // how often each occurs
	hints  []value.CellHint   // as many; nil if none says anything
	ids    []map[string]int32 // by hint and text; nil once all rows are read

	Lists map[int32]bool // contents that hold one value for each of several codes; nil if there are none

	Prose bool // note text is measured and not kept: the number of a content is its count of words
}

func NewDictColumn() *DictColumn {
	c := &DictColumn{Counts: []int32{0}}
	c.texts.Add("")
	return c
}

// Len is how many contents there are, the blank one included.
func (c *DictColumn) Len() int { return len(c.Counts) }

// Text gives a content's text.
func (c *DictColumn) Text(id int32) string { return c.texts.Text(id) }

// Value gives a content.
func (c *DictColumn) Value(id int32) value.CellValue {
	v := value.CellValue{Text: c.Text(id)}
	if c.hints != nil {
		v.Hint = c.hints[id]
	}
	return v
}

// Values lists the contents but the blank one.
func (c *DictColumn) Values() []value.CellValue {
	values := make([]value.CellValue, 0, c.Len()-1)
	for id := range int32(c.Len()) {
		if id > 0 {
			values = append(values, c.Value(id))
		}
	}
	return values
}

// Intern numbers the content of a cell.
func (c *DictColumn) Intern(text []byte, hint value.CellHint) int32 {
	if len(text) == 0 {
		c.Counts[0]++
		return 0
	}
	if n := hint.Ordinal(); n < len(c.ids) {
		if id, known := c.ids[n][string(text)]; known {
			c.Counts[id]++
			return id
		}
	}
	return c.add(text, hint)
}

// add numbers a new content. Its text is copied: the text as given keeps all that was read with it.
func (c *DictColumn) add(text []byte, hint value.CellHint) int32 {
	id := c.Len()
	c.texts.AddBytes(text)
	if c.hints == nil && hint != (value.CellHint{}) {
		c.hints = make([]value.CellHint, id, 2*id)
	}
	if c.hints != nil {
		c.hints = append(c.hints, hint)
	}
	c.Counts = append(c.Counts, 1)
	for hint.Ordinal() >= len(c.ids) {
		c.ids = append(c.ids, map[string]int32{})
	}
	c.ids[hint.Ordinal()][c.Text(int32(id))] = int32(id)
	return int32(id)
}

// done says that all cells were taken.
func (c *DictColumn) done() { c.ids = nil }

// Column gives the distinct contents with their counts in the form in which evidence is weighed. Formulas without a result
// say nothing of what the column holds and are counted as blank.
func (c *DictColumn) Column(header string) value.Column {
	col := value.Column{Header: header, Values: make(map[value.CellValue]int, c.Len()), Blank: int(c.Counts[0])}
	for id := range int32(c.Len()) {
		switch {
		case id == 0 || c.Counts[id] == 0: // blank, or every cell of it was given another content
		case c.Text(id) == value.NoResult:
			col.Blank += int(c.Counts[id])
		default:
			col.Values[c.Value(id)] = int(c.Counts[id])
			col.Total += int(c.Counts[id])
		}
	}
	return col
}
