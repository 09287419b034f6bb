package command

import (
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"otaudit/audit"
)

// ruleOfKind says which rule names what was planted between log, claims and payments in the samples; none where nothing is wrong.
var ruleOfKind = map[string]string{
	"logged-not-billed": "R001", "billed-not-logged": "R002", "units-lowered-rightly": "R003", "units-lowered-wrongly": "R003", "units-raised": "R003",
	"units-kept-wrongly": "R003", "code-changed": "R004", "modifiers-changed": "R005", "diagnoses-changed": "R006", "provider-changed": "R007",
	"place-changed": "R008", "billed-twice": "R009", "billed-not-answered": "R010", "denied": "R011", "paid-fewer-units": "R012",
	"code-changed-by-payer": "R012", "paid-twice": "R014", "reversed": "R015", "replaced": "", "corrected": "", "split": "", "paid-not-billed": "",
}

// TestReconciliationOfTheSamples: every difference planted between the sample's log, claims and remittances is named, and no other. What
// was planted for a claim as a whole is found on each of its lines, and units that were planted in the log above the record are named as kept.
func TestReconciliationOfTheSamples(t *testing.T) {
	r := newTestRun("../samples/clinic-month.xlsx", "2026-11-23", "")
	r.paths = append(r.paths, "../samples/clinic-claims.837", "../samples/clinic-remits.835")
	r.steps(t)
	lineOf := func(rule, patient, date, code string) string {
		return strings.Join([]string{rule, patient, date, code}, " ")
	}
	got, kept := map[string]int{}, map[string]bool{}
	for _, f := range r.result.Findings {
		if !strings.HasPrefix(f.Rule, "R") {
			continue
		}
		key := lineOf(f.Rule, f.Patient, f.Date, f.Code)
		got[key]++
		if strings.HasPrefix(f.Message, "wrongly kept: ") {
			if kept[key] = true; f.Billed.Units <= f.Supported.Units {
				t.Errorf("%s is named as kept above the record, %s billed and %s supported", key, f.Billed, f.Supported)
			}
		}
	}
	file, err := os.Open("../samples/expected/clinic-reconciliation.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := func(row []string, column string) string { return row[slices.Index(rows[0], column)] }
	wholeClaims := map[string]bool{} // patient and day of claims that differ as a whole
	var missing, extra []string
	for _, row := range rows[1:] {
		kind := at(row, "kind")
		rule, known := ruleOfKind[kind]
		if !known {
			t.Errorf("a kind that the test does not know: %s", kind)
		}
		if rule == "" || at(row, "logged_units") == "0" { // nothing is wrong; or the line has nothing to bill
			continue
		}
		key := lineOf(rule, at(row, "patient"), at(row, "date"), at(row, "code"))
		if got[key] == 0 {
			missing = append(missing, kind+": "+key)
		}
		delete(got, key)
		if rule == "R006" || rule == "R007" || rule == "R008" {
			wholeClaims[rule+" "+at(row, "patient")+" "+at(row, "date")] = true
		}
	}
	for key := range got {
		words := strings.Fields(key)
		if !wholeClaims[strings.Join(words[:3], " ")] && !kept[key] {
			extra = append(extra, key)
		}
	}
	slices.Sort(missing)
	slices.Sort(extra)
	if len(missing)+len(extra) > 0 {
		t.Errorf("missing: %v\ninvented: %v", missing, extra)
	}
	if diff := cmp.Diff("", bridgeGaps(r.result.Reconciled)); diff != "" {
		t.Errorf("the bridge does not add up: %s", diff)
	}
}

// bridgeGaps says where a step and its reasons do not add up to the next.
func bridgeGaps(c *audit.Reconciled) string {
	for i := 1; i < len(c.Bridge); i++ {
		units, money := c.Bridge[i-1].Units, c.Bridge[i-1].Money
		for _, r := range c.Bridge[i].Reasons {
			units, money = units+r.Units, money+r.Money
		}
		if step := c.Bridge[i]; units != step.Units || money != step.Money {
			return fmt.Sprintf("%s: %s units, $%s instead of %s, $%s", step.Step, units, money, step.Units, step.Money)
		}
	}
	return ""
}
