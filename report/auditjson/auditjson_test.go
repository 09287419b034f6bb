package auditjson

import (
	"bytes"
	"encoding/json"
	"io"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"otaudit/audit"
	"otaudit/report/model"
	"otaudit/report/reporttest"
)

// TestJSONRoundTrip holds REP-118: nothing is omitted and every number is exact.
func TestJSONRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var want audit.Result
		reporttest.Fill(t, reflect.ValueOf(&want).Elem())
		var text bytes.Buffer
		if err := Write(&text, &want); err != nil {
			t.Fatal(err)
		}
		if !json.Valid(text.Bytes()) {
			t.Fatalf("not JSON: %s", text.Bytes())
		}
		got, err := Read(bytes.NewReader(text.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		reporttest.SameResult(t, &want, got)
	})
}

// TestJSONLayout holds the schema number, which stands first, and the forms of values (REP-118).
func TestJSONLayout(t *testing.T) {
	var text strings.Builder
	if err := Write(&text, reporttest.SecretResult()); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(text.String(), "{\n\"schema\": 3,\n\"manifest\": {") {
		t.Errorf("audit.json begins with %.40q", text.String())
	}
	for _, want := range []string{`"supported":"3"`, `"severity":"error"`, `"charge_cents":1234`, `"as_of":"2026-11-23"`, `"kind":"excluded"`, `"kind":"non-data"`,
		`"crosswalk_id":""`, `"sha256":"ab12"`, `"cell":{"sheet":"marigold-log.xlsx!Wisteria Tab","row":3,"col":2}`, `"billed":null`, `"related":[]`,
		"\"findings\": [\n{\"id\":", "\n\"waivers\": [],\n", "\n\"comparison\": null,\n"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("audit.json lacks %s", want)
		}
	}
}

// What is written is as it was before: other outputs are printed from the same result at the same time.
func TestWriteLeavesTheResultAlone(t *testing.T) {
	r := reporttest.SecretResult()
	r.Comparison = &audit.Comparison{}
	if err := Write(io.Discard, r); err != nil {
		t.Fatal(err)
	}
	if r.Findings[1].Related != nil || r.Findings[0].Fix.Edits[0].Add != nil || r.Waivers != nil || r.Comparison.Gone != nil {
		t.Error("a list of the result was put in the place of none")
	}
}

func TestReadSaysWhatIsWrong(t *testing.T) {
	var text strings.Builder
	if err := Write(&text, reporttest.SecretResult()); err != nil {
		t.Fatal(err)
	}
	good := text.String()
	change := func(old, new string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("audit.json lacks %s", old)
		}
		return strings.Replace(good, old, new, 1)
	}
	for _, c := range []struct{ text, want string }{
		{"", "cut off"},
		{"{}", "no schema number"},
		{"[1]", "an object is expected"},
		{`{"schema": "x"}`, "schema: the value is not of the expected form"},
		{`{"account": {}, "schema": 1}`, "written by an older version of otaudit: its layout is number 1, this version reads number 3"},
		{change(`"schema": 3`, `"schema": 4`), "written by a newer version of otaudit: its layout is number 4, this version reads number 3"},
		{`{"account": {}, "schema": 3}`, "not the first key"},
		{change(`"schema": 3`, `"schema" 3`), "not readable at byte"},
		{good[:len(good)/2], "cut off"},
		{good + "{}", "something follows"},
		{change(`"rule":"U001"`, `"rule":7`), "findings[0].rule: the value is not of the expected form"},
		{change(`"severity":"error"`, `"severity":"dire"`), "findings[0]: not a severity"},
		{change(`"supported":"3"`, `"supported":3`), "findings[0]: not a number of units"},
		{change(`"units_billed":"0"`, `"units_billed":"1.2345"`), "account: not a number of units"},
		{change(`"rule":"U001"`, `"ruler":"U001"`), "findings[0]: there are keys this version does not know"},
		{change(`"schema": 3`, `"schema": 3, "more": 2`), "keys this version does not know"},
		{change(`"schema": 3`, `"schema": 3, "minutes": []`), "a key stands twice"},
		{change(`"findings": [`, `"findings": [`+strings.Repeat("{},", 10_000)), "findings: the elements lack their keys"},
		{change(`"minutes": [0,1,2],`, ``), "minutes: the key is missing"},
		{change(`"minutes": [0,1,2]`, `"minutes": 7`), "minutes: a list is expected"},
		{change(`"minutes": [0,1,2]`, `"minutes": [0,-1,2]`), "minutes[1]: a number is out of bounds"},
		{change(`"minutes": [0,1,2]`, `"minutes": [9223372036854775808]`), "minutes[0]: the value is not of the expected form"},
	} {
		_, err := Read(strings.NewReader(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want %q", err, c.want)
		}
		if err != nil && (strings.Contains(err.Error(), "MRN") || strings.Contains(err.Error(), "dire")) {
			t.Errorf("the error quotes the document: %v", err)
		}
	}
}

