package reporttest

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"otaudit/audit"
)

// The results of these tests are made in code: no file, no engine, so that every count can be chosen.

// sampleRule is a rule of the generated results.
type sampleRule struct {
	id, name string
	severity audit.Severity
	scope    audit.Scope
}

var sampleRules = []sampleRule{
	{"U001", "timed-units-exceed-minutes", audit.Error, audit.ScopeDay}, {"U003", "timed-units-below-minutes", audit.Warning, audit.ScopeDay},
	{"U004", "units-exceed-code-minutes", audit.Error, audit.ScopeDay}, {"M001", "go-missing", audit.Error, audit.ScopeSession},
	{"M004", "co-missing", audit.Error, audit.ScopeDay}, {"M009", "distinct-service-unneeded", audit.Warning, audit.ScopeDay},
	{"T001", "kx-missing-above-threshold", audit.Error, audit.ScopeYear}, {"N001", "pair-needs-modifier", audit.Error, audit.ScopeDay},
	{"C006", "diagnosis-missing", audit.Warning, audit.ScopeSession}, {"E001", "evaluation-level-unsupported", audit.Error, audit.ScopeSession},
	{"D001", "subjective-missing", audit.Warning, audit.ScopeDay}, {"D005", "signature-missing", audit.Error, audit.ScopeDay},
	{"D009", "treatment-minutes-missing", audit.Error, audit.ScopeDay}, {"D011", "certification-late", audit.Warning, audit.ScopeEpisode},
	{"D016", "note-cloned", audit.Warning, audit.ScopePatient}, {"S001", "therapist-double-booked", audit.Error, audit.ScopeShift},
	{"S005", "duplicate-line", audit.Error, audit.ScopeDay}, {"P002", "threshold-hugging", audit.Warning, audit.ScopeMonth},
	{"I001", "value-unreadable", audit.Warning, audit.ScopeImport},
}

// SampleSize says how large a generated result is.
type SampleSize struct {
	Findings, Therapists, Lines, Months int
	LongNames                           bool
}

func SampleName(i int, long bool) string {
	first := []string{"Ana", "Bela", "Chidi", "Dorothea", "Émile", "Łucja", "Søren", "Zoë"}[i%8]
	last := []string{"Quill", "Ravensworth", "Stone", "Tamarind", "Umber"}[i%5]
	name := fmt.Sprintf("%s %s %02d", first, last, i)
	if long {
		name += []string{"-Featherstonehaugh-Cholmondeley of the Western Satellite Clinic, Building Seven", " 李小龙 Ж ✋🏽 e\u0301", "/OTR/L,CHT,CLT", strings.Repeat("x", 90)}[i%4]
	}
	return name
}

