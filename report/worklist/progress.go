package worklist

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Progress is what people wrote into an earlier list, by finding id.
type Progress struct {
	ids   []string // in the order of the earlier list
	notes map[string]Mark
}

// Mark is what people wrote beside one line.
type Mark struct {
	Status, DoneBy, Sixty, Notes string
	Line                         string // payer, patient, day and code, to know the line again
}

// errNoList says that a workbook is no list of an earlier run.
var errNoList = errors.New(`it has no sheet "` + listSheet + `" with the columns ` + statusHeader + `, ` + doneByHeader + ` and ` + idsHeader)

var errDamaged = errors.New("the workbook is damaged")

// The most that a list is read of: some hundred thousand lines, beyond what people work through.
const (
	MostUnpacked = 256 << 20 // bytes
	mostRows     = 500_000
)

// Read reads an earlier list. Columns may have been moved and rows sorted or deleted since; only the three columns it carries
// and that of the finding ids must be there. Parts are never unpacked to a disk. The library stops at some damaged workbooks; that
// is an error here.
func Read(r io.Reader) (p *Progress, err error) {
	defer func() {
		if recover() != nil {
			p, err = nil, errDamaged
		}
	}()
	book, err := excelize.OpenReader(r, excelize.Options{UnzipSizeLimit: MostUnpacked, UnzipXMLSizeLimit: MostUnpacked})
	if err != nil {
		return nil, fmt.Errorf("cannot be read as a workbook: %w", err)
	}
	defer book.Close()
	rows, err := book.Rows(listSheet)
	if err != nil {
		return nil, errNoList
	}
	defer rows.Close()
	p = &Progress{notes: map[string]Mark{}}
	var at map[string]int
	for n := 0; rows.Next(); n++ {
		if n == mostRows {
			return nil, fmt.Errorf("more than %d rows, which no work list has", mostRows)
		}
		row, err := rows.Columns()
		switch {
		case err != nil:
			return nil, fmt.Errorf("row %d cannot be read: %w", n+1, err)
		case at != nil:
			p.add(row, at)
		case slices.Contains(row, idsHeader) && slices.Contains(row, statusHeader) && slices.Contains(row, doneByHeader):
			at = map[string]int{}
			for i, header := range row {
				at[header] = i
			}
		}
	}
	if err := rows.Error(); err != nil {
		return nil, fmt.Errorf("cannot be read to its end: %w", err)
	}
	if at == nil {
		return nil, errNoList
	}
	return p, nil
}

func (p *Progress) add(row []string, at map[string]int) {
	cell := func(header string) string {
		if i, known := at[header]; known && i < len(row) {
			return strings.TrimSpace(row[i])
		}
		return ""
	}
	line := strings.Join(present(cell(columns[colPayer].header), cell(columns[colPatient].header), cell(columns[colDay].header), cell(columns[colCode].header)), ", ")
	mark := Mark{cell(statusHeader), cell(doneByHeader), cell(datesHeader), cell(notesHeader), line}
	for _, id := range strings.Fields(strings.ReplaceAll(cell(idsHeader), ";", " ")) {
		if _, twice := p.notes[id]; !twice {
			p.ids = append(p.ids, id)
		}
		p.notes[id] = mark
	}
}

// Over returns what both lists hold, of a finding on both what p has. Either may be nil.
func (p *Progress) Over(earlier *Progress) *Progress {
	switch {
	case p == nil:
		return earlier
	case earlier == nil:
		return p
	}
	joined := &Progress{ids: slices.Clone(p.ids), notes: maps.Clone(p.notes)}
	for _, id := range earlier.ids {
		if _, known := p.notes[id]; !known {
			joined.ids, joined.notes[id] = append(joined.ids, id), earlier.notes[id]
		}
	}
	return joined
}

func present(parts ...string) []string {
	return slices.DeleteFunc(parts, func(s string) bool { return s == "" })
}

// of returns what the earlier list holds of a line. Where its findings were marked differently, or a new one came, the status is
// "check again" and the notes say what was there: a new finding must not hide behind work that was done before it.
func (p *Progress) of(ids []string) Mark {
	mark := Mark{Status: toDo}
	if p == nil {
		return mark
	}
	var found []Mark
	var said []string
	for _, id := range ids {
		earlier, known := p.notes[id]
		if !known {
			continue
		}
		found = append(found, earlier)
		said = append(said, fmt.Sprintf("%s: %s", id, strings.Join(present(earlier.Status, earlier.DoneBy, earlier.Sixty, earlier.Notes), ", ")))
	}
	if len(found) == 0 {
		return mark
	}
	mark = found[0]
	same := len(found) == len(ids)
	for _, other := range found {
		same = same && other.Status == mark.Status && other.DoneBy == mark.DoneBy && other.Sixty == mark.Sixty && other.Notes == mark.Notes
	}
	if same || len(found) < len(ids) && onlyToDo(found) {
		return mark
	}
	return Mark{Status: checkAgain, Notes: "earlier: " + strings.Join(said, "; ")}
}

func onlyToDo(marks []Mark) bool {
	return !slices.ContainsFunc(marks, func(m Mark) bool { return m.Status != toDo || m.DoneBy != "" || m.Sixty != "" || m.Notes != "" })
}

// gone lists the earlier ids that no line of this list has, in their earlier order.
func (p *Progress) gone(list []*entry) (ids []string) {
	if p == nil {
		return nil
	}
	now := map[string]bool{}
	for _, e := range list {
		for _, f := range e.findings {
			now[f.ID] = true
		}
	}
	for _, id := range p.ids {
		if !now[id] {
			ids = append(ids, id)
		}
	}
	return ids
}
