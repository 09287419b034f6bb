package auditjson

import (
	"bytes"
	"encoding/json"
	"io"
	"reflect"
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

// Findings are written as every other value of the result is.
func TestFindingsWrittenAsByReflection(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var f audit.Finding
		reporttest.Fill(t, reflect.ValueOf(&f).Elem())
		e := encoder{out: io.Discard}
		e.value(reflect.ValueOf(f))
		if got := appendFindingJSON(nil, &f); string(got) != string(e.buffer) {
			t.Fatalf("got\n%s\nwant\n%s", got, e.buffer)
		}
	})
}

// A JSON string is read as what was written, but for bytes that are no UTF-8.
func TestAppendQuoted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("a \"\\\n\t\x00\x1f\x7f<é\u2028€"))),
			rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) })).Draw(t, "text")
		var got string
		if err := json.Unmarshal(AppendQuoted(nil, text), &got); err != nil || got != string([]rune(text)) {
			t.Fatalf("%q read back as %q: %v", text, got, err)
		}
	})
}

// TestJSONLayout holds the schema number, sorted keys in snake_case and the forms of values (REP-118).
func TestJSONLayout(t *testing.T) {
	var text strings.Builder
	if err := Write(&text, reporttest.SecretResult()); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\n\"schema\": 1,\n", `"supported":"3"`, `"severity":"error"`, `"charge_cents":1234`, `"as_of":"2026-11-23"`,
		`"crosswalk_id":""`, `"sha256":"ab12"`, `"cell":{"col":2,"row":3,"sheet":"marigold-log.xlsx!Wisteria Tab"}`, `"billed":null`, `"related":[]`} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("audit.json lacks %s", want)
		}
	}
	checkSorted(t, json.NewDecoder(strings.NewReader(text.String())))
}

func checkSorted(t *testing.T, d *json.Decoder) {
	token, err := d.Token()
	if err != nil {
		t.Fatal(err)
	}
	switch token {
	case json.Delim('['):
		for d.More() {
			checkSorted(t, d)
		}
		d.Token()
	case json.Delim('{'):
		last := ""
		for d.More() {
			key, _ := d.Token()
			if key.(string) <= last || key != strings.ToLower(key.(string)) {
				t.Errorf("the key %q follows %q", key, last)
			}
			last = key.(string)
			checkSorted(t, d)
		}
		d.Token()
	}
}

func TestReadJSONSaysWhatIsWrong(t *testing.T) {
	var text strings.Builder
	if err := Write(&text, reporttest.SecretResult()); err != nil {
		t.Fatal(err)
	}
	good := text.String()
	for _, c := range []struct{ text, want string }{
		{"", "cut off"},
		{"{}", "no schema number"},
		{"[1]", "not an object"},
		{`{"schema": "x"}`, "not a number"},
		{strings.Replace(good, `"schema": 1`, `"schema": 2`, 1), "schema 2 is not known to this version, which reads schema 1"},
		{strings.Replace(good, `"schema": 1`, `"schema" 1`, 1), "not readable at byte"},
		{good[:len(good)/2], "cut off"},
		{strings.Replace(good, `"rule":"U001"`, `"rule":7`, 1), "rule: the value is not of the expected form"},
		{strings.Replace(good, `"severity":"error"`, `"severity":"dire"`, 1), "severity: the value is not of the expected form"},
		{strings.Replace(good, `"supported":"3"`, `"supported":3`, 1), "findings[0].supported: units are expected"},
		{strings.Replace(good, `"rule":"U001"`, `"ruler":"U001"`, 1), "failures[0].rule: the key is missing"},
		{strings.Replace(good, `"schema": 1`, `"schema": 1, "more": 2`, 1), "keys this version does not know"},
	} {
		_, err := Read(strings.NewReader(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want %q", err, c.want)
		}
		if err != nil && strings.Contains(err.Error(), "MRN") {
			t.Errorf("the error quotes the document: %v", err)
		}
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
