package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"otaudit/audit"
	"otaudit/importers"
	"otaudit/report"
	"otaudit/rules/refdata"
)

// readOptions are the flags of commands that only read logs.
type readOptions struct {
	paths     []string
	tables    string
	asOf      string
	sheet     string
	headerRow int
	maxUnzip  int64
	profiles  profileFlags
}

func (o readOptions) importOptions() (importers.Options, error) {
	day, err := parseAsOf(o.asOf)
	if err != nil {
		return importers.Options{}, err
	}
	tables, err := refdata.Load(o.tables)
	if err != nil {
		return importers.Options{}, err
	}
	options := importers.Options{AsOf: day, KnownModifier: tables.KnownModifier, Sheet: o.sheet, HeaderRow: o.headerRow,
		Limits: importers.Limits{MaxUnzip: o.maxUnzip}}
	return options, o.profiles.load(&options)
}

// runConvert writes any layout in the canonical form.
func runConvert(o readOptions, out string, force bool, say *voice) (int, error) {
	kind := strings.ToLower(filepath.Ext(out))
	if out != "" && out != "-" && kind != ".csv" && kind != ".xlsx" {
		return exitUsage, hint(fmt.Errorf("--out %s: neither .csv nor .xlsx", out), "the ending says what is written; - is the standard output")
	}
	options, err := o.importOptions()
	if err != nil {
		return exitUsage, err
	}
	options.KeepProse = true
	room := giveRoom()
	defer room.end()
	book, err := importFiles(o.paths, options, room, say)
	if err != nil {
		return exitUsage, err
	}
	write := book.WriteCanonical
	if kind == ".xlsx" {
		write = book.WriteCanonicalWorkbook
	}
	if out == "" || out == "-" {
		err = book.WriteCanonical(say.out)
	} else if err = report.WriteFile(out, 0o644, force, func(w io.Writer) error { return write(w) }); err == nil {
		say.note("%s written to %s; %s set aside or furniture", audit.Plural(len(book.Sessions), "line", "lines"), out, audit.Plural(len(book.SetAside), "row", "rows"))
	}
	if err != nil {
		return exitUsage, err
	}
	if !readWhole(book) {
		return exitIncomplete, nil
	}
	return exitDone, nil
}
