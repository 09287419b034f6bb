package profile

import (
	"strings"
	"testing"

	"otaudit/audit"
)

func TestColumnFlags(t *testing.T) {
	for text, want := range map[string]ColumnFlag{
		"Time=minutes":             {Name: "Time", Field: audit.Minutes},
		" Tx Time = minutes ":      {Name: "Tx Time", Field: audit.Minutes},
		"A=B=units":                {Name: "A=B", Field: audit.UnitsBilled},
		"Balance=skip":             {Name: "Balance", None: true},
		"Hrs=minutes:hours":        {Name: "Hrs", Field: audit.Minutes, Hours: true},
		"#3=code":                  {Name: "#3", Field: audit.Code},
		"jan.xlsx!Log!DOS=skip":    {Name: "jan.xlsx!Log!DOS", None: true},
		"Units, billed=units":      {Name: "Units, billed", Field: audit.UnitsBilled},
		"Session (min)=minutes":    {Name: "Session (min)", Field: audit.Minutes},
		"Total=treatment_minutes":  {Name: "Total", Field: audit.TreatmentMinutes},
		"Len=timed_minutes:hours":  {Name: "Len", Field: audit.TimedMinutes, Hours: true},
		"Zahl der Einheiten=units": {Name: "Zahl der Einheiten", Field: audit.UnitsBilled},
	} {
		want.Text = text
		if got, err := ParseColumnFlag(text); err != nil || got != want {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"Time", "=minutes", "Time=", "Time=minute", "Time=skip:hours", "DOS=date_of_service:hours", "Time=minutes:days"} {
		if _, err := ParseColumnFlag(text); err == nil || strings.Contains(err.Error(), "--column") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestColumnFlagNarrowed(t *testing.T) {
	for name, want := range map[string]string{
		"jan.xlsx!Log!DOS": "DOS", "JAN.XLSX!log!DOS": "DOS", "Log!DOS": "DOS", "jan.xlsx!DOS": "DOS", "DOS": "DOS",
		"feb.xlsx!Log!DOS": "feb.xlsx!Log!DOS", "Other!DOS": "Other!DOS", "Hot!": "Hot!",
	} {
		f := ColumnFlag{Name: name}
		if got := f.HeaderIn("jan.xlsx", "Log"); got != want {
			t.Errorf("%s in jan.xlsx!Log: %q, want %q", name, got, want)
		}
	}
	f := ColumnFlag{Name: "jan.csv!DOS"}
	if got := f.HeaderIn("jan.csv", ""); got != "DOS" {
		t.Errorf("in a file without sheets: %q", got)
	}
}

// TestFlagsKeepTheProfile: what flags state is laid over the profile, which stays what it is in reports.
func TestFlagsKeepTheProfile(t *testing.T) {
	p := &Profile{Name: "clinic"}
	over := p.With([]ColumnFlag{{Text: "A=units", Name: "A", Field: audit.UnitsBilled}}, "f.csv", "")
	if over == p || over.Base() != p || over.Label() != "clinic" || !over.Own() || len(over.Flags) != 1 || len(p.Flags) != 0 {
		t.Errorf("over %+v, base %+v", over, over.Base())
	}
	var none *Profile
	over = none.With([]ColumnFlag{{Text: "A=units", Name: "A", Field: audit.UnitsBilled}}, "f.csv", "")
	if over.Base() != nil || over.Label() != "" || over.Own() {
		t.Errorf("without a profile: %+v", over)
	}
	if none.With(nil, "f.csv", "") != nil || p.With(nil, "f.csv", "") != p {
		t.Error("no flags make a profile")
	}
}
