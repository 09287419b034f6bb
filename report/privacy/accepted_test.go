package privacy

import (
	"testing"

	"otaudit/audit"
	"otaudit/report/model"
)

// TestWhoAcceptedStaysInternal: the share set says that a finding is accepted and until when; by whom and why are words that a person typed.
func TestWhoAcceptedStaysInternal(t *testing.T) {
	typed := audit.Acceptance{By: "Ada Fernsby", Until: "2026-12-31", Reason: "Greta Tansy was late"}
	r := &audit.Result{
		Findings: []audit.Finding{{Accepted: typed}, {}},
		Waivers:  []audit.Waiver{{FindingID: "U001-1d924ab160a0", By: typed.By, Until: typed.Until, Reason: typed.Reason}},
	}
	for set, want := range map[model.Set]audit.Acceptance{
		model.Internal: typed,
		model.Share:    {By: "[withheld]", Until: typed.Until, Reason: "[withheld]"},
	} {
		shown, _ := publishSet(t, r, Options{Set: set}, nil)
		w := shown.Waivers[0]
		if got := (audit.Acceptance{By: w.By, Until: w.Until, Reason: w.Reason}); got != want || shown.Findings[0].Accepted != want {
			t.Errorf("%s shows %+v and %+v, want %+v", set, got, shown.Findings[0].Accepted, want)
		}
		if shown.Findings[1].Accepted != (audit.Acceptance{}) {
			t.Errorf("%s shows an acceptance of a finding that is open: %+v", set, shown.Findings[1].Accepted)
		}
	}
	if r.Findings[0].Accepted != typed || r.Waivers[0].By != typed.By {
		t.Error("publishing changed the result")
	}
}
