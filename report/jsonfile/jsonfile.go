// Package jsonfile writes values as the JSON of outputs. In comes any value whose fields have their names as tags; out goes text in which
// a list is always a list, [] if it is empty, so that whoever reads it need not ask. It knows no output.
package jsonfile

import (
	"encoding/json"
	"io"
	"reflect"
)

// Write writes a value on lines of their own, indented by the text given. Signs such as < stay as they are.
func Write(w io.Writer, value any, indent string) error {
	encoder := NewEncoder(w)
	encoder.SetIndent("", indent)
	return encoder.Encode(WithLists(reflect.ValueOf(value)))
}

// NewEncoder makes an encoder for values that have gone through WithLists.
func NewEncoder(w io.Writer) *json.Encoder {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder
}

// WithLists returns a pointer to a copy of v with an empty list in the place of every nil one, which encoding/json would write as null.
// What it changes below v is copied first: others may print the same value at the same time.
func WithLists(v reflect.Value) any {
	copied := reflect.New(v.Type())
	copied.Elem().Set(v)
	fill(copied.Elem())
	return copied.Interface()
}

func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() { // what is not exported is not written
				fill(v.Field(i))
			}
		}
	case reflect.Slice:
		if v.IsNil() {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
			return
		}
		switch v.Type().Elem().Kind() {
		case reflect.Struct, reflect.Slice, reflect.Pointer, reflect.Map:
			copied := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
			reflect.Copy(copied, v)
			v.Set(copied)
			for i := range v.Len() {
				fill(v.Index(i))
			}
		}
	case reflect.Map:
		if v.IsNil() {
			return
		}
		copied := reflect.MakeMapWithSize(v.Type(), v.Len())
		for key, value := range v.Seq2() {
			filled := reflect.New(v.Type().Elem()).Elem()
			filled.Set(value)
			fill(filled)
			copied.SetMapIndex(key, filled)
		}
		v.Set(copied)
	case reflect.Pointer:
		if !v.IsNil() {
			copied := reflect.New(v.Type().Elem())
			copied.Elem().Set(v.Elem())
			v.Set(copied)
			fill(v.Elem())
		}
	}
}
