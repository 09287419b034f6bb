package importers

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/importers/claims"
	"otaudit/importers/source"
	"otaudit/importers/x12"
	"otaudit/infile"
)

// claimFiles are the X12 files of a run, read into one set of claims.
type claimFiles struct {
	reader *claims.Reader // nil before the first file
	files  []claimFile
}

type claimFile struct {
	*claims.File
	sheet int // index in Book.Sheets
}

// isX12 reports whether a file begins as X12 does.
func isX12(path string) bool {
	f, err := infile.Open(path)
	if err != nil {
		return false // said by whoever reads it
	}
	defer f.Close()
	head := make([]byte, 1024)
	n, _ := io.ReadFull(f, head)
	return x12.Recognize(head[:n])
}

// readClaims reads an X12 file. Its lines become sessions only when all files are read (closeClaims). What is wrong with it is said
// line by line; what is good is kept.
func (b *Book) readClaims(path string, first map[string]string, sizes map[int64]bool, o *Options) error {
	f, err := infile.Open(path)
	if err != nil {
		return &source.Unreadable{Path: path, What: "cannot be opened", Err: err}
	}
	defer f.Close()
	if b.x12.reader == nil {
		b.x12.reader = claims.NewReader()
		b.Claims = &b.x12.reader.Claims
	}
	name := filepath.Base(path)
	if path == infile.Stdin {
		name = "standard-input.x12"
	}
	name = b.ownName(name)
	sum, bytes := sha256.New(), &counter{path: path, watch: o.Limits.Watch}
	file, err := b.x12.reader.Read(bufio.NewReaderSize(io.TeeReader(f, io.MultiWriter(sum, bytes)), 256<<10), name)
	var problem *x12.Problem
	switch {
	case errors.As(err, &problem) && file.Segments == 0:
		return &source.Unreadable{Path: path, What: "X12: " + problem.Error(), Hint: "export the file again, with its interchange header, as the billing system or clearinghouse has it"}
	case problem != nil:
		file.Problems = append(file.Problems, problem)
	case err != nil:
		return &source.Unreadable{Path: path, What: "cannot be read", Err: err}
	}
	if refused := nothingRead(path, file); refused != nil {
		return refused
	}
	checksum := hex.EncodeToString(sum.Sum(nil))
	first[checksum], sizes[bytes.n] = path, true
	b.sayDamage(path, name, file)
	b.x12.files = append(b.x12.files, claimFile{file, len(b.Sheets)})
	b.Notices = append(b.Notices, file.Notices...)
	b.Sheets = append(b.Sheets, audit.Sheet{Name: name, Input: len(b.Inputs), RowsRead: file.Segments, Claims: len(file.Billed), Remits: len(file.Remits), Notes: notesOf(file)})
	b.Inputs = append(b.Inputs, audit.Input{Name: name, Bytes: bytes.n, SHA256: checksum, Kind: "X12"})
	return nil
}

// counter counts the bytes written to it, and tells who watches.
type counter struct {
	n     int64
	path  string
	watch func(path string, at int64)
}

func (c *counter) Write(p []byte) (int, error) {
	if c.n += int64(len(p)); c.watch != nil {
		c.watch(c.path, c.n)
	}
	return len(p), nil
}

// nothingRead refuses a file without claims and remittances.
func nothingRead(path string, file *claims.File) error {
	if len(file.Billed)+len(file.Remits) > 0 {
		return nil
	}
	what := "X12 without a claim (837P) or a remittance (835)"
	if others := otherSets(file); others != "" {
		what += "; it holds " + others
	} else if len(file.Problems) > 0 {
		what += ": " + file.Problems[0].Error()
	}
	return &source.Unreadable{Path: path, What: what, Hint: "professional claims (837, 005010X222A1) and remittances (835, 005010X221A1) are read; institutional and dental claims are not"}
}

func otherSets(file *claims.File) string {
	var names []string
	for _, set := range slices.Sorted(maps.Keys(file.Others)) {
		names = append(names, fmt.Sprintf("%s of %s", audit.Plural(file.Others[set], "transaction", "transactions"), cmp.Or(set, "no kind")))
	}
	return strings.Join(names, ", ")
}

// kept says what was read of a file.
func kept(file *claims.File) string {
	var parts []string
	if n := len(file.Billed); n > 0 {
		parts = append(parts, audit.Plural(n, "claim", "claims")+" with "+audit.Plural(file.ServiceLines, "service line", "service lines"))
	}
	if n := len(file.Remits); n > 0 {
		lines := 0
		for _, r := range file.Remits {
			lines += len(r.Lines)
		}
		parts = append(parts, audit.Plural(n, "remittance", "remittances")+" with "+audit.Plural(lines, "service line", "service lines"))
	}
	return strings.Join(parts, " and ")
}

// sayDamage lists what is wrong with a file as such: the run exits 3 for it. It is a finding too, so that the report has it.
func (b *Book) sayDamage(path, name string, file *claims.File) {
	for i, p := range file.Problems {
		said := &source.Unreadable{Path: path, What: p.Error()}
		if i == len(file.Problems)-1 {
			said.Hint = kept(file) + " were read and kept; if the file is not whole, export it again"
		}
		b.Problems = append(b.Problems, said)
		b.Notices = append(b.Notices, audit.Notice{Rule: "I009", Cell: audit.Ref{Sheet: name, Row: int32(max(p.Segment, 1))}, Message: p.Error()})
	}
	for _, set := range slices.Sorted(maps.Keys(file.Others)) {
		if strings.HasPrefix(set, "837") || strings.HasPrefix(set, "835") {
			b.Problems = append(b.Problems, &source.Unreadable{Path: path, What: fmt.Sprintf("%s: not read", audit.Plural(file.Others[set], "transaction of "+set, "transactions of "+set)),
				Hint: "professional claims (837, 005010X222A1) and remittances (835, 005010X221A1) are read"})
		}
	}
}

// notesOf says what a file holds, for its sheet in the report.
func notesOf(file *claims.File) []string {
	notes := []string{"an X12 file: its rows are segments, counted from the first ISA; " + kept(file)}
	if file.Lower {
		notes = append(notes, "the file is in lower case and is read as if it were in capitals")
	}
	if others := otherSets(file); others != "" {
		notes = append(notes, "not read: "+others)
	}
	return notes
}
