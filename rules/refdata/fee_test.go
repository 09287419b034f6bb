package refdata

import (
	"testing"

	"pgregory.net/rapid"
)

// The worked example of the payment formula: 2025, national rates, one day with 97530 twice and 97110 once.
func TestFeesOfTheWorkedExample(t *testing.T) {
	tables := embeddedTables(t)
	day := on(t, "2025-06-02")
	activity, _ := tables.RVU("97530", day)
	exercise, _ := tables.RVU("97110", day)
	full, _ := activity.Fee(NonFacility)
	second, _ := activity.ReducedFee(NonFacility)
	third, _ := exercise.ReducedFee(NonFacility)
	if full.Cents() != 3461 || second.Cents() != 2458 || third.Cents() != 2183 {
		t.Errorf("%s %s %s, want 34.61 24.58 21.83", full.Cents(), second.Cents(), third.Cents())
	}
	if sum := full + second + third; sum.Cents() != 8103 {
		t.Errorf("rounded once: %s, want 81.03", sum.Cents())
	}
	if activity.PE(NonFacility) <= exercise.PE(NonFacility) {
		t.Error("97530 has the higher practice expense in 2025")
	}
}

func TestConversionFactorOf2024ChangesOn9March(t *testing.T) {
	tables := embeddedTables(t)
	for day, want := range map[string]int32{
		"2024-03-08": 327442, "2024-03-09": 332875, "2024-12-31": 332875, "2025-01-01": 323465, "2026-12-31": 334009,
	} {
		if rvu, ok := tables.RVU("97110", on(t, day)); !ok || rvu.ConversionFactor != want {
			t.Errorf("%s: %+v", day, rvu)
		}
	}
	for _, day := range []string{"2021-12-31", "2027-01-01"} {
		if _, ok := tables.RVU("97110", on(t, day)); ok {
			t.Errorf("%s has a row", day)
		}
	}
	if rvu, _ := tables.RVU("97110", on(t, "2024-03-09")); rvu.Row != "rvu.csv 97110 2024 from 2024-03-09" {
		t.Errorf("row is named %q", rvu.Row)
	}
}

func TestFeeOnlyWhereMedicarePays(t *testing.T) {
	tables := embeddedTables(t)
	for _, c := range []struct {
		code, day string
		full      bool
		reduced   bool
	}{
		{"97530", "2025-06-02", true, true},
		{"97010", "2025-06-02", false, false}, // bundled
		{"97014", "2023-06-02", false, false}, // no status in the 2023 source, but values shown and not used
		{"97110", "2023-06-02", true, true},   // no MULT PROC in the 2023 source: the code table says it
		{"20560", "2025-06-02", true, false},  // takes no part in the reduction
	} {
		rvu, ok := tables.RVU(c.code, on(t, c.day))
		if !ok {
			t.Fatalf("%s on %s: no row", c.code, c.day)
		}
		_, full := rvu.Fee(NonFacility)
		_, reduced := rvu.ReducedFee(NonFacility)
		if full != c.full || reduced != c.reduced {
			t.Errorf("%s on %s: full %v, reduced %v", c.code, c.day, full, reduced)
		}
	}
}

// Rows of which only work and the non-facility total are known give a full fee and no reduced one, never one from zeros.
func TestMissingPracticeExpenseIsNotZero(t *testing.T) {
	rvu := &RVUInfo{Status: "A", Work: 50, PENonFacility: noNumber, PEFacility: noNumber, MP: noNumber, TotalNonFacility: 100,
		TotalFacility: noNumber, MPPR: true, ConversionFactor: 334009}
	if fee, ok := rvu.Fee(NonFacility); !ok || fee.Cents() != 3340 {
		t.Errorf("full: %d %v", fee, ok)
	}
	if _, ok := rvu.Fee(Facility); ok {
		t.Error("a fee from a total that is not known")
	}
	if _, ok := rvu.ReducedFee(NonFacility); ok {
		t.Error("a reduced fee from a practice expense that is not known")
	}
}

// The reduction takes half of the practice expense and nothing else.
func TestReductionIsHalfThePracticeExpense(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.Int32Range(0, 2000)
		rvu := &RVUInfo{Status: "A", Work: part.Draw(t, "work") + 1, PENonFacility: part.Draw(t, "pe"), MP: part.Draw(t, "mp"), MPPR: true,
			ConversionFactor: rapid.Int32Range(300000, 360000).Draw(t, "factor")}
		rvu.TotalNonFacility = rvu.Work + rvu.PENonFacility + rvu.MP
		full, _ := rvu.Fee(NonFacility)
		reduced, ok := rvu.ReducedFee(NonFacility)
		if !ok || full-reduced != Fee(rvu.PENonFacility)*Fee(rvu.ConversionFactor) {
			t.Fatalf("full %d, reduced %d, %+v", full, reduced, rvu)
		}
	})
}
