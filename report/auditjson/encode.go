package auditjson

import (
	"io"
	"reflect"
	"strconv"
	"sync"
	"unicode/utf8"

	"otaudit/audit"
	"otaudit/report/model"
)

// encoder writes values of the result in the forms that WriteJSON names.
type encoder struct {
	out    io.Writer
	buffer []byte
}

// FullBuffer is the size at which the buffer is handed on.
const FullBuffer = 1 << 16

// document writes the outermost object: a key a line, lists of objects an element a line.
func (e *encoder) document(v reflect.Value) {
	for i, f := range planOf(v.Type()) {
		e.separate(i, "{\n", ",\n")
		e.buffer = append(append(e.buffer, f.head...), ' ')
		field := v.FieldByIndex(f.index)
		if findings, ok := field.Interface().([]audit.Finding); ok && len(findings) > 0 {
			e.findings(findings)
		} else if field.Kind() == reflect.Slice && field.Type().Elem().Kind() == reflect.Struct && field.Len() > 0 {
			e.lines(field)
		} else {
			e.value(field)
		}
	}
	e.buffer = append(e.buffer, "\n}\n"...)
}

func (e *encoder) lines(list reflect.Value) {
	element := writerOf(list.Type().Elem())
	for i := range list.Len() {
		e.separate(i, "[\n", ",\n")
		element(e, list.Index(i))
	}
	e.buffer = append(e.buffer, "\n]"...)
}

// separate begins or goes on with a list or object, and hands on a full buffer.
func (e *encoder) separate(i int, first, next string) {
	if len(e.buffer) > FullBuffer {
		e.out.Write(e.buffer) // the writer is buffered and keeps its first error
		e.buffer = e.buffer[:0]
	}
	if i == 0 {
		e.buffer = append(e.buffer, first...)
	} else {
		e.buffer = append(e.buffer, next...)
	}
}

// writer writes a value of one type. What is to be done for a type is worked out once and not for each of the many
// thousand findings.
type writer func(e *encoder, v reflect.Value)

var jsonWriters sync.Map // reflect.Type to writer

func (e *encoder) value(v reflect.Value) { writerOf(v.Type())(e, v) }

func writerOf(t reflect.Type) writer {
	if known, ok := jsonWriters.Load(t); ok {
		return known.(writer)
	}
	w := makeWriter(t)
	jsonWriters.Store(t, w)
	return w
}

func makeWriter(t reflect.Type) writer {
	switch t {
	case unitsType:
		return func(e *encoder, v reflect.Value) { e.buffer = appendUnits(e.buffer, audit.Units(v.Int())) }
	case quantityType:
		return (*encoder).quantity
	case textsType:
		return (*encoder).texts
	}
	switch t.Kind() {
	case reflect.String:
		return func(e *encoder, v reflect.Value) { e.buffer = AppendQuoted(e.buffer, v.String()) }
	case reflect.Bool:
		return func(e *encoder, v reflect.Value) { e.buffer = strconv.AppendBool(e.buffer, v.Bool()) }
	case reflect.Int, reflect.Int32, reflect.Int64:
		return func(e *encoder, v reflect.Value) { e.buffer = strconv.AppendInt(e.buffer, v.Int(), 10) }
	case reflect.Uint8:
		if names := words[t]; names != nil {
			return func(e *encoder, v reflect.Value) { e.buffer = AppendQuoted(e.buffer, names[v.Uint()]) }
		}
		return func(e *encoder, v reflect.Value) { e.buffer = strconv.AppendUint(e.buffer, v.Uint(), 10) }
	case reflect.Slice:
		return listWriter(t)
	case reflect.Struct:
		return objectWriter(t)
	case reflect.Pointer:
		element := writerOf(t.Elem())
		return func(e *encoder, v reflect.Value) {
			if v.IsNil() {
				e.buffer = append(e.buffer, "null"...)
			} else {
				element(e, v.Elem())
			}
		}
	}
	panic("audit.json has no form for the type " + t.String())
}

// quantity writes units that may be unknown.
func (e *encoder) quantity(v reflect.Value) {
	if quantity := v.Interface().(audit.Quantity); quantity.Known {
		e.buffer = appendUnits(e.buffer, quantity.Units)
	} else {
		e.buffer = append(e.buffer, "null"...)
	}
}

// texts writes a list of texts: the visits of a large log are many.
func (e *encoder) texts(v reflect.Value) {
	e.buffer = append(e.buffer, '[')
	for i, text := range v.Interface().([]string) {
		e.separate(i, "", ",")
		e.buffer = AppendQuoted(e.buffer, text)
	}
	e.buffer = append(e.buffer, ']')
}

func listWriter(t reflect.Type) writer {
	element := writerOf(t.Elem())
	return func(e *encoder, v reflect.Value) {
		e.buffer = append(e.buffer, '[')
		for i := range v.Len() {
			e.separate(i, "", ",")
			element(e, v.Index(i))
		}
		e.buffer = append(e.buffer, ']')
	}
}

func objectWriter(t reflect.Type) writer {
	plan := planOf(t)
	writers := make([]writer, len(plan))
	for i, f := range plan {
		writers[i] = writerOf(t.FieldByIndex(f.index).Type)
	}
	return func(e *encoder, v reflect.Value) {
		for i := range plan {
			e.separate(i, "{", ",")
			e.buffer = append(e.buffer, plan[i].head...)
			writers[i](e, v.FieldByIndex(plan[i].index))
		}
		e.buffer = append(e.buffer, '}')
	}
}

func appendUnits(b []byte, u audit.Units) []byte {
	b = append(b, '"')
	if u.Whole() {
		b = strconv.AppendInt(b, int64(u.Int()), 10)
	} else {
		b = append(b, u.String()...)
	}
	return append(b, '"')
}

const hexDigits = "0123456789abcdef"

// AppendQuoted writes a JSON string. Invalid UTF-8 becomes the replacement character.
func AppendQuoted(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0
	for i := jsonPlain.End(s, 0); i < len(s); i = jsonPlain.End(s, i) {
		c := s[i]
		if c < utf8.RuneSelf {
			b = append(b, s[start:i]...)
			switch c {
			case '"', '\\':
				b = append(b, '\\', c)
			case '\n':
				b = append(b, '\\', 'n')
			case '\t':
				b = append(b, '\\', 't')
			case 0x7F:
				b = append(b, c)
			default:
				b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
			}
			i++
			start = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			b = append(append(b, s[start:i]...), `\ufffd`...)
			start = i + 1
		}
		i += size
	}
	return append(append(b, s[start:]...), '"')
}

var jsonPlain = model.NewPlainText(`"\`)