// SampleResult makes a closed, plausible result; the same size gives the same result.
func SampleResult(size SampleSize) *audit.Result {
	random := rand.New(rand.NewPCG(7, uint64(size.Findings)))
	r := &audit.Result{Minutes: make([]int, 241)}
	r.Manifest = audit.Manifest{Tool: "otaudit 1.0.0", RuleSet: "2026.1", AsOf: "2026-03-31", Set: "share", CrosswalkID: "7f3a9c01", Client: "Harbor Hand Clinic",
		Options: []audit.Option{{Name: "apply", Value: "safe"}, {Name: "phi", Value: "code"}},
		Inputs:  []audit.Input{{Name: "S1", Bytes: 182_044, SHA256: strings.Repeat("9f86d081", 8), Kind: "xlsx"}},
		Tables: []audit.Table{{Name: "codes", Origin: "embedded", SHA256: strings.Repeat("2c26b46b", 8), Rows: 96, Unverified: 3},
			{Name: "ncci_ptp", Origin: "embedded", SHA256: strings.Repeat("fcde2b2e", 8), Rows: 412, Unverified: 40}}}
	r.Sheets = []audit.Sheet{{Name: "S1!Log", HeaderRow: 3, Profile: "built-in", RowsRead: size.Lines + 9, NonData: []audit.Count{{What: "blank", N: 2}, {What: "title", N: 3}},
		Excluded: []audit.Count{{What: "no date of service", N: 3}, {What: "total", N: 1}}, RowsUsed: size.Lines, Lines: size.Lines,
		UnitsRead: audit.WholeUnits(2*size.Lines + 4), UnitsUsed: audit.WholeUnits(2 * size.Lines), UnitsExcluded: audit.WholeUnits(4),
		ChargeRead: audit.Cents(6030 * size.Lines), ChargeUsed: audit.Cents(6000 * size.Lines), ChargeExcluded: audit.Cents(30 * size.Lines),
		Columns: []audit.Column{{Col: 1, Header: "Date of Svc", Field: "date_of_service", Why: "header"}, {Col: 2, Header: "CPT", Field: "code", Why: "header"},
			{Col: 3, Header: "Units", Field: "units", Why: "header", Bad: 2}, {Col: 4, Header: "Internal colour", Why: "no field of this name"}},
		Notes: []string{"4 hidden rows are included"}}}
	r.Account.Lines, r.Account.UnitsBilled = size.Lines, audit.WholeUnits(2*size.Lines)
	sampleTotals(r, size, random)
	for i := range size.Findings {
		r.Findings = append(r.Findings, sampleFinding(i, size, random))
	}
	sampleRuleResults(r, size)
	for i := range min(size.Lines, 60) {
		r.Patients = append(r.Patients, fmt.Sprintf("P-%04d", i))
	}
	for i := range size.Lines / 2 {
		r.Visits = append(r.Visits, fmt.Sprintf("V-%05d", i))
		minutes := []int{8, 15, 23, 24, 30, 38, 38, 39, 45, 53, 53, 60, 68}[random.IntN(13)] + random.IntN(4)*random.IntN(3)
		r.Minutes[minutes]++
	}
	r.CloseAccount()
	return r
}

func sampleTotals(r *audit.Result, size SampleSize, random *rand.Rand) {
	all := audit.Total{Dimension: "all", Families: []audit.FamilyTotal{{Family: "D"}, {Family: "M"}, {Family: "U"}}}
	share := func(dimension string, keys []string) {
		for i, key := range keys {
			lines := size.Lines/len(keys) + min(1, max(0, size.Lines%len(keys)-i))
			t := sampleTotal(dimension, key, lines, random)
			r.Totals = append(r.Totals, t)
			if dimension != "therapist" {
				continue
			}
			all.Lines, all.Visits, all.UnitLines = all.Lines+t.Lines, all.Visits+t.Visits, all.UnitLines+t.UnitLines
			all.Billed, all.Supported = all.Billed+t.Billed, all.Supported+t.Supported
			all.OverLines, all.UnderLines, all.OverUnits, all.UnderUnits = all.OverLines+t.OverLines, all.UnderLines+t.UnderLines, all.OverUnits+t.OverUnits, all.UnderUnits+t.UnderUnits
			all.OverCents, all.UnderCents, all.Amount, all.NoPrice = all.OverCents+t.OverCents, all.UnderCents+t.UnderCents, all.Amount+t.Amount, all.NoPrice+t.NoPrice
			all.LinesEvaluated, all.LinesWithError = all.LinesEvaluated+t.LinesEvaluated, all.LinesWithError+t.LinesWithError
			all.VisitsEvaluated, all.VisitsWithError = all.VisitsEvaluated+t.VisitsEvaluated, all.VisitsWithError+t.VisitsWithError
			all.TimedMinutes, all.TimedUnits = all.TimedMinutes+t.TimedMinutes, all.TimedUnits+t.TimedUnits
			for k := range all.Families {
				all.Families[k].Evaluated += t.Families[k].Evaluated
				all.Families[k].Errors += t.Families[k].Errors
			}
		}
	}
	names := make([]string, size.Therapists)
	for i := range names {
		names[i] = SampleName(i, size.LongNames)
	}
	months := make([]string, size.Months)
	for i := range months {
		months[i] = fmt.Sprintf("2026-%02d", i+1)
	}
	share("therapist", names)
	share("code", []string{"97110", "97112", "97129", "97140", "97165", "97530", "97535", "97542"})
	share("payer", []string{"Medicare Part B", "Blue Heron Health", "State Medicaid", ""})
	share("month", months)
	all.Bases = []audit.Count{{What: "allowed", N: all.UnitLines / 3}, {What: "charge", N: all.UnitLines - all.UnitLines/3}}
	r.Totals = append([]audit.Total{all}, r.Totals...)
}

