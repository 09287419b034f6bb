package corrected

import (
	"errors"
	"fmt"
	"maps"
	"strings"
)

// sheetNotes is what a sheet has of comments. Its parts are found by their relationships; empty names are of parts that
// are not there.
type sheetNotes struct {
	texts     map[string]string // by cell: comments and conversations
	part      string            // of the comments
	drawing   string            // of their boxes
	relations map[string]relation
}

// notesOf reads the comments of a sheet. A conversation (a threaded comment) has parts of its own; where it stands no other
// comment may.
func (p *workbookParts) notesOf(s sheetPart, legacy string) (*sheetNotes, error) {
	relations, err := p.relations(s.path)
	if err != nil {
		return nil, err
	}
	n := &sheetNotes{texts: map[string]string{}, relations: relations}
	_, n.part = relationTo(relations, "comments")
	if legacy != "" {
		if n.drawing = relations[legacy].target; p.find(n.drawing) == nil {
			return nil, errors.New("the drawing of the comments is missing")
		}
	}
	for _, r := range relations {
		element := map[string]string{"comments": "comment", "threadedComment": "threadedComment"}[r.kind]
		if element == "" {
			continue
		}
		data, err := p.part(r.target)
		if err != nil {
			return nil, err
		}
		for w := walkBytes(data); w.next(); {
			if w.is(element) {
				ref := w.attr("ref")
				text := ""
				if !w.empty {
					text = string(w.appendRichText(nil, element))
				}
				n.texts[ref] += text
			}
		}
	}
	return n, nil
}

// note is a comment that the copy adds.
type note struct {
	at   textPlace
	text string
}

const noteAuthor = "otaudit"

// addNotes appends comments to those of a sheet, behind them and with an author of their own.
func addNotes(part []byte, main string, notes []note) ([]byte, error) {
	if part == nil {
		part = []byte(xmlDeclaration + "\n" + `<comments xmlns="` + main + `"><authors></authors><commentList></commentList></comments>`)
	}
	_, children, err := rootChildren(part)
	if err != nil {
		return nil, err
	}
	var authors, list *xmlElement
	for i := range children {
		switch children[i].name {
		case "authors":
			authors = &children[i]
		case "commentList":
			list = &children[i]
		}
	}
	if authors == nil || list == nil {
		return nil, errors.New("the list of comments is damaged")
	}
	var text strings.Builder
	for _, n := range notes {
		fmt.Fprintf(&text, `<comment ref="%s" authorId="%d"><text><r><rPr><sz val="9"/><color indexed="81"/><rFont val="Tahoma"/><family val="2"/></rPr>`+
			`<t xml:space="preserve">%s</t></r></text></comment>`, cellName(n.at.row, n.at.col), authors.children, cellText(n.text))
	}
	return spliced(part, append(authors.inside(prefixed(authors.prefix, "<author>"+noteAuthor+"</author>")),
		list.inside(prefixed(list.prefix, text.String()))...)), nil
}

// verifyComments makes sure that every comment of the input is in the copy as it was.
func verifyComments(before, after *workbookParts, sheet sheetPart) error {
	old, err := before.notesOf(sheet, "")
	if err != nil {
		return err
	}
	copied, err := after.notesOf(sheet, "")
	if err != nil {
		return err
	}
	maps.DeleteFunc(copied.texts, func(cell, _ string) bool { _, was := old.texts[cell]; return !was })
	if !maps.Equal(old.texts, copied.texts) {
		return errors.New("the copy lacks a comment of the input")
	}
	return nil
}
