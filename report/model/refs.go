package model

import (
	"strconv"

	"otaudit/audit"
)

// RefList prints cells one behind the other: a finding about a month has thousands, mostly of one sheet and column, whose
// names it makes once.
type RefList struct {
	buffer []byte
	column audit.Ref // whose name is at hand; its row is 0
	name   []byte    // sheet, mark and letters
}

// Join gives the cells with a separator between them.
func (l *RefList) Join(refs []audit.Ref, separator string) string {
	b := l.buffer[:0]
	for i, r := range refs {
		if i > 0 {
			b = append(b, separator...)
		}
		if r.Sheet == "" {
			continue
		}
		if r.Sheet != l.column.Sheet || r.Col != l.column.Col {
			l.column = audit.Ref{Sheet: r.Sheet, Col: r.Col}
			l.name = append(append(append(l.name[:0], r.Sheet...), '!'), audit.ColumnLetters(r.Col)...)
		}
		b = strconv.AppendInt(append(b, l.name...), int64(r.Row), 10)
	}
	l.buffer = b
	return string(b)
}
