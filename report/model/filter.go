package model

import (
	"strings"

	"otaudit/audit"
)

// Filter names findings by pairs of a property and its value, all of which hold. A pair without a value asks nothing.
type Filter [][2]string

// Values of filters that stand for several: no value at all, every state but accepted, more than a note; and the
// directions of a potential difference.
const (
	FilterNone    = "(none)"
	FilterCounted = "not-accepted"
	FilterGrave   = "error-warning"
	FilterOver    = "over"
	FilterUnder   = "under"
)

// filter makes a filter of names and values in turn.
func filter(pairs ...string) Filter {
	f := make(Filter, 0, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		f = append(f, [2]string{pairs[i], pairs[i+1]})
	}
	return f
}

// FindingsOf returns the open errors and warnings of a rule, with one therapist if one is given.
func FindingsOf(rule, therapist string) Filter {
	return filter("rule", rule, "therapist", therapist, "severity", FilterGrave, "status", FilterCounted)
}

// keyOf is the value of a total's key in a filter.
func keyOf(t *audit.Total) string {
	if strings.TrimSpace(t.Key) == "" {
		return FilterNone
	}
	return t.Key
}

// byColumn makes the Behind of a table whose columns differ in what they ask beside the key of the row.
func byColumn(key func(row int) Filter, columns map[int]Filter) func(row, column int) Filter {
	return func(row, column int) Filter {
		further, ok := columns[column]
		if !ok {
			return nil
		}
		return append(key(row), further...)
	}
}
