package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"otaudit/audit"
	"otaudit/importers"
	"otaudit/importers/profile"
	"otaudit/rules"
	"otaudit/rules/refdata"
)

func loadProfile(t *testing.T, name, text string) *profile.Profile {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	p, err := importers.ReadProfile(path)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestProfilesStateFactsOfTheRun: setting, claim type and word limits reach the rules; a contradiction is an error with
// file and line.
func TestProfilesStateFactsOfTheRun(t *testing.T) {
	a := loadProfile(t, "a.yaml", "name: A\nsetting: outpatient_hospital\nclaim_type: institutional\nsignature_days: 3\n")
	b := loadProfile(t, "b.yaml", "name: B\nnote_words: 9\nsignature_days: 3\n")
	facts, err := gatherFacts([]*profile.Profile{a, b})
	if err != nil {
		t.Fatal(err)
	}
	var o rules.Options
	facts.apply(&o)
	if o.SignatureDays != 3 || o.NoteWords != 9 || !o.Institutional || facts.setting != "outpatient_hospital" {
		t.Errorf("%+v %+v", facts, o)
	}
	c := loadProfile(t, "c.yaml", "name: C\n\nsignature_days: 5\n")
	if _, err := gatherFacts([]*profile.Profile{a, c}); err == nil || !strings.Contains(err.Error(), `c.yaml:3: signature_days: 5, but the profile "A"`) {
		t.Errorf("a contradiction gives %v", err)
	}
}

// TestProfilesStateTermsOfPayers: what a profile says of a payer comes before its class, what it says of a class before
// the tables, and therapy_modifier: downstream holds for all.
func TestProfilesStateTermsOfPayers(t *testing.T) {
	tables, err := refdata.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	p := loadProfile(t, "a.yaml", `
payers:
  Zebra Mutual: {class: commercial, unit_rule: cms8, kx: false, certification_days: 60, filing_days: 90}
  Ocelot Plan: commercial
payer_classes:
  commercial: {unit_rule: midpoint, discipline_modifier: true, report_every: 8}
therapy_modifier: downstream
`)
	book, err := tables.Payers("")
	if err != nil {
		t.Fatal(err)
	}
	if err := overridePayers(book, tables.PayerClasses(), []*profile.Profile{p}); err != nil {
		t.Fatal(err)
	}
	on := audit.DateOf(2026, 3, 16)
	zebra, ocelot, medicare := book.Terms("zebra mutual", on), book.Terms("Ocelot Plan", on), book.Terms("Medicare", on)
	if zebra.UnitRule != audit.UnitRuleCMS8 || zebra.KX != audit.No || zebra.CertificationDays != 60 || zebra.FilingDays != 90 || zebra.ReportEvery != 8 {
		t.Errorf("Zebra Mutual: %+v", zebra)
	}
	if ocelot.UnitRule != audit.UnitRuleMidpoint || ocelot.DisciplineModifier != audit.Yes || !ocelot.Downstream {
		t.Errorf("Ocelot Plan: %+v", ocelot)
	}
	if medicare.UnitRule != audit.UnitRuleCMS8 || !medicare.Downstream {
		t.Errorf("Medicare: %+v", medicare)
	}
	wrong := loadProfile(t, "w.yaml", "payer_classes:\n  gold: {kx: true}\n")
	if err := overridePayers(book, tables.PayerClasses(), []*profile.Profile{wrong}); err == nil || !strings.Contains(err.Error(), "w.yaml:2: payer_classes: ") {
		t.Errorf("an unknown class gives %v", err)
	}
}
