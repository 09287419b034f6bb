package report

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"unicode"

	"otaudit/audit"
)

// The types that have a form of their own in audit.json.
var (
	centsType    = reflect.TypeFor[audit.Cents]()
	unitsType    = reflect.TypeFor[audit.Units]()
	quantityType = reflect.TypeFor[audit.Quantity]()
	textsType    = reflect.TypeFor[[]string]()
	fieldType    = reflect.TypeFor[audit.Field]()
)

// words gives the names of the values of an enumeration, in the order of the values.
var words = map[reflect.Type][]string{
	reflect.TypeFor[audit.Severity](): named(audit.Error),
	reflect.TypeFor[audit.Safety]():   named(audit.Safe),
	reflect.TypeFor[audit.Scope]():    named(audit.ScopeLog),
	fieldType:                         named(audit.NumFields - 1),
}

func named[T interface {
	~uint8
	String() string
}](last T) []string {
	var names []string
	for v := T(0); v <= last; v++ {
		names = append(names, v.String())
	}
	return names
}

// jsonField is one key of an object.
type jsonField struct {
	key   string
	head  []byte // the key as written: "key":
	index []int
}

var jsonPlans sync.Map // reflect.Type to []jsonField

// planOf lists the keys of a struct type, sorted. Fields of embedded structs stand on the level of the outer one.
func planOf(t reflect.Type) []jsonField {
	if plan, ok := jsonPlans.Load(t); ok {
		return plan.([]jsonField)
	}
	var plan []jsonField
	for _, f := range reflect.VisibleFields(t) {
		if f.Anonymous || !f.IsExported() {
			continue
		}
		key := snakeCase(f.Name)
		if f.Type == centsType && !strings.HasSuffix(key, "cents") {
			key += "_cents"
		}
		plan = append(plan, jsonField{key, []byte(`"` + key + `":`), f.Index})
	}
	slices.SortFunc(plan, func(a, b jsonField) int { return strings.Compare(a.key, b.key) })
	jsonPlans.Store(t, plan)
	return plan
}

// snakeCase makes crosswalk_id of CrosswalkID.
func snakeCase(name string) string {
	runes := []rune(name)
	var b strings.Builder
	for i, r := range runes {
		if unicode.IsUpper(r) && i > 0 &&
			(unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
