package pdf

import (
	"fmt"
	"io"

	"otaudit/report/model"
)

// WriteDocument writes a paper beside the audit report, such as the record of a sample or a letter, with the type and the blocks
// of the report. Blocks that need an audited result (scorecards, findings, the action plan) have no place in it. The same document
// and paper give the same bytes.
func WriteDocument(w io.Writer, d model.Document, paper string) error {
	p, err := buildDocument(d, paper)
	if err != nil {
		return err
	}
	return p.pdf.Output(w)
}

func buildDocument(d model.Document, paper string) (*pdfReport, error) {
	paper, err := ParsePaper(paper)
	if err != nil {
		return nil, err
	}
	p := &pdfReport{canvas: newCanvas(paper, d.Date)}
	c := p.canvas
	c.pdf.SetTitle(d.Title, true)
	c.newPage()
	c.fill(0, 0, c.width, 8, accent)
	c.textAt(c.left, 40, note, fit(note.face, note.size, c.frame(), d.Notice))
	c.y -= 14
	p.open(d.Title)
	p.blocks(d.Blocks)
	c.runningLines(d.Title, d.Notice, d.Foot)
	if err := c.pdf.Error(); err != nil {
		return nil, fmt.Errorf("%s: %w", d.Title, err)
	}
	return p, nil
}