// Every number of the file may come from elsewhere: the least and the largest of 64 bits are refused wherever they stand,
// before any sum or sign of them is taken.
func TestReadHoldsEveryNumberToItsBounds(t *testing.T) {
	r := reporttest.SecretResult()
	r.Opinions = &audit.Opinions{Questions: []audit.OpinionCount{{}}, Agreement: &audit.AnswersAgree{}}
	r.Comparison = &audit.Comparison{Gone: []audit.Gone{{}}, Patterns: []audit.Recurrence{{}}}
	r.Questioned, r.Rules[0].NotEvaluated, r.Totals[0].Families = []audit.Questioned{{}}, []audit.Count{{}}, []audit.FamilyTotal{{}}
	var text bytes.Buffer
	if err := Write(&text, r); err != nil {
		t.Fatal(err)
	}
	document := text.String()
	document = document[:strings.Index(document, `"metrics": `)] // these are worked out anew
	seen := map[string]bool{}
	for _, at := range regexp.MustCompile(`"(\w+)": ?\[?("?)(-?[\d.]+)"?[,}\]]`).FindAllStringSubmatchIndex(document, -1) {
		key, quoted := document[at[2]:at[3]], at[4] < at[5]
		if seen[key] || quoted && !strings.Contains(key, "unit") && key != "billed" && key != "supported" {
			continue
		}
		seen[key] = true
		for _, extreme := range []string{"-9223372036854775808", "9223372036854775807", "-9223372036854775.808"} {
			if _, err := Read(strings.NewReader(document[:at[6]] + extreme + text.String()[at[7]:])); err == nil {
				t.Errorf("%s: %s is read", key, extreme)
			}
		}
	}
	if len(seen) < 40 {
		t.Errorf("only %d kinds of numbers were tried", len(seen))
	}
}

// REP-118, REP-83: audit.json holds the metrics with numerator and denominator, and the rows of the action plan.
func TestJSONHoldsMetricsAndPlan(t *testing.T) {
	r := reporttest.SecretResult()
	var text bytes.Buffer
	if err := Write(&text, r); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Metrics []struct {
			Name                   string
			Numerator, Denominator int64
		}
		ActionPlan []struct{ Issue string } `json:"action_plan"`
	}
	if err := json.Unmarshal(text.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	metrics := AllMetrics(r)
	if len(got.Metrics) != len(metrics) || len(got.ActionPlan) != len(model.Actions(r)) || len(got.ActionPlan) == 0 {
		t.Fatalf("%d metrics of %d, %d rows of the plan", len(got.Metrics), len(metrics), len(got.ActionPlan))
	}
	for i, m := range metrics {
		if g := got.Metrics[i]; g.Name != m.Name || g.Numerator != m.Numerator || g.Denominator != m.Denominator {
			t.Errorf("%+v, want %+v", g, m)
		}
	}
}
