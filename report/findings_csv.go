package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"github.com/gocarina/gocsv"

	"otaudit/audit"
)

// findingRow is one line of findings.csv: the columns of REP-116 in their order.
type findingRow struct {
	FindingID          string `csv:"finding_id"`
	Rule               string `csv:"rule"`
	Name               string `csv:"name"`
	Severity           string `csv:"severity"`
	Category           string `csv:"category"`
	File               string `csv:"file"`
	Sheet              string `csv:"sheet"`
	Row                string `csv:"row"`
	Column             string `csv:"column"`
	Patient            string `csv:"patient"`
	Visit              string `csv:"visit"`
	DateOfService      string `csv:"date_of_service"`
	Code               string `csv:"code"`
	Therapist          string `csv:"therapist"`
	Payer              string `csv:"payer"`
	Field              string `csv:"field"`
	Original           string `csv:"original"`
	Corrected          string `csv:"corrected"`
	Safety             string `csv:"safety"`
	Applied            string `csv:"applied"`
	Billed             string `csv:"billed"`
	Supported          string `csv:"supported"`
	UnitsDelta         string `csv:"units_delta"`
	AmountDelta        string `csv:"amount_delta"`
	AmountBasis        string `csv:"amount_basis"`
	Message            string `csv:"message"`
	Working            string `csv:"working"`
	OtherRuleSupported string `csv:"other_rule_supported"`
	Citation           string `csv:"citation"`
	TableRows          string `csv:"table_rows"`
	Related            string `csv:"related"`
	LikelyDenial       string `csv:"likely_denial"`
	Status             string `csv:"status"`
	AcceptedBy         string `csv:"accepted_by"`
	AcceptedUntil      string `csv:"accepted_until"`
	AcceptedReason     string `csv:"accepted_reason"`
}

// csvBatch is the number of rows that are held as text at a time.
const csvBatch = 512

// WriteFindings writes findings.csv of a published result: UTF-8, LF, one finding a row in the order of the result,
// the header even without findings.
func WriteFindings(w io.Writer, r *audit.Result) error {
	out := gocsv.NewSafeCSVWriter(csv.NewWriter(w))
	places := newPlaces(r)
	rows := make([]findingRow, 0, min(csvBatch, len(r.Findings)))
	if err := gocsv.MarshalCSV(rows, out); err != nil {
		return err
	}
	for i := range r.Findings {
		rows = append(rows, findingRowOf(&r.Findings[i], places))
		if len(rows) == cap(rows) || i == len(r.Findings)-1 {
			if err := gocsv.MarshalCSVWithoutHeaders(rows, out); err != nil {
				return err
			}
			rows = rows[:0]
		}
	}
	return nil
}

func findingRowOf(f *audit.Finding, places *places) findingRow {
	file, sheet := places.split(f.Cell.Sheet)
	row := findingRow{
		FindingID: f.ID, Rule: f.Rule, Name: f.Name, Severity: f.Severity.String(), Category: FamilyName(f.Rule[:min(1, len(f.Rule))]),
		File: cellText(file), Sheet: cellText(sheet), Column: audit.ColumnLetters(f.Cell.Col),
		Patient: cellText(f.Patient), Visit: cellText(f.Visit), DateOfService: f.Date, Code: cellText(f.Code),
		Therapist: cellText(f.Therapist), Payer: cellText(f.Payer), Field: cellText(f.Field), Original: cellText(f.Original),
		Corrected: cellText(corrected(f)), Applied: strconv.FormatBool(f.Fix.Applied),
		Billed: f.Billed.String(), Supported: f.Supported.String(), UnitsDelta: f.Impact.Units.String(), AmountBasis: f.Impact.Basis,
		Message: cellText(f.Message), Working: cellText(f.Working), OtherRuleSupported: cellText(f.OtherRule),
		Citation: cellText(strings.Join(f.Cites, "; ")), TableRows: cellText(strings.Join(f.TableRows, "; ")),
		Related: cellText(joinRefs(f.Related)), LikelyDenial: cellText(f.Denial), Status: f.Status,
		AcceptedBy: cellText(f.Accepted.By), AcceptedUntil: f.Accepted.Until, AcceptedReason: cellText(f.Accepted.Reason),
	}
	if f.Fix.Safety != audit.NoFix {
		row.Safety = f.Fix.Safety.String()
	}
	if f.Cell.Row > 0 {
		row.Row = strconv.Itoa(int(f.Cell.Row))
	}
	if f.Impact.Basis != "" {
		row.AmountDelta = f.Impact.Money.String()
	}
	if !Followed(f.ID) {
		row.Status += ", cannot be followed"
	}
	return row
}

// corrected gives the new value of the finding's own cell, and with their cells those of other cells.
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
	}
	return b.String()
}

func joinRefs(refs []audit.Ref) string {
	if len(refs) == 0 {
		return ""
	}
	var b strings.Builder
	for i, r := range refs {
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(r.String())
	}
	return b.String()
}

// places splits the sheet of a cell into file and sheet.
type places struct {
	files map[string]bool
	memo  map[string][2]string
}

func newPlaces(r *audit.Result) *places {
	p := &places{files: map[string]bool{}, memo: map[string][2]string{}}
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
