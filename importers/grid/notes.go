package grid

import (
	"bytes"
	"math"
	"unicode/utf8"

	"otaudit/audit"
	"otaudit/importers/value"
)

// noteReader measures the note parts of rows: their texts are not kept.
type noteReader struct {
	columns []int // of note parts
	last    []note
}

// note is a measured text. The lines of one visit repeat its note, so that a text is compared with the last of its column.
type note struct {
	text  []byte // whose bytes must not change meanwhile
	words int32
	fold  uint64
}

func newNoteReader(columns []*DictColumn) *noteReader {
	r := &noteReader{}
	for col, c := range columns {
		if c != nil && c.Prose {
			r.columns = append(r.columns, col)
		}
	}
	r.last = make([]note, len(r.columns))
	return r
}

// measured passes the batches on with their notes measured.
func (r *noteReader) measured(batches <-chan *batch) <-chan *batch {
	if len(r.columns) == 0 {
		return batches
	}
	done := make(chan *batch, batchesUnderway)
	go func() {
		defer close(done)
		for b := range batches {
			r.measure(b)
			done <- b
		}
	}()
	return done
}

func (r *noteReader) measure(b *batch) {
	clear(r.last) // what was compared with is in the bytes of the last batch
	width := len(b.cells) / len(b.rows)
	for i := range b.rows {
		row := &b.rows[i]
		for k, col := range r.columns {
			words, fold := r.last[k].measure(b.text(i*width + col))
			b.words = append(b.words, words)
			row.Prose = audit.MixProse(row.Prose, fold)
		}
	}
}

// measure counts the words of a note part; placeholders such as n/a have none.
func (n *note) measure(text []byte) (words int32, fold uint64) {
	if len(text) == 0 {
		return 0, 0
	}
	if !bytes.Equal(text, n.text) {
		*n = note{text: text}
		if !isPlaceholder(text) {
			words, fold := audit.MeasureProse(text)
			n.words, n.fold = int32(min(words, math.MaxInt32)), fold
		}
	}
	return n.words, n.fold
}

// isPlaceholder says whether a note part is but a sign that there is none, such as n/a, or that it could not be worked out.
func isPlaceholder(text []byte) bool {
	long := func() bool { return len(text) > longestPlaceholder && text[0] != '#' } // of the signs only rows of # are longer
	if long() && isPrintable(text[0]) && isPrintable(text[len(text)-1]) {
		return false
	}
	text = bytes.TrimFunc(text, value.IsEdgeSpace)
	return !long() && value.JudgeCommon(string(text)) != value.OK
}

// isPrintable says whether a byte is a sign of ASCII other than white space.
func isPrintable(c byte) bool { return c > ' ' && c < utf8.RuneSelf }

const longestPlaceholder = 16
