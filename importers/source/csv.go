package source

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"

	"otaudit/infile"
)

// delimitedText is what a pass over a text file needs to know.
type delimitedText struct {
	facts    *fileFacts
	encoding textEncoding
	limits   Limits
	dialect
	skip     int64 // bytes of decoded text taken by a line sep=;
	skipRows int   // 1 if there is such a line
	lazy     bool  // quotes or delimiters do not follow the rules
	loneCR   bool
	check    *passCheck // of a file that was not surveyed: its first whole pass does that; nil otherwise
	starts   rowStarts  // as the last whole pass of plainRows found them
}

// openDelimited surveys the text and describes it as a Source of one sheet.
func openDelimited(facts *fileFacts, enc textEncoding, limits Limits) (*Source, error) {
	t := &delimitedText{facts: facts, encoding: enc, limits: limits}
	head, err := t.decodedHead()
	if err != nil {
		return nil, err
	}
	if d, length, ok := sepLine(head); ok {
		t.dialect, t.skip, t.skipRows = dialect{delim: d, quote: '"'}, int64(length), 1
		t.width, _ = usualWidth(head[length:], t.dialect)
	} else {
		t.dialect = detectDialect(head)
	}
	notes, err := t.survey()
	if err != nil {
		return nil, err
	}
	byHand, quoteNotes, err := t.checkQuotes()
	if err != nil {
		return nil, err
	}
	notes = append(notes, quoteNotes...)
	if enc.assumed {
		notes = append(notes, "encoding assumed to be Windows-1252: the text is not UTF-8 and nothing says what it is")
	}
	if t.skipRows > 0 {
		notes = append(notes, fmt.Sprintf("row 1 names the delimiter (%q) and holds no data", "sep="+string(rune(t.delim))))
	}
	return &Source{
		Kind: DelimitedText, Encoding: enc.name, EncodingAssumed: enc.assumed, BOM: enc.bom > 0,
		Delimiter: rune(t.delim), ByHand: byHand, RowAt: t.rowAt(), Notes: notes,
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

// survey reads the text once for its quotes and line ends.
func (t *delimitedText) survey() (notes []string, err error) {
	s := quoteSurvey{delim: t.delim, prev: '\n'}
	undecodable := 0
	err = t.pass(func(text io.Reader, _ *passCheck) error {
		buf := make([]byte, chunkBytes)
		for {
			n, err := text.Read(buf)
			s.feed(buf[:n])
			if t.encoding.decode != nil {
				undecodable += bytes.Count(buf[:n], []byte("\uFFFD"))
			}
			if err == io.EOF {
				return nil
			}
			if err != nil {
				return cannotRead(t.facts.path, err)
			}
		}
	})
	if err != nil {
		return nil, err
	}
	unclosed := s.finish()
	if s.hasNUL {
		return nil, binaryFile(t.facts.path)
	}
	t.loneCR = s.loneCR
	t.lazy = unclosed || s.irregular > 0 || !t.dialect.plain()
	if undecodable > 0 {
		notes = append(notes, fmt.Sprintf("characters that are not valid %s, shown as U+FFFD: %d", t.encoding.name, undecodable))
	}
	if t.encoding.nuls > 0 {
		notes = append(notes, fmt.Sprintf("NUL bytes in the text, left out: %d", t.encoding.nuls))
	}
	return notes, nil
}

// mostBroken is the share of records with broken quotes, as one in so many, above which a text is refused.
const mostBroken = 5

// checkQuotes reads text whose quotes do not follow the rules once as it will be read. It says what it found, why the text
// cannot be corrected in place, and refuses text of which too little can be read.
func (t *delimitedText) checkQuotes() (byHand string, notes []string, err error) {
	if !t.lazy {
		return "", nil, nil
	}
	records, broken, firstBroken, cut, firstCut, loose, inside, guards := 0, 0, 0, 0, 0, false, 0, 0
	err = t.pass(func(text io.Reader, _ *passCheck) error {
		return t.tolerantRecords(text, func(record *tolerantRecord) error {
			if AllEmpty(record.cells) {
				return nil
			}
			records++
			if record.broken {
				broken++
				firstBroken = cmp.Or(firstBroken, record.line+t.skipRows)
			}
			if record.openedAt > 0 {
				cut++
				firstCut = cmp.Or(firstCut, record.openedAt+t.skipRows)
			}
			loose = loose || record.loose
			inside += record.inside
			guards += record.guards
			return nil
		})
	})
	switch {
	case err != nil:
		return "", nil, err
	case broken*mostBroken > records && cut > 0:
		return "", nil, &Unreadable{Path: t.facts.path, What: fmt.Sprintf("a quote opened on line %d never closes", firstCut),
			Hint: "close or remove that quote, or export it again"}
	case broken*mostBroken > records:
		return "", nil, &Unreadable{Path: t.facts.path, What: fmt.Sprintf("fields cannot be told apart: %d of %d records, the first on line %d", broken, records, firstBroken),
			Hint: "export it again as CSV with texts in double quotes"}
	}
	if inside > 0 {
		notes = append(notes, fmt.Sprintf("quotes inside fields that are not doubled, read as written: %d", inside))
	}
	if guards > 0 {
		notes = append(notes, fmt.Sprintf("texts written as =\"…\", read without that guard: %d", guards))
	}
	if broken > 0 {
		notes = append(notes, fmt.Sprintf("records whose quotes do not close or whose fields cannot be told apart, left out: %d, the first on line %d", broken, firstBroken))
	}
	switch {
	case t.gap > 0:
		byHand = "the input's fields are divided by spaces"
	case t.quote != '"':
		byHand = "the input's texts stand in single quotes"
	case loose:
		byHand = "the input's quotes do not follow the rules of CSV"
	}
	return byHand, notes, nil
}

// sheet is the one sheet of the text.
func (t *delimitedText) sheet() *Sheet {
	s := &Sheet{RowCount: -1, NonData: t.skipRows, read: t.rows}
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
	return t.facts.whole(func(file infile.File) error {
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
	})
}

// plainRecords passes over text that is quoted by the rules.
func (t *delimitedText) plainRecords(text io.Reader, check *passCheck, visit func(*Record) error) error {
	r := newRecordReader(text, t.delim)
	r.check = check
	rec := Record{Number: t.skipRows}
	count := cellCount{path: t.facts.path, limits: t.limits}
	starts := rowStarts{first: t.skipRows + 1, every: rowsPerStart}
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
		if err := count.row(rec.Number, len(cells)); err != nil {
			return err
		}
		if err := visit(&rec); err != nil {
			return err
		}
	}
}

// tolerantRows passes over text whose quotes, line ends or delimiters do not follow the rules.
func (t *delimitedText) tolerantRows(text io.Reader, visit func(*Row) error) error {
	var row Row
	swallowed := 0 // lines inside earlier records, which a spreadsheet does not count as rows
	return t.tolerantRecords(text, func(record *tolerantRecord) error {
		row.Number, row.Text, row.Broken = record.line-swallowed+t.skipRows, record.cells, record.broken
		swallowed += record.lines - 1
		if AllEmpty(record.cells) {
			return nil
		}
		return visit(&row)
	})
}

// tolerantRecords takes the records of such text apart, blank ones too, and holds them to the limits.
func (t *delimitedText) tolerantRecords(text io.Reader, visit func(*tolerantRecord) error) error {
	r := newTolerantReader(text, t.dialect)
	count := cellCount{path: t.facts.path, limits: t.limits}
	for {
		record, err := r.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return cannotRead(t.facts.path, err)
		}
		if !AllEmpty(record.cells) {
			if err := count.row(record.line+t.skipRows, len(record.cells)); err != nil {
				return err
			}
		}
		if err := visit(&record); err != nil {
			return err
		}
	}
}

// AllEmpty reports whether no cell of a record holds anything.
func AllEmpty(record []string) bool {
	for _, text := range record {
		if text != "" {
			return false
		}
	}
	return true
}
