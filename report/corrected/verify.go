package corrected

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"slices"
)

// verify compares the copy with the input as both lie on the disk (REP-113): parts that were not to change are equal as they
// are compressed, edited sheets are equal cell by cell but for their edits, and tag by tag but for the marks.
func (j *workbookCopy) verify(file string) error {
	before := j.book.parts
	after, err := openWorkbookParts(file)
	if err != nil {
		return err
	}
	defer after.Close()
	if err := j.verifyParts(after); err != nil {
		return err
	}
	if len(after.sheets) != len(before.sheets)+1 || !slices.Equal(after.sheets[:len(before.sheets)], before.sheets) {
		return errors.New("the copy has other sheets than the input")
	}
	for _, sheet := range before.sheets {
		edits := j.edits[sheet.name]
		if edits == nil {
			continue
		}
		if err := j.book.verifySheet(after, j.book.read[sheet.name], edits); err != nil {
			return fmt.Errorf("sheet %s: %w", sheet.name, err)
		}
		if err := verifyComments(before, after, sheet); err != nil {
			return err
		}
	}
	return verifyStyles(before, after)
}

// verifyParts holds the parts that were not to change against those of the input.
func (j *workbookCopy) verifyParts(after *workbookParts) error {
	a, b := make([]byte, 64<<10), make([]byte, 64<<10)
	for _, f := range j.book.parts.archive.File {
		key := partKey(f.Name)
		copied := after.files[key]
		switch {
		case j.removed[key]:
			if copied != nil {
				return fmt.Errorf("the copy still has the part %s", f.Name)
			}
		case copied == nil:
			return fmt.Errorf("the copy lacks the part %s", f.Name)
		case j.changed[key] == nil:
			if same, err := samePart(f, copied, a, b); err != nil {
				return err
			} else if !same {
				return fmt.Errorf("the part %s differs from the input", f.Name)
			}
		}
	}
	if len(after.files) != len(j.book.parts.files)-len(j.removed)+len(j.added) {
		return errors.New("the copy has parts that were not to be added")
	}
	return nil
}

func samePart(f, copied *zip.File, a, b []byte) (bool, error) {
	if f.Method != copied.Method || f.CRC32 != copied.CRC32 || f.UncompressedSize64 != copied.UncompressedSize64 ||
		f.CompressedSize64 != copied.CompressedSize64 {
		return false, nil
	}
	x, err := f.OpenRaw()
	if err != nil {
		return false, err
	}
	y, err := copied.OpenRaw()
	if err != nil {
		return false, err
	}
	for {
		n, err := io.ReadFull(x, a)
		m, err2 := io.ReadFull(y, b)
		if !bytes.Equal(a[:n], b[:m]) {
			return false, nil
		}
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			return err == err2, nil
		}
		if err != nil {
			return false, err
		}
		if err2 != nil {
			return false, err2
		}
	}
}

// sheetOutline is what a sheet has outside its cells: the elements of its root, each with a sum over its tags.
type sheetOutline struct {
	names []string
	sums  []uint64
	depth int
	hash  maphash.Hash
}

// take follows the tags that are outside the cells. Which columns a row spans is a hint, and an empty row may be written in
// two ways.
func (o *sheetOutline) take(w *xmlWalk) {
	if w.closing {
		o.depth--
	}
	if o.depth == 1 && !w.closing {
		o.names, o.sums = append(o.names, string(w.name)), append(o.sums, 0)
	}
	inside := o.depth > 1 || o.depth == 1 && !w.closing
	switch {
	case !inside:
	case w.is("row"):
		o.hash.Write(without(w.attrs, "spans"))
	case w.ends("row"):
	default:
		o.hash.Write(w.step())
	}
	if len(o.sums) > 0 && o.depth >= 1 {
		o.sums[len(o.sums)-1] = o.hash.Sum64()
	}
	if o.depth == 1 && (w.closing || w.empty) {
		o.hash.Reset()
	}
	if !w.closing && !w.empty {
		o.depth++
	}
}

// holds says whether the outline of a copy has all that the input's has, and more only of what marks need.
func (o *sheetOutline) holds(before *sheetOutline, marks bool) bool {
	i := 0
	for k, name := range o.names {
		switch {
		case i < len(before.names) && before.names[i] == name && before.sums[i] == o.sums[k]:
			i++
		case marks && (name == "conditionalFormatting" || name == "legacyDrawing" && !slices.Contains(before.names, name)):
		default:
			return false
		}
	}
	return i == len(before.names)
}

