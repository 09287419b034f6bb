package rules

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"otaudit/audit"
	"otaudit/audit/audittest"
	"otaudit/rules/refdata"
)

// normsLayer holds norms of NY for 2023, and of 2027, which no month before it may be compared with.
const normsLayer = `state,year,measure,code,therapists,median,deviation,source,verified
NY,2023,code_share,97530,412,0.4000,0.0500,invented,published
NY,2023,units_per_day,97530,398,2.0000,0.2000,invented,published
NY,2023,high_evaluation,97167,300,0.2000,0.0500,invented,published
NY,2027,code_share,97530,412,0.9900,0.0500,invented,published
NY,2027,units_per_day,97530,398,9.0000,0.2000,invented,published
NY,2027,high_evaluation,97167,300,0.9900,0.0500,invented,published
`

// TestAloneAgainstTheState: a therapist without peers is compared with the norms of the state, on Medicare lines alone.
func TestAloneAgainstTheState(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "peer_norms.csv"), []byte(normsLayer), 0o600); err != nil {
		t.Fatal(err)
	}
	tables, err := refdata.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	// month is alike on all its days: the units of 97530 and of 97110, and the code of an evaluation.
	type month struct {
		payer              string
		days               int
		activities, others int
		evaluation         string
	}
	far := month{"Medicare", 22, 4, 0, "97167"}
	near := month{"Medicare", 22, 3, 2, ""} // 60.0 % where more than 66 are far; 3.0 units where more than 3.04 are
	for _, c := range []struct {
		name, rule, state string
		month
		want, unjudged string
	}{
		{"far", "P001", "NY", far, "P001 warning none", ""},
		{"far", "P006", "NY", far, "P006 warning none", ""},
		{"far", "P007", "NY", far, "P007 warning none", ""},
		{"near", "P001", "NY", near, "", ""},
		{"near", "P006", "NY", near, "", ""},
		{"another state", "P001", "NJ", far, "", "peers: fewer than 3 in the month"},
		{"no state", "P006", "", far, "", "peers: fewer than 3 in the month"},
		{"another payer", "P001", "NY", month{"Aetna", 22, 4, 0, ""}, "", "visits: fewer than 20 of Medicare Part B in the month, which the norms are of"},
		{"too few days", "P006", "NY", month{"Medicare", 19, 4, 0, ""}, "", "visits: fewer than 20 in the month"},
	} {
		k := &kit{tables: tables, Options: Options{State: c.state}}
		cfg := testConfig(t, Options{}, func(*audit.Rule) bool { return false })
		cfg.Rules = []*audit.Rule{map[string]builder{"P001": p001, "P006": p006, "P007": p007}[c.rule](k)}
		cfg.Rules[0].Doc = "with norms"
		var log strings.Builder
		log.WriteString("patient_id,date_of_service,code,units,minutes,modifiers,payer,therapist,discipline,want,unjudged\n")
		unjudged := c.unjudged
		if unjudged != "" {
			unjudged = `"` + unjudged + `"` // it may hold a comma
		}
		line := func(day int, code string, units int, want string) {
			fmt.Fprintf(&log, "A%d,2026-03-%02d,%s,%d,60,GO,%s,T1,OT,%s,%s\n", day, day, code, units, c.payer, want, unjudged)
		}
		for day := 1; day <= c.days; day++ {
			want := ""
			if day == 1 {
				want = c.want
			}
			if c.rule != "P007" || c.evaluation == "" {
				line(day, "97530", c.activities, want)
			}
			if c.others > 0 {
				line(day, "97110", c.others, "")
			}
			if c.rule == "P007" {
				line(day, c.evaluation, 1, want)
			}
		}
		audittest.Check(t, cfg, c.name+" "+c.rule, log.String())
	}
}
