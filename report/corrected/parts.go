package corrected

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"

	"otaudit/infile"
)

// workbookParts reads a workbook as it lies in its zip.
type workbookParts struct {
	file     infile.File
	archive  *zip.Reader
	files    map[string]*zip.File // by partKey
	workbook string               // name of the part that lists the sheets
	sheets   []sheetPart
	main     string // namespace of the parts of a workbook, as this one has it
	kinds    string // what kinds of relationships begin with, as this one has it
	shared   string // part of the texts; empty if there is none
	styles   string
}

// sheetPart is one worksheet: its name and where its cells are. Chart sheets have no cells.
type sheetPart struct {
	name, path, state string
	cells             bool
}

func openWorkbookParts(path string) (*workbookParts, error) {
	file, err := infile.Open(path)
	if err != nil {
		return nil, err
	}
	p := &workbookParts{file: file, files: map[string]*zip.File{}}
	if err := p.read(); err != nil {
		file.Close()
		return nil, err
	}
	return p, nil
}

func (p *workbookParts) read() error {
	info, err := p.file.Stat()
	if err != nil {
		return err
	}
	if p.archive, err = zip.NewReader(p.file, info.Size()); err != nil {
		return err
	}
	for _, f := range p.archive.File {
		p.files[partKey(f.Name)] = f
	}
	return p.readDirectory()
}

func (p *workbookParts) Close() error { return p.file.Close() }

// partKey is a part's name as names are compared.
func partKey(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// find gives a part by its name; nil if there is none.
func (p *workbookParts) find(name string) *zip.File {
	if f := p.files[partKey(name)]; f != nil {
		return f
	}
	if plain, err := url.PathUnescape(name); err == nil {
		return p.files[partKey(plain)]
	}
	return nil
}

// openPart gives the text of a part as it is unpacked; nil if there is none. recoded says that the part is in another
// encoding than the text that is given.
func (p *workbookParts) openPart(name string) (text io.Reader, recoded bool, closer io.Closer, err error) {
	f := p.find(name)
	if f == nil {
		return nil, false, nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, false, nil, fmt.Errorf("part %s: %w", name, err)
	}
	text, recoded, err = asUTF8(r)
	if err != nil {
		r.Close()
		return nil, false, nil, fmt.Errorf("part %s: %w", name, err)
	}
	return text, recoded, r, nil
}

// part gives a part as a whole, in UTF-8; nil if there is none. Only the small ones are read so.
func (p *workbookParts) part(name string) ([]byte, error) {
	text, recoded, closer, err := p.openPart(name)
	if err != nil || text == nil {
		return nil, err
	}
	defer closer.Close()
	data, err := io.ReadAll(text)
	if err != nil {
		return nil, fmt.Errorf("part %s: %w", name, err)
	}
	if recoded {
		data = redeclared(data)
	}
	return data, nil
}

// relation is one entry of a relationship part: the last word of its kind, the target as a name from the root of the zip.
type relation struct{ kind, target string }

// relationsOf names the part that holds the relationships of a part; those of the package itself for an empty name.
func relationsOf(part string) string {
	return path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
}

const packageRelations = "_rels/.rels"

// relations reads the relationships of a part by their ids.
func (p *workbookParts) relations(of string) (map[string]relation, error) {
	name := packageRelations
	if of != "" {
		name = relationsOf(of)
	}
	data, err := p.part(name)
	if err != nil {
		return nil, err
	}
	all := map[string]relation{}
	w := walkBytes(data)
	for w.next() {
		if !w.is("Relationship") || w.attr("TargetMode") == "External" {
			continue
		}
		target := w.attr("Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(path.Dir(of), target)
		}
		kind := w.attr("Type")
		all[w.attr("Id")] = relation{kind[strings.LastIndexByte(kind, '/')+1:], strings.TrimPrefix(path.Clean(target), "/")}
		if strings.HasSuffix(kind, "/worksheet") {
			p.kinds = strings.TrimSuffix(kind, "worksheet")
		}
	}
	if w.err != nil {
		return nil, fmt.Errorf("part %s: %w", name, w.err)
	}
	return all, nil
}

// relationTo gives the id and target of the relationship of a kind; empty if there is none.
func relationTo(relations map[string]relation, kind string) (id, target string) {
	for i, r := range relations {
		if r.kind == kind && (id == "" || i < id) {
			id, target = i, r.target
		}
	}
	return id, target
}

func (p *workbookParts) readDirectory() error {
	roots, err := p.relations("")
	if err != nil {
		return err
	}
	if _, p.workbook = relationTo(roots, "officeDocument"); p.workbook == "" {
		p.workbook = "xl/workbook.xml"
	}
	relations, err := p.relations(p.workbook)
	if err != nil {
		return err
	}
	data, err := p.part(p.workbook)
	if err != nil {
		return err
	}
	for w := walkBytes(data); w.next(); {
		switch {
		case w.is("workbook"):
			p.main = w.attr("xmlns")
			if len(w.prefix) > 0 {
				p.main = w.attr("xmlns:" + strings.TrimSuffix(string(w.prefix), ":"))
			}
		case w.is("sheet"):
			r := relations[w.attr("id")]
			p.sheets = append(p.sheets, sheetPart{w.attr("name"), r.target, w.attr("state"), r.kind == "worksheet"})
		}
	}
	if len(p.sheets) == 0 {
		return errors.New("no sheets found in the workbook")
	}
	_, p.shared = relationTo(relations, "sharedStrings")
	_, p.styles = relationTo(relations, "styles")
	return nil
}

// readShared reads those texts of the table that are wanted, and says how many there are. Phonetic readings are no part of
// a text.
func (p *workbookParts) readShared(wanted map[int]string) (count int, err error) {
	text, _, closer, err := p.openPart(p.shared)
	if err != nil || text == nil {
		return 0, err
	}
	defer closer.Close()
	w := walkXML(text)
	var buffer []byte
	for w.next() {
		if !w.is("si") {
			continue
		}
		_, wants := wanted[count]
		switch {
		case w.empty:
		case wants:
			buffer = w.appendRichText(buffer[:0], "si")
			wanted[count] = readCellText(string(buffer))
		default:
			for w.next() && !w.ends("si") {
			}
		}
		count++
	}
	if w.err != nil {
		return count, fmt.Errorf("part %s: %w", p.shared, w.err)
	}
	return count, nil
}

// appendRichText joins the texts inside an element up to its closing tag.
func (w *xmlWalk) appendRichText(dst []byte, element string) []byte {
	phonetic := false
	for w.next() {
		switch {
		case w.ends(element):
			return dst
		case string(w.name) == "rPh":
			phonetic = !w.closing && !w.empty
		case w.ends("t") && !phonetic:
			dst = w.appendContent(dst)
		}
	}
	return dst
}
