package corrected

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

const accountSheetLabel = "Sheet"

// sheetsOnTop is the number of sheets whose accounts stand above the table. The rows above it are frozen with its
// header, so that the accounts of more sheets are summed there and follow one by one below the table.
const sheetsOnTop = 3

// account makes the rows above the table. Their number does not depend on what is written later, since comments name
// rows of the table.
func (s *auditSheet) account() [][]any {
	head := [][]any{
		{auditSheetMark},
		{"Audit of " + filepath.Base(s.c.input)},
		{"Internal: this file holds what the input holds, patient data included. Findings are potential; a person decides."},
		{accountSheetLabel, "Rows read", "Non-data rows", "Excluded rows", "Rows used", "Lines", "Units of the lines", "Units after corrections", "Excluded rows by reason"},
	}
	accounts := s.accounts()
	if len(accounts) <= sheetsOnTop {
		head = append(head, accounts...)
	} else {
		head = append(head, s.sum())
	}
	head = append(head,
		[]any{"Findings", s.findingCounts()},
		[]any{"Corrections", s.correctionCounts()},
		[]any{commentsLabel, ""})
	head = append(head, []any{"Marks", marksLegend})
	if totals := s.c.totalsBefore(); totals != "" {
		head = append(head, []any{"Totals", totals})
	}
	for _, remark := range s.remarks {
		head = append(head, []any{remark[0], remark[1]})
	}
	return head
}

func (s *auditSheet) own() []*audit.Sheet {
	var own []*audit.Sheet
	for i := range s.c.result.Sheets {
		if sheet := &s.c.result.Sheets[i]; s.c.sheets[sheet.Name] {
			own = append(own, sheet)
		}
	}
	return own
}

func (s *auditSheet) accounts() [][]any {
	var rows [][]any
	for _, sheet := range s.own() {
		rows = append(rows, accountCells(sheet.Name, sheet, s.moved(sheet.Name)))
	}
	return rows
}

// sum is the account of all sheets of the file.
func (s *auditSheet) sum() []any {
	total := &audit.Sheet{}
	var moved audit.Units
	for _, sheet := range s.own() {
		total.RowsRead += sheet.RowsRead
		total.RowsUsed += sheet.RowsUsed
		total.Lines += sheet.Lines
		total.UnitsUsed += sheet.UnitsUsed
		total.NonData = addCounts(total.NonData, sheet.NonData)
		total.Excluded = addCounts(total.Excluded, sheet.Excluded)
		moved += s.moved(sheet.Name)
	}
	return accountCells("all sheets (one by one below the findings)", total, moved)
}

func accountCells(name string, sheet *audit.Sheet, moved audit.Units) []any {
	return []any{name, sheet.RowsRead, audit.SumOf(sheet.NonData), audit.SumOf(sheet.Excluded), sheet.RowsUsed, sheet.Lines,
		unitsCell(sheet.UnitsUsed), unitsCell(sheet.UnitsUsed + moved), countWords(sheet.Excluded)}
}

func unitsCell(u audit.Units) any {
	if u.Whole() {
		return u.Int()
	}
	return u.String()
}

func countWords(counts []audit.Count) string {
	words := make([]string, len(counts))
	for i, c := range counts {
		words[i] = c.What + " " + strconv.Itoa(c.N)
	}
	return strings.Join(words, ", ")
}

func addCounts(sum, more []audit.Count) []audit.Count {
next:
	for _, c := range more {
		for i := range sum {
			if sum[i].What == c.What {
				sum[i].N += c.N
				continue next
			}
		}
		sum = append(sum, c)
	}
	return sum
}

// moved sums the units that the applied edits of a sheet change, each cell once.
func (s *auditSheet) moved(label string) audit.Units {
	seen := map[placeAt]bool{}
	var sum audit.Units
	for _, r := range s.rows {
		if r.edit == nil || !r.edit.Applied || r.edit.Field != audit.UnitsBilled || r.edit.Cell.Sheet != label {
			continue
		}
		at := placeAt{label, r.edit.Cell.Row, r.edit.Slot, r.edit.Field, 0}
		if seen[at] {
			continue
		}
		seen[at] = true
		before, _ := audit.ParseValue(nil, audit.UnitsBilled, r.edit.Old)
		after, _ := audit.ParseValue(nil, audit.UnitsBilled, r.edit.New)
		sum += audit.Units(after - before)
	}
	return sum
}

// eachFinding visits every listed finding once, although it may have several rows.
func (s *auditSheet) eachFinding(do func(*audit.Finding)) {
	last := 0
	for _, r := range s.rows {
		if r.number != last {
			do(r.finding)
			last = r.number
		}
	}
}

func (s *auditSheet) findingCounts() string {
	var n [4]int
	accepted := 0
	s.eachFinding(func(f *audit.Finding) {
		n[f.Severity]++
		if f.Status == "accepted" {
			accepted++
		}
	})
	return fmt.Sprintf("%d: errors %d, warnings %d, notes %d; of these accepted %d",
		n[audit.Error]+n[audit.Warning]+n[audit.Info], n[audit.Error], n[audit.Warning], n[audit.Info], accepted)
}

func (s *auditSheet) correctionCounts() string {
	var applied, held, review, manual int
	s.eachFinding(func(f *audit.Finding) {
		switch {
		case len(f.Fix.Edits) == 0 && f.Fix.Safety == audit.NoFix:
		case f.Fix.Applied:
			applied++
		case f.Fix.Held != "":
			held++
		case f.Fix.Safety == audit.Review:
			review++
		default:
			manual++
		}
	})
	return fmt.Sprintf("applied %d (%s changed), not written for the reason given %d, to review %d, by hand %d",
		applied, model.Plural(len(s.c.changes), "cell", "cells"), held, review, manual)
}

// writeFoot adds the blocks below the table: lines that are proposed to be split, and the accounts of many sheets.
// It gives the number of the last row.
func (s *auditSheet) writeFoot(w auditRowWriter, styles *copyStyles) (int, error) {
	row := s.tableRow(s.listed()) + 1
	put := func(cells []any) error {
		row++
		return w.row(row, cells)
	}
	if more := len(s.rows) - s.listed(); more > 0 {
		if err := put(styled([]any{fmt.Sprintf("%d more rows are in findings.csv: a worksheet cannot hold them", more)}, styles.title)); err != nil {
			return row, err
		}
	}
	first := true
	for i, r := range s.rows[:s.listed()] {
		if !strings.Contains(strings.ToLower(r.finding.Fix.Title), "split") || i > 0 && s.rows[i-1].number == r.number {
			continue
		}
		if first {
			first = false
			if err := put(styled([]any{"Proposed lines: rows to be inserted by hand, nothing was inserted"}, styles.title)); err != nil {
				return row, err
			}
		}
		cells := []any{r.number, s.link(r.finding.Cell, styles), r.finding.Severity.String(), r.finding.Rule, r.finding.Fix.Title,
			r.finding.Message, r.finding.Working}
		for k, value := range cells {
			if k != 1 {
				cells[k] = auditCell{style: styles.wrap, value: value}
			}
		}
		if err := put(cells); err != nil {
			return row, err
		}
	}
	accounts := s.accounts()
	if len(accounts) <= sheetsOnTop {
		return row, nil
	}
	row++
	if err := put(styled(s.head[3], styles.title)); err != nil {
		return row, err
	}
	for _, cells := range accounts {
		if err := put(cells); err != nil {
			return row, err
		}
	}
	return row, nil
}
