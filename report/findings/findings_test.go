package findings

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"otaudit/audit"
	"otaudit/report/model"
	"otaudit/report/privacy"
	"otaudit/report/reporttest"
)

// wantColumns is REP-116, word for word.
const wantColumns = "finding_id,rule,name,severity,category,file,sheet,row,column,patient,visit,date_of_service,code,therapist,payer,field,original,corrected," +
	"safety,applied,billed,supported,units_delta,amount_delta,amount_basis,message,working,other_rule_supported,citation,table_rows,related,likely_denial,payer_answer," +
	"status,accepted_by,accepted_until,accepted_reason"

func rowsOf(t *testing.T, text string) []map[string]string {
	t.Helper()
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, value := range record {
			row[records[0][i]] = value
		}
		rows = append(rows, row)
	}
	return rows
}

func TestFindingsColumns(t *testing.T) {
	var empty strings.Builder
	if err := Write(&empty, &audit.Result{}); err != nil || empty.String() != wantColumns+"\n" {
		t.Errorf("without findings: %v\n%s", err, empty.String())
	}
	raw := reporttest.SecretResult()
	codes, err := privacy.Assign(raw, nil)
	if err != nil {
		t.Fatal(err)
	}
	published := privacy.Publish(raw, codes, privacy.Options{Set: model.Internal})
	var written strings.Builder
	if err := Write(&written, published); err != nil {
		t.Fatal(err)
	}
	text := written.String()
	if strings.Contains(text, "\r") || !strings.HasPrefix(text, wantColumns+"\n") {
		t.Error("the file does not begin with the columns of REP-116, or has line ends other than LF")
	}
	rows := rowsOf(t, text)
	if len(rows) != len(published.Findings) {
		t.Fatalf("%d rows for %d findings", len(rows), len(published.Findings))
	}
	want := map[string]string{"rule": "U001", "severity": "error", "category": "units", "file": reporttest.SecretFile, "sheet": "Wisteria Tab", "row": "3",
		"column": "B", "patient": "MRN-448812", "visit": "MRN-448812|2026-03-09|OT", "date_of_service": "2026-03-09", "original": "4", "corrected": "3",
		"safety": "safe", "applied": "false", "billed": "4", "supported": "3", "units_delta": "0", "amount_delta": "", "related": reporttest.SecretSheet + "!B4", "status": "open"}
	for column, value := range want {
		if rows[0][column] != value {
			t.Errorf("%s is %q, want %q", column, rows[0][column], value)
		}
	}
}

// TestEveryFindingHasItsRow also holds that no row keeps a cell of the one before.
func TestEveryFindingHasItsRow(t *testing.T) {
	r := reporttest.BigResult(1025)
	var text strings.Builder
	if err := Write(&text, r); err != nil {
		t.Fatal(err)
	}
	rows := rowsOf(t, text.String())
	if len(rows) != len(r.Findings) {
		t.Fatalf("%d rows for %d findings", len(rows), len(r.Findings))
	}
	if rows[len(rows)-1]["patient"] != r.Findings[len(rows)-1].Patient || rows[0]["amount_delta"] != "-30.25" {
		t.Errorf("the rows are not those of the findings: %v", rows[len(rows)-1])
	}
}

// TestExcluded holds REP-119 and REP-120: the rows stand as written, and are not told apart in the share set.
func TestExcluded(t *testing.T) {
	for set, originals := range map[model.Set][]string{
		model.Internal: {"Ottoline Quillfeather,03/09/2026,MRN-448812", "Brambles 12", "a,b"},
		model.Share:    {"", "", ""},
	} {
		raw := reporttest.SecretResult()
		codes, err := privacy.Assign(raw, nil)
		if err != nil {
			t.Fatal(err)
		}
		published := privacy.Publish(raw, codes, privacy.Options{Set: set})
		var written strings.Builder
		if err := WriteExcluded(&written, published); err != nil {
			t.Fatal(err)
		}
		text := written.String()
		if !strings.HasPrefix(text, "source_file,source_sheet,source_row,kind,reason,detail,units,charge,original\n") {
			t.Errorf("the columns are not those of REP-119: %s", text)
		}
		var got []string
		for _, row := range rowsOf(t, text) {
			got = append(got, row["original"])
		}
		if diff := cmp.Diff(originals, got); diff != "" {
			t.Errorf("set %s (-want +got):\n%s", set, diff)
		}
		for i, kind := range []string{audit.KindExcluded, audit.KindNonData, audit.KindExcluded} {
			if got := rowsOf(t, text)[i]["kind"]; got != kind {
				t.Errorf("row %d is of the kind %q, want %q", i, got, kind)
			}
		}
		place := map[model.Set]string{model.Internal: "9", model.Share: "0"}[set]
		if row := rowsOf(t, text)[0]; row["charge"] != "12.34" || row["source_row"] != place || row["units"] != "" {
			t.Errorf("set %s: %v", set, row)
		}
	}
}

// A file that cannot be written is reported at the end, however much came behind.
func TestWriteReportsTheFirstError(t *testing.T) {
	full := errors.New("the disk is full")
	for name, write := range map[string]func(io.Writer, *audit.Result) error{"findings": Write, "excluded rows": WriteExcluded} {
		if err := write(brokenWriter{full}, reporttest.SecretResult()); !errors.Is(err, full) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

type brokenWriter struct{ err error }

func (w brokenWriter) Write([]byte) (int, error) { return 0, w.err }
