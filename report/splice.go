package report

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// patch replaces the bytes from start to end, which are the old ones.
type patch struct {
	start, end int64
	old, bytes []byte
}

// spliceBlock is the number of bytes copied and compared at a time: enough to make little of the calls of the system, and
// little enough for the page cache to take it without looking for large pieces of free memory.
const spliceBlock = 256 << 10

// splice copies the text of a size with the patches, which are in order, in place of the bytes they replace.
func splice(w io.Writer, r io.Reader, size int64, patches []patch) error {
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
		done, problem := s.apply()
		if problem != nil {
			return problem
		}
		if len(done) > 0 {
			if _, err := w.Write(done); err != nil {
				return err
			}
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
	out     []byte
}

// apply gives the copy of the block. As long as new bytes are as many as the old ones they are put into the block itself.
func (s *splicer) apply() ([]byte, error) {
	s.out = s.out[:0]
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

// sameOutside reads both files side by side: outside the patches every byte must be equal, inside the copy must hold
// the new bytes.
func sameOutside(original, copied io.Reader, patches []patch) error {
	a, b, at := bufio.NewReaderSize(original, spliceBlock), bufio.NewReaderSize(copied, spliceBlock), int64(0)
	var written []byte
	for _, p := range patches {
		if err := sameBytes(a, b, p.start-at); err != nil {
			return err
		}
		if _, err := a.Discard(int(p.end - p.start)); err != nil {
			return err
		}
		written = append(written[:0], p.bytes...)
		if _, err := io.ReadFull(b, written); err != nil || !bytes.Equal(written, p.bytes) {
			return errCopyDiffers
		}
		at = p.end
	}
	return sameRest(a, b)
}

var errCopyDiffers = errors.New("the copy differs from the input outside the corrections")

// buffered gives up to n bytes that are in the reader's buffer, at least one, and reads more only if it is empty.
func buffered(r *bufio.Reader, n int64) ([]byte, error) {
	if _, err := r.Peek(1); err != nil {
		return nil, err
	}
	return r.Peek(int(min(n, int64(r.Buffered()))))
}

// sameBytes compares the next n bytes of both.
func sameBytes(a, b *bufio.Reader, n int64) error {
	for n > 0 {
		heldA, err := buffered(a, n)
		if err != nil {
			return err
		}
		heldB, err := buffered(b, int64(len(heldA)))
		if err == io.EOF || err == nil && !bytes.Equal(heldA[:len(heldB)], heldB) {
			return errCopyDiffers
		}
		if err != nil {
			return err
		}
		_, _ = a.Discard(len(heldB)) // they are in the buffers
		_, _ = b.Discard(len(heldB))
		n -= int64(len(heldB))
	}
	return nil
}

// sameRest compares all that is left of both.
func sameRest(a, b *bufio.Reader) error {
	for {
		held, err := buffered(a, spliceBlock)
		if err == io.EOF {
			if _, err = b.Peek(1); err == nil {
				return errCopyDiffers
			}
			if err == io.EOF {
				return nil
			}
		}
		if err != nil {
			return err
		}
		if err := sameBytes(a, b, int64(len(held))); err != nil {
			return err
		}
	}
}
