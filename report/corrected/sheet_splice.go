package corrected

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// cellEdit is what is done to one cell of a sheet.
type cellEdit struct {
	textPlace
	missing bool         // the cell is not in the file
	change  *cellChange  // the new value; nil for a formula
	result  *storedValue // of a formula; one that is not there is taken away
}

// sheetEdits is what is done to one sheet.
type sheetEdits struct {
	cells   []cellEdit // in the order of the sheet
	formats string     // conditional formats, tags without prefix
	drawing string     // relationship of a drawing of comments that the sheet has not named yet
}

var sheetOrder = elementOrder{"sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
	"protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr",
	"conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks",
	"colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF",
	"drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"}

// sheetSplicer copies a sheet tag by tag as it is unpacked, with its edits. What has no edit is copied as it is written.
type sheetSplicer struct {
	out      *bufio.Writer
	parts    *workbookParts
	sheet    *sheetRead
	cells    *sheetCells
	walk     *xmlWalk
	edits    []cellEdit // still to come
	rowStyle int
	pending  []pendingElement
}

// pendingElement is a new element of the sheet that waits for its place in the order.
type pendingElement struct{ name, text string }

// spliceSheet writes a sheet with its edits.
func (p *workbookParts) spliceSheet(dst io.Writer, sheet *sheetRead, edits *sheetEdits) error {
	text, recoded, closer, err := p.openPart(sheet.part.path)
	if err != nil {
		return err
	}
	defer closer.Close()
	walk := walkXML(text)
	s := &sheetSplicer{out: bufio.NewWriterSize(dst, 64<<10), parts: p, sheet: sheet, walk: walk, cells: &sheetCells{walk: walk}, edits: edits.cells}
	if edits.formats != "" {
		s.pending = append(s.pending, pendingElement{"conditionalFormatting", edits.formats})
	}
	if edits.drawing != "" {
		s.pending = append(s.pending, pendingElement{"legacyDrawing", edits.drawing})
	}
	if err := s.run(recoded); err != nil {
		return fmt.Errorf("sheet %s: %w", sheet.part.name, err)
	}
	return s.out.Flush()
}

func (s *sheetSplicer) run(recoded bool) error {
	w := s.walk
	depth, prefix := 0, ""
	for w.next() {
		depth += min(w.depthChange(), 0)
		switch {
		case depth == 0 && !w.closing:
			prefix = string(w.prefix)
			s.declare(prefix)
			if recoded {
				s.out.Write(redeclared(w.lead()))
				s.out.Write(w.tagText())
				depth += max(w.depthChange(), 0)
				continue
			}
		case depth == 0:
			s.insertBefore("")
		case depth == 1 && !w.closing:
			s.insertBefore(string(w.name))
		}
		depth += max(w.depthChange(), 0)
		var err error
		switch {
		case w.is("row"):
			err = s.row()
		case w.is("c"):
			if !w.empty {
				depth-- // all of the cell is passed
			}
			err = s.cell()
		case w.ends("row"):
			s.restOfRow()
			_, err = s.out.Write(w.step())
		default:
			_, err = s.out.Write(w.step())
		}
		if err != nil {
			return err
		}
	}
	if w.err != nil {
		return w.err
	}
	if len(s.edits) > 0 {
		return fmt.Errorf("there is no row for cell %s", cellName(s.edits[0].row, s.edits[0].col))
	}
	_, err := s.out.Write(w.step())
	return err
}

// declare gives the new elements the prefix of the sheet, and the prefix of relationships a meaning.
func (s *sheetSplicer) declare(prefix string) {
	for i := range s.pending {
		p := &s.pending[i]
		if p.name == "legacyDrawing" {
			space := s.parts.relationsNamespace(xmlElement{attrs: string(s.walk.attrs)})
			p.text = fmt.Sprintf(`<legacyDrawing%s r:id="%s"/>`, space, p.text)
		}
		p.text = prefixed(prefix, p.text)
	}
}

// insertBefore writes the new elements that belong before an element; before the end of the sheet for an empty name.
func (s *sheetSplicer) insertBefore(name string) {
	rank, known := sheetOrder.rank(name)
	if name == "" {
		rank, known = len(sheetOrder), true
	}
	for known && len(s.pending) > 0 {
		if own, _ := sheetOrder.rank(s.pending[0].name); own >= rank {
			return
		}
		s.out.WriteString(s.pending[0].text)
		s.pending = s.pending[1:]
	}
}

// row begins a row. A row that gets cells forgets which columns it spans, which is a hint only.
func (s *sheetSplicer) row() error {
	w, c := s.walk, s.cells
	c.row, c.col = c.row+1, 0
	if n, err := strconv.Atoi(w.attr("r")); err == nil {
		c.row = int32(n)
	}
	s.rowStyle = -1
	if custom := w.attr("customFormat"); custom == "1" || custom == "true" {
		s.rowStyle, _ = strconv.Atoi(w.attr("s"))
	}
	if len(s.edits) > 0 && s.edits[0].row < c.row {
		return fmt.Errorf("there is no row for cell %s", cellName(s.edits[0].row, s.edits[0].col))
	}
	grows := false
	for i := 0; i < len(s.edits) && s.edits[i].row == c.row; i++ {
		grows = grows || s.edits[i].missing
	}
	if !grows {
		_, err := s.out.Write(w.step())
		return err
	}
	s.out.Write(w.lead())
	fmt.Fprintf(s.out, "<%s%s%s>", w.prefix, w.name, without(w.attrs, "spans"))
	if w.empty {
		prefix := string(w.prefix)
		s.restOfRow()
		fmt.Fprintf(s.out, "</%srow>", prefix)
	}
	return nil
}

