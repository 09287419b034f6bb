package report

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// comparison reads a copy and its original side by side: outside the patches every byte must be equal, inside the copy
// must hold the new bytes. It can go as far as the copy is written, where what it reads was at hand a moment ago.
type comparison struct {
	original, copied *bufio.Reader
	patches          []patch // that are still to come, in order
	at               int64   // in the original
	written          []byte
}

func newComparison(original, copied io.Reader, patches []patch) *comparison {
	return &comparison{original: bufio.NewReaderSize(original, spliceBlock), copied: bufio.NewReaderSize(copied, spliceBlock), patches: patches}
}

// upTo compares all before a place in the original, which lies in no patch.
func (c *comparison) upTo(place int64) error {
	for ; len(c.patches) > 0 && c.patches[0].end <= place; c.patches = c.patches[1:] {
		if err := c.patch(c.patches[0]); err != nil {
			return err
		}
	}
	err := c.same(place - c.at)
	c.at = place
	return err
}

// rest compares all that is left, up to the ends of both.
func (c *comparison) rest() error {
	for ; len(c.patches) > 0; c.patches = c.patches[1:] {
		if err := c.patch(c.patches[0]); err != nil {
			return err
		}
	}
	for {
		held, err := buffered(c.original, spliceBlock)
		if err == io.EOF {
			if _, err = c.copied.Peek(1); err == nil {
				return errCopyDiffers
			}
			if err == io.EOF {
				return nil
			}
		}
		if err != nil {
			return err
		}
		if err := c.same(int64(len(held))); err != nil {
			return err
		}
	}
}

// patch compares what stands before a patch, and the patch.
func (c *comparison) patch(p patch) error {
	if err := c.same(p.start - c.at); err != nil {
		return err
	}
	if _, err := c.original.Discard(int(p.end - p.start)); err != nil {
		return err
	}
	c.written = append(c.written[:0], p.bytes...)
	if _, err := io.ReadFull(c.copied, c.written); err != nil || !bytes.Equal(c.written, p.bytes) {
		return errCopyDiffers
	}
	c.at = p.end
	return nil
}

// same compares the next n bytes of both.
func (c *comparison) same(n int64) error {
	for n > 0 {
		original, err := buffered(c.original, n)
		if err != nil {
			return err
		}
		copied, err := buffered(c.copied, int64(len(original)))
		if err == io.EOF || err == nil && !bytes.Equal(original[:len(copied)], copied) {
			return errCopyDiffers
		}
		if err != nil {
			return err
		}
		_, _ = c.original.Discard(len(copied)) // they are in the buffers
		_, _ = c.copied.Discard(len(copied))
		n -= int64(len(copied))
	}
	return nil
}

var errCopyDiffers = errors.New("the copy differs from the input outside the corrections")

// buffered gives up to n bytes that are in the reader's buffer, at least one, and reads more only if it is empty.
func buffered(r *bufio.Reader, n int64) ([]byte, error) {
	if _, err := r.Peek(1); err != nil {
		return nil, err
	}
	return r.Peek(int(min(n, int64(r.Buffered()))))
}
