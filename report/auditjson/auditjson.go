// Package auditjson writes a published result as audit.json and reads it back. In comes a result whose identifiers are
// replaced already; the file holds all of it, so that `otaudit report` and `--previous` need nothing else. Its layout is the
// json tags of audit.Result and of what it holds, described by docs/audit.schema.json. The package knows no other output.
package auditjson

import (
	"reflect"

	"otaudit/audit"
	"otaudit/report/model"
)

// schema is the number of the layout of audit.json. It rises when a reader of the old layout could no longer read the new
// one.
const schema = 3

// MostBytes is how large an audit.json may be: that of a million findings.
const MostBytes = 1 << 30

// document is audit.json: the schema number, the result, and what follows from it and readers of the file want to have at
// hand (REP-118), all on one level and in this order.
//
// Money is in whole cents, under a key that ends in cents. Units are decimal strings: "3", "2.9"; null where they are not
// known. Severities, scopes, safeties and fields are their names. A list is always a list, [] if empty; no key is left out.
type document struct {
	Schema int `json:"schema"`
	audit.Result
	Metrics    []model.Metric  `json:"metrics"`
	Summary    model.FirstPage `json:"summary"`
	ActionPlan []model.Action  `json:"action_plan"`
}

// AllMetrics returns the figures over all lines and those of the run.
func AllMetrics(r *audit.Result) []model.Metric {
	return append(model.Metrics(r), model.RunMetrics(r)...)
}

// entry is one key of the document with its place in the struct.
type entry struct {
	key   string
	index []int
}

// ofResult reports whether the entry is a field of the result, and not worked out from it.
func (e entry) ofResult() bool { return len(e.index) > 1 }

// entries are the keys of the document in their order. The result's stand on the level of the document.
var entries = func() (list []entry) {
	for _, f := range reflect.VisibleFields(reflect.TypeFor[document]()) {
		if !f.Anonymous {
			list = append(list, entry{f.Tag.Get("json"), f.Index})
		}
	}
	return list
}()
