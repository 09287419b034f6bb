package auditjson

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"otaudit/audit"
	"otaudit/report/reporttest"
)

const schemaFile = "../../docs/audit.schema.json"

var update = flag.Bool("update", false, "write docs/audit.schema.json anew")

// TestSchemaIsThatOfTheStructs: docs/audit.schema.json has every key of the structs with the form of its values, and describes it
// by the comment of its field. After a change of the structs:
//
//	go test ./report/auditjson -run Schema -update
func TestSchemaIsThatOfTheStructs(t *testing.T) {
	made := append(schemaOf(t), '\n')
	if *update {
		if err := os.WriteFile(schemaFile, made, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(made, kept) {
		t.Errorf("docs/audit.schema.json is not that of the structs; write it anew with: go test ./report/auditjson -run Schema -update")
	}
}

// TestWrittenFilesFollowTheSchema holds the schema to what encoding/json makes of the structs.
func TestWrittenFilesFollowTheSchema(t *testing.T) {
	kept, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	var s map[string]any
	if err := json.Unmarshal(kept, &s); err != nil {
		t.Fatal(err)
	}
	secret := reporttest.SecretResult()
	secret.Opinions = &audit.Opinions{Questions: []audit.OpinionCount{{}}, Agreement: &audit.AnswersAgree{}}
	secret.Comparison = &audit.Comparison{Gone: []audit.Gone{{}}, Patterns: []audit.Recurrence{{}}}
	for name, r := range map[string]*audit.Result{"secrets": secret, "a practice": reporttest.SampleResult(reporttest.Sizes["a practice"]), "nothing": {}} {
		var text bytes.Buffer
		if err := Write(&text, r); err != nil {
			t.Fatal(err)
		}
		var value any
		if err := json.Unmarshal(text.Bytes(), &value); err != nil {
			t.Fatal(err)
		}
		if problem := breaks(s, s, value); problem != "" {
			t.Errorf("%s: audit.json%s", name, problem)
		}
	}
}

// schemaOf makes the JSON Schema of the document.
func schemaOf(t *testing.T) []byte {
	maker := schemaMaker{comments: commentsOf(t, "../../audit", "../model"), definitions: map[string]any{}}
	root := maker.object(reflect.TypeFor[document]())
	root["properties"].(map[string]any)["schema"] = map[string]any{"const": schema, "description": "number of this layout"}
	root["$schema"], root["$id"] = "https://json-schema.org/draft/2020-12/schema", "audit.schema.json"
	root["title"], root["$defs"] = "audit.json of otaudit", maker.definitions
	root["description"] = "Everything that an audit found, with the identifiers replaced as the privacy mode demands. Money is in whole cents; units are " +
		"decimal strings, null where they are not known."
	text, err := json.MarshalIndent(root, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

type schemaMaker struct {
	comments    map[string]string // Type.Field to its comment
	definitions map[string]any
}

const unitsPattern = `^-?[0-9]+(\.[0-9]{1,3})?$`

// of returns the schema of the values of a type.
func (m schemaMaker) of(t reflect.Type) map[string]any {
	switch t {
	case reflect.TypeFor[audit.Units]():
		return map[string]any{"type": "string", "pattern": unitsPattern}
	case reflect.TypeFor[audit.Quantity]():
		return map[string]any{"type": []string{"string", "null"}, "pattern": unitsPattern}
	case reflect.TypeFor[audit.Severity]():
		return words(audit.Info, audit.Error)
	case reflect.TypeFor[audit.Safety]():
		return words(audit.NoFix, audit.Safe)
	case reflect.TypeFor[audit.Scope]():
		return words(audit.ScopeImport, audit.ScopeLog)
	case reflect.TypeFor[audit.Grade]():
		return words(audit.Open, audit.Stated)
	case reflect.TypeFor[audit.Field]():
		return words(audit.Field(0), audit.NumFields-1)
	}
	switch t.Kind() {
	case reflect.String:
		return map[string]any{"type": "string"}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Uint8:
		return map[string]any{"type": "integer", "minimum": 0, "maximum": 255}
	case reflect.Int32:
		return map[string]any{"type": "integer", "minimum": 0, "maximum": 1<<31 - 1}
	case reflect.Int:
		return map[string]any{"type": "integer", "minimum": 0, "maximum": most}
	case reflect.Int64:
		return map[string]any{"type": "integer", "minimum": -most, "maximum": most}
	case reflect.Slice:
		return map[string]any{"type": "array", "items": m.of(t.Elem())}
	case reflect.Pointer:
		return map[string]any{"anyOf": []any{m.of(t.Elem()), map[string]any{"type": "null"}}}
	case reflect.Struct:
		if m.definitions[t.Name()] == nil {
			m.definitions[t.Name()] = m.object(t)
		}
		return map[string]any{"$ref": "#/$defs/" + t.Name()}
	}
	panic("audit.json has no form for the type " + t.String())
}

func words[T interface {
	~uint8
	String() string
}](first, last T) map[string]any {
	var list []string
	for at := first; at <= last; at++ {
		list = append(list, at.String())
	}
	return map[string]any{"enum": list}
}

// object returns the schema of a struct: all its keys and no other.
func (m schemaMaker) object(t reflect.Type) map[string]any {
	properties, required := map[string]any{}, []string{}
	for _, f := range reflect.VisibleFields(t) {
		if f.Anonymous {
			continue
		}
		owner := t
		if len(f.Index) > 1 {
			owner = t.FieldByIndex(f.Index[:1]).Type
		}
		key := f.Tag.Get("json")
		property := m.of(f.Type)
		if comment := m.comments[owner.Name()+"."+f.Name]; comment != "" {
			property["description"] = comment
		}
		properties[key], required = property, append(required, key)
	}
	return map[string]any{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
}

// commentsOf reads the comments of the fields of the structs in some folders.
func commentsOf(t *testing.T, folders ...string) map[string]string {
	comments := map[string]string{}
	for _, folder := range folders {
		files, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(parsed, func(n ast.Node) bool {
				named, ok := n.(*ast.TypeSpec)
				if !ok {
					return true
				}
				if of, ok := named.Type.(*ast.StructType); ok {
					for _, field := range of.Fields.List {
						for _, name := range field.Names {
							comments[named.Name.Name+"."+name.Name] = strings.Join(strings.Fields(field.Doc.Text()+" "+field.Comment.Text()), " ")
						}
					}
				}
				return true
			})
		}
	}
	return comments
}

// breaks says where a value does not follow a schema, with the words that this schema uses; nothing if it does.
func breaks(root, s map[string]any, value any) string {
	if ref, ok := s["$ref"].(string); ok {
		return breaks(root, root["$defs"].(map[string]any)[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any), value)
	}
	if want, ok := s["const"]; ok && value != want {
		return fmt.Sprintf(": %v, want %v", value, want)
	}
	if list, ok := s["anyOf"].([]any); ok {
		var problem string
		for _, one := range list {
			if problem = breaks(root, one.(map[string]any), value); problem == "" {
				return ""
			}
		}
		return problem
	}
	if list, ok := s["enum"].([]any); ok && !slices.Contains(list, value) {
		return fmt.Sprintf(": %v is none of %v", value, list)
	}
	switch value := value.(type) {
	case nil:
		if !hasType(s, "null") {
			return ": null"
		}
	case string:
		if s["enum"] == nil && !hasType(s, "string") {
			return ": a text"
		}
		if pattern, ok := s["pattern"].(string); ok && !regexp.MustCompile(pattern).MatchString(value) {
			return ": not of the form " + pattern
		}
	case float64:
		if least, ok := s["minimum"].(float64); s["const"] == nil && (!hasType(s, "integer") || ok && value < least || value > s["maximum"].(float64)) {
			return fmt.Sprintf(": the number %v", value)
		}
	case []any:
		if !hasType(s, "array") {
			return ": a list"
		}
		for i, element := range value {
			if problem := breaks(root, s["items"].(map[string]any), element); problem != "" {
				return fmt.Sprintf("[%d]%s", i, problem)
			}
		}
	case map[string]any:
		properties, _ := s["properties"].(map[string]any)
		for key, element := range value {
			property, known := properties[key].(map[string]any)
			if !known {
				return "." + key + " is not in the schema"
			}
			if problem := breaks(root, property, element); problem != "" {
				return "." + key + problem
			}
		}
		for _, key := range s["required"].([]any) {
			if _, there := value[key.(string)]; !there {
				return fmt.Sprintf(" lacks %s", key)
			}
		}
	}
	return ""
}

func hasType(s map[string]any, name string) bool {
	list, several := s["type"].([]any)
	return s["type"] == name || several && slices.Contains(list, any(name))
}
