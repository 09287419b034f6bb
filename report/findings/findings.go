// Package findings writes the tables of a published result: findings.csv, a row a finding, and excluded-rows.csv, with the rows
// of the logs that became no line. In comes a result whose identifiers are replaced already; out go UTF-8 and LF.
package findings

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// findingColumns are the columns of findings.csv in their order (REP-116).
var findingColumns = []string{
	"finding_id", "rule", "name", "severity", "category", "file", "sheet", "row", "column", "patient", "visit", "date_of_service",
	"code", "therapist", "payer", "field", "original", "corrected", "safety", "applied", "billed", "supported", "units_delta",
	"amount_delta", "amount_basis", "message", "working", "other_rule_supported", "citation", "table_rows", "related",
	"likely_denial", "payer_answer", "status", "accepted_by", "accepted_until", "accepted_reason",
}

// Write writes findings.csv of a published result: UTF-8, LF, one finding a row in the order of the result,
// the header even without findings.
func Write(w io.Writer, r *audit.Result) error {
	out := csv.NewWriter(w)
	out.Write(findingColumns) // the writer keeps its first error
	rows := findingRows{places: newPlaces(r)}
	for i := range r.Findings {
		out.Write(rows.of(&r.Findings[i]))
	}
	out.Flush()
	return out.Error()
}

// findingRows makes rows of findings.
type findingRows struct {
	places *places
	refs   model.RefList
	cells  []string // of the last row; each row takes their place
}

// of returns the cells of one finding in the order of findingColumns. The next call overwrites them.
func (out *findingRows) of(f *audit.Finding) []string {
	file, sheet := out.places.split(f.Cell.Sheet)
	line, safety, amountDelta, status := "", "", "", f.Status
	if f.Cell.Row > 0 {
		line = strconv.Itoa(int(f.Cell.Row))
	}
	if f.Fix.Safety != audit.NoFix {
		safety = f.Fix.Safety.String()
	}
	if f.Impact.Basis != "" {
		amountDelta = f.Impact.Money.String()
	}
	if !model.Followed(f.ID) {
		status += ", cannot be followed"
	}
	out.cells = append(out.cells[:0],
		f.ID, f.Rule, f.Name, f.Severity.String(), out.places.category(f.Rule),
		model.CellText(file), model.CellText(sheet), line, audit.ColumnLetters(f.Cell.Col),
		model.CellText(f.Patient), model.CellText(f.Visit), model.CellText(f.Date), model.CellText(f.Code), model.CellText(f.Therapist), model.CellText(f.Payer),
		model.CellText(f.Field), model.CellText(f.Original), model.CellText(model.Corrected(f)), safety, strconv.FormatBool(f.Fix.Applied),
		f.Billed.String(), f.Supported.String(), f.Impact.Units.String(), amountDelta, f.Impact.Basis,
		model.CellText(f.Message), model.CellText(f.Working), model.CellText(f.OtherRule), model.CellText(strings.Join(f.Cites, "; ")),
		model.CellText(strings.Join(f.TableRows, "; ")), model.CellText(out.refs.Join(f.Related, "; ")), model.CellText(f.Denial), model.CellText(f.Answer), status,
		model.CellText(f.Accepted.By), f.Accepted.Until, model.CellText(f.Accepted.Reason))
	return out.cells
}

// places splits the sheet of a cell into file and sheet, and names the family of a rule. It remembers its answers.
type places struct {
	files      map[string]bool
	memo       map[string][2]string
	categories map[string]string
}

func (p *places) category(rule string) string {
	name, ok := p.categories[rule]
	if !ok && rule != "" {
		name = audit.FamilyName(rule[:1])
		p.categories[rule] = name
	}
	return name
}

func newPlaces(r *audit.Result) *places {
	p := &places{files: map[string]bool{}, memo: map[string][2]string{}, categories: map[string]string{}}
	for _, in := range r.Manifest.Inputs {
		p.files[in.Name] = true
	}
	return p
}

// split finds the input that a sheet belongs to. What follows no input's name is a sheet without a file.
func (p *places) split(name string) (file, sheet string) {
	if parts, ok := p.memo[name]; ok {
		return parts[0], parts[1]
	}
	file, sheet = "", name
	if p.files[name] {
		file, sheet = name, ""
	} else {
		for at := len(name); at > 0; {
			at = strings.LastIndexByte(name[:at], '!')
			if at > 0 && p.files[name[:at]] {
				file, sheet = name[:at], name[at+1:]
				break
			}
		}
	}
	p.memo[name] = [2]string{file, sheet}
	return file, sheet
}
