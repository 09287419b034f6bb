package refdata

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"

	"otaudit/audit"
)

// mueImport holds the values read so far.
type mueImport struct {
	rows     []mueRow // each from its release's first day, without an end
	releases map[mueRelease]bool
}

type mueRelease struct {
	setting Setting
	from    day
}

var effectiveInName = regexp.MustCompile(`(?i)eff[-_](\d\d-\d\d-\d{4})`)

// readMUE reads one quarterly file. The rows hold no date; it is in the file's name.
func (im *importer) readMUE(file cmsFile, in io.Reader, report *FileReport) error {
	m := effectiveInName.FindStringSubmatch(file.name)
	if m == nil {
		return fmt.Errorf("%s: the effective date is only in the name CMS gave, such as …_Eff_10-01-2026.csv; keep that name", file.name)
	}
	effective, err := time.Parse("01-02-2006", m[1])
	if err != nil {
		return fmt.Errorf("%s: %q is not a date of the form MM-DD-YYYY", file.name, m[1])
	}
	from := audit.DateOf(effective.Date())
	released := fmt.Sprintf("%dQ%d", effective.Year(), (effective.Month()-1)/3+1)

	records := csv.NewReader(in)
	records.FieldsPerRecord = -1
	records.LazyQuotes = true // the notice in the first record is not always quoted properly
	setting, known := Practitioner, false
	for {
		record, err := records.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("%s: %w", file.name, err)
		}
		line, _ := records.FieldPos(0)
		switch {
		case !known:
			setting, known = mueSetting(record)
			if known {
				report.Kind, report.Release = "MUE values, "+setting.String(), released
				if err := im.addMUERelease(mueRelease{setting, day(from)}); err != nil {
					return fmt.Errorf("%s: %w", file.name, err)
				}
			}
		case len(record) < 4 || !isCode(strings.TrimSpace(record[0])):
			if strings.TrimSpace(strings.Join(record, "")) != "" {
				return fmt.Errorf("%s:%d: not a value: a code, a number of units and an adjudication were expected", file.name, line)
			}
		default:
			report.Rows++
			if !im.codes[strings.TrimSpace(record[0])] {
				report.OtherCodes++
				continue
			}
			row := mueRow{
				Setting: setting, From: day(from), To: noDay, Release: release(released), Verified: Published,
				Source: required("CMS MUE " + setting.String() + sourceRelease(released) + " (" + file.name + ")"),
			}
			if err := row.take(record); err != nil {
				return fmt.Errorf("%s:%d: %w", file.name, line, err)
			}
			im.mue.rows = append(im.mue.rows, row)
			report.Kept++
		}
	}
	if report.Kept == 0 {
		return fmt.Errorf("%s: not one value for a code of the code table", file.name)
	}
	return nil
}

func (im *importer) addMUERelease(r mueRelease) error {
	if im.mue.releases[r] {
		return errors.New("this release was already read from another file")
	}
	if im.mue.releases == nil {
		im.mue.releases = map[mueRelease]bool{}
	}
	im.mue.releases[r] = true
	return nil
}

// mueSetting tells the setting if the record is the header, whose second cell is "Practitioner Services MUE Values" or
// "Outpatient Hospital Services MUE Values".
func mueSetting(record []string) (Setting, bool) {
	if len(record) < 4 || !strings.Contains(record[1], "MUE Values") {
		return 0, false
	}
	if strings.Contains(record[1], "Hospital") {
		return OutpatientHospital, true
	}
	return Practitioner, true
}

// take reads code, units, adjudication ("3 Date of Service Edit: Clinical") and rationale.
func (r *mueRow) take(record []string) error {
	r.Code = codeCell(strings.TrimSpace(record[0]))
	if err := r.Units.UnmarshalCSV(strings.TrimSpace(record[1])); err != nil {
		return fmt.Errorf("units: %w", err)
	}
	digit, _, _ := strings.Cut(strings.TrimSpace(record[2]), " ")
	if err := r.Adjudication.UnmarshalCSV(digit); err != nil {
		return fmt.Errorf("adjudication: %w", err)
	}
	r.Rationale = required(strings.TrimSpace(fromLatin1([]byte(record[3]))))
	return nil
}

// buildMUE lays the values of the releases over those in force, on one line of time for each code and setting. A value
// holds until the next one known; a code that a release leaves out has no value from that release on.
func (im *importer) buildMUE() ([]byte, int, error) {
	if len(im.mue.releases) == 0 {
		return nil, 0, nil
	}
	byKey := map[mueKey][]mueRow{}
	for _, r := range baseRows[mueRow](im.base, "mue") {
		if !im.mue.releases[mueRelease{r.Setting, r.From}] {
			byKey[mueKey{string(r.Code), r.Setting}] = append(byKey[mueKey{string(r.Code), r.Setting}], r)
		}
	}
	given := map[required]bool{}
	for _, r := range im.mue.rows {
		given[r.Source] = true
		byKey[mueKey{string(r.Code), r.Setting}] = append(byKey[mueKey{string(r.Code), r.Setting}], r)
	}
	var rows []mueRow
	carried := 0
	for key, values := range byKey {
		for _, r := range joinValues(values, im.releaseDays(key.setting)) {
			if !given[r.Source] {
				carried++
			}
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, func(a, b mueRow) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.Setting, b.Setting), cmp.Compare(a.From, b.From))
	})
	for _, setting := range []Setting{Practitioner, OutpatientHospital} {
		if len(im.releaseDays(setting)) == 0 {
			im.warn("MUE values: no file for %s was given; its values are those of the tables in force", setting)
		}
	}
	content, err := tableBytes(rows)
	return content, carried, err
}

func (im *importer) releaseDays(setting Setting) []day {
	var days []day
	for r := range im.mue.releases {
		if r.setting == setting {
			days = append(days, r.from)
		}
	}
	slices.Sort(days)
	return days
}

// joinValues closes each value the day before the next one, or before a release that leaves the code out, and makes one
// row of neighbours that say the same.
func joinValues(values []mueRow, releases []day) []mueRow {
	slices.SortFunc(values, func(a, b mueRow) int { return cmp.Compare(a.From, b.From) })
	var joined []mueRow
	for i, r := range values {
		end := r.To
		for _, next := range releases {
			if next > r.From && (end == noDay || next <= end) {
				end = next - 1
				break
			}
		}
		if i+1 < len(values) && (end == noDay || values[i+1].From <= end) {
			end = values[i+1].From - 1
		}
		r.To = end
		if len(joined) > 0 {
			last := &joined[len(joined)-1]
			if last.To+1 == r.From && last.Units == r.Units && last.Adjudication == r.Adjudication && last.Verified == r.Verified {
				from := last.From
				*last = r
				last.From = from
				continue
			}
		}
		joined = append(joined, r)
	}
	return joined
}
