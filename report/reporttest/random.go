package reporttest

import (
	"reflect"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"otaudit/audit"
)

// SameResult reports where two results differ. A list that is empty is the same as none.
func SameResult(t interface {
	Helper()
	Errorf(string, ...any)
}, want, got *audit.Result) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("the results differ (-want +got):\n%s", diff)
	}
}

// enumerations are the first and the last value of each.
var enumerations = map[reflect.Type][2]uint64{
	reflect.TypeFor[audit.Severity](): {uint64(audit.Info), uint64(audit.Error)},
	reflect.TypeFor[audit.Safety]():   {uint64(audit.NoFix), uint64(audit.Safe)},
	reflect.TypeFor[audit.Scope]():    {uint64(audit.ScopeImport), uint64(audit.ScopeMonth)},
	reflect.TypeFor[audit.Grade]():    {uint64(audit.Open), uint64(audit.Stated)},
	reflect.TypeFor[audit.Field]():    {0, uint64(audit.NumFields - 1)},
}

// most is the largest number of a result: what audit.json may hold.
const most = 1_000_000_000_000

// Fill gives every field of a value something, within the bounds of its type: lists are nil or not empty, and unknown
// quantities are zero, as the engine leaves them.
func Fill(t *rapid.T, v reflect.Value) {
	if ends, ok := enumerations[v.Type()]; ok {
		v.SetUint(rapid.Uint64Range(ends[0], ends[1]).Draw(t, "word"))
		return
	}
	if v.Type() == reflect.TypeFor[audit.Quantity]() {
		if rapid.Bool().Draw(t, "known") {
			v.Set(reflect.ValueOf(audit.Quantity{Units: audit.Units(rapid.Int32Min(-1<<31+1).Draw(t, "units")), Known: true}))
		}
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(rapid.OneOf(rapid.StringN(0, 5, -1), rapid.SampledFrom([]string{"", "a\"b\\c\n\t\x01\u2028é", "𝄞"})).Draw(t, "text"))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, "bool"))
	case reflect.Int:
		v.SetInt(rapid.Int64Range(0, most).Draw(t, "count"))
	case reflect.Int32:
		v.SetInt(int64(rapid.Int32Min(0).Draw(t, "place")))
	case reflect.Int64:
		v.SetInt(rapid.Int64Range(-most, most).Draw(t, "amount"))
	case reflect.Uint8:
		v.SetUint(uint64(rapid.Uint8().Draw(t, "uint8")))
	case reflect.Struct:
		for i := range v.NumField() {
			Fill(t, v.Field(i))
		}
	case reflect.Pointer:
		if rapid.Bool().Draw(t, "there") {
			v.Set(reflect.New(v.Type().Elem()))
			Fill(t, v.Elem())
		}
	case reflect.Slice:
		if n := rapid.IntRange(0, 2).Draw(t, "length"); n > 0 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
			for i := range n {
				Fill(t, v.Index(i))
			}
		}
	default:
		t.Fatalf("the result has a field of the type %s", v.Type())
	}
}
