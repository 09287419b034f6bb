package importers

import "otaudit/audit"

// Profile says how one kind of export is read, where headers and values do not say it. The zero value and nil say nothing.
type Profile struct {
	Name string
	// Vendor names the export system whose own columns may be read, such as webpt.
	Vendor string
	// Columns fixes the field of a column by its header; the empty field leaves the column unread.
	Columns map[string]ColumnUse
	// CodeColumns says what stands under headers that are codes: minutes or units; empty if not said.
	CodeColumns string
}

// ColumnUse is the field that a profile gives to a column.
type ColumnUse struct {
	Field audit.Field
	None  bool // the column is not read
	Hours bool // minutes are written in hours
}

func (p *Profile) vendor() string {
	if p == nil {
		return ""
	}
	return p.Vendor
}

// column gives what the profile says of a header.
func (p *Profile) column(header string) (audit.Field, ColumnKind, bool) {
	if p == nil {
		return 0, KindPlain, false
	}
	use, ok := p.Columns[header]
	if !ok || use.None {
		return 0, KindPlain, false
	}
	if use.Hours {
		return use.Field, KindHours, true
	}
	return use.Field, KindPlain, true
}

func (p *Profile) codeColumns() (audit.Field, bool) {
	if p == nil || p.CodeColumns == "" {
		return 0, false
	}
	return audit.FieldNamed(p.CodeColumns)
}
