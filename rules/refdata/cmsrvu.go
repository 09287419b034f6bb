package refdata

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"otaudit/audit"
)

// rvuImport holds the relative values read so far, by the window in which they are in force.
type rvuImport struct {
	windows map[audit.Window]*rvuRelease
	qp      map[audit.Window]tenThousandths // conversion factors for qualifying APM participants
}

type rvuRelease struct {
	quarter time.Month // month of the release: the latest of a window wins
	rows    []rvuRow
}

var (
	rvuTitle = regexp.MustCompile(`(20\d\d) National Physician Fee Schedule Relative Value File (January|April|July|October)`)
	rvuName  = regexp.MustCompile(`(?i)pprrvu(?:20)?(\d\d)_?(jan|apr|jul|oct)`)
)

// firstSplitYear is the first year with two PPRRVU files, which differ in the conversion factor.
const firstSplitYear = 2026

// rvuColumns are the columns used, by the name that stands over them. Their positions differ from year to year.
var rvuColumns = []string{
	"HCPCS", "MOD", "STATUS CODE", "NOT USED FOR MEDICARE PAYMENT", "WORK RVU", "NON-FAC PE RVU", "FACILITY PE RVU", "MP RVU",
	"NON-FACILITY TOTAL", "FACILITY TOTAL", "PCTC IND", "GLOB DAYS", "MULT PROC", "CONV FACTOR",
}

// readPPRRVU reads one release of the relative values.
func (im *importer) readPPRRVU(file cmsFile, in io.Reader, report *FileReport) error {
	records := csv.NewReader(in)
	records.FieldsPerRecord = -1
	records.LazyQuotes = true
	columns, preamble, err := rvuHeader(records)
	if err != nil {
		return fmt.Errorf("%s: %w", file.name, err)
	}
	year, month, err := releaseOfRVU(preamble, file.name)
	if err != nil {
		return fmt.Errorf("%s: %w", file.name, err)
	}
	lower := strings.ToLower(file.name)
	qualifying := strings.Contains(lower, "qpp") && !strings.Contains(lower, "nonqpp")
	if year >= firstSplitYear && !strings.Contains(lower, "qpp") {
		return fmt.Errorf("%s: from %d on CMS publishes two files; keep its name, with QPP or nonQPP", file.name, firstSplitYear)
	}
	report.Kind, report.Release = "relative values", fmt.Sprintf("%s %d", month, year)
	var rows []rvuRow
	for {
		record, err := records.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("%s: %w", file.name, err)
		}
		line, _ := records.FieldPos(0)
		cell := func(name string) string {
			if at := columns[name]; at < len(record) {
				return strings.TrimSpace(record[at])
			}
			return ""
		}
		if strings.TrimSpace(strings.Join(record, "")) == "" {
			continue
		}
		report.Rows++
		if cell("MOD") != "" || !im.codes[cell("HCPCS")] {
			report.OtherCodes++
			continue
		}
		row, err := rvuOf(cell)
		if err != nil {
			return fmt.Errorf("%s:%d: %w", file.name, line, err)
		}
		if len(rows) > 0 && rows[0].CF != row.CF {
			return fmt.Errorf("%s:%d: conversion factor %s, but an earlier row has another", file.name, line, cell("CONV FACTOR"))
		}
		row.Year, row.CFQP = count(year), noNumber
		row.Source = required(fmt.Sprintf("CMS PPRRVU %s %d release (%s)", month, year, file.name))
		rows = append(rows, row)
		report.Kept++
	}
	if len(rows) == 0 {
		return fmt.Errorf("%s: not one row for a code of the code table", file.name)
	}
	if err := im.placeRVUs(year, month, rows, qualifying); err != nil {
		return fmt.Errorf("%s: %w", file.name, err)
	}
	return nil
}

// rvuHeader finds the columns. Their names are stacked over several lines, of which the last starts HCPCS, MOD; a
// re-published file may have one flat header instead. The text before the header is given too.
func rvuHeader(records *csv.Reader) (columns map[string]int, preamble string, err error) {
	var stacked []string
	for {
		record, err := records.Read()
		if err != nil {
			return nil, "", fmt.Errorf("no header that starts HCPCS, MOD: %w", err)
		}
		preamble += strings.Join(record, " ") + "\n"
		for i, cell := range record {
			if i >= len(stacked) {
				stacked = append(stacked, "")
			}
			stacked[i] = strings.TrimSpace(stacked[i] + " " + strings.TrimSpace(cell))
		}
		if len(record) > 1 && record[0] == "HCPCS" && record[1] == "MOD" {
			break
		}
	}
	columns = map[string]int{}
	for _, name := range rvuColumns {
		at := slices.Index(stacked, name)
		if at < 0 {
			return nil, "", fmt.Errorf("no column %s", name)
		}
		columns[name] = at
	}
	return columns, preamble, nil
}

// releaseOfRVU tells year and month of a release by the title, else by the file's name.
func releaseOfRVU(preamble, name string) (year int, month time.Month, err error) {
	if m := rvuTitle.FindStringSubmatch(preamble); m != nil {
		year, _ = strconv.Atoi(m[1])
		return year, monthNamed(m[2]), nil
	}
	if m := rvuName.FindStringSubmatch(name); m != nil {
		year, _ = strconv.Atoi(m[1])
		return 2000 + year, monthNamed(m[2]), nil
	}
	return 0, 0, errors.New("year and quarter cannot be told; keep the name CMS gave, such as PPRRVU2025_Oct.csv")
}

// monthNamed reads January, Jan or JAN; the patterns above let nothing else through.
func monthNamed(text string) time.Month {
	for month := time.January; month <= time.December; month++ {
		if strings.EqualFold(text[:3], month.String()[:3]) {
			return month
		}
	}
	return 0
}

// rvuOf reads the values of a row.
func rvuOf(cell func(string) string) (rvuRow, error) {
	row := rvuRow{
		Code: codeCell(cell("HCPCS")), ShownNotUsed: cell("NOT USED FOR MEDICARE PAYMENT") == "+", PCTC: cell("PCTC IND"),
		GlobalDays: cell("GLOB DAYS"), MultProc: cell("MULT PROC"), CFVerified: Published, Verified: Published,
	}
	if err := row.Status.UnmarshalCSV(cell("STATUS CODE")); err != nil {
		return row, err
	}
	for _, column := range []struct {
		name  string
		value *hundredths
	}{
		{"WORK RVU", &row.Work}, {"NON-FAC PE RVU", &row.PENonFac}, {"FACILITY PE RVU", &row.PEFac}, {"MP RVU", &row.MP},
		{"NON-FACILITY TOTAL", &row.TotalNonFac}, {"FACILITY TOTAL", &row.TotalFac},
	} {
		if err := column.value.UnmarshalCSV(padDecimals(cell(column.name), 2)); err != nil {
			return row, fmt.Errorf("column %s: %w", column.name, err)
		}
	}
	if err := row.CF.UnmarshalCSV(padDecimals(cell("CONV FACTOR"), 4)); err != nil || row.CF <= 0 {
		return row, fmt.Errorf("column CONV FACTOR: %q is not a conversion factor", cell("CONV FACTOR"))
	}
	return row, nil
}

// padDecimals adds the zeros that a spreadsheet program drops from the end of a number.
func padDecimals(text string, decimals int) string {
	if text == "" {
		return ""
	}
	whole, fraction, _ := strings.Cut(text, ".")
	return whole + "." + fraction + strings.Repeat("0", max(0, decimals-len(fraction)))
}
