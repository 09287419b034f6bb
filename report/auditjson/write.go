package auditjson

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"reflect"

	"otaudit/audit"
	"otaudit/report/model"
)

// Write writes audit.json (REP-118). Findings and the other long lists stand one element a line, so that a text search
// finds them, and are encoded one by one, so that a large result is never held twice.
func Write(w io.Writer, r *audit.Result) error {
	out := newWriter(w)
	actions := model.Actions(r)
	d := reflect.ValueOf(document{schema, *r, AllMetrics(r), model.FirstPageOf(r, actions), actions})
	for i, e := range entries {
		out.WriteString(mark(i, "{\n", ",\n") + `"` + e.key + `": `)
		if err := out.entry(d.FieldByIndex(e.index)); err != nil {
			return err
		}
	}
	out.WriteString("\n}\n")
	return out.Flush()
}

// writer encodes one value after the other. The buffer in front of the file keeps the first error of the file.
type writer struct {
	*bufio.Writer
	value   bytes.Buffer // the value at hand
	encoder *json.Encoder
}

func newWriter(w io.Writer) *writer {
	out := &writer{Writer: bufio.NewWriterSize(w, 1<<16)}
	out.encoder = json.NewEncoder(&out.value)
	out.encoder.SetEscapeHTML(false)
	return out
}

// entry writes the value of one key of the document, a list of objects an element a line.
func (out *writer) entry(v reflect.Value) error {
	if v.Kind() != reflect.Slice || v.Type().Elem().Kind() != reflect.Struct || v.Len() == 0 {
		return out.encode(v)
	}
	for i := range v.Len() {
		out.WriteString(mark(i, "[\n", ",\n"))
		if err := out.encode(v.Index(i)); err != nil {
			return err
		}
	}
	out.WriteString("\n]")
	return nil
}

// encode writes one value, without the line end that encoding/json puts behind it.
func (out *writer) encode(v reflect.Value) error {
	copied := reflect.New(v.Type())
	copied.Elem().Set(v)
	fillLists(copied.Elem())
	out.value.Reset()
	if err := out.encoder.Encode(copied.Interface()); err != nil {
		return err
	}
	_, err := out.Write(bytes.TrimSuffix(out.value.Bytes(), []byte("\n")))
	return err
}

// mark returns what stands before the first value of a list or object, and before every other.
func mark(i int, first, next string) string {
	if i == 0 {
		return first
	}
	return next
}

// fillLists puts an empty list in the place of every nil one in v, which encoding/json would write as null. What it changes
// below v it copies first: other writers print the same result at the same time.
func fillLists(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fillLists(v.Field(i))
		}
	case reflect.Slice:
		switch {
		case v.IsNil():
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		case v.Type().Elem().Kind() == reflect.Struct:
			copied := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
			reflect.Copy(copied, v)
			v.Set(copied)
			for i := range v.Len() {
				fillLists(v.Index(i))
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			copied := reflect.New(v.Type().Elem())
			copied.Elem().Set(v.Elem())
			v.Set(copied)
			fillLists(v.Elem())
		}
	}
}
