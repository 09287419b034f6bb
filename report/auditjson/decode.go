package auditjson

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// decode puts a parsed JSON value into v. Every key of the layout must be there and no other. The path names the place
// in errors: findings[3].rule.
func decode(path string, v reflect.Value, tree any) error {
	switch v.Type() {
	case unitsType:
		units, err := decodeUnits(tree)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		v.SetInt(int64(units))
		return nil
	case quantityType:
		if tree == nil {
			v.SetZero()
			return nil
		}
		units, err := decodeUnits(tree)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		v.Set(reflect.ValueOf(audit.Quantity{Units: units, Known: true}))
		return nil
	}
	switch v.Kind() {
	case reflect.Struct:
		return decodeObject(path, v, tree)
	case reflect.Slice:
		return decodeList(path, v, tree)
	case reflect.Pointer:
		if tree == nil {
			v.SetZero()
			return nil
		}
		v.Set(reflect.New(v.Type().Elem()))
		return decode(path, v.Elem(), tree)
	}
	return decodeScalar(path, v, tree)
}

func decodeObject(path string, v reflect.Value, tree any) error {
	object, ok := tree.(map[string]any)
	if !ok {
		return fmt.Errorf("%s: an object is expected", path)
	}
	plan := planOf(v.Type())
	for _, f := range plan {
		value, ok := object[f.key]
		at := strings.TrimPrefix(path+"."+f.key, ".")
		if !ok {
			return fmt.Errorf("%s: the key is missing", at)
		}
		if err := decode(at, v.FieldByIndex(f.index), value); err != nil {
			return err
		}
	}
	if len(object) != len(plan) {
		return fmt.Errorf("%s: there are keys this version does not know", strings.TrimPrefix(path+" object", " "))
	}
	return nil
}

// decodeList leaves an empty list nil, as a result has it.
func decodeList(path string, v reflect.Value, tree any) error {
	list, ok := tree.([]any)
	if !ok {
		return fmt.Errorf("%s: a list is expected", path)
	}
	if len(list) == 0 {
		return nil
	}
	v.Set(reflect.MakeSlice(v.Type(), len(list), len(list)))
	for i, element := range list {
		if err := decode(path+"["+strconv.Itoa(i)+"]", v.Index(i), element); err != nil {
			return err
		}
	}
	return nil
}

func decodeScalar(path string, v reflect.Value, tree any) error {
	switch value := tree.(type) {
	case string:
		if v.Kind() == reflect.String {
			v.SetString(value)
			return nil
		}
		if number := slices.Index(words[v.Type()], value); number >= 0 {
			v.SetUint(uint64(number))
			return nil
		}
	case bool:
		if v.Kind() == reflect.Bool {
			v.SetBool(value)
			return nil
		}
	case json.Number:
		if number, err := strconv.ParseInt(string(value), 10, 64); err == nil && setNumber(v, number) {
			return nil
		}
	}
	return fmt.Errorf("%s: the value is not of the expected form", path)
}

func setNumber(v reflect.Value, number int64) bool {
	switch {
	case v.CanInt() && !v.OverflowInt(number):
		v.SetInt(number)
	case v.CanUint() && words[v.Type()] == nil && number >= 0 && !v.OverflowUint(uint64(number)):
		v.SetUint(uint64(number))
	default:
		return false
	}
	return true
}

// decodeUnits reads a decimal string with at most three decimals. Sums of units need all 64 bits.
func decodeUnits(tree any) (audit.Units, error) {
	text, ok := tree.(string)
	if !ok {
		return 0, fmt.Errorf("units are expected as a decimal string")
	}
	whole, fraction, _ := strings.Cut(text, ".")
	thousandths, err := strconv.ParseInt(whole+(fraction + "000")[:max(3, len(fraction))], 10, 64)
	if text == "" || err != nil || len(fraction) > 3 || !model.IsNumber(text) {
		return 0, fmt.Errorf("units are expected as a decimal string such as \"2.9\"")
	}
	return audit.Units(thousandths), nil
}
