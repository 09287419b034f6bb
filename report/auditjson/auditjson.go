package auditjson

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"

	"otaudit/audit"
	"otaudit/report/model"
)

// jsonSchema is the number of the layout of audit.json. It rises when a reader of the old layout could no longer read
// the new one.
const jsonSchema = 1

// document is audit.json: the schema number, the fields of the result, and what follows from them and readers of the file
// want to have at hand (REP-118), all on one level.
type document struct {
	Schema int
	audit.Result
	Metrics    []model.Metric
	ActionPlan []model.Action
}

// Write writes audit.json (REP-118). The layout follows the fields of audit.Result, so that nothing can be left
// out: every exported field, empty or not, under its name in snake_case, keys sorted. The forms of the values:
//
//	money        whole cents, under a key that ends in _cents
//	units        decimal string: "3", "2.9"
//	quantity     the same, or null if it is not known
//	severity, scope, safety, field   their names: "error", "day", "safe", "units"
//	cell         {"col": 13, "row": 12, "sheet": "S1"}; col 0 for a whole row
//	list         always a list, [] if empty
//
// Findings and other long lists stand one element a line, so that a text search finds them.
func Write(w io.Writer, r *audit.Result) error {
	out := bufio.NewWriterSize(w, 1<<16)
	e := encoder{out: out}
	e.document(reflect.ValueOf(document{jsonSchema, *r, AllMetrics(r), model.Actions(r)}))
	out.Write(e.buffer)
	return out.Flush()
}

// AllMetrics gives the figures over all lines and those of the run.
func AllMetrics(r *audit.Result) []model.Metric {
	return append(model.Metrics(model.TotalOfAll(r)), model.RunMetrics(r)...)
}

// Read reads what WriteJSON wrote. Metrics and action plan follow from the result and are worked out anew. Errors name the place in the document and never its content.
func Read(r io.Reader) (*audit.Result, error) {
	decoder := json.NewDecoder(r)
	decoder.UseNumber()
	var tree any
	if err := decoder.Decode(&tree); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			return nil, fmt.Errorf("audit.json: not readable at byte %d; give the file as an earlier run wrote it", syntax.Offset)
		}
		return nil, fmt.Errorf("audit.json: the file is cut off or not JSON: %w", err)
	}
	object, ok := tree.(map[string]any)
	if !ok {
		return nil, errors.New("audit.json: not an object; give the file as an earlier run wrote it")
	}
	switch schema := object["schema"]; schema {
	case json.Number("1"):
	case nil:
		return nil, errors.New("audit.json: no schema number; give the file as an earlier run wrote it")
	default:
		if number, ok := schema.(json.Number); ok {
			return nil, fmt.Errorf("audit.json: schema %s is not known to this version, which reads schema %d; use the version that wrote it", number, jsonSchema)
		}
		return nil, errors.New("audit.json: the schema is not a number")
	}
	var d document
	if err := decode("", reflect.ValueOf(&d).Elem(), object); err != nil {
		return nil, fmt.Errorf("audit.json: %w", err)
	}
	return &d.Result, nil
}
