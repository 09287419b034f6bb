package command

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"otaudit/infile"
	"otaudit/infile/yamlfile"
	"otaudit/practice/clinic"
)

// clinicMonth is the month of one clinic: what is audited with what, and where the result goes.
type clinicMonth struct {
	clinic   *clinic.Clinic
	month    string
	logs     []string
	out      string
	earlier  []string // folders of the results before it
	words    []string
	settings []setting
	failed   bool // nothing was audited, for a reason that was said
}

// planMonth finds the files of the month, the newest without one, and the results before it.
func planMonth(c *clinic.Clinic, month string, typed *cli.Context) (*clinicMonth, error) {
	logs, of, err := c.Incoming(month)
	switch {
	case err != nil:
		if at := c.Wrong("logs", "", err.Error()); at != nil {
			err = at
		}
		return nil, hint(err, "put the logs of the clinic there, or name their folder under logs in "+c.Path)
	case len(logs) == 0 && month != "":
		return nil, hint(fmt.Errorf("%s: no file or folder is named for %s", c.Logs, month), "name it for its month: "+month+".csv")
	case len(logs) == 0:
		return nil, hint(fmt.Errorf("%s: holds no log", c.Logs), "put the first month there: 2026-01.csv")
	}
	m := &clinicMonth{clinic: c, month: of, logs: logs}
	m.words, m.settings = monthWords(c, typed)
	if m.month == "" { // no name has one: the result goes by the day of the run
		o, err := readOptionsOf(typed)
		if err != nil {
			return nil, err
		}
		options, _, err := o.importOptions()
		if err != nil {
			return nil, err
		}
		m.month = options.AsOf.String()
	}
	m.out = filepath.Join(c.Results, m.month)
	for _, folder := range c.Earlier(m.month) {
		if exists(earlierResult(folder)) {
			m.earlier = append(m.earlier, folder)
		}
	}
	return m, nil
}

// audit audits the month and compares it with those before it.
func (m *clinicMonth) audit(code *int, con *console) error {
	*code = exitDone
	if err := m.run(newApp(con, code)); err != nil {
		return err
	}
	if len(m.earlier) == 0 || !exists(earlierResult(m.out)) {
		return nil
	}
	return runCompare(append(slices.Clone(m.earlier), m.out), filepath.Join(m.clinic.Results, "compare"), m.value("paper"), true, con)
}

// check says what of the month's settings could not be followed. Nothing is read of the logs, and nothing written.
func (m *clinicMonth) check(con *console) error {
	app := newApp(con, new(int))
	app.Command(defaultCommand).Action = func(c *cli.Context) error {
		o, err := auditOptionsOf(c)
		if err != nil {
			return err
		}
		return (&auditRun{auditOptions: o, con: con}).check()
	}
	return m.run(app)
}

// run runs the audit of the month in an app of its own, since flags keep what was set.
func (m *clinicMonth) run(app *cli.App) error {
	line := append([]string{app.Name, defaultCommand, "--out=" + m.out}, m.words...)
	if len(m.earlier) > 0 {
		line = append(line, "--previous="+m.earlier[len(m.earlier)-1])
	}
	return m.placed(runLine(app, slices.Concat(line, []string{"--"}, m.logs)))
}

// placed names, in the place of a flag that was not typed, the line of the file that says it.
func (m *clinicMonth) placed(err error) error {
	var flag *flagError
	if !errors.As(err, &flag) || slices.ContainsFunc(m.settings, func(s setting) bool { return s.flag == flag.flag && s.from == typedThere }) {
		return err
	}
	at := m.clinic.Wrong(flag.flag, flag.value, flag.why.Error())
	if at == nil {
		return err
	}
	var h hinted
	errors.As(err, &h)
	h.hint = strings.ReplaceAll(h.hint, "--"+flag.flag+" ", clinic.Key(flag.flag)+": ")
	var unopened *infile.Error
	if errors.As(err, &unopened) {
		folder, meant := filepath.Dir(m.clinic.Path), ""
		if errors.Is(err, fs.ErrNotExist) {
			meant = nearFile(unopened.Path)
		}
		if below, err := filepath.Rel(folder, meant); err == nil && meant != "" {
			meant = below
		}
		h.hint = didYouMean(meant, "paths go from the folder of clinic.yaml on, which is "+folder)
	}
	return hint(at, h.hint)
}

