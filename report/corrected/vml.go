package corrected

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Boxes of comments are drawn in VML, which is not always XML: programs wrote unclosed tags into it. So it is searched for
// the few places that matter and not read.

const (
	vmlNamespaces = `xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"`
	vmlNoteType   = `<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>` +
		`<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`
	vmlNote = `<v:shape id="_x0000_s%d" type="#_x0000_t202" style="position:absolute;width:240pt;height:120pt;z-index:%d;visibility:hidden" ` +
		`fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>` +
		`<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/>` +
		`<x:SizeWithCells/><x:Anchor>%s</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>`
)

var (
	vmlIDMap = regexp.MustCompile(`<[A-Za-z]+:idmap\b[^>]*\bdata\s*=\s*["']([0-9, ]*)["']`)
	vmlRoot  = regexp.MustCompile(`<xml\b[^>]*>`)
)

// shapesOfBlock is the number of shapes whose ids belong together. Each drawing of a workbook has blocks of its own.
const shapesOfBlock = 1024

// lastShapeBlock is the highest block of shape ids that a drawing of the workbook uses.
func (p *workbookParts) lastShapeBlock() (int, error) {
	last := len(p.sheets)
	for name := range p.files {
		if !strings.HasSuffix(name, ".vml") {
			continue
		}
		data, err := p.part(name)
		if err != nil {
			return 0, err
		}
		if m := vmlIDMap.FindSubmatch(data); m != nil {
			for block := range strings.SplitSeq(string(m[1]), ",") {
				if n, err := strconv.Atoi(strings.TrimSpace(block)); err == nil {
					last = max(last, n)
				}
			}
		}
	}
	return last, nil
}

// canTakeBoxes says whether boxes can be put behind those of a drawing.
func canTakeBoxes(drawing []byte) bool {
	return drawing == nil || vmlRoot.Match(drawing) && bytes.Contains(drawing, []byte("</xml>"))
}

// addBoxes draws the boxes of comments behind what a drawing holds. Their ids begin with a block that no other drawing uses.
func addBoxes(drawing []byte, sheet *sheetRead, notes []note, block int) []byte {
	blocks := strconv.Itoa(block)
	for b := 1; b <= len(notes)/shapesOfBlock; b++ {
		blocks += "," + strconv.Itoa(block+b)
	}
	if drawing == nil {
		drawing = []byte(`<xml ` + vmlNamespaces + `><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="` + blocks + `"/></o:shapelayout></xml>`)
	} else if m := vmlIDMap.FindSubmatchIndex(drawing); m != nil {
		drawing = spliced(drawing, []insertion{{m[3], m[3], "," + blocks}})
	}
	var boxes strings.Builder
	if !bytes.Contains(drawing, []byte(`id="_x0000_t202"`)) {
		boxes.WriteString(vmlNoteType)
	}
	for i, n := range notes {
		fmt.Fprintf(&boxes, vmlNote, block*shapesOfBlock+1+i, i+1, sheet.anchor(n.at), n.at.row-1, n.at.col-1)
	}
	text := boxes.String()
	if root := vmlRoot.Find(drawing); !declaresVML(root) {
		text = strings.NewReplacer("<v:shape ", "<v:shape "+vmlNamespaces+" ", "<v:shapetype ", "<v:shapetype "+vmlNamespaces+" ").Replace(text)
	}
	end := bytes.LastIndex(drawing, []byte("</xml>"))
	return spliced(drawing, []insertion{{end, end, text}})
}

// declaresVML says whether the root of a drawing gives the usual prefixes their usual meaning.
func declaresVML(root []byte) bool {
	for list := []byte(vmlNamespaces); ; {
		key, value, rest, ok := nextAttr(list)
		if !ok {
			return true
		}
		list = rest
		w := xmlWalk{attrs: bytes.TrimPrefix(bytes.TrimSuffix(root, []byte(">")), []byte("<xml"))}
		if w.attr(string(key)) != string(value) {
			return false
		}
	}
}

// The size of a comment's box, and the height of a row that nothing is said of, in pixels.
const (
	boxWidth, boxHeight = 320, 160
	rowPixels           = 20
)

// anchor places the box of a comment beside its cell: column, pixels, row, pixels of its left upper corner, and of the
// right lower one.
func (s *sheetRead) anchor(at textPlace) string {
	left := int(at.col) // counted from 0: the column behind the cell
	right, width := left, boxWidth+15
	for right < maxSheetCols-1 {
		pixels := s.column(int32(right + 1)).pixels
		if width < pixels {
			break
		}
		width -= pixels
		right++
	}
	top := max(int(at.row)-2, 0)
	return fmt.Sprintf("%d, 15, %d, 2, %d, %d, %d, 2", min(left, maxSheetCols-1), top, right, width, top+boxHeight/rowPixels)
}
