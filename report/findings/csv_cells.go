package findings

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"otaudit/report/auditjson"
	"otaudit/report/model"
)

// csvCells writes the rows of a CSV, each of more than one cell, with the quotes that encoding/csv would give them and without its
// walk over every byte of cells that need none.
type csvCells struct {
	out    io.Writer
	buffer []byte
	err    error // the first one
}

// csvPlain finds cells that are written as they are.
var csvPlain = model.NewPlainText(`",`)

// row writes a row, and hands on a full buffer.
func (c *csvCells) row(cells ...string) {
	for _, text := range cells {
		c.cell(text)
	}
	c.buffer[len(c.buffer)-1] = '\n'
	if len(c.buffer) > auditjson.FullBuffer {
		c.flush()
	}
}

// cell appends a cell and the comma behind it.
func (c *csvCells) cell(text string) {
	if !needsQuotes(text) {
		c.buffer = append(append(c.buffer, text...), ',')
		return
	}
	c.buffer = append(c.buffer, '"')
	for more := true; more; {
		var before string
		before, text, more = strings.Cut(text, `"`)
		c.buffer = append(c.buffer, before...)
		if more {
			c.buffer = append(c.buffer, `""`...)
		}
	}
	c.buffer = append(c.buffer, `",`...)
}

// needsQuotes says whether a cell is quoted: for a comma, a quote or a line end, for a blank at its beginning, and for
// the mark by which some databases end their data.
func needsQuotes(text string) bool {
	if text == "" {
		return false
	}
	if end := csvPlain.End(text, 0); end < len(text) && strings.ContainsAny(text[end:], "\",\r\n") {
		return true
	}
	first, _ := utf8.DecodeRuneInString(text)
	return unicode.IsSpace(first) || text == `\.`
}

// flush hands on what is left and gives the first error.
func (c *csvCells) flush() error {
	if c.err == nil {
		_, c.err = c.out.Write(c.buffer)
	}
	c.buffer = c.buffer[:0]
	return c.err
}
