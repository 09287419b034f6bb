package command

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
	"otaudit/rules"
)

// openingHeader are the columns of the file of opening amounts.
var openingHeader = []string{"patient", "year", "discipline_group", "amount"}

// openingAmounts is what was read from the file of opening amounts.
type openingAmounts struct {
	amounts map[rules.OpeningKey]audit.Cents
	lines   map[rules.OpeningKey]int // where each stands in the file
}

// readOpening reads the amounts that count towards a year's threshold and are not in the log: those before it begins, and
// those of other providers. patient is the patient id of the log, discipline_group is OT or PT+SLP.
func readOpening(path string) (openingAmounts, error) {
	return readGiven(path, mostKept, "the first line must be "+strings.Join(openingHeader, ",")+", and the others such as 40117,2026,OT,1250.00", func(r io.Reader) (openingAmounts, error) { return parseOpening(r, path) })
}

// parseOpening reads the file; its name serves the messages.
func parseOpening(r io.Reader, name string) (openingAmounts, error) {
	opening := openingAmounts{map[rules.OpeningKey]audit.Cents{}, map[rules.OpeningKey]int{}}
	err := model.EachRecord(r, name, func(header []string) error {
		if !slices.Equal(header, openingHeader) {
			return errors.New("not the header of opening amounts")
		}
		return nil
	}, func(line int, record []string) error { return opening.take(record, line) })
	return opening, err
}

func (o openingAmounts) take(record []string, line int) error {
	key, amount, err := openingRow(record)
	if err != nil {
		return err
	}
	if _, twice := o.amounts[key]; twice {
		return errors.New("a second amount for the same patient, year and discipline group")
	}
	o.amounts[key], o.lines[key] = amount, line
	return nil
}

// openingRow reads a line. What is wrong in it is not quoted: where columns have changed places, it is a patient.
func openingRow(record []string) (rules.OpeningKey, audit.Cents, error) {
	patient := strings.TrimSpace(record[0])
	if patient == "" {
		return rules.OpeningKey{}, 0, errors.New("column patient: empty; it is the patient id of the log")
	}
	year, err := strconv.Atoi(record[1])
	if err != nil || year < 2000 || year > 2100 {
		return rules.OpeningKey{}, 0, errors.New("column year: not a year such as 2026")
	}
	if record[2] != "OT" && record[2] != "PT+SLP" {
		return rules.OpeningKey{}, 0, errors.New("column discipline_group: neither OT nor PT+SLP")
	}
	cents, err := audit.ParseCents(record[3])
	if err != nil || cents < 0 {
		return rules.OpeningKey{}, 0, errors.New("column amount: not an amount such as 1250.00")
	}
	return rules.OpeningKey{Patient: patient, Year: year, Group: record[2]}, cents, nil
}

// sayUnmatched says which amounts were of no use, by their lines: the console is no place for patient ids.
func (o openingAmounts) sayUnmatched(path string, sessions []*audit.Session, con *console) {
	if len(o.lines) == 0 {
		return
	}
	type patientYear struct {
		patient string
		year    int
	}
	logged := map[patientYear]bool{}
	for _, s := range sessions {
		if s.Has(audit.DateOfService) {
			logged[patientYear{audit.PatientKey(s), s.Date(audit.DateOfService).Year()}] = true
		}
	}
	var unmatched, otherGroup []int
	for key, line := range o.lines {
		switch {
		case !logged[patientYear{key.Patient, key.Year}]:
			unmatched = append(unmatched, line)
		case key.Group != audit.OT.String():
			otherGroup = append(otherGroup, line)
		}
	}
	if len(unmatched) > 0 {
		con.note("%s: %s: the log has no service of this patient in this year; the amount is not used", path, linesText(unmatched))
	}
	if len(otherGroup) > 0 {
		con.note("%s: %s: occupational therapy does not count towards this threshold; the amount is not used", path, linesText(otherGroup))
	}
}

// linesText names the lines of a file, the first ones of many.
func linesText(lines []int) string {
	const most = 20
	slices.Sort(lines)
	names := make([]string, 0, most)
	for _, line := range lines[:min(most, len(lines))] {
		names = append(names, strconv.Itoa(line))
	}
	text := "line "
	if len(lines) > 1 {
		text = "lines "
	}
	text += strings.Join(names, ", ")
	if more := len(lines) - len(names); more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
