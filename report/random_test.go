package report

import (
	"io"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"otaudit/audit"
	"otaudit/report/model"
	"otaudit/report/reporttest"
)

// Whatever audit.json may hold, reports are made of it: no number, word or missing text stops them.
func TestReportsOfAnyResult(t *testing.T) {
	results := rapid.Custom(func(t *rapid.T) (r audit.Result) {
		reporttest.Fill(t, reflect.ValueOf(&r).Elem())
		return r
	})
	for seed := range 40 {
		r := results.Example(seed)
		for _, out := range Written(model.Internal, false) {
			if err := out.Write(io.Discard, &r, Rendering{}); err != nil && !strings.Contains(err.Error(), "paper") {
				t.Errorf("%s of seed %d: %v", out.Name, seed, err)
			}
		}
	}
}
