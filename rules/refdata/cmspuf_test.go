package refdata

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	pufName   = "MUP_PHY_R25_P05_V20_D23_Prov_Svc.csv"
	pufHeader = "Rndrng_NPI,Rndrng_Prvdr_Last_Org_Name,Rndrng_Prvdr_Ent_Cd,Rndrng_Prvdr_State_Abrvtn,Rndrng_Prvdr_Cntry,Rndrng_Prvdr_Type,HCPCS_Cd,HCPCS_Desc,Place_Of_Srvc,Tot_Benes,Tot_Srvcs,Tot_Bene_Day_Srvcs\n"
)

// pufRow is a row of the file; the names are invented.
func pufRow(npi int, state, kind, code string, units, days string) string {
	return fmt.Sprintf("%d,\"Invented, Name\",I,%s,US,%s,%s,Words,O,20,%s,%s\n", 1000000000+npi, state, kind, code, units, days)
}

// puf is a year of 15 therapists of NY, whose shares of 97530 are 5 to 75 percent in steps of 5, of 5 of NJ, and of others.
func puf() string {
	var text strings.Builder
	text.WriteString(pufHeader)
	for i := range 15 {
		text.WriteString(pufRow(i, "NY", otInPrivatePractice, "97530", fmt.Sprint(5*(i+1)), "50"))
		text.WriteString(pufRow(i, "NY", otInPrivatePractice, "97110", fmt.Sprint(95-5*i), "50"))
		text.WriteString(pufRow(i, "NY", otInPrivatePractice, "97166", "20", "20"))
		text.WriteString(pufRow(i, "NY", "Physical Therapist in Private Practice", "97530", "900", "10"))
		text.WriteString(pufRow(i, "NY", otInPrivatePractice, "J3301", "900", "10"))
	}
	for i := range 5 {
		text.WriteString(pufRow(100+i, "NJ", otInPrivatePractice, "97530", "100", "50"))
	}
	return text.String()
}

func TestImportNorms(t *testing.T) {
	tables, report := imported(t, put(t, pufName, []byte(puf())))
	if want := (FileReport{Name: pufName, Kind: "services by provider", Release: "2023", Rows: 80, Kept: 50, OtherCodes: 15}); !cmp.Equal(report.Files[0], want) {
		t.Errorf("report %+v", report.Files[0])
	}
	for _, c := range []struct {
		measure                       Measure
		code                          string
		year                          int
		therapists, median, deviation float64
	}{
		{CodeShare, "97530", 2026, 15, 0.40, 0.20},
		{UnitsPerDay, "97530", 2026, 15, 0.8, 0.4},
		{HighEvaluation, "97167", 2026, 15, 0, 0},
		{CodeShare, "97530", 2023, 15, 0.40, 0.20},
		{CodeShare, "97530", 2022, 0, 0, 0}, // a norm is never of a later year
	} {
		n, found := tables.Norm("NY", c.measure, c.code, c.year)
		if float64(n.Therapists) != c.therapists || n.Median != c.median || n.Deviation != c.deviation || found != (c.therapists > 0) {
			t.Errorf("%s of %s in %d: %+v", c.measure, c.code, c.year, n)
		}
	}
	if states := tables.NormStates(); !cmp.Equal(states, []string{"NY"}) { // five therapists are too few
		t.Errorf("states %v", states)
	}
}

func TestImportNormsRefuses(t *testing.T) {
	for want, c := range map[string][2]string{
		"keep that name": {"services.csv", puf()},
		":2: column Tot_Srvcs: \"many\" is not a": {pufName, pufHeader + pufRow(1, "NY", otInPrivatePractice, "97530", "many", "5")},
		":1: no column Rndrng_Prvdr_Type":         {pufName, strings.Replace(puf(), "Rndrng_Prvdr_Type", "Type", 1)},
		"not one row of an Occupational":          {pufName, pufHeader + pufRow(1, "NY", "Cardiology", "97530", "9", "5")},
		"no state has 11":                         {pufName, pufHeader + pufRow(1, "NY", otInPrivatePractice, "97530", "9", "5")},
		"only that by provider and service":       {"MUP_PHY_R25_P05_V20_D23_Geo.csv", "Rndrng_Prvdr_Geo_Lvl,Rndrng_Prvdr_Geo_Cd,HCPCS_Cd,Tot_Bene_Day_Srvcs\n"},
	} {
		if _, err := Import([]string{put(t, c[0], []byte(c[1]))}, t.TempDir(), writeFiles, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}
