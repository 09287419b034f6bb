package pdf

import (
	"fmt"
	"io"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// The paper sizes of the PDF.
const (
	PaperLetter = "letter"
	PaperA4     = "a4"
)

// ParsePaper reads the value of --paper. The empty text is the default, letter.
func ParsePaper(text string) (string, error) {
	switch paper := strings.ToLower(text); paper {
	case "":
		return PaperLetter, nil
	case PaperLetter, PaperA4:
		return paper, nil
	}
	return "", fmt.Errorf("paper %q is not known; use %s or %s", text, PaperLetter, PaperA4)
}

// DefaultDetail is the number of findings that the PDF shows in detail unless told otherwise.
const DefaultDetail = 200

// Options says how the PDF is made. The zero value gives a letter report with [DefaultDetail] findings in detail.
type Options struct {
	Paper       string // PaperLetter (also if empty) or PaperA4
	Client      string // label of the client; if empty that of the manifest
	Counsel     bool   // print "Prepared at the direction of counsel"
	DetailLimit int    // findings shown in detail; 0 for DefaultDetail. Counts are never cut
	AsOf        audit.Date
	Part        Part
}

// Part is what of the report a document holds.
type Part uint8

// The parts of the report: all in one document, the three pages for the manager, and everything else.
const (
	Whole Part = iota
	Manager
	Evidence
)

func (part Part) holds(s *model.Section) bool { return part == Whole || (part == Manager) == s.Manager }

// pdfReport is one report in the making.
type pdfReport struct {
	*canvas
	report *model.Report
	o      Options
	groups []ruleGroup
	// managerPages are the first and last page of each section that has a page to itself; tests hold the two equal.
	managerPages [][2]int
	privacySaid  bool // at the foot of one of these pages
}

// Write writes the audit report. The result must be published already: every text is printed as it stands. Any
// string can be printed; what the fonts lack shows as "?". The same result and options give the same bytes.
func Write(w io.Writer, r *audit.Result, o Options) error {
	p, err := buildPDF(r, o)
	if err != nil {
		return err
	}
	if err := p.pdf.Output(w); err != nil {
		return fmt.Errorf("the pdf report: %w", err)
	}
	return nil
}

// buildPDF lays the report out, section by section, in the order of the model.
func buildPDF(r *audit.Result, o Options) (*pdfReport, error) {
	var err error
	if o.Paper, err = ParsePaper(o.Paper); err != nil {
		return nil, err
	}
	if o.DetailLimit <= 0 {
		o.DetailLimit = DefaultDetail
	}
	p := &pdfReport{canvas: newCanvas(o.Paper, o.AsOf), report: model.NewReport(r, model.ReportDate(r, o.AsOf), o.Client), o: o, groups: groupByRule(r, o.DetailLimit)}
	p.pdf.SetTitle(model.ReportTitle, true)
	if o.Part == Evidence {
		p.cover()
		p.newPage()
	}
	for _, s := range p.report.Sections() {
		if o.Part.holds(&s) {
			p.section(s)
		}
	}
	p.runningLines(p.runningHead(), model.Set(r.Manifest.Set).Label(), model.ClaimText)
	if err := p.pdf.Error(); err != nil {
		return nil, fmt.Errorf("the pdf report: %w", err)
	}
	return p, nil
}

// runningHead is the client's label, or the title if there is none.
func (p *pdfReport) runningHead() string {
	if strings.TrimSpace(p.report.Client) == "" {
		return model.ReportTitle
	}
	return p.report.Client
}

// runningLines draws running head and foot, once the number of pages is known.
func (c *canvas) runningLines(head, set, foot string) {
	pages := c.pdf.PageCount()
	for n := 1; n <= pages; n++ {
		c.pdf.SetPage(n)
		c.drawn = false
		c.setLandscape(c.landscapePages[n])
		if c.landscape {
			// The library keeps measuring from the top of the last page, which is portrait.
			c.pdf.TransformBegin()
			c.pdf.TransformTranslateY(c.paper.Ht - c.height)
		}
		c.headAndFoot(n, pages, head, set, foot)
		if c.landscape {
			c.pdf.TransformEnd()
		}
	}
}

func (c *canvas) headAndFoot(n, pages int, head, set, foot string) {
	y := c.height - 34
	c.textRight(c.right, y, note, fmt.Sprintf("Page %d of %d", n, pages))
	c.textAt(c.left, y, note, fit(note.face, note.size, c.frame()-80, foot))
	if n == 1 { // the first page has a head of its own
		return
	}
	room := c.frame() - textWidth(note.face, note.size, set) - 20
	c.textAt(c.left, 40, note, fit(note.face, note.size, room, head))
	c.textRight(c.right, 40, note, set)
	c.line(c.left, 46, c.right, 46, 0.5, hair)
}
