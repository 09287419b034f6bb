package corrected

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
)

// planWorkbook decides what is corrected and gives the function that splices the corrections into a copy of the workbook
// and appends the Audit sheet.
func (c *correction) planWorkbook() (func() (Corrected, error), error) {
	parts, err := openWorkbookParts(c.input)
	if err != nil {
		return nil, cannotCorrect(c.input, err)
	}
	book, err := c.readWorkbook(parts)
	if err == nil {
		err = c.decideWorkbook(book)
	}
	if err != nil {
		parts.Close()
		return nil, cannotCorrect(c.input, err)
	}
	return func() (Corrected, error) { return c.correctWorkbook(book) }, nil
}

func (c *correction) correctWorkbook(book *workbookRead) (Corrected, error) {
	defer book.parts.Close()
	done := Corrected{Cells: len(c.changes)}
	copied, err := c.prepare(func(temporary string) error { return c.writeWorkbook(temporary, book, &done) })
	if err != nil {
		return Corrected{}, err
	}
	done.Copy = copied
	return done, nil
}

// writeWorkbook writes the copy and compares it with the input as both lie on the disk (REP-113).
func (c *correction) writeWorkbook(temporary string, book *workbookRead, done *Corrected) error {
	before, err := book.parts.file.Stat()
	if err != nil {
		return err
	}
	job, err := c.newWorkbookCopy(book, done)
	if err != nil {
		return err
	}
	if err := job.save(temporary); err != nil {
		return err
	}
	if err := job.verify(temporary); err != nil {
		return err
	}
	after, err := os.Stat(c.input)
	if err != nil {
		return err
	}
	if after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime()) {
		return errInputChanged
	}
	return nil
}

// newWorkbookCopy makes the list of all that is different in the copy.
func (c *correction) newWorkbookCopy(book *workbookRead, done *Corrected) (*workbookCopy, error) {
	parts := book.parts
	job := &workbookCopy{book: book, changed: map[string]partWriter{}, removed: map[string]bool{}, taken: map[string]bool{},
		types: map[string]string{}, edits: map[string]*sheetEdits{}}
	if err := job.removeSignature(); err != nil {
		return nil, err
	}
	remarks := job.remarks()
	if job.signed {
		done.Note = signatureRemoved
	}
	relations, err := parts.relations(parts.workbook)
	if err != nil {
		return nil, err
	}
	styles, added, err := job.addStyles(relations)
	if err != nil {
		return nil, err
	}
	sheet := newAuditSheet(c, freeSheetName(parts.sheets), book.sheets, remarks)
	marks := c.marks(book, sheet)
	block, err := parts.lastShapeBlock()
	if err != nil {
		return nil, err
	}
	for _, part := range parts.sheets {
		edits := &sheetEdits{cells: c.editsOf(book, part.name)}
		marked := marks[part.name]
		if len(edits.cells) == 0 && len(marked) == 0 {
			continue
		}
		read := book.read[part.name]
		edits.formats = conditionalFormats(marked, styles, read.priority)
		if block, err = job.comment(read, sheet, marked, edits, block+1, done); err != nil {
			return nil, fmt.Errorf("sheet %s: %w", part.name, err)
		}
		job.editSheet(read, edits)
	}
	sheet.comments = fmt.Sprintf("%d written, %d left out (at most %d a sheet, errors first; a cell that has a comment keeps it and gets no other)",
		done.Comments, done.LeftOut, maxComments)
	return job, job.appendSheet(sheet, relations, added, styles)
}

// editsOf lists what is done to the cells of a sheet, in the order of the sheet.
func (c *correction) editsOf(book *workbookRead, sheet string) []cellEdit {
	var edits []cellEdit
	for cell, change := range c.changes {
		if book.sheets[cell.sheet] == sheet {
			edits = append(edits, cellEdit{textPlace: textPlace{cell.row, cell.col}, missing: book.facts.cells[cell].style < 0, change: &change})
		}
	}
	for at, result := range book.results[sheet] {
		edits = append(edits, cellEdit{textPlace: at, result: result})
	}
	slices.SortFunc(edits, func(a, b cellEdit) int { return comparePlaces(a.textPlace, b.textPlace) })
	return slices.CompactFunc(edits, func(a, b cellEdit) bool { return a.textPlace == b.textPlace }) // two labels of a sheet agree
}

func comparePlaces(a, b textPlace) int {
	return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col))
}

// freeSheetName gives Audit, or Audit (2) and so on if the name is taken. Names differ in more than case.
func freeSheetName(sheets []sheetPart) string {
	name := "Audit"
	for n := 2; slices.ContainsFunc(sheets, func(s sheetPart) bool { return strings.EqualFold(s.name, name) }); n++ {
		name = fmt.Sprintf("Audit (%d)", n)
	}
	return name
}

const signatureRemoved = "the digital signature of the workbook was removed from the copy, which is not what was signed"

