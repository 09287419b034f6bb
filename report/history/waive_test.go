package history

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"otaudit/audit"
	"otaudit/report/model"
)

func knownU001(id string) bool { return id == "U001" }

func TestReadWaivers(t *testing.T) {
	text := "\ufeffReason,finding_id,by,until\r\n\"on file, see chart\", U001-1d924ab160a0 ,A. Reviewer,2026-12-31\r\n" +
		"long id,U001-1d924ab160a01234,A. Reviewer,12/31/2026\r\n"
	got, err := ReadWaivers(strings.NewReader(text), "w.csv", knownU001)
	want := []model.Waiver{{FindingID: "U001-1d924ab160a0", By: "A. Reviewer", Until: "2026-12-31", Reason: "on file, see chart"},
		{FindingID: "U001-1d924ab160a01234", By: "A. Reviewer", Until: "2026-12-31", Reason: "long id"}}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestReadWaiversSaysWhatIsWrong(t *testing.T) {
	head := "finding_id,by,until,reason\n"
	for text, want := range map[string]string{
		"":                          "w.csv:1: the file is empty",
		"finding_id,by,until\n":     "w.csv:1: no column reason",
		head + ",me,2026-12-31,x\n": "w.csv:2: finding_id is empty",
		head + "U001-1d924ab160a0,,2026-12-31,x\n":                                      "w.csv:2: a waiver needs a person",
		head + "U001-1d924ab160a0,me,2026-12-31,\n":                                     "w.csv:2: a waiver needs a person (by) and a reason",
		head + "U001-1d924ab160a0,me,31/12/2026,x\n":                                    "w.csv:2: until is not a date",
		head + "U001,me,2026-12-31,x\n":                                                 "w.csv:2: finding_id is not of the form",
		head + "U001-bogus,me,2026-12-31,x\n":                                           "w.csv:2: finding_id is not of the form",
		head + "U001-1d924ab160a,me,2026-12-31,x\n":                                     "w.csv:2: finding_id is not of the form",
		head + "U001-1D924AB160A0,me,2026-12-31,x\n":                                    "w.csv:2: finding_id is not of the form",
		head + "U999-1d924ab160a0,me,2026-12-31,x\n":                                    "w.csv:2: there is no rule U999",
		head + "I003-n00001,me,2026-12-31,x":                                            "w.csv:2: the finding cannot be followed",
		head + "U001-1d924ab160a0,me,2026-12-31,x\nU001-1d924ab160a0,me,2026-12-31,y\n": "w.csv:3: the finding is waived twice",
		head + "U001-1d924ab160a0,me,2026-12-31\n":                                      "w.csv:2: wrong number of fields",
	} {
		if _, err := ReadWaivers(strings.NewReader(text), "w.csv", knownU001); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", text, err, want)
		}
	}
}

// TestApplyWaivers holds REP-129, REP-130 and REP-134.
func TestApplyWaivers(t *testing.T) {
	r := run("2026-01-01/4", "2026-01-02/4", "2026-01-03/4")
	r.Rules = append(r.Rules, audit.RuleResult{ID: "N001", Scope: audit.ScopeDay})
	waive := func(id, until string) model.Waiver {
		return model.Waiver{FindingID: id, By: "me", Until: until, Reason: "x"}
	}
	asOf, _ := audit.ParseDate("2026-03-01")
	ApplyWaivers(r, []model.Waiver{waive(r.Findings[0].ID, "2026-03-01"), waive(r.Findings[1].ID, "2026-02-28"),
		waive("U001-000000000000", "2026-12-31"), waive("N001-000000000000", "2026-12-31")}, asOf)
	var states, outcomes []string
	for i := range r.Findings {
		states = append(states, r.Findings[i].Status+" "+r.Findings[i].Accepted.By)
	}
	for _, w := range r.Waivers {
		outcomes = append(outcomes, w.Outcome)
	}
	if diff := cmp.Diff([]string{"accepted me", "acceptance ended me", "open "}, states); diff != "" {
		t.Errorf("states (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"accepted", "acceptance ended", model.WaiverUnused, model.WaiverUnjudged}, outcomes); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
	if unused := model.UnusedWaivers(r); len(unused) != 1 || unused[0].FindingID != "U001-000000000000" {
		t.Errorf("unused: %v", unused)
	}
	if unmatched := model.UnmatchedWaivers(r); len(unmatched) != 2 || unmatched[0].FindingID != "U001-000000000000" ||
		unmatched[1].FindingID != "N001-000000000000" {
		t.Errorf("unmatched: %v", unmatched)
	}
}
