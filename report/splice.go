package report

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// patch replaces the bytes from start to end.
type patch struct {
	start, end int64
	bytes      []byte
}

// spliceBuffer is the number of bytes copied and compared at a time.
const spliceBuffer = 1 << 20

// splice copies the text with the patches, which are in order, in place of the bytes they replace.
func splice(w io.Writer, r io.Reader, patches []patch) error {
	in, out, at := bufio.NewReaderSize(r, spliceBuffer), bufio.NewWriterSize(w, spliceBuffer), int64(0)
	for _, p := range patches {
		if p.start < at {
			return fmt.Errorf("two corrections overlap at byte %d", p.start)
		}
		if err := copyBuffered(out, in, p.start-at); err != nil {
			return err
		}
		if _, err := out.Write(p.bytes); err != nil {
			return err
		}
		if _, err := in.Discard(int(p.end - p.start)); err != nil {
			return err
		}
		at = p.end
	}
	if _, err := in.WriteTo(out); err != nil {
		return err
	}
	return out.Flush()
}

// copyBuffered copies n bytes out of the reader's own buffer.
func copyBuffered(w io.Writer, r *bufio.Reader, n int64) error {
	for n > 0 {
		held, err := buffered(r, n)
		if err != nil {
			return err
		}
		if _, err := w.Write(held); err != nil {
			return err
		}
		_, _ = r.Discard(len(held)) // they are in the buffer
		n -= int64(len(held))
	}
	return nil
}

// buffered gives up to n bytes that are in the reader's buffer, at least one, and reads more only if it is empty.
func buffered(r *bufio.Reader, n int64) ([]byte, error) {
	if _, err := r.Peek(1); err != nil {
		return nil, err
	}
	return r.Peek(int(min(n, int64(r.Buffered()))))
}

// sameOutside reads both files side by side: outside the patches every byte must be equal, inside the copy must hold
// the new bytes.
func sameOutside(original, copied io.Reader, patches []patch) error {
	a, b, at := bufio.NewReaderSize(original, spliceBuffer), bufio.NewReaderSize(copied, spliceBuffer), int64(0)
	for _, p := range patches {
		if err := sameBytes(a, b, p.start-at); err != nil {
			return err
		}
		if _, err := a.Discard(int(p.end - p.start)); err != nil {
			return err
		}
		written := make([]byte, len(p.bytes))
		if _, err := io.ReadFull(b, written); err != nil || !bytes.Equal(written, p.bytes) {
			return errCopyDiffers
		}
		at = p.end
	}
	return sameRest(a, b)
}

var errCopyDiffers = errors.New("the copy differs from the input outside the corrections")

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
		held, err := buffered(a, spliceBuffer)
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
