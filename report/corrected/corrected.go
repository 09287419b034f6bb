package corrected

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"otaudit/audit"
	"otaudit/infile"
	"otaudit/report/atomicfile"
)

// Options says what is written into a corrected copy.
type Options struct {
	// Apply is the lowest safety that is written: audit.Safe, audit.Review, or audit.NoFix for no correction at all.
	Apply audit.Safety
	// Delimiter and Encoding describe delimited text as the importer read it; Encoding is utf-8, utf-16le, utf-16be
	// or windows-1252. Without them they are found out from the text.
	Delimiter rune
	Encoding  string
	// ByHand says why the fields of delimited text cannot be found by the rules of CSV, so that they are corrected by hand;
	// empty if they can.
	ByHand string
	// RowAt gives the last indexed row of delimited text at or before the asked one, and the place of its first byte in the
	// file; false if there is none. Rows count as a spreadsheet program shows them: blank lines do, line breaks inside quotes
	// do not. Without it the text is read from its beginning to find the rows that change.
	RowAt func(row int32) (at int32, start int64, ok bool)
}

// Corrected says what became of one input.
type Corrected struct {
	Copy  *atomicfile.Pending // to be put in its place; nil if there is none
	Cells int                 // cells that were changed
	Note  string              // what the report has to say about the copy; empty if all is as usual
	// Comments were written and LeftOut were not, because of the limit or of what stands on the sheet already.
	Comments, LeftOut int
}

// Correction is what was decided about one input. The findings say already which edits the corrected copy will hold;
// the copy is still to be written.
type Correction struct {
	job   *correction
	write func() (Corrected, error)
}

// Plan decides which edits the corrected copy of the input can hold and marks them in the findings (REP-107 to
// REP-115). The layouts are those of the input's sheets; edits in other sheets are left as they are. On an error no
// edit of these sheets counts as applied.
func Plan(input, output string, result *audit.Result, layouts []*audit.Layout, o Options) (*Correction, error) {
	if err := refuseOverwrite(input, output); err != nil {
		return nil, err
	}
	c := &Correction{job: newCorrection(input, output, result, layouts, o)}
	c.job.collect()
	kind, err := sniffInput(input)
	if err == nil {
		err = c.job.sameSize()
	}
	if err != nil {
		c.Withdraw()
		return nil, err
	}
	if kind == inputText && o.ByHand != "" {
		kind = inputKind(o.ByHand)
	}
	switch kind {
	case inputWorkbook:
		c.write, err = c.job.planWorkbook()
	case inputText:
		c.write, err = c.job.planText()
	default:
		c.job.refuseAll(string(kind) + ": correct by hand")
		c.job.closeFixes()
		c.write = func() (Corrected, error) { return Corrected{Note: string(kind) + "; it is not rewritten"}, nil }
	}
	if err != nil {
		c.Withdraw()
		return nil, err
	}
	return c, nil
}

// Write writes the copy, to be called once. The input is never written to. The copy is complete and stood the comparison with the
// input, and appears when the caller puts it in its place; on an error no file is left. The result is read and not changed, so
// that others may read it meanwhile: after an error the caller withdraws.
func (c *Correction) Write() (Corrected, error) { return c.write() }

// Withdraw takes back what was marked as applied, because the copy could not be released.
func (c *Correction) Withdraw() {
	c.job.refuseAll("the corrected copy could not be written")
	c.job.closeFixes()
}

// inputKind is what the content of the input is; of kinds that cannot be rewritten it says so in words.
type inputKind string

const (
	inputWorkbook inputKind = "workbook"
	inputText     inputKind = "text"
	inputHTML     inputKind = "the input is an HTML table"
	inputForeign  inputKind = "the input is neither a workbook nor delimited text"
)

// sniffInput tells the kinds apart by content, as the importers do.
func sniffInput(path string) (inputKind, error) {
	file, err := infile.Open(path)
	if err != nil {
		return "", cannotCorrect(path, err)
	}
	defer file.Close()
	head := make([]byte, 4096)
	n, err := io.ReadFull(file, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return "", cannotCorrect(path, err)
	}
	head = head[:n]
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return inputWorkbook, nil
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		return inputForeign, nil
	}
	// NUL bytes are dropped so that marked-up text in UTF-16 is seen too.
	text := bytes.ReplaceAll(bytes.TrimLeft(head, "\xef\xbb\xbf\xff\xfe"), []byte{0}, nil)
	if text = bytes.TrimSpace(text); len(text) > 0 && text[0] == '<' {
		return inputHTML, nil
	}
	return inputText, nil
}

// sameContent refuses an input that is not, byte for byte, what was audited, when its copy is complete.
func (c *correction) sameContent() error {
	file, err := infile.Open(c.input)
	if err != nil {
		return err
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return err
	}
	if c.read.SHA256 != "" && hex.EncodeToString(sum.Sum(nil)) != c.read.SHA256 {
		return errInputChanged
	}
	return nil
}

// sameSize refuses an input whose size is another than when it was read. What the cells hold is compared too, but a file
// that grew or shrank need not be looked at.
func (c *correction) sameSize() error {
	info, err := infile.Stat(c.input)
	if err != nil {
		return cannotCorrect(c.input, err)
	}
	if c.read.Bytes > 0 && info.Size() != c.read.Bytes {
		return cannotCorrect(c.input, errInputChanged)
	}
	return nil
}

// refuseOverwrite keeps the input safe even if the caller names it as the output (REP-02).
func refuseOverwrite(input, output string) error {
	in, err := infile.Stat(input)
	if err != nil {
		return cannotCorrect(input, err)
	}
	out, err := os.Stat(output)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return cannotCorrect(output, err)
	}
	if os.SameFile(in, out) {
		return fmt.Errorf("%s: the corrected copy would overwrite the input; choose another output folder", input)
	}
	return nil
}

// prepare lets write fill a file beside the output; it is put in its place by the caller (REP-02). The file is not synced, unlike
// the reports: it is the largest of a run, and can be made again from the input after a power failure.
func (c *correction) prepare(write func(temporary string) error) (*atomicfile.Pending, error) {
	read, err := infile.Stat(c.input)
	if err != nil {
		return nil, cannotCorrect(c.input, err)
	}
	// The copy names patients: its owner alone may read it, and nobody who could not read the input.
	pending, err := atomicfile.PrepareNamed(c.output, 0o600&read.Mode().Perm(), func(temporary string) error {
		if err := write(temporary); err != nil {
			return err
		}
		return c.sameContent()
	})
	if err != nil {
		return nil, cannotCorrect(c.output, err)
	}
	return pending, nil
}

func cannotCorrect(path string, err error) error {
	var unwritten *atomicfile.WriteError
	if errors.As(err, &unwritten) {
		err = unwritten.Err
	}
	var in *fs.PathError
	if errors.As(err, &in) {
		err = in.Err
	}
	var opening *infile.Error
	if errors.As(err, &opening) {
		err = opening.Err
	}
	var between *os.LinkError // names the temporary file, which nobody knows
	if errors.As(err, &between) {
		err = between.Err
	}
	return fmt.Errorf("%s: corrected copy not written: %w", infile.Name(path), err)
}
