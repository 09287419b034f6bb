package audit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// SheetCoverage says of the lines of one sheet on how many the units could be judged. A timed line is one of a 15-minute code
// with units; a line is judged if a rule could say what units its minutes support.
type SheetCoverage struct {
	Timed     int     `json:"timed"`
	Judged    int     `json:"judged"`
	NotJudged []Count `json:"not_judged"` // the other timed lines, by reason
	// Unread are lines that may be timed ones, by reason: what would tell cannot be read.
	Unread []Count `json:"unread"`
}

// The reasons why the units of a line are not judged.
const (
	noMinutes      = "no minutes"
	badMinutes     = "minutes unreadable"
	blankMinutes   = "minutes blank"
	noUnitRule     = "no unit rule"
	visitTotalOnly = "visit total only"
	noPatient      = "no patient"
	noUnits        = "no units"
	badUnits       = "units unreadable"
	badDate        = "date unreadable"
	badCode        = "code unreadable"
	noDate         = "no date"
	noCode         = "no code"
	otherGap       = "other"
)

// cover returns the sheets with their lines counted by whether the units were judged. The lines of a day follow each other.
func cover(lines []Line, cfg *Config, out *tally) []Sheet {
	var judging []int
	for number, r := range cfg.Rules {
		if r.JudgesUnits {
			judging = append(judging, number)
		}
	}
	judged := func(l *Line) bool {
		unjudged := l.unjudged(out.unjudged.sets)
		return slices.ContainsFunc(judging, func(rule int) bool { return !l.lineClass.out.has(rule) && !unjudged.has(rule) })
	}
	counts := map[string]*coverCount{} // by sheet, whose lines may have several layouts
	var last *Layout                   // lines of a sheet mostly follow each other
	var c *coverCount
	of := func(l *Line) *coverCount {
		if l.Layout != last {
			if last, c = l.Layout, counts[l.Layout.Sheet]; c == nil {
				c = &coverCount{notJudged: map[string]int{}, unread: map[string]int{}}
				counts[last.Sheet] = c
			}
		}
		return c
	}
	for first := 0; first < len(lines); {
		next := first + 1
		for next < len(lines) && lines[next].day == lines[first].day {
			next++
		}
		day := lines[first:next]
		for i := range day {
			of(&day[i]).add(&day[i], day, judged)
		}
		first = next
	}
	sheets := slices.Clone(cfg.Sheets)
	for sheet, c := range counts {
		c.NotJudged, c.Unread = countsOf(c.notJudged), countsOf(c.unread)
		if at := slices.IndexFunc(sheets, func(s Sheet) bool { return s.Name == sheet }); at >= 0 {
			sheets[at].Coverage = c.SheetCoverage
		}
	}
	return sheets
}

type coverCount struct {
	SheetCoverage
	notJudged, unread map[string]int
}

func (c *coverCount) add(l *Line, day []Line, judged func(*Line) bool) {
	switch {
	case l.Proc == nil && !l.Binds(DateOfService):
		c.unread[noDate]++
	case l.Proc == nil && l.Fills(UnitsBilled) && !l.Has(DateOfService):
		c.unread[badDate]++
	case !l.Fills(Code) && !l.Binds(Code):
		c.unread[noCode]++
	case l.Unreadable(Code) && l.Fills(UnitsBilled):
		c.unread[badCode]++
	case l.Proc == nil || !l.Proc.Pooled:
	case l.Unreadable(UnitsBilled):
		c.unread[badUnits]++
	case !l.Binds(UnitsBilled):
		c.unread[noUnits]++
	case l.Has(UnitsBilled):
		c.Timed++
		if judged(l) {
			c.Judged++
		} else {
			c.notJudged[whyUnjudged(l, day)]++
		}
	}
}

// whyUnjudged is the reason that lies in the line, or else in another line of the day whose minutes are pooled with its own.
func whyUnjudged(l *Line, day []Line) string {
	if own := gapOf(l); own != "" {
		return own
	}
	if len(day) > mostOfDay {
		return tooManyOfDay
	}
	for i := range day {
		if other := &day[i]; other.Proc != nil && other.Proc.Pooled {
			if why := gapOf(other); why != "" {
				return why
			}
		}
	}
	return otherGap
}

