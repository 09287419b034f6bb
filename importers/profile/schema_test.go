package profile

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"otaudit/audit"
	"otaudit/infile/yamlfile"
)

type schemaPart struct {
	Properties map[string]schemaPart
	Defs       map[string]schemaPart `json:"$defs"`
	Enum       []any
	Additional any `json:"additionalProperties"`
}

func keysIn(m yamlfile.Section) []string { return slices.Sorted(maps.Keys(m)) }

// TestSchemaListsTheKeys: docs/profile.schema.json, which editors use, knows exactly the keys that the program reads
// (IMP-269), and exactly the fields.
func TestSchemaListsTheKeys(t *testing.T) {
	text, err := os.ReadFile("../../docs/profile.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema schemaPart
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	r := &profileReader{}
	known := false
	class := r.payerKeys(&PayerTerms{})
	delete(class, "class")
	for name, keys := range map[string]yamlfile.Section{"": r.profileKeys(&Profile{}), "column": r.columnKeys(&ColumnUse{}, &known),
		"formats": r.formatKeys(&Profile{}), "skip": r.skipKeys(&SkipRows{}), "payer": r.payerKeys(&PayerTerms{}), "payer_class": class,
		"authorization": r.authorizationKeys(&Authorization{}), "minimum_minutes": r.minimumKeys(&Profile{}),
		"day_limit": r.dayLimitKeys(&audit.DayLimits{}, func(l *audit.DayLimit) *int { return &l.Units }, 1)} {
		part := schema
		if name != "" {
			part = schema.Defs[name]
		}
		if part.Additional != false {
			t.Errorf("the schema of %q accepts unknown keys", name)
		}
		if diff := cmp.Diff(keysIn(keys), slices.Sorted(maps.Keys(part.Properties))); diff != "" {
			t.Errorf("%q: %s", name, diff)
		}
	}
	var fields []any
	for f := range audit.NumFields {
		fields = append(fields, f.String())
	}
	if diff := cmp.Diff(fields, schema.Defs["field"].Enum); diff != "" {
		t.Error(diff)
	}
}

// TestSchemaWordsAreRead: each word that the schema offers for a key is one that the program takes.
func TestSchemaWordsAreRead(t *testing.T) {
	text, err := os.ReadFile("../../docs/profile.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema schemaPart
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	tried := 0
	for key, part := range schema.Properties {
		for _, word := range part.Enum {
			tried++
			if _, err := Parse("p.yaml", []byte(key+": "+word.(string)+"\n"), anyText); err != nil {
				t.Error(err)
			}
		}
	}
	for key, part := range schema.Defs["formats"].Properties {
		for _, word := range part.Enum {
			tried++
			line, _ := json.Marshal(map[string]any{key: word})
			if _, err := Parse("p.yaml", append([]byte("formats: "), line...), anyText); err != nil {
				t.Error(err)
			}
		}
	}
	if tried < 12 {
		t.Errorf("only %d words of the schema were tried", tried)
	}
}

// anyText takes every value of a profile for readable.
func anyText(audit.Field, string) (string, bool) { return "", true }
