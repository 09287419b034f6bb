package refdata

import (
	"sync"
	"testing"

	"otaudit/audit"
)

func payersOf(t testing.TB, defaultClass string) *PayerBook {
	t.Helper()
	book, err := embeddedTables(t).Payers(defaultClass)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func TestClassOfPayer(t *testing.T) {
	tables := embeddedTables(t)
	for name, want := range map[string]string{
		"Medicare Part B":                   "medicare_b",
		"MEDICARE":                          "medicare_b",
		"Medigap Plan F":                    "medicare_b",
		"AETNA-MEDICARE (ADVANTAGE)":        "medicare_advantage",
		"Blue Cross / Blue Shield":          "commercial",
		"Self-Pay":                          "self_pay",
		"Tricare East":                      "tricare",
		"Medicare Part A":                   "not_part_b",
		"MEDICARE A":                        "not_part_b",
		"Medicare Part A & B":               "medicare_b",
		"Medicare SNF":                      "not_part_b",
		"Medicare Part B SNF":               "medicare_b",
		"Interim Home Health":               "not_part_b",
		"MED B":                             "medicare_b",
		"MCRB":                              "medicare_b",
		"Medicare - Humana":                 "medicare_advantage", // in whatever order
		"HMO (Medicare)":                    "medicare_advantage",
		"Cigna MCR PPO":                     "medicare_advantage",
		"Medicare Part B, BCBS second":      "medicare_b", // Part B said outright
		"Medicare Supplement - BCBS":        "medicare_b",
		"COMMERCIAL":                        "commercial",
		"Fernhill PPO":                      "commercial",
		"Fernhill HMOs":                     "", // whole words only
		"AUTO":                              "commercial",
		"UNITED":                            "commercial",
		"WC":                                "workers_comp",
		"Healthy Michigan Plan":             "medicaid",
		"Premedicareful":                    "", // whole words only
		"Fernhill Benefit Trust of Nowhere": "", // never commercial by default
		"":                                  "",
		"---":                               "",
	} {
		if got, ok := tables.ClassOfPayer(name); got != want || ok != (want != "") {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestTermsFollowTheDate(t *testing.T) {
	book := payersOf(t, "")
	for _, c := range []struct {
		day       string
		assistant audit.Demand
		rule      audit.UnitRule
	}{
		{"2017-12-31", audit.ByContract, audit.UnitRuleUnknown}, // no row: the class is known, no rule is
		{"2019-12-31", audit.No, audit.UnitRuleCMS8},
		{"2020-01-01", audit.Yes, audit.UnitRuleCMS8},
		{"2026-01-01", audit.Yes, audit.UnitRuleCMS8},
	} {
		terms := book.Terms("Medicare", on(t, c.day))
		if terms.Class != "medicare_b" || terms.AssistantModifier != c.assistant || terms.UnitRule != c.rule || terms.Assumed {
			t.Errorf("%s: %+v", c.day, terms)
		}
	}
}

func TestUnitRuleByContractIsAssumed(t *testing.T) {
	terms := payersOf(t, "commercial").Terms("", on(t, "2026-01-01"))
	if !terms.Assumed || terms.UnitRule != audit.UnitRuleMidpoint || terms.NCCI != audit.ByContract || terms.KX != audit.No || terms.Verified != Unverified {
		t.Errorf("%+v", terms)
	}
}

func TestUnknownPayerHasNoClass(t *testing.T) {
	book, day := payersOf(t, "medicare_b"), on(t, "2026-01-01")
	if terms := book.Terms("Fernhill Benefit Trust of Nowhere", day); terms.Known() || terms.UnitRule != audit.UnitRuleMidpoint || !terms.AssumedPayer {
		t.Errorf("the default class answered for a name: %+v", terms)
	}
	if terms := book.Terms(" ", day); terms.Class != "medicare_b" {
		t.Errorf("the default class did not answer for a blank name: %+v", terms)
	}
	if terms := payersOf(t, "").Terms("", day); terms.Known() {
		t.Errorf("%+v", terms)
	}
	_, err := embeddedTables(t).Payers("medicare")
	want := `payer class "medicare" is not known; classes are commercial, medicaid, medicare_advantage, medicare_b, not_part_b, self_pay, tricare, va, workers_comp`
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestOverrides(t *testing.T) {
	book, day := payersOf(t, ""), on(t, "2026-01-01")
	for _, err := range []error{
		book.Override("Fernhill, Benefit Trust", PayerOverride{Class: "commercial", UnitRule: audit.UnitRuleCMS8}),
		book.Override("Medicare", PayerOverride{Downstream: true}),
		book.OverrideClass("commercial", PayerOverride{UnitRule: audit.UnitRuleMidpoint, NCCI: audit.Yes, ReportEvery: 6}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	named := book.Terms("FERNHILL BENEFIT TRUST", day)
	if named.Class != "commercial" || named.UnitRule != audit.UnitRuleCMS8 || named.Assumed || named.NCCI != audit.Yes || named.Verified != "profile" {
		t.Errorf("name before class: %+v", named)
	}
	if other := book.Terms("Aetna PPO", day); other.UnitRule != audit.UnitRuleMidpoint || other.Assumed || other.ReportEvery != 6 {
		t.Errorf("class: %+v", other)
	}
	if terms := book.Terms("Medicare", day); !terms.Downstream || terms.Verified != Published || terms.UnitRule != audit.UnitRuleCMS8 {
		t.Errorf("downstream alone states no rule: %+v", terms)
	}
	if terms := book.Terms("Fernhill Benefit Trust West", day); terms.Known() {
		t.Errorf("a longer name took the override: %+v", terms)
	}
	for _, err := range []error{
		book.Override("x", PayerOverride{Class: "medicare_c"}), book.Override("--", PayerOverride{}),
		book.OverrideClass("medicare_c", PayerOverride{}), book.OverrideClass("commercial", PayerOverride{Class: "va"}),
	} {
		if err == nil {
			t.Error("a faulty override was taken")
		}
	}
}

// The engine compares terms by pointer: one answer, one pointer, whichever goroutine asks first.
func TestTermsPointersAreStable(t *testing.T) {
	book := payersOf(t, "commercial")
	names := []string{"Medicare", "Aetna", "", "Fernhill Benefit Trust"}
	days := []audit.Date{on(t, "2017-01-01"), on(t, "2019-05-05"), on(t, "2021-05-05"), on(t, "2026-05-05"), on(t, "2026-05-06")}
	var answers [8][]*audit.Terms
	var group sync.WaitGroup
	for worker := range answers {
		group.Go(func() {
			for _, name := range names {
				for _, day := range days {
					answers[worker] = append(answers[worker], book.Terms(name, day))
				}
			}
		})
	}
	group.Wait()
	for worker := range answers {
		for i := range answers[0] {
			if answers[worker][i] != answers[0][i] {
				t.Fatalf("worker %d has another pointer for question %d", worker, i)
			}
		}
	}
	if answers[0][3] != answers[0][4] || answers[0][3] == answers[0][2] {
		t.Error("days of one window share their terms, days of two windows do not")
	}
}

// TestListedPayers: only what is made of names of the table may be printed where nobody may be named.
func TestListedPayers(t *testing.T) {
	tables, err := Load("")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"Medicare Part B": true, "aetna": true, "Aetna PPO": true, "Self-Pay": true, "": false, "Blue Cross Marigold": false,
		"Medicaid #A1B2C3D4": false, "VA last4 6789": false, "Self pay Oscar": false, "Oscar, cash": false, "Aetna 7": false, "AetnaLarkspur": false, "Payne, Robert": false} {
		if got := tables.ListsPayer(name); got != want {
			t.Errorf("the table lists %q: %v, want %v", name, got, want)
		}
	}
}
