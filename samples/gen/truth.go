package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strings"
)

// expected is one finding that has to come back, with its place in the sheet. Row 0 of a field stands for none.
type expected struct {
	row    int
	column string
	find
}

// expectations lists what has to be found in the log, in the order of rows, columns and rules.
func (c *clinic) expectations() []expected {
	letters := map[string]string{}
	for i, col := range c.columns {
		field := strings.TrimSuffix(col.field, "_1") // a list in several columns is named by the first of them
		field = map[string]string{"modifier": "modifiers", "diagnosis": "diagnoses", "patient_last": "patient_name"}[field]
		letters[cmp.Or(field, col.field)] = columnLetters(i)
	}
	var all []expected
	for _, f := range c.sheetFinds {
		all = append(all, expected{row: c.headerRow, find: f})
	}
	for i, r := range c.rows {
		for _, f := range r.finds {
			all = append(all, expected{c.firstRow + i, letters[f.field], f})
		}
	}
	slices.SortStableFunc(all, func(a, b expected) int {
		return cmp.Or(a.row-b.row, cmp.Compare(len(a.column), len(b.column)), cmp.Compare(a.column, b.column), cmp.Compare(a.rule, b.rule))
	})
	return all
}

func columnLetters(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return columnLetters(i/26-1) + columnLetters(i%26)
}

// writeExpected writes the expected findings as a table.
func writeExpected(path string, c *clinic) error {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Write([]string{"row", "column", "field", "rule", "defect"})
	for _, e := range c.expectations() {
		w.Write([]string{fmt.Sprint(e.row), e.column, e.field, e.rule, e.defect})
	}
	w.Flush()
	return os.WriteFile(path, out.Bytes(), 0o644)
}

// writeDefects writes the table of what was planted in the logs, near misses included.
func writeDefects(path string, month, export *clinic) error {
	var out bytes.Buffer
	fmt.Fprintln(&out, "# What is planted in the samples\n\nWritten by `go run ./samples/gen`. A line without rules is a near miss: nothing may be found there.")
	for _, log := range []struct {
		name string
		of   *clinic
	}{{"clinic-month.xlsx, sheet “March log”", month}, {"clinic-export.csv", export}} {
		fmt.Fprintf(&out, "\n## %s\n\n| planted | rules | rows |\n|---|---|---|\n", log.name)
		for _, d := range log.of.planted() {
			fmt.Fprintf(&out, "| %s | %s | %s |\n", d.name, strings.Join(d.rules, ", "), d.rows)
		}
	}
	return os.WriteFile(path, out.Bytes(), 0o644)
}

type plantedDefect struct {
	name  string
	rules []string
	rows  string
}

// planted lists the planted defects by their first rule, the near misses last.
func (c *clinic) planted() []plantedDefect {
	var list []plantedDefect
	rules := map[string][]string{}
	for _, e := range c.expectations() {
		if !slices.Contains(rules[e.defect], e.rule) {
			rules[e.defect] = append(rules[e.defect], e.rule)
		}
	}
	for i, r := range c.rows {
		if r.defect == "" {
			continue
		}
		at := slices.IndexFunc(list, func(p plantedDefect) bool { return p.name == r.defect })
		if at < 0 {
			slices.Sort(rules[r.defect])
			list = append(list, plantedDefect{r.defect, rules[r.defect], fmt.Sprint(c.firstRow + i)})
			continue
		}
		list[at].rows += fmt.Sprintf(", %d", c.firstRow+i)
	}
	key := func(p plantedDefect) string {
		if len(p.rules) == 0 {
			return "~" + p.name
		}
		return p.rules[0] + p.name
	}
	slices.SortStableFunc(list, func(a, b plantedDefect) int { return cmp.Compare(key(a), key(b)) })
	return list
}
