package command

import (
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"otaudit/report/model"
)

// TestWorkListIsCarriedOver: --previous takes the folder of a run, that of a set, or an audit.json, and brings along the codes and what people wrote into the
// work list.
func TestWorkListIsCarriedOver(t *testing.T) {
	const sheet, firstLine = "Work list", 5
	run := func(previous string) string {
		out := t.TempDir()
		_, err := runAudit(auditOptions{readOptions: readOptions{paths: []string{"../samples/clinic-export.csv"}, asOf: samplesAsOf, quiet: true}, out: out, setting: "practitioner",
			apply: "safe", therapist: "name", failOn: "never", target: model.DefaultTarget, previous: previous},
			&console{out: io.Discard, err: io.Discard, quiet: true})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	earlier := run("")
	list := filepath.Join(earlier, "internal", "worklist.xlsx")
	column := func(book *excelize.File, header string) string {
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		name, err := excelize.ColumnNumberToName(slices.Index(rows[firstLine-2], header) + 1)
		if err != nil {
			t.Fatal(err)
		}
		return name
	}
	book, err := excelize.OpenFile(list)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for header, text := range map[string]string{"Status": "waiting", "Done by": "biller"} {
		if err := book.SetCellValue(sheet, column(book, header)+"7", text); err != nil {
			t.Fatal(err)
		}
	}
	want, err := book.GetCellValue(sheet, column(book, "Finding ids")+"7")
	if err != nil {
		t.Fatal(err)
	}
	if err := book.Save(); err != nil {
		t.Fatal(err)
	}
	for _, previous := range []string{earlier, filepath.Join(earlier, "share"), filepath.Join(earlier, "internal", "audit.json")} {
		out := run(previous)
		again, err := excelize.OpenFile(filepath.Join(out, "internal", "worklist.xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		defer again.Close()
		found, err := again.SearchSheet(sheet, "waiting")
		if err != nil || len(found) != 1 {
			t.Fatalf("%s: the status stands in %v (%v)", filepath.Base(previous), found, err)
		}
		row := strings.TrimLeft(found[0], "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
		ids, _ := again.GetCellValue(sheet, column(again, "Finding ids")+row)
		by, _ := again.GetCellValue(sheet, column(again, "Done by")+row)
		if ids != want || by != "biller" {
			t.Errorf("%s: the status is carried to %q, done by %q; want %q", filepath.Base(previous), ids, by, want)
		}
	}
}
