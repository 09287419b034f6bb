package source

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"otaudit/infile"
)

const (
	headBytes  = 64 << 10  // enough to tell any kind of file
	chunkBytes = 256 << 10 // read size of every pass
)

// fileFacts is what one pass over the raw bytes of a file tells.
type fileFacts struct {
	path      string
	size      int64
	modified  time.Time // compared only with itself, to notice a change between passes
	sha256    string
	head      []byte // the first headBytes
	validUTF8 bool
	nuls      int64 // NUL bytes
	longest   int64 // bytes of the longest line
	watch     func(path string, at int64)
}

// gatherFacts reads the whole file once.
func gatherFacts(path string) (*fileFacts, error) {
	f, err := infile.Open(path)
	if err != nil {
		return nil, cannotRead(path, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, cannotRead(path, err)
	}
	facts := &fileFacts{path: path, modified: info.ModTime(), validUTF8: true}
	sum := sha256.New()
	buf := make([]byte, chunkBytes)
	line := int64(0)
	kept := 0 // bytes of a rune cut by the end of the last chunk
	for {
		n, err := f.Read(buf[kept:])
		fresh := buf[kept : kept+n]
		sum.Write(fresh)
		facts.size += int64(n)
		if room := headBytes - len(facts.head); room > 0 {
			facts.head = append(facts.head, fresh[:min(n, room)]...)
		}
		for rest := fresh; len(rest) > 0; {
			end := bytes.IndexAny(rest, "\n\r")
			if end < 0 {
				line += int64(len(rest))
				break
			}
			facts.longest, line, rest = max(facts.longest, line+int64(end)), 0, rest[end+1:]
		}
		facts.longest = max(facts.longest, line)
		facts.nuls += int64(bytes.Count(fresh, []byte{0}))
		atEnd := errors.Is(err, io.EOF)
		if err != nil && !atEnd {
			return nil, cannotRead(path, err)
		}
		whole := buf[:kept+n]
		kept = 0
		if facts.validUTF8 {
			if !atEnd {
				kept = cutRune(whole)
			}
			facts.validUTF8 = utf8.Valid(whole[:len(whole)-kept])
			copy(buf, whole[len(whole)-kept:])
		}
		if atEnd {
			break
		}
	}
	facts.sha256 = hex.EncodeToString(sum.Sum(nil))
	return facts, nil
}

// cutRune counts the bytes at the end of b that may be the beginning of a rune
// that goes on in the next chunk.
func cutRune(b []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(b); n++ {
		if c := b[len(b)-n]; utf8.RuneStart(c) {
			if c >= utf8.RuneSelf && !utf8.FullRune(b[len(b)-n:]) {
				return n
			}
			return 0
		}
	}
	return 0
}

func cannotRead(path string, err error) *Unreadable {
	var opening *infile.Error
	var reading *fs.PathError
	switch {
	case errors.As(err, &opening):
		err = opening.Err
	case errors.As(err, &reading):
		err = reading.Err
	}
	switch {
	case err == infile.ErrFolder, err == infile.ErrNotRegular:
		return &Unreadable{Path: path, What: err.Error(), Hint: "name a file, or give - for text from standard input"}
	case errors.As(err, &infile.ErrTooLarge{}):
		return &Unreadable{Path: path, What: err.Error(), Hint: "save it in a file and name that"}
	}
	return &Unreadable{Path: path, What: "cannot be read: " + err.Error(), Err: err}
}

// open opens the file for another pass and refuses one that is no longer the
// file whose checksum was taken.
func (f *fileFacts) open() (infile.File, error) {
	file, err := infile.Open(f.path)
	if err != nil {
		return nil, cannotRead(f.path, err)
	}
	if err := f.unchanged(file); err != nil {
		file.Close()
		return nil, err
	}
	return file, nil
}

// whole opens the file for a pass and refuses it too if it is another one behind the pass.
func (f *fileFacts) whole(pass func(infile.File) error) error {
	file, err := f.open()
	if err != nil {
		return err
	}
	defer file.Close()
	if err := pass(f.watched(file)); err != nil {
		return err
	}
	return f.unchanged(file)
}

// watched is a file whose passes are watched.
func (f *fileFacts) watched(file infile.File) infile.File {
	if f.watch == nil {
		return file
	}
	return &watchedFile{File: file, facts: f}
}

type watchedFile struct {
	infile.File
	facts *fileFacts
	at    int64
}

// Read reads on, as a pass over text does.
func (w *watchedFile) Read(p []byte) (int, error) {
	n, err := w.File.Read(p)
	w.at += int64(n)
	w.facts.watch(w.facts.path, w.at)
	return n, err
}

// ReadAt reads somewhere, as a pass over the parts of a workbook does.
func (w *watchedFile) ReadAt(p []byte, off int64) (int, error) {
	n, err := w.File.ReadAt(p, off)
	w.facts.watch(w.facts.path, off+int64(n))
	return n, err
}

func (f *fileFacts) unchanged(file infile.File) error {
	info, err := file.Stat()
	if err != nil || info.Size() != f.size || !info.ModTime().Equal(f.modified) {
		return &Unreadable{Path: f.path, What: "changed while it was being read",
			Hint: "close the program that writes it and run again"}
	}
	return nil
}

// checksum reads the file once for its checksum.
func (f *fileFacts) checksum() checksum {
	sum := sha256.New()
	unwatched := *f // it goes on beside what follows
	unwatched.watch = nil
	err := unwatched.whole(func(file infile.File) error {
		if _, err := io.CopyBuffer(sum, file, make([]byte, chunkBytes)); err != nil {
			return cannotRead(f.path, err)
		}
		return nil
	})
	return checksum{hex.EncodeToString(sum.Sum(nil)), err}
}

// textEncoding is how the bytes of a text file become UTF-8.
type textEncoding struct {
	name    string            // WHATWG name
	decode  encoding.Encoding // nil for UTF-8
	bom     int               // bytes of the byte order mark
	assumed bool
	nuls    int64 // NUL bytes, which are left out
}

// chooseEncoding decides in the order of IMP-19: byte order mark, NUL at every
// other place, valid UTF-8, Windows-1252. It refuses what is no text.
func chooseEncoding(f *fileFacts) (textEncoding, *Unreadable) {
	utf16 := func(name string, order unicode.Endianness, bom int) (textEncoding, *Unreadable) {
		if f.size%2 != 0 {
			return textEncoding{}, &Unreadable{Path: f.path, What: "UTF-16 text with an odd number of bytes, cut short or damaged",
				Hint: "export it again, best as CSV UTF-8"}
		}
		return textEncoding{name: name, decode: unicode.UTF16(order, unicode.IgnoreBOM), bom: bom}, nil
	}
	head := f.head
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		if !f.validUTF8 {
			return textEncoding{}, &Unreadable{Path: f.path, What: "marked as UTF-8, but some bytes are not UTF-8",
				Hint: "export it again as CSV UTF-8"}
		}
		if !f.fewNULs() {
			return textEncoding{}, binaryFile(f.path)
		}
		return textEncoding{name: "utf-8", bom: 3, nuls: f.nuls}, nil
	case bytes.HasPrefix(head, []byte("\xff\xfe\x00\x00")), bytes.HasPrefix(head, []byte("\x00\x00\xfe\xff")):
		return textEncoding{}, &Unreadable{Path: f.path, What: "UTF-32 text", Hint: "save it as CSV UTF-8"}
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return utf16("utf-16le", unicode.LittleEndian, 2)
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return utf16("utf-16be", unicode.BigEndian, 2)
	}
	if f.nuls > 0 {
		switch even, odd := nulShares(head); {
		case odd > 0.5 && even < 0.02:
			return utf16("utf-16le", unicode.LittleEndian, 0)
		case even > 0.5 && odd < 0.02:
			return utf16("utf-16be", unicode.BigEndian, 0)
		}
		if !f.fewNULs() {
			return textEncoding{}, binaryFile(f.path)
		}
	}
	if f.validUTF8 {
		return textEncoding{name: "utf-8", nuls: f.nuls}, nil
	}
	return textEncoding{name: "windows-1252", decode: charmap.Windows1252, assumed: true, nuls: f.nuls}, nil
}