// value is what is typed or stated of a flag; empty for its default.
func (m *clinicMonth) value(flag string) string {
	for _, s := range m.settings {
		if s.flag == flag {
			return s.value
		}
	}
	return ""
}

// say prints what would be done.
func (m *clinicMonth) say(con *console) {
	con.line("%s, %s", m.clinic.Path, m.month)
	for _, path := range m.logs {
		con.line("  log       %s", path)
	}
	con.line("  result    %s", m.out)
	if len(m.earlier) > 0 {
		con.line("  compared  with %s, and all %d in one series", m.earlier[len(m.earlier)-1], len(m.earlier)+1)
	}
	con.table(func(row func(format string, args ...any)) {
		for _, s := range m.settings {
			row("  %s\t%s\t%s", s.flag, s.value, s.from)
		}
	})
	con.line("  all else: the profile of the log, then what otaudit audit --help says")
}

// runMonth audits a month of each clinic. What is wrong with one of them does not stop the others.
func runMonth(clinics []*clinic.Clinic, month string, c *cli.Context, code *int, con *console) error {
	worst := exitDone
	var done []*clinicMonth
	for _, one := range clinics {
		m, err := planMonth(one, month, c)
		if err == nil && c.Bool("plan") {
			m.say(con)
			if err = m.check(con); err == nil {
				continue
			}
		}
		if err == nil && !c.Bool("plan") {
			if len(clinics) > 1 {
				con.line("%s", one.Path)
			}
			err = m.audit(code, con)
			worst = max(worst, *code)
		}
		if err != nil && len(clinics) == 1 {
			return err
		}
		if err != nil {
			if at := (*yamlfile.Error)(nil); !errors.As(err, &at) {
				err = fmt.Errorf("%s: %w", one.Path, err)
			}
			con.problem(err)
			worst = max(worst, exitUsage)
			if m == nil {
				m = &clinicMonth{clinic: one, month: month}
			}
			m.failed = true
		}
		done = append(done, m)
	}
	*code = worst
	if len(clinics) == 1 || c.Bool("plan") {
		return nil
	}
	return writeOverview(done, c.String("overview"), c.String("paper"), con)
}

func monthCommand(con *console, code *int) *cli.Command {
	audit := auditCommand(con, code)
	flags := []cli.Flag{
		&cli.BoolFlag{Name: "plan", DisableDefaultText: true, Usage: "print what would be audited, with each setting and where it comes from, and stop"},
		&cli.StringFlag{Name: "overview", Value: "otaudit-overview", Usage: "folder of the page over several clinics", Action: aName("overview")},
	}
	for _, f := range audit.Flags {
		if name := f.Names()[0]; name != "out" && name != "previous" {
			flags = append(flags, f)
		}
	}
	return &cli.Command{
		Name: "month", Usage: "audit a month of a clinic, or of several, as their clinic.yaml say, and compare it with those before", ArgsUsage: "CLINIC… [YYYY-MM]",
		Description: "CLINIC is a clinic.yaml, its folder, or a folder that holds the folders of clinics; otaudit init drafts one.\n" +
			"Without a month it is the newest that a file or folder in the folder of logs is named for. A flag goes before clinic.yaml,\n" +
			"that before a profile.",
		Flags: flags,
		Action: func(c *cli.Context) error {
			con.quiet = c.Bool("quiet")
			args, month := c.Args().Slice(), ""
			if n := len(args); n > 0 && clinic.IsMonth(args[n-1]) && !exists(args[n-1]) {
				args, month = args[:n-1], args[n-1]
			}
			clinics, err := clinicsOf(args, audit.Flags)
			if err != nil {
				return err
			}
			return runMonth(clinics, month, c, code, con)
		},
	}
}
