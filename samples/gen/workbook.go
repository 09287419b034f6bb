package main

import (
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"
)

const logSheet = "March log"

// layMonth gives the Harborview log its columns: the words of a hand-kept sheet, a title and an empty row above them.
func layMonth(c *clinic) {
	c.columns = []column{
		{"DOS", "date_of_service", 11}, {"Pt ID", "patient_id", 9}, {"Patient Name", "patient_name", 22}, {"Visit Type", "visit_type", 11},
		{"Therapist", "therapist", 20}, {"Credential", "credential", 10}, {"Supervisor", "supervisor", 18}, {"Insurance", "payer", 16},
		{"CPT", "code", 8}, {"Description", "description", 26}, {"Mods", "modifiers", 9}, {"Units", "units", 6}, {"Min", "minutes", 6},
		{"Assistant Minutes", "assistant_minutes", 9}, {"Timed Total", "timed_minutes", 9}, {"Total Treatment Minutes", "treatment_minutes", 12},
		{"Time In", "start_time", 10}, {"Time Out", "end_time", 10}, {"Charge", "charge", 10}, {"Dx", "diagnoses", 18},
		{"S", "subjective", 40}, {"O", "objective", 40}, {"A", "assessment", 40}, {"P", "plan", 40}, {"Signed Date", "signature_date", 11},
		{"POC Date", "plan_of_care_date", 11}, {"Cert Date", "certification_date", 11}, {"PR Date", "progress_report_date", 11},
		{"Occupational Profile", "eval_profile", 12}, {"Performance Deficits", "eval_deficits", 12}, {"Decision Making", "eval_decision", 12},
		{"Referring Provider", "referring_provider", 20}, {"POS", "place_of_service", 5},
	}
	c.headerRow, c.firstRow = 3, 4
	p, other := c.patients[3], c.patients[12]
	c.aside = []row{
		{defect: "a patient who did not come: no code", cells: map[string]string{"date_of_service": "2026-03-11", "patient_id": p.id,
			"patient_name": p.last + ", " + p.first, "therapist": p.therapist.name, "payer": p.payer.name, "subjective": "Called, will not come today."}},
		{defect: "a line without a date", cells: map[string]string{"patient_id": other.id, "patient_name": other.last + ", " + other.first,
			"therapist": other.therapist.name, "payer": other.payer.name, "code": "97110", "description": words["97110"], "units": "1", "minutes": "15",
			"charge": "52.00"}},
	}
	for _, r := range c.aside {
		c.sheetFinds = append(c.sheetFinds, find{rule: "I004", defect: r.defect})
	}
	c.layOut()
}

// sheetStyles are the number formats of the workbook, by field; fields not named are text as written.
type sheetStyles struct {
	title, header, total int
	of                   map[string]int
}

func newStyles(f *excelize.File) (s sheetStyles, err error) {
	make := func(style *excelize.Style) int {
		id, problem := f.NewStyle(style)
		if problem != nil {
			err = problem
		}
		return id
	}
	day, hour, money := "mm/dd/yyyy", "h:mm AM/PM", "#,##0.00"
	s.title = make(&excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}})
	s.header = make(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"},
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DDE6EE"}}})
	s.total = make(&excelize.Style{Font: &excelize.Font{Bold: true}, CustomNumFmt: &money,
		Border: []excelize.Border{{Type: "top", Color: "000000", Style: 1}}})
	dates, times := make(&excelize.Style{CustomNumFmt: &day}), make(&excelize.Style{CustomNumFmt: &hour})
	s.of = map[string]int{"date_of_service": dates, "signature_date": dates, "plan_of_care_date": dates, "certification_date": dates,
		"progress_report_date": dates, "start_time": times, "end_time": times, "charge": make(&excelize.Style{CustomNumFmt: &money})}
	return s, err
}

