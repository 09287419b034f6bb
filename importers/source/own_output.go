package source

import (
	"bytes"
	"path/filepath"
	"strings"
)

// ownHead is how much of a file tells an output of this program.
const ownHead = 1024

// ownOutput recognises an earlier output of this program by its name or by its content (IMP-16).
func ownOutput(path string, head []byte) bool {
	name := strings.ToLower(filepath.Base(path))
	switch name {
	case "audit.json", "report.pdf", "findings.csv", "set-aside.csv":
		return true
	}
	return strings.HasSuffix(strings.TrimSuffix(name, filepath.Ext(name)), ".audited") || ownContent(head) != ""
}

// ownContents are the beginnings of the outputs that hold no log, and what they are. A corrected copy is not among them:
// it is the log, and may be audited again.
var ownContents = []struct{ start, what string }{
	{"finding_id,rule,name,severity,", "table of findings of an earlier audit"},
	{"source_file,source_sheet,source_row,kind,reason,", "list of the rows that an earlier audit set aside"},
	{"kind,code,identifier", "crosswalk of an earlier audit"},
	{"{\n\"account\": {", "result of an earlier audit"},
}

// reportTitle stands in the head of every report.html.
const reportTitle = "<title>Occupational therapy billing audit"

// ownContent says what output of an earlier audit begins like this; empty if it is none.
func ownContent(head []byte) string {
	head = bytes.TrimPrefix(head, []byte("\ufeff"))
	for _, own := range ownContents {
		if bytes.HasPrefix(head, []byte(own.start)) {
			return own.what
		}
	}
	if bytes.HasPrefix(head, []byte("<!DOCTYPE html>")) && bytes.Contains(head, []byte(reportTitle)) {
		return "report of an earlier audit"
	}
	return ""
}
