package corrected

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// workbookParts reads a workbook as it lies in its zip.
type workbookParts struct {
	archive *zip.ReadCloser
	files   map[string]*zip.File // by lower-case name
	sheets  []sheetPart
	shared  []string
	styled  bool // there is a table of styles
}

// sheetPart is one worksheet: its name and where its cells are. Chart sheets have no cells.
type sheetPart struct {
	name, path, state string
	cells             bool
}

func openWorkbookParts(file string) (*workbookParts, error) {
	archive, err := zip.OpenReader(file)
	if err != nil {
		return nil, err
	}
	p := &workbookParts{archive: archive, files: map[string]*zip.File{}}
	for _, f := range archive.File {
		p.files[strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))] = f
	}
	if err := p.readDirectory(); err != nil {
		archive.Close()
		return nil, err
	}
	return p, nil
}

func (p *workbookParts) Close() error { return p.archive.Close() }

// part gives the bytes of a part; nil if there is none.
func (p *workbookParts) part(name string) ([]byte, error) {
	f := p.files[strings.ToLower(name)]
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("part %s: %w", name, err)
	}
	return data, nil
}

// relation is one entry of a relationship part.
type relation struct{ kind, target, written string }

// relations reads the relationships of a part, targets as names from the root of the zip.
func (p *workbookParts) relations(of string) (map[string]relation, error) {
	name := "_rels/.rels"
	if of != "" {
		name = path.Join(path.Dir(of), "_rels", path.Base(of)+".rels")
	}
	data, err := p.part(name)
	if err != nil {
		return nil, err
	}
	all := map[string]relation{}
	for w := (xmlWalk{data: data}); w.next(); {
		if !w.is("Relationship") || w.attr("TargetMode") == "External" {
			continue
		}
		target := w.attr("Target")
		written := target
		if !strings.HasPrefix(target, "/") {
			target = path.Join(path.Dir(of), target)
		}
		kind := w.attr("Type")
		all[w.attr("Id")] = relation{kind[strings.LastIndexByte(kind, '/')+1:], strings.TrimPrefix(target, "/"), written}
	}
	return all, nil
}

func (p *workbookParts) readDirectory() error {
	workbook := "xl/workbook.xml"
	roots, err := p.relations("")
	if err != nil {
		return err
	}
	for _, r := range roots {
		if r.kind == "officeDocument" {
			workbook = r.target
		}
	}
	relations, err := p.relations(workbook)
	if err != nil {
		return err
	}
	data, err := p.part(workbook)
	if err != nil {
		return err
	}
	for w := (xmlWalk{data: data}); w.next(); {
		if w.is("sheet") {
			r := relations[w.attr("id")]
			p.sheets = append(p.sheets, sheetPart{w.attr("name"), r.target, w.attr("state"), r.kind == "worksheet"})
		}
	}
	if len(p.sheets) == 0 {
		return errors.New("no sheets found in the workbook")
	}
	for _, r := range relations {
		p.styled = p.styled || r.kind == "styles"
		if r.kind == "sharedStrings" {
			if err := p.readShared(r.target); err != nil {
				return err
			}
		}
	}
	return nil
}

// readShared reads the table of texts; phonetic readings are no part of a text.
func (p *workbookParts) readShared(name string) error {
	data, err := p.part(name)
	if err != nil {
		return err
	}
	w := xmlWalk{data: data}
	for w.next() {
		if w.is("si") {
			text := ""
			if !w.empty {
				text = w.richText("si")
			}
			p.shared = append(p.shared, text)
		}
	}
	return nil
}

// richText joins the texts inside an element up to its closing tag.
func (w *xmlWalk) richText(element string) string {
	var text strings.Builder
	phonetic := false
	for w.next() {
		switch {
		case w.ends(element):
			return text.String()
		case string(w.name) == "rPh":
			phonetic = !w.closing && !w.empty
		case w.ends("t") && !phonetic:
			text.WriteString(w.content())
		}
	}
	return text.String()
}
