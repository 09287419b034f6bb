package report

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"otaudit/report/auditjson"
	"otaudit/report/model"
	"otaudit/report/reporttest"
)

// FuzzReport: whatever a file called audit.json holds, it is refused or made into reports; the program never stops. Its seeds
// are written results, and such as were changed by hand.
func FuzzReport(f *testing.F) {
	sample := reporttest.SampleResult(reporttest.SampleSize{Findings: 24, Therapists: 2, Lines: 12, Months: 2})
	sample.Patients, sample.Visits = sample.Patients[:1], sample.Visits[:1]
	var written bytes.Buffer
	if err := auditjson.Write(&written, sample); err != nil {
		f.Fatal(err)
	}
	good := written.String()
	for _, change := range [][2]string{
		{"", ""},
		{`"money_cents":-3825`, `"money_cents":-9223372036854775808`},
		{`"money_cents":-3825`, `"money_cents":-1000000000000`},
		{`"over_cents":`, `"over_cents":-1000000000000,"over_cents":`},
		{`"units":"-1"`, `"units":"-9223372036854775.808"`},
		{`"units":"-1"`, `"units":"-1000000000"`},
		{`"lines_evaluated":`, `"lines_evaluated":1000000000000,"visits":`},
		{`"row":4`, `"row":2147483647`},
		{`"questions":[]`, `"questions":[2147483647]`},
		{`"rule":"U001"`, `"rule":""`},
		{`"dimension":"all"`, `"dimension":"none"`},
		{`"as_of":"2026-03-31"`, `"as_of":"31 March"`},
		{`"input":0`, `"input":7`},
		{`"related":[]`, `"related":` + strings.Repeat("[", 20_000)},
		{`"schema": 3`, strings.Repeat(`{"schema":`, 20_000)},
		{`"minutes": [`, `"minutes": [1,2],"sign_delays": [`},
		{`"comparison": null`, `"comparison": {"differences":null,"gone":[{}],"patterns":[{}]}`},
	} {
		if !strings.Contains(good, change[0]) {
			f.Errorf("the sample lacks %s", change[0])
		}
		f.Add([]byte(strings.Replace(good, change[0], change[1], 1)))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		result, err := auditjson.Read(bytes.NewReader(text))
		if err != nil {
			return
		}
		for _, out := range Written(model.Internal, false) {
			if err := out.Write(io.Discard, result, Rendering{}); err != nil && !strings.Contains(err.Error(), "paper") {
				t.Errorf("%s: %v", out.Name, err)
			}
		}
	})
}