// verifySheet compares two sheets. Outside the edits all cells must be equal, inside the copy must hold the new value in
// the old style.
func (b *workbookRead) verifySheet(after *workbookParts, sheet *sheetRead, edits *sheetEdits) error {
	x, err := b.parts.cellsOf(sheet.part)
	if err != nil {
		return err
	}
	defer x.Close()
	y, err := after.cellsOf(sheet.part)
	if err != nil {
		return err
	}
	defer y.Close()
	seed := maphash.MakeSeed()
	var was, is sheetOutline
	was.hash.SetSeed(seed)
	is.hash.SetSeed(seed)
	x.other, y.other = was.take, is.take
	left := edits.cells
	var old, copied sheetCell
	moreOld, err := nextFilled(x, left, &old)
	if err != nil {
		return err
	}
	for {
		moreCopied, err := nextFilled(y, left, &copied)
		if err != nil {
			return err
		}
		for len(left) > 0 && (!moreCopied || comparePlaces(left[0].textPlace, copied.place()) < 0) {
			if !left[0].mayLack() {
				return errors.New("a correction is missing in the copy: " + cellName(left[0].row, left[0].col))
			}
			left = left[1:]
		}
		edited := moreCopied && len(left) > 0 && left[0].textPlace == copied.place()
		switch {
		case edited && moreOld && comparePlaces(old.place(), copied.place()) < 0:
			return differs(old.place())
		case edited:
			before := (*sheetCell)(nil)
			if moreOld && old.place() == copied.place() {
				before = &old
			}
			if err := left[0].confirm(before, &copied); err != nil {
				return err
			}
			left = left[1:]
			if before == nil {
				continue
			}
		case !moreCopied && !moreOld:
			if !is.holds(&was, edits.formats != "" || edits.drawing != "") {
				return errors.New("the copy differs from the input outside the cells")
			}
			return nil
		case moreCopied != moreOld || !old.same(&copied):
			return differs(copied.place())
		}
		if moreOld, err = nextFilled(x, left, &old); err != nil {
			return err
		}
	}
}

func differs(at textPlace) error {
	return fmt.Errorf("the copy differs from the input outside the corrections, near cell %s", cellName(max(at.row, 1), max(at.col, 1)))
}

func (c *sheetCell) place() textPlace { return textPlace{c.row, c.col} }

// nextFilled skips cells that could as well not be there, but not those that are edited.
func nextFilled(cells *sheetCells, left []cellEdit, cell *sheetCell) (bool, error) {
	for {
		more, err := cells.next(cell)
		if err != nil || !more {
			return false, err
		}
		for len(left) > 0 && comparePlaces(left[0].textPlace, cell.place()) < 0 {
			left = left[1:]
		}
		if !cell.blank() || len(left) > 0 && left[0].textPlace == cell.place() {
			return true, nil
		}
	}
}

// mayLack says whether the cell need not be in the copy.
func (e *cellEdit) mayLack() bool { return e.missing && (e.change == nil || e.change.text == "") }

// confirm checks an edited cell of the copy.
func (e *cellEdit) confirm(old, copied *sheetCell) error {
	holds := (old == nil) == e.missing && (old == nil || old.style == copied.style)
	value := string(copied.value)
	switch {
	case e.change == nil:
		holds = holds && old != nil && copied.formula && bytes.Equal(old.formulaText, copied.formulaText) && bytes.Equal(old.formulaTag, copied.formulaTag) &&
			copied.stored == e.result.there && (!copied.stored || copied.kind == e.result.kind && readCellText(value) == readCellText(e.result.text))
	case e.change.text == "":
		holds = holds && value == "" && !copied.formula
	case e.change.number:
		holds = holds && copied.kind == cellNumber && sameNumber(value, e.change.text) && !copied.formula
	default:
		holds = holds && copied.kind == cellString && readCellText(value) == e.change.text && !copied.formula
	}
	if !holds {
		return fmt.Errorf("an edited cell does not hold its new value in the old style: %s", cellName(copied.row, copied.col))
	}
	return nil
}

// verifyStyles makes sure that every style of the input has its number in the copy.
func verifyStyles(before, after *workbookParts) error {
	old, err := styleEntries(before)
	if err != nil {
		return err
	}
	copied, err := styleEntries(after)
	if err != nil {
		return err
	}
	for section, entries := range old {
		if len(copied[section]) < len(entries) || !slices.Equal(copied[section][:len(entries)], entries) {
			return fmt.Errorf("the copy has other styles than the input (%s)", section)
		}
	}
	return nil
}

// styleEntries are the entries of each list of the table of styles, as written.
func styleEntries(p *workbookParts) (map[string][]string, error) {
	data, err := p.part(p.styles)
	if err != nil || data == nil {
		return nil, err
	}
	entries := map[string][]string{}
	section, depth, start := "", 0, 0
	w := walkBytes(data)
	for w.next() {
		if w.closing {
			depth--
		}
		switch {
		case depth == 1 && !w.closing:
			section = string(w.name)
		case depth == 2 && !w.closing:
			start = w.from + w.tag
		}
		if depth == 2 && (w.closing || w.empty) {
			entries[section] = append(entries[section], string(data[start:w.at]))
		}
		if !w.closing && !w.empty {
			depth++
		}
	}
	return entries, w.err
}
