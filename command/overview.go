package command

import (
	"cmp"
	"encoding/csv"
	"io"
	"path/filepath"
	"strings"

	"otaudit/audit"
	"otaudit/report/html"
	"otaudit/report/model"
	"otaudit/report/pdf"
)

// overviewHead are the columns of the page over several clinics.
var overviewHead = []string{"clinic", "month", "lines", "units judged", "errors", "supported as billed", "target", "potential over $", "potential under $"}

// notAudited stands in the row of a clinic without a result of the month.
const notAudited = "not audited"

// writeOverview writes a page over the months of several clinics, and the same as a table.
func writeOverview(months []*clinicMonth, folder, paper string, con *console) error {
	paper, err := pdf.ParsePaper(paper)
	if err != nil {
		return err
	}
	table := &model.Table{Name: "Clinics", Note: "Dollars: all that is in question, each amount once. No rule sets the target. Each clinic's results are in its own folder."}
	for i, title := range overviewHead {
		column := model.Column{Title: title, Width: 1}
		if i == 2 || i == 4 || i == 5 || i > 6 {
			column = model.Column{Title: title, Kind: model.Numbers}
		}
		table.Columns = append(table.Columns, column)
	}
	d := model.Document{Title: "Occupational therapy billing audit: clinics", Notice: "For internal use; no patient is named here.", Foot: model.ClaimText,
		Blocks: []model.Block{table}}
	for _, m := range months {
		row, on := m.overviewRow(con)
		table.Rows = append(table.Rows, row)
		d.Date = max(d.Date, on)
	}
	box, err := openPapers(folder, true)
	if err != nil {
		return err
	}
	defer box.close()
	defer con.sayWritten()
	return box.writePapers([]paperFile{
		{"overview.html", func(w io.Writer) error { return html.WriteDocument(w, d) }},
		{"overview.pdf", func(w io.Writer) error { return pdf.WriteDocument(w, d, paper) }},
		{"overview.csv", func(w io.Writer) error {
			out := csv.NewWriter(w)
			out.Write(overviewHead) // errors are kept until the end
			for _, row := range table.Rows {
				for i := range row {
					row[i] = model.CellText(row[i])
				}
				out.Write(row)
			}
			out.Flush()
			return out.Error()
		}},
	}, con)
}

// overviewRow is what a clinic's month came to, and the day of the run.
func (m *clinicMonth) overviewRow(con *console) (row []string, on audit.Date) {
	name := cmp.Or(m.clinic.Value("client"), filepath.Base(filepath.Dir(m.clinic.Path)))
	result, err := readResult(earlierResult(m.out), con)
	if m.failed || err != nil {
		return []string{name, m.month, notAudited, "–", "–", "–", "–", "–", "–"}, 0
	}
	page, answers := model.FirstPageOf(result, nil), model.AnswersOf(result)
	errors := 0
	for i := range result.Findings {
		if f := &result.Findings[i]; model.Open(f) && f.Severity == audit.Error {
			errors++
		}
	}
	on, _ = audit.ParseDate(result.Manifest.AsOf) // the page has no date without one
	return []string{name, m.month, model.Count(model.TotalOfAll(result).Lines), strings.TrimPrefix(answers.Units, "units judged on "), model.Count(errors), page.Clinic.Rate, page.Clinic.Verdict,
		model.Amount(page.Exposure.Over), model.Amount(page.Exposure.Under)}, on
}
