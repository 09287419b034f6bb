package rules

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"otaudit/audit"
	"otaudit/audit/audittest"
	"otaudit/rules/refdata"
)

const thresholdLog = `patient_id,date_of_service,code,units,modifiers,payer,claim_id,allowed,want
P1,2026-03-02,97530,2,GO,Medicare,C1,50.00,
P1,2026-03-03,97530,2,GO,Medicare,C2,50.00,`

// Amounts of other providers come first: 2400.00 + 50.00 is below 2480.00, + 50.00 above.
func TestOpeningAmountComesFirst(t *testing.T) {
	opening := Options{Opening: map[OpeningKey]audit.Cents{{Patient: "P1", Year: 2026, Group: "OT"}: 240000}}
	audittest.Check(t, testConfig(t, opening, only("T001")), "with opening", thresholdLog+"T001 error manual\n")
	audittest.Check(t, testConfig(t, opening, only("T004")), "with opening", thresholdLog+"\n")
	for name, other := range map[string]OpeningKey{
		"another patient": {"P2", 2026, "OT"}, "another year": {"P1", 2025, "OT"}, "another group": {"P1", 2026, "PT+SLP"},
	} {
		o := Options{Opening: map[OpeningKey]audit.Cents{other: 240000}}
		audittest.Check(t, testConfig(t, o, only("T001")), name, thresholdLog+"\n")
	}
}

func TestOpeningAmountMakesKXTimely(t *testing.T) {
	const log = "patient_id,date_of_service,code,units,modifiers,payer,allowed,want\nP1,2026-03-02,97530,2,GO KX,Medicare,50.00,"
	opening := Options{Opening: map[OpeningKey]audit.Cents{{Patient: "P1", Year: 2026, Group: "OT"}: 240000}}
	audittest.Check(t, testConfig(t, opening, only("T002")), "with opening", log+"\n")
	audittest.Check(t, testConfig(t, Options{}, only("T002")), "without", log+"T002 warning manual\n")
}

// What a finding shows begins with the opening amount, on the first line and on later ones.
func TestOpeningAmountIsInTheWorking(t *testing.T) {
	opening := Options{Opening: map[OpeningKey]audit.Cents{{Patient: "P1", Year: 2026, Group: "OT"}: 245000}}
	log := strings.ReplaceAll(thresholdLog+"\n", "50.00,\n", "50.00,T001 error manual\n")
	result := audittest.Check(t, testConfig(t, opening, only("T001")), "with opening", log)
	want := []string{"2450.00 accrued before the line (opening amount 2450.00 included) + 50.00 = 2500.00",
		"2500.00 accrued before the line (opening amount 2450.00 included) + 50.00 = 2550.00"}
	for i, f := range result.Findings {
		if !strings.HasPrefix(f.Working, want[i]) {
			t.Errorf("the working of %s is %q", f.Cell, f.Working)
		}
	}
}

// Where amounts before the log may be missing, neither message nor working calls the total more than what the log has.
func TestEarlyKXSaysWhatItsTotalIs(t *testing.T) {
	const head = "patient_id,date_of_service,code,units,modifiers,payer,allowed,want\n"
	for _, c := range []struct {
		log, message string
		lowerBound   bool
	}{
		{"P1,2026-01-01,97530,2,GO KX,Medicare,50.00,T002 warning manual\n",
			"KX is on 1 line of the year; at the last of them the amounts accrued come to 50.00, below 80 % of the threshold of 2480.00", false},
		{"P1,2026-03-02,97530,2,GO KX,Medicare,50.00,T002 warning manual\nP1,2026-03-03,97530,2,GO KX,Medicare,50.00,\n",
			"KX is on 2 lines of the year; at the last of them the amounts in the log, which begins after 1 January, come to 100.00, " +
				"below 80 % of the threshold of 2480.00", true},
	} {
		f := audittest.Check(t, testConfig(t, Options{}, only("T002")), "early", head+c.log).Findings[0]
		if f.Message != c.message || strings.Contains(f.Working, "lower bound") != c.lowerBound {
			t.Errorf("%q, worked out as %q", f.Message, f.Working)
		}
	}
}

// On institutional claims KX is due on all OT lines of a claim once one exceeds the threshold.
func TestInstitutionalClaimsTakeKXOnAllLines(t *testing.T) {
	const head = "patient_id,date_of_service,code,units,modifiers,payer,claim_id,allowed,want\n"
	institutional, professional := Options{Institutional: true}, Options{}
	audittest.Check(t, testConfig(t, institutional, only("T001")), "institutional", head+
		`P1,2026-03-01,97530,2,GO,Medicare,C1,2000.00,
P1,2026-03-02,97530,2,GO,Medicare,C2,400.00,T001 error manual
P1,2026-03-03,97530,2,GO,Medicare,C2,100.00,T001 error manual
P2,2026-03-02,97530,2,GO,Medicare,,2400.00,
P2,2026-03-03,97530,2,GO,Medicare,,100.00,T001 error manual
`)
	audittest.Check(t, testConfig(t, professional, only("T001")), "professional", head+
		`P1,2026-03-02,97530,2,GO,Medicare,C2,2400.00,
P1,2026-03-03,97530,2,GO,Medicare,C2,100.00,T001 error manual
`)
}

// The units of a day cost the same however they are divided over lines and in whatever order the lines stand, but for
// the cent that each line is rounded by.
func TestDayFeesDoNotDependOnTheOrder(t *testing.T) {
	cfg := testConfig(t, Options{}, only("T001"))
	k := testKit(t)
	rapid.Check(t, func(t *rapid.T) {
		codes := rapid.SliceOfN(rapid.SampledFrom([]string{"97530", "97110", "97535", "97140", "97166"}), 1, 6).Draw(t, "codes")
		there := feeLines(cfg, codes)
		back := make([]*audit.Line, len(there))
		for i, l := range there {
			back[len(back)-1-i] = l
		}
		a, b := sumFees(k, there), sumFees(k, back)
		if difference := a - b; difference > audit.Cents(len(codes)) || -difference > audit.Cents(len(codes)) {
			t.Fatalf("%v: %s one way, %s the other", codes, a, b)
		}
	})
}

func feeLines(cfg audit.Config, codes []string) []*audit.Line {
	layout := &audit.Layout{Sheet: "day.csv", Symbols: audit.NewSymbols(), Slots: make([]audit.Slot, 1)}
	day := audit.DateOf(2025, 6, 2)
	terms := cfg.Payers.Terms("Medicare", day)
	lines := make([]*audit.Line, len(codes))
	for i, code := range codes {
		s := &audit.Session{Layout: layout, Row: int32(i + 2)}
		s.Set(audit.Code, layout.Symbols.Intern(code))
		s.Set(audit.DateOfService, int32(day))
		s.Set(audit.UnitsBilled, int32(audit.WholeUnits(1+i%2)))
		lines[i] = audit.NewLine(s, nil, terms)
	}
	return lines
}

func sumFees(k *kit, day []*audit.Line) audit.Cents {
	fees := dayFees{lines: day}
	fees.estimate(k)
	var sum audit.Cents
	for _, f := range fees.fees {
		sum += f.amount
	}
	return sum
}

// testKit is what builders get, over the embedded tables.
func testKit(t *testing.T) *kit {
	t.Helper()
	tables, err := refdata.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return &kit{tables: tables, Options: Options{}.WithDefaults()}
}
