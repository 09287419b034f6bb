package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// logLine is one line of a random log.
type logLine struct {
	patient, date, code   string
	units, minutes        int
	assistant             int // minutes of the assistant; -1 for a blank cell
	modifiers, credential string
	payer                 string
}

var logColumns = []audit.Field{audit.PatientID, audit.DateOfService, audit.Code, audit.UnitsBilled, audit.Minutes,
	audit.AssistantMinutes, audit.Modifiers, audit.Credential, audit.Payer}

func (l logLine) cells() []string {
	assistant := ""
	if l.assistant >= 0 {
		assistant = strconv.Itoa(l.assistant)
	}
	return []string{l.patient, l.date, l.code, strconv.Itoa(l.units), strconv.Itoa(l.minutes), assistant, l.modifiers,
		l.credential, l.payer}
}

// sessionsOf makes sessions of a log; line i stands in row i + 2.
func sessionsOf(lines []logLine) ([]*audit.Session, error) {
	layout := &audit.Layout{Sheet: "log.csv", Symbols: audit.NewSymbols(), Slots: make([]audit.Slot, 1)}
	for i, f := range logColumns {
		layout.Slots[0][f] = []int32{int32(i) + 1}
	}
	var sessions []*audit.Session
	for i, l := range lines {
		s := &audit.Session{Layout: layout, Row: int32(i) + 2}
		for j, cell := range l.cells() {
			if cell == "" {
				continue
			}
			value, err := audit.ParseValue(layout.Symbols, logColumns[j], cell)
			if err != nil {
				return nil, err
			}
			s.Set(logColumns[j], value)
		}
		sessions = append(sessions, s)
	}
	return sessions, nil
}

// auditLog runs the rules; a failure of the program fails the test.
func auditLog(t *rapid.T, cfg audit.Config, lines []logLine) *audit.Result {
	sessions, err := sessionsOf(lines)
	if err != nil {
		t.Fatal(err)
	}
	result := audit.Run(sessions, cfg)
	for _, f := range result.Failures {
		t.Fatalf("failure of the program: %+v\nin %+v", f, lines)
	}
	return result
}

// foundBy lists the findings as "patient code rule severity", or without the code for rules of the whole day.
func foundBy(result *audit.Result, byCode bool) []string {
	var found []string
	for _, f := range result.Findings {
		who := f.Patient
		if byCode {
			who += " " + f.Code
		}
		found = append(found, fmt.Sprintf("%s %s %s", who, f.Rule, f.Severity))
	}
	slices.Sort(found)
	return found
}

// corrected gives the log with the edits that take accepts.
func corrected(t *rapid.T, lines []logLine, result *audit.Result, take func(*audit.Finding, *audit.Edit) bool) []logLine {
	after := slices.Clone(lines)
	for i := range result.Findings {
		f := &result.Findings[i]
		for j := range f.Fix.Edits {
			e := &f.Fix.Edits[j]
			if !take(f, e) {
				continue
			}
			l := &after[e.Cell.Row-2]
			switch e.Field {
			case audit.UnitsBilled:
				units, err := strconv.Atoi(e.New)
				if err != nil {
					t.Fatal(err)
				}
				l.units = units
			case audit.Modifiers:
				l.modifiers = e.New
			default:
				t.Fatalf("an edit of %s", e.Field)
			}
		}
	}
	return after
}

func safeOnly(f *audit.Finding, e *audit.Edit) bool { return f.Fix.SafetyOf(e) == audit.Safe }
func everyEdit(*audit.Finding, *audit.Edit) bool    { return true }

// has says whether the result holds a finding of one of the rules.
func has(result *audit.Result, rules ...string) bool {
	return slices.ContainsFunc(result.Findings, func(f audit.Finding) bool { return slices.Contains(rules, f.Rule) })
}

// statedMidpoint is a run in which a profile states the midpoint rule for one payer, so that its fixes are safe.
func statedMidpoint(t *testing.T, ids ...string) audit.Config {
	t.Helper()
	cfg := testConfig(t, Options{}, func(r *audit.Rule) bool { return slices.Contains(ids, r.ID) })
	if len(cfg.Rules) != len(ids) {
		t.Fatalf("%d rules of %s", len(cfg.Rules), strings.Join(ids, ", "))
	}
	tables, err := refdata.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	payers, err := tables.Payers("")
	if err != nil {
		t.Fatal(err)
	}
	if err := payers.Override("Aetna", refdata.PayerOverride{UnitRule: audit.UnitRuleMidpoint}); err != nil {
		t.Fatal(err)
	}
	cfg.Payers = payers
	return cfg
}
