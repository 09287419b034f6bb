package audit

import "strings"

// TextStore keeps copies of many texts in few blocks of memory, which are freed when none of their texts is used.
type TextStore struct {
	block strings.Builder // what it holds is never changed, only more written behind it
	size  int             // of the last block
}

// The sizes of blocks: each is twice the one before, so that few texts take little.
const (
	smallestBlock = 256
	largestBlock  = 64 << 10
)

// Keep copies a text.
func (s *TextStore) Keep(text string) string {
	s.makeRoom(len(text))
	at := s.block.Len()
	s.block.WriteString(text)
	return s.block.String()[at:]
}

// KeepBytes copies a text.
func (s *TextStore) KeepBytes(text []byte) string {
	s.makeRoom(len(text))
	at := s.block.Len()
	s.block.Write(text)
	return s.block.String()[at:]
}

func (s *TextStore) makeRoom(bytes int) {
	if s.block.Cap()-s.block.Len() < bytes {
		s.size = min(max(2*s.size, smallestBlock), largestBlock)
		s.block = strings.Builder{}
		s.block.Grow(max(s.size, bytes))
	}
}