func sampleTotal(dimension, key string, lines int, random *rand.Rand) audit.Total {
	judged := lines - lines/9
	over, under := judged*random.IntN(12)/100, judged*random.IntN(9)/100
	t := audit.Total{Dimension: dimension, Key: key, Lines: lines, Visits: (lines + 1) / 2, UnitLines: judged, Billed: audit.WholeUnits(2*judged + over - under),
		Supported: audit.WholeUnits(2 * judged), OverLines: over, UnderLines: under, OverUnits: audit.WholeUnits(over), UnderUnits: audit.WholeUnits(under),
		OverCents: audit.Cents(3825 * over), UnderCents: audit.Cents(3825 * under), Amount: audit.Cents(7650 * judged), NoPrice: under / 4,
		LinesEvaluated: judged / 2, LinesWithError: judged / 9, VisitsEvaluated: judged / 4, VisitsWithError: judged / 10,
		TimedMinutes: 31 * judged, TimedUnits: 2 * judged,
		Families: []audit.FamilyTotal{{Family: "D", Evaluated: judged / 2, Errors: judged / 20}, {Family: "M", Evaluated: judged, Errors: judged / 11}, {Family: "U", Evaluated: judged, Errors: over}},
		Bases:    []audit.Count{{What: "charge", N: judged}}}
	if random.IntN(4) == 0 {
		t.UnitLines = t.Lines
	}
	return t
}

func sampleFinding(i int, size SampleSize, random *rand.Rand) audit.Finding {
	rule := sampleRules[random.IntN(len(sampleRules))]
	f := audit.Finding{ID: fmt.Sprintf("%s-%012x", rule.id, random.Uint64()>>16), Rule: rule.id, Name: rule.name, Severity: rule.severity, Scope: rule.scope,
		Cell: audit.Ref{Sheet: "S1!Log", Row: int32(4 + i%max(1, size.Lines)), Col: 13}, Patient: fmt.Sprintf("P-%04d", i%60), Visit: fmt.Sprintf("V-%05d", i%max(1, size.Lines/2)),
		Date: "2026", Code: "97530", Therapist: SampleName(i%size.Therapists, size.LongNames), Payer: "Medicare Part B", Field: "units", Original: "3", Status: "open",
		Message: "3 units billed; the 37 timed minutes on record support 2: potential difference of 1 unit",
		Cites:   []string{"Pub. 100-04 ch.5 §20.2"}, TableRows: []string{"codes 97530 2020-01-01 to …"}, Denial: "CO-4", Action: "compare the visit's note with the logged minutes"}
	if rule.id[0] == 'U' {
		f.Billed, f.Supported = audit.Some(3), audit.Some(2)
		f.Impact = audit.Impact{Units: audit.WholeUnits(-1), Money: -3825, Basis: "charge"}
		f.Working = "97530 22 min + 97110 15 min = 37 timed minutes; 23 to 37 is 2 units by pooling; billed 3"
		f.OtherRule = "by the midpoint rule each code alone: 1 + 1 = 2 units, no difference in dollars"
		f.Fix = audit.Fix{Title: "lower the units", Safety: audit.Safe, Applied: true, Edits: []audit.Edit{{Cell: f.Cell, Field: audit.UnitsBilled, Old: "3", New: "2", Applied: true}}}
		if rule.id == "U003" {
			f.Impact.Units, f.Impact.Money, f.Billed, f.Supported = audit.WholeUnits(1), 3825, audit.Some(1), audit.Some(2)
			f.Message = "1 unit billed; the 30 timed minutes on record support 2: potential under-billing of 1 unit"
			f.Fix.Safety, f.Fix.Applied, f.Fix.Held = audit.Review, false, "raises what is billed"
		}
	}
	return f
}

