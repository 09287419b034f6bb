package command

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"golang.org/x/term"

	"otaudit/audit"
	"otaudit/report/jsonfile"
	"otaudit/report/model"
)

// The exit codes. 3 beats 1.
const (
	exitDone       = 0
	exitFindings   = 1
	exitUsage      = 2
	exitIncomplete = 3
)

// console is how the program talks: results to the one stream, messages to the other. Nothing else in the package writes to them.
type console struct {
	out, err io.Writer
	quiet    bool
	written  []string // files, until they are said
}

// hinted is an error with a line that says what to do.
type hinted struct {
	error
	hint string
}

func (h hinted) Unwrap() error { return h.error }

// hint adds what to do to an error.
func hint(err error, what string) error { return hinted{err, what} }

// problem prints an error and its hint.
func (v *console) problem(err error) {
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		for _, one := range several.Unwrap() {
			v.problem(one)
		}
		return
	}
	v.printf(v.err, v.label("error", red)+" %s\n", err)
	var h hinted
	if errors.As(err, &h) && h.hint != "" {
		v.printf(v.err, v.label("hint", cyan)+" %s\n", h.hint)
	}
}

// printf is how all printing is done. The format is the program's own; what is put into it may be the name or a value of a file,
// and is escaped: it neither steers a terminal nor begins a line.
func (v *console) printf(to io.Writer, format string, args ...any) {
	fmt.Fprintf(to, format, escapedArgs(args)...)
}

// uncovered says that most timed lines could not be judged for reasons of the reading, and what mends the first of them.
func (v *console) uncovered(c audit.Coverage) {
	if !c.Incomplete {
		return
	}
	for _, gap := range c.Gaps {
		if gap.Reading {
			v.problem(hint(fmt.Errorf("units judged on %s: %s", fewOf(c), gap.Why), gap.Flag))
			return
		}
	}
}

func fewOf(c audit.Coverage) string {
	if c.Judged == 0 {
		return "no timed line"
	}
	return model.Count(c.Judged) + " of " + model.Plural(c.Timed, "timed line", "timed lines")
}

func (v *console) note(format string, args ...any) {
	if !v.quiet {
		v.printf(v.err, "otaudit: note: "+format+"\n", args...)
	}
}

func (v *console) line(format string, args ...any) {
	if !v.quiet {
		v.printf(v.out, format+"\n", args...)
	}
}

// warn says what is printed with --quiet too and ends nothing.
func (v *console) warn(what string) { v.printf(v.err, v.label("warning", yellow)+" %s\n", what) }

// interrupted says that a signal ended the run.
func (v *console) interrupted() {
	v.printf(v.err, "otaudit: interrupted; the outputs of this run were removed\n")
}

// page prints a text of several lines, with --quiet too.
func (v *console) page(text string) {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = escaped(lines[i])
	}
	io.WriteString(v.out, strings.Join(lines, "\n"))
}

// json prints a value as JSON. Escaped, it is the same JSON.
func (v *console) json(value any) error {
	var text strings.Builder
	if err := jsonfile.Write(&text, value, " "); err != nil {
		return err
	}
	v.page(text.String())
	return nil
}

// data lets what other programs are to read be written as it is; on a terminal it is escaped.
func (v *console) data(write func(io.Writer) error) error {
	if !onTerminal(v.out) {
		err := write(v.out)
		if printed, ok := v.out.(*stdout); ok && printed.err != nil {
			return nil // said at the end, as of all that is printed
		}
		return err
	}
	var text strings.Builder
	if err := write(&text); err != nil {
		return err
	}
	v.page(text.String())
	return nil
}

// table prints rows whose cells are separated by tabs, in columns.
func (v *console) table(rows func(row func(format string, args ...any))) {
	table := tabwriter.NewWriter(v.out, 0, 0, 2, ' ', 0)
	rows(func(format string, args ...any) { v.printf(table, format+"\n", args...) })
	table.Flush()
}

// wrote notes a file that was written; sayWritten says it.
func (v *console) wrote(path string) { v.written = append(v.written, path) }

// sayWritten names the files that were written since it was last called, one line a folder.
func (v *console) sayWritten() {
	var folders []string
	names := map[string][]string{}
	for _, path := range v.written {
		folder := filepath.Dir(path)
		if names[folder] == nil {
			folders = append(folders, folder)
		}
		names[folder] = append(names[folder], filepath.Base(path))
	}
	for _, folder := range folders {
		v.line("wrote to %s: %s", folder, strings.Join(names[folder], ", "))
	}
	v.written = nil
}

// onTerminal reports whether what is written there is seen by a person.
func onTerminal(to io.Writer) bool {
	if printed, ok := to.(*stdout); ok {
		to = printed.to
	}
	file, ok := to.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}
