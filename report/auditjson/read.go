package auditjson

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"

	"otaudit/audit"
)

// WrongSchema is the error of a file that another version of the program wrote.
type WrongSchema struct {
	Number int64 // of the file
	Older  bool  // than what this version reads
}

// Error says which layout the file has and which ones are read.
func (e *WrongSchema) Error() string {
	age := "a newer"
	if e.Older {
		age = "an older"
	}
	return fmt.Sprintf("audit.json: written by %s version of otaudit: its layout is number %d, this version reads number %d", age, e.Number, schema)
}

// Read reads what Write wrote, element by element. Metrics and action plan follow from the result and are worked out anew.
//
// The file may come from elsewhere. Keys that this version does not know are refused, since a result of which a part is
// ignored would be printed as if it were the whole; so are missing keys of the document, while one that is missing further
// in counts as empty. Amounts and counts no audit comes to are refused before any sum of them can overflow. An error names
// the place in the document and never its content; that of another version's file is a *WrongSchema.
func Read(r io.Reader) (*audit.Result, error) {
	in := reader{json.NewDecoder(r)}
	in.DisallowUnknownFields()
	var d document
	switch err := in.document(&d); {
	case errors.As(err, new(*WrongSchema)):
		return nil, err
	case err != nil:
		return nil, fmt.Errorf("audit.json: %w", err)
	}
	return &d.Result, nil
}

type reader struct{ *json.Decoder }

func (in reader) document(d *document) error {
	if err := in.delimiter('{', "an object"); err != nil {
		return err
	}
	key, err := in.key()
	if err != nil {
		return err
	}
	if err := in.schema(key); err != nil {
		return err
	}
	missing := map[string]entry{}
	for _, e := range entries[1:] {
		missing[e.key] = e
	}
	for in.More() {
		if key, err = in.key(); err != nil {
			return err
		}
		e, known := missing[key]
		if !known {
			return errors.New("there are keys this version does not know, or a key stands twice")
		}
		delete(missing, key)
		if err := in.entry(e, reflect.ValueOf(d).Elem().FieldByIndex(e.index)); err != nil {
			return err
		}
	}
	if err := in.delimiter('}', "the end of the object"); err != nil {
		return err
	}
	for _, e := range entries[1:] {
		if _, lacks := missing[e.key]; lacks {
			return fmt.Errorf("%s: the key is missing", e.key)
		}
	}
	if _, err := in.Token(); err != io.EOF {
		return errors.New("something follows the end of the object")
	}
	return nil
}

// schema reads the number of the layout, which stands first. In the first layout it stood further down.
func (in reader) schema(key string) error {
	for first := true; ; first = false {
		if key == "schema" {
			var number int64
			switch err := in.Decode(&number); {
			case err != nil:
				return in.wrong("schema", err)
			case number != schema:
				return &WrongSchema{number, number < schema}
			case !first:
				return errors.New("the schema number is not the first key")
			}
			return nil
		}
		var passed json.RawMessage
		if err := in.Decode(&passed); err != nil {
			return in.wrong(key, err)
		}
		if !in.More() {
			return errors.New("no schema number")
		}
		var err error
		if key, err = in.key(); err != nil {
			return err
		}
	}
}

// entry reads the value of one key of the document, of a list one element after the other.
func (in reader) entry(e entry, v reflect.Value) error {
	if v.Kind() != reflect.Slice {
		return in.value(e, e.key, v)
	}
	if err := in.delimiter('[', "a list"); err != nil {
		return fmt.Errorf("%s: %w", e.key, err)
	}
	for i := 0; in.More(); i++ {
		element := reflect.New(v.Type().Elem()).Elem()
		if err := in.value(e, fmt.Sprintf("%s[%d]", e.key, i), element); err != nil {
			return err
		}
		v.Set(reflect.Append(v, element))
		if element.Kind() == reflect.Struct && int64(i+1)*int64(element.Type().Size())/mostGrowth > in.InputOffset() {
			return fmt.Errorf("%s: the elements lack their keys", e.key)
		}
	}
	return in.delimiter(']', "the end of the list")
}

// value reads one value and holds its numbers to their bounds, but for those that are worked out anew.
func (in reader) value(e entry, place string, v reflect.Value) error {
	if err := in.Decode(v.Addr().Interface()); err != nil {
		return in.wrong(place, err)
	}
	if e.ofResult() && !withinBounds(v) {
		return fmt.Errorf("%s: a number is out of bounds", place)
	}
	return nil
}

// mostGrowth is how many times their bytes the elements of a list may take in memory: a written element has all its keys.
const mostGrowth = 8

// key reads the key of an entry.
func (in reader) key() (string, error) {
	token, err := in.Token()
	if err != nil {
		return "", in.wrong("", err)
	}
	key, ok := token.(string)
	if !ok {
		return "", errors.New("no schema number")
	}
	return key, nil
}

func (in reader) delimiter(want json.Delim, what string) error {
	token, err := in.Token()
	switch {
	case err != nil:
		return in.wrong("", err)
	case token != want:
		return fmt.Errorf("%s is expected", what)
	}
	return nil
}

// wrong says what is wrong with the document, without its content.
func (in reader) wrong(place string, err error) error {
	var syntax *json.SyntaxError
	var form *json.UnmarshalTypeError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("the file is cut off or not JSON")
	case errors.As(err, &syntax):
		return fmt.Errorf("not readable at byte %d", in.InputOffset())
	case errors.As(err, &form):
		return fmt.Errorf("%s: the value is not of the expected form", strings.TrimSuffix(place+"."+form.Field, "."))
	case strings.HasPrefix(err.Error(), "json: unknown field"):
		return fmt.Errorf("%s: there are keys this version does not know", place)
	}
	return fmt.Errorf("%s: %w", place, err)
}

// most is the largest amount, count or place that is read, ten billion dollars in cents: nine million of them can be added
// up, and none of a real audit comes near it.
const most = 1_000_000_000_000

// withinBounds reports whether all numbers of a value are within what an audit comes to: amounts and units may be negative,
// counts and places may not.
func withinBounds(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Int, reflect.Int32:
		return v.Int() >= 0 && v.Int() <= most
	case reflect.Int64:
		return v.Int() >= -most && v.Int() <= most
	case reflect.Struct:
		for i := range v.NumField() {
			if !withinBounds(v.Field(i)) {
				return false
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if !withinBounds(v.Index(i)) {
				return false
			}
		}
	case reflect.Pointer:
		return v.IsNil() || withinBounds(v.Elem())
	}
	return true
}