func sampleRuleResults(r *audit.Result, size SampleSize) {
	found := map[string]int{}
	for i := range r.Findings {
		found[r.Findings[i].Rule]++
	}
	for i, rule := range sampleRules {
		result := audit.RuleResult{ID: rule.id, Name: rule.name, Purpose: "Checks that the " + strings.ReplaceAll(rule.name, "-", " ") + " does not occur.", Severity: rule.severity,
			Scope: rule.scope, Cites: []string{"Pub. 100-04 ch.5 §20.2", "42 CFR 410.59"}, Applicable: size.Lines, Evaluated: size.Lines, Findings: found[rule.id],
			Lines: min(found[rule.id], size.Lines)}
		switch {
		case i%5 == 1:
			result.Evaluated = size.Lines - size.Lines/7
			result.NotEvaluated = []audit.Count{{What: "minutes: blank", N: size.Lines / 7}}
		case i%7 == 3 && found[rule.id] == 0 || rule.id == "D011":
			result.Evaluated = 0
			result.NotEvaluated = []audit.Count{{What: "certification_date: no column", N: size.Lines}}
		case rule.id == "E001":
			result.Applicable, result.Evaluated = size.Lines/9, size.Lines/9
		}
		r.Rules = append(r.Rules, result)
	}
}

// QuestionedResult has three lines that findings question as a whole, beside the units of the worked check.
func QuestionedResult() *audit.Result {
	finding := func(rule string, severity audit.Severity, status string, lines ...int32) audit.Finding {
		return audit.Finding{Rule: rule, Name: "some-name", Severity: severity, Status: status, Questions: lines,
			Cell: audit.Ref{Sheet: "S1", Row: lines[0] + 2}, Impact: audit.Impact{Units: -1000, Money: -10000, Basis: "charge"}}
	}
	return &audit.Result{Totals: []audit.Total{*WorkedCheck()},
		Questioned: []audit.Questioned{{Amount: 10000, Priced: true}, {Amount: 4800, Priced: true}, {}, {Amount: 700, Priced: true}},
		Findings: []audit.Finding{finding("C002", audit.Error, "open", 0), finding("S005", audit.Error, "new", 0, 1), finding("E004", audit.Warning, "open", 2),
			finding("C005", audit.Info, "open", 3)}}
}

// WorkedCheck is the example of the specification: charge 30.00 per unit; V1: 2/2, 3/2; V2: 1/1, 1/2; V3: 2/2;
// V4: 4/3, 0/1; V5: 2/not evaluated.
func WorkedCheck() *audit.Total {
	return &audit.Total{Dimension: "all", Lines: 8, Visits: 5, UnitLines: 7, Billed: audit.WholeUnits(13), Supported: audit.WholeUnits(13),
		OverLines: 2, UnderLines: 2, OverUnits: audit.WholeUnits(2), UnderUnits: audit.WholeUnits(2), OverCents: 6000, UnderCents: 3000, Amount: 39000, NoPrice: 1,
		LinesEvaluated: 7, LinesWithError: 4, VisitsEvaluated: 4, VisitsWithError: 3, Families: []audit.FamilyTotal{{Family: "U", Evaluated: 7, Errors: 4}},
		Bases: []audit.Count{{What: "charge", N: 7}}}
}

var Sizes = map[string]SampleSize{
	"no finding":  {0, 2, 12, 1, false},
	"one finding": {1, 1, 40, 1, false},
	"a practice":  {60, 5, 400, 3, false},
	"large":       {400, 60, 5000, 12, true},
}
