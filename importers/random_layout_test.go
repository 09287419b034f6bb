package importers

import (
	"encoding/csv"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"otaudit/audit"
	"otaudit/importers/importtest"
)

// loggedLine is one service as it happened; a random layout writes it down.
type loggedLine struct {
	day                                  time.Time
	patient, name, code, mods, therapist string
	payer, note, visit                   string
	units, minutes, charge, timed, whole int
	signed                               time.Time
}

// randomLog draws a log of visits with one to three lines each.
func randomLog(t *rapid.T) [][]loggedLine {
	codes := []string{"97110", "97112", "97530", "97535", "97140", "G0283"}
	people := []string{"Marlow, Ada", "Benedek, Ilo", "Quist, Bo"}
	var visits [][]loggedLine
	for v := range rapid.IntRange(12, 40).Draw(t, "visits") {
		patient := rapid.IntRange(1, 9).Draw(t, "patient")
		day := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC).AddDate(0, 0, v)
		person := rapid.SampledFrom(people).Draw(t, "therapist")
		first := rapid.IntRange(0, len(codes)-1).Draw(t, "code")
		var lines []loggedLine
		timed := 0
		for i := range rapid.IntRange(1, 3).Draw(t, "lines") {
			minutes := rapid.IntRange(8, 60).Draw(t, "minutes")
			timed += minutes
			lines = append(lines, loggedLine{day: day, patient: fmt.Sprintf("P%03d", patient), name: fmt.Sprintf("Sample%d, Pat", patient),
				code: codes[(first+i)%len(codes)], mods: rapid.SampledFrom([]string{"GO", "GO KX", "GO CO", "GO 59"}).Draw(t, "modifiers"),
				therapist: person, payer: "Medicare", units: (minutes + 7) / 15, minutes: minutes, charge: 4000 + 5*minutes,
				visit: fmt.Sprintf("V%04d", v), note: "worked on dressing, needed cues", signed: day.AddDate(0, 0, 1)})
		}
		for i := range lines {
			lines[i].timed, lines[i].whole = timed, timed+5
		}
		visits = append(visits, lines)
	}
	return visits
}

// columnForm is a column of a random layout.
type columnForm struct {
	headers []string
	field   string
	write   func(loggedLine) string
	repeats bool // once for each line in wide layouts
}

// randomLayout is how a log is written down.
type randomLayout struct {
	columns   []columnForm
	header    []string
	delimiter rune
	wide      int // 0 for one row a line
	titles    int
	footer    bool
}

func drawLayout(t *rapid.T) randomLayout {
	dates := rapid.SampledFrom([]string{"1/2/2006", "2006-01-02", "01/02/06", "2.1.2006", "Jan 2, 2006", "20060102"}).Draw(t, "date form")
	date := func(d time.Time) string { return d.Format(dates) }
	comma := rapid.Bool().Draw(t, "decimal comma")
	money := func(cents int) string {
		text := fmt.Sprintf("%d.%02d", cents/100, cents%100)
		if comma {
			text = strings.Replace(text, ".", ",", 1)
		}
		return text
	}
	all := []columnForm{
		{[]string{"DOS", "Date of Service", "SERV DT", "Visit Date", "service_date"}, "date_of_service", func(l loggedLine) string { return date(l.day) }, false},
		{[]string{"Patient ID", "MRN", "Acct #", "PtID", "Chart Number"}, "patient_id", func(l loggedLine) string { return l.patient }, false},
		{[]string{"Patient Name", "Client", "Pt Name"}, "patient_name", func(l loggedLine) string { return l.name }, false},
		{[]string{"Visit ID", "Encounter ID", "Appointment ID"}, "visit_id", func(l loggedLine) string { return l.visit }, false},
		{[]string{"CPT Code", "CPT", "Procedure", "HCPCS", "PROC CD"}, "code", func(l loggedLine) string { return l.code }, true},
		{[]string{"Units", "Units Billed", "Qty", "units_billed"}, "units", func(l loggedLine) string { return fmt.Sprint(l.units) }, true},
		{[]string{"Minutes", "CPT Minutes", "TimeWorkedInMins"}, "minutes", func(l loggedLine) string { return fmt.Sprint(l.minutes) }, true},
		{[]string{"Modifiers", "Mods", "CPT Modifier"}, "modifiers", func(l loggedLine) string { return l.mods }, true},
		{[]string{"Charge", "Billed Amount", "Total Fee"}, "charge", func(l loggedLine) string { return money(l.charge) }, true},
		{[]string{"Therapist", "Treating Provider", "Clinician"}, "therapist", func(l loggedLine) string { return l.therapist }, false},
		{[]string{"Primary Insurance", "Payer", "PrimaryIns"}, "payer", func(l loggedLine) string { return l.payer }, false},
		{[]string{"Total Timed Minutes", "TTCM"}, "timed_minutes", func(l loggedLine) string { return fmt.Sprint(l.timed) }, false},
		{[]string{"Total Treatment Minutes", "Total Treatment Time"}, "treatment_minutes", func(l loggedLine) string { return fmt.Sprint(l.whole) }, false},
		{[]string{"Signed Date", "Date of Finalization"}, "signature_date", func(l loggedLine) string { return date(l.signed) }, false},
		{[]string{"Subjective", "Subj"}, "subjective", func(l loggedLine) string { return l.note }, false},
		{[]string{"Clinic Region", "Xyz Flag", ""}, "", func(loggedLine) string { return "north" }, false},
		{[]string{"Member ID", "SSN"}, "", func(loggedLine) string { return "999" }, false},
	}
	l := randomLayout{delimiter: rapid.SampledFrom([]rune{',', ';', '\t', '|'}).Draw(t, "delimiter"), titles: rapid.IntRange(0, 3).Draw(t, "titles"),
		footer: rapid.Bool().Draw(t, "footer")}
	if rapid.IntRange(0, 3).Draw(t, "wide") == 0 {
		l.wide = 3
	}
	l.columns = rapid.Permutation(all).Draw(t, "columns")
	for i, c := range l.columns {
		l.header = append(l.header, rapid.SampledFrom(c.headers).Draw(t, fmt.Sprintf("header %d", i)))
	}
	return l
}

