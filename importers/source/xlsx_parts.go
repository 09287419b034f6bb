package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"
)

// workbookPart finds the main part of the package or says what other kind of
// zip this is.
func (p *zipPackage) workbookPart() (string, error) {
	refuse := func(what, hint string) (string, error) {
		return "", &Unreadable{Path: p.path, What: what, Hint: hint}
	}
	main := "xl/workbook.xml"
	if p.parts["_rels/.rels"] != nil {
		rels, err := p.relationships("_rels/.rels", "")
		if err != nil {
			return "", err
		}
		for _, r := range rels {
			if strings.HasSuffix(r.kind, "/officeDocument") {
				main = r.target
			}
		}
	}
	has := func(name string) bool { return p.parts[name] != nil }
	switch {
	case strings.HasSuffix(main, ".bin"), has("xl/workbook.bin"):
		return refuse("binary workbook (.xlsb)", saveAsSheet)
	case has("word/document.xml"):
		return refuse("Word document", saveAsSheet)
	case has("ppt/presentation.xml"):
		return refuse("presentation", saveAsSheet)
	case has("index/document.iwa"), has("index.zip"), has("index/tables/datalist.iwa"):
		return refuse("Numbers or Pages document", "export it as .xlsx or CSV")
	case has("mimetype") && has("content.xml"):
		return refuse("OpenDocument file (.ods)", saveAsSheet)
	case has(partKey(main)):
		return main, nil
	case has("[content_types].xml"):
		return refuse("damaged workbook: the workbook part is missing", "save it anew in a spreadsheet program")
	}
	return refuse("zip archive without a workbook", "unpack it and give the files inside")
}

// relationship is one link from a part of the package to another.
type relationship struct{ id, kind, target string }

// mostRelationships is how many parts one of a workbook may name: beside its sheets there are a few.
const mostRelationships = 50_000

// relationships reads a .rels part; targets are made paths inside the zip.
func (p *zipPackage) relationships(name, folder string) ([]relationship, error) {
	var rels []relationship
	err := p.scan(name, func(x *xmlScanner) error {
		for {
			if err := x.next(); err != nil {
				return err
			}
			if x.kind != xmlStart || !x.isElement("Relationship") || string(x.attr("TargetMode")) == "External" {
				continue
			}
			target, err := x.attrText("Target")
			if err != nil {
				return err
			}
			if strings.HasPrefix(target, "/") {
				target = strings.TrimPrefix(path.Clean(target), "/")
			} else {
				target = path.Join(folder, target)
			}
			if len(rels) == mostRelationships {
				return errors.New("more relationships than a workbook has")
			}
			rels = append(rels, relationship{id: string(x.attr("Id")), kind: string(x.attr("Type")), target: target})
		}
	})
	return rels, err
}

// readWorkbookPart reads the list of sheets, the date system, the shared
// strings and the number formats. It gives the worksheets in their order and
// the names of sheets of other kinds.
func (w *workbook) readWorkbookPart(p *zipPackage, main string) (sheets []worksheetPart, others []string, err error) {
	folder, file := path.Split(main)
	rels, err := p.relationships(folder+"_rels/"+file+".rels", strings.TrimSuffix(folder, "/"))
	if err != nil {
		return nil, nil, err
	}
	byID := map[string]relationship{}
	readers := []struct {
		kind string
		read func(*xmlScanner) error
	}{{"/sharedStrings", w.readSharedStrings}, {"/styles", w.readStyles}}
	for _, r := range rels {
		byID[r.id] = r
		for i := range readers {
			if readers[i].read == nil || !strings.HasSuffix(r.kind, readers[i].kind) {
				continue
			}
			if err := p.scan(r.target, readers[i].read); err != nil {
				return nil, nil, err
			}
			readers[i].read = nil // a workbook has one of each
		}
	}
	err = p.scan(main, func(x *xmlScanner) error {
		for {
			if err := x.next(); err != nil {
				return err
			}
			switch {
			case x.kind != xmlStart:
			case x.isElement("workbookPr"):
				w.date1904 = xmlTrue(x.attr("date1904"))
			case x.isElement("sheet"):
				name, err := x.attrText("name")
				if err != nil {
					return err
				}
				id := relationID(x.attrs)
				switch r, ok := byID[id]; {
				case !ok:
					return fmt.Errorf("sheet %q leads nowhere", name)
				case strings.HasSuffix(r.kind, "/worksheet"):
					state := string(x.attr("state"))
					sheets = append(sheets, worksheetPart{name: name, part: r.target,
						hidden: state == "hidden" || state == "veryHidden"})
				default:
					others = append(others, name)
				}
			}
		}
	})
	if err == nil && len(sheets) == 0 {
		err = &Unreadable{Path: p.path, What: "workbook without a worksheet"}
	}
	return sheets, others, err
}