// writeWorkbook writes the log as a clinic keeps it by hand: title, frozen header, real dates and numbers, a total row,
// and a second sheet with remarks.
func writeWorkbook(path string, c *clinic) error {
	f := excelize.NewFile()
	defer f.Close()
	styles, err := newStyles(f)
	if err != nil {
		return err
	}
	w := &sheetWriter{file: f, sheet: logSheet}
	w.do(f.SetSheetName("Sheet1", logSheet))
	w.set(1, 1, "Harborview Hand & OT – session log, March 2026", styles.title)
	for i, col := range c.columns {
		letters, _ := excelize.ColumnNumberToName(i + 1)
		w.do(f.SetColWidth(logSheet, letters, letters, col.width))
		w.set(c.headerRow, i+1, col.header, styles.header)
	}
	for i, r := range c.rows {
		for j, col := range c.columns {
			if text := r.cells[col.field]; text != "" {
				w.set(c.firstRow+i, j+1, cellValue(col.field, text), styles.of[col.field])
			}
		}
	}
	writeTotals(w, c, styles)
	w.do(f.SetPanes(logSheet, &excelize.Panes{Freeze: true, XSplit: 3, YSplit: c.headerRow, TopLeftCell: fmt.Sprintf("D%d", c.firstRow), ActivePane: "bottomRight"}))
	writeRemarks(w)
	w.do(f.SetDocProps(&excelize.DocProperties{Creator: "otaudit samples", LastModifiedBy: "otaudit samples", Title: "Synthetic session log",
		Created: "2026-04-01T08:00:00Z", Modified: "2026-04-01T08:00:00Z"}))
	f.SetActiveSheet(0)
	if w.err != nil {
		return w.err
	}
	out, err := f.WriteToBuffer()
	if err != nil {
		return err
	}
	return os.WriteFile(path, out.Bytes(), 0o644)
}

// writeTotals writes the total row: sums as formulas, with their results stored.
func writeTotals(w *sheetWriter, c *clinic, styles sheetStyles) {
	last := c.firstRow + len(c.rows)
	w.set(last, 1, "Total", styles.total)
	for j, col := range c.columns {
		if col.field != "units" && col.field != "charge" {
			continue
		}
		total := 0.0
		for _, r := range c.rows {
			if n, ok := cellValue(col.field, r.cells[col.field]).(float64); ok {
				total += n
			}
		}
		letters, _ := excelize.ColumnNumberToName(j + 1)
		w.set(last, j+1, total, styles.total)
		w.do(w.file.SetCellFormula(w.sheet, fmt.Sprintf("%s%d", letters, last),
			fmt.Sprintf("SUM(%s%d:%s%d)", letters, c.firstRow, letters, last-1)))
	}
}

func writeRemarks(w *sheetWriter) {
	_, err := w.file.NewSheet("Notes")
	w.do(err)
	w.sheet = "Notes"
	for i, text := range []string{"Synthetic data: no clinic, person or payer contract in this workbook is real.",
		"Assistant minutes go into their own column.", "Notes stand on the first line of each visit.", "Ask the front desk about the line without a date."} {
		w.set(i+1, 1, text, 0)
	}
	w.do(w.file.SetColWidth("Notes", "A", "A", 90))
}

// sheetWriter sets cells and keeps the first problem.
type sheetWriter struct {
	file  *excelize.File
	sheet string
	err   error
}

func (w *sheetWriter) do(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *sheetWriter) set(row, col int, value any, style int) {
	cell, err := excelize.CoordinatesToCellName(col, row)
	w.do(err)
	w.do(w.file.SetCellValue(w.sheet, cell, value))
	if style > 0 {
		w.do(w.file.SetCellStyle(w.sheet, cell, cell, style))
	}
}

// cellValue gives the stored form of a value: a date or time as its serial number, a number as a number, the rest as text.
func cellValue(field, text string) any {
	switch field {
	case "date_of_service", "signature_date", "plan_of_care_date", "certification_date", "progress_report_date":
		if day, err := time.Parse(isoDay, text); err == nil {
			return day.Sub(time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24
		}
	case "start_time", "end_time":
		if at, err := time.Parse("15:04", text); err == nil {
			return float64(at.Hour()*60+at.Minute()) / (24 * 60)
		}
	case "units", "minutes", "assistant_minutes", "timed_minutes", "treatment_minutes", "charge", "code", "eval_deficits", "place_of_service":
		if n, err := strconv.ParseFloat(text, 64); err == nil {
			return n
		}
	}
	return text
}
