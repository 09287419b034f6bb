package model

import "otaudit/report/chart"

// Block is one piece of a section. The formats lay blocks out; they add no heading, sentence, label or number of their
// own. It is one of the types below.
type Block interface{ isBlock() }

// Heading opens a part of a section.
type Heading string

// Paragraph is a sentence or more.
type Paragraph struct {
	Style Style
	Text  string
}

// Style is the weight of a paragraph.
type Style uint8

// The styles of paragraphs.
const (
	Body Style = iota
	Lead       // the result in one sentence
	Strong
	Small
	Note
)

// List is a list of sentences, numbered where their order matters.
type List struct {
	Items    []string
	Numbered bool
}

// Notice says what the reader must know before any result.
type Notice struct {
	Title string
	Items []string
}

// Table is rows under a heading for each column. A table without rows is not shown. Its name is for readers that cannot
// see the heading above it.
type Table struct {
	Name    string
	Columns []Column
	Rows    [][]string
	// Behind returns the findings that a cell counts, nil for none. Only the page follows it.
	Behind func(row, column int) Filter
	// Shade returns how dark the ground of a cell is, from 0 to 1, beside its number; nil for none.
	Shade func(row, column int) float64
	// MoreIn names the output with all rows of a table that paper may cut; empty for one that is always whole.
	MoreIn string
	Left   int // rows that no format shows, since there are so many
	// Narrow rows are so short that two stand beside each other on paper; their columns all have a width.
	Narrow bool
	Small  bool   // in small type on paper
	Total  bool   // the last row is the sum of the others
	Note   string // stands below the table
}

// Column is a column of a table.
type Column struct {
	Title string
	Kind  ColumnKind
	Width float64 // its share of the room that is left over; of the whole in a narrow table
}

// ColumnKind is what a column holds.
type ColumnKind uint8

// The kinds of columns.
const (
	Words   ColumnKind = iota
	Numbers            // aligned to the right
	Codes              // checksums, in type of fixed width
)

func words(title string) Column               { return Column{title, Words, 1} }
func wide(title string, width float64) Column { return Column{title, Words, width} }
func numbers(title string) Column             { return Column{title, Numbers, 0} }
func codes(title string) Column               { return Column{title, Codes, 0} }

// Plot is a chart.
type Plot struct{ *chart.Chart }

// Figures are large numbers of equal form beside each other.
type Figures []Figure

// Figure is one number with its label and what stands below it.
type Figure struct {
	Label, Value, Below string
	Behind              Filter
}

// Beside is short tables beside each other.
type Beside []*Table

// Cards are the scorecards of therapists; Left counts those that no format shows, since there are so many.
type Cards struct {
	List []Card
	Left int
}

// The most rows of a table that is cut, and the most scorecards, that any format shows: a page stays of a size that opens at once.
// Paper shows fewer.
const (
	MostRows  = 500
	MostCards = 300
)

// first cuts a list after so many, and counts the rest.
func first[T any](list []T, most int) (shown []T, left int) {
	shown = list[:min(most, len(list))]
	return shown, len(list) - len(shown)
}

// Plan is rows of the corrective action plan of one kind.
type Plan []Action

// FindingList stands where findings are shown in detail. The page has one list, with search; paper has the findings of
// patterns apart.
type FindingList struct{ Patterns bool }

// Worksheet is questions for a person, with room for answers on paper.
type Worksheet []CheckArea

// SignOff is what people fill in at the end, by its labels.
type SignOff []string

// PageOnly holds blocks of the page that paper leaves out; PaperOnly the other way round.
type (
	PageOnly  []Block
	PaperOnly []Block
)

func (Heading) isBlock()     {}
func (Paragraph) isBlock()   {}
func (List) isBlock()        {}
func (Notice) isBlock()      {}
func (*Table) isBlock()      {}
func (Plot) isBlock()        {}
func (Figures) isBlock()     {}
func (Beside) isBlock()      {}
func (Cards) isBlock()       {}
func (Plan) isBlock()        {}
func (FindingList) isBlock() {}
func (Worksheet) isBlock()   {}
func (SignOff) isBlock()     {}
func (PageOnly) isBlock()    {}
func (PaperOnly) isBlock()   {}