// write gives the text of a log in the layout, and the rows' numbers of the lines.
func (l *randomLayout) write(visits [][]loggedLine) (text string, rows []int32) {
	var out strings.Builder
	row := int32(0)
	for i := range l.titles {
		fmt.Fprintf(&out, "Riverbend Therapy report %d\n", i)
		row++
	}
	w := csv.NewWriter(&out)
	w.Comma = l.delimiter
	record := func(cells []string) {
		row++
		_ = w.Write(cells)
	}
	var header []string
	for i, c := range l.columns {
		if c.repeats && l.wide > 0 {
			for slot := range l.wide {
				header = append(header, fmt.Sprintf("%s %d", l.header[i], slot+1))
			}
			continue
		}
		header = append(header, l.header[i])
	}
	record(header)
	for _, visit := range visits {
		if l.wide == 0 {
			for _, line := range visit {
				var cells []string
				for _, c := range l.columns {
					cells = append(cells, c.write(line))
				}
				record(cells)
				rows = append(rows, row)
			}
			continue
		}
		var cells []string
		for _, c := range l.columns {
			if !c.repeats {
				cells = append(cells, c.write(visit[0]))
				continue
			}
			for slot := range l.wide {
				text := ""
				if slot < len(visit) {
					text = c.write(visit[slot])
				}
				cells = append(cells, text)
			}
		}
		record(cells)
		for range visit {
			rows = append(rows, row)
		}
	}
	w.Flush()
	if l.footer {
		out.WriteString("Page 1 of 1\n")
	}
	return out.String(), rows
}

// canonical gives the values that the fields of a line must come to.
func (l loggedLine) canonical(field string) string {
	switch field {
	case "date_of_service":
		return l.day.Format("2006-01-02")
	case "signature_date":
		return l.signed.Format("2006-01-02")
	case "charge":
		return fmt.Sprintf("%d.%02d", l.charge/100, l.charge%100)
	case "subjective":
		return "(" + audit.Plural(len(strings.Fields(l.note)), "word", "words") + ")"
	}
	return map[string]string{"patient_id": l.patient, "patient_name": l.name, "visit_id": l.visit, "code": l.code, "units": fmt.Sprint(l.units),
		"minutes": fmt.Sprint(l.minutes), "modifiers": l.mods, "therapist": l.therapist, "payer": l.payer, "timed_minutes": fmt.Sprint(l.timed),
		"treatment_minutes": fmt.Sprint(l.whole)}[field]
}

// TestRandomLayouts: a log comes to the same lines whatever the order of its columns, the names of its headers, the
// delimiter, the forms of dates and amounts, and whether a row is a line or a visit.
func TestRandomLayouts(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		visits, layout := randomLog(t), drawLayout(t)
		text, rows := layout.write(visits)
		path := filepath.Join(dir, "log.csv")
		importtest.Overwrite(t, path, []byte(text))
		book, err := Import([]string{path}, Options{AsOf: audit.DateOf(2026, time.November, 23), KnownModifier: importtest.KnownModifier})
		if err != nil {
			t.Fatal(err)
		}
		checkAccount(t, book)
		lines := slices.Concat(visits...)
		if len(book.Sessions) != len(lines) {
			t.Fatalf("%d lines, want %d\n%s\n%s", len(book.Sessions), len(lines), text, describeColumns(book))
		}
		for i, s := range book.Sessions {
			if s.Row != rows[i] {
				t.Fatalf("line %d stands in row %d, want %d", i, s.Row, rows[i])
			}
			for _, c := range layout.columns {
				f, ok := audit.FieldNamed(c.field)
				if !ok {
					continue
				}
				if got, want := s.Canonical(f), lines[i].canonical(c.field); got != want {
					t.Fatalf("row %d: %s is %q, want %q\n%s\n%s", s.Row, f, got, want, text, describeColumns(book))
				}
			}
		}
	})
}

func describeColumns(book *Book) string {
	var out strings.Builder
	for _, s := range book.Sheets {
		fmt.Fprintln(&out, s.Name, s.HeaderRow, s.Notes)
		for _, c := range s.Columns {
			fmt.Fprintf(&out, "%s %q: %s (%s)\n", audit.ColumnLetters(c.Col), c.Header, c.Field, c.Why)
		}
	}
	return out.String()
}
