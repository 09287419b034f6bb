package x12

import (
	"bytes"
	"fmt"
	"strconv"
)

// Set is a transaction set, ST to SE.
type Set struct {
	Open  bool   // false between the sets
	ID    string // ST01: 837, 835 …
	Guide string // ST03, else GS08: the implementation guide, such as 005010X222A1
	Whole bool   // its SE has come, with the right count
}

// mostProblems bounds what a file that is wrong all over can say.
const mostProblems = 50

// envelope follows the headers and trailers of a file and checks what they count.
type envelope struct {
	interchange, group, transaction level
	guide                           string // GS08
	set                             Set
	problems                        []*Problem
	outside                         bool // a segment outside of any transaction was said
	begun                           bool // the segment before was an ISA
}

// level is one of the three: what its header named, and what came since.
type level struct {
	open    bool
	segment int    // of its header
	control string // its control number
	count   int    // groups, transactions or segments within
}

func (l *level) start(s *Segment, control int) {
	*l = level{open: true, segment: s.Number, control: string(bytes.TrimSpace(s.Element(control)))}
}

func (e *envelope) problem(p *Problem) {
	switch {
	case len(e.problems) < mostProblems-1:
		e.problems = append(e.problems, p)
	case len(e.problems) == mostProblems-1:
		e.problems = append(e.problems, &Problem{What: "further problems of this file are not listed"})
	}
}

func (e *envelope) watch(s *Segment) {
	if e.set.Whole && s.ID != "SE" {
		e.set.Whole = false
	}
	if e.transaction.open {
		e.transaction.count++
	}
	begun := e.begun
	e.begun = s.ID == "ISA"
	switch s.ID {
	case "ISA":
		e.unclosed(s.Number)
		e.interchange.start(s, 13)
		e.outside = false
	case "GS":
		e.expect(&e.interchange, s, "ISA")
		e.interchange.count++
		e.group.start(s, 6)
		e.guide = string(bytes.TrimSpace(s.Element(8)))
	case "ST":
		if e.transaction.open {
			e.missing(&e.transaction, "SE", s.Number)
		}
		e.expect(&e.group, s, "GS")
		e.group.count++
		e.transaction.start(s, 2)
		e.transaction.count = 1
		e.set = Set{Open: true, ID: string(bytes.TrimSpace(s.Element(1))), Guide: string(bytes.TrimSpace(s.Element(3)))}
		if e.set.Guide == "" {
			e.set.Guide = e.guide
		}
	case "SE":
		e.set.Whole = e.trailer(&e.transaction, s, "ST", "segments")
		e.set.Open = false
	case "GE":
		if e.transaction.open {
			e.missing(&e.transaction, "SE", s.Number)
			e.set.Open = false
		}
		e.trailer(&e.group, s, "GS", "transactions")
	case "IEA":
		if e.transaction.open {
			e.missing(&e.transaction, "SE", s.Number)
			e.set.Open = false
		}
		if e.group.open {
			e.missing(&e.group, "GE", s.Number)
		}
		e.trailer(&e.interchange, s, "ISA", "groups")
	case "TA1":
	default:
		if begun && !s.Damaged {
			e.outside = true
			e.problem(&Problem{Segment: s.Number, ID: s.ID, What: "not the GS that must follow the interchange header: the separators which that header names do not fit the file"})
		}
		if !e.transaction.open && !e.outside && !s.Damaged {
			e.outside = true
			e.problem(&Problem{Segment: s.Number, ID: s.ID, What: "stands outside of any transaction (ST to SE): not read, as others behind it"})
		}
	}
}

// trailer checks what a trailer counts and which header it names.
func (e *envelope) trailer(l *level, s *Segment, header, what string) bool {
	if !l.open {
		e.problem(&Problem{Segment: s.Number, ID: s.ID, What: "has no " + header + " before it"})
		return false
	}
	l.open = false
	right := true
	complain := func(element int, format string, args ...any) {
		right = false
		e.problem(&Problem{Segment: s.Number, ID: s.ID, Element: element, What: fmt.Sprintf(format, args...)})
	}
	text := string(bytes.TrimSpace(s.Element(1)))
	switch n, err := strconv.Atoi(text); {
	case s.Damaged:
	case err != nil:
		complain(1, "not a number of %s; %d were read", what, l.count)
	case n != l.count:
		complain(1, "counts %d %s, but %d were read since segment %d: something may be missing", n, what, l.count, l.segment)
	}
	if control := string(bytes.TrimSpace(s.Element(2))); control != l.control && !s.Damaged {
		complain(2, "not the control number of its %s in segment %d", header, l.segment)
	}
	return right
}

func (e *envelope) expect(l *level, s *Segment, header string) {
	if !l.open {
		e.problem(&Problem{Segment: s.Number, ID: s.ID, What: "has no " + header + " before it"})
	}
}

// missing says that a level was left open.
func (e *envelope) missing(l *level, trailer string, at int) {
	e.problem(&Problem{Segment: at, What: fmt.Sprintf("%s is missing before it: what began in segment %d may not be whole", trailer, l.segment)})
	l.open = false
}

// unclosed says that an interchange begins within another one.
func (e *envelope) unclosed(at int) {
	if e.interchange.open {
		e.missing(&e.interchange, "IEA", at)
	}
	e.transaction.open, e.group.open, e.set.Open = false, false, false
}

// end says that the file is cut off.
func (e *envelope) end() {
	if l := e.interchange; l.open {
		trailers := "IEA"
		if e.group.open {
			trailers = "GE and IEA"
		}
		if e.transaction.open {
			trailers = "SE, GE and IEA"
		}
		e.problem(&Problem{What: fmt.Sprintf("the file is cut off: it ends without the %s of the interchange that began in segment %d", trailers, l.segment)})
		e.interchange.open = false
	}
}
