package corrected

import (
	"bytes"
	"fmt"
	"io"
)

// patch replaces the bytes from start to end, which are the old ones.
type patch struct {
	start, end int64
	old, bytes []byte
}

// spliceBlock is the number of bytes copied and compared at a time: enough to make little of the calls of the system, and
// little enough to be in the processor's cache still when what was written is compared.
const spliceBlock = 256 << 10

// splice copies the text of a size with the patches, which are in order, in place of the bytes they replace. It calls done
// with each part of the text when it is copied, as it was read.
func splice(w io.Writer, r io.Reader, size int64, patches []patch, done func(original []byte) error) error {
	s := splicer{block: make([]byte, spliceBlock), patches: patches}
	for {
		if s.filled == len(s.block) {
			s.block = append(s.block, make([]byte, len(s.block))...) // a patch is larger
		}
		n, err := r.Read(s.block[s.filled:])
		s.filled += n
		if err != nil && err != io.EOF {
			return err
		}
		copied, problem := s.apply()
		if problem != nil {
			return problem
		}
		if len(copied) > 0 {
			if _, err := w.Write(copied); err != nil {
				return err
			}
		}
		s.restore()
		if problem := done(s.block[:s.used]); problem != nil {
			return problem
		}
		s.base += int64(s.used)
		s.filled = copy(s.block, s.block[s.used:s.filled])
		if err == io.EOF {
			if len(s.patches) > 0 || s.base != size {
				return errInputChanged
			}
			return nil
		}
	}
}

// splicer holds a block of the text and the patches that are still to be put in.
type splicer struct {
	block   []byte
	filled  int   // of block
	used    int   // of block: what is copied; the rest belongs to a patch that goes on behind it
	base    int64 // place of block in the text
	patches []patch
	placed  []patch // those whose new bytes stand in block
	out     []byte
}

// apply gives the copy of the block. As long as new bytes are as many as the old ones they are put into the block itself,
// until it is restored.
func (s *splicer) apply() ([]byte, error) {
	s.out, s.placed = s.out[:0], s.placed[:0]
	inPlace := true
	copied, last := 0, 0 // the ends of what stands in out, if not in place, and of the patch before
	for ; len(s.patches) > 0 && s.patches[0].end <= s.base+int64(s.filled); s.patches = s.patches[1:] {
		p := s.patches[0]
		from, to := int(p.start-s.base), int(p.end-s.base)
		switch {
		case from < last:
			return nil, fmt.Errorf("two corrections overlap at byte %d", p.start)
		case !bytes.Equal(s.block[from:to], p.old):
			return nil, errInputChanged
		case len(p.bytes) == to-from:
			copy(s.block[from:to], p.bytes)
			s.placed = append(s.placed, p)
		default:
			s.out = append(append(s.out, s.block[copied:from]...), p.bytes...)
			inPlace, copied = false, to
		}
		last = to
	}
	s.used = s.filled
	if len(s.patches) > 0 {
		s.used = max(last, min(s.used, int(s.patches[0].start-s.base)))
	}
	if inPlace {
		return s.block[:s.used], nil
	}
	s.out = append(s.out, s.block[copied:s.used]...)
	return s.out, nil
}

// restore puts the old bytes back into the block.
func (s *splicer) restore() {
	for _, p := range s.placed {
		copy(s.block[p.start-s.base:], p.old)
	}
}
