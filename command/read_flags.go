package command

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"otaudit/importers"
	"otaudit/importers/profile"
	"otaudit/importers/source"
	"otaudit/importers/value"
	"otaudit/near"
	"otaudit/rules/refdata"
)

// readOptions are the flags of every command that reads logs.
type readOptions struct {
	paths     []string
	tables    string
	asOf      string
	sheet     string
	headerRow int
	noHeader  bool // --header-row 0
	columns   []string
	dates     string
	payer     string
	limits    source.Limits
	quiet     bool
	profiles  profileFlags
}

// readFlags are the flags of every command that reads logs.
func readFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "column", Usage: "what a column is: `HEADER=FIELD`, HEADER=skip or HEADER=minutes:hours; repeatable;\n" +
			"\tFILE!SHEET!HEADER narrows it, #3 is the third column (fields: docs/fields.md)"},
		choiceFlag("dates", "", "order of day, month and year", "mdy", "dmy", "ymd"),
		&cli.StringFlag{Name: "payer", Usage: "payer of lines that name none, by name or class: medicare, aetna, medicare_b"},
		&cli.StringFlag{Name: "profile", Usage: "profile that says how the logs are read (see docs/profiles.md)"},
		&cli.StringFlag{Name: "profiles", Usage: "folder of profiles; each is taken for the logs whose headers it names"},
		&cli.StringFlag{Name: "tables", Usage: "folder of a table layer (see otaudit tables)"},
		&cli.StringFlag{Name: "as-of", DefaultText: "today", Usage: "the day of the audit, such as 2026-01-31 or 1/31/2026"},
		&cli.StringFlag{Name: "sheet", Usage: "read this worksheet only"},
		&cli.IntFlag{Name: "header-row", DefaultText: "found", Usage: "row of the header; 0: there is none"},
		&cli.GenericFlag{Name: "max-unzip", Value: new(byteSize), DefaultText: "2GiB, or 100 times its size", Usage: "what a workbook may unpack to, in bytes or such as 500MB"},
		&cli.IntFlag{Name: "max-sheets", DefaultText: "1000", Usage: "how many sheets a workbook may have"},
		&cli.IntFlag{Name: "max-columns", DefaultText: "1000", Usage: "how many columns a table may have"},
		&cli.Int64Flag{Name: "max-cells", DefaultText: "20000000, or one for four bytes", Usage: "how many cells a file may have"},
		&cli.IntFlag{Name: "max-line", DefaultText: "4194304", Usage: "how many bytes a line of text may have"},
		&cli.BoolFlag{Name: "quiet", DisableDefaultText: true, Usage: "print errors only"},
	}
}

func readOptionsOf(c *cli.Context) (readOptions, error) {
	paths, err := files(c)
	return readOptions{paths: paths, tables: c.String("tables"), asOf: c.String("as-of"), sheet: c.String("sheet"),
		headerRow: c.Int("header-row"), noHeader: c.IsSet("header-row") && c.Int("header-row") == 0,
		columns: c.StringSlice("column"), dates: c.String("dates"), payer: c.String("payer"),
		limits: source.Limits{MaxUnzip: int64(*c.Generic("max-unzip").(*byteSize)), MaxSheets: c.Int("max-sheets"),
			MaxColumns: c.Int("max-columns"), MaxLine: c.Int("max-line"), MaxCells: c.Int64("max-cells")}, quiet: c.Bool("quiet"),
		profiles: profileFlags{file: c.String("profile"), folder: c.String("profiles")}}, err
}

// given lists the flags that say how the logs are read, as they may be typed again; of profiles the file alone.
func (o readOptions) given() []string {
	var flags []string
	add := func(name, value string) {
		if value != "" {
			flags = append(flags, "--"+name, strconv.Quote(value))
		}
	}
	for _, c := range o.columns {
		add("column", c)
	}
	add("dates", o.dates)
	add("payer", o.payer)
	add("sheet", o.sheet)
	if o.headerRow > 0 || o.noHeader {
		add("header-row", strconv.Itoa(o.headerRow))
	}
	if o.profiles.file != "" {
		add("profile", filepath.Base(o.profiles.file))
	}
	if o.profiles.folder != "" {
		add("profiles", filepath.Base(o.profiles.folder))
	}
	return flags
}

// importOptions turns the flags into what the importers take, with the tables that they name. Whatever is wrong in a flag or
// in a profile is an error.
func (o readOptions) importOptions() (options importers.Options, tables *refdata.Tables, err error) {
	options = importers.Options{Sheet: o.sheet, HeaderRow: o.headerRow, NoHeader: o.noHeader, Limits: o.limits}
	options.AsOfGiven = o.asOf != ""
	if options.AsOf, err = parseAsOf(o.asOf); err != nil {
		return options, nil, err
	}
	if tables, err = refdata.Load(o.tables); err != nil {
		return options, nil, ofFlag("tables", err)
	}
	options.KnownModifier = tables.KnownModifier
	options.KnownPayer = func(name string) bool {
		_, ok := tables.ClassOfPayer(name)
		return ok
	}
	options.PayerClass = func(name string) string {
		class, _ := tables.ClassOfPayer(name)
		return class
	}
	if options.Payer, err = payerClass(o.payer, tables); err != nil {
		return options, nil, err
	}
	options.DateOrder = dateOrders[o.dates]
	for _, text := range o.columns {
		flag, err := profile.ParseColumnFlag(text)
		if err != nil {
			return options, nil, hint(&flagError{"column", text, err}, "for example --column \"Tx Time=minutes\" or --column \"Tx Time=skip\"; the usual fields are "+usualFields)
		}
		options.Columns = append(options.Columns, flag)
	}
	return options, tables, o.profiles.load(&options)
}

// payerClass is the class that --payer names, as such or by the name of a payer; empty without the flag.
func payerClass(name string, tables *refdata.Tables) (string, error) {
	if name == "" || tables.KnownPayerClass(name) {
		return name, nil
	}
	if class, ok := tables.ClassOfPayer(name); ok {
		return class, nil
	}
	return "", hint(wrong("payer", name, "not a payer class or a known payer"), didYouMean(near.To(name, tables.PayerClasses()), "the classes are "+strings.Join(tables.PayerClasses(), ", ")))
}

// dateOrders are what --dates states.
var dateOrders = map[string]value.DateOrder{"mdy": value.MonthFirst, "dmy": value.DayFirst, "ymd": value.YearFirst}

// usualFields are those that logs mostly have; docs/fields.md lists all.
const usualFields = "date_of_service, patient_name, patient_id, code, modifiers, units, minutes, timed_minutes, treatment_minutes, " +
	"therapist, payer (all of them: docs/fields.md)"

// files gives the arguments of a command that takes files, or what its usage names.
func files(c *cli.Context) ([]string, error) {
	if !c.Args().Present() {
		first := strings.FieldsFunc(c.Command.ArgsUsage, func(r rune) bool { return r == '|' || r == ' ' || r == '…' })[0]
		return nil, hint(fmt.Errorf("no %s given", strings.ToLower(first)), c.Command.HelpName+" "+c.Command.ArgsUsage)
	}
	return c.Args().Slice(), nil
}
