package command

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"otaudit/audit"
	"otaudit/importers/source"
	"otaudit/report/atomicfile"
	"otaudit/report/corrected"
	"otaudit/report/history"
)

// correct decides which corrections the copies can hold, which the reports con, and lets the copies be written beside
// the publishing and rendering of the reports.
func (r *auditRun) correct() error {
	if err := history.MarkAccepted(r.result, r.privacy(), r.accepted, r.day); err != nil {
		return err
	}
	r.beginPublishing()
	for _, source := range r.book.Sources {
		if err := r.correctSource(source); err != nil {
			return err
		}
	}
	if r.earlier != nil {
		if err := r.publishing.MayCompare(r.earlier); err != nil {
			return fmt.Errorf("--previous %s: %w", r.previous, err)
		}
	}
	if err := atomicfile.MakeFolder(r.out); err != nil {
		return err
	}
	r.closeAccount()
	r.copies.start()
	return nil
}

func (r *auditRun) correctSource(source *source.Source) error {
	var layouts []*audit.Layout
	for _, l := range r.book.Layouts {
		if r.result.Manifest.Inputs[l.Input].Name == source.Name {
			layouts = append(layouts, l)
		}
	}
	extension := filepath.Ext(source.Name)
	output := filepath.Join(r.out, strings.TrimSuffix(source.Name, extension)+".audited"+extension)
	_, missing := os.Stat(output)
	if missing == nil && !r.force {
		return hint(fmt.Errorf("%s: exists already", output), "give --force to replace it, or another --out")
	}
	plan, err := corrected.Plan(source.Path, output, r.result, layouts,
		corrected.Options{Apply: r.level, Delimiter: source.Delimiter, Encoding: source.Encoding, ByHand: source.ByHand, RowAt: source.RowAt})
	if err != nil {
		r.failCopy(source.Name, err)
		return nil
	}
	r.copies.list = append(r.copies.list, &copyJob{name: source.Name, plan: plan, replaces: missing == nil})
	return nil
}

func (r *auditRun) failCopy(name string, err error) {
	r.result.Failures = append(r.result.Failures, audit.Failure{What: "the corrected copy was withdrawn: " + err.Error(),
		Cell: audit.Ref{Sheet: name}})
}

// closeAccount closes the account of the engine anew, from what is marked as applied now.
func (r *auditRun) closeAccount() {
	if r.unclosed == nil {
		account := r.result.Account
		r.unclosed = &account
	}
	r.result.Account, r.result.Corrections = *r.unclosed, audit.Corrections{}
	r.result.CloseAccount()
}

// withdrawCopies makes the result say that the copies which could not be released hold no corrections (REP-113), and
// publishes it again.
func (r *auditRun) withdrawCopies() error {
	for _, c := range r.copies.list {
		if c.err != nil {
			c.plan.Withdraw()
			r.failCopy(c.name, c.err)
			c.withdrawn = true
		}
	}
	r.closeAccount()
	r.beginPublishing()
	return r.publish()
}

// sayCopies says what became of the copies, when all are written.
func (r *auditRun) sayCopies() {
	r.copies.wait()
	for _, c := range r.copies.list {
		if c.done.Note != "" {
			r.con.note("%s: %s", c.name, c.done.Note)
		}
		if c.done.Path != "" {
			r.con.wrote(c.done.Path)
		}
	}
}

// removeCopies removes the copies of a run that ends without its reports: nobody looks for patient data where nothing
// was audited, and no report says what was corrected. What stood in their place before cannot be brought back.
func (r *auditRun) removeCopies() error {
	r.copies.wait()
	var problems []error
	for _, c := range r.copies.list {
		switch {
		case c.done.Path == "":
		case c.replaces:
			r.con.note("%s: was replaced by the corrected copy of this run before it ended", c.done.Path)
		default:
			problems = append(problems, os.Remove(c.done.Path))
		}
	}
	return errors.Join(problems...)
}

// copies are the corrected copies on their way. They are written one after the other, since a workbook may be large.
type copies struct {
	list     []*copyJob
	finished chan struct{} // closed when every copy is released or failed; nil before the start
}

type copyJob struct {
	name      string
	plan      *corrected.Correction
	done      corrected.Corrected
	err       error
	withdrawn bool // the result says that the copy failed
	replaces  bool // another file was there before
}

func (c *copies) start() {
	c.finished = make(chan struct{})
	go func() {
		defer close(c.finished)
		for _, job := range c.list {
			job.write()
		}
	}()
}

// write writes the copy. A workbook that the library behind it cannot take is a copy that failed, not the end of the run.
func (j *copyJob) write() {
	defer func() {
		if problem := recover(); problem != nil {
			j.err = fmt.Errorf("the workbook cannot be edited: %v", problem)
		}
	}()
	j.done, j.err = j.plan.Write()
}

func (c *copies) wait() {
	if c.finished != nil {
		<-c.finished
	}
}

// errCopyFailed says that the reports were rendered with corrections that no copy holds.
var errCopyFailed = errors.New("a corrected copy could not be released")

// stand waits for the copies and says whether they are what the result says.
func (c *copies) stand() error {
	c.wait()
	for _, job := range c.list {
		if job.err != nil && !job.withdrawn {
			return errCopyFailed
		}
	}
	return nil
}
