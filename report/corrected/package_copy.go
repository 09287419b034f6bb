package corrected

import (
	"archive/zip"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strings"
)

// partDestination is what a part is written to.
type partDestination = io.Writer

// partWriter writes a part.
type partWriter func(partDestination) error

// workbookCopy is what is different in the copy of a workbook. All other parts are copied as they lie in the zip,
// compressed as they are.
type workbookCopy struct {
	book    *workbookRead
	changed map[string]partWriter // by key: parts of the input with other contents, and new ones
	added   []string              // names of the new parts
	removed map[string]bool       // by key
	taken   map[string]bool       // keys of names given to new parts
	types   map[string]string     // content types of the new parts
	edits   map[string]*sheetEdits
	signed  bool
}

// change gives a part other contents; a part that the input has not is added.
func (j *workbookCopy) change(name string, data []byte) {
	j.add(name, func(w partDestination) error {
		_, err := w.Write(data)
		return err
	})
}

func (j *workbookCopy) add(name string, write partWriter) {
	key := partKey(name)
	if f := j.book.parts.find(name); f != nil {
		key = partKey(f.Name)
	} else {
		j.added = append(j.added, name)
	}
	j.changed[key] = write
}

func (j *workbookCopy) editSheet(read *sheetRead, edits *sheetEdits) {
	j.edits[read.part.name] = edits
	j.add(read.part.path, func(w partDestination) error { return j.book.parts.spliceSheet(w, read, edits) })
}

// relate adds relationships to a part.
func (j *workbookCopy) relate(of string, entries []newRelation) error {
	if len(entries) == 0 {
		return nil
	}
	name := relationsOf(of)
	data, err := j.book.parts.part(name)
	if err != nil {
		return err
	}
	if data, err = addRelations(of, data, entries); err != nil {
		return partError(name, err)
	}
	j.change(name, data)
	return nil
}

// freePart gives a name in the folder of the workbook that no part has, with the lowest number.
func (j *workbookCopy) freePart(form string) string {
	folder := path.Dir(j.book.parts.workbook)
	for n := 1; ; n++ {
		number := fmt.Sprint(n)
		if n == 1 && strings.HasPrefix(form, "styles") {
			number = ""
		}
		name := path.Join(folder, fmt.Sprintf(form, number))
		if key := partKey(name); j.book.parts.files[key] == nil && !j.taken[key] {
			j.taken[key] = true
			return name
		}
	}
}

// save writes the copy over an empty file: the parts in their order, the new ones behind them.
func (j *workbookCopy) save(file string) error {
	out, err := os.OpenFile(file, os.O_WRONLY|os.O_TRUNC, 0)
	if err != nil {
		return err
	}
	defer out.Close()
	w := zip.NewWriter(out)
	w.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, copyCompression) })
	for _, f := range j.book.parts.archive.File {
		key := partKey(f.Name)
		switch write := j.changed[key]; {
		case j.removed[key]:
		case write != nil:
			err = writePart(w, &zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: f.Modified}, write)
		default:
			err = copyPart(w, f)
		}
		if err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(slices.Values(j.added)) {
		if err := writePart(w, &zip.FileHeader{Name: name, Method: zip.Deflate}, j.changed[partKey(name)]); err != nil {
			return err
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	return out.Close()
}

// copyCompression makes little of the time that a large sheet takes; the copy is about a tenth larger than at its best.
const copyCompression = 4

func writePart(w *zip.Writer, header *zip.FileHeader, write partWriter) error {
	part, err := w.CreateHeader(header)
	if err != nil {
		return err
	}
	return write(part)
}

// copyPart copies a part without unpacking it.
func copyPart(w *zip.Writer, f *zip.File) error {
	raw, err := f.OpenRaw()
	if err != nil {
		return err
	}
	header := f.FileHeader
	header.Extra = withoutSizes(header.Extra)
	header.Flags &^= sizesBehind
	part, err := w.CreateRaw(&header)
	if err != nil {
		return err
	}
	_, err = io.Copy(part, raw)
	return err
}

// sizesBehind is the flag of an entry whose sizes stand behind it. In the copy they are known and stand before it, where some
// programs look for them only.
const sizesBehind = 1 << 3

// withoutSizes takes the long sizes out of the extra fields of an entry: the writer adds those that the copy needs.
func withoutSizes(extra []byte) []byte {
	const longSizes = 1
	var kept []byte
	for len(extra) >= 4 {
		n := 4 + int(binary.LittleEndian.Uint16(extra[2:]))
		if n > len(extra) {
			break
		}
		if binary.LittleEndian.Uint16(extra) != longSizes {
			kept = append(kept, extra[:n]...)
		}
		extra = extra[n:]
	}
	return append(kept, extra...)
}
