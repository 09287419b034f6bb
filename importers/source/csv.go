package source

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// delimitedText is what a pass over a text file needs to know.
type delimitedText struct {
	facts    *fileFacts
	encoding textEncoding
	delim    byte
	skip     int64 // bytes of decoded text taken by a line sep=;
	skipRows int   // 1 if there is such a line
	lazy     bool
	loneCR   bool
	check    *passCheck // of a file that was not surveyed: its first whole pass does that; nil otherwise
	starts   rowStarts  // as the last whole pass of plainRows found them
}

// openDelimited surveys the text and describes it as a Source of one sheet.
func openDelimited(facts *fileFacts, enc textEncoding) (*Source, error) {
	t := &delimitedText{facts: facts, encoding: enc}
	head, err := t.decodedHead()
	if err != nil {
		return nil, err
	}
	if d, length, ok := sepLine(head); ok {
		t.delim, t.skip, t.skipRows = d, int64(length), 1
	} else {
		t.delim = detectDelimiter(head)
	}
	notes, err := t.survey()
	if err != nil {
		return nil, err
	}
	if enc.assumed {
		notes = append(notes, "encoding assumed to be Windows-1252: the text is not UTF-8 and nothing says what it is")
	}
	if t.skipRows > 0 {
		notes = append(notes, fmt.Sprintf("row 1 names the delimiter (%q) and holds no data", "sep="+string(rune(t.delim))))
	}
	return &Source{
		Kind: DelimitedText, Encoding: enc.name, EncodingAssumed: enc.assumed, BOM: enc.bom > 0,
		Delimiter: rune(t.delim), RowAt: t.rowAt(), Notes: notes,
		Sheets: []*Sheet{t.sheet()},
	}, nil
}

func (t *delimitedText) decodedHead() ([]byte, error) {
	file, err := t.facts.open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	text, err := t.encoding.decoded(file)
	if err != nil {
		return nil, cannotRead(t.facts.path, err)
	}
	head := make([]byte, delimiterHead)
	n, err := io.ReadFull(text, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, cannotRead(t.facts.path, err)
	}
	return head[:n], nil
}

// survey reads the text once for its quotes and line ends and refuses what
// cannot be read without guessing.
func (t *delimitedText) survey() (notes []string, err error) {
	file, err := t.facts.open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	text, err := t.encoding.decoded(file)
	if err != nil {
		return nil, cannotRead(t.facts.path, err)
	}
	if _, err := io.CopyN(io.Discard, text, t.skip); err != nil && err != io.EOF {
		return nil, cannotRead(t.facts.path, err)
	}
	s := newQuoteSurvey(t.delim, t.skip)
	buf := make([]byte, chunkBytes)
	undecodable := 0
	for {
		n, err := text.Read(buf)
		s.feed(buf[:n])
		if t.encoding.decode != nil {
			undecodable += bytes.Count(buf[:n], []byte("\uFFFD"))
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, cannotRead(t.facts.path, err)
		}
	}
	unclosed := s.finish()
	switch {
	case s.hasNUL:
		return nil, binaryFile(t.facts.path)
	case s.ambiguous >= 0:
		return nil, t.refuseAt(s.ambiguous, "a quoted text opened on line %d holds a quote that is not doubled and runs over a line break",
			"double the quotes inside the text, or export it again")
	case unclosed:
		return nil, t.refuseAt(s.openedAt, "a quote opened on line %d never closes", "close or remove that quote, or export it again")
	}
	t.loneCR = s.loneCR
	if t.lazy = s.bare+s.stray > 0; t.lazy {
		notes = append(notes, fmt.Sprintf("quotes inside fields that are not doubled, read as written: %d", s.bare+s.stray))
	}
	if undecodable > 0 {
		notes = append(notes, fmt.Sprintf("characters that are not valid %s, shown as U+FFFD: %d", t.encoding.name, undecodable))
	}
	return notes, nil
}

// refuseAt makes the error for a place in the text, which it looks up as the
// line a text editor shows.
func (t *delimitedText) refuseAt(offset int64, what, hint string) error {
	line, err := t.lineAt(offset)
	if err != nil {
		return err
	}
	return &Unreadable{Path: t.facts.path, What: fmt.Sprintf(what, line), Hint: hint}
}

