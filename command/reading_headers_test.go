package command

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"otaudit/audit"
	"otaudit/importers"
	"otaudit/report/model"
)

// TestReadingHeaders reads each wording of headers.csv as the header of its field in a small log whose other columns have
// everyday headers. The wording "skip" is one that must not be read as any field, in a column beside the others. What is
// known to be read wrongly stands on known.txt as "header FIELD,HEADER".
func TestReadingHeaders(t *testing.T) {
	folder := corpusFolder()
	path := filepath.Join(folder, "headers.csv")
	if _, err := os.Stat(path); err != nil {
		t.Skipf("no headers.csv in %s", folder)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	run := &auditRun{auditOptions: auditOptions{readOptions: readOptions{asOf: samplesAsOf}, setting: "practitioner", apply: "safe",
		therapist: "name", failOn: "never", target: model.DefaultTarget, out: t.TempDir()}}
	if err := run.check(); err != nil {
		t.Fatal(err)
	}
	known, fields, log := knownToFail(t, folder), map[string]*share{}, filepath.Join(t.TempDir(), "log.csv")
	var all share
	var misses []string
	for _, record := range records[1:] {
		field, header := record[0], record[1]
		writeWording(t, log, field, header)
		book, err := importers.Import([]string{log}, run.options)
		if err != nil {
			t.Fatalf("%s as %s: %v", header, field, err)
		}
		wrong := wronglyRead(book.Sheets, field, header)
		name := "header " + field + "," + header
		if wrong != "" {
			misses = append(misses, name)
		}
		switch {
		case wrong != "" && !known[name]:
			t.Errorf("%s: %s", name, wrong)
		case wrong == "" && known[name]:
			t.Errorf("%s is read right: take it off known.txt", name)
		}
		delete(known, name)
		if fields[field] == nil {
			fields[field] = &share{}
		}
		fields[field].add(wrong == "")
		all.add(wrong == "")
	}
	for name := range known {
		if strings.HasPrefix(name, "header ") {
			t.Errorf("known.txt names %q, which headers.csv has not", name)
		}
	}
	writeMisses(t, misses)
	t.Logf("wordings right: %s\nby field:\n%s", all, sharesTable(fields))
}

// wordingColumn is one column of the log that wordings are tried in.
type wordingColumn struct {
	header, field string
	value         func(visit, line int) string
}

// days of the visits: both those that could be day and month and others.
var wordingDays = []string{"10/5/2026", "10/6/2026", "10/7/2026", "10/12/2026", "10/13/2026", "10/15/2026", "10/20/2026", "10/22/2026", "10/27/2026",
	"11/3/2026", "11/5/2026", "11/10/2026"}

var (
	wordingCodes   = []string{"97530", "97110", "97140", "97535", "97112"}
	wordingMinutes = []int{24, 17, 31, 38, 15, 41, 27, 12, 33, 23, 20, 44}
	wordingPeople  = []string{"Quiltman, June", "Waffleton, Roy", "Mailbox, Cora", "Tambourine, Burt", "Thimble, Nan", "Raincoat, Hank", "Kazoo, Alma"}
	wordingStaff   = []string{"Rex Placeholder, OTR/L", "Gil Testerly, OTR/L", "Ida Sampleton, COTA/L"}
	wordingPayers  = []string{"Medicare", "Aetna", "Medicare", "Blue Cross Blue Shield"}
)

func pick[T any](from []T, n int) T { return from[n%len(from)] }

func wordingLineMinutes(visit, line int) int { return pick(wordingMinutes, 2*visit+5*line) }

// ordinaryColumns are the columns of the log with everyday headers.
func ordinaryColumns() []wordingColumn {
	return []wordingColumn{
		{"Date of Service", "date_of_service", func(v, _ int) string { return pick(wordingDays, v) }},
		{"Patient Name", "patient_name", func(v, _ int) string { return pick(wordingPeople, v) }},
		{"CPT Code", "code", func(v, l int) string { return pick(wordingCodes, v+l) }},
		{"Modifier", "modifiers", func(v, _ int) string { return [...]string{"GO", "GO", "GO CO"}[v%3] }},
		{"Units", "units", func(v, l int) string { return fmt.Sprint((wordingLineMinutes(v, l) + 7) / 15) }},
		{"Minutes", "minutes", func(v, l int) string { return fmt.Sprint(wordingLineMinutes(v, l)) }},
		{"Therapist", "therapist", func(v, _ int) string { return pick(wordingStaff, v) }},
		{"Insurance", "payer", func(v, _ int) string { return pick(wordingPayers, pick([]int{0, 1, 2, 3, 4, 5, 6}, v)) }},
	}
}

// furtherValues are the values of fields that the everyday log has no column for.
var furtherValues = map[string]func(visit, line int) string{
	"birth_date": func(v, _ int) string {
		return pick([]string{"3/14/1951", "7/2/1944", "12/25/1948", "1/30/1955", "9/9/1939", "5/17/1950", "6/21/1946"}, v)
	},
	"start_time":       func(v, _ int) string { return pick([]string{"9:00 AM", "10:15 AM", "1:30 PM"}, v) },
	"end_time":         func(v, _ int) string { return pick([]string{"10:05 AM", "11:20 AM", "2:40 PM"}, v) },
	"diagnoses":        func(v, _ int) string { return pick([]string{"M62.81", "R27.8", "M18.11", "I69.351"}, v) },
	"charge":           func(v, l int) string { return fmt.Sprintf("%d.50", 40*((wordingLineMinutes(v, l)+7)/15)) },
	"authorization":    func(v, _ int) string { return fmt.Sprintf("A%06d", 410233+171*(v%7)) },
	"supervisor":       func(int, int) string { return "Rex Placeholder, OTR/L" },
	"npi":              func(v, _ int) string { return pick([]string{"1234567893", "1987654328", "1234567893"}, v) },
	"place_of_service": func(int, int) string { return "11" },
	"description": func(v, l int) string {
		return pick([]string{"Therapeutic activities", "Therapeutic exercise", "Manual therapy", "Self-care training", "Neuromuscular reeducation"}, v+l)
	},
	"discipline":         func(int, int) string { return "OT" },
	"referring_provider": func(v, _ int) string { return pick([]string{"Fern Doctorson, MD", "Abe Physicianer, DO"}, v) },
	"signature_date":     func(v, _ int) string { return pick(wordingDays, v) },
	"treatment_minutes":  func(v, _ int) string { return fmt.Sprint(wordingLineMinutes(v, 0) + wordingLineMinutes(v, 1) + 5) },
	"timed_minutes":      func(v, _ int) string { return fmt.Sprint(wordingLineMinutes(v, 0) + wordingLineMinutes(v, 1)) },
}

// skippedValues are values for a wording that is no field, by what its words promise; the first that fits is taken.
var skippedValues = []struct {
	words *regexp.Regexp
	value func(visit, line int) string
}{
	{regexp.MustCompile(`(?i)npi`), func(int, int) string { return "1555555559" }},
	{regexp.MustCompile(`(?i)phone`), func(v, _ int) string { return fmt.Sprintf("555-01%02d", v%7) }},
	{regexp.MustCompile(`(?i)gender`), func(v, _ int) string { return []string{"F", "M"}[v%7%2] }},
	{regexp.MustCompile(`(?i)dx pointer`), func(int, int) string { return "1" }},
	{regexp.MustCompile(`(?i)date|\bdt\b|due|next appt`), func(v, _ int) string { return pick([]string{"11/16/2026", "11/18/2026", "11/19/2026"}, v) }},
	{regexp.MustCompile(`(?i)\bage\b`), func(v, _ int) string { return fmt.Sprint(68 + v%7) }},
	{regexp.MustCompile(`(?i)row #|line #|seq`), func(v, l int) string { return fmt.Sprint(2*v + l + 1) }},
	{regexp.MustCompile(`(?i)visit #`), func(v, _ int) string { return fmt.Sprint(v/7 + 1) }},
	{regexp.MustCompile(`(?i)#|\bid\b|license`), func(v, _ int) string { return fmt.Sprintf("%dXQ%04d", v%7+1, 3307+v%7*11) }},
	{regexp.MustCompile(`(?i)minute|\bmin\b|duration|length|time`), func(v, l int) string { return fmt.Sprint([]int{10, 60, 45, 5, 30}[(v+3*l)%5]) }},
	{regexp.MustCompile(`(?i)price|rate|balance|paid$|adj|rvu`), func(v, l int) string { return fmt.Sprintf("%d.%02d", 11+(3*v+l)%40, (v*17+l*5)%100) }},
	{regexp.MustCompile(`(?i)unit`), func(v, _ int) string { return fmt.Sprint([]int{24, 40, 12}[v%3]) }},
	{regexp.MustCompile(`(?i)mileage|productiv|hrs`), func(v, _ int) string { return fmt.Sprint([]int{7, 8, 12}[v%3]) }},
	{regexp.MustCompile(`(?i)provider`), func(int, int) string { return "Harbor Hand Clinic" }},
	{regexp.MustCompile(`(?i)payer|ins|tertiary`), func(v, _ int) string { return []string{"AARP Supplement", "", "Mutual of Omaha"}[v%3] }},
	{regexp.MustCompile(``), func(v, _ int) string { return pick(wordingPeople, v) }},
}

// writeWording writes a log of 24 lines in which the wording stands for the field.
func writeWording(t *testing.T, path, field, header string) {
	t.Helper()
	columns := ordinaryColumns()
	placed := false
	for i := range columns {
		switch {
		case columns[i].field == field:
			columns[i].header, placed = header, true
		case field == "patient" && columns[i].field == "patient_name":
			columns[i].header, placed = header, true
			if isNumberWording(header) {
				columns[i].value = func(v, _ int) string { return fmt.Sprint(10023 + 13*(v%7)) }
			}
		case (field == "timed_minutes" || field == "treatment_minutes") && columns[i].field == "minutes":
			columns[i].header, columns[i].value, placed = header, furtherValues[field], true
		case field == "therapist" && columns[i].field == field && strings.Contains(strings.ToLower(header), "initials"):
			columns[i].value = func(v, _ int) string { return pick([]string{"RP", "GT", "IS"}, v) }
		}
	}
	if !placed {
		value := furtherValues[field]
		for i := 0; value == nil && i < len(skippedValues); i++ {
			if skippedValues[i].words.MatchString(header) {
				value = skippedValues[i].value
			}
		}
		columns = append(columns[:4:4], append([]wordingColumn{{header, field, value}}, columns[4:]...)...)
	}
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	w := csv.NewWriter(file)
	row := make([]string, len(columns))
	for i := range columns {
		row[i] = columns[i].header
	}
	_ = w.Write(row)
	for line := range 24 {
		for i := range columns {
			row[i] = columns[i].value(line/2, line%2)
		}
		_ = w.Write(row)
	}
	if w.Flush(); w.Error() != nil {
		t.Fatal(w.Error())
	}
}

// isNumberWording says that a wording for the patient promises a number and no name.
func isNumberWording(header string) bool {
	return regexp.MustCompile(`(?i)#|\bno\b|\bnbr\b|\bid\b|mrn|acct|account|number|chart|identifier|patno|_id|record`).MatchString(header)
}

// wronglyRead says what is wrong with the reading of the log of a wording; nothing if it is right.
func wronglyRead(sheets []audit.Sheet, field, header string) string {
	if len(sheets) != 1 || sheets[0].HeaderRow != 1 {
		return "no table found"
	}
	for _, c := range sheets[0].Columns {
		want := map[string]string{"patient": "patient_name|patient_id"}[field]
		if want == "" {
			want = field
		}
		if c.Header != header {
			want = ""
			for _, o := range ordinaryColumns() {
				if o.header == c.Header {
					want = o.field
				}
			}
		}
		if !readAs(want, c.Field) {
			return fmt.Sprintf("%q is read as %q (%s: %s), want %s", c.Header, c.Field, c.Grade, c.Why, want)
		}
	}
	return ""
}
