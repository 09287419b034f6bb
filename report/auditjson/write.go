package auditjson

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"reflect"

	"otaudit/audit"
	"otaudit/report/jsonfile"
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
	out.encoder = jsonfile.NewEncoder(&out.value)
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
	out.value.Reset()
	if err := out.encoder.Encode(jsonfile.WithLists(v)); err != nil {
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
