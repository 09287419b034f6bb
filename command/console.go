package command

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"

	"otaudit/audit"
	"otaudit/report/model"
)

// The exit codes. 3 beats 1.
const (
	exitDone       = 0
	exitFindings   = 1
	exitUsage      = 2
	exitIncomplete = 3
)

// console is how the program talks: results to the one stream, messages to the other.
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
	fmt.Fprintf(v.err, "otaudit: error: %s\n", escaped(err.Error()))
	var h hinted
	if errors.As(err, &h) && h.hint != "" {
		fmt.Fprintf(v.err, "otaudit: hint: %s\n", escaped(h.hint))
	}
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
		fmt.Fprintf(v.err, "otaudit: note: "+format+"\n", escapedArgs(args)...)
	}
}

func (v *console) line(format string, args ...any) {
	if !v.quiet {
		fmt.Fprintf(v.out, format+"\n", escapedArgs(args)...)
	}
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

// progress shows a bar, on a terminal only.
func (v *console) progress(what string) func(done, total int) {
	file, ok := v.err.(*os.File)
	if v.quiet || !ok {
		return nil
	}
	if info, err := file.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return nil
	}
	var bar *progressbar.ProgressBar
	return func(done, total int) {
		if bar == nil {
			bar = progressbar.NewOptions(total, progressbar.OptionSetDescription(what), progressbar.OptionSetWriter(file),
				progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
		}
		_ = bar.Set(done)
	}
}
