package corrected

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// comparison reads a copy back and holds it against the original: outside the patches every byte must be equal, inside the
// copy must hold the new bytes. It can go as far as the copy is written, where what it reads was at hand a moment ago.
type comparison struct {
	copied  *bufio.Reader
	patches []patch // that are still to come, in order
	at      int64   // in the original
}

func newComparison(copied io.Reader, patches []patch) *comparison {
	return &comparison{copied: bufio.NewReaderSize(copied, spliceBlock), patches: patches}
}

// next compares what the copy holds for the next bytes of the original. Each patch lies in them whole or not at all.
func (c *comparison) next(original []byte) error {
	end := c.at + int64(len(original))
	for ; len(c.patches) > 0 && c.patches[0].end <= end; c.patches = c.patches[1:] {
		p := &c.patches[0]
		if err := c.holds(original[:p.start-c.at]); err != nil {
			return err
		}
		if err := c.holds(p.bytes); err != nil {
			return err
		}
		original, c.at = original[p.end-c.at:], p.end
	}
	c.at = end
	return c.holds(original)
}

// end says whether the copy ends where the original did.
func (c *comparison) end() error {
	switch _, err := c.copied.Peek(1); err {
	case nil:
		return errCopyDiffers
	case io.EOF:
		return nil
	default:
		return err
	}
}

// holds says whether the next bytes of the copy are these.
func (c *comparison) holds(want []byte) error {
	for len(want) > 0 {
		if _, err := c.copied.Peek(1); err == io.EOF {
			return errCopyDiffers
		} else if err != nil {
			return err
		}
		got, _ := c.copied.Peek(min(len(want), c.copied.Buffered())) // what is in the buffer, without reading more
		if !bytes.Equal(got, want[:len(got)]) {
			return errCopyDiffers
		}
		_, _ = c.copied.Discard(len(got))
		want = want[len(got):]
	}
	return nil
}

var errCopyDiffers = errors.New("the copy differs from the input outside the corrections")
