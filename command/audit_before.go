package command

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"

	"otaudit/audit"
	"otaudit/report"
	"otaudit/report/model"
	"otaudit/report/privacy"
)

// keepCodes adds the codes of a crosswalk that was found to those that this run keeps.
func (r *auditRun) keepCodes(found *privacy.Crosswalk, where string) error {
	joined, agree := r.kept.Join(found)
	if !agree {
		return hint(fmt.Errorf("%s: its crosswalk is another than the one given, or contradicts it", where),
			"codes must stay what they are: give another --out, or leave --crosswalk out")
	}
	r.kept = joined
	return nil
}

// mayCompare refuses, as soon as the codes are known, an earlier run that has others.
func (r *auditRun) mayCompare() error {
	id := ""
	switch {
	case r.codes != nil:
		id = r.codes.ID
	case r.kept != nil:
		id = r.kept.ID
	}
	for _, set := range r.sets {
		if earlier := r.earlierOf(set); earlier != nil && id != "" {
			if err := privacy.SameCodes(id, &earlier.Manifest); err != nil {
				return fmt.Errorf("--previous %s: %w", r.previous, err)
			}
		}
	}
	return nil
}

// earlierOf returns the earlier result of a set; nil if there is none.
func (r *auditRun) earlierOf(set model.Set) *audit.Result {
	if r.earlier == nil {
		return nil
	}
	return r.earlier.results[set]
}

// takeFolder takes the folder of the outputs, and from it what earlier runs left there for this one: the crosswalk and the work list.
func (r *auditRun) takeFolder() (err error) {
	if r.box, err = openOutbox(r.out, 0o777, r.force); err != nil {
		return err
	}
	codes, err := crosswalkIn(r.out)
	if err != nil {
		return hint(err, "move it away, or give another --out")
	}
	if err := r.keepCodes(codes, r.out); err != nil {
		return err
	}
	crosswalk := inSetFolder(model.Internal, report.Crosswalk)
	r.box.ours[crosswalk] = replaced // by one that holds all of it
	if exists(filepath.Join(r.out, report.AuditJSON)) {
		r.con.note("%s: an %s lies beside the folders of the sets; it is of an earlier version and stays as it is", r.out, report.AuditJSON)
	}
	if err := r.takeWorkList(); err != nil {
		return err
	}
	names := []string{crosswalk}
	for _, set := range r.sets {
		for _, out := range report.Written(set, false) {
			names = append(names, inSetFolder(set, out.Name))
		}
	}
	return r.box.check(names...)
}

// takeWorkList reads the work list in the folder, so that the new one holds what people wrote into it.
func (r *auditRun) takeWorkList() error {
	name := inSetFolder(model.Internal, report.WorkList)
	path := r.box.path(name)
	if !slices.Contains(r.sets, model.Internal) || !exists(path) {
		return nil
	}
	if err := openElsewhere(path); err != nil {
		return err
	}
	progress, err := readProgress(path)
	if fate, _ := r.box.fateOf(name); err != nil && fate == foreign {
		return nil // no list of ours
	}
	if err != nil {
		return err
	}
	r.box.ours[name] = kept
	r.progress = progress.Over(r.progress)
	return nil
}

// inSetFolder is the path of an output from the folder of its run.
func inSetFolder(set model.Set, name string) string { return path.Join(string(set), name) }
