package claims

import (
	"bytes"
	"strings"
	"time"
	"unicode/utf8"

	"otaudit/audit"
)

// text returns a value as a string, each distinct one once. Bytes that are not UTF-8 are taken as Latin-1, which some billing
// systems write.
func (r *Reader) text(value []byte) string {
	value = bytes.TrimSpace(value)
	if len(value) == 0 {
		return ""
	}
	if known, ok := r.texts[string(value)]; ok {
		return known
	}
	text := own(value)
	r.texts[string(value)] = text
	return text
}

// own returns a value that hardly repeats, such as a number of a claim, as a string of its own.
func own(value []byte) string {
	value = bytes.TrimSpace(value)
	if utf8.Valid(value) {
		return string(value)
	}
	runes := make([]rune, len(value))
	for i, b := range value {
		runes[i] = rune(b)
	}
	return string(runes)
}

// upper is text in capitals.
func (r *Reader) upper(value []byte) string {
	text := r.text(value)
	if up := strings.ToUpper(text); up != text {
		return r.text([]byte(up))
	}
	return text
}

// provider returns one pointer for each distinct provider.
func (r *Reader) provider(p audit.Provider) *audit.Provider {
	if known := r.providers[p]; known != nil {
		return known
	}
	r.providers[p] = &p
	return &p
}

// list returns one slice for each distinct list.
func (r *Reader) list(parts []string) []string {
	if len(parts) == 0 {
		return nil
	}
	key := strings.Join(parts, "\x00")
	if known := r.lists[key]; known != nil {
		return known
	}
	kept := append([]string(nil), parts...)
	r.lists[key] = kept
	return kept
}

// slab gives out values many at a time: a file has as many lines as it has segments of one kind.
type slab[T any] struct{ free []T }

func (s *slab[T]) next() *T {
	if len(s.free) == 0 {
		s.free = make([]T, 256)
	}
	v := &s.free[0]
	s.free = s.free[1:]
	return v
}

// tail appends to lists that grow one after the other, and lays them side by side.
type tail[T any] struct{ all []T }

// add appends a value to the list that was added to last, or to an empty one.
func (t *tail[T]) add(list []T, v T) []T {
	n := len(list)
	if n > 0 && (len(t.all) < n || &t.all[len(t.all)-n] != &list[0]) {
		return append(list, v) // another was added to in between
	}
	if len(t.all) == cap(t.all) {
		t.all = append(make([]T, 0, 1024), list...)
	}
	t.all = append(t.all, v)
	return t.all[len(t.all)-n-1 : len(t.all) : len(t.all)]
}

// decimal reads a number of X12 (type R: 12, 12.5, .5, -3) as an integer scaled by so many places. Further places must be zeros.
func decimal(value []byte, places int) (n int64, ok bool) {
	value = bytes.TrimSpace(value)
	negative := len(value) > 0 && value[0] == '-'
	if negative {
		value = value[1:]
	}
	digits, point, behind := 0, false, 0
	for _, b := range value {
		switch {
		case b == '.' && !point:
			point = true
		case b < '0' || b > '9':
			return 0, false
		case point && behind == places:
			if b != '0' {
				return 0, false
			}
		default:
			if digits++; digits > 15 {
				return 0, false
			}
			if point {
				behind++
			}
			n = n*10 + int64(b-'0')
		}
	}
	for ; behind < places; behind++ {
		n *= 10
	}
	if negative {
		n = -n
	}
	return n, digits > 0
}

// day reads a date: CCYYMMDD, with whatever time stands behind it.
func day(value []byte) (audit.Date, bool) {
	if len(value) < 8 {
		return 0, false
	}
	n, ok := decimal(value[:8], 0)
	if !ok || value[0] == '-' {
		return 0, false
	}
	year, month, dom := int(n/10000), time.Month(n/100%100), int(n%100)
	if year < 1900 || year > 2200 || month < 1 || month > 12 || dom < 1 || dom > 31 {
		return 0, false
	}
	d := audit.DateOf(year, month, dom)
	return d, d.Time().Day() == dom
}

// days reads a date (D8) or a range of dates (RD8).
func days(qualifier string, value []byte) (from, to audit.Date, ok bool) {
	value = bytes.TrimSpace(value)
	if qualifier == "RD8" {
		first, last, _ := bytes.Cut(value, []byte("-"))
		from, ok = day(first)
		to, last8 := day(last)
		return from, to, ok && last8 && to >= from
	}
	from, ok = day(value)
	return from, from, ok
}

// dotted writes a diagnosis code as logs do: with the dot behind the third character.
func dotted(code string) string {
	if len(code) > 3 && !strings.Contains(code, ".") {
		return code[:3] + "." + code[3:]
	}
	return code
}

// cents reads an amount of the segment at hand; what cannot be read is said, and not ok. A missing one is zero and ok where it
// may be missing.
func (f *file) cents(element int, field string, required bool) (audit.Cents, bool) {
	value := f.segment.Element(element)
	if len(value) == 0 && !required {
		return 0, true
	}
	n, ok := decimal(value, 2)
	if !ok {
		f.unreadable(element, field, "an amount such as 100 or 100.50")
	}
	return audit.Cents(n), ok
}

// units reads a number of units; one that is missing is not known.
func (f *file) units(element int, field string) audit.Quantity {
	value := f.segment.Element(element)
	if len(value) == 0 {
		return audit.Quantity{}
	}
	n, ok := decimal(value, 3)
	if !ok {
		f.unreadable(element, field, "a number of units such as 2 or 1.5")
	}
	return audit.Quantity{Units: audit.Units(n), Known: ok}
}
