package html

import (
	"fmt"
	"html/template"
	"io"

	"otaudit/report/model"
)

// documentPage is a paper beside the audit report as a page.
type documentPage struct {
	Title, Kind, Claim, Client, AsOf string
	Style                            template.CSS
	StyleHash, ScriptHash            string
	Blocks                           []htmlBlock
}

// WriteDocument writes a paper beside the audit report, such as months compared, as one page without network or other files. Blocks
// that need an audited result (scorecards, findings, the action plan) have no place in it. The same document gives the same bytes.
func WriteDocument(w io.Writer, d model.Document) error {
	parts, style, err := webPage()
	if err != nil {
		return fmt.Errorf("%s: %w", d.Title, err)
	}
	var h htmlReport
	page := documentPage{ // the style is the program's own text
		Title: model.SafeText(d.Title), Kind: model.SafeText(d.Notice), Claim: model.SafeText(d.Foot), Style: template.CSS(style), StyleHash: hashOf(style), Blocks: h.blocks(d.Blocks)}
	if d.Date != 0 {
		page.AsOf = d.Date.String()
	}
	if err := parts.ExecuteTemplate(w, "document", page); err != nil {
		return fmt.Errorf("%s: %w", d.Title, err)
	}
	return nil
}
