package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"

	"otaudit/infile"
)

// openHTML reads the tables of an HTML page, which many systems export under
// the name .xls (IMP-14). Each table is a sheet; a table inside another is a
// sheet of its own.
func openHTML(facts *fileFacts, enc textEncoding, limits Limits) (*Source, error) {
	source := &Source{Kind: HTMLTables}
	if enc.assumed {
		if declared, name := declaredCharset(facts.head); name != "utf-8" {
			enc.decode, enc.name, enc.assumed = declared, name, false
		} else {
			source.Notes = append(source.Notes, "encoding assumed to be Windows-1252: the page is not UTF-8 and does not say what it is")
		}
	}
	source.Encoding, source.EncodingAssumed, source.BOM = enc.name, enc.assumed, enc.bom > 0
	p := &htmlParser{count: cellCount{path: facts.path, limits: limits}}
	err := facts.whole(func(file infile.File) error {
		text, err := enc.decoded(file)
		if err != nil {
			return cannotRead(facts.path, err)
		}
		err = p.parse(bufio.NewReaderSize(text, chunkBytes))
		if refused, ok := err.(*Unreadable); ok {
			return refused
		}
		if err != nil {
			return &Unreadable{Path: facts.path, What: "damaged HTML table: " + err.Error(),
				Hint: "open it in a spreadsheet program, check it and save it as .xlsx", Err: err}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(p.tables) == 0 {
		return nil, &Unreadable{Path: facts.path, What: "HTML page without a table", Hint: saveAsSheet}
	}
	for i, t := range p.tables {
		source.Sheets = append(source.Sheets, t.sheet(fmt.Sprintf("Table %d", i+1)))
	}
	return source, nil
}

// declaredCharset gives the encoding a page declares in its first 1024 bytes,
// or UTF-8. The library falls back on guessing from the bytes; with an é as the
// only one beyond ASCII, the guess is always UTF-8 and so told from a declared
// Windows-1252.
func declaredCharset(head []byte) (encoding.Encoding, string) {
	const sniffed, alien = 1024, "é " // a rune at the very end would be ignored
	probe := make([]byte, 0, sniffed)
	for _, b := range head[:min(len(head), sniffed-len(alien))] {
		if b < utf8.RuneSelf {
			probe = append(probe, b)
		}
	}
	declared, name, _ := charset.DetermineEncoding(append(probe, alien...), "")
	return declared, name
}

// htmlTable is one table, laid out on a grid: a spanned cell stands in its
// first place, the others are blank.
type htmlTable struct {
	rows   []htmlRow
	merges []Merge

	number   int   // of the row being read
	col      int   // of the cell being read, or where the next may stand
	occupied []int // per column the last row taken by a cell above
	inRow    bool
	inCell   bool
	row      htmlRow
	text     strings.Builder
	space    bool // white space is due before the next word
}

// htmlRow is a row: its cells with a text in them, and how many there are up to the last one.
type htmlRow struct {
	number, width int
	cells         []htmlCell
	hidden        bool
}

type htmlCell struct {
	col  int
	text string
}

func (t *htmlTable) sheet(name string) *Sheet {
	s := &Sheet{Name: name, RowCount: len(t.rows), Merges: t.merges}
	for _, r := range t.rows {
		if r.hidden {
			s.HiddenRows++
		}
	}
	s.read = func(visit func(*Row) error) error {
		var row Row
		for _, r := range t.rows {
			row.Number, row.Hidden = r.number, r.hidden
			row.Text = append(row.Text[:0], make([]string, r.width)...)
			for _, c := range r.cells {
				row.Text[c.col] = c.text
			}
			if err := visit(&row); err != nil {
				return err
			}
		}
		return nil
	}
	return s
}

// htmlParser collects tables from the tokens of a page. It closes cells and
// rows where a browser would, since exports often leave out end tags.
type htmlParser struct {
	tables []*htmlTable // in the order in which they open
	open   []*htmlTable
	count  cellCount
}

func (p *htmlParser) parse(r io.Reader) error {
	tokens := html.NewTokenizer(r)
	tokens.SetMaxBuf(maxXMLToken)
	skipping := false // inside script or style
	for {
		switch kind := tokens.Next(); kind {
		case html.ErrorToken:
			if err := tokens.Err(); err != io.EOF {
				return err
			}
			if len(p.open) > 0 {
				return errors.New("it never closes, perhaps the file is cut short")
			}
			return nil
		case html.TextToken:
			if t := p.top(); t != nil && t.inCell && !skipping {
				t.write(tokens.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			token := tokens.Token()
			if token.DataAtom == atom.Script || token.DataAtom == atom.Style {
				skipping = kind == html.StartTagToken
			}
			if err := p.start(token); err != nil {
				return err
			}
		case html.EndTagToken:
			name, _ := tokens.TagName()
			switch tag := atom.Lookup(name); tag {
			case atom.Script, atom.Style:
				skipping = false
			default:
				p.end(tag)
			}
		}
	}
}

func (p *htmlParser) top() *htmlTable {
	if len(p.open) == 0 {
		return nil
	}
	return p.open[len(p.open)-1]
}

func (p *htmlParser) start(token html.Token) error {
	if token.DataAtom == atom.Table {
		if len(p.open) == maxXMLDepth {
			return errors.New("tables are nested too deeply")
		}
		t := &htmlTable{}
		p.tables = append(p.tables, t)
		if err := p.count.sheets(len(p.tables)); err != nil {
			return err
		}
		p.open = append(p.open, t)
		return nil
	}
	t := p.top()
	if t == nil {
		return nil
	}
	switch token.DataAtom {
	case atom.Tr:
		t.endRow()
		return t.beginRow(isHiddenElement(token))
	case atom.Td, atom.Th:
		t.endCell()
		if !t.inRow {
			if err := t.beginRow(false); err != nil {
				return err
			}
		}
		return t.beginCell(spanOf(token, "rowspan"), spanOf(token, "colspan"), &p.count)
	case atom.Br:
		t.lineBreak(true)
	case atom.P, atom.Div, atom.Li:
		t.lineBreak(false)
	}
	return nil
}

func (p *htmlParser) end(tag atom.Atom) {
	t := p.top()
	if t == nil {
		return
	}
	switch tag {
	case atom.Td, atom.Th:
		t.endCell()
	case atom.Tr:
		t.endRow()
	case atom.P, atom.Div, atom.Li:
		t.lineBreak(false)
	case atom.Table:
		t.endRow()
		for i, m := range t.merges { // spans may reach beyond the table
			t.merges[i].LastRow = min(m.LastRow, t.number)
		}
		p.open = p.open[:len(p.open)-1]
	}
}

func (t *htmlTable) beginRow(hidden bool) error {
	if t.number++; t.number > maxSheetRows {
		return errors.New("more rows than a worksheet has")
	}
	t.inRow, t.col = true, 0
	t.row = htmlRow{number: t.number, hidden: hidden}
	return nil
}

func (t *htmlTable) beginCell(rowSpan, colSpan int, count *cellCount) error {
	before := t.col
	for t.col < len(t.occupied) && t.occupied[t.col] >= t.number {
		t.col++
	}
	end := t.col + max(colSpan, 1)
	if err := count.part(t.number, end, end-before); err != nil {
		return err
	}
	last := t.number + rowSpan - 1
	if rowSpan == 0 { // to the end of the table
		last = maxSheetRows
	}
	for len(t.occupied) < end {
		t.occupied = append(t.occupied, 0)
	}
	for col := t.col; col < end; col++ {
		t.occupied[col] = last
	}
	if last > t.number || end > t.col+1 {
		t.merges = append(t.merges, Merge{FirstRow: t.number, LastRow: last, FirstCol: t.col, LastCol: end - 1})
	}
	t.inCell, t.space, t.row.width = true, false, t.col+1
	t.text.Reset()
	t.col = end
	return nil
}

func (t *htmlTable) endCell() {
	if !t.inCell {
		return
	}
	t.inCell = false
	if text := Unguard(strings.TrimRight(t.text.String(), "\n")); text != "" {
		t.row.cells = append(t.row.cells, htmlCell{t.row.width - 1, text})
	}
}

func (t *htmlTable) endRow() {
	t.endCell()
	if t.inRow && len(t.row.cells) > 0 {
		t.rows = append(t.rows, t.row)
	}
	t.inRow = false
}

// write adds text with its white space collapsed as a browser shows it. A
// no-break space is kept.
func (t *htmlTable) write(text []byte) {
	const white = " \t\r\n\f"
	for len(text) > 0 {
		word := bytes.TrimLeft(text, white)
		t.space = t.space || len(word) < len(text)
		if len(word) == 0 {
			return
		}
		end := bytes.IndexAny(word, white)
		if end < 0 {
			end = len(word)
		}
		if t.space && t.text.Len() > 0 && !strings.HasSuffix(t.text.String(), "\n") {
			t.text.WriteByte(' ')
		}
		t.space = false
		t.text.Write(word[:end])
		text = word[end:]
	}
}

// lineBreak begins a new line; blocks begin one only behind text.
func (t *htmlTable) lineBreak(always bool) {
	if !t.inCell {
		return
	}
	if text := t.text.String(); always && text != "" || text != "" && !strings.HasSuffix(text, "\n") {
		t.text.WriteByte('\n')
	}
	t.space = false
}

// spanOf reads rowspan or colspan; anything unreadable is 1.
func spanOf(token html.Token, name string) int {
	for _, a := range token.Attr {
		if a.Key == name {
			n, err := strconv.Atoi(strings.TrimSpace(a.Val))
			if err != nil || n < 0 || n > maxSheetRows {
				return 1
			}
			return n
		}
	}
	return 1
}

func isHiddenElement(token html.Token) bool {
	for _, a := range token.Attr {
		if a.Key == "hidden" {
			return true
		}
		if a.Key == "style" && strings.Contains(strings.ToLower(strings.ReplaceAll(a.Val, " ", "")), "display:none") {
			return true
		}
	}
	return false
}
