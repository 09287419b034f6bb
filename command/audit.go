package command

import (
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"

	"github.com/urfave/cli/v2"

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

// auditOptions are the flags of the main job, parsed.
type auditOptions struct {
	readOptions
	out       string
	setting   string
	state     string
	apply     string
	only      string
	therapist string
	crosswalk string
	opening   string
	previous  string
	waivers   string
	reviews   string
	failOn    string
	client    string
	paper     string
	detail    int
	workers   int
	target    int
	counsel   bool
	force     bool
	// settingGiven says that --setting was given, so that no profile changes it.
	settingGiven bool
}

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
		return fmt.Errorf("--target %d: not a percentage", r.target)
	}
	if r.used, err = readOpening(r.opening); err != nil {
		return fmt.Errorf("--opening: %w", err)
	}
	if r.accepted, err = readWaivers(r.waivers); err != nil {
		return fmt.Errorf("--waivers: %w", err)
	}
	if r.earlier, err = readEarlierRun(r.previous); err != nil {
		return fmt.Errorf("--previous: %w", err)
	}
	if r.reviewed, err = readReviewed(r.reviews); err != nil {
		return fmt.Errorf("--reviews: %w", err)
	}
	if r.kept, err = readCrosswalk(r.crosswalk); err != nil {
		return fmt.Errorf("--crosswalk: %w", err)
	}
	if r.earlier != nil {
		r.progress = r.earlier.progress
		if err := r.keepCodes(r.earlier.crosswalk, "--previous"); err != nil {
			return err
		}
		return r.mayCompare()
	}
	return nil
}

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
	progress := r.con.progress("auditing")
	sessions := r.book.Sessions
	r.used.sayUnmatched(r.opening, sessions, r.con)
	r.sayBeyondTables(sessions)
	r.sayClaims()
	r.book.Sessions = nil // the result holds all that the reports need
	r.result = audit.Run(sessions, audit.Config{Rules: list, Payers: payers, Codes: rules.Codes(r.tables),
		Fees: rules.Fees(r.tables, r.settings), NotKept: r.book.NotKept, Claims: r.book.Claims,
		ReasonWords: rules.ReasonWords(r.tables), Notices: r.book.Notices, Sheets: r.book.Sheets, Workers: r.workers,
		Unjudged: r.unjudged, Progress: progress})
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
		if err := r.box.render(string(set), report.Written(set, false), r.shown, r.rendering()); err != nil {
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

func auditCommand(con *console, code *int) *cli.Command {
	return &cli.Command{
		Name: "audit", Usage: "the main job: audit logs, write corrected sheets and reports", ArgsUsage: "FILE|DIR|GLOB…",
		Description: "Exit codes: 0 done; 1 findings at or above --fail-on; 2 usage or profile error, nothing audited;\n" +
			"3 something that should have been audited was not.",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "out", Value: defaultOut, Usage: "folder of the outputs", Action: aName("out")},
			choiceFlag("setting", "practitioner", "which code edits apply", "practitioner", "outpatient_hospital"),
			&cli.StringFlag{Name: "state", Usage: "state of the clinic, such as NY: therapists without peers are compared with its norms"},
			choiceFlag("apply", "safe", "corrections to write", "none", "safe", "review"),
			choiceFlag("only", "", "the one set of outputs to write", "share", "internal"),
			&cli.StringFlag{Name: "phi", Hidden: true, Action: noMorePHI},
			choiceFlag("therapists", "code", "what the share set shows of therapists", "code", "name"),
			&cli.StringFlag{Name: "crosswalk", DefaultText: "that of --out or of --previous", Usage: "codes of an earlier run to keep"},
			&cli.StringFlag{Name: "opening", Usage: "CSV of amounts already used this year: patient,year,discipline_group,amount"},
			&cli.StringFlag{Name: "previous", Usage: "folder of an earlier run, to compare with; its work list and its codes are carried over"},
			&cli.StringFlag{Name: "waivers", Usage: "CSV of accepted findings: finding_id,by,until,reason"},
			&cli.StringFlag{Name: "reviews", Usage: "folder or scores.json of a reviewed sample; its opinions become a part of the report of their own"},
			choiceFlag("fail-on", "never", "findings that make the exit code 1", "never", "error", "warning"),
			&cli.StringFlag{Name: "client", Usage: "label of the client on the report"},
			paperFlag(),
			&cli.IntFlag{Name: "detail", DefaultText: "200", Usage: "findings shown in detail in the PDF"},
			&cli.IntFlag{Name: "target", Value: model.DefaultTarget, Usage: "percent of lines that a rate is held to"},
			&cli.BoolFlag{Name: "counsel", DisableDefaultText: true, Usage: "print \"Prepared at the direction of counsel\""},
			&cli.BoolFlag{Name: "force", DisableDefaultText: true, Usage: "replace files that otaudit did not write"},
			&cli.IntFlag{Name: "workers", DefaultText: "one a processor", Usage: "goroutines"},
		}, readFlags()...),
		Action: func(c *cli.Context) (err error) {
			o := auditOptions{out: c.String("out"), setting: c.String("setting"), state: c.String("state"), apply: c.String("apply"), only: c.String("only"),
				therapist: c.String("therapists"), crosswalk: c.String("crosswalk"), opening: c.String("opening"), previous: c.String("previous"),
				waivers: c.String("waivers"), reviews: c.String("reviews"), failOn: c.String("fail-on"), client: c.String("client"), paper: c.String("paper"),
				detail: c.Int("detail"), target: c.Int("target"), counsel: c.Bool("counsel"), force: c.Bool("force"), workers: c.Int("workers"),
				settingGiven: c.IsSet("setting")}
			if o.readOptions, err = readOptionsOf(c); err != nil {
				return err
			}
			con.quiet = o.quiet
			*code, err = runAudit(o, con)
			return err
		},
	}
}

// noMorePHI says what has taken the place of a flag of earlier versions.
func noMorePHI(*cli.Context, string) error {
	return hint(errors.New("--phi: there is no such flag any more: each run writes internal/ with identifiers as logged and share/ with codes"),
		"leave it out; --only internal or --only share writes one of them")
}
