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
		Delimiter: rune(t.delim), RowAt: t.rowAt(), Sheets: []*Sheet{t.sheet()}, check: t.check}
}

// passCheck watches what a pass reads: whether it is UTF-8 without NUL, and its checksum.
type passCheck struct {
	sha256 string // once a pass has come to the end

	parts chan filePart // to be summed; nil between passes
	sum   chan string
}

// filePart is what a block holds that the one before did not.
type filePart struct {
	block *block
	fresh []byte
}

// start begins a pass over a file that stands behind its byte order mark. It says whether there is anything to check.
func (c *passCheck) start(file *os.File) bool {
	if c.sha256 != "" {
		return false
	}
	h := sha256.New()
	if at, err := file.Seek(0, io.SeekCurrent); err == nil && at > 0 {
		mark := make([]byte, at)
		if _, err := file.ReadAt(mark, 0); err == nil {
			h.Write(mark)
		}
	}
	c.parts, c.sum = make(chan filePart, 4), make(chan string, 1)
	go func(parts <-chan filePart, sum chan<- string) {
		for part := range parts {
			h.Write(part.fresh)
			part.block.release()
		}
		sum <- hex.EncodeToString(h.Sum(nil))
	}(c.parts, c.sum)
	return true
}

// see looks at a block, which begins with a whole rune, and has it summed beside from the first fresh byte on.
func (c *passCheck) see(b *block, fresh int, atEnd bool) error {
	if bytes.IndexByte(b.bytes[fresh:], 0) >= 0 {
		return errNotPlain
	}
	cut := cutRune(b.bytes)
	if atEnd && cut > 0 || !utf8.Valid(b.bytes[:len(b.bytes)-cut]) {
		return errNotPlain
	}
	b.hold()
	c.parts <- filePart{b, b.bytes[fresh:]}
	if atEnd {
		close(c.parts)
		c.parts = nil
		c.sha256 = <-c.sum
	}
	return nil
}

// stop ends a pass, be it before the end of the file.
func (c *passCheck) stop() {
	if c.parts != nil {
		close(c.parts)
		c.parts = nil
	}
}
