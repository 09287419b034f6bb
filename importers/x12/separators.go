package x12

import (
	"bytes"
	"slices"
)

// Separators are the characters that the ISA segment of an interchange chooses.
type Separators struct {
	Element    byte // behind the letters ISA
	Component  byte // ISA16
	Repetition byte // ISA11; 0 where that element says U, as versions before 4020 do
	Terminator byte // behind ISA16
}

const (
	isaElements = 16
	isaLength   = 106 // with its terminator, where each element has its fixed width
	isaSearch   = 512 // how far an ISA of other widths is looked for
)

// parseISA finds the separators in the beginning of an interchange. Elements may have other widths than the standard's. Line
// breaks that a program put into the segment at a fixed width are passed over. An empty string says that all is well.
func parseISA(head []byte) (s Separators, problem string) {
	if s, problem = separatorsIn(head); problem == "" {
		return s, ""
	}
	unbroken := slices.DeleteFunc(slices.Clone(head), isBreak)
	if other, none := separatorsIn(unbroken); none == "" {
		return other, ""
	}
	return s, problem
}

func separatorsIn(head []byte) (s Separators, problem string) {
	if len(head) < 4 || isAlphanumeric(head[3]) || isSpace(head[3]) {
		return s, "no element separator behind the letters ISA"
	}
	s.Element = head[3]
	at := 3
	var repetition []byte
	for n := 1; n < isaElements; n++ {
		next := bytes.IndexByte(head[at+1:min(len(head), isaSearch)], s.Element)
		if next < 0 {
			return s, "fewer than 16 elements"
		}
		if n == 11 {
			repetition = head[at+1 : at+1+next]
		}
		at += 1 + next
	}
	if len(head) < at+3 {
		return s, "the file ends within it"
	}
	s.Component, s.Terminator = head[at+1], head[at+2]
	if len(repetition) == 1 && !isAlphanumeric(repetition[0]) && !isSpace(repetition[0]) {
		s.Repetition = repetition[0]
	}
	switch {
	case isAlphanumeric(s.Component) || isSpace(s.Component) || s.Component == s.Element:
		return s, "element 16 is no component separator"
	case isAlphanumeric(s.Terminator) || s.Terminator == ' ' || s.Terminator == s.Element || s.Terminator == s.Component:
		return s, "no segment terminator behind element 16"
	}
	return s, ""
}

// Recognize reports whether a file that begins so is X12: with ISA, or with GS or ST where the interchange header was cut away.
func Recognize(head []byte) bool {
	head = trimStart(head)
	if len(head) < 4 || isAlphanumeric(head[3]) && !bytes.EqualFold(head[:2], []byte("GS")) && !bytes.EqualFold(head[:2], []byte("ST")) {
		return false
	}
	switch {
	case bytes.EqualFold(head[:3], []byte("ISA")):
		sep := head[3]
		if sep == ',' || sep == ';' || sep == '\t' || isSpace(sep) || sep == '"' { // a table may have a column of that name
			return bytes.Contains(bytes.ToUpper(head[:min(len(head), isaSearch)]), []byte{'G', 'S', sep})
		}
		return true
	case bytes.EqualFold(head[:2], []byte("GS")), bytes.EqualFold(head[:2], []byte("ST")):
		return head[2] == '*' || head[2] == '|' || head[2] == '^'
	}
	return false
}

// trimStart takes away a byte order mark and white space.
func trimStart(head []byte) []byte {
	return bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n\v\f\x00")
}

func isAlphanumeric(b byte) bool {
	return '0' <= b && b <= '9' || 'A' <= b && b <= 'Z' || 'a' <= b && b <= 'z'
}

func isBreak(b byte) bool { return b == '\n' || b == '\r' }

// isSpace reports what may stand between two segments.
func isSpace(b byte) bool {
	return b == ' ' || b == '\t' || b == '\v' || b == '\f' || b == 0 || b == 0x1a || isBreak(b)
}
