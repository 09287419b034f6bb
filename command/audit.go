package command

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/urfave/cli/v2"

	"otaudit/audit"
	"otaudit/importers"
	"otaudit/report"
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
	phi       string
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
	day        audit.Date
	options    importers.Options
	mode       model.Mode
	level      audit.Safety
	tables     *refdata.Tables
	settings   refdata.Setting
	book       *importers.Book
	facts      profileFacts
	result     *audit.Result
	shown      *audit.Result      // published: identifiers replaced
	used       openingAmounts     // --opening
	accepted   []model.Waiver     // --waivers
	earlier    *audit.Result      // --previous
	reviewed   *reviewed          // --reviews; nil if none are given
	progress   *worklist.Progress // beside --previous; nil if there is none
	kept       *privacy.Crosswalk // --crosswalk
	unjudged   *audit.Unjudged    // by this run; nil without an earlier one
	codes      *privacy.Crosswalk // of the identifiers in shown; nil if it has none
	copies     copies
	publishing *privacy.Publishing
	unclosed   *audit.Account // as the engine left it
	con        *console
}

// runAudit is the main job: read, audit, correct, publish, write. The exit code is that of the whole run.
func runAudit(o auditOptions, con *console) (int, error) {
	r := &auditRun{auditOptions: o, con: con}
	for _, step := range []func() error{r.check, r.read, r.followProfiles, r.audit, r.correct, r.publish, r.write} {
		if err := step(); err != nil {
			return exitUsage, errors.Join(err, r.removeCopies())
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
	if r.mode, err = model.ParseMode(r.phi); err != nil {
		return err
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
	switch r.apply {
	case "none":
		r.level = audit.NoFix
	case "safe":
		r.level = audit.Safe
	case "review":
		r.level = audit.Review
	default:
		return fmt.Errorf("--apply %s: not none, safe or review", r.apply)
	}
	if !slices.Contains([]string{"never", "error", "warning"}, r.failOn) {
		return fmt.Errorf("--fail-on %s: not never, error or warning", r.failOn)
	}
	if r.therapist != "name" && r.therapist != "code" {
		return fmt.Errorf("--therapists %s: not name or code", r.therapist)
	}
	if r.target < 0 || r.target > 100 {
		return fmt.Errorf("--target %d: not a percentage", r.target)
	}
	if r.used, err = readOpening(r.opening); err != nil {
		return fmt.Errorf("--opening: %w", err)
	}
	if r.accepted, err = readWaivers(r.waivers); err != nil {
		return fmt.Errorf("--waivers: %w", err)
	}
	r.previous = earlierResult(r.previous)
	if r.earlier, err = readEarlier(r.previous); err != nil {
		return fmt.Errorf("--previous: %w", err)
	}
	if r.progress, err = readProgress(r.previous); err != nil {
		return fmt.Errorf("--previous: %w", err)
	}
	if r.reviewed, err = readReviewed(r.reviews); err != nil {
		return fmt.Errorf("--reviews: %w", err)
	}
	if r.kept, err = readCrosswalk(r.crosswalk); err != nil {
		return fmt.Errorf("--crosswalk: %w", err)
	}
	if r.earlier != nil {
		if err = privacy.MayCompare(r.privacy(), r.earlier); err != nil {
			return fmt.Errorf("--previous %s: %w", r.previous, err)
		}
	}
	return r.checkOut()
}

// checkOut refuses outputs that cannot be written before the work is done, not after.
func (r *auditRun) checkOut() error {
	return freeToWrite(r.out, report.Written(false), r.force)
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
	progress := r.con.progress("auditing")
	sessions := r.book.Sessions
	r.used.sayUnmatched(r.opening, sessions, r.con)
	r.sayBeyondTables(sessions)
	r.sayClaims()
	r.book.Sessions = nil // the result holds all that the reports need
	r.result = audit.Run(sessions, audit.Config{Rules: list, Payers: payers, Codes: rules.Codes(r.tables),
		Fees: rules.Fees(r.tables, r.settings), NotKept: r.book.NotKept, Notices: r.book.Notices, Sheets: r.book.Sheets, Workers: r.workers,
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

// beginPublishing lets codes be given out beside what follows.
func (r *auditRun) beginPublishing() {
	r.publishing = privacy.Begin(r.result, r.privacy())
}

func (r *auditRun) privacy() privacy.Options {
	return privacy.Options{Mode: r.mode, CodeTherapists: r.therapist == "code", Crosswalk: r.kept}
}

// publish replaces identifiers as the privacy mode demands.
func (r *auditRun) publish() error {
	shown, codes, err := r.publishing.Finish()
	if err != nil {
		return err
	}
	r.shown, r.codes = shown, codes
	history.ApplyWaivers(shown, r.accepted, r.day)
	if r.earlier != nil {
		comparison, err := history.Compare(shown, r.earlier, r.publishing.Unjudged(r.unjudged))
		if err != nil {
			return fmt.Errorf("--previous %s: %w", r.previous, err)
		}
		if !comparison.Closes() {
			shown.Account.Open = append(shown.Account.Open, "the open findings of this run and of the earlier one do not add up")
		}
	}
	return nil
}

// write writes the reports. If a corrected copy could not be released, they are made again without its corrections.
func (r *auditRun) write() error {
	err := r.writeReports()
	if errors.Is(err, errCopyFailed) {
		if err := r.withdrawCopies(); err != nil {
			return err
		}
		err = r.writeReports()
	}
	if err != nil {
		return err
	}
	r.sayCopies()
	sayUnprintable(r.shown, r.rendering(), r.con)
	for _, w := range model.UnmatchedWaivers(r.shown) {
		r.con.note("the waiver of %s: %s", w.FindingID, w.Outcome)
	}
	return nil
}

// writeReports renders the reports while the corrected copies are still being written. None is released before every copy stood
// its comparison and the crosswalk of its codes is saved, and that is not before all are written.
func (r *auditRun) writeReports() error {
	var unsaved error
	saved := sync.OnceValue(func() error {
		if r.codes != nil {
			unsaved = privacy.SaveCrosswalk(r.out, r.codes)
		}
		return unsaved
	})
	canPublish := func() error {
		if err := r.copies.stand(); err != nil {
			return err
		}
		return saved()
	}
	job := writing{folder: r.out, outputs: report.Written(false), result: r.shown, rendering: r.rendering(), force: r.force, canPublish: canPublish}
	err := job.write(r.con)
	return cmp.Or(unsaved, err)
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
			&cli.StringFlag{Name: "setting", Value: "practitioner", Usage: "practitioner or outpatient_hospital: which code edits apply"},
			&cli.StringFlag{Name: "state", Usage: "state of the clinic, such as NY: therapists without peers are compared with its norms"},
			&cli.StringFlag{Name: "apply", Value: "safe", Usage: "corrections to write: none, safe, review"},
			&cli.StringFlag{Name: "phi", Value: "code", Usage: "what reports show of patients: code, id, full"},
			&cli.StringFlag{Name: "therapists", Value: "name", Usage: "what reports show of therapists: name, code"},
			&cli.StringFlag{Name: "crosswalk", Usage: "codes of an earlier run to keep"},
			&cli.StringFlag{Name: "opening", Usage: "CSV of amounts already used this year: patient,year,discipline_group,amount"},
			&cli.StringFlag{Name: "previous", Usage: "folder or audit.json of an earlier run, to compare with; its work list is carried over"},
			&cli.StringFlag{Name: "waivers", Usage: "CSV of accepted findings: finding_id,by,until,reason"},
			&cli.StringFlag{Name: "reviews", Usage: "folder or scores.json of a reviewed sample; its opinions become a part of the report of their own"},
			&cli.StringFlag{Name: "fail-on", Value: "never", Usage: "exit 1 on findings: never, error, warning"},
			&cli.StringFlag{Name: "client", Usage: "label of the client on the report"},
			&cli.StringFlag{Name: "paper", Value: "letter", Usage: "letter or a4"},
			&cli.IntFlag{Name: "detail", DefaultText: "200", Usage: "findings shown in detail in the PDF"},
			&cli.IntFlag{Name: "target", Value: model.DefaultTarget, Usage: "percent of lines that a rate is held to"},
			&cli.BoolFlag{Name: "counsel", DisableDefaultText: true, Usage: "print \"Prepared at the direction of counsel\""},
			&cli.BoolFlag{Name: "force", DisableDefaultText: true, Usage: "replace outputs that exist"},
			&cli.IntFlag{Name: "workers", DefaultText: "one a processor", Usage: "goroutines"},
		}, readFlags()...),
		Action: func(c *cli.Context) (err error) {
			o := auditOptions{out: c.String("out"), setting: c.String("setting"), state: c.String("state"), apply: c.String("apply"), phi: c.String("phi"),
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
