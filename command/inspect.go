package command

import (
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"otaudit/audit"
	"otaudit/importers"
	"otaudit/importers/profile"
	"otaudit/importers/source"
	"otaudit/report"
	"otaudit/report/atomicfile"
	"otaudit/rules"
	"otaudit/rules/refdata"
)

// inspectOptions are the flags of inspect.
type inspectOptions struct {
	readOptions
	draft  string // --write-profile
	shapes string // --shapes
	all    bool
	json   bool
	force  bool
}

// runInspect shows what is recognised in each file: sheet, header row, columns, what was assumed, and what can be audited with
// it. It can draft a profile and write the shapes of a layout.
func runInspect(o inspectOptions, con *console) (int, error) {
	options, tables, err := o.importOptions()
	if err != nil {
		return exitUsage, err
	}
	options.Inspect = true
	book, err := importFiles(o.paths, options, con)
	if err != nil {
		return exitUsage, err
	}
	config, err := ledgerConfig(options, tables, book.Profiles)
	if err != nil {
		return exitUsage, err
	}
	found := inspectionOf(book, config)
	out := con.out
	if o.quiet {
		out = io.Discard
	}
	if o.json {
		encoder := json.NewEncoder(out)
		encoder.SetIndent("", " ")
		encoder.SetEscapeHTML(false)
		err = encoder.Encode(found)
	} else {
		found.print(out, o.all)
	}
	if err != nil {
		return exitUsage, err
	}
	if o.shapes != "" {
		if err := atomicfile.Write(o.shapes, 0o644, o.force, book.WriteShapes); err != nil {
			return exitUsage, err
		}
		con.note("headers and shapes of values, without any value, written to %s", o.shapes)
	}
	if o.draft != "" {
		if err := draftProfile(book, options, o, con); err != nil {
			return exitUsage, err
		}
	}
	if !readWhole(book) || found.incomplete {
		return exitIncomplete, nil
	}
	return exitDone, nil
}

// ledgerConfig is the audit that shows what could be judged, on the terms that the profiles in use state.
func ledgerConfig(o importers.Options, tables *refdata.Tables, profiles []*profile.Profile) (config audit.Config, err error) {
	if config.Rules, err = rules.All(tables, rules.Options{AsOf: o.AsOf}); err != nil {
		return config, err
	}
	payers, err := tables.Payers(o.Payer)
	if err != nil {
		return config, err
	}
	config.Payers, config.Codes, config.Fees = payers, rules.Codes(tables), rules.Fees(tables, refdata.Practitioner)
	return config, overridePayers(payers, tables.PayerClasses(), profiles)
}

<<<<<<< HEAD
func sessionsOf(book *importers.Book, sheet string) []*audit.Session {
	var of []*audit.Session
	for _, s := range book.Sessions {
		if s.Layout.Sheet == sheet {
			of = append(of, s)
		}
	}
	return of
}

func inspectSheet(s *audit.Sheet, v *importers.SheetView, out io.Writer) {
	fmt.Fprintf(out, "%s\n", s.Name)
	if s.Profile != "" {
		fmt.Fprintf(out, "  profile: %s\n", s.Profile)
	}
	for _, note := range s.Notes {
		fmt.Fprintf(out, "  %s\n", note)
	}
	if !s.HasTable() || v == nil {
		return
	}
	fmt.Fprintf(out, "  %s\n", sourceText(v.Source))
	fmt.Fprintf(out, "  header in row %d; %s = %d in use + %s + %s; %s\n", s.HeaderRow, audit.Plural(s.RowsRead, "row read", "rows read"), s.RowsUsed,
		countsText("excluded", s.Excluded), countsText("non-data", s.NonData), audit.Plural(s.Lines, "line", "lines"))
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "  column\theader\tfield\twhy\treadable\tvalues look like")
	for i, c := range s.Columns {
		view := v.Columns[i]
		fmt.Fprintf(table, "  %s\t%s\t%s\t%s\t%s\t%s\n", audit.ColumnLetters(c.Col), strings.Join(strings.Fields(c.Header), " "),
			orElse(c.Field, "-"), whyText(c, view), readableText(view), strings.Join(view.Samples, "  "))
	}
	table.Flush()
}

// sourceText says what kind of file it is: encoding and delimiter of text.
func sourceText(s *source.Source) string {
	text := s.Kind.String()
	if s.Encoding != "" {
		text += ", " + s.Encoding
		if s.EncodingAssumed {
			text += " (assumed)"
		}
	}
	if s.Delimiter != 0 {
		text += fmt.Sprintf(", delimiter %q", s.Delimiter)
	}
	return text
}

func whyText(c audit.Column, v importers.ColumnView) string {
	why := c.Why
	if v.Bound && v.Dates != "" {
		why += "; " + v.Dates
	}
	if len(v.Suggest) > 0 {
		names := make([]string, len(v.Suggest))
		for i, f := range v.Suggest {
			names[i] = f.String()
		}
		why += "; worded like " + strings.Join(names, ", ")
	}
	return why
}

