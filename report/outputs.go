// Package report lists the outputs of a run. In comes a published result, whose identifiers are replaced as the privacy mode
// demands; what writes each file is in the packages below. Whoever needs to know of an output asks this list: the check that
// outputs can be written, the writing, `otaudit report`, the recognition of outputs met among the inputs, the README's table
// and the tests for leaks and wording.
package report

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"

	"otaudit/audit"
	"otaudit/report/auditjson"
	"otaudit/report/findings"
	"otaudit/report/html"
	"otaudit/report/pdf"
	"otaudit/report/worklist"
)

// Output is one file of a run.
type Output struct {
	Name string // below the output folder
	What string // what it is, as in "table of findings of an earlier audit, not a log"
	// Identifiers says that it names patients in every privacy mode; the others show what the mode allows.
	Identifiers bool
	// Again says that `otaudit report` writes it again from audit.json.
	Again bool
	// Starts is the beginning of its content, and Holds a text of its first kilobyte: by these it is recognised under another
	// name. Nothing of it is known if both are empty.
	Starts, Holds string
	// CommonName says that other programs give their files this name too, so that only the content tells.
	CommonName bool
	// Write writes it; nil for the crosswalk and the corrected copies, which are saved on their own before the others appear.
	Write func(io.Writer, *audit.Result, Rendering) error
}

// Outputs are all files of a run.
var Outputs = []Output{
	{Name: "findings.csv", What: "table of findings", Again: true, Starts: "finding_id,rule,name,severity,",
		Write: func(w io.Writer, r *audit.Result, _ Rendering) error { return findings.Write(w, r) }},
	{Name: "report.html", What: "report", Again: true, CommonName: true, Starts: "<!DOCTYPE html>", Holds: "<title>Occupational therapy billing audit",
		Write: func(w io.Writer, r *audit.Result, o Rendering) error {
			return html.Write(w, r, html.Options{Client: o.Client, Counsel: o.Counsel})
		}},
	{Name: "report.pdf", What: "report", Again: true,
		Write: func(w io.Writer, r *audit.Result, o Rendering) error { return pdf.Write(w, r, o.paper(r, pdf.Manager)) }},
	{Name: "evidence.pdf", What: "evidence of a report", Again: true,
		Write: func(w io.Writer, r *audit.Result, o Rendering) error {
			return pdf.Write(w, r, o.paper(r, pdf.Evidence))
		}},
	// It is not written again: people write into it.
	{Name: "worklist.xlsx", What: "work list",
		Write: func(w io.Writer, r *audit.Result, o Rendering) error { return worklist.Write(w, r, o.Progress) }},
	{Name: "audit.json", What: "result", Starts: "{\n\"schema\": ",
		Write: func(w io.Writer, r *audit.Result, _ Rendering) error { return auditjson.Write(w, r) }},
	{Name: "excluded-rows.csv", What: "list of the excluded rows", Starts: "source_file,source_sheet,source_row,kind,reason,",
		Write: func(w io.Writer, r *audit.Result, _ Rendering) error { return findings.WriteExcluded(w, r) }},
	{Name: "DO-NOT-SEND/crosswalk.csv", What: "crosswalk", Identifiers: true, CommonName: true, Starts: "kind,code,identifier"},
	{Name: "*.audited.*", What: "corrected copy", Identifiers: true},
}

// Written returns the outputs that are written from a published result, of `otaudit report` those that it writes again.
func Written(again bool) []Output {
	var list []Output
	for _, o := range Outputs {
		if o.Write != nil && (o.Again || !again) {
			list = append(list, o)
		}
	}
	return list
}

// Recognise returns what output of an earlier run a file is, by its name or by its first kilobyte; empty if it is none.
// Without a name only the content counts: a corrected copy is a log, and may be audited again when it is named.
func Recognise(name string, head []byte) string {
	head = bytes.TrimPrefix(head, []byte("\ufeff"))
	for _, o := range Outputs {
		if o.begins(head) || o.isNamed(strings.ToLower(name)) {
			return o.What
		}
	}
	return ""
}

func (o *Output) begins(head []byte) bool {
	return o.Starts+o.Holds != "" && bytes.HasPrefix(head, []byte(o.Starts)) && bytes.Contains(head, []byte(o.Holds))
}

func (o *Output) isNamed(name string) bool {
	matches, _ := filepath.Match(filepath.Base(o.Name), name)
	return matches && !o.CommonName
}