// removeSignature takes the parts of a digital signature out of the copy.
func (j *workbookCopy) removeSignature() error {
	parts := j.book.parts
	roots, err := parts.relations("")
	if err != nil {
		return err
	}
	id, origin := relationTo(roots, "origin")
	if id == "" || parts.find(origin) == nil {
		return nil
	}
	signatures, err := parts.relations(origin)
	if err != nil {
		return err
	}
	names := []string{origin, relationsOf(origin)}
	for _, s := range signatures {
		names = append(names, s.target, relationsOf(s.target))
	}
	for _, name := range names {
		if f := parts.find(name); f != nil {
			j.removed[partKey(f.Name)] = true
		}
	}
	data, err := parts.part(packageRelations)
	if err != nil {
		return err
	}
	_, children, err := rootChildren(data)
	if err != nil {
		return partError(packageRelations, err)
	}
	var insertions []insertion
	for i := range children {
		if (&xmlWalk{attrs: []byte(children[i].attrs)}).attr("Id") == id {
			insertions = append(insertions, insertion{children[i].start, children[i].end, ""})
		}
	}
	j.change(packageRelations, spliced(data, insertions))
	j.signed = true
	return nil
}

// remarks are what the Audit sheet says of the workbook.
func (j *workbookCopy) remarks() [][2]string {
	var remarks [][2]string
	if j.signed {
		remarks = append(remarks, [2]string{"Signature", signatureRemoved})
	}
	for _, name := range slices.Sorted(maps.Keys(j.book.parts.files)) {
		if strings.Contains(name, "pivotcache/") && strings.Contains(name, "definition") && strings.HasSuffix(name, ".xml") {
			return append(remarks, [2]string{"Pivot tables", "as they were saved: refresh them to see the corrected values"})
		}
	}
	return remarks
}

// addStyles appends the styles of the copy, to a new table if the workbook has none.
func (j *workbookCopy) addStyles(relations map[string]relation) (*copyStyles, []newRelation, error) {
	parts := j.book.parts
	data, err := parts.part(parts.styles)
	if err != nil {
		return nil, nil, err
	}
	var added []newRelation
	name := parts.styles
	if data == nil {
		name = j.freePart("styles%s.xml")
		data = fmt.Appendf([]byte(xmlDeclaration), emptyStyles, parts.main)
		added = append(added, newRelation{freeID(relations), parts.kinds + "styles", name})
		j.types[name] = stylesContentType
	}
	data, styles, err := addStyles(data)
	if err != nil {
		return nil, nil, partError(name, err)
	}
	j.change(name, data)
	return &styles, added, nil
}

// comment writes the comments of one sheet and gives the last block of shape ids that is used.
func (j *workbookCopy) comment(read *sheetRead, sheet *auditSheet, marks map[textPlace]*cellMark, edits *sheetEdits, block int, done *Corrected) (int, error) {
	parts := j.book.parts
	there, err := parts.notesOf(read.part, read.legacy)
	if err != nil {
		return block, err
	}
	drawing, err := parts.part(there.drawing)
	if err != nil {
		return block, err
	}
	var notes []note
	if canTakeBoxes(drawing) {
		notes = sheet.notesFor(marks, there.texts)
	}
	done.Comments += len(notes)
	done.LeftOut += len(marks) - len(notes)
	if len(notes) == 0 {
		return block, nil
	}
	var added []newRelation
	if there.part == "" {
		there.part = j.freePart("comments%s.xml")
		j.types[there.part] = noteContentType
		added = append(added, newRelation{freeID(there.relations), parts.kinds + "comments", there.part})
	}
	if there.drawing == "" {
		there.drawing = j.freePart("drawings/vmlDrawing%s.vml")
		j.types[there.drawing] = vmlContentType
		edits.drawing = freeID(there.relations)
		added = append(added, newRelation{edits.drawing, parts.kinds + "vmlDrawing", there.drawing})
	}
	data, err := parts.part(there.part)
	if err != nil {
		return block, err
	}
	if data, err = addNotes(data, parts.main, notes); err != nil {
		return block, partError(there.part, err)
	}
	j.change(there.part, data)
	j.change(there.drawing, addBoxes(drawing, read, notes, block))
	if err := j.relate(read.part.path, added); err != nil {
		return block, err
	}
	return block + len(notes)/shapesOfBlock, nil
}

// appendSheet puts the Audit sheet behind the others.
func (j *workbookCopy) appendSheet(sheet *auditSheet, relations map[string]relation, added []newRelation, styles *copyStyles) error {
	parts := j.book.parts
	name, id := j.freePart("worksheets/sheet%s.xml"), freeID(relations)
	j.types[name] = sheetContentType
	j.add(name, func(w partDestination) error { return sheet.writeXML(w, parts.main, styles) })
	if err := j.relate(parts.workbook, append(added, newRelation{id, parts.kinds + "worksheet", name})); err != nil {
		return err
	}
	data, err := parts.part(parts.workbook)
	if err != nil {
		return err
	}
	if data, err = parts.addSheet(data, sheet.name, id); err != nil {
		return partError(parts.workbook, err)
	}
	j.change(parts.workbook, data)
	types, err := parts.part(contentTypesPart)
	if err != nil {
		return err
	}
	if types == nil {
		return errors.New("part " + contentTypesPart + " is missing")
	}
	if types, err = addContentTypes(types, j.types, j.removed); err != nil {
		return partError(contentTypesPart, err)
	}
	j.change(contentTypesPart, types)
	return nil
}
