package importers

import "otaudit/audit"

// codeColumn is a column whose header is a procedure code.
type codeColumn struct {
	col   int
	code  string
	field audit.Field
}