// relationID gives the attribute r:id of a sheet; the prefix is free, and
// sheetId is another attribute.
func relationID(attrs []byte) string {
	for {
		key, value, rest, ok := nextAttr(attrs)
		if !ok {
			return ""
		}
		if bytes.IndexByte(key, ':') >= 0 && string(localName(key)) == "id" {
			return string(value)
		}
		attrs = rest
	}
}

func xmlTrue(value []byte) bool {
	s := string(value)
	return s == "1" || s == "true" || s == "on"
}

// readSharedStrings reads the table of texts that cells refer to by number.
// Rich text is joined; phonetic readings (rPh) are left out.
func (w *workbook) readSharedStrings(x *xmlScanner) error {
	var text []byte
	inText, phonetic := false, 0
	for {
		if err := x.next(); err != nil {
			return err
		}
		switch x.kind {
		case xmlText:
			if inText && phonetic == 0 {
				var err error
				if text, err = appendXMLText(text, x.text, x.cdata); err != nil {
					return err
				}
			}
		case xmlStart:
			switch {
			case x.isElement("si"):
				text = text[:0]
			case x.isElement("t"):
				inText = true
			case x.isElement("rPh"):
				phonetic++
			}
		case xmlEnd:
			switch {
			case x.isElement("si"):
				if int64(len(w.strings)) >= max(leastStrings, w.facts.size/bytesPerCell) {
					return errors.New("more texts than a file of its size holds")
				}
				w.strings = append(w.strings, Unguard(unescapeCell(string(text))))
			case x.isElement("t"):
				inText = false
			case x.isElement("rPh"):
				phonetic--
			}
		}
	}
}

// unescapeCell replaces the form _x000D_ by which workbooks write characters
// that XML does not allow.
func unescapeCell(text string) string {
	i := strings.Index(text, "_x")
	if i < 0 {
		return text
	}
	var b strings.Builder
	for ; i >= 0; i = strings.Index(text, "_x") {
		b.WriteString(text[:i])
		text = text[i:]
		if len(text) >= 7 && text[6] == '_' {
			if n, err := strconv.ParseUint(text[2:6], 16, 16); err == nil && (n < 0xd800 || n > 0xdfff) {
				b.WriteRune(rune(n))
				text = text[7:]
				continue
			}
		}
		b.WriteString("_x")
		text = text[2:]
	}
	b.WriteString(text)
	return b.String()
}

// readStyles resolves every cell style to the class of its number format.
func (w *workbook) readStyles(x *xmlScanner) error {
	custom := map[int]NumFmtClass{}
	inCellXfs := false
	for {
		if err := x.next(); err != nil {
			return err
		}
		switch {
		case x.kind == xmlEnd && x.isElement("cellXfs"):
			inCellXfs = false
		case x.kind != xmlStart:
		case x.isElement("cellXfs"):
			inCellXfs = true
		case x.isElement("numFmt"):
			code, err := x.attrText("formatCode")
			if err != nil {
				return err
			}
			// Differential styles (dxfs) define formats after the cell styles
			// have been resolved, so they cannot disturb them.
			if id, err := strconv.Atoi(string(x.attr("numFmtId"))); err == nil {
				custom[id] = classifyFormat(code)
			}
		case inCellXfs && x.isElement("xf"):
			id, _ := strconv.Atoi(string(x.attr("numFmtId")))
			class, ok := custom[id]
			if !ok {
				class = builtinFormats[id]
			}
			w.formats = append(w.formats, class)
		}
	}
}

// xmlText8 gives a part as UTF-8, in which nearly all are written.
func xmlText8(src io.Reader) (io.Reader, error) {
	r := bufio.NewReaderSize(src, 4096)
	head, err := r.Peek(200)
	if err != nil && err != io.EOF {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Reader(r), nil
	case !bytes.HasPrefix(head, []byte("<?xml")):
		return r, nil
	}
	declaration, _, ok := bytes.Cut(head[len("<?xml"):], []byte("?>"))
	if !ok {
		return r, nil
	}
	label := (&xmlScanner{attrs: declaration}).attr("encoding")
	if len(label) == 0 || bytes.EqualFold(label, []byte("utf-8")) {
		return r, nil
	}
	decoded, err := charset.NewReaderLabel(string(label), r)
	if err != nil {
		return nil, errors.New("unknown encoding of the XML")
	}
	return decoded, nil
}
