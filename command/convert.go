package command

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"otaudit/audit"
	"otaudit/importers"
	"otaudit/report/atomicfile"
	"otaudit/report/model"
)

// runConvert writes any layout in the canonical form.
func runConvert(o readOptions, out string, force bool, con *console) (int, error) {
	kind := strings.ToLower(filepath.Ext(out))
	if out != "" && out != "-" && kind != ".csv" && kind != ".xlsx" {
		return exitUsage, hint(fmt.Errorf("--out %s: neither .csv nor .xlsx", out), "name the file .csv or .xlsx, or give - for the standard output")
	}
	options, _, err := o.importOptions()
	if err != nil {
		return exitUsage, err
	}
	options.KeepProse = true
	if out != "" && out != "-" {
		folder, err := holdFolderOf(out, force)
		if err != nil {
			return exitUsage, err
		}
		defer folder.Leave()
	}
	book, err := importFiles(o.paths, options, con)
	if err != nil {
		return exitUsage, err
	}
	writing := con.progress("writing", int64(len(book.Sessions)), thingsOf)
	write := func(w io.Writer) error { return book.WriteCanonical(w, writing.at) }
	if kind == ".xlsx" {
		write = func(w io.Writer) error { return book.WriteCanonicalWorkbook(w, writing.at) }
	}
	if out == "" || out == "-" {
		err = con.data(write)
	} else {
		err = atomicfile.Write(out, 0o600, force, write)
	}
	writing.end()
	if err != nil {
		return exitUsage, err
	}
	for i := range book.Sheets {
		for _, line := range model.OpenColumns(&book.Sheets[i]) {
			con.note("%s", line)
		}
	}
	if closes := sayConverted(book, con); !closes || !readWhole(book) || len(book.Undecided())+len(book.Unread) > 0 {
		return exitIncomplete, nil
	}
	return exitDone, nil
}

// sayConverted says what became of the rows, with the counts of an audit, and how many values are not in the output. It
// gives whether the account closes.
func sayConverted(book *importers.Book, con *console) bool {
	result := audit.Result{Sheets: book.Sheets, Account: audit.Account{Lines: len(book.Sessions)}}
	result.CloseAccount()
	a := &result.Account
	con.note("%s read = %d in use + %d excluded + %d non-data; %s written", audit.Plural(a.RowsRead, "row", "rows"), a.RowsUsed, a.Excluded,
		a.NonData, audit.Plural(a.Lines, "line", "lines"))
	if n := book.Unreadables(); n > 0 {
		con.note("values that could not be read and are empty in the output: %d", n)
	}
	for _, open := range a.Open {
		con.problem(fmt.Errorf("the account does not close: %s", open))
	}
	return a.Closes()
}

func convertCommand(con *console, code *int) *cli.Command {
	return &cli.Command{
		Name: "convert", Usage: "write any layout in the canonical form", ArgsUsage: "FILE…",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "out", DefaultText: "standard output", Usage: "file to write, .csv or .xlsx", Action: aName("out")},
			&cli.BoolFlag{Name: "force", DisableDefaultText: true, Usage: "replace an output that exists"},
		}, readFlags()...),
		Action: func(c *cli.Context) error {
			o, err := readOptionsOf(c)
			con.quiet = o.quiet
			if err == nil {
				con.quiet = c.Bool("quiet")
				*code, err = runConvert(o, c.String("out"), c.Bool("force"), con)
			}
			return err
		},
	}
}
