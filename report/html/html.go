package html

import (
	"embed"
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

// reportTitle is the title of the report in all its forms.
const reportTitle = "Occupational therapy billing audit"

//go:embed web
var webFiles embed.FS

// webParts reads the template once; style and script stand in the page itself, so that it needs no other file.
var webParts = sync.OnceValues(func() (*template.Template, error) { return template.ParseFS(webFiles, "web/report.tmpl.html") })

// htmlReport is one page in the making. The parts are those of the PDF in the same order, so that a reference to a
// section holds in both.
type htmlReport struct {
	r       *audit.Result
	all     *audit.Total
	actions []model.Action
	summary model.Summary
	carried carriedValues

	Title, Client, AsOf string
	Counsel             bool
	Facts               [][]string
	Alarms, Privacy     []string
	AlarmTitle          string
	Parts               []*htmlPart
	Style               template.CSS
	Script              template.JS
}

// htmlPart is a numbered part of the page.
type htmlPart struct {
	Number    int
	ID, Title string
	Blocks    []htmlBlock
}

// htmlBlock is one piece of a part; exactly one of its kinds is given.
type htmlBlock struct {
	Sub         string
	Text, Class string
	Items       []string
	Numbered    bool
	Table       *htmlTable
	Title       string
	Drawing     template.HTML
	Legend      template.HTML
	Figures     []htmlFigure
	Cards       []htmlCard
	Action      *htmlAction
	Findings    []htmlFilter
	Alarms      []string
	AlarmTitle  string
}

// Write writes report.html: one page without network or other files, with the figures, rows and texts of the PDF,
// all findings with filter and search, and links from each number to its findings. The result must be published
// already. Any string can be shown; what looks like markup is shown as text. The same result and options give the same
// bytes.
func Write(w io.Writer, r *audit.Result, o Options) error {
	parts, err := webParts()
	if err != nil {
		return fmt.Errorf("the html report: %w", err)
	}
	style, err := webFiles.ReadFile("web/report.css")
	if err != nil {
		return fmt.Errorf("the html report: %w", err)
	}
	script, err := webFiles.ReadFile("web/report.js")
	if err != nil {
		return fmt.Errorf("the html report: %w", err)
	}
	h := buildHTML(r, o)
	h.Style, h.Script = template.CSS(style), template.JS(script) // the program's own text
	if err := parts.ExecuteTemplate(w, "report", h); err != nil {
		return fmt.Errorf("the html report: %w", err)
	}
	// The data are written past the template, which would copy them several times.
	if err := findingsData(w, r); err != nil {
		return fmt.Errorf("the html report: %w", err)
	}
	if err := parts.ExecuteTemplate(w, "end", h); err != nil {
		return fmt.Errorf("the html report: %w", err)
	}
	return nil
}

// buildHTML puts the page together, part by part.
func buildHTML(r *audit.Result, o Options) *htmlReport {
	if o.Client == "" {
		o.Client = r.Manifest.Client
	}
	actions := model.Actions(r)
	h := &htmlReport{r: r, all: model.TotalOfAll(r), actions: actions, summary: model.Summarise(r, actions), carried: valuesCarried(r), Title: reportTitle,
		Client: model.SafeText(strings.TrimSpace(o.Client)), Counsel: o.Counsel, AsOf: model.OrNone(r.Manifest.AsOf), Privacy: model.PrivacyStatement(model.Mode(r.Manifest.Mode))}
	h.Facts = safeRows(model.CoverRows(r, h.all, h.AsOf))
	h.Alarms, h.AlarmTitle = safeList(h.summary.Alarms), h.summary.AlarmTitle()
	h.executive()
	h.scope()
	h.validation()
	h.coverage()
	h.results()
	h.money()
	h.scorecards()
	h.checklist()
	h.findings()
	h.patterns()
	h.sinceLast()
	h.plan()
	h.part("limits", "Limits")
	h.list(model.LimitTexts(r, h.AsOf))
	h.appendices()
	return h
}

// part opens the next numbered part.
func (h *htmlReport) part(id, title string) {
	h.Parts = append(h.Parts, &htmlPart{Number: len(h.Parts) + 1, ID: id, Title: title})
}

func (h *htmlReport) add(b htmlBlock) {
	part := h.Parts[len(h.Parts)-1]
	part.Blocks = append(part.Blocks, b)
}

func (h *htmlReport) sub(title string) { h.add(htmlBlock{Sub: model.SafeText(title)}) }

// para adds a paragraph of a class of the style sheet: lead, strong, small, note or empty.
func (h *htmlReport) para(class, text string) {
	h.add(htmlBlock{Text: model.SafeText(text), Class: class})
}

func (h *htmlReport) list(items []string) {
	if len(items) > 0 {
		h.add(htmlBlock{Items: safeList(items)})
	}
}

// table adds a table; one without rows is left out.
func (h *htmlReport) table(t *htmlTable) {
	if len(t.Rows) > 0 {
		h.add(htmlBlock{Table: t})
	}
}

func safeList(items []string) []string {
	safe := make([]string, len(items))
	for i, item := range items {
		safe[i] = model.SafeText(item)
	}
	return safe
}

func safeRows(rows [][]string) [][]string {
	safe := make([][]string, len(rows))
	for i, row := range rows {
		safe[i] = safeList(row)
	}
	return safe
}
