package html

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"

	"otaudit/audit"
	"otaudit/report/model"
)

// Options says how the HTML report is made. The zero value takes everything from the result.
type Options struct {
	Client  string // label of the client; if empty that of the manifest
	Counsel bool   // print "Prepared at the direction of counsel"
}

//go:embed web
var webFiles embed.FS

// webParts reads the template once; style and script stand in the page itself, so that it needs no other file.
var webParts = sync.OnceValues(func() (*template.Template, error) { return template.ParseFS(webFiles, "web/report.tmpl.html") })

// webPage returns the template and the style that all pages share.
func webPage() (*template.Template, []byte, error) {
	parts, err := webParts()
	if err != nil {
		return nil, nil, err
	}
	style, err := webFiles.ReadFile("web/report.css")
	return parts, style, err
}

// htmlReport is one page in the making.
type htmlReport struct {
	carried carriedValues
	charts  int // so far

	Title, Kind, Claim, Client, AsOf, Counsel string
	Facts                                     []model.Part
	Notice                                    *model.Notice
	Allows                                    string // which set the page is of, and what may be done with it
	Privacy                                   []string
	Parts                                     []htmlPart
	Style                                     template.CSS
	Script                                    template.JS
	StyleHash, ScriptHash                     string // the policy of the page allows what has them, and nothing else
}

// hashOf names a text in the policy of the page.
func hashOf(text []byte) string {
	sum := sha256.Sum256(text)
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// htmlPart is a section of the page.
type htmlPart struct {
	ID, Title string
	Blocks    []htmlBlock
}

// htmlBlock is a block as the template sets it; exactly one of its kinds is given.
type htmlBlock struct {
	Heading     string
	Text, Class string
	Items       []string
	Numbered    bool
	Notice      *model.Notice
	Table       *htmlTable
	Title       string
	Drawing     template.HTML
	Figures     []htmlFigure
	Beside      []*htmlTable
	Cards       []htmlCard
	Actions     []htmlAction
	Findings    []htmlFilter
	Blanks      []string // to write in
}

// Write writes report.html: one page without network or other files, with the figures, rows and texts of the PDF,
// all findings with filter and search, and links from each number to its findings. The result must be published
// already. Any string can be shown; what looks like markup is shown as text. The same result and options give the same
// bytes.
func Write(w io.Writer, r *audit.Result, o Options) error {
	parts, style, err := webPage()
	if err != nil {
		return fmt.Errorf("the html report: %w", err)
	}
	script, err := webFiles.ReadFile("web/report.js")
	if err != nil {
		return fmt.Errorf("the html report: %w", err)
	}
	held := model.OnPage(r)
	h := buildHTML(r, o, held)
	h.Style, h.Script = template.CSS(style), template.JS(script) // the program's own text
	h.StyleHash, h.ScriptHash = hashOf(style), hashOf(script)
	if err := parts.ExecuteTemplate(w, "report", h); err != nil {
		return fmt.Errorf("the html report: %w", err)
	}
	// The data are written past the template, which would copy them several times.
	if err := findingsData(w, held); err != nil {
		return fmt.Errorf("the html report: %w", err)
	}
	if err := parts.ExecuteTemplate(w, "end", h); err != nil {
		return fmt.Errorf("the html report: %w", err)
	}
	return nil
}

// buildHTML puts the page together, section by section, in the order of the model.
func buildHTML(r *audit.Result, o Options, held []*audit.Finding) *htmlReport {
	report := model.NewReport(r, model.OrNone(r.Manifest.AsOf), o.Client)
	h := &htmlReport{carried: valuesCarried(held), Title: model.ReportTitle, Kind: model.KindText, Claim: model.ClaimText, Client: model.SafeText(strings.TrimSpace(report.Client)),
		AsOf: report.AsOf, Allows: model.Set(r.Manifest.Set).Allows(), Privacy: model.Set(r.Manifest.Set).Details(), Notice: safeNotice(report.FrontNotice(len(report.Summary.Alarms)))}
	if o.Counsel {
		h.Counsel = model.CounselText
	}
	for _, f := range report.Facts() {
		h.Facts = append(h.Facts, model.Part{Label: f.Label, Text: model.SafeText(f.Text)})
	}
	for _, s := range report.Sections() {
		h.Parts = append(h.Parts, htmlPart{ID: s.ID, Title: s.Title, Blocks: h.blocks(s.Blocks)})
	}
	return h
}

func safeNotice(n *model.Notice) *model.Notice {
	if n == nil {
		return nil
	}
	return &model.Notice{Title: n.Title, Items: safeList(n.Items)}
}

func safeList(items []string) []string {
	safe := make([]string, len(items))
	for i, item := range items {
		safe[i] = model.SafeText(item)
	}
	return safe
}
