package pdf

import (
	"bytes"
	"cmp"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
)

// The library compresses each page with a compressor of its own, of more than a megabyte: together the most memory that
// the reports of a run would take. Here one compressor does all pages of the finished document; the bytes are the same.

// compressPages writes a document of the library with the contents of its pages compressed.
func compressPages(w io.Writer, document []byte) error {
	objects, table, err := pdfObjects(document)
	if err != nil {
		return err
	}
	out := &placedWriter{out: w}
	out.write(document[:objects[0].start])
	starts, contents, packer := make([]int, len(objects)), map[int]bool{}, newPagePacker()
	for _, o := range objects {
		starts[o.number-1] = out.place
		object := document[o.start:o.end]
		if contents[o.number] {
			packer.write(out, object)
			continue
		}
		contents[contentsOf(object)] = true
		out.write(object)
	}
	place := out.place
	entries := document[table.start:table.end]
	for i, start := range starts {
		copy(entries[i*tableEntry:], fmt.Sprintf("%010d", start))
	}
	trailer := document[table.start:bytes.LastIndex(document, []byte(tablePlace))]
	out.write([]byte(tableHead), strconv.AppendInt(nil, int64(len(starts)+1), 10), []byte(tableFirst), trailer)
	out.write(fmt.Appendf(nil, "%s%d\n%%%%EOF\n", tablePlace, place))
	return out.err
}

// The parts of the table of objects, which stands behind them.
const (
	tableHead  = "xref\n0 "
	tableFirst = "\n0000000000 65535 f \n"
	tableEntry = len("0000000000 00000 n \n")
	tablePlace = "startxref\n"
)

// pdfObject is an object of a document: its number, from 1 on, and where it stands.
type pdfObject struct{ number, start, end int }

var errPDFForm = errors.New("the document is not of the form that the pdf library writes")

// pdfObjects lists the objects of a document in the order in which they stand, and the place of their entries in the table.
func pdfObjects(document []byte) (objects []pdfObject, entries pdfObject, err error) {
	_, place, ok := bytes.Cut(document[max(0, bytes.LastIndex(document, []byte(tablePlace))):], []byte(tablePlace))
	digits, _, _ := bytes.Cut(place, []byte("\n"))
	table, err := strconv.Atoi(string(digits))
	if !ok || err != nil || table >= len(document) {
		return nil, entries, errPDFForm
	}
	rest, ok := bytes.CutPrefix(document[table:], []byte(tableHead))
	digits, rest, _ = bytes.Cut(rest, []byte(tableFirst))
	count, err := strconv.Atoi(string(digits))
	if !ok || err != nil || count < 2 || len(rest) < (count-1)*tableEntry {
		return nil, entries, errPDFForm
	}
	entries.start = len(document) - len(rest)
	entries.end = entries.start + (count-1)*tableEntry
	for number := 1; number < count; number++ {
		start, err := strconv.Atoi(string(rest[(number-1)*tableEntry:][:10]))
		if err != nil || start >= table {
			return nil, entries, errPDFForm
		}
		objects = append(objects, pdfObject{number: number, start: start})
	}
	slices.SortFunc(objects, func(a, b pdfObject) int { return cmp.Compare(a.start, b.start) })
	for i := range objects[1:] {
		objects[i].end = objects[i+1].start
	}
	objects[len(objects)-1].end = table
	return objects, entries, nil
}

// contentsOf gives the number of the object that holds the contents of a page; 0 if the object is no page.
func contentsOf(object []byte) int {
	if !bytes.Contains(object[:min(len(object), 64)], []byte(" 0 obj\n<</Type /Page\n")) {
		return 0
	}
	_, number, _ := bytes.Cut(object[bytes.LastIndexByte(object, '/'):], []byte("/Contents "))
	digits, _, _ := bytes.Cut(number, []byte(" "))
	n, _ := strconv.Atoi(string(digits))
	return n
}

// pagePacker compresses the contents of pages.
type pagePacker struct {
	packed     bytes.Buffer
	compressor *zlib.Writer
}

func newPagePacker() *pagePacker {
	p := &pagePacker{}
	p.compressor, _ = zlib.NewWriterLevel(&p.packed, zlib.BestSpeed) // there is such a level
	return p
}

// write writes an object that is a plain stream with the stream compressed.
func (p *pagePacker) write(out *placedWriter, object []byte) {
	const lengthHead, streamHead, streamEnd = "<</Length ", ">>\nstream\n", "\nendstream\n"
	head, stream, ok := bytes.Cut(object, []byte(streamHead))
	number, _, plain := bytes.Cut(head, []byte(lengthHead))
	end := bytes.LastIndex(stream, []byte(streamEnd))
	if !ok || !plain || end < 0 {
		out.write(object) // as good, and larger
		return
	}
	p.packed.Reset()
	p.compressor.Reset(&p.packed)
	p.compressor.Write(stream[:end]) // a buffer takes everything
	p.compressor.Close()
	out.write(number, fmt.Appendf(nil, "<</Filter /FlateDecode /Length %d%s", p.packed.Len(), streamHead), p.packed.Bytes(), stream[end:])
}

// placedWriter knows how many bytes were written, and keeps its first error.
type placedWriter struct {
	out   io.Writer
	place int
	err   error
}

func (w *placedWriter) write(pieces ...[]byte) {
	for _, piece := range pieces {
		w.place += len(piece)
		if w.err == nil {
			_, w.err = w.out.Write(piece)
		}
	}
}
