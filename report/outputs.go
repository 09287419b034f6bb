// Package report lists the outputs of a run. In comes a published result, whose identifiers are replaced as its set demands; what
// writes each file is in the packages below. Whoever needs to know of an output asks this list: the check that outputs can be
// written, the writing, `otaudit report`, the recognition of outputs met among the inputs, the README's table and the tests for
// leaks and wording.
package report

import (
	"bytes"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/report/auditjson"
	"otaudit/report/findings"
	"otaudit/report/html"
	"otaudit/report/model"
	"otaudit/report/pdf"
	"otaudit/report/worklist"
)

// Output is one file of a run.
type Output struct {
	Name string // in the folder of its set
	What string // what it is, as in "table of findings of an earlier audit, not a log"
	// Sets are those that it is in; an output of none lies in the folder of the run.
	Sets []model.Set
	// Again says that `otaudit report` writes it again from audit.json.
	Again bool
	// Starts is the beginning of its content, and Holds a text of its first kilobyte: by these it is recognised under another
	// name. Nothing of it is known if both are empty.
	Starts, Holds string
	// CommonName says that other programs give their files this name too, so that only the content tells.
	CommonName bool
	// Write writes it from a published result; nil for what is made of something else.
	Write func(io.Writer, *audit.Result, Rendering) error
}

// The names of outputs that are also read, or looked for.
const (
	AuditJSON = "audit.json"
	WorkList  = "worklist.xlsx"
	Crosswalk = "crosswalk.csv"
	Record    = "outputs.sha256"
	Copies    = "*.audited.*"
)

var (
	both     = []model.Set{model.Internal, model.Share}
	internal = []model.Set{model.Internal}
)

// Outputs are all files of a run.
var Outputs = []Output{
	{Name: "report.pdf", What: "report", Sets: both, Again: true,
		Write: func(w io.Writer, r *audit.Result, o Rendering) error { return pdf.Write(w, r, o.paper(r, pdf.Manager)) }},
	{Name: "evidence.pdf", What: "evidence of a report", Sets: both, Again: true,
		Write: func(w io.Writer, r *audit.Result, o Rendering) error {
			return pdf.Write(w, r, o.paper(r, pdf.Evidence))
		}},
	{Name: "report.html", What: "report", Sets: both, Again: true, CommonName: true, Starts: "<!DOCTYPE html>", Holds: "<title>Occupational therapy billing audit",
		Write: func(w io.Writer, r *audit.Result, o Rendering) error {
			return html.Write(w, r, html.Options{Client: o.Client, Counsel: o.Counsel})
		}},
	{Name: "findings.csv", What: "table of findings", Sets: both, Again: true, Starts: "finding_id,rule,name,severity,",
		Write: func(w io.Writer, r *audit.Result, _ Rendering) error { return findings.Write(w, r) }},
	{Name: AuditJSON, What: "result", Sets: both, Starts: "{\n\"schema\": ",
		Write: func(w io.Writer, r *audit.Result, _ Rendering) error { return auditjson.Write(w, r) }},
	// It is not written again: people write into it.
	{Name: WorkList, What: "work list", Sets: internal,
		Write: func(w io.Writer, r *audit.Result, o Rendering) error { return worklist.Write(w, r, o.Progress) }},
	{Name: Copies, What: "corrected copy", Sets: internal},
	{Name: model.ExcludedRowsFile, What: "list of the excluded rows", Sets: internal, Starts: "source_file,source_sheet,source_row,kind,reason,",
		Write: func(w io.Writer, r *audit.Result, _ Rendering) error { return findings.WriteExcluded(w, r) }},
	{Name: Crosswalk, What: "crosswalk", Sets: internal, CommonName: true, Starts: "kind,code,identifier"},
	{Name: Record, What: "record of the outputs"},
}

// Written returns the outputs of a set that are written from a published result, of `otaudit report` those that it writes again.
func Written(set model.Set, again bool) []Output {
	var list []Output
	for _, o := range Outputs {
		if o.Write != nil && slices.Contains(o.Sets, set) && (o.Again || !again) {
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

// keptNumber is what stands in the name of an output that was changed and kept, before its extension.
var keptNumber = regexp.MustCompile(`\.\d+(\.[^.]+)$`)

func (o *Output) isNamed(name string) bool {
	matches, _ := filepath.Match(o.Name, keptNumber.ReplaceAllString(name, "$1"))
	return matches && !o.CommonName
}
