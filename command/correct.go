package command

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/importers/source"
	"otaudit/report/corrected"
	"otaudit/report/history"
	"otaudit/report/model"
	"otaudit/report/privacy"
)

// correct gives identifiers their codes and findings their ids, decides which corrections the copies can hold, which the reports
// say, and lets the copies be written beside the rendering of the reports.
func (r *auditRun) correct() (err error) {
	if r.codes, err = privacy.Assign(r.result, r.kept); err != nil {
		return err
	}
	if err := r.mayCompare(); err != nil {
		return err
	}
	history.ApplyWaivers(r.result, r.accepted, r.day)
	for _, set := range model.Sets { // the crosswalk is internal, whatever set is written
		if set == model.Internal || slices.Contains(r.sets, set) {
			if err := r.box.folder.Make(string(set), folderPermissions(set)); err != nil {
				return err
			}
		}
	}
	if slices.Contains(r.sets, model.Internal) {
		for _, source := range r.book.Sources {
			r.correctSource(source)
		}
	}
	r.closeAccount()
	r.copies.start()
	return nil
}

// checkCopies refuses, before the audit, corrected copies that could not be put in their place.
func (r *auditRun) checkCopies() error {
	if !slices.Contains(r.sets, model.Internal) {
		return nil
	}
	var names []string
	for _, source := range r.book.Sources {
		names = append(names, inSetFolder(model.Internal, copyName(source)))
	}
	return r.box.check(names...)
}

// copyName names the corrected copy of a log, with the extension of what is in it: a workbook that was named .csv would not open.
func copyName(log *source.Source) string {
	extension := filepath.Ext(log.Name)
	name := strings.TrimSuffix(log.Name, extension) + ".audited"
	workbook := slices.Contains([]string{".xlsx", ".xlsm", ".xltx", ".xltm"}, strings.ToLower(extension))
	switch {
	case log.Kind == source.Workbook && !workbook:
		extension = ".xlsx"
	case log.Kind == source.DelimitedText && (workbook || strings.EqualFold(extension, ".xls")):
		extension = ".csv"
		if log.Delimiter == '\t' {
			extension = ".txt"
		}
	}
	return name + extension
}

func (r *auditRun) correctSource(source *source.Source) {
	var layouts []*audit.Layout
	for _, l := range r.book.Layouts {
		if r.result.Manifest.Inputs[l.Input].Name == source.Name {
			layouts = append(layouts, l)
		}
	}
	plan, err := corrected.Plan(source.Path, r.box.path(inSetFolder(model.Internal, copyName(source))), r.result, layouts,
		corrected.Options{Apply: r.level, Delimiter: source.Delimiter, Encoding: source.Encoding, ByHand: source.ByHand, RowAt: source.RowAt})
	if err != nil {
		r.failCopy(source.Name, err)
		return
	}
	r.copies.list = append(r.copies.list, &copyJob{name: source.Name, plan: plan})
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

// withdrawCopies makes the result say that the copies which could not be made hold no corrections (REP-113).
func (r *auditRun) withdrawCopies() {
	for _, c := range r.copies.list {
		if c.err != nil {
			c.plan.Withdraw()
			r.failCopy(c.name, c.err)
			c.withdrawn = true
		}
	}
	r.closeAccount()
}

// takeCopies puts the finished copies with the other outputs, and says what is to be said of them.
func (r *auditRun) takeCopies() {
	for _, c := range r.copies.list {
		if c.done.Note != "" {
			r.con.note("%s: %s", c.name, c.done.Note)
		}
		r.box.add(c.done.Copy)
	}
}

// copies are the corrected copies on their way. They are written one after the other, since a workbook may be large.
type copies struct {
	list     []*copyJob
	finished chan struct{} // closed when every copy is finished or failed; nil before the start
}

type copyJob struct {
	name      string
	plan      *corrected.Correction
	done      corrected.Corrected
	err       error
	withdrawn bool // the result says that the copy failed
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

// discard removes the copies of a run that ends without its reports: nobody looks for patient data where nothing was audited.
func (c *copies) discard() {
	for _, job := range c.list {
		if job.done.Copy != nil {
			job.done.Copy.Discard()
		}
	}
}

// errCopyFailed says that the reports were rendered with corrections that no copy holds.
var errCopyFailed = errors.New("a corrected copy could not be made")

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
