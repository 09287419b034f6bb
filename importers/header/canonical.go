package header

import "otaudit/audit"

// CanonicalHead are the columns before the canonical fields.
var CanonicalHead = []string{"source_file", "source_sheet", "source_row"}

// CanonicalHeader gives the header of the canonical form.
func CanonicalHeader() []string {
	header := append([]string(nil), CanonicalHead...)
	for f := range audit.NumFields {
		header = append(header, f.String())
	}
	return header
}
