package corrected

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

var workbookOrder = elementOrder{"fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
	"externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes",
	"webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst"}

// addSheet lists a worksheet behind the others and lets the workbook be calculated when it is opened.
func (p *workbookParts) addSheet(part []byte, name, relation string) ([]byte, error) {
	root, children, err := rootChildren(part)
	if err != nil {
		return nil, err
	}
	id := 1
	for w := walkBytes(part); w.next(); {
		if n, err := strconv.Atoi(w.attr("sheetId")); err == nil && w.is("sheet") {
			id = max(id, n+1)
		}
	}
	var insertions []insertion
	calculated := false
	for i := range children {
		e := &children[i]
		switch e.name {
		case "sheets":
			insertions = append(insertions, e.inside(fmt.Sprintf(`<%ssheet%s name="%s" sheetId="%d" r:id="%s"/>`,
				e.prefix, p.relationsNamespace(root), escapeXML(name), id, relation))...)
		case "calcPr":
			calculated = true
			w := walkBytes([]byte(e.tag))
			w.next()
			insertions = append(insertions, insertion{e.start, e.inner, w.withAttr("fullCalcOnLoad", "1")})
		}
	}
	if !calculated {
		at := workbookOrder.placeFor("calcPr", root, children)
		insertions = append(insertions, insertion{at, at, prefixed(root.prefix, `<calcPr fullCalcOnLoad="1"/>`)})
	}
	return spliced(part, insertions), nil
}

// relationsNamespace declares the prefix r where the root does not.
func (p *workbookParts) relationsNamespace(root xmlElement) string {
	space := strings.TrimSuffix(p.kinds, "/")
	if (&xmlWalk{attrs: []byte(root.attrs)}).attr("xmlns:r") == space {
		return ""
	}
	return fmt.Sprintf(` xmlns:r="%s"`, space)
}

// newRelation is an entry that a relationship part is to get.
type newRelation struct{ id, kind, target string }

const (
	relationsSpace    = "http://schemas.openxmlformats.org/package/2006/relationships"
	contentTypesPart  = "[Content_Types].xml"
	sheetContentType  = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
	noteContentType   = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
	stylesContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
	vmlContentType    = "application/vnd.openxmlformats-officedocument.vmlDrawing"
)

// addRelations appends entries to the relationships of a part, which are made if there are none. Targets are written from
// the folder of the part, as all programs do, since some read no other.
func addRelations(of string, part []byte, entries []newRelation) ([]byte, error) {
	if part == nil {
		part = []byte(xmlDeclaration + "\n" + `<Relationships xmlns="` + relationsSpace + `"></Relationships>`)
	}
	text := ""
	for _, e := range entries {
		text += fmt.Sprintf(`<Relationship Id="%s" Type="%s" Target="%s"/>`, e.id, escapeXML(e.kind), escapeXML(fromFolder(path.Dir(of), e.target)))
	}
	return appendToRoot(part, text)
}

// fromFolder writes the name of a part as it is reached from a folder.
func fromFolder(folder, target string) string {
	if folder == "." {
		return target
	}
	up := ""
	for !strings.HasPrefix(target, folder+"/") {
		up += "../"
		if folder = path.Dir(folder); folder == "." {
			return up + target
		}
	}
	return up + strings.TrimPrefix(target, folder+"/")
}

// freeID gives an id that the relationships do not have, and takes it.
func freeID(relations map[string]relation) string {
	for n := len(relations) + 1; ; n++ {
		id := "rId" + strconv.Itoa(n)
		if _, taken := relations[id]; !taken {
			relations[id] = relation{}
			return id
		}
	}
}

// addContentTypes says what kinds of parts were added, and no longer what kinds removed ones were of.
func addContentTypes(part []byte, added map[string]string, removed map[string]bool) ([]byte, error) {
	root, children, err := rootChildren(part)
	if err != nil {
		return nil, err
	}
	var insertions []insertion
	for i := range children {
		w := xmlWalk{attrs: []byte(children[i].attrs)}
		if children[i].name == "Override" && removed[partKey(w.attr("PartName"))] {
			insertions = append(insertions, insertion{children[i].start, children[i].end, ""})
		}
	}
	text := ""
	for _, name := range slices.Sorted(maps.Keys(added)) {
		text += fmt.Sprintf(`<Override PartName="/%s" ContentType="%s"/>`, escapeXML(name), added[name])
	}
	return spliced(part, append(insertions, root.inside(prefixed(root.prefix, text))...)), nil
}
