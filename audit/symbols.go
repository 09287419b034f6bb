package audit

import "strings"

// Symbols holds every distinct text of a run once, so that a session needs four bytes for it. One goroutine fills it;
// once the import is over it is only read and safe for many.
type Symbols struct {
	index map[string]int32
	texts []string
	lists [][]string
}

// NewSymbols gives a table that holds the empty text only, as number 0.
func NewSymbols() *Symbols {
	return &Symbols{index: map[string]int32{"": 0}, texts: []string{""}, lists: [][]string{nil}}
}

// Intern gives the number of a text. The text is copied if it is new, so that it may be part of a larger buffer.
func (s *Symbols) Intern(text string) int32 {
	if id, ok := s.index[text]; ok {
		return id
	}
	text = strings.Clone(text)
	id := int32(len(s.texts))
	s.index[text] = id
	s.texts = append(s.texts, text)
	s.lists = append(s.lists, nil)
	return id
}

// InternList gives the number of a list of tokens; tokens hold no space.
func (s *Symbols) InternList(tokens []string) int32 {
	id := s.Intern(strings.Join(tokens, " "))
	if s.lists[id] == nil && len(tokens) > 0 {
		s.lists[id] = strings.Fields(s.texts[id])
	}
	return id
}

// Text gives the text of a number; of a list, its tokens joined by a space.
func (s *Symbols) Text(id int32) string { return s.texts[id] }

// List gives the tokens of a number that InternList gave. The caller must not change them.
func (s *Symbols) List(id int32) []string { return s.lists[id] }