// fewNULs reports whether the NUL bytes are so few that the file may be text
// that a program has damaged.
func (f *fileFacts) fewNULs() bool { return f.nuls <= max(2, f.size/10_000) }

func binaryFile(path string) *Unreadable {
	return &Unreadable{Path: path, What: "binary data, neither a workbook nor text", Hint: "save it as .xlsx or CSV"}
}

// nulShares gives the share of NUL bytes at even and at odd offsets.
func nulShares(head []byte) (even, odd float64) {
	pairs := len(head) / 2
	if pairs == 0 {
		return 0, 0
	}
	var count [2]int
	for i, b := range head[:2*pairs] {
		if b == 0 {
			count[i%2]++
		}
	}
	return float64(count[0]) / float64(pairs), float64(count[1]) / float64(pairs)
}

// decoded gives the text as UTF-8 without its byte order mark.
func (e textEncoding) decoded(file io.ReadSeeker) (io.Reader, error) {
	if _, err := file.Seek(int64(e.bom), io.SeekStart); err != nil {
		return nil, err
	}
	var raw io.Reader = file
	if e.nuls > 0 {
		raw = withoutNULs{file}
	}
	if e.decode == nil {
		return raw, nil
	}
	return e.decode.NewDecoder().Reader(raw), nil
}

// withoutNULs leaves NUL bytes out.
type withoutNULs struct{ src io.Reader }

func (w withoutNULs) Read(p []byte) (int, error) {
	for {
		n, err := w.src.Read(p)
		kept := 0
		for _, b := range p[:n] {
			if b != 0 {
				p[kept] = b
				kept++
			}
		}
		if kept > 0 || err != nil || n == 0 {
			return kept, err
		}
	}
}

// lineBreaks turns CRLF and lone CR into LF. encoding/csv takes a lone CR,
// which old exports use as line end, for part of a field.
type lineBreaks struct {
	src     io.Reader
	afterCR bool
}

func (l *lineBreaks) Read(p []byte) (int, error) {
	for {
		n, err := l.src.Read(p)
		kept := 0
		for _, b := range p[:n] {
			if b == '\n' && l.afterCR {
				l.afterCR = false
				continue
			}
			if l.afterCR = b == '\r'; l.afterCR {
				b = '\n'
			}
			p[kept] = b
			kept++
		}
		if kept > 0 || err != nil || n == 0 {
			return kept, err
		}
	}
}
