package audit

import (
	"strconv"
	"strings"
	"testing"
)

// TestCoverage: what keeps a file from being covered, and what does not.
func TestCoverage(t *testing.T) {
	count := func(what string, n int) []Count { return []Count{{what, n}} }
	mayBeMinutes := Column{Col: 5, Header: "Zz", Grade: Open, Matters: true, Flag: `--column "Zz=minutes"`}
	for name, test := range map[string]struct {
		sheets     []Sheet
		excluded   []ExcludedRow
		incomplete bool
		gap        string // the first one, with its flag
	}{
		"all judged":                    {sheets: []Sheet{{Coverage: SheetCoverage{Timed: 9, Judged: 9}}}},
		"nothing there":                 {sheets: []Sheet{{}}},
		"no minutes anywhere":           {sheets: []Sheet{{Coverage: SheetCoverage{Timed: 9, NotJudged: count(noMinutes, 9)}}}, gap: "9 " + NoMinutes},
		"a column that may be minutes":  {sheets: []Sheet{{Columns: []Column{mayBeMinutes}, Coverage: SheetCoverage{Timed: 9, NotJudged: count(noMinutes, 9)}}}, incomplete: true, gap: `9 no column of minutes was read, and "Zz" may be it --column "Zz=minutes"`},
		"a column that is settled":      {sheets: []Sheet{{Columns: []Column{{Header: "Zz", Grade: Stated}}, Coverage: SheetCoverage{Timed: 9, NotJudged: count(noMinutes, 9)}}}, gap: "9 " + NoMinutes},
		"an open column of another":     {sheets: []Sheet{{Columns: []Column{{Header: "Zz", Matters: true, Flag: `--column "Zz=payer"`}}, Coverage: SheetCoverage{Timed: 9, NotJudged: count(noMinutes, 9)}}}, gap: "9 " + NoMinutes},
		"an open one that is no matter": {sheets: []Sheet{{Columns: []Column{{Header: "Zz", Flag: `--column "Zz=minutes"`}}, Coverage: SheetCoverage{Timed: 9, NotJudged: count(noMinutes, 9)}}}, gap: "9 " + NoMinutes},
		"minutes unreadable":            {sheets: []Sheet{{Coverage: SheetCoverage{Timed: 9, Judged: 4, NotJudged: count(badMinutes, 5)}}}, incomplete: true, gap: "5 the minutes cannot be read"},
		"exactly half unreadable":       {sheets: []Sheet{{Coverage: SheetCoverage{Timed: 8, Judged: 4, NotJudged: count(badMinutes, 4)}}}, gap: "4 the minutes cannot be read"},
		"minutes blank":                 {sheets: []Sheet{{Coverage: SheetCoverage{Timed: 9, NotJudged: count(blankMinutes, 9)}}}, gap: "9 the minutes are blank"},
		"no unit rule":                  {sheets: []Sheet{{Columns: []Column{{Field: "payer"}}, Coverage: SheetCoverage{Timed: 9, NotJudged: count(noUnitRule, 9)}}}, gap: "9 the payer's unit rule is not known"},
		"no payer":                      {sheets: []Sheet{{Coverage: SheetCoverage{Timed: 9, NotJudged: count(noUnitRule, 9)}}}, gap: "9 the log names no payer, whose unit rule decides --payer medicare"},
		"a patient that is missing":     {sheets: []Sheet{{Columns: []Column{{Field: "patient_id"}}, Coverage: SheetCoverage{Timed: 9, NotJudged: count(noPatient, 9)}}}, gap: "9 no patient is named"},
		"no patients":                   {sheets: []Sheet{{Coverage: SheetCoverage{Timed: 9, NotJudged: count(noPatient, 9)}}}, gap: "9 the log names no patient"},
		"visit totals of a midpoint":    {sheets: []Sheet{{Coverage: SheetCoverage{Timed: 9, NotJudged: count(visitTotalOnly, 9)}}}, gap: "9 only the visit's total"},
		"dates unreadable":              {sheets: []Sheet{{Choices: []Choice{{What: "dates", Flag: "--dates mdy"}}, Coverage: SheetCoverage{Unread: count(badDate, 3)}}}, incomplete: true, gap: "3 the date cannot be read --dates mdy"},
		"units unreadable":              {sheets: []Sheet{{Coverage: SheetCoverage{Timed: 2, Judged: 2, Unread: count(badUnits, 3)}}}, incomplete: true, gap: "3 the units cannot be read"},
		"no units in a note export":     {sheets: []Sheet{{Coverage: SheetCoverage{Unread: count(noUnits, 3)}}}},
		"a column that may be units":    {sheets: []Sheet{{Columns: []Column{{Header: "Q", Matters: true, Instead: []Alternative{{Field: "units"}}}}, Coverage: SheetCoverage{Unread: count(noUnits, 3)}}}, incomplete: true, gap: `3 no column of units was read, and "Q" may be it`},
		"ragged rows":                   {sheets: []Sheet{{Excluded: count("ragged", 5), Coverage: SheetCoverage{Timed: 4, Judged: 4}}}, incomplete: true, gap: "5 rows whose cells do not fit"},
		"cancelled rows":                {sheets: []Sheet{{Excluded: count("status", 50), Coverage: SheetCoverage{Timed: 4, Judged: 4}}}},
		"rows without a date":           {sheets: []Sheet{{Name: "a", Coverage: SheetCoverage{}}}, excluded: []ExcludedRow{{Cell: Ref{Sheet: "a"}, Reason: "no-date", Units: Some(2)}}, incomplete: true, gap: "1 rows without a date"},
		"a total that has no units":     {sheets: []Sheet{{Name: "a"}}, excluded: []ExcludedRow{{Cell: Ref{Sheet: "a"}, Reason: "no-date"}, {Cell: Ref{Sheet: "a"}, Reason: "reversal", Units: Some(2)}}},
		"one file of two": {sheets: []Sheet{{Coverage: SheetCoverage{Timed: 900, Judged: 900}}, {Input: 1, Coverage: SheetCoverage{Timed: 9, NotJudged: count(badMinutes, 9)}}},
			incomplete: true, gap: "9 the minutes cannot be read"},
		"two sheets of a file": {sheets: []Sheet{{Coverage: SheetCoverage{Timed: 9, Judged: 9}}, {Coverage: SheetCoverage{Timed: 9, NotJudged: count(badMinutes, 9)}}},
			gap: "9 the minutes cannot be read"},
	} {
		c := CoverageOf(&Result{Sheets: test.sheets, Excluded: test.excluded})
		got := ""
		if len(c.Gaps) > 0 {
			got = strings.TrimSpace(strings.Join([]string{strconv.Itoa(c.Gaps[0].Lines), c.Gaps[0].Why, c.Gaps[0].Flag}, " "))
		}
		if c.Incomplete != test.incomplete || !strings.HasPrefix(got, test.gap) || (test.gap == "") != (got == "") {
			t.Errorf("%s: incomplete %v, gap %q, want %v and %q", name, c.Incomplete, got, test.incomplete, test.gap)
		}
	}
}
