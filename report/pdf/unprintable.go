package pdf

import (
	"slices"
	"strings"

	"otaudit/audit"
)

// Unprintable names what holds characters that the fonts of the PDF lack, by field and never by content (REP-28): the PDF
// shows them as "?". The client is the label on the report.
func Unprintable(r *audit.Result, client string) []string {
	var fields []string
	look := func(field string, texts ...string) {
		if !slices.Contains(fields, field) && slices.ContainsFunc(texts, lacksGlyphs) {
			fields = append(fields, field)
		}
	}
	look("the client", client)
	for i := range r.Manifest.Inputs {
		look("the names of files", r.Manifest.Inputs[i].Name)
	}
	for i := range r.Sheets {
		look("the names of sheets", r.Sheets[i].Name)
		for _, c := range r.Sheets[i].Columns {
			look("the headers of columns", c.Header)
		}
	}
	look("patients", r.Patients...)
	for i := range r.Totals {
		look(r.Totals[i].Dimension, r.Totals[i].Key)
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		look("the cells of findings", f.Original)
		look("acceptances", f.Accepted.By, f.Accepted.Reason)
	}
	return fields
}

// lacksGlyphs says whether the PDF shows a "?" for something in the text.
func lacksGlyphs(text string) bool {
	return strings.Count(printable(regular, text), "?") > strings.Count(text, "?")
}
