package report

import (
	"io"
	"strconv"
	"strings"

	"otaudit/audit"
)

// findingColumns are the columns of findings.csv in their order (REP-116).
var findingColumns = []string{
	"finding_id", "rule", "name", "severity", "category", "file", "sheet", "row", "column", "patient", "visit", "date_of_service",
	"code", "therapist", "payer", "field", "original", "corrected", "safety", "applied", "billed", "supported", "units_delta",
	"amount_delta", "amount_basis", "message", "working", "other_rule_supported", "citation", "table_rows", "related",
	"likely_denial", "status", "accepted_by", "accepted_until", "accepted_reason",
}

// WriteFindings writes findings.csv of a published result: UTF-8, LF, one finding a row in the order of the result,
// the header even without findings.
func WriteFindings(w io.Writer, r *audit.Result) error {
	out := findingRows{csvCells: csvCells{out: w}, places: newPlaces(r)}
	out.row(findingColumns...)
	for i := range r.Findings {
		out.finding(&r.Findings[i])
	}
	return out.flush()
}

// findingRows writes findings as rows.
type findingRows struct {
	csvCells
	places *places
	refs   refList
}

// finding writes the cells of one finding in the order of findingColumns.
func (out *findingRows) finding(f *audit.Finding) {
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
	if !Followed(f.ID) {
		status += ", cannot be followed"
	}
	out.row(
		f.ID, f.Rule, f.Name, f.Severity.String(), out.places.category(f.Rule),
		cellText(file), cellText(sheet), line, audit.ColumnLetters(f.Cell.Col),
		cellText(f.Patient), cellText(f.Visit), cellText(f.Date), cellText(f.Code), cellText(f.Therapist), cellText(f.Payer),
		cellText(f.Field), cellText(f.Original), cellText(corrected(f)), safety, strconv.FormatBool(f.Fix.Applied),
		f.Billed.String(), f.Supported.String(), f.Impact.Units.String(), amountDelta, f.Impact.Basis,
		cellText(f.Message), cellText(f.Working), cellText(f.OtherRule), cellText(strings.Join(f.Cites, "; ")),
		cellText(strings.Join(f.TableRows, "; ")), cellText(out.refs.join(f.Related, "; ")), cellText(f.Denial), status,
		cellText(f.Accepted.By), f.Accepted.Until, cellText(f.Accepted.Reason))
}

// corrected gives the new value of the finding's own cell, and with their cells those of other cells. What a safe
// correction leaves for review says so.
func corrected(f *audit.Finding) string {
	if len(f.Fix.Edits) == 1 && f.Fix.Edits[0].Cell == f.Cell {
		return f.Fix.Edits[0].New
	}
	var b strings.Builder
	for i, e := range f.Fix.Edits {
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(audit.ColumnLetters(e.Cell.Col))
		b.WriteString(strconv.Itoa(int(e.Cell.Row)))
		b.WriteByte('=')
		b.WriteString(e.New)
		if f.Fix.SafetyOf(&e) != f.Fix.Safety && !e.Applied {
			b.WriteString(" (review)")
		}
	}
	return b.String()
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

// split finds the input that a sheet belongs to. What follows no input's name, as the numbered sheets of the mode code,
// is a sheet without a file.
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
