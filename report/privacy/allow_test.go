package privacy

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"otaudit/audit"
	"otaudit/report/model"
)

// programsOwn are the texts of a result that the share set prints as they are, since the program or its user wrote them and no log
// did: names, formulas and texts of rules, states, positions, and the label that the user gives. A comparison is made
// of published results. A field that is added to the result is not in the list until somebody has thought of it.
var programsOwn = []string{
	".Account.Open", ".Comparison.Differences", ".Comparison.Earlier.Bases.What", ".Comparison.Earlier.Dimension",
	".Comparison.Earlier.Families.Family", ".Comparison.Earlier.Key", ".Comparison.EarlierAsOf", ".Comparison.EarlierChecks.Families.Family",
	".Comparison.EarlierPeriod", ".Comparison.Gone.ID", ".Comparison.Gone.Name", ".Comparison.Gone.Patient", ".Comparison.Gone.Rule",
	".Comparison.Gone.State", ".Comparison.Gone.Visit", ".Comparison.Gone.Why", ".Comparison.Patterns.Rule", ".Comparison.Patterns.Therapist",
	".Excluded.Kind", ".Excluded.Reason", ".Failures.Rule", ".Failures.What",
	".Findings.Accepted.Until", ".Findings.Action", ".Findings.Answer", ".Findings.Assumes", ".Findings.Cites", ".Findings.Denial", ".Findings.Fix.Edits.Why",
	".Findings.Fix.Held", ".Findings.Fix.Title", ".Findings.Impact.Basis", ".Findings.InDoubt", ".Findings.Message", ".Findings.Name",
	".Findings.OtherRule", ".Findings.Readings.If", ".Findings.Readings.Impact.Basis", ".Findings.Rule", ".Findings.Status", ".Findings.TableRows",
	".Findings.Working", ".Manifest.AsOf", ".Manifest.Client", ".Manifest.Inputs.Kind", ".Manifest.Inputs.Problem", ".Manifest.Inputs.SHA256",
	".Manifest.Options.Name", ".Manifest.RuleSet", ".Manifest.Tables.Name", ".Manifest.Tables.Origin", ".Manifest.Tables.SHA256", ".Manifest.Tool",
	".Opinions.All.Name", ".Opinions.Questions.Name", ".Opinions.Unit", ".Payers.Class", ".Payers.Source", ".Payers.UnitRule", ".Questioned.Held.In",
	".Reconciled.Beyond.Meaning", ".Reconciled.Beyond.Reason", ".Reconciled.Bridge.Reasons.What", ".Reconciled.Bridge.Step",
	".Reconciled.Denials.Dimension", ".Reconciled.Denials.Meaning", ".Reconciled.Denials.Reason", ".Reconciled.Denials.Remarks",
	".Reconciled.Matches.Side", ".Reconciled.Matches.What", ".Rules.Cites", ".Rules.ID", ".Rules.Name", ".Rules.NotEvaluated.What", ".Rules.Purpose",
	".Sheets.Choices.Flag", ".Sheets.Choices.Instead", ".Sheets.Choices.Taken", ".Sheets.Choices.What", ".Sheets.Choices.Why", ".Sheets.Columns.Flag",
	".Sheets.Columns.Instead.Field", ".Sheets.Columns.Instead.Why", ".Sheets.Columns.Why", ".Sheets.Coverage.NotJudged.What",
	".Sheets.Coverage.Unread.What", ".Sheets.Excluded.What", ".Sheets.NonData.What", ".Sheets.Notes", ".Sheets.Profile", ".Totals.Bases.What",
	".Totals.Dimension", ".Totals.Families.Family", ".Waivers.FindingID", ".Waivers.Outcome", ".Waivers.Until",
}

// mark puts a text of its own into every string of a value, and notes the path of the field.
func mark(v reflect.Value, path string, paths *[]string) {
	switch v.Kind() {
	case reflect.String:
		*paths = append(*paths, path)
		v.SetString(fmt.Sprintf("Zq%03dzq", len(*paths)))
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				mark(v.Field(i), path+"."+v.Type().Field(i).Name, paths)
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		mark(v.Index(0), path, paths)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		mark(v.Elem(), path, paths)
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		mark(key, path+" key", paths)
		mark(value, path, paths)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	}
}

// TestWhatIsSharedIsListed: of a result in which every text is one that nobody knows, the share set shows those of the program alone.
func TestWhatIsSharedIsListed(t *testing.T) {
	var r audit.Result
	var paths []string
	mark(reflect.ValueOf(&r).Elem(), "", &paths)
	shown, _ := publishSet(t, &r, Options{Set: model.Share}, nil)
	text, err := json.Marshal(shown)
	if err != nil {
		t.Fatal(err)
	}
	left := map[string]bool{}
	for _, found := range regexp.MustCompile(`Zq(\d{3})zq`).FindAllSubmatch(text, -1) {
		n, err := strconv.Atoi(string(found[1]))
		if err != nil {
			t.Fatal(err)
		}
		left[paths[n-1]] = true
	}
	if diff := cmp.Diff(programsOwn, slices.Sorted(maps.Keys(left))); diff != "" {
		t.Errorf("the share set shows other texts than those listed (-listed +shown):\n%s", diff)
	}
}
