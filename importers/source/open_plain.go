package source

import (
	"bytes"
	"unicode/utf8"

	"otaudit/infile"
)

// OpenPlain opens a file that begins like plain UTF-8 text without the pass from end to end that Open makes: whether the
// rest is plain too is seen by the first pass over its rows. Such a pass ends with
// errNotPlain if it is not; then the file is to be opened by Open, which knows what to say. nil for files of other kinds.
func OpenPlain(path string, limits Limits) *Source {
	info, err := infile.Stat(path)
	if err != nil || !info.Mode().IsRegular() || isLockFile(path) {
		return nil
	}
	head, size, err := readStart(path, headBytes)
	facts := &fileFacts{path: path, size: size, modified: info.ModTime(), head: head, validUTF8: true, watch: limits.Watch}
	if err != nil || size == 0 || refuseForeign(facts) != nil || bytes.IndexByte(head, 0) >= 0 ||
		bytes.HasPrefix(head, []byte(oleMagic)) || bytes.HasPrefix(head, []byte("PK")) || !utf8.Valid(head[:len(head)-cutRune(head)]) {
		return nil
	}
	enc, refusal := chooseEncoding(facts)
	if refusal != nil || enc.decode != nil {
		return nil
	}
	if kind, refusal := textKind(path, decodeHead(facts, enc), enc); refusal != nil || kind != DelimitedText {
		return nil
	}
	limits = limits.filled(size)
	t := &delimitedText{facts: facts, encoding: enc, limits: limits, check: &passCheck{facts: facts, maxLine: limits.MaxLine}}
	start, err := t.decodedHead()
	if err != nil {
		return nil
	}
	if _, _, ok := sepLine(start); ok {
		return nil
	}
	if t.dialect = detectDialect(start); !t.dialect.plain() {
		return nil
	}
	return &Source{Path: path, Name: baseName(path), Bytes: size, Kind: DelimitedText, Encoding: enc.name, BOM: enc.bom > 0,
		Delimiter: rune(t.delim), RowAt: t.rowAt(), Sheets: []*Sheet{t.sheet()}, Check: t.check}
}

// passCheck watches what a pass reads: whether it is UTF-8 without NUL and has no line beyond the limit. The first pass that comes to the end has the
// checksum taken beside what follows, for which one processor would else be idle.
type passCheck struct {
	facts   *fileFacts
	maxLine int
	line    int           // bytes read of the line that goes on
	sum     chan checksum // nil before a pass has come to the end
}

// checksum is the SHA-256 of a file in hexadecimal, or why there is none.
type checksum struct {
	sha256 string
	err    error
}

// see looks at a block, which begins with a whole rune and is fresh from that byte on.
func (c *passCheck) see(block []byte, fresh int, atEnd bool) error {
	if bytes.IndexByte(block[fresh:], 0) >= 0 {
		return ErrNotPlain
	}
	if c.tooLong(block[fresh:]) {
		return ErrNotPlain
	}
	cut := cutRune(block)
	if atEnd && cut > 0 || !utf8.Valid(block[:len(block)-cut]) {
		return ErrNotPlain
	}
	if atEnd {
		c.sum = make(chan checksum, 1)
		go func() { c.sum <- c.facts.checksum() }()
	}
	return nil
}

// tooLong reports whether a line that ends or goes on in what was read is longer than the limit.
func (c *passCheck) tooLong(read []byte) bool {
	for {
		end := bytes.IndexByte(read, '\n')
		if end < 0 {
			c.line += len(read)
			return c.line > c.maxLine
		}
		if c.line+end > c.maxLine {
			return true
		}
		c.line, read = 0, read[end+1:]
		if len(read) <= c.maxLine { // no line within is too long: only the last one may go on
			c.line = len(read) - 1 - bytes.LastIndexByte(read, '\n')
			return false
		}
	}
}

// Sha256 gives the checksum, to be asked once; errNotPlain if no pass came to the end.
func (c *passCheck) Sha256() (string, error) {
	if c.sum == nil {
		return "", ErrNotPlain
	}
	of := <-c.sum
	return of.sha256, of.err
}
