package refdata

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"otaudit/audit"
)

// icdImport holds the code files read so far: the windows of each code.
type icdImport struct {
	windows map[string][]audit.Window
	names   []string
}

var (
	icdRow  = regexp.MustCompile(`^[A-Z][0-9][0-9A-Z]{1,5} +\S`)
	icdName = regexp.MustCompile(`(?i)icd10cm[-_]codes[-_](april[-_])?(\d{4})`)
)

// readICD reads the list of complete ICD-10-CM codes of one fiscal year, which begins on October 1 of the year before. The list of
// April holds from then on. The rows hold no date; it is in the file's name.
func (im *importer) readICD(file cmsFile, in io.Reader, report *FileReport) error {
	m := icdName.FindStringSubmatch(file.name)
	if m == nil {
		return fmt.Errorf("%s: the year is only in the name CMS gave, such as icd10cm-codes-2026.txt; keep that name", file.name)
	}
	year, err := strconv.Atoi(m[2])
	if err != nil {
		return fmt.Errorf("%s: %q is not a year", file.name, m[2])
	}
	w := audit.Window{From: audit.DateOf(year-1, time.October, 1), To: audit.DateOf(year, time.September, 30), HasFrom: true, HasTo: true}
	report.Kind, report.Release = "ICD-10-CM codes", m[2]
	if m[1] != "" {
		w.From, report.Release = audit.DateOf(year, time.April, 1), m[2]+" April"
	}
	if im.icd.windows == nil {
		im.icd.windows = map[string][]audit.Window{}
	}
	im.icd.names = append(im.icd.names, file.name)
	lines := bufio.NewScanner(in)
	for line := 1; lines.Scan(); line++ {
		code, _, _ := strings.Cut(strings.TrimPrefix(lines.Text(), string(byteOrderMark)), " ")
		if strings.TrimSpace(code) == "" {
			continue
		}
		if !isDiagnosis(code) {
			return fmt.Errorf("%s:%d: not a code of ICD-10-CM", file.name, line)
		}
		report.Rows++
		report.Kept++
		im.icd.windows[code] = append(im.icd.windows[code], w)
	}
	return lines.Err()
}

// buildICD joins the files with the years that the tables in force hold.
func (im *importer) buildICD() (content []byte, carried int, err error) {
	if im.icd.windows == nil {
		return nil, 0, nil
	}
	for _, r := range baseRows[diagnosisRow](im.base, "diagnoses") {
		im.icd.windows[string(r.Code)] = append(im.icd.windows[string(r.Code)], span(r.From, r.To))
		carried++
	}
	var rows []diagnosisRow
	for code, windows := range im.icd.windows {
		for _, w := range joinedWindows(windows) {
			rows = append(rows, diagnosisRow{Code: required(code), From: day(w.From), To: day(w.To),
				Source: "CMS ICD-10-CM code files", Verified: Published})
		}
	}
	slices.SortFunc(rows, func(a, b diagnosisRow) int {
		return cmp.Or(strings.Compare(string(a.Code), string(b.Code)), cmp.Compare(a.From, b.From))
	})
	content, err = tableBytes(rows)
	return content, carried, err
}

// joinedWindows joins windows that share days or follow each other.
func joinedWindows(windows []audit.Window) []audit.Window {
	slices.SortFunc(windows, func(a, b audit.Window) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	joined := windows[:1]
	for _, w := range windows[1:] {
		last := &joined[len(joined)-1]
		if w.From <= last.To+1 {
			last.To = max(last.To, w.To)
			continue
		}
		joined = append(joined, w)
	}
	return joined
}
