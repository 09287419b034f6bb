package command

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/importers"
	"otaudit/report"
	"otaudit/report/atomicfile"
	"otaudit/report/history"
	"otaudit/report/model"
	"otaudit/report/pdf"
	"otaudit/report/privacy"
	"otaudit/report/worklist"
	"otaudit/rules"
	"otaudit/rules/refdata"
)

// auditRun is one run of the main job on its way from the files to the reports.
type auditRun struct {
	auditOptions
	day      audit.Date
	options  importers.Options
	sets     []model.Set // to be written
	level    audit.Safety
	tables   *refdata.Tables
	settings refdata.Setting
	box      *outbox
	book     *importers.Book
	facts    profileFacts
	result   *audit.Result
	shown    *audit.Result      // the published result of the last set
	used     openingAmounts     // --opening
	accepted []model.Waiver     // --waivers
	earlier  *earlierRun        // --previous; nil without
	reviewed *reviewed          // --reviews; nil if none are given
	progress *worklist.Progress // of earlier work lists; nil if there are none
	kept     *privacy.Crosswalk // of earlier runs; nil if there is none
	unjudged *audit.Unjudged    // by this run; nil without an earlier one
	codes    *privacy.Codes
	copies   copies
	unclosed *audit.Account // as the engine left it
	con      *console
}

// runAudit is the main job: read, audit, correct, write. The exit code is that of the whole run.
func runAudit(o auditOptions, con *console) (int, error) {
	r := &auditRun{auditOptions: o, con: con}
	defer r.end()
	for _, step := range []func() error{r.check, r.takeFolder, r.read, r.checkCopies, r.followProfiles, r.audit, r.correct, r.write} {
		if err := step(); err != nil {
			return exitUsage, err
		}
	}
	r.summary()
	return r.exitCode(), nil
}

// check reads what the flags name before anything is audited.
func (r *auditRun) check() (err error) {
	if r.options, r.tables, err = r.importOptions(); err != nil {
		return err
	}
	r.day = r.options.AsOf
	if r.sets = model.Sets; r.only != "" {
		r.sets = []model.Set{model.Set(r.only)}
	}
	if r.paper, err = pdf.ParsePaper(r.paper); err != nil {
		return err
	}
	if r.settings, err = refdata.ParseSetting(r.setting); err != nil {
		return err
	}
	if r.state, err = stateOf(r.state, r.tables); err != nil {
		return err
	}
	r.level = map[string]audit.Safety{"none": audit.NoFix, "safe": audit.Safe, "review": audit.Review}[r.apply]
	if r.target < 0 || r.target > 100 {
		return hint(wrong("target", fmt.Sprint(r.target), "not a percentage"), "a whole number from 0 to 100, such as 95")
	}
	if r.used, err = readOpening(r.opening); err != nil {
		return ofFlag("opening", err)
	}
	if r.accepted, err = readWaivers(r.waivers); err != nil {
		return ofFlag("waivers", err)
	}
	if r.earlier, err = readEarlierRun(r.previous, r.con); err != nil {
		return ofFlag("previous", err)
	}
	if r.reviewed, err = readReviewed(r.reviews); err != nil {
		return ofFlag("reviews", err)
	}
	if r.kept, err = readCrosswalk(r.crosswalk); err != nil {
		return ofFlag("crosswalk", err)
	}
	if r.earlier != nil {
		for _, set := range r.sets {
			if r.earlierOf(set) == nil {
				r.con.note("--previous %s: has no result of the %s set, which is compared with nothing", r.previous, set)
			}
		}
		r.progress = r.earlier.progress
		if err := r.keepCodes(r.earlier.crosswalk, "--previous"); err != nil {
			return err
		}
		return r.mayCompare()
	}
	return nil
}

// read imports the files.
func (r *auditRun) read() error {
	book, err := importFiles(r.paths, r.options, r.con)
	r.book = book
	return err
}

// audit judges the lines.
func (r *auditRun) audit() error {
	options := rules.Options{AsOf: r.day, Setting: r.settings, Opening: r.used.amounts, State: r.state}
	r.facts.apply(&options)
	list, err := rules.All(r.tables, options)
	if err != nil {
		return err
	}
	payers, err := r.payerBook()
	if err != nil {
		return err
	}
	if r.earlier != nil {
		r.unjudged = &audit.Unjudged{}
	}
	sessions := r.book.Sessions
	r.used.sayUnmatched(r.opening, sessions, r.con)
	r.sayBeyondTables(sessions)
	r.sayClaims()
	r.book.Sessions = nil // the result holds all that the reports need
	auditing := r.con.progress("auditing", 0, thingsOf)
	r.result = audit.Run(sessions, audit.Config{Rules: list, Payers: payers, Codes: rules.Codes(r.tables),
		Fees: rules.Fees(r.tables, r.settings), NotKept: r.book.NotKept, Claims: r.book.Claims,
		ReasonWords: rules.ReasonWords(r.tables), Notices: r.book.Notices, Sheets: r.book.Sheets, Workers: r.workers,
		Unjudged: r.unjudged, Progress: auditing.of})
	auditing.end()
	r.result.Excluded = r.book.Excluded
	r.result.Opinions = r.reviewed.opinions(r.book.Inputs)
	r.result.Manifest = r.manifest()
	return nil
}