// gapOf says what the line lacks; nothing if its units could be judged if those of the day were.
func gapOf(l *Line) string {
	total := l.Has(TimedMinutes)
	switch {
	case l.Terms.UnitRule == UnitRuleUnknown:
		return noUnitRule
	case !l.Has(PatientID) && !l.Has(PatientName):
		return noPatient
	case l.Unreadable(Minutes) && !total, l.Unreadable(TimedMinutes) && !l.Has(Minutes):
		return badMinutes
	case !l.Has(Minutes) && total && l.Terms.UnitRule == UnitRuleMidpoint:
		return visitTotalOnly
	case l.Has(Minutes) || total:
		return ""
	case l.Binds(Minutes) || l.Binds(TimedMinutes):
		return blankMinutes
	}
	return noMinutes
}

// Coverage says on how many timed lines of a run the units were judged, and why not on the others.
type Coverage struct {
	Timed, Judged int
	Gaps          []Gap // those with the most lines first
	// Incomplete says that in a file no timed line, or fewer than half, could be judged for reasons that lie in the reading. Lines
	// that could not be judged for other reasons are not counted, unless there are as many of them.
	Incomplete bool
}

// NoMinutes is the gap of a log that has no minutes at all.
const NoMinutes = "the log has no minutes"

// Gap is one reason why units were not judged.
type Gap struct {
	Why     string
	Lines   int
	Reading bool   // the reason lies in how the log was read, and not in what it holds
	Flag    string // what mends it, ready to be typed; empty if no flag does
}

// CoverageOf sums up the coverage of the sheets of a result, with the rows that did not become lines and held units.
func CoverageOf(r *Result) Coverage {
	var c Coverage
	lost, judged, others := map[int]int{}, map[int]int{}, map[int]int{}
	input := map[string]int{}
	for i := range r.Sheets {
		s := &r.Sheets[i]
		input[s.Name] = s.Input
		c.Timed += s.Coverage.Timed
		c.Judged += s.Coverage.Judged
		judged[s.Input] += s.Coverage.Judged
		for _, n := range slices.Concat(s.Coverage.NotJudged, s.Coverage.Unread) {
			gap := gapIn(s, n.What)
			if gap.Why == "" {
				continue
			}
			gap.Lines = n.N
			c.add(gap)
			if gap.Reading {
				lost[s.Input] += n.N
			} else {
				others[s.Input] += n.N
			}
		}
		for _, n := range s.Excluded {
			if n.What == "ragged" {
				c.add(Gap{Why: "rows whose cells do not fit the header", Lines: n.N, Reading: true})
				lost[s.Input] += n.N
			}
		}
	}
	for i := range r.Excluded {
		row := &r.Excluded[i]
		if why := excludedGap[row.Reason]; why != "" && row.Units.Known && row.Units.Units != 0 {
			c.add(Gap{Why: why, Lines: 1, Reading: true})
			lost[input[row.Cell.Sheet]]++
		}
	}
	for file, n := range lost {
		c.Incomplete = c.Incomplete || n > judged[file] && n > others[file]
	}
	slices.SortStableFunc(c.Gaps, func(a, b Gap) int {
		return cmp.Or(cmp.Compare(b.Lines, a.Lines), strings.Compare(a.Why, b.Why), strings.Compare(a.Flag, b.Flag))
	})
	return c
}

// excludedGap are the reasons for which a row with units is excluded although it may be a timed line.
var excludedGap = map[string]string{"no-date": "rows without a date", "no-code": "rows without a code", "second-table": "rows of a second table"}

// add adds a gap to those of the same reason.
func (c *Coverage) add(gap Gap) {
	for i := range c.Gaps {
		if c.Gaps[i].Why == gap.Why && c.Gaps[i].Flag == gap.Flag {
			c.Gaps[i].Lines += gap.Lines
			return
		}
	}
	c.Gaps = append(c.Gaps, gap)
}

