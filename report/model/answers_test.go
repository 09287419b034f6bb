package model

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"otaudit/audit"
)

// TestAnswers: the first lines of console and page one, whatever a log is like.
func TestAnswers(t *testing.T) {
	judged := audit.SheetCoverage{Timed: 50000, Judged: 50000}
	for name, test := range map[string]struct {
		result audit.Result
		want   []string
	}{
		"large": {audit.Result{
			Sheets: []audit.Sheet{{RowsRead: 50001, Coverage: judged, Excluded: []audit.Count{{What: "status", N: 1}}}},
			Totals: []audit.Total{{Dimension: "all", Lines: 50000, UnitLines: 50000, OverLines: 1, OverUnits: audit.WholeUnits(1), OverCents: 2906},
				{Dimension: "month", Key: "2026-10", Lines: 50000}},
			Visits: make([]string, 20000), Patients: []string{"a"}, Findings: []audit.Finding{{Severity: audit.Error, Impact: audit.Impact{Units: 1}}, {Severity: audit.Warning}},
		}, []string{
			"read: 50,000 lines of 50,001 rows, 20,000 visits and 1 patient, 2026-10; 1 row excluded",
			"units judged on 50,000 of 50,000 timed lines",
			"found: 1 error, 1 warning, 0 notes",
			"potential over: 1 unit, $29.06; potential under: 0 units, $0.00",
		}},
		"no minutes": {audit.Result{
			Sheets: []audit.Sheet{{RowsRead: 3, Coverage: audit.SheetCoverage{Timed: 2, NotJudged: []audit.Count{{What: "no minutes", N: 2}}}}},
			Totals: []audit.Total{{Dimension: "all", Lines: 2}},
		}, []string{
			"read: 2 lines of 3 rows, 0 visits and 0 patients",
			"units not judged: the log has no minutes",
			"found: 0 errors, 0 warnings, 0 notes",
			"over and under: not determinable",
		}},
		"assumed and open": {audit.Result{
			Sheets: []audit.Sheet{{RowsRead: 9, Coverage: audit.SheetCoverage{Timed: 8, Judged: 6, NotJudged: []audit.Count{{What: "minutes blank", N: 2}}},
				Columns: []audit.Column{
					{Col: 1, Header: "Time", Field: "minutes", Grade: audit.Assumed, Instead: []audit.Alternative{{Field: "start_time"}}, Flag: `--column "Time=minutes"`, Matters: true},
					{Col: 2, Header: "Zz", Grade: audit.Open, Why: "not read: several columns fit payer", Flag: `--column "Zz=payer"`, Matters: true},
					{Col: 3, Grade: audit.Open, Why: "not read: what it is", Flag: `--column "#3=charge"`},
				},
				Choices: []audit.Choice{{What: "dates", Taken: "month first", Grade: audit.Assumed, Why: "US logs", Instead: "day first", Flag: "--dates dmy"}}},
				{RowsRead: 1, Choices: []audit.Choice{{What: "dates", Taken: "month first", Grade: audit.Assumed, Why: "US logs", Instead: "day first", Flag: "--dates dmy"},
					{What: "header", Taken: "row 1", Grade: audit.Evident}}}},
			Totals: []audit.Total{{Dimension: "all", Lines: 8, UnitLines: 6, OverLines: 1, OverUnits: audit.WholeUnits(2), NoPrice: 1}},
			Findings: []audit.Finding{{Rule: "U001", Severity: audit.Error, Billed: audit.Some(5), Supported: audit.Some(3)},
				{Rule: "U001", Severity: audit.Error, Status: StatusAccepted, Billed: audit.Some(5), Supported: audit.Some(3)}},
		}, []string{
			"read: 8 lines of 10 rows, 0 visits and 0 patients",
			"units judged on 6 of 8 timed lines",
			"not judged: 2 lines, the minutes are blank",
			"found: 1 error, 0 warnings, 0 notes, 1 accepted",
			"potential over: 4 units; potential under: 0 units (2 units of days judged as a whole, which have no price) (1 line has no price)",
			`not read: "Zz": several columns fit payer; to read it: --column "Zz=payer"; to leave it out: --column "Zz=skip"`,
			`assumed: "Time" is minutes; to confirm it: --column "Time=minutes"; if it is start_time: --column "Time=start_time"`,
			"assumed: month first (US logs); if it is day first: --dates dmy",
		}},
	} {
		answers := AnswersOf(&test.result)
		if diff := cmp.Diff(test.want, answers.Lines()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestAnswersAreShort: of long lists the first are said, so that console and page one stay short.
func TestAnswersAreShort(t *testing.T) {
	var sheet audit.Sheet
	for i := range 40 {
		sheet.Columns = append(sheet.Columns, audit.Column{Col: int32(i + 1), Field: "charge", Grade: audit.Assumed}, audit.Column{Col: int32(i + 50), Matters: true})
	}
	answers := AnswersOf(&audit.Result{Sheets: []audit.Sheet{sheet}})
	lines := answers.Lines()
	if len(lines) > 11 || !strings.Contains(strings.Join(lines, "\n"), "… and 77 more") {
		t.Errorf("%d lines: %q", len(lines), lines)
	}
}