func (t *delimitedText) lineAt(offset int64) (int, error) {
	file, err := t.facts.open()
	if err != nil {
		return 0, err
	}
	defer file.Close()
	text, err := t.encoding.decoded(file)
	if err != nil {
		return 0, cannotRead(t.facts.path, err)
	}
	line := 1
	r := bufio.NewReader(&lineBreaks{src: io.LimitReader(text, offset)})
	for {
		b, err := r.ReadByte()
		if err == io.EOF {
			return line, nil
		}
		if err != nil {
			return 0, cannotRead(t.facts.path, err)
		}
		if b == '\n' {
			line++
		}
	}
}

// sheet is the one sheet of the text.
func (t *delimitedText) sheet() *Sheet {
	s := &Sheet{RowCount: -1, Furniture: t.skipRows, read: t.rows}
	if t.plain() {
		s.Records = t.records
	}
	return s
}

// plain says whether the text is quoted by the rules.
func (t *delimitedText) plain() bool { return !t.lazy && !t.loneCR }

// rows is one pass over the text.
func (t *delimitedText) rows(visit func(*Row) error) error {
	if t.plain() {
		var row Row
		return t.records(func(r *Record) error {
			r.fill(&row)
			return visit(&row)
		})
	}
	return t.pass(func(text io.Reader, _ *passCheck) error { return t.tolerantRows(text, visit) })
}

// records is one pass over text that is quoted by the rules.
func (t *delimitedText) records(visit func(*Record) error) error {
	return t.pass(func(text io.Reader, check *passCheck) error { return t.plainRecords(text, check, visit) })
}

// pass opens the text for one reading. The check is to see all that is read; nil if there is none.
func (t *delimitedText) pass(read func(text io.Reader, check *passCheck) error) error {
	file, err := t.facts.open()
	if err != nil {
		return err
	}
	defer file.Close()
	text, err := t.encoding.decoded(file)
	if err != nil {
		return cannotRead(t.facts.path, err)
	}
	check := t.check
	if check != nil && check.sum != nil { // an earlier pass saw it all
		check = nil
	}
	if _, err := io.CopyN(io.Discard, text, t.skip); err != nil && err != io.EOF {
		return cannotRead(t.facts.path, err)
	}
	return read(text, check)
}

// plainRecords passes over text that is quoted by the rules.
func (t *delimitedText) plainRecords(text io.Reader, check *passCheck, visit func(*Record) error) error {
	r := newRecordReader(text, t.delim)
	r.check = check
	rec := Record{Number: t.skipRows}
	starts := rowStarts{first: t.skipRows + 1}
	for {
		start := int64(t.encoding.bom) + t.skip + r.offset()
		cells, err := r.next()
		switch {
		case err == io.EOF:
			t.starts = starts
			return nil
		case errors.Is(err, ErrNotPlain):
			return err
		case err != nil:
			return cannotRead(t.facts.path, err)
		}
		rec.Number++
		starts.add(rec.Number, start)
		if rec.Block, rec.read, rec.Cells = r.block, r.reads, cells; rec.empty() {
			continue
		}
		if err := visit(&rec); err != nil {
			return err
		}
	}
}

// tolerantRows passes over text by encoding/csv.
func (t *delimitedText) tolerantRows(text io.Reader, visit func(*Row) error) error {
	if t.loneCR {
		text = &lineBreaks{src: text}
	}
	r := csv.NewReader(bufio.NewReaderSize(text, chunkBytes))
	r.Comma = rune(t.delim)
	r.FieldsPerRecord = -1 // ragged rows are delivered as they are
	r.ReuseRecord = true
	r.LazyQuotes = t.lazy
	var row Row
	swallowed := 0 // physical lines inside earlier records, which a spreadsheet does not count as rows
	for {
		record, err := r.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return t.parseError(err)
		}
		first, _ := r.FieldPos(0)
		last := len(record) - 1
		lastLine, _ := r.FieldPos(last)
		row.Number = first - swallowed + t.skipRows
		row.Text = record
		swallowed += lastLine - first + strings.Count(record[last], "\n")
		if AllEmpty(record) {
			continue
		}
		if err := visit(&row); err != nil {
			return err
		}
	}
}

func (t *delimitedText) parseError(err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return &Unreadable{Path: t.facts.path, What: fmt.Sprintf("line %d: %v", parse.Line+t.skipRows, parse.Err), Err: err}
	}
	return cannotRead(t.facts.path, err)
}

func AllEmpty(record []string) bool {
	for _, text := range record {
		if text != "" {
			return false
		}
	}
	return true
}
