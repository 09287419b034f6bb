package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"otaudit/audit"
	"otaudit/rules"
)

// openingHeader are the columns of the file of opening amounts.
var openingHeader = []string{"patient", "year", "discipline_group", "amount"}

// readOpening reads the amounts that count towards a year's threshold and are not in the log: those before it begins, and
// those of other providers. patient is the patient id of the log, discipline_group is OT or PT+SLP.
func readOpening(path string) (map[rules.OpeningKey]audit.Cents, error) {
	records, err := readGiven(path, named(path, func(r io.Reader) ([][]string, error) {
		reader := csv.NewReader(r)
		reader.FieldsPerRecord = len(openingHeader)
		return reader.ReadAll()
	}))
	if err != nil || path == "" {
		return nil, err
	}
	if len(records) == 0 || strings.TrimPrefix(strings.Join(records[0], ","), "\ufeff") != strings.Join(openingHeader, ",") {
		return nil, hint(fmt.Errorf("%s:1: not the header of opening amounts", path), "the first line must be "+strings.Join(openingHeader, ","))
	}
	opening := map[rules.OpeningKey]audit.Cents{}
	for i, record := range records[1:] {
		key, amount, err := openingRow(record)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, i+2, err)
		}
		if _, twice := opening[key]; twice {
			return nil, fmt.Errorf("%s:%d: a second amount for the same patient, year and discipline group", path, i+2)
		}
		opening[key] = amount
	}
	return opening, nil
}

func openingRow(record []string) (rules.OpeningKey, audit.Cents, error) {
	year, err := strconv.Atoi(record[1])
	if err != nil || year < 2000 || year > 2100 {
		return rules.OpeningKey{}, 0, fmt.Errorf("column year: %q is not a year", record[1])
	}
	if record[2] != "OT" && record[2] != "PT+SLP" {
		return rules.OpeningKey{}, 0, fmt.Errorf("column discipline_group: %q is not OT or PT+SLP", record[2])
	}
	cents, err := audit.ParseCents(record[3])
	if err != nil || cents < 0 {
		return rules.OpeningKey{}, 0, fmt.Errorf("column amount: %q is not an amount such as 1250.00", record[3])
	}
	return rules.OpeningKey{Patient: record[0], Year: year, Group: record[2]}, cents, nil
}