// sayClaims says what becomes of claims: no corrected claim is ever written (ADR 14).
func (r *auditRun) sayClaims() {
	switch {
	case r.book.Claims.Empty():
	case len(r.book.Sessions) == 0:
		r.con.note("there are payments, but no log and no claim to audit: name the log or the claims (837) that they answer")
	case len(r.book.Claims.Billed) > 0:
		r.con.note("no corrected claim is written: this program never makes an 837; the work list says what to correct in the billing system")
	}
}

// published returns the result of one set, compared with that of the earlier run.
func (r *auditRun) published(set model.Set) (*audit.Result, error) {
	o := privacy.Options{Set: set, NameTherapists: r.therapist == "name"}
	shown := privacy.Publish(r.result, r.codes, o)
	earlier := r.earlierOf(set)
	if earlier == nil {
		return shown, nil
	}
	comparison, err := history.Compare(shown, earlier, privacy.Unjudged(r.result, r.unjudged, r.codes, o))
	if err != nil {
		return nil, fmt.Errorf("--previous %s: %w", r.previous, err)
	}
	if !comparison.Closes() {
		shown.Account.Open = append(slices.Clone(shown.Account.Open), "the open findings of this run and of the earlier one do not add up")
	}
	return shown, nil
}

// write writes the outputs. If a corrected copy could not be made, they are made again without its corrections.
func (r *auditRun) write() error {
	err := r.render()
	if errors.Is(err, errCopyFailed) {
		r.withdrawCopies()
		r.box.discard()
		err = r.render()
	}
	if err != nil {
		return err
	}
	r.takeCopies()
	if err := r.box.publish(r.con); err != nil {
		return err
	}
	if old := r.box.stale(inSetFolder(model.Internal, report.Copies)); len(old) > 0 && slices.Contains(r.sets, model.Internal) {
		r.con.note("%s: %s of earlier runs, not of this one: %s", r.out, model.Plural(len(old), "corrected copy", "corrected copies"), strings.Join(old, ", "))
	}
	sayUnprintable(r.shown, r.rendering(), r.con)
	for _, w := range model.UnmatchedWaivers(r.shown) {
		r.con.note("the waiver of %s: %s", w.FindingID, w.Outcome)
	}
	return nil
}

// render finishes the outputs of one set after the other, while the corrected copies are still being written.
func (r *auditRun) render() error {
	crosswalk, err := atomicfile.Prepare(r.box.path(inSetFolder(model.Internal, report.Crosswalk)), filePermissions(model.Internal), r.codes.WriteCSV)
	if err != nil {
		return err
	}
	r.box.add(crosswalk)
	for _, set := range r.sets {
		r.shown = nil // one set after the other is in memory
		if r.shown, err = r.published(set); err != nil {
			return err
		}
		if err := r.box.render(string(set), report.Written(set, false), r.shown, r.rendering(), r.con); err != nil {
			return err
		}
	}
	return r.copies.stand()
}

// end leaves the folder of the outputs. A run that ended before it wrote them leaves nothing in it.
func (r *auditRun) end() {
	r.copies.wait()
	r.copies.discard()
	r.box.close()
}

func (r *auditRun) rendering() report.Rendering {
	return report.Rendering{Paper: r.paper, Client: r.client, Detail: r.detail, Counsel: r.counsel, Target: r.target, Progress: r.progress}
}

// exitCode is 3 if something that should have been audited was not, 1 if there are findings at or above --fail-on.
func (r *auditRun) exitCode() int {
	if !readWhole(r.book) || audit.CoverageOf(r.result).Incomplete || len(r.result.Failures) > 0 || !r.shown.Account.Closes() {
		return exitIncomplete
	}
	for i := range r.shown.Findings {
		f := &r.shown.Findings[i]
		if model.Open(f) && (f.Severity == audit.Error && r.failOn != "never" || f.Severity == audit.Warning && r.failOn == "warning") {
			return exitFindings
		}
	}
	return exitDone
}
