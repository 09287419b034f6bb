package importers

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"otaudit/audit"
	"otaudit/importers/header"
	"otaudit/importers/value"
)

// WriteCanonical writes the lines in the canonical form: UTF-8, LF, the fields in their order, one row a line
// (IMP-80 to IMP-82). Import with KeepProse first. Absent and unreadable values are empty.
// watch is told how many lines are written.
func (b *Book) WriteCanonical(w io.Writer, watch func(lines int64)) error {
	out := csv.NewWriter(w)
	if err := out.Write(header.CanonicalHeader()); err != nil {
		return err
	}
	record := make([]string, len(header.CanonicalHead)+int(audit.NumFields))
	for i, s := range b.Sessions {
		watch(int64(i))
		b.canonicalRecord(s, record)
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// Unreadables counts the values of the lines that could not be read.
func (b *Book) Unreadables() int {
	n := 0
	for _, s := range b.Sessions {
		for f := range audit.NumFields {
			if s.State(f) == audit.Bad {
				n++
			}
		}
	}
	return n
}

func (b *Book) canonicalRecord(s *audit.Session, record []string) {
	file, sheet, _ := strings.Cut(s.Layout.Sheet, "!")
	record[0], record[1], record[2] = guarded(file), guarded(sheet), strconv.Itoa(int(s.Row))
	for f := range audit.NumFields {
		text := s.Canonical(f)
		if f.Kind() == audit.Prose {
			text = b.prose[proseKey{s, f}]
		}
		if f.Kind() == audit.Text || f.Kind() == audit.Prose {
			text = guarded(text)
		}
		record[len(header.CanonicalHead)+int(f)] = text
	}
}

// guarded keeps a spreadsheet program from taking a text for a formula (IMP-82).
func guarded(text string) string {
	if text != "" && strings.IndexByte("=+-@\t\r", text[0]) >= 0 {
		return string(value.Shield) + text
	}
	return text
}
