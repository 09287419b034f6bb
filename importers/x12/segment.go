package x12

import (
	"bytes"
	"fmt"
)

// Segment is one segment of a file. Its parts are valid until the next one is read.
type Segment struct {
	Number     int    // from 1, the first ISA of the file
	ID         string // in capitals: ISA, NM1, CLM …
	Damaged    bool   // longer than MaxSegment, or cut off by the end of the file: it has no elements
	separators Separators
	elements   [][]byte // the first is that behind the id
}

// Len returns the number of elements.
func (s *Segment) Len() int { return len(s.elements) }

// Element returns an element, counted from 1; nil if the segment has none of that number.
func (s *Segment) Element(n int) []byte {
	if n < 1 || n > len(s.elements) {
		return nil
	}
	return s.elements[n-1]
}

// Is reports whether an element has a value.
func (s *Segment) Is(n int, value string) bool { return string(s.Element(n)) == value }

// Component returns a component of a composite element, both counted from 1; of a plain element the first is the element itself.
func (s *Segment) Component(n, m int) []byte { return s.ComponentOf(s.Element(n), m) }

// ComponentOf returns a component, counted from 1, of a part that Element or Repetition returned.
func (s *Segment) ComponentOf(part []byte, m int) []byte {
	for ; m > 1; m-- {
		_, behind, more := bytes.Cut(part, []byte{s.separators.Component})
		if !more {
			return nil
		}
		part = behind
	}
	before, _, _ := bytes.Cut(part, []byte{s.separators.Component})
	return before
}

// Repetition returns one of the repeated values of an element, both counted from 1; nil behind the last.
func (s *Segment) Repetition(n, m int) []byte {
	part := s.Element(n)
	if s.separators.Repetition == 0 {
		if m > 1 {
			return nil
		}
		return part
	}
	for ; m > 1; m-- {
		_, behind, more := bytes.Cut(part, []byte{s.separators.Repetition})
		if !more {
			return nil
		}
		part = behind
	}
	before, _, _ := bytes.Cut(part, []byte{s.separators.Repetition})
	return before
}

// Problem is something wrong with a file, and where.
type Problem struct {
	Segment int    // number of the segment; 0 if it is the file as a whole
	ID      string // of the segment
	Element int    // 0 if it is the segment as a whole
	What    string
}

// Error returns one line: segment 12 (CLM), element 2: what is wrong.
func (p *Problem) Error() string {
	if p.Segment == 0 {
		return p.What
	}
	place := fmt.Sprintf("segment %d", p.Segment)
	if p.ID != "" {
		place += " (" + p.ID + ")"
	}
	if p.Element > 0 {
		place += fmt.Sprintf(", element %d", p.Element)
	}
	return place + ": " + p.What
}
