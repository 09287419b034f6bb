package audit

import (
	"errors"
	"strconv"
)

// The forms in which values stand in audit.json: words for enumerations, decimal strings for units. Their errors do not
// quote what was read, since it may be an identifier.

// MarshalText returns the word used in reports.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the word that MarshalText writes.
func (s *Severity) UnmarshalText(text []byte) error {
	return parseWord(s, Info, Error, text, "not a severity")
}

// MarshalText returns the word used in reports.
func (s Safety) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the word that MarshalText writes.
func (s *Safety) UnmarshalText(text []byte) error {
	return parseWord(s, NoFix, Safe, text, "not a safety of a correction")
}

// MarshalText returns the word used in documents.
func (s Scope) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the word that MarshalText writes.
func (s *Scope) UnmarshalText(text []byte) error {
	return parseWord(s, ScopeImport, ScopeLog, text, "not a scope of a rule")
}

// MarshalText returns the word used in reports.
func (g Grade) MarshalText() ([]byte, error) { return []byte(g.String()), nil }

// UnmarshalText reads the word that MarshalText writes.
func (g *Grade) UnmarshalText(text []byte) error {
	return parseWord(g, Open, Stated, text, "not a grade of a reading")
}

// parseWord finds the value with that name between the first and the last one.
func parseWord[T interface {
	~uint8
	String() string
}](v *T, first, last T, text []byte, problem string) error {
	for at := first; at <= last; at++ {
		if at.String() == string(text) {
			*v = at
			return nil
		}
	}
	return errors.New(problem)
}

// MarshalText returns the canonical name, such as date_of_service.
func (f Field) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText reads a canonical name.
func (f *Field) UnmarshalText(text []byte) error {
	named, known := FieldNamed(string(text))
	if !known {
		return errors.New("not a field")
	}
	*f = named
	return nil
}

// MarshalText returns the shortest decimal form: 3, 2.9, -1.
func (u Units) MarshalText() ([]byte, error) { return []byte(u.String()), nil }

// UnmarshalText reads a decimal with at most three places.
func (u *Units) UnmarshalText(text []byte) error {
	thousandths, err := parseDecimal(string(text), 3)
	if err != nil {
		return errNotUnits
	}
	*u = Units(thousandths)
	return nil
}

var errNotUnits = errors.New(`not a number of units such as "2.9"`)

// MarshalJSON returns the units as text, or null if they are not known.
func (q Quantity) MarshalJSON() ([]byte, error) {
	if !q.Known {
		return []byte("null"), nil
	}
	return strconv.AppendQuote(nil, q.Units.String()), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (q *Quantity) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		*q = Quantity{}
		return nil
	}
	inner, err := strconv.Unquote(string(text))
	if err != nil {
		return errNotUnits
	}
	q.Known = true
	return q.Units.UnmarshalText([]byte(inner))
}
