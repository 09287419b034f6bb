package model

import "otaudit/audit"

// Document is a paper beside the audit report, such as the record of a sample or a letter: a title and blocks, one after the
// other. It is laid out with the means of the report.
type Document struct {
	Title  string
	Notice string // whom it names, at the head of each page
	Foot   string // at the foot of each page
	Date   audit.Date
	Blocks []Block
}
