package history

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

var waiverHeader = []string{"finding_id", "by", "until", "reason"}

// ReadWaivers reads a CSV with the columns finding_id, by, until (2026-12-31) and reason, in any order. Person, end and
// reason are required (REP-129). The internal set prints them as written. The name of the
// file stands before the line in errors. knownRule says which rules there are: an id of another could never match.
func ReadWaivers(r io.Reader, name string, knownRule func(id string) bool) (waivers []model.Waiver, err error) {
	var columns []int
	seen := map[string]bool{}
	err = model.EachRecord(r, name, func(header []string) (err error) {
		columns, err = waiverColumns(header)
		return err
	}, func(_ int, record []string) error {
		at := func(i int) string { return strings.TrimSpace(record[columns[i]]) }
		w := model.Waiver{FindingID: at(0), By: at(1), Until: at(2), Reason: at(3)}
		if err := checkWaiver(&w, seen, knownRule); err != nil {
			return err
		}
		seen[w.FindingID] = true
		waivers = append(waivers, w)
		return nil
	})
	return waivers, err
}

func waiverColumns(header []string) ([]int, error) {
	columns := make([]int, len(waiverHeader))
	for i, want := range waiverHeader {
		columns[i] = slices.IndexFunc(header, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), want) })
		if columns[i] < 0 {
			return nil, fmt.Errorf("no column %s; the columns are %s", want, strings.Join(waiverHeader, ","))
		}
	}
	return columns, nil
}

// followedID is the form of the ids that findings keep from run to run.
var followedID = regexp.MustCompile(`^[A-Z][0-9]{3}-[0-9a-f]{12}([0-9a-f]{4})?$`)

func checkWaiver(w *model.Waiver, seen map[string]bool, knownRule func(id string) bool) error {
	rule, _, hasDigits := strings.Cut(w.FindingID, "-")
	switch {
	case w.FindingID == "":
		return errors.New("finding_id is empty; take it from findings.csv")
	case seen[w.FindingID]:
		return errors.New("the finding is waived twice; keep one line")
	case hasDigits && !model.Followed(w.FindingID):
		return errors.New("the finding cannot be followed from run to run and so cannot be waived")
	case !followedID.MatchString(w.FindingID):
		return errors.New("finding_id is not of the form U001-1d924ab160a0; take it from findings.csv")
	case !knownRule(rule):
		return fmt.Errorf("there is no rule %s; take finding_id from findings.csv", rule)
	case w.By == "" || w.Reason == "":
		return errors.New("a waiver needs a person (by) and a reason")
	}
	until, err := audit.ParseDay(w.Until)
	if err != nil {
		return errors.New("until is not a date of the form 2026-12-31 or 12/31/2026")
	}
	w.Until = until.String()
	return nil
}

// ApplyWaivers marks the findings of a result, which have their ids, that waivers cover, so that their corrections are not applied: accepted up to and on the last day, after
// it "acceptance ended", which is open again (REP-129, REP-130). The result keeps every waiver with what became of
// it; one that matched nothing says so, and if its rule was not evaluated that too (REP-134).
func ApplyWaivers(r *audit.Result, waivers []model.Waiver, asOf audit.Date) {
	byID := make(map[string]*audit.Waiver, len(waivers))
	r.Waivers = slices.Clone(waivers)
	for i := range r.Waivers {
		byID[r.Waivers[i].FindingID] = &r.Waivers[i]
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		w := byID[f.ID]
		if w == nil {
			continue
		}
		f.Accepted = audit.Acceptance{By: w.By, Until: w.Until, Reason: w.Reason}
		f.Status = model.StatusAccepted
		if until, err := audit.ParseDate(w.Until); err != nil || asOf > until {
			f.Status = model.StatusEnded
		}
		w.Outcome = f.Status
	}
	evaluated := map[string]bool{}
	for i := range r.Rules {
		evaluated[r.Rules[i].ID] = r.Rules[i].Evaluated > 0 || r.Rules[i].Scope == audit.ScopeImport
	}
	for i := range r.Waivers {
		w := &r.Waivers[i]
		rule, _, _ := strings.Cut(w.FindingID, "-")
		switch {
		case w.Outcome != "":
		case evaluated[rule]:
			w.Outcome = model.WaiverUnused
		default:
			w.Outcome = model.WaiverUnjudged
		}
	}
}
