package command

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"otaudit/report"
	"otaudit/report/model"
)

// workList is a work list as people have it open: by the headers of its columns.
type workList struct {
	t    *testing.T
	path string
	book *excelize.File
}

const (
	workSheet  = "Work list"
	firstOfIts = 5 // row of its lines
)

func openWorkList(t *testing.T, path string) *workList {
	t.Helper()
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	return &workList{t, path, book}
}

func (w *workList) column(header string) string {
	w.t.Helper()
	rows, err := w.book.GetRows(workSheet)
	if err != nil {
		w.t.Fatal(err)
	}
	name, err := excelize.ColumnNumberToName(slices.Index(rows[firstOfIts-2], header) + 1)
	if err != nil {
		w.t.Fatal(err)
	}
	return name
}

// fill writes a status and a name beside the third line and returns its finding ids.
func (w *workList) fill(status, by string) (ids string) {
	w.t.Helper()
	for header, text := range map[string]string{"Status": status, "Done by": by} {
		if err := w.book.SetCellValue(workSheet, w.column(header)+"7", text); err != nil {
			w.t.Fatal(err)
		}
	}
	ids, err := w.book.GetCellValue(workSheet, w.column("Finding ids")+"7")
	if err == nil {
		err = w.book.Save()
	}
	if err != nil || ids == "" {
		w.t.Fatal(ids, err)
	}
	return ids
}

// expect fails unless one line has the status, with the name and the finding ids.
func (w *workList) expect(status, by, ids string) {
	w.t.Helper()
	found, err := w.book.SearchSheet(workSheet, status)
	if err != nil || len(found) != 1 {
		w.t.Fatalf("%s: the status %q stands in %v (%v)", w.path, status, found, err)
	}
	row := strings.TrimLeft(found[0], "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	gotIDs, _ := w.book.GetCellValue(workSheet, w.column("Finding ids")+row)
	gotBy, _ := w.book.GetCellValue(workSheet, w.column("Done by")+row)
	if gotIDs != ids || gotBy != by {
		w.t.Errorf("%s: the status %q is that of %q, done by %q; want %q, %q", w.path, status, gotIDs, gotBy, ids, by)
	}
}

// auditExport runs the main job over the sample of an export.
func auditExport(t *testing.T, out, previous string, force bool) (said string) {
	t.Helper()
	var text strings.Builder
	_, err := runAudit(auditOptions{readOptions: readOptions{paths: []string{"../samples/clinic-export.csv"}, asOf: samplesAsOf}, out: out, setting: "practitioner",
		apply: "safe", therapist: "code", failOn: "never", target: model.DefaultTarget, previous: previous, force: force}, &console{out: &text, err: &text})
	if err != nil {
		t.Fatal(err)
	}
	return text.String()
}

func internalOf(out, name string) string { return filepath.Join(out, string(model.Internal), name) }

// TestWorkListIsCarriedOver: --previous takes the folder of a run, that of a set, or an audit.json, and brings along the codes and
// what people wrote into the work list.
func TestWorkListIsCarriedOver(t *testing.T) {
	earlier := t.TempDir()
	auditExport(t, earlier, "", false)
	ids := openWorkList(t, internalOf(earlier, report.WorkList)).fill("waiting", "biller")
	for _, previous := range []string{earlier, filepath.Join(earlier, "share"), internalOf(earlier, report.AuditJSON)} {
		out := t.TempDir()
		auditExport(t, out, previous, false)
		openWorkList(t, internalOf(out, report.WorkList)).expect("waiting", "biller", ids)
	}
}

// TestRerunKeepsTheFilledList: a run into the same folder carries over what people wrote and keeps their list under another name, with
// --force and without the record too; the run after it carries it on out of a list that nobody changed since.
func TestRerunKeepsTheFilledList(t *testing.T) {
	out := t.TempDir()
	list := internalOf(out, report.WorkList)
	auditExport(t, out, "", false)
	ids := openWorkList(t, list).fill("waiting", "biller")
	filled := readFile(t, list)
	if said := auditExport(t, out, "", true); !strings.Contains(said, "worklist.xlsx: was changed since it was written, and is kept as worklist.1.xlsx") {
		t.Errorf("printed %s", said)
	}
	if readFile(t, internalOf(out, "worklist.1.xlsx")) != filled {
		t.Error("the filled list is not the one that is kept")
	}
	openWorkList(t, list).expect("waiting", "biller", ids)
	auditExport(t, out, "", false)
	openWorkList(t, list).expect("waiting", "biller", ids)
	if exists(internalOf(out, "worklist.2.xlsx")) {
		t.Error("a list that nobody changed is kept")
	}
	openWorkList(t, list).fill("checked", "manager")
	if err := os.Remove(filepath.Join(out, report.Record)); err != nil {
		t.Fatal(err)
	}
	auditExport(t, out, "", true)
	openWorkList(t, list).expect("checked", "manager", ids)
	openWorkList(t, internalOf(out, "worklist.2.xlsx")).expect("checked", "manager", ids)
}

// TestOwnListGoesBeforeThatOfTheEarlierRun: what was written since stands, and the rest comes from --previous.
func TestOwnListGoesBeforeThatOfTheEarlierRun(t *testing.T) {
	earlier, out := t.TempDir(), t.TempDir()
	auditExport(t, earlier, "", false)
	openWorkList(t, internalOf(earlier, report.WorkList)).fill("waiting", "biller")
	auditExport(t, out, earlier, false)
	ids := openWorkList(t, internalOf(out, report.WorkList)).fill("checked", "manager")
	auditExport(t, out, earlier, false)
	openWorkList(t, internalOf(out, report.WorkList)).expect("checked", "manager", ids)
}
