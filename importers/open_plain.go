package importers

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
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
		Delimiter: rune(t.delim), Sheets: []*Sheet{{RowCount: -1, read: t.rows}}, check: t.check}
}

// passCheck watches the bytes of a pass go by: whether they are UTF-8 without NUL, and their checksum.
type passCheck struct {
	sha256 string // once a pass has come to the end

	src    io.Reader
	blocks chan []byte
	free   chan []byte
	sum    chan string
	kept   []byte // bytes of a rune cut by the end of the last block
}

// start begins a pass over a file from its first byte; text is the file behind its byte order mark.
func (c *passCheck) start(file *os.File, text io.Reader) io.Reader {
	if c.sha256 != "" {
		return text
	}
	c.src, c.kept = text, nil
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
	return c
}

// Read passes the bytes on and has them summed beside.
func (c *passCheck) Read(p []byte) (int, error) {
	n, err := c.src.Read(p)
	if n > 0 {
		var block []byte
		select {
		case block = <-c.free:
		default:
		}
		block = append(block[:0], p[:n]...)
		if !c.plain(block) {
			return 0, errNotPlain
		}
		c.blocks <- block
	}
	if errors.Is(err, io.EOF) && c.blocks != nil {
		if len(c.kept) > 0 {
			return 0, errNotPlain
		}
		close(c.blocks)
		c.blocks = nil
		c.sha256 = <-c.sum
	}
	return n, err
}

// plain says whether the block goes on as UTF-8 without NUL.
func (c *passCheck) plain(block []byte) bool {
	if bytes.IndexByte(block, 0) >= 0 {
		return false
	}
	if len(c.kept) > 0 {
		block = append(c.kept, block...)
	}
	cut := cutRune(block)
	c.kept = append([]byte(nil), block[len(block)-cut:]...)
	return utf8.Valid(block[:len(block)-cut])
}

// stop ends a pass, be it before the end of the file.
func (c *passCheck) stop() {
	if c.blocks != nil {
		close(c.blocks)
		c.blocks = nil
	}
}
