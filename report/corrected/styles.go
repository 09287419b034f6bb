package corrected

import (
	"fmt"
	"strconv"
)

// copyStyles are the numbers of the styles that the copy adds: cell styles of the Audit sheet and formats of the marks.
type copyStyles struct {
	title, header, wrap, link int
	marks                     map[markKind]int
}

// styleSection is one list of a table of styles: what is appended to it, and what has to stand before that where the list is
// not there, because the first entries are those of cells without a style.
type styleSection struct {
	name, base, added string
	baseCount, count  int
}

var styleOrder = elementOrder{"numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs",
	"tableStyles", "colors", "extLst"}

const (
	plainXf     = `<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>`
	emptyStyles = `<styleSheet xmlns="%s"></styleSheet>`
)

// addStyles appends the entries that the copy needs to a table of styles. Those that are there keep their numbers.
func addStyles(part []byte) ([]byte, copyStyles, error) {
	root, children, err := rootChildren(part)
	if err != nil {
		return nil, copyStyles{}, err
	}
	first := map[string]int{} // number of the first entry that is added
	var insertions []insertion
	add := func(s styleSection) {
		at := -1
		for i := range children {
			if children[i].name == s.name {
				at = i
			}
		}
		if at >= 0 && children[at].children > 0 {
			e := &children[at]
			first[s.name] = e.children
			if s.count > 0 {
				w := walkBytes([]byte(e.tag))
				w.next()
				insertions = append(insertions, insertion{e.start, e.inner, w.withAttr("count", strconv.Itoa(e.children+s.count))},
					insertion{e.behind, e.behind, prefixed(e.prefix, s.added)})
			}
			return
		}
		first[s.name] = s.baseCount
		text := prefixed(root.prefix, fmt.Sprintf(`<%s count="%d">%s%s</%s>`, s.name, s.baseCount+s.count, s.base, s.added, s.name))
		if at >= 0 {
			insertions = append(insertions, insertion{children[at].start, children[at].end, text})
			return
		}
		place := styleOrder.placeFor(s.name, root, children)
		insertions = append(insertions, insertion{place, place, text})
	}
	add(styleSection{"fonts", `<font><sz val="11"/><name val="Calibri"/></font>`,
		`<font><b/><sz val="11"/><name val="Calibri"/></font><font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="Calibri"/></font>`, 1, 2})
	add(styleSection{"fills", `<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>`,
		`<fill><patternFill patternType="solid"><fgColor rgb="FFD9E1F2"/><bgColor indexed="64"/></patternFill></fill>`, 2, 1})
	add(styleSection{"borders", `<border><left/><right/><top/><bottom/><diagonal/></border>`,
		`<border><left/><right/><top/><bottom style="thin"><color rgb="FF808080"/></bottom><diagonal/></border>`, 1, 1})
	add(styleSection{"cellStyleXfs", plainXf, "", 1, 0})
	bold, link := first["fonts"], first["fonts"]+1
	const top = `<alignment vertical="top" wrapText="1"/>`
	xf := func(font, fill, border int, inner string) string {
		return fmt.Sprintf(`<xf numFmtId="0" fontId="%d" fillId="%d" borderId="%d" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">%s</xf>`,
			font, fill, border, inner)
	}
	add(styleSection{"cellXfs", plainXf, xf(bold, 0, 0, "") + xf(bold, first["fills"], first["borders"], top) + xf(0, 0, 0, top) +
		xf(link, 0, 0, `<alignment vertical="top"/>`), 1, 4})
	formats := ""
	for _, kind := range markKinds {
		formats += markFormats[kind]
	}
	add(styleSection{"dxfs", "", formats, 0, len(markKinds)})
	styles := copyStyles{marks: map[markKind]int{}}
	for i, number := range []*int{&styles.title, &styles.header, &styles.wrap, &styles.link} {
		*number = first["cellXfs"] + i
	}
	for i, kind := range markKinds {
		styles.marks[kind] = first["dxfs"] + i
	}
	return spliced(part, insertions), styles, nil
}
