package report

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// csvCells writes cells of a CSV one behind the other, with the quotes that encoding/csv would give them and without its
// walk over every byte of cells that need none.
type csvCells struct {
	out    io.Writer
	buffer []byte
	err    error // the first one
}

// csvPlain finds cells that are written as they are.
var csvPlain = newPlainText(`",`)

// cell appends a cell to the row.
func (c *csvCells) cell(text string) {
	if needsQuotes(text) {
		c.buffer = append(c.buffer, '"')
		for rest, more := text, true; more; {
			text, rest, more = strings.Cut(rest, `"`)
			c.buffer = append(c.buffer, text...)
			if more {
				c.buffer = append(c.buffer, `""`...)
			}
		}
		c.buffer = append(c.buffer, '"', ',')
		return
	}
	c.buffer = append(append(c.buffer, text...), ',')
}

// needsQuotes says whether a cell is quoted: for a comma, a quote or a line end, for a blank at its beginning, and for
// the mark by which some databases end their data.
func needsQuotes(text string) bool {
	if text == "" {
		return false
	}
	if end := csvPlain.end(text, 0); end < len(text) && strings.ContainsAny(text[end:], "\",\r\n") {
		return true
	}
	first, _ := utf8.DecodeRuneInString(text)
	return unicode.IsSpace(first) || text == `\.`
}

// end ends the row, and hands on a full buffer.
func (c *csvCells) end() {
	c.buffer[len(c.buffer)-1] = '\n'
	if len(c.buffer) > fullBuffer {
		c.flush()
	}
}

// flush hands on what is left and gives the first error.
func (c *csvCells) flush() error {
	if c.err == nil {
		_, c.err = c.out.Write(c.buffer)
	}
	c.buffer = c.buffer[:0]
	return c.err
}
