package importers

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"unicode/utf8"
)

// openPlain opens a file that begins like plain UTF-8 text without the pass from end to end that Open makes: whether the
// rest is plain too is seen by the first pass over its rows, which also takes the checksum. Such a pass ends with
// errNotPlain if it is not; then the file is to be opened by Open, which knows what to say. nil for files of other kinds.
func openPlain(path string) *Source {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || isLockFile(path) {
		return nil
	}
	head, size, err := readStart(path, headBytes)
	facts := &fileFacts{path: path, size: size, modified: info.ModTime(), head: head, validUTF8: true}
	if err != nil || size == 0 || refuseForeign(facts) != nil || bytes.IndexByte(head, 0) >= 0 ||
		bytes.HasPrefix(head, []byte(oleMagic)) || bytes.HasPrefix(head, []byte("PK")) || !utf8.Valid(head[:len(head)-cutRune(head)]) {
		return nil
	}
	enc, refusal := chooseEncoding(facts)
	if refusal != nil || enc.decode != nil {
		return nil
	}
	if kind, refusal := textKind(path, decodeHead(facts, enc)); refusal != nil || kind != DelimitedText {
		return nil
	}
	t := &delimitedText{facts: facts, encoding: enc, check: &passCheck{}}
	start, err := t.decodedHead()
	if err != nil {
		return nil
	}
	if _, _, ok := sepLine(start); ok {
		return nil
	}
	t.delim = detectDelimiter(start)
	return &Source{Path: path, Name: filepath.Base(path), Bytes: size, Kind: DelimitedText, Encoding: enc.name, BOM: enc.bom > 0,
		Delimiter: rune(t.delim), RowAt: t.rowAt(), Sheets: []*Sheet{{RowCount: -1, read: t.rows}}, check: t.check}
}

// passCheck watches what a pass reads: whether it is UTF-8 without NUL, and its checksum.
type passCheck struct {
	sha256 string // once a pass has come to the end

	blocks chan []byte // to be summed; nil between passes
	free   chan []byte // summed, to be read into again
	sum    chan string
}

// start begins a pass over a file that stands behind its byte order mark. It says whether there is anything to check.
func (c *passCheck) start(file *os.File) bool {
	if c.sha256 != "" {
		return false
	}
	c.blocks, c.free, c.sum = make(chan []byte, 4), make(chan []byte, 6), make(chan string, 1)
	go func(blocks <-chan []byte, free chan<- []byte, sum chan<- string) {
		h := sha256.New()
		for block := range blocks {
			h.Write(block)
			select {
			case free <- block:
			default:
			}
		}
		sum <- hex.EncodeToString(h.Sum(nil))
	}(c.blocks, c.free, c.sum)
	if at, err := file.Seek(0, io.SeekCurrent); err == nil && at > 0 {
		mark := make([]byte, at)
		if _, err := file.ReadAt(mark, 0); err == nil {
			c.blocks <- mark
		}
	}
	return true
}

// buffer gives bytes to read into, which see takes back.
func (c *passCheck) buffer(size int) []byte {
	select {
	case block := <-c.free:
		if cap(block) >= size {
			return block[:size]
		}
	default:
	}
	return make([]byte, size)
}

// see takes what was read and has it summed beside. text ends with it and begins where a record does, so that it begins
// with a whole rune.
func (c *passCheck) see(block []byte, text string, atEnd bool) error {
	if bytes.IndexByte(block, 0) >= 0 {
		return errNotPlain
	}
	cut := cutRune([]byte(text[max(0, len(text)-utf8.UTFMax):]))
	if atEnd && cut > 0 || !utf8.ValidString(text[:len(text)-cut]) {
		return errNotPlain
	}
	c.blocks <- block
	if atEnd {
		close(c.blocks)
		c.blocks = nil
		c.sha256 = <-c.sum
	}
	return nil
}

// stop ends a pass, be it before the end of the file.
func (c *passCheck) stop() {
	if c.blocks != nil {
		close(c.blocks)
		c.blocks = nil
	}
}