// readableText gives the share of the filled cells that could be read.
func readableText(v importers.ColumnView) string {
	if v.Filled == 0 {
		return ""
	}
	if v.Read == v.Filled {
		return "100 %"
	}
	return fmt.Sprintf("%.1f %%", min(99.9, 100*float64(v.Read)/float64(v.Filled)))
}

func inspectLedger(lines []ledgerLine, out io.Writer) {
	fmt.Fprintln(out, "  what can be audited from this sheet alone, in lines each rule could judge:")
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, l := range lines {
		fmt.Fprintf(table, "  %s\t%s\t%s\n", l.ID, l.Name, l.text())
	}
	table.Flush()
}

func countsText(what string, counts []audit.Count) string {
	sum := 0
	var parts []string
	for _, c := range counts {
		sum += c.N
		parts = append(parts, fmt.Sprintf("%d %s", c.N, c.What))
	}
	if len(parts) == 0 {
		return "0 " + what
	}
	return fmt.Sprintf("%d %s (%s)", sum, what, strings.Join(parts, ", "))
}

// draftProfile writes a profile for the sheet with the most lines of the first argument that led to a table.
func draftProfile(book *importers.Book, o inspectOptions, con *console) error {
=======
// draftProfile writes a profile for the sheet with the most lines of the first argument that led to a table. Where there is
// none it drafts what is likely: a draft is never refused, since whoever asks for one mostly has a log that is not read.
func draftProfile(book *importers.Book, options importers.Options, o inspectOptions, con *console) error {
>>>>>>> main
	best, err := firstTable(book, o.paths)
	if err != nil {
		return err
	}
	if best == nil {
		options.Nearest = true
		paths := make([]string, len(book.Sources))
		for i, src := range book.Sources {
			paths[i] = src.Path
		}
		nearest, err := importers.Import(paths, options)
		if err != nil {
			return err
		}
		if best, err = firstTable(nearest, o.paths); err != nil {
			return err
		}
	}
	if best == nil {
		best = &importers.SheetView{Sheet: filepath.Base(o.paths[0]), Source: &source.Source{Name: filepath.Base(o.paths[0])}}
	}
	name := strings.TrimSuffix(filepath.Base(o.draft), filepath.Ext(o.draft))
	if err := atomicfile.Write(o.draft, 0o644, o.force, func(w io.Writer) error { return best.WriteDraft(w, name) }); err != nil {
		return err
	}
	con.note("draft of a profile for %s written to %s", best.Sheet, o.draft)
	return nil
}

// firstTable gives the largest table of the first argument that led to one; nil if none did.
func firstTable(book *importers.Book, args []string) (*importers.SheetView, error) {
	for _, arg := range args {
		inputs, err := source.Expand([]string{arg}, report.Recognise)
		if err != nil {
			return nil, err
		}
		var best *importers.SheetView
		for i := range book.Views {
			v := &book.Views[i]
			here := slices.ContainsFunc(inputs.Files, func(in source.Input) bool { return in.Path == v.Source.Path })
			if here && (best == nil || v.Lines > best.Lines) {
				best = v
			}
		}
		if best != nil {
			return best, nil
		}
	}
	return nil, nil
}

func inspectCommand(con *console, code *int) *cli.Command {
	return &cli.Command{
		Name: "inspect", Usage: "show what is recognised: sheet, header row, columns, what was assumed, what can be audited", ArgsUsage: "FILE…",
		Flags: append([]cli.Flag{
			&cli.BoolFlag{Name: "all", DisableDefaultText: true, Usage: "also show why each column is what it is, and on how many lines each rule can judge"},
			&cli.BoolFlag{Name: "json", DisableDefaultText: true, Usage: "print everything as JSON"},
			&cli.StringFlag{Name: "shapes", Usage: "file to write headers and the shapes of values to, without any value", Action: aName("shapes")},
			&cli.StringFlag{Name: "write-profile", Usage: "file to write the draft of a profile to", Action: aName("write-profile")},
			&cli.BoolFlag{Name: "force", DisableDefaultText: true, Usage: "replace a file that exists"},
		}, readFlags()...),
		Action: func(c *cli.Context) error {
			o, err := readOptionsOf(c)
			if con.quiet = o.quiet; err == nil {
				*code, err = runInspect(inspectOptions{o, c.String("write-profile"), c.String("shapes"), c.Bool("all"), c.Bool("json"), c.Bool("force")}, con)
			}
			return err
		},
	}
}

// sourceText says what kind of file it is: encoding and delimiter of text.
func sourceText(s *source.Source) string {
	text := s.Kind.String()
	if s.Encoding != "" {
		text += ", " + s.Encoding
		if s.EncodingAssumed {
			text += " (assumed)"
		}
	}
	if s.Delimiter != 0 {
		text += fmt.Sprintf(", delimiter %q", s.Delimiter)
	}
	return text
}
