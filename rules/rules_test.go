package rules

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"otaudit/audit"
	"otaudit/audit/audittest"
	"otaudit/rules/refdata"
)

// testConfig is a run over the embedded tables, as of the day given, with the rules that keep accepts.
func testConfig(t *testing.T, o Options, keep func(*audit.Rule) bool) audit.Config {
	t.Helper()
	tables, err := refdata.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if o.AsOf == 0 {
		o.AsOf = audit.DateOf(2026, 11, 23)
	}
	if o.Authorizations == nil {
		o.Authorizations = testAuthorizations
	}
	all, err := All(tables, o)
	if err != nil {
		t.Fatal(err)
	}
	payers, err := tables.Payers("")
	if err != nil {
		t.Fatal(err)
	}
	if err := payers.Override("Limited Health", refdata.PayerOverride{Class: "commercial", Limits: testLimits}); err != nil {
		t.Fatal(err)
	}
	cfg := audit.Config{Payers: payers, Codes: Codes(tables), Fees: Fees(tables, o.Setting)}
	for _, r := range all {
		if keep(r) {
			cfg.Rules = append(cfg.Rules, r)
		}
	}
	return cfg
}

// What profiles would state for the fixtures of X001 and X002.
var (
	march              = audit.Window{From: audit.DateOf(2026, 3, 1), To: audit.DateOf(2026, 3, 31), HasFrom: true, HasTo: true}
	toApril            = audit.Window{To: audit.DateOf(2026, 4, 30), HasTo: true}
	testAuthorizations = map[string][]Authorization{
		"AUTH-1": {{Visits: 2, In: march}},
		"AUTH-2": {{Visits: 1, In: toApril, Disciplines: []audit.Discipline{audit.OT}}, {Visits: 1, In: march, Disciplines: []audit.Discipline{audit.OT}}},
		"AUTH-3": {{Payer: "aetna", In: march}},
		"AUTH-4": {{Visits: 1}},
	}
	testLimits = &audit.DayLimits{Combined: audit.DayLimit{Units: 6, Minutes: 90},
		By: map[audit.Discipline]audit.DayLimit{audit.OT: {Units: 4}}}
)

func only(id string) func(*audit.Rule) bool { return func(r *audit.Rule) bool { return r.ID == id } }

// TestFixtures runs the annotated files of every rule, and the example of its page, against that rule alone.
func TestFixtures(t *testing.T) {
	for _, r := range testConfig(t, Options{}, func(r *audit.Rule) bool { return r.Scope != audit.ScopeImport }).Rules {
		t.Run(r.ID, func(t *testing.T) {
			cfg := testConfig(t, fixtureOptions[r.ID], only(r.ID))
			audittest.Run(t, cfg, filepath.Join("testdata", r.ID))
			examples := csvBlock.FindAllStringSubmatch(r.Doc, -1)
			if len(examples) == 0 {
				t.Errorf("docs/%s.md has no example", r.ID)
			}
			for _, example := range examples {
				audittest.Check(t, cfg, "docs/"+r.ID+".md", example[1])
			}
		})
	}
}

// fixtureOptions are those of rules that are silent without.
var fixtureOptions = map[string]Options{"N005": {Setting: refdata.OutpatientHospital}}

var csvBlock = regexp.MustCompile("(?s)```csv\n(.*?)```")

// TestComplete keeps list, files, pages and fixtures together.
func TestComplete(t *testing.T) {
	declared := map[string]bool{}
	for _, r := range testConfig(t, Options{}, func(*audit.Rule) bool { return true }).Rules {
		declared[r.ID] = true
		for _, section := range []string{"# " + r.ID + " " + r.Name, "**" + r.Purpose + "**", "## What it checks",
			"## Why it matters", "## Example", "## What the correction does", "## When it is not evaluated", "## Authority"} {
			if r.Scope == audit.ScopeImport && section == "## Example" {
				continue
			}
			if !strings.Contains(r.Doc, section) {
				t.Errorf("docs/%s.md lacks %q", r.ID, section)
			}
		}
		if files, _ := filepath.Glob(strings.ToLower(r.ID) + "_" + strings.ReplaceAll(r.Name, "-", "_") + ".go"); len(files) != 1 && r.Scope != audit.ScopeImport {
			t.Errorf("%s is not in a file of its own name", r.ID)
		}
	}
	pages, _ := os.ReadDir("docs")
	for _, page := range pages {
		if id := strings.TrimSuffix(page.Name(), ".md"); !declared[id] {
			t.Errorf("docs/%s belongs to no rule", page.Name())
		}
	}
	folders, _ := os.ReadDir("testdata")
	for _, folder := range folders {
		if !declared[folder.Name()] && folder.Name() != "rapid" { // where rapid keeps the cases that failed
			t.Errorf("testdata/%s belongs to no rule", folder.Name())
		}
	}
}

// TestIndexIsCommitted holds docs/rules.md to the declarations.
func TestIndexIsCommitted(t *testing.T) {
	committed, err := os.ReadFile("../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	if Index(testConfig(t, Options{}, func(*audit.Rule) bool { return true }).Rules) != string(committed) {
		t.Error("write it again: go run . rules --format markdown > docs/rules.md")
	}
}
