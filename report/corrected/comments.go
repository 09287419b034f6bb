package corrected

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"
)

// comments reads the comments of a sheet: text by cell.
func (p *workbookParts) comments(s sheetPart) (map[string]string, error) {
	relations, err := p.relations(s.path)
	if err != nil {
		return nil, err
	}
	texts := map[string]string{}
	for _, r := range relations {
		if r.kind != "comments" {
			continue
		}
		data, err := p.part(r.target)
		if err != nil {
			return nil, err
		}
		for w := (xmlWalk{data: data}); w.next(); {
			if w.is("comment") && !w.empty {
				ref := w.attr("ref")
				texts[ref] = w.richText("comment")
			}
		}
	}
	return texts, nil
}

var (
	drawingName = regexp.MustCompile(`^\.\./drawings/vmlDrawing(\d+)\.vml$`)
	shapeID     = regexp.MustCompile(`<v:shape\s[^>]*\bid="([^"]*)"`)
	plainShape  = regexp.MustCompile(`^_x0000_s\d+$`)
	objectType  = regexp.MustCompile(`ObjectType="([^"]*)"`)
)

// prepareComments says whether excelize can add comments to the sheet without harm to what is there. It finds the
// parts of comments by their numbers instead of their relationships, so that a sheet with other names, or with
// controls in the same drawing, gets none; and numbers in use are made unavailable to a sheet without comments.
func (p *workbookParts) prepareComments(f *excelize.File, s sheetPart, legacy string) (bool, error) {
	relations, err := p.relations(s.path)
	if err != nil {
		return false, err
	}
	comments := ""
	for _, r := range relations {
		if r.kind == "comments" {
			comments = r.target
		}
	}
	if legacy == "" {
		if comments == "" {
			p.reserveCommentNumbers(f)
		}
		return comments == "", nil
	}
	number := drawingName.FindStringSubmatch(relations[legacy].written)
	if number == nil || comments != "xl/comments"+number[1]+".xml" {
		return false, nil
	}
	drawing, err := p.part(relations[legacy].target)
	if err != nil {
		return false, err
	}
	for _, id := range shapeID.FindAllSubmatch(drawing, -1) {
		if !plainShape.Match(id[1]) {
			return false, nil
		}
	}
	for _, kind := range objectType.FindAllSubmatch(drawing, -1) {
		if !bytes.Equal(kind[1], []byte("Note")) {
			return false, nil
		}
	}
	return true, nil
}

// reserveCommentNumbers makes excelize number the next comments so that no part of that number exists: it counts the
// names it knows and takes the next number.
func (p *workbookParts) reserveCommentNumbers(f *excelize.File) {
	for {
		known := map[string]bool{}
		for name := range p.files {
			known[name] = strings.Contains(name, "xl/comments")
		}
		for name := range f.Comments {
			known[strings.ToLower(name)] = strings.Contains(name, "xl/comments")
		}
		count := 0
		for _, counts := range known {
			if counts {
				count++
			}
		}
		comments, drawing := fmt.Sprintf("xl/comments%d.xml", count+1), fmt.Sprintf("xl/drawings/vmlDrawing%d.vml", count+1)
		if p.files[comments] == nil && p.files[strings.ToLower(drawing)] == nil && f.Comments[comments] == nil && f.VMLDrawing[drawing] == nil {
			return
		}
		f.Comments[fmt.Sprintf("xl/comments-reserved%d.xml", count)] = nil // counted, never written
	}
}

// verifyComments makes sure that every comment of the input is in the copy as it was.
func verifyComments(before, after *workbookParts, i int) error {
	old, err := before.comments(before.sheets[i])
	if err != nil {
		return err
	}
	copied, err := after.comments(after.sheets[i])
	if err != nil {
		return err
	}
	maps.DeleteFunc(copied, func(cell, _ string) bool { _, was := old[cell]; return !was })
	if !maps.Equal(old, copied) {
		return errors.New("the copy lacks a comment of the input")
	}
	return nil
}