// without gives a list of attributes as written, but for those of some names.
func without(attrs []byte, names ...string) []byte {
	var out []byte
next:
	for list := attrs; ; {
		key, _, rest, ok := nextAttr(list)
		if !ok {
			return append(out, bytes.TrimRight(list, " \t\r\n")...)
		}
		written := list[:len(list)-len(rest)]
		list = rest
		for _, name := range names {
			if string(key) == name {
				continue next
			}
		}
		out = append(out, written...)
	}
}

// restOfRow adds the new cells behind the last one of a row.
func (s *sheetSplicer) restOfRow() {
	for len(s.edits) > 0 && s.edits[0].row == s.cells.row {
		s.add(s.edits[0])
		s.edits = s.edits[1:]
	}
}

// add writes a cell that was not there, in the style of its row or column.
func (s *sheetSplicer) add(e cellEdit) {
	if e.change == nil || e.change.text == "" {
		return
	}
	style := s.rowStyle
	if style < 0 {
		style = s.sheet.column(e.col).style
	}
	attrs := fmt.Sprintf(` r="%s"`, cellName(e.row, e.col))
	if style > 0 {
		attrs += fmt.Sprintf(` s="%d"`, style)
	}
	kind, value := e.written()
	prefix := string(s.walk.prefix)
	s.out.WriteString(prefixed(prefix, "<c"+attrs+kind+">"+value+"</c>"))
}

// written gives the attribute that says what kind of value a cell gets, and the value.
func (e *cellEdit) written() (kind, value string) {
	switch {
	case e.change == nil && !e.result.there:
		return "", ""
	case e.change == nil && e.result.kind == cellString:
		return ` t="str"`, "<v>" + cellText(e.result.text) + "</v>"
	case e.change == nil && e.result.kind == cellBool:
		return ` t="b"`, "<v>" + escapeXML(e.result.text) + "</v>"
	case e.change == nil:
		return "", "<v>" + escapeXML(e.result.text) + "</v>"
	case e.change.text == "":
		return "", ""
	case e.change.number:
		number, _ := strconv.ParseFloat(e.change.text, 64)
		return "", "<v>" + strconv.FormatFloat(number, 'f', -1, 64) + "</v>"
	}
	return ` t="inlineStr"`, `<is><t xml:space="preserve">` + cellText(e.change.text) + `</t></is>`
}

// cell copies a cell, or writes it with its new value in its old style. New cells before it are added.
func (s *sheetSplicer) cell() error {
	w := s.walk
	if _, _, err := s.cells.place(); err != nil {
		return err
	}
	row, col := s.cells.row, s.cells.col
	prefix, empty := string(w.prefix), w.empty
	for len(s.edits) > 0 && s.edits[0].row == row && s.edits[0].col < col {
		s.add(s.edits[0])
		s.edits = s.edits[1:]
	}
	edited := len(s.edits) > 0 && s.edits[0].row == row && s.edits[0].col == col
	if !edited {
		for s.out.Write(w.step()); !empty && !w.ends("c"); s.out.Write(w.step()) {
			if !w.next() {
				return w.err
			}
		}
		return nil
	}
	e := s.edits[0]
	s.edits = s.edits[1:]
	kind, value := e.written()
	s.out.Write(w.lead())
	open := prefixed(prefix, "<c") + string(without(w.attrs, "t", "vm")) + kind
	if value == "" && empty {
		s.out.WriteString(open + "/>")
		return nil
	}
	formula, rest, err := s.content(empty, e.change == nil)
	if err != nil {
		return err
	}
	if formula += prefixed(prefix, value) + rest; formula == "" {
		s.out.WriteString(open + "/>")
		return nil
	}
	s.out.WriteString(open + ">" + formula + prefixed(prefix, "</c>"))
	return nil
}

// content passes over what is in a cell and gives its formula, if it is to be kept, and what is neither formula nor value.
func (s *sheetSplicer) content(empty, keepFormula bool) (formula, rest string, err error) {
	w := s.walk
	var kept, others strings.Builder
	for !empty {
		if !w.next() {
			return "", "", w.err
		}
		switch {
		case w.ends("c"):
			return kept.String(), others.String(), nil
		case w.is("v"), w.is("is"), w.is("f") && !keepFormula:
			for name := string(w.name); !w.empty && !w.ends(name); {
				if !w.next() {
					return "", "", w.err
				}
			}
		case string(w.name) == "f":
			kept.Write(w.step())
		default:
			others.Write(w.step())
		}
	}
	return "", "", nil
}
