package command

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"otaudit/audit"
	"otaudit/importers"
	"otaudit/importers/profile"
	"otaudit/importers/source"
	"otaudit/report"
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

// looked is files that were read to be shown.
type looked struct {
	book    *importers.Book
	options importers.Options
	config  audit.Config // the audit that shows what could be judged
	found   *inspection
}

// look reads files to be shown. An error is one of usage.
func look(o readOptions, con *console) (*looked, error) {
	options, tables, err := o.importOptions()
	if err != nil {
		return nil, err
	}
	options.Inspect = true
	book, err := importFiles(o.paths, options, con)
	if err != nil {
		return nil, err
	}
	config, err := ledgerConfig(options, tables, book.Profiles)
	if err != nil {
		return nil, err
	}
	return &looked{book, options, config, inspectionOf(book, config)}, nil
}

// runInspect shows what is recognised in each file: sheet, header row, columns, what was assumed, and what can be audited with
// it. It can draft a profile and write the shapes of a layout.
func runInspect(o inspectOptions, con *console) (int, error) {
	for _, path := range []string{o.shapes, o.draft} {
		if path == "" {
			continue
		}
		if err := mayWrite(path, o.force); err != nil {
			return exitUsage, err
		}
	}
	l, err := look(o.readOptions, con)
	if err != nil {
		return exitUsage, err
	}
	book, options, found := l.book, l.options, l.found
	found.Settings = settingsOf(o.readOptions, options, book.Profiles)
	nearest, err := nearestTables(book, options)
	if err != nil {
		return exitUsage, err
	}
	if nearest != nil {
		found.addNearest(inspectionOf(nearest, l.config))
	}
	switch {
	case o.json: // the result that was asked for, with --quiet too
		if err := con.json(found); err != nil {
			return exitUsage, err
		}
	case o.quiet:
	default:
		found.print(con, o.all, quotedFiles(o.paths))
	}
	if o.shapes != "" {
		if err := writeFile(o.shapes, 0o666, o.force, book.WriteShapes); err != nil {
			return exitUsage, err
		}
		con.note("headers and shapes of values, without any value, written to %s", o.shapes)
	}
	if o.draft != "" {
		if err := draftProfile(book, options, o, con); err != nil {
			return exitUsage, err
		}
	}
	con.uncovered(found.coverage)
	if !readWhole(book) || found.coverage.Incomplete {
		return exitIncomplete, nil
	}
	return exitDone, nil
}

// nearestTables reads again what led to no table, as if its likeliest header row were one; nil if all did or none has such a row.
func nearestTables(book *importers.Book, options importers.Options) (*importers.Book, error) {
	tables := filesWithTables(book)
	var paths []string
	for _, src := range book.Sources {
		for i, in := range book.Inputs {
			if in.Name == src.Name && in.SHA256 == src.SHA256 && !tables[i] {
				paths = append(paths, src.Path)
			}
		}
	}
	if len(paths) == 0 {
		return nil, nil
	}
	options.Nearest = true
	return importers.Import(paths, options)
}

// shellSigns are signs for which a word is quoted.
const shellSigns = " '&()$;*?=\""

// quotedFiles gives the arguments as they may be typed again.
func quotedFiles(paths []string) string {
	const most = 3
	if len(paths) > most {
		return "FILE…"
	}
	typed := make([]string, len(paths))
	for i, path := range paths {
		if typed[i] = path; strings.ContainsAny(path, shellSigns) {
			typed[i] = strconv.Quote(path)
		}
	}
	return strings.Join(typed, " ")
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

// draftProfile writes a profile for the sheet with the most lines of the first argument that led to a table. Where there is
// none it drafts what is likely: a draft is never refused, since whoever asks for one mostly has a log that is not read.
func draftProfile(book *importers.Book, options importers.Options, o inspectOptions, con *console) error {
	if len(book.Sources) == 0 && !book.Claims.Empty() {
		return hint(errors.New("no profile is needed: claims and remittances say themselves what they hold"), "name a log to draft a profile for it")
	}
	best, err := firstTable(book, o.paths)
	if err != nil {
		return err
	}
	if best == nil {
		nearest, err := nearestTables(book, options)
		if err != nil {
			return err
		}
		if nearest != nil {
			if best, err = firstTable(nearest, o.paths); err != nil {
				return err
			}
		}
	}
	if best == nil {
		best = &importers.SheetView{Sheet: filepath.Base(o.paths[0]), Source: &source.Source{Name: filepath.Base(o.paths[0])}}
	}
	name := strings.TrimSuffix(filepath.Base(o.draft), filepath.Ext(o.draft))
	if err := writeFile(o.draft, 0o600, o.force, func(w io.Writer) error { return best.WriteDraft(w, name) }); err != nil {
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
		Name: "inspect", Usage: "show what is recognized: sheet, header row, columns, what was assumed, what can be audited", ArgsUsage: "FILE…",
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
