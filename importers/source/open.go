// Package importers turns files of logged therapy sessions, in any layout,
// into the service lines of package audit.
//
// This layer, from Open to Sheet.Rows, turns files into rows and decides
// nothing about their meaning. The kind of a file follows from its content,
// never from its name. Files are opened read-only, no copy of them is written
// anywhere, and between passes none is kept open.
package source

import (
	"bytes"
	"fmt"
	"path/filepath"

	"otaudit/infile"
)

// Open decides by the content what the file is and reads it once from end to
// end, so that damage is known before any row is used (IMP-11). Every error is
// an *Unreadable.
func Open(path string, limits Limits) (*Source, error) {
	if isLockFile(path) {
		return nil, &Unreadable{Path: path, What: "lock file of an open workbook", Skip: true}
	}
	facts, err := gatherFacts(path)
	if err != nil {
		return nil, err
	}
	limits = limits.filled(facts.size)
	facts.watch = limits.Watch
	source, err := openByContent(facts, limits)
	if err != nil {
		return nil, err
	}
	if path == infile.Stdin && source.Kind != DelimitedText {
		return nil, &Unreadable{Path: path, What: source.Kind.String() + ", but only text is read from there", Hint: "save it in a file and name that"}
	}
	source.Path, source.Name = path, baseName(path)
	source.SHA256, source.Bytes = facts.sha256, facts.size
	return source, nil
}

// baseName is the name of a log without folders.
func baseName(path string) string {
	if path == infile.Stdin {
		return "standard-input.csv"
	}
	return filepath.Base(path)
}

func openByContent(facts *fileFacts, limits Limits) (*Source, error) {
	if facts.size == 0 {
		return nil, &Unreadable{Path: facts.path, What: "empty", Hint: "export it again"}
	}
	if refusal := refuseForeign(facts); refusal != nil {
		return nil, refusal
	}
	switch {
	case bytes.HasPrefix(facts.head, []byte(oleMagic)):
		return nil, refuseOLE(facts)
	case bytes.HasPrefix(facts.head, []byte("PK\x03\x04")), bytes.HasPrefix(facts.head, []byte("PK\x05\x06")):
		return openWorkbook(facts, limits)
	}
	enc, refusal := chooseEncoding(facts)
	if refusal != nil {
		return nil, refusal
	}
	kind, refusal := textKind(facts.path, decodeHead(facts, enc), enc)
	if refusal != nil {
		return nil, refusal
	}
	if kind == HTMLTables {
		return openHTML(facts, enc, limits)
	}
	if facts.longest > int64(limits.MaxLine) {
		return nil, &Unreadable{Path: facts.path, What: fmt.Sprintf("a line has %d bytes, more than the limit of %d", facts.longest, limits.MaxLine),
			Hint: "export it again with a line for each row, or raise the limit with --max-line if the file can be trusted"}
	}
	return openDelimited(facts, enc, limits)
}

// decodeHead gives the beginning of a text file as UTF-8.
func decodeHead(facts *fileFacts, enc textEncoding) []byte {
	head := facts.head[min(enc.bom, len(facts.head)):]
	if enc.nuls > 0 {
		head = bytes.ReplaceAll(head, []byte{0}, nil)
	}
	if enc.decode == nil {
		return head
	}
	decoded, err := enc.decode.NewDecoder().Bytes(head)
	if err != nil { // the decoders of x/text replace what they cannot decode
		return head
	}
	return decoded
}