// gapIn puts a counted reason into words, with the column of the sheet that would mend it if there is one.
func gapIn(s *Sheet, reason string) Gap {
	switch reason {
	case noMinutes:
		gap := openColumn(s, "minutes", NoMinutes, Minutes, TimedMinutes)
		if gap.Reading {
			return gap
		}
		return otherTime(s, gap)
	case noPatient:
		if slices.ContainsFunc(s.Columns, func(c Column) bool { return c.Field == PatientID.String() || c.Field == PatientName.String() }) {
			return Gap{Why: "no patient is named"}
		}
		return openColumn(s, "patients", "the log names no patient", PatientID, PatientName)
	case noUnits:
		return openColumn(s, "units", "", UnitsBilled)
	case noDate:
		return openColumn(s, "dates of service", "", DateOfService)
	case noCode:
		return openColumn(s, "procedure codes", "", Code)
	case badMinutes:
		return Gap{Why: "the minutes cannot be read", Reading: true}
	case badUnits:
		return Gap{Why: "the units cannot be read, or stand for several codes together", Reading: true}
	case badDate:
		gap := Gap{Why: "the date cannot be read", Reading: true}
		for _, choice := range s.Choices {
			if choice.What == "dates" && choice.Grade == Open {
				gap.Flag = choice.Flag
			}
		}
		return gap
	case badCode:
		return Gap{Why: "the code cannot be read", Reading: true}
	case blankMinutes:
		return Gap{Why: "the minutes are blank"}
	case noUnitRule:
		if !slices.ContainsFunc(s.Columns, func(c Column) bool { return c.Field == Payer.String() }) {
			return Gap{Why: "the log names no payer, whose unit rule decides", Flag: "--payer medicare"}
		}
		return Gap{Why: "the payer's unit rule is not known"}
	case tooManyOfDay:
		return Gap{Why: fmt.Sprintf("one patient has more than %d lines on one date; the column that tells patients apart may be another", mostOfDay), Reading: true}
	case visitTotalOnly:
		return Gap{Why: "only the visit's total of minutes is known, and the payer counts each code alone"}
	}
	return Gap{Why: "other lines of the day keep them from being judged"}
}

// otherTime says which other time a sheet without timed minutes has, and why the units are not judged by it.
func otherTime(s *Sheet, none Gap) Gap {
	column := func(f Field) *Column {
		at := slices.IndexFunc(s.Columns, func(c Column) bool { return c.Field == f.String() })
		if at < 0 {
			return nil
		}
		return &s.Columns[at]
	}
	if total := column(TreatmentMinutes); total != nil {
		return Gap{Why: total.Named() + " is the whole time of the visit, in which there may be untimed services; if it is the timed minutes",
			Flag: total.FlagAs(TimedMinutes.String())}
	}
	if column(StartTime) != nil && column(EndTime) != nil {
		return Gap{Why: "the log has no minutes; the time from start to end is not taken for them, since there may be pauses and untimed services in it"}
	}
	return none
}

// openColumn says that no column of minutes or units is read: whether one waits to be decided, or the log has none.
func openColumn(s *Sheet, what, none string, fields ...Field) Gap {
	for i := range s.Columns {
		if col := &s.Columns[i]; col.MayBe(fields...) {
			return Gap{Why: "no column of " + what + " was read, and " + col.Named() + " may be it", Reading: true, Flag: col.Flag}
		}
	}
	return Gap{Why: none}
}

// MayBe reports whether the column is open and may be one of the fields: its header or a relation says so.
func (c *Column) MayBe(fields ...Field) bool {
	if c.Field != "" || c.Grade != Open || !c.Matters {
		return false
	}
	return slices.ContainsFunc(fields, func(f Field) bool {
		return strings.Contains(c.Flag, "="+f.String()) ||
			slices.ContainsFunc(c.Instead, func(a Alternative) bool { return a.Field == f.String() })
	})
}

// FlagAs is the flag that makes the column another field; empty where no flag decides the column.
func (c *Column) FlagAs(field string) string {
	at := strings.LastIndexByte(c.Flag, '=')
	if at < 0 {
		return ""
	}
	return c.Flag[:at+1] + field + c.Flag[len(c.Flag)-1:]
}

// Named names the column for people: its header in quotes, or its letters if it has none.
func (c *Column) Named() string {
	if header := strings.Join(strings.Fields(c.Header), " "); header != "" {
		return `"` + header + `"`
	}
	return "column " + ColumnLetters(c.Col)
}
