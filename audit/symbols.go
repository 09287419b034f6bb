package audit

import (
	"strings"
)

// Symbols holds every distinct text of a run once, so that a session needs four bytes for it. One goroutine fills it;
// once the import is over it is only read and safe for many.
type Symbols struct {
	texts TextList
	ids   map[string]int32
	lists []*listPage // by number; nil where no number of a page is a list
}

// listPage holds the tokens of neighbouring numbers: lists are few beside texts and come in runs.
type listPage [listsPerPage][]string

const listsPerPage = 64

// NewSymbols gives a table that holds the empty text only, as number 0.
func NewSymbols() *Symbols {
	s := &Symbols{ids: map[string]int32{}}
	s.texts.Add("")
	return s
}

// Intern gives the number of a text. The text is copied if it is new, so that it may be part of a larger buffer.
func (s *Symbols) Intern(text string) int32 {
	if text == "" {
		return 0
	}
	if id, known := s.ids[text]; known {
		return id
	}
	id := int32(s.texts.Len())
	s.texts.Add(text)
	s.ids[s.texts.Text(id)] = id
	return id
}

// InternList gives the number of a list of tokens; tokens hold no space.
func (s *Symbols) InternList(tokens []string) int32 {
	id := s.Intern(strings.Join(tokens, " "))
	if len(tokens) == 0 || s.List(id) != nil {
		return id
	}
	page := int(id / listsPerPage)
	if page >= len(s.lists) {
		s.lists = append(s.lists, make([]*listPage, page+1-len(s.lists))...)
	}
	if s.lists[page] == nil {
		s.lists[page] = new(listPage)
	}
	s.lists[page][id%listsPerPage] = strings.Fields(s.Text(id))
	return id
}

// Text gives the text of a number; of a list, its tokens joined by a space.
func (s *Symbols) Text(id int32) string { return s.texts.Text(id) }

// List gives the tokens of a number that InternList gave. The caller must not change them.
func (s *Symbols) List(id int32) []string {
	if page := int(id / listsPerPage); page < len(s.lists) && s.lists[page] != nil {
		return s.lists[page][id%listsPerPage]
	}
	return nil
}
